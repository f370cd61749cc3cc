"""What the store writes of a report and of a paragraph beside its text and its vector."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.index.serial import report_from_json, report_to_json
from assistant.model import Paragraph, Report

_MARK = 16  # signs of its report's digest that a paragraph bears: Chroma writes each of them twice


@dataclass(frozen=True, slots=True)
class Row:
    """A report as it is kept; ``packed`` is the whole of it."""

    id: str
    digest: str
    groups: tuple[str, ...]
    packed: str

    @classmethod
    def read(cls, id: str, row: Mapping[str, Any]) -> Row:
        return cls(id, row["digest"], tuple(json.loads(row.get("groups") or "[]")), row["report"])

    def report(self) -> Report:
        return report_from_json(zlib.decompress(base64.b64decode(self.packed)))


def row_of(report: Report, content: str, groups: Sequence[str]) -> dict[str, Any]:
    """The whole report, compressed, its digest, and who may see it."""
    packed = base64.b64encode(zlib.compress(report_to_json(report), 1)).decode()
    return {
        "report": packed,
        "digest": content,
        "paragraphs": len(report.paragraphs),
        "groups": json.dumps(groups),
    }


def marks_of(content: str) -> list[str]:
    """What paragraphs put under a digest bear of it: its first signs, in older stores the whole."""
    return [content[:_MARK], content]


def place_of(report: Report, content: str, paragraph: Paragraph) -> dict[str, Any]:
    return {
        "report": report.id,
        "ref": paragraph.ref,
        "kind": paragraph.kind,
        "section": paragraph.headings[-1].path if paragraph.headings else "",
        "digest": content[:_MARK],
    }
