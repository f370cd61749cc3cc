"""What is near in meaning: few vectors compared one by one from files of their own, many by the store."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.errors import HomeError
from assistant.index.embedding import Embedding, Vectors
from assistant.index.lender import Lender
from assistant.index.matrices import Ids, Matrices
from assistant.index.sentences import told
from assistant.index.state import State
from assistant.index.vectors import best
from assistant.language.phrases import explain
from assistant.model import Report

log = logging.getLogger("assistant")


class Near:
    """``few``: so many paragraphs are compared one by one, instead of asking the store."""

    def __init__(self, lender: Lender, folder: Path, few: int, language: str, embedding: Embedding) -> None:
        self._lender, self._few, self._language, self._embedding = lender, few, language, embedding
        self._matrices = Matrices(folder, self._vectors_of)
        self._sentences = Matrices(folder, self._sentences_of, ".sentences.npz")

    def nearest(
        self,
        vector: Sequence[float],
        most: int | None,
        state: State,
        reports: Collection[str] | None = None,
        by_sentence: bool = False,
    ) -> Mapping[str, float]:
        """As ``Store.nearest``, by paragraph id, of all reports of a state or of some; nothing of one that
        has been removed or replaced since, and nothing at all while the store cannot be asked.
        ``by_sentence``: where all are few, by the mean of a paragraph's cosine and its best sentence's."""
        catalogue = state.catalogue
        chosen = catalogue.reports if reports is None else reports
        sizes = {id: catalogue.reports[id].paragraphs for id in chosen}
        try:
            if self.compares(sum(sizes.values())):
                wanted = {id: (catalogue.digests[id], size) for id, size in sizes.items() if size}
                calibrated = self._embedding.near is not None
                finer = by_sentence and calibrated and self.compares(catalogue.size())
                sentences = self._sentences.held(wanted) if finer else []
                return dict(best(self._matrices.held(wanted), vector, most, sentences))
            with self._lender.lent() as store:
                return dict(store.nearest(vector, most, None if reports is None else sizes))
        except HomeError as error:
            log.warning(explain(error, self._language))
            return {}

    def compares(self, paragraphs: int) -> bool:
        """Whether so many are compared one by one, with their sentences."""
        return paragraphs <= self._few

    def keep(
        self, report: Report, digest: str, vectors: Vectors, sentences: tuple[Ids, Vectors] | None
    ) -> None:
        """``sentences``: None until they are asked for. Raises OSError."""
        if self._few and report.paragraphs:
            self._matrices.keep(digest, [one.id for one in report.paragraphs], vectors)
            if self._embedding.near is not None and sentences is not None:
                self._sentences.keep(digest, *sentences)

    def drop(self, digest: str) -> None:
        """Raises OSError."""
        self._matrices.drop(digest)
        self._sentences.drop(digest)

    def _vectors_of(self, report: str, digest: str, size: int) -> tuple[Ids, Any]:
        with self._lender.lent() as store:
            held = store.holds(report, digest)
            ids, rows = store.vectors_of([report])
            held = held and store.holds(report, digest)
        if not held or len(ids) != size:  # removed, replaced or half written meanwhile
            raise LookupError(report)
        return ids, rows

    def _sentences_of(self, report: str, digest: str, size: int) -> tuple[Ids, Any]:
        with self._lender.lent() as store:
            kept = [store.whole(row) for row in store.rows([report])]
        if not kept or kept[0] is None or kept[0].digest != digest:
            raise LookupError(report)
        return told(kept[0].report(), self._embedding)
