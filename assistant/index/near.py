"""What is near in meaning: few vectors compared one by one from files of their own, many by the store."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.errors import HomeError
from assistant.index.lender import Lender
from assistant.index.matrices import Matrices
from assistant.index.state import State
from assistant.language.phrases import explain
from assistant.model import Report

log = logging.getLogger("assistant")


class Near:
    """``few``: so many paragraphs are compared one by one, instead of asking the store."""

    def __init__(self, lender: Lender, folder: Path, few: int, language: str) -> None:
        self._lender, self._few, self._language = lender, few, language
        self._matrices = Matrices(folder, self._vectors_of)

    def nearest(
        self, vector: Sequence[float], most: int | None, state: State, reports: Collection[str] | None = None
    ) -> Mapping[str, float]:
        """As ``Store.nearest``, by paragraph id, of all reports of a state or of some; nothing of one that
        has been removed or replaced since, and nothing at all while the store cannot be asked."""
        catalogue = state.catalogue
        chosen = catalogue.reports if reports is None else reports
        sizes = {id: catalogue.reports[id].paragraphs for id in chosen}
        try:
            if sum(sizes.values()) <= self._few:
                wanted = {id: (catalogue.digests[id], size) for id, size in sizes.items() if size}
                return self._matrices.nearest(vector, most, wanted)
            with self._lender.lent() as store:
                return dict(store.nearest(vector, most, None if reports is None else sizes))
        except HomeError as error:
            log.warning(explain(error, self._language))
            return {}

    def keep(self, report: Report, digest: str, vectors: Sequence[Sequence[float]]) -> None:
        """Raises OSError."""
        if self._few and report.paragraphs:
            self._matrices.keep(digest, [one.id for one in report.paragraphs], vectors)

    def drop(self, digest: str) -> None:
        """Raises OSError."""
        self._matrices.drop(digest)

    def _vectors_of(self, report: str, digest: str) -> tuple[Sequence[str], Any]:
        with self._lender.lent() as store:
            return store.vectors_of([report], digest)
