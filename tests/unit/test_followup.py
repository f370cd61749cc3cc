"""Questions that lean on the one before; expectations written by hand from the reports."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answering.followup import swapped
from assistant.index import Index
from tests.unit.asked import FIRST, ask, opened


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    index = opened(tmp_path_factory.mktemp("home"), ("w5_en_a", "w9_es_bosques"))
    yield index
    index.close()


@pytest.mark.parametrize(
    ("report", "before", "question", "told", "cited"),
    [
        ("w5_en_a", "Who opened the session?", "And when?", "4 November 2024", "4"),
        ("w5_en_a", "What is recommended on fishing gear marking?", "By when?", "31 December 2027", "26(a)"),
        ("w5_en_a", "What did Japan offer?", "And Kenya?", "Mombasa", "6"),
        ("w9_es_bosques", "¿Qué dijo el representante del Canadá?", "¿Y el de la India?", "inocencia", "18"),
        (FIRST, "关于拘留儿童怎么说？", "这是谁说的？", "有几个缔约国", "7"),
        (FIRST, "第7段讲了什么？", "是谁说的？", "许多发言者", "7"),
        (FIRST, "Que dit le rapport sur la détention d'enfants ?", "Qui l'a dit ?", "有几个缔约国", "7"),
        (FIRST, "会议在哪开的？", "什么时候？", "7月4日", "header"),
        (FIRST, "缔约国对拘留儿童怎么看？", "会议什么时候开的？", "7月4日", "header"),
    ],
)
def test_is_answered_from_where_the_earlier_one_was(
    index: Index, report: str, before: str, question: str, told: str, cited: str
) -> None:
    answer = ask(index, report, question, before)
    assert [citation.ref for citation in answer.citations] == [cited]
    assert told in answer.answer


@pytest.mark.parametrize(
    ("question", "before", "whole"),
    [
        ("那加拿大呢？", "日本提出了什么？", "加拿大提出了什么？"),
        ("And Kenya?", "What did Japan offer?", "What did Kenya offer?"),
        ("¿Y Kenya?", "¿Qué ofreció Chile?", "¿Qué ofreció Kenya?"),
        ("And Kenya, on fishing?", "What did Japan offer?", ""),
        ("And Kenya?", "What did Japan and Chile offer?", ""),
        ("And when?", "What did Japan offer?", ""),
    ],
)
def test_one_name_takes_the_place_of_another(question: str, before: str, whole: str) -> None:
    assert swapped(question, before) == whole


def test_goes_on_from_the_paragraph_after(index: Index) -> None:
    before = ("What does 26(a) recommend?", "next one please")
    assert [each.ref for each in ask(index, "w5_en_a", "is it optional?", *before).citations] == ["26(b)"]
    assert [each.ref for each in ask(index, "w5_en_a", "the next", *before).citations] == ["26(c)"]


def test_shows_a_list_that_comes_next_with_its_items(index: Index) -> None:
    answer = ask(index, "w5_en_a", "And the next?", "What does paragraph 25 say?")
    assert [each.ref for each in answer.citations] == ["26", "26(a)", "26(b)", "26(c)", "26(d)"]


def test_counts_who_was_asked_after_and_no_other_list(index: Index) -> None:
    before = "Which delegations had reservations about emergency clean-up?"
    assert [each.ref for each in ask(index, "w5_en_a", "how many?", before).citations] == ["22"]


def test_tells_the_dates_of_what_was_asked_after(index: Index) -> None:
    before = "Where will the fourth session be held?"
    assert [each.ref for each in ask(index, "w5_en_a", "And the dates?", before).citations] == ["29"]


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("and the third?", "26(c)"),
        ("the last one", "26(d)"),
        ("第二项呢？", "26(b)"),
        ("最后一个是什么？", "26(d)"),
        ("le deuxième ?", "26(b)"),
        ("¿y el tercero?", "26(c)"),
        ("А второй?", "26(b)"),
        ("والثالث؟", "26(c)"),
    ],
)
def test_tells_the_one_meant_of_what_was_listed(index: Index, question: str, cited: str) -> None:
    before = "What does the Working Group recommend to members?"
    assert [each.ref for each in ask(index, "w5_en_a", question, before).citations] == [cited]


def test_tells_another_after_the_one_meant(index: Index) -> None:
    before = ("What does the Working Group recommend to members?", "and the third?")
    assert [each.ref for each in ask(index, "w5_en_a", "and the first one?", *before).citations] == ["26(a)"]
