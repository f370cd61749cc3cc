"""The «not» of a question: who did not come, and how many did not, is not answered with who did."""

from __future__ import annotations

import pytest

from assistant.answering.negations import asks_who_not
from assistant.index import Index
from tests.unit.asked import FIRST, ask

REPORTS = (
    "w2_ar_food",
    "w2_en_cultural",
    "w2_fr_eau",
    "w4_zh_a",
    "w5_en_a",
    "w5_fr_b",
    "w7_ru_health",
    "w9_es_bosques",
)


@pytest.mark.parametrize(
    ("report", "question"),
    [
        (FIRST, "How many States did not attend?"),
        (FIRST, "哪些国家没有发言？"),
        (FIRST, "Which countries did not speak?"),
        ("w2_en_cultural", "How many States did not attend?"),
        pytest.param(
            "w2_ar_food",
            "كم دولة لم تحضر؟",
            marks=pytest.mark.xfail(strict=True, reason="what came is told for what did not"),
        ),
        ("w5_fr_b", "Combien d'États n'ont pas répondu à l'enquête ?"),
        ("w7_ru_health", "Сколько врачей не прошли курс?"),
    ],
)
def test_does_not_tell_who_did_for_who_did_not(index: Index, report: str, question: str) -> None:
    assert ask(index, report, question).outcome == "refused"


@pytest.mark.parametrize(
    ("report", "question", "ref"),
    [
        ("w4_zh_a", "哪些国家没来？", "43"),
        ("w4_zh_a", "Which States were absent?", "43"),
        ("w9_es_bosques", "¿Qué Partes no asistieron?", "29"),
        ("w9_es_bosques", "Qui était absent ?", "29"),
        ("w9_es_bosques", "Какие стороны не участвовали?", "29"),
        ("w9_es_bosques", "من غاب عن الدورة؟", "29"),
        ("w2_fr_eau", "Qui a été élu rapporteur ?", "20"),
        ("w5_en_a", "How many ports do not have facilities?", "14"),
        ("w7_ru_health", "Кто не согласился увеличить субсидии?", "14"),
    ],
)
def test_tells_who_did_not(index: Index, report: str, question: str, ref: str) -> None:
    answer = ask(index, report, question)
    assert answer.outcome == "answered"
    assert [citation.ref for citation in answer.citations] == [ref]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("哪些国家没有出席？", True),
        ("有没有国家出席？", False),
        ("谁认为不该关？", False),
        ("How many speakers weren't there?", True),
        ("How many members were there, not only States?", False),
        ("Combien n'ont pas répondu ?", True),
        ("Cuántos no asistieron", True),
        ("Сколько не прошли курс?", True),
        ("كم دولة لم تحضر؟", True),
    ],
)
def test_hears_the_not_of_a_question(question: str, expected: bool) -> None:
    assert asks_who_not(question) is expected


@pytest.mark.parametrize(
    ("before", "question", "ref"),
    [("What did Norway say?", "And Chile?", "10"), ("¿Qué dijo Kenya?", "¿Y Chile?", "10")],
)
def test_asks_the_same_of_another_country(index: Index, before: str, question: str, ref: str) -> None:
    answer = ask(index, "w9_es_bosques", question, before)
    assert answer.outcome == "answered"
    assert [citation.ref for citation in answer.citations] == [ref]
