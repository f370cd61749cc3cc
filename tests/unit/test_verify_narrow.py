"""Words that look like a licence and are none: expectations written by hand."""

from __future__ import annotations

import pytest

from assistant.reading import read_text
from tests.unit.test_verify import kinds


@pytest.mark.parametrize(
    ("source", "claim", "kind"),
    [
        ("工作组未就预算达成协议。缔约国应当遵守协议。", "缔约国不应当遵守协议。", "negation"),
        (
            "No consensus was reached on the budget. States should comply with the decision.",
            "States should not comply with the decision.",
            "negation",
        ),
        (
            "The Ministry of Justice provided vehicles.",
            "Only the Ministry of Justice provided vehicles.",
            "quantifier",
        ),
        ("人才中心提供了车辆。", "只有人才中心提供了车辆。", "quantifier"),
        ("The Government provided vehicles.", "At least the Government provided vehicles.", "quantifier"),
        ("The visit lasted less than 30 days.", "The visit lasted at least 30 days.", "quantifier"),
        ("秘书处应当提交报告。", "秘书处应当自行提交报告。", "addition"),
        (
            "Many speakers called for stricter border controls.",
            "All orators wanted tougher frontier checks.",
            "quantifier",
        ),
    ],
)
def test_a_word_inside_another_licenses_nothing(source: str, claim: str, kind: str) -> None:
    assert kind in kinds(claim, "1", report=read_text(f"1. {source}\n", "narrow.txt"))


def test_what_holds_without_exception_may_be_said_so() -> None:
    report = read_text("1. States shall, without exception, submit the report.\n", "narrow.txt")
    assert kinds("States shall submit the report without exception.", "1", report=report) == set()
