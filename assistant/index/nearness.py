"""What is near to a question in meaning."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache

from assistant.errors import ModelError
from assistant.index.embedding import Embedding
from assistant.index.near import Near
from assistant.index.ranking import Ranked
from assistant.index.state import State
from assistant.language.phrases import explain

Asked = Callable[[str], list[float]]
Nearest = Mapping[str, float]  # cosines by paragraph id, best first
log = logging.getLogger("assistant")


class Asker:
    """Asks for what is near, where the embedding knows more than the words do; each question becomes a
    vector once."""

    def __init__(self, embedding: Embedding, near: Near, language: str) -> None:
        self._embedding, self._near, self._language = embedding, near, language
        self._asked = lru_cache(maxsize=64)(embedding.question)
        self._sought = lru_cache(maxsize=64)(lambda question: embedding.sought(self._asked(question)))

    def nearness(self, question: str, state: State, report: str) -> Nearest:
        """Of each paragraph of a report; nothing where what the cosines mean is not known, or the model
        fails."""
        return self._among(self._asked, question, state, report, by_sentence=False)

    def fitness(self, question: str, state: State, report: str) -> Nearest:
        """The same with what would answer the question, also by the best sentence of each."""
        return self._among(self._sought, question, state, report, by_sentence=True)

    def answerable(self, question: str) -> float:
        """Log odds that such a question is answered where its subject is spoken of; 0 where not known."""
        vector = self._vector(question, self._asked) if self._embedding.near is not None else None
        return self._embedding.answerable(vector) if vector else 0.0

    def _among(self, asked: Asked, question: str, state: State, report: str, *, by_sentence: bool) -> Nearest:
        if self._embedding.near is None:
            return {}
        vector = self._vector(question, asked)
        return self._near.nearest(vector, None, state, [report], by_sentence) if vector else {}

    @contextmanager
    def nearest(
        self, question: str, most: int, state: State, reports: Collection[str]
    ) -> Iterator[Callable[[], Nearest]]:
        """The ``most`` nearest paragraphs of some reports, or nothing. The store is asked while the block
        runs, for Chroma and Tantivy both let go of the interpreter."""
        # What is hidden may not even crowd others out.
        some = None if len(reports) == len(state.catalogue.reports) else reports

        def sought() -> Nearest:
            vector = self._vector(question, self._asked) if reports else None
            return self._near.nearest(vector, most, state, some, True) if vector else {}

        if not self._embedding.informs or self._near.compares(state.catalogue.size(reports)):
            yield sought
            return
        with ThreadPoolExecutor(1) as beside:
            yield beside.submit(sought).result

    def others(self, nearest: Nearest, hits: Sequence[Ranked]) -> Iterator[Ranked]:
        """What is near enough and is not among the hits that its words found."""
        known = {one.id for one in hits}
        least = -1.0 if self._embedding.near is None else self._embedding.near
        for id, cosine in nearest.items():
            if cosine >= least and id not in known:
                yield Ranked(id, id.partition("#")[0], 0.0, 0.0)

    def _vector(self, question: str, asked: Asked) -> list[float] | None:
        """None also when the model fails, which is told in the log."""
        if not self._embedding.informs or not question.strip():
            return None
        try:
            return asked(question)
        except ModelError as error:
            log.warning(explain(error, self._language))
            return None
