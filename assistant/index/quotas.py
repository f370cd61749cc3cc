"""How much a Chroma takes at once, and a report in pieces where one value may not hold it.

The figures of Chroma Cloud are those it states (docs.trychroma.com, «Quotas & limits», 2026).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

_ANY = 1 << 40
_MARK = 16  # signs of a report's digest in the ids of its pieces


@dataclass(frozen=True, slots=True)
class Quotas:
    """Rows that one request writes, reads or finds; bytes of a row's document and of a value of its, and of
    a value of a collection's."""

    write: int
    read: int = 20_000  # Chroma refuses more than 32,766
    nearest: int = _ANY
    document: int = _ANY
    value: int = _ANY
    mark: int = _ANY


FOLDER = Quotas(write=5_000)  # Chroma refuses more than 5,461
SERVER = Quotas(write=1_000)  # which takes requests of 40 MB
CLOUD = Quotas(300, 300, 300, 16_384, 4_096, 256)


class Pieces:
    """What of a report's row is too long for one value, in a collection of its own, named by the digest of
    its report; without one (None) rows stay whole."""

    def __init__(self, rows: Any, reports: Any, quotas: Quotas) -> None:
        self._rows, self._reports, self._quotas = rows, reports, quotas

    def put(self, row: dict[str, Any]) -> dict[str, Any]:
        """The row of a report without what is now kept in pieces; ``pieces`` says how many."""
        if self._rows is None:
            return row
        packed, size = row["report"], self._quotas.value
        parts = [packed[start : start + size] for start in range(0, len(packed), size)]
        ids = _names(row["digest"], len(parts))
        for start in range(0, len(ids), self._quotas.write):
            some = slice(start, start + self._quotas.write)
            values: Any = [{"piece": part} for part in parts[some]]
            self._rows.upsert(ids=ids[some], embeddings=[[1.0]] * len(values), metadatas=values)
        return {**row, "report": "", "pieces": len(parts)}

    def whole(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """The row of a report as it was put."""
        ids, kept = _names(row["digest"], row.get("pieces") or 0), dict[str, str]()
        for start in range(0, len(ids), self._quotas.read):
            found = self._rows.get(ids=ids[start : start + self._quotas.read], include=["metadatas"])
            kept |= {id: one["piece"] for id, one in zip(found["ids"], found["metadatas"], strict=True)}
        return {**row, "report": "".join(kept[id] for id in ids)} if ids else row

    @contextmanager
    def changing(self, report: str) -> Iterator[None]:
        """While a report is put or removed: the pieces that it has no longer go last."""
        before = self._of(report)
        yield
        gone = sorted(before - self._of(report))
        for start in range(0, len(gone), self._quotas.write):
            self._rows.delete(ids=gone[start : start + self._quotas.write])

    def _of(self, report: str) -> set[str]:
        if self._rows is None:
            return set()
        rows = self._reports.get(ids=[report], include=["metadatas"])["metadatas"]
        return {name for row in rows for name in _names(row["digest"], row.get("pieces") or 0)}


def _names(digest: str, count: int) -> list[str]:
    return [f"{digest[:_MARK]}.{number}" for number in range(count)]


def shortened(text: str, most: int) -> str:
    """The first ``most`` bytes of a text, in whole characters."""
    return text if len(text) * 4 <= most else text.encode()[:most].decode(errors="ignore")
