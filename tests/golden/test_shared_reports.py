"""Real reports, as others extracted them, against what a person reads in them."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from assistant import reading
from assistant.model import Report
from assistant.reading.text import decode

FOLDER = Path(__file__).parents[2] / ".." / "shared" / "reports"
GOLDEN = tomllib.loads((Path(__file__).parent / "shared_reports.toml").read_text(encoding="utf-8"))
FILES = [pytest.param(name, id=name) for name in GOLDEN]

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared reports are not here")
_read: dict[str, Report] = {}


def read(name: str) -> tuple[Report, dict[str, Any]]:
    if name not in _read:
        _read[name] = reading.read(FOLDER / name)
    return _read[name], GOLDEN[name][0]


def expand(rows: list[str]) -> list[str]:
    """``1-3`` → 1, 2, 3; ``5(a)-(c)`` → 5(a), 5(b), 5(c); ``s一¶1-2`` → s一¶1, s一¶2."""
    refs: list[str] = []
    for row in rows:
        if match := re.fullmatch(r"(.*?)\((\w)\)-\((\w)\)", row):
            refs += [f"{match[1]}({chr(code)})" for code in range(ord(match[2]), ord(match[3]) + 1)]
        elif match := re.fullmatch(r"(.*?)(\d+)-(\d+)", row):
            refs += [f"{match[1]}{n}" for n in range(int(match[2]), int(match[3]) + 1)]
        else:
            refs.append(row)
    return refs


@pytest.mark.parametrize("name", FILES)
def test_facts(name: str) -> None:
    report, facts = read(name)
    for field in ("language", "title", "status", "symbol", "body", "place"):
        if field in facts:
            assert getattr(report, field) == facts[field], field
    if "dates" in facts:
        assert list(report.dates) == facts["dates"]


@pytest.mark.parametrize("name", FILES)
def test_headings(name: str) -> None:
    report, facts = read(name)
    assert [f"{heading.path}|{heading.title}" for heading in report.headings] == facts["headings"]


@pytest.mark.parametrize("name", FILES)
def test_refs(name: str) -> None:
    report, facts = read(name)
    found = [paragraph.ref for paragraph in report.paragraphs]
    if "refs" in facts:
        assert found == expand(facts["refs"])
    if "articles" in facts:
        tops = dict.fromkeys(ref.partition("(")[0] for ref in found if ref[0].isdigit())
        assert list(tops) == [str(n) for n in range(1, facts["articles"] + 1)]
    if "items" in facts:
        items = [ref for ref in found if ref.endswith(")")]
        assert items == facts["items"] if len(facts["items"]) > 3 else set(facts["items"]) <= set(items)
    if "leads" in facts:
        assert [paragraph.ref for paragraph in report.paragraphs if paragraph.kind == "lead"] == facts[
            "leads"
        ]


@pytest.mark.parametrize("name", FILES)
def test_words(name: str) -> None:
    report, facts = read(name)
    texts = {paragraph.ref: paragraph.text for paragraph in report.paragraphs}
    for ref, words in facts["starts"].items():
        assert texts[ref].startswith(words), ref
    for ref, words in facts.get("ends", {}).items():
        assert texts[ref].endswith(words), ref


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_lost(name: str) -> None:
    report, facts = read(name)
    for part in (*report.paragraphs, *report.footnotes):
        assert report.text[part.start : part.end] == part.text
    for heading in report.headings:
        assert report.text[heading.start : heading.end] == heading.title
    assert len({paragraph.id for paragraph in report.paragraphs}) == len(report.paragraphs)
    if name.endswith((".txt", ".md")):
        source = Counter("".join(decode((FOLDER / name).read_bytes()).split()))
        kept = Counter("".join((report.text + "".join(part.text for part in report.dropped)).split()))
        assert not source - kept
    if "dropped" in facts:
        assert [part.reason for part in report.dropped] == facts["dropped"]


@pytest.mark.parametrize("name", FILES)
def test_reading_twice_gives_the_same(name: str) -> None:
    assert reading.read(FOLDER / name) == read(name)[0]
