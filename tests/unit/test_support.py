"""Statements are released with the citations that carry them, their own or a neighbour's."""

from __future__ import annotations

import pytest

from assistant import reading
from assistant.answering.draft import Found
from assistant.answering.sentences import Statement
from assistant.answering.support import Judged, judged

REPORT = reading.read_text(
    """工作组报告

1. 工作组建议缔约国加强边境管理方面的国际合作。

2. 有几个发言者谈到培训检察官的经验。

3. 工作组建议缔约国加强边境管理方面的国际合作。
""",
    "r",
)
FOUND = Found((), {"r": REPORT})
COOPERATION = "工作组建议缔约国加强边境管理方面的国际合作。"
TRAINING = "有几个发言者谈到培训检察官的经验。"


def results(*statements: Statement) -> list[tuple[str, tuple[str, ...], bool]]:
    return [(each.text, each.citations, not each.reasons) for each in judged(statements, FOUND, "zh")]


def test_a_carried_statement_keeps_its_citation() -> None:
    assert results(Statement(COOPERATION, ("r#1",))) == [(COOPERATION, ("r#1",), True)]


def test_the_wrong_paragraph_is_a_reason() -> None:
    (one,) = judged([Statement(TRAINING, ("r#1",))], FOUND, "zh")
    assert one.citations == ("r#1",)
    assert one.reasons


def test_a_citation_that_carries_nothing_is_left_out_and_a_second_witness_stays() -> None:
    assert results(Statement(COOPERATION, ("r#2", "r#1", "r#3"))) == [(COOPERATION, ("r#1", "r#3"), True)]


def test_two_paragraphs_that_carry_it_only_together_both_stay() -> None:
    both = "工作组建议缔约国加强边境管理方面的国际合作，有几个发言者谈到培训检察官的经验。"
    assert results(Statement(both, ("r#1", "r#2"))) == [(both, ("r#1", "r#2"), True)]


@pytest.mark.parametrize("place", [0, 1])
def test_without_a_marker_the_neighbours_are_tried(place: int) -> None:
    statements = [Statement(COOPERATION, ("r#1",))]
    statements.insert(place, Statement("工作组建议加强国际合作。", ()))
    assert ("工作组建议加强国际合作。", ("r#1",), True) in results(*statements)


def test_what_no_neighbour_carries_has_no_support() -> None:
    alone = Judged("所有国家都同意了。", ())
    (first, second) = judged([Statement(alone.text, ()), Statement(COOPERATION, ("r#1",))], FOUND, "zh")
    assert (first.text, first.citations) == (alone.text, ())
    assert [reason.kind for reason in first.reasons] == ["attribution"]
    assert first.reasons[0].message == "这句话没有标明所依据的段落。"
    assert not second.reasons


def test_an_introduction_that_claims_nothing_is_left_out() -> None:
    assert results(Statement("答案是：", ()), Statement(COOPERATION, ("r#1",))) == [
        (COOPERATION, ("r#1",), True)
    ]


def test_what_is_said_twice_is_judged_once_and_what_says_nothing_not_at_all() -> None:
    same = Statement(COOPERATION, ("r#1",))
    assert results(same, Statement("……", ("r#1",)), same) == [(COOPERATION, ("r#1",), True)]
