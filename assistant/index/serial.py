"""Reports and paragraphs as JSON, and back: what the store and the lexical index keep."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any

from assistant.model import Doubt, Dropped, Heading, Paragraph, Report, ReportSummary

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Written:
    """A report as JSON, and the SHA-256 of its content: its source's own hash and what was read from it."""

    json: bytes
    digest: str

    @classmethod
    def of(cls, report: Report) -> Written:
        bare = _bare(report)
        content = _json(bare | {"source": ""}).encode()
        return cls(_json(bare).encode(), hashlib.sha256(content).hexdigest())


def report_to_json(report: Report) -> bytes:
    return _json(_bare(report)).encode()


def _bare(report: Report) -> dict[str, Any]:
    """The whole report; texts of paragraphs are given by their offsets, headings once."""
    pool: dict[Heading, int] = {}
    for heading in report.headings:
        pool.setdefault(heading, len(pool))
    bare = {
        field.name: getattr(report, field.name)
        for field in dataclasses.fields(report)
        if field.name not in ("paragraphs", "footnotes", "headings", "dropped", "doubts")
    }
    bare["paragraphs"] = [_paragraph(paragraph, report.text, pool) for paragraph in report.paragraphs]
    bare["footnotes"] = [_paragraph(paragraph, report.text, pool) for paragraph in report.footnotes]
    bare["pool"] = [_values(heading) for heading in pool]
    bare["order"] = [pool[heading] for heading in report.headings]
    bare["dropped"] = [_values(dropped) for dropped in report.dropped]
    bare["doubts"] = [_values(doubt) for doubt in report.doubts]
    return bare


def report_from_json(payload: bytes) -> Report:
    bare: dict[str, Any] = json.loads(payload)
    pool = [Heading(*values) for values in bare.pop("pool")]
    text = bare["text"]
    bare["paragraphs"] = tuple(_restored(values, text, pool) for values in bare["paragraphs"])
    bare["footnotes"] = tuple(_restored(values, text, pool) for values in bare["footnotes"])
    bare["headings"] = tuple(pool[place] for place in bare.pop("order"))
    bare["dropped"] = tuple(Dropped(*values) for values in bare["dropped"])
    bare["doubts"] = tuple(Doubt(*values) for values in bare["doubts"])
    bare["dates"] = tuple(bare["dates"])
    return Report(**bare)


def paragraph_to_json(paragraph: Paragraph) -> str:
    values = [*_values(paragraph)[:-2], [_values(heading) for heading in paragraph.headings], paragraph.lead]
    return _json(values)


@lru_cache(maxsize=2_000)
def paragraph_from_json(payload: str) -> Paragraph:
    *bare, headings, lead = json.loads(payload)
    return _made([*bare, tuple(Heading(*values) for values in headings), lead])


def summary(report: Report) -> ReportSummary:
    shared = {field.name for field in dataclasses.fields(ReportSummary)} - {"paragraphs"}
    values = {name: getattr(report, name) for name in shared}
    return ReportSummary(paragraphs=len(report.paragraphs), **values)


def summary_to_json(summary: ReportSummary) -> dict[str, Any]:
    return {field.name: getattr(summary, field.name) for field in dataclasses.fields(summary)}


def summary_from_json(values: dict[str, Any]) -> ReportSummary:
    return ReportSummary(**(values | {"dates": tuple(values["dates"])}))


def _values(item: Any) -> list[Any]:
    return list(_getter(item.__class__)(item))


@cache
def _getter(kind: Any) -> attrgetter[Any]:
    return attrgetter(*(field.name for field in dataclasses.fields(kind)))


def _made(values: list[Any]) -> Paragraph:
    return Paragraph(*values)


def _paragraph(paragraph: Paragraph, text: str, pool: dict[Heading, int]) -> list[Any]:
    places = [pool.setdefault(heading, len(pool)) for heading in paragraph.headings]
    own = None if text[paragraph.start : paragraph.end] == paragraph.text else paragraph.text
    values = _values(paragraph)
    return [*values[:2], own, *values[3:-2], places, paragraph.lead]


def _restored(values: list[Any], text: str, pool: list[Heading]) -> Paragraph:
    id, ref, own, start, end, *rest, places, lead = values
    own = text[start:end] if own is None else own
    return _made([id, ref, own, start, end, *rest, tuple(pool[place] for place in places), lead])
