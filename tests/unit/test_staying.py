"""Follow-ups answered where the question before was, and those that are not; expectations written by hand."""

from __future__ import annotations

import pytest

from assistant.index import Index
from assistant.model import Question, Scope
from tests.unit.asked import answered, ask

REPORTS = (
    "w2_en_cultural",
    "w2_es_mayores",
    "w1_elderlycare",
    "w5_es_c",
    "w5_en_a",
    "w9_fr_ports",
    "w2_zh_detention",
)


@pytest.mark.parametrize(
    ("report", "before", "question", "cited"),
    [
        ("w2_en_cultural", "What was recommended on auction houses?", "for how long?", "4(d)(ii)"),
        ("w2_en_cultural", "Who is the rapporteur?", "from which country?", "20"),
        (
            "w2_en_cultural",
            "Was there consensus on the burden of proof?",
            "what did speakers want?",
            "13",
        ),
        ("w2_es_mayores", "¿Quién preside el Comité?", "¿Por cuánto tiempo?", "21"),
        ("w2_es_mayores", "¿Qué hacen los bancos en Chile?", "¿Desde cuándo?", "17"),
        ("w1_elderlycare", "安老院面积有什么新规定？", "过渡期多长？", "19"),
    ],
)
def test_stays_where_the_earlier_answer_was(
    index: Index, report: str, before: str, question: str, cited: str
) -> None:
    answer = ask(index, report, question, before)
    assert answer.outcome == "answered"
    assert [citation.ref for citation in answer.citations] == [cited]


def test_does_not_stay_for_what_is_not_told_there(index: Index) -> None:
    assert ask(index, "w5_es_c", "¿y el Perú?", "¿Cuántos maestros necesita el Ecuador?").outcome == "refused"
    answer = ask(index, "w2_en_cultural", "How many States attended?", "What did INTERPOL report?")
    assert [citation.ref for citation in answer.citations] == ["3"]


def test_asks_of_the_meeting_what_is_said_of_the_meeting(index: Index) -> None:
    answer = ask(index, "w2_en_cultural", "When was the meeting held?", "Who is the rapporteur?")
    assert [citation.ref for citation in answer.citations] == ["header"]


def test_asks_whether_the_report_was_adopted_after_another_question(index: Index) -> None:
    answer = ask(index, "w5_en_a", "Was the report adopted?", "Who objected?")
    assert answer.outcome in ("answered", "refused")


def test_weighs_a_place_of_one_report_by_no_paragraph_of_another(index: Index) -> None:
    within = Scope(("w9_fr_ports", "w2_zh_detention"))
    before = ("¿Qué instrumentos se mencionan?",)
    answer = answered(index, Question("缔约国在教育方面应做什么？", before=before, within=within))
    assert answer.outcome in ("answered", "refused")
