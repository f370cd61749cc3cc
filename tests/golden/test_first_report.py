"""The report that travels with the program, read exactly as its drafters numbered it."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from assistant import reading
from assistant.model import Report
from assistant.settings import resource

FILE = resource("corpus") / "smuggling-of-migrants-wg-2018-draft-report-add.zh.txt"
GOLDEN = tomllib.loads((Path(__file__).parent / "first_report.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def report() -> Report:
    return reading.read(FILE)


def test_its_facts(report: Report) -> None:
    for name in ("title", "language", "status", "symbol", "place", "body"):
        assert getattr(report, name) == GOLDEN[name], name
    assert list(report.dates) == GOLDEN["dates"]


def test_its_headings(report: Report) -> None:
    found = [
        [heading.path, heading.title, "continued" if heading.continued else ""] for heading in report.headings
    ]
    assert found == GOLDEN["headings"]


def test_its_paragraphs(report: Report) -> None:
    assert [paragraph.ref for paragraph in report.paragraphs] == [row[0] for row in GOLDEN["paragraphs"]]
    for paragraph, (ref, kind, section, first, last) in zip(
        report.paragraphs, GOLDEN["paragraphs"], strict=True
    ):
        assert paragraph.id == f"{report.id}#{ref}"
        assert paragraph.kind == kind, ref
        assert (paragraph.headings[-1].path if paragraph.headings else "") == section, ref
        assert paragraph.text.startswith(first), ref
        assert paragraph.text.endswith(last), ref
        assert "  " not in paragraph.text, ref


def test_items_carry_their_lead(report: Report) -> None:
    leads = {p.ref: p.text for p in report.paragraphs if p.kind == "lead"}
    for item in (p for p in report.paragraphs if p.kind == "item"):
        assert item.lead == leads[item.ref[0]] != ""
        assert item.number == int(item.ref[0])


def test_nothing_is_lost_and_offsets_hold(report: Report) -> None:
    for part in report.paragraphs:
        assert report.text[part.start : part.end] == part.text
    source = Counter("".join(FILE.read_text(encoding="utf-8").split()))
    kept = Counter("".join((report.text + "".join(part.text for part in report.dropped)).split()))
    assert kept == source


def test_no_doubt_about_it(report: Report) -> None:
    assert report.doubts == ()
    assert report.dropped == ()
