"""The vectors of each report in a file of its own, beside the lexical index.

Opening Chroma takes most of a second; a report's file is read in a millisecond. So a question to an
index of usual size is answered without Chroma, as that of words is (kept.py). A file is named after the
digest of its report and never changes; one that is missing is made from the store.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import BadZipFile

from assistant.index.vectors import unit

Ids = Sequence[str]
Read = Callable[[str, str, int], tuple[Ids, Any]]  # paragraph ids, a row for each


class Matrices:
    """Unit vectors by report, the last 1,024 asked for kept in memory."""

    def __init__(self, folder: Path, read: Read, ending: str = ".npz") -> None:
        """``read`` makes what there is no file of: of a report with a digest and so many paragraphs; it
        raises LookupError for one that the store does not hold so."""
        self._folder, self._read, self._ending = folder, read, ending
        self._of = lru_cache(maxsize=1024)(self._found)

    def keep(self, digest: str, ids: Ids, rows: Any) -> None:
        """Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._write(digest, ids, unit(rows))

    def drop(self, digest: str) -> None:
        self._path(digest).unlink(missing_ok=True)

    def held(self, wanted: Mapping[str, tuple[str, int]]) -> list[tuple[Ids, Any]]:
        """Of reports, given with their digests and how many paragraphs they have; one that the store does
        not hold so is passed over."""
        held = []
        for report, (digest, size) in wanted.items():
            with suppress(LookupError):
                held.append(self._of(report, digest, size))
        return held

    def _found(self, report: str, digest: str, size: int) -> tuple[Ids, Any]:
        """Raises LookupError, which is not remembered."""
        import numpy

        try:
            with self._path(digest).open("rb") as file, numpy.load(file) as kept:
                return kept["ids"].tolist(), kept["rows"]
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):  # none, or not whole
            ids, rows = self._read(report, digest, size)
        rows = unit(rows)
        with suppress(OSError):  # who only asks makes no folder, for a backup may be coming back there
            self._write(digest, ids, rows)
        return ids, rows

    def _write(self, digest: str, ids: Ids, rows: Any) -> None:
        import numpy

        beside = self._folder / f"{uuid4().hex}.new.npz"
        numpy.savez(beside, ids=numpy.array(ids, dtype=numpy.str_), rows=rows)
        os.replace(beside, self._path(digest))

    def _path(self, digest: str) -> Path:
        return self._folder / f"{digest}{self._ending}"
