"""A document as a whole, a part of it, its annex: what a question asks for; expectations written by hand."""

from __future__ import annotations

import pytest

from assistant.answering.understand import understand
from assistant.index import Index
from assistant.model import Question, ReportSummary
from tests.unit.asked import FIRST, ask

REPORTS = ("w2_fr_eau", "w7_en_ports", "w7_ru_health")
PORTS = ReportSummary("ports", "Report of the Working Group on Green Corridors and Port Labour", "en", 40)


@pytest.mark.parametrize(
    "question",
    [
        "What's this report about?",
        "what does the report deal with",
        "What is this draft resolution about, in a sentence or two?",
        "Can you give me a quick overview of the whole thing?",
        "De quoi traite ce rapport ?",
        "Quels sont les grands points du rapport ?",
        "¿De qué va el informe?",
        "О чём этот доклад, если коротко?",
        "Перескажи коротко главное",
        "عمّ يتحدث التقرير؟",
        "报告大概说的什么",
        "報告主要談些什麼？",
    ],
)
def test_wants_the_main_points(question: str) -> None:
    wanted = understand(Question(question), (PORTS,))
    assert (wanted.kind, wanted.fields, wanted.bare) == ("outline", ("summary",), True)


@pytest.mark.parametrize(
    "question",
    [
        "table of contents please",
        "How is the report laid out?",
        "Which parts does the report have?",
        "list the headings",
        "Quelles sont les grandes parties du rapport ?",
        "¿Qué partes tiene el informe?",
        "Dame el índice",
        "Из каких разделов состоит доклад?",
        "這份文件分成哪幾個部分？",
    ],
)
def test_wants_the_headings(question: str) -> None:
    wanted = understand(Question(question), (PORTS,))
    assert (wanted.kind, wanted.fields) == ("outline", ())


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What does the report say about women?", "open"),
        ("Which parts of the ports lack equipment?", "list"),
        ("你能做什么？", "talk"),
        ("what can you do with this report?", "talk"),
    ],
)
def test_asks_for_something_else(question: str, kind: str) -> None:
    assert understand(Question(question), (PORTS,)).kind == kind


def test_tells_an_annex_only_where_there_is_one(index: Index) -> None:
    answer = ask(index, "w7_en_ports", "What's in the annex?")
    assert {citation.ref[:2] for citation in answer.citations} == {"31"}
    assert ask(index, "w7_ru_health", "附件里是什么？").citations[0].ref == "30(a)"
    assert ask(index, FIRST, "附件二的内容是什么？").outcome == "refused"


def test_tells_the_part_of_a_section_that_is_asked_for(index: Index) -> None:
    answer = ask(index, "w2_fr_eau", "Résume-moi les débats sur l’assainissement à l’école.")
    assert [citation.ref for citation in answer.citations] == ["10", "11", "12", "13"]
