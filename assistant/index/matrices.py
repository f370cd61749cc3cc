"""The vectors of each report in a file of its own, beside the lexical index.

Opening Chroma takes most of a second; a report's file is read in a millisecond. So a question to an
index of usual size is answered without Chroma, as that of words is (kept.py). A file is named after the
digest of its report and never changes; one that is missing is made from the store.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import BadZipFile

from assistant.index.vectors import cosines, rounded, unit

Ids = Sequence[str]
Read = Callable[[str], tuple[Ids, Any]]  # of a report: paragraph ids and a row a paragraph


class Matrices:
    """Unit vectors by report, the last 1,024 asked for kept in memory."""

    def __init__(self, folder: Path, read: Read) -> None:
        """``read`` gives what the store keeps of a report."""
        self._folder, self._read = folder, read
        self._of = lru_cache(maxsize=1024)(self._found)

    def keep(self, digest: str, ids: Ids, rows: Any) -> tuple[Ids, Any]:
        """What was kept, its rows of length 1. Raises OSError."""
        import numpy

        whole = unit(numpy.asarray(rows, numpy.float32).reshape(len(ids), -1))
        self._folder.mkdir(parents=True, exist_ok=True)
        beside = self._folder / f"{uuid4().hex}.new.npz"
        numpy.savez(beside, ids=numpy.array(ids, dtype=numpy.str_), rows=whole)
        os.replace(beside, self._path(digest))
        return ids, whole

    def drop(self, digest: str) -> None:
        self._path(digest).unlink(missing_ok=True)

    def nearest(
        self, vector: Sequence[float], most: int | None, digests: Mapping[str, str]
    ) -> dict[str, float]:
        """The ``most`` nearest paragraphs (None: all) of reports, given with their digests, and their
        cosine similarity, best first. Raises OSError."""
        asked = unit(vector)
        held = [self._of(report, digest) for report, digest in digests.items()]
        shares = {
            id: rounded(share)
            for ids, rows in held
            if len(ids)
            for id, share in zip(ids, cosines(rows, asked), strict=True)
        }
        return dict(sorted(shares.items(), key=lambda each: -each[1])[:most])

    def _found(self, report: str, digest: str) -> tuple[Ids, Any]:
        import numpy

        try:
            with self._path(digest).open("rb") as file, numpy.load(file) as kept:
                return kept["ids"].tolist(), kept["rows"]
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):  # none, or not whole
            return self.keep(digest, *self._read(report))

    def _path(self, digest: str) -> Path:
        return self._folder / f"{digest}.npz"
