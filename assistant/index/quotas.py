"""How much a Chroma takes at once, and a report in pieces where one value may not hold it.

The figures of Chroma Cloud are those it states (docs.trychroma.com, «Quotas & limits», 2026).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from assistant.errors import HomeError
from assistant.index.row import Row
from assistant.model import Report

_ANY = 1 << 40
_MARK = 16  # signs of its report's digest that a piece is named by


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotas:
    """Rows that one request writes, reads or finds; bytes of a row's id, of its document and of a value of
    its, and of a value of a collection's; whether a report is kept in pieces of such a value."""

    write: int
    read: int = 20_000  # Chroma refuses more than 32,766
    nearest: int = _ANY
    id: int = _ANY
    document: int = _ANY
    value: int = _ANY
    mark: int = _ANY
    pieces: bool = False
    ef_search: int | None = 400  # None: it has an index of vectors of its own

    @property
    def search(self) -> dict[str, Any]:
        """How a collection is to be searched."""
        width = {} if self.ef_search is None else {"ef_search": self.ef_search}
        return {"hnsw": {"space": "cosine", **width}}

    def check(self, report: Report) -> None:
        """Raises HomeError for a report with an id, its own or a paragraph's, that is too long."""
        ids = (report.id, *(paragraph.id for paragraph in report.paragraphs))
        longest = max(len(id.encode()) for id in ids)
        if longest > self.id:
            raise HomeError("id_too_long", id=report.id, size=longest, most=self.id)

    def pages(
        self, rows: Any, include: Collection[str], most: int | None = None, **chosen: Any
    ) -> Iterator[Any]:
        """All rows of a collection, or those chosen, so many at a time."""
        most, start, full = min(most or self.read, self.read), 0, True
        while full:
            page = rows.get(limit=most, offset=start, include=include, **chosen)
            yield page
            start, full = start + most, len(page["ids"]) == most


FOLDER = Quotas(write=5_000)  # Chroma refuses more than 5,461
SERVER = Quotas(write=1_000)  # which takes requests of 40 MB
CLOUD = Quotas(
    write=300,
    read=300,
    nearest=300,
    id=128,
    document=16_384,
    value=4_096,
    mark=256,
    pieces=True,
    ef_search=None,
)


class Pieces:
    """What of a report's row is too long for one value, in a collection of its own, named by the digest of
    its report. Written where the quotas ask for it, read wherever a row says so."""

    def __init__(self, opened: Callable[[], Any], there: bool, reports: Any, quotas: Quotas) -> None:
        """``opened`` gives the collection, which is made when it is not ``there``."""
        self._opened, self._reports, self._quotas = opened, reports, quotas
        self._rows: Any = opened() if there or quotas.pieces else None

    def put(self, row: dict[str, Any]) -> dict[str, Any]:
        """The row of a report without what is now kept in pieces; ``pieces`` says how many."""
        if not self._quotas.pieces:
            return row
        packed, size = row["report"], self._quotas.value
        parts = [packed[start : start + size] for start in range(0, len(packed), size)]
        ids = _names(row["digest"], len(parts))
        for start in range(0, len(ids), self._quotas.write):
            some = slice(start, start + self._quotas.write)
            values: Any = [{"piece": part} for part in parts[some]]
            self._rows.upsert(ids=ids[some], embeddings=[[1.0]] * len(values), metadatas=values)
        return {**row, "report": "", "pieces": len(parts)}

    def whole(self, row: Row) -> Row | None:
        """A row with the whole of its report; None where its pieces are no longer all there."""
        if not row.pieces:
            return row
        if self._rows is None:
            self._rows = self._opened()
        ids, kept = _names(row.digest, row.pieces), dict[str, str]()
        for start in range(0, len(ids), self._quotas.read):
            found = self._rows.get(ids=ids[start : start + self._quotas.read], include=["metadatas"])
            kept |= {id: one["piece"] for id, one in zip(found["ids"], found["metadatas"], strict=True)}
        if len(kept) < len(ids):
            return None
        return replace(row, packed="".join(kept[id] for id in ids), pieces=0)

    @contextmanager
    def changing(self, report: str) -> Iterator[None]:
        """While a report is put or removed: the pieces that it has no longer go last."""
        before = self._of(report)
        yield
        self._delete(before - self._of(report))

    def sweep(self) -> None:
        """Delete the pieces that no row names."""
        if self._rows is not None:
            pages = self._quotas.pages(self._reports, ["metadatas"])
            named = {name for page in pages for row in page["metadatas"] for name in _named(row)}
            self._delete({id for page in self._quotas.pages(self._rows, []) for id in page["ids"]} - named)

    def _of(self, report: str) -> set[str]:
        if self._rows is None:
            return set()
        rows = self._reports.get(ids=[report], include=["metadatas"])["metadatas"]
        return {name for row in rows for name in _named(row)}

    def _delete(self, names: Collection[str]) -> None:
        ids = sorted(names)
        for start in range(0, len(ids), self._quotas.write):
            self._rows.delete(ids=ids[start : start + self._quotas.write])


def _named(row: Mapping[str, Any]) -> list[str]:
    return _names(row["digest"], row.get("pieces") or 0)


def _names(digest: str, count: int) -> list[str]:
    return [f"{digest[:_MARK]}.{number}" for number in range(count)]


def shortened(text: str, most: int) -> str:
    """The first ``most`` bytes of a text, in whole characters."""
    return text if len(text) * 4 <= most else text.encode()[:most].decode(errors="ignore")
