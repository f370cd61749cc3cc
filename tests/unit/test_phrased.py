"""All that is said in a phrase or by speakers of some number; expectations by hand from the first report."""

from __future__ import annotations

import pytest

from assistant.index import Index
from tests.unit.asked import FIRST, ask

REPORTS: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("报告里冠以“有几个缔约国”的意见有哪些？", "3 4 5 7"),
        ("哪些观点是『一名发言者』说的", "9"),
        ("第7段裡「許多發言者」和「有幾個締約國」各講了什麼？", "7"),
        ("许多发言者和有几个缔约国各讲了什么", "3 4 5 7"),
        ("许多缔约国说了哪些话？", "6 8 9"),
        ("What did many States parties say?", "6 8 9"),
        ("Qu'ont dit plusieurs États parties ?", "3 4 5 7"),
        ("¿Qué dijeron varios Estados partes?", "3 4 5 7"),
        ("Что сказали несколько государств-участников?", "3 4 5 7"),
        ("ماذا قال العديد من الدول الأطراف؟", "6 8 9"),
        ("许多缔约国对国际合作怎么看？", "8"),
    ],
)
def test_lists_every_sentence(index: Index, question: str, cited: str) -> None:
    answer = ask(index, FIRST, question)
    assert answer.outcome == "answered"
    assert [citation.ref for citation in answer.citations] == cited.split()


def test_what_a_phrase_means_is_not_all_that_is_said_in_it(index: Index) -> None:
    assert ask(index, FIRST, "“偷运移民”是什么意思？").outcome == "refused"
