"""What the store writes of a report and of a paragraph beside its text and its vector."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.index.serial import Written, report_from_json
from assistant.model import Paragraph, Report

_LAST = 200  # reports of the last writes that are remembered
WRITTEN = {"writing": {"$ne": True}}  # asks for rows whose paragraphs are all there; older ones do not say


@dataclass(frozen=True, slots=True)
class Row:
    """A report as it is kept; ``packed`` is the whole of it, unless it is in so many ``pieces``."""

    id: str
    digest: str
    groups: tuple[str, ...]
    packed: str
    pieces: int = 0

    @classmethod
    def read(cls, id: str, row: Mapping[str, Any]) -> Row:
        groups = tuple(json.loads(row.get("groups") or "[]"))
        return cls(id, row["digest"], groups, row["report"], row.get("pieces") or 0)

    def report(self) -> Report:
        return report_from_json(zlib.decompress(base64.b64decode(self.packed)))


def row_of(report: Report, written: Written, groups: Sequence[str]) -> dict[str, Any]:
    """The whole report, compressed, its digest, and who may see it; its paragraphs are still to come."""
    packed = base64.b64encode(zlib.compress(written.json, 1)).decode()
    return {
        "report": packed,
        "pieces": 0,  # said outright: what a row had before and is not given stays in it
        "writing": True,
        "digest": written.digest,
        "paragraphs": len(report.paragraphs),
        "groups": told(groups),
    }


def told(value: Any) -> str:
    """As JSON, in as few bytes as it takes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def place_of(report: Report, paragraph: Paragraph) -> dict[str, Any]:
    return {
        "report": report.id,
        "ref": paragraph.ref,
        "kind": paragraph.kind,
        "section": paragraph.headings[-1].path if paragraph.headings else "",
    }


def belongs(place: Mapping[str, Any], row: Mapping[str, Any] | None) -> bool:
    """Whether a paragraph was put with its report's row, as far as it says so: in older stores each bears
    the first signs of its report's digest, or the whole."""
    return row is None or row["digest"].startswith(place.get("digest", ""))


def last_writes(last: str, generation: str, changed: Collection[str], most: int) -> str:
    """The last writes, oldest first, each as [generation, ids], with one more; nothing of them where one
    changed too much. ``most``: bytes."""
    if len(changed) > _LAST:
        return "[]"
    writes = [*json.loads(last), [generation, list(changed)]]
    while len(writes) > 1 and sum(len(ids) for _, ids in writes) > _LAST:
        writes = writes[1:]
    while len(told(writes).encode()) > most:
        writes = writes[1:]
    return told(writes)


def written_since(last: str, generation: str) -> set[str] | None:
    """The reports that writes after one changed; None when that is no longer known."""
    writes = json.loads(last)
    places = [place for place, (mark, _) in enumerate(writes) if mark == generation]
    return {id for _, ids in writes[places[0] + 1 :] for id in ids} if places else None
