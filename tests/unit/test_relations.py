"""Relations asked after, terms held together by a particle, plain words for who did what; expectations
written by hand from the reports."""

from __future__ import annotations

import pytest

from assistant.index import Index
from tests.unit.asked import FIRST, ask

REPORTS = ("w7_en_ports", "w7_ru_health", "w9_es_bosques")


@pytest.mark.parametrize(
    "question",
    [
        "¿Qué es lo que más ayuda?",
        "Qu'est-ce qui aide le plus ?",
        "Что лучше всего помогает?",
        "What is the best way to go about it?",
        "什么最管用？",
    ],
)
def test_what_helps_most_is_called_the_best_means(index: Index, question: str) -> None:
    assert [each.ref for each in ask(index, FIRST, question).citations] == ["8"]


@pytest.mark.parametrize(
    "question",
    [
        "偷运移民和贩运人口有什么不同？",
        "偷运和贩运是一回事吗？",
        "Is smuggling the same thing as trafficking?",
        "¿El tráfico y la trata son lo mismo?",
        "Контрабанда мигрантов и торговля людьми — одно и то же?",
    ],
)
def test_two_things_are_told_apart_where_their_overlap_is_spoken_of(index: Index, question: str) -> None:
    assert [each.ref for each in ask(index, FIRST, question).citations] == ["3"]


def test_those_smuggled_are_not_the_crime(index: Index) -> None:
    assert [each.ref for each in ask(index, FIRST, "如何帮助被偷运的移民？").citations] == ["1(e)"]


def test_what_a_thing_is_for_asks_after_the_thing(index: Index) -> None:
    assert [each.ref for each in ask(index, FIRST, "判例库是干嘛的？").citations] == ["2(g)"]


@pytest.mark.parametrize("question", ["会上美国人说话了吗？", "埃及开口了吗？"])
def test_plain_words_for_taking_the_floor(index: Index, question: str) -> None:
    assert [each.ref for each in ask(index, FIRST, question).citations] == ["10"]


def test_of_what_use_a_thing_is_asks_after_the_thing(index: Index) -> None:
    assert [each.ref for each in ask(index, FIRST, "领事馆能派上什么用场？").citations] == ["1(e)"]


@pytest.mark.parametrize(
    "question",
    ["¿Quién faltó a la reunión?", "谁没去开会？", "Who stayed away?", "Qui manquait à la réunion ?"],
)
def test_plain_words_for_not_attending(index: Index, question: str) -> None:
    assert [each.ref for each in ask(index, "w9_es_bosques", question).citations] == ["29"]


@pytest.mark.parametrize(
    "question", ["Who wrote it all up?", "Qui a tenu la plume ?", "¿Quién levantó acta?", "谁做的会议记录？"]
)
def test_plain_words_for_a_rapporteur(index: Index, question: str) -> None:
    assert [each.ref for each in ask(index, "w7_en_ports", question).citations] == ["29"]


def test_a_reason_may_be_given_by_invoking_it(index: Index) -> None:
    answer = ask(index, "w7_ru_health", "Кто не захотел давать денег на связь и почему?")
    assert [each.ref for each in answer.citations] == ["14"]


def test_a_thing_may_be_called_otherwise_in_a_near_paragraph(index: Index) -> None:
    answer = ask(index, "w9_es_bosques", "Depuis quelle date le Ghana suit-il ses troncs d'arbre ?")
    assert [each.ref for each in answer.citations] == ["15"]
