"""The index as a LangChain retriever, for chains of one's own.

    retriever = ReportRetriever(index=Index.open(settings), k=5)
    retriever.invoke("航空公司有什么责任？")

A document's ``page_content`` is the paragraph's text; ``metadata`` has its full id, ``report``, ``ref``,
``headings``, ``lead``, ``score`` and ``coverage``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from assistant.index.index import Index
from assistant.model import EVERYWHERE, Hit, Scope


class ReportRetriever(BaseRetriever):
    """Paragraphs of official reports, best first; of ``reports`` only, where some are named, and of a
    narrower scope, where one is given."""

    index: Any
    k: int = 10
    reports: tuple[str, ...] = ()
    within: Scope = EVERYWHERE

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        index: Index = self.index
        within = replace(self.within, reports=(*self.within.reports, *self.reports))
        return [_document(hit) for hit in index.search(query, self.k, within=within)]


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
