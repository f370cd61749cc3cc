"""The index as a LangChain retriever, for chains of one's own.

    retriever = ReportRetriever(index=Index.open(settings), k=5)
    retriever.invoke("航空公司有什么责任？")

A document's ``page_content`` is the paragraph's text; ``metadata`` has its full id, ``report``, ``ref``,
``headings``, ``lead``, ``score`` and ``coverage``.
"""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from assistant.index.index import Index
from assistant.model import Hit


class ReportRetriever(BaseRetriever):
    """Paragraphs of official reports, best first; of ``reports`` only, where some are named."""

    index: Any
    k: int = 10
    reports: tuple[str, ...] = ()

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        index: Index = self.index
        return [_document(hit) for hit in index.search(query, self.k, reports=self.reports)]


def _document(hit: Hit) -> Document:
    paragraph = hit.paragraph
    metadata = {
        "report": hit.report,
        "ref": paragraph.ref,
        "headings": [heading.title for heading in paragraph.headings],
        "lead": paragraph.lead,
        "score": hit.score,
        "coverage": hit.coverage,
    }
    return Document(id=paragraph.id, page_content=paragraph.text, metadata=metadata)
