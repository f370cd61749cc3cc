"""What is remembered is bounded, and changes no result."""

from __future__ import annotations

from assistant.answering.verify.passage import Passage
from assistant.language.normal import plain
from assistant.language.remembered import LONGEST, remembered


def test_a_result_is_worked_out_once_and_a_long_text_each_time() -> None:
    asked: list[str] = []

    @remembered(2)
    def letters(text: str, more: int) -> int:
        asked.append(text)
        return len(text) + more

    assert [letters("one", 1), letters("one", 1), letters("one", 2)] == [4, 4, 5]
    assert asked == ["one", "one"]
    long = "x" * (LONGEST + 1)
    assert [letters(long, 0), letters(long, 0)] == [2001, 2001]
    assert asked == ["one", "one", long, long]


def test_only_the_last_results_are_kept() -> None:
    asked: list[str] = []

    @remembered(2)
    def first(text: str) -> str:
        asked.append(text)
        return text[0]

    assert [first(text) for text in ("a", "b", "c", "c", "a")] == ["a", "b", "c", "c", "a"]
    assert asked == ["a", "b", "c", "a"]


def test_latin_text_is_folded_as_any_other() -> None:
    assert plain("The\tGROUP") == "the group"
    assert plain("The\tÉTAT") == "the etat"


def test_a_place_is_in_its_clause_or_in_none() -> None:
    passage = Passage("甲国支持，乙国反对。丙国弃权。", "zh")
    assert passage.clauses == ((0, 4), (5, 9), (10, 14))
    assert passage.clause(0) == (0, 4)
    assert passage.clause(4) == (4, 4)  # the comma is in none
    assert passage.clause(13) == (10, 14)
    assert passage.clause(99) == (99, 99)


def test_each_sentence_has_its_own_units() -> None:
    passage = Passage("States agreed. States objected.", "en")
    assert [(span, sorted(units)) for span, units in passage.by_sentence(False)] == [
        ((0, 13), ["agre", "stat"]),
        ((14, 30), ["object", "stat"]),
    ]
