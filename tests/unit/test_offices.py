"""Who holds an office; expectations written by hand from the reports."""

from __future__ import annotations

import pytest

from assistant.index import Index
from tests.unit.asked import FIRST, ask

REPORTS = ("w1_anticorruption", "w5_fr_b", "w7_en_ports", "w9_fr_ports")


@pytest.mark.parametrize(
    ("report", "question", "name", "cited"),
    [
        ("w5_fr_b", "Qui préside la Commission ?", "Lemaire", "6(a)"),
        ("w5_fr_b", "副主席是谁？", "Diop", "6(b)"),
        ("w5_fr_b", "من هو الرئيس؟", "Lemaire", "6(a)"),
        ("w9_fr_ports", "谁当选报告员？", "Owusu", "27"),
        ("w9_fr_ports", "¿Quién fue elegida relatora?", "Owusu", "27"),
        ("w7_en_ports", "Кто был докладчиком?", "Ishikawa", "29"),
        ("w1_anticorruption", "报告员是谁？", "阿拉尼斯", "header"),
    ],
)
def test_names_who_holds_it(index: Index, report: str, question: str, name: str, cited: str) -> None:
    answer = ask(index, report, question)
    assert [citation.ref for citation in answer.citations] == [cited]
    assert name in answer.answer


@pytest.mark.parametrize(
    ("report", "before", "question", "name"),
    [
        ("w9_fr_ports", "Qui a été élu à la présidence ?", "Et comme rapporteur ?", "Owusu"),
        ("w7_en_ports", "Who was chairing the thing?", "And her number two, who got that job?", "Vandermeer"),
    ],
)
def test_another_office_is_asked_after(
    index: Index, report: str, before: str, question: str, name: str
) -> None:
    assert name in ask(index, report, question, before).answer


@pytest.mark.parametrize(
    "question", ["会议主席是谁？", "Who was the rapporteur?", "Кто председательствовал?"]
)
def test_nobody_is_named(index: Index, question: str) -> None:
    assert ask(index, FIRST, question).outcome == "refused"
