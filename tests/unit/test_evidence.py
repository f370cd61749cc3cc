"""What a model is shown: within its budget, in the report's order, and nothing that poses as a marker."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant import reading
from assistant.answering.draft import Found
from assistant.answering.evidence import evidence, fence, trim
from assistant.model import Hit, Report

REPORT = """工作组报告

一. 建议

1. 工作组建议。缔约国应：

(a) 促进国际合作；

(b) 提供培训，见[1]和[12]；

2. 一名发言者谈到能力建设。
"""


@pytest.fixture(scope="module")
def report() -> Report:
    return reading.read_text(REPORT, "r")


def found(report: Report, *refs: str) -> Found:
    paragraphs = {paragraph.ref: paragraph for paragraph in report.paragraphs}
    hits = (Hit(paragraphs[ref], report.id, 1.0) for ref in refs)
    return Found(tuple(hits), {report.id: report})


def test_paragraphs_stand_in_the_order_of_the_report(report: Report) -> None:
    shown = evidence(found(report, "2", "1(b)", "1(a)", "2"), 1000, len)
    assert shown.ids == ("r#1(a)", "r#1(b)", "r#2")
    assert shown.text.splitlines()[1:] == [
        "Section: 一. 建议",
        "Lead-in: 工作组建议。缔约国应：",
        "[1] (item of the lead-in) 促进国际合作；",
        "[2] (item of the lead-in) 提供培训，见(1)和(12)；",
        "[3] 一名发言者谈到能力建设。",
    ]


def test_the_best_come_first_when_not_all_fit(report: Report) -> None:
    one = evidence(found(report, "2"), 1000, len)
    shown = evidence(found(report, "2", "1(b)", "1(a)"), len(one.text) + 5, len)
    assert shown.ids == ("r#2",)


@pytest.mark.parametrize("budget", range(80, 400, 7))
def test_the_budget_is_kept(report: Report, budget: int) -> None:
    shown = evidence(found(report, "1(b)", "1(a)", "2"), budget, len)
    assert shown.ids  # the best one is in, shortened if it must be
    assert len(shown.text) <= budget


def test_several_reports_keep_their_titles(report: Report) -> None:
    other = reading.read_text(REPORT, "other")
    both = Found((*found(other, "2").hits, *found(report, "2").hits), {"r": report, "other": other})
    shown = evidence(both, 1000, len)
    assert shown.ids == ("other#2", "r#2")
    assert shown.text.count("Report: ") == 2


def test_a_report_that_is_not_at_hand_is_not_shown(report: Report) -> None:
    elsewhere = reading.read_text(REPORT, "elsewhere")
    both = Found((*found(elsewhere, "2").hits, *found(report, "2").hits), {"r": report})
    assert evidence(both, 1000, len).ids == ("r#2",)


def test_the_paragraphs_that_a_question_names_come_first(report: Report) -> None:
    named = replace(found(report, "2"), chosen=(found(report, "1(a)").hits[0].paragraph,))
    assert evidence(named, 90, len).ids == ("r#1(a)",)


def test_nothing_that_is_shown_can_close_the_fence(report: Report) -> None:
    shown = evidence(found(report, "2"), 1000, len)
    word = fence(shown.text, "问题")
    assert word not in shown.text
    assert fence(shown.text, "问题" + word) != word
    assert fence(shown.text, "问题") == word


def test_of_earlier_questions_the_latest_are_kept() -> None:
    assert trim(["一一一一", "二二", "三三"], 80, len) == "- 二二\n- 三三"
    assert trim([], 80, len) == "-"
    assert trim(["一\n二"], 80, len) == "- 一 二"


def test_the_first_report_fits_a_usual_budget() -> None:
    path = next((Path(__file__).parents[2] / "corpus").glob("*.txt"))
    whole = reading.read(path)
    shown = evidence(
        Found(tuple(Hit(p, whole.id, 1.0) for p in whole.paragraphs), {whole.id: whole}), 6000, len
    )
    assert len(shown.ids) == len(whole.paragraphs)
