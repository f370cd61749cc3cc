"""Whether somebody did a thing: opposed, agreed, promised, thanked. On reports of the project's own
evaluation; expectations written by hand from their text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answering.acts import act_asked
from assistant.index import Index
from tests.unit.asked import FIRST, ask, opened

REPORTS = ("w2_en_cultural", "w2_fr_eau", "w2_ru_cyber", "w4_zh_a", "w5_en_a", "w5_es_c", "w7_en_ports")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    index = opened(tmp_path_factory.mktemp("acts"), REPORTS)
    yield index
    index.close()


@pytest.mark.parametrize(
    ("report", "question", "expected"),
    [
        (FIRST, "有人对拘留儿童的做法提出过批评吗？", "7"),
        (FIRST, "Критиковал ли кто-нибудь задержание детей?", "7"),
        ("w4_zh_a", "有人支持取消燃油补贴吗？", "29"),
        ("w4_zh_a", "帕劳答应派人去秘书处了吗？", "38"),
        ("w2_en_cultural", "Did the art dealers agree with the panellist from Glasgow?", "12"),
        ("w5_en_a", "Did everyone welcome the microplastics assessment?", "18"),
        ("w5_en_a", "Did Canada pledge any money?", "24"),
        ("w5_es_c", "¿Se opuso alguien al tribunal lingüístico regional?", "31"),
        ("w2_fr_eau", "WaterAid a-t-il réclamé une révision des normes ?", "18"),
    ],
)
def test_tells_that_it_was_done_or_the_opposite(
    index: Index, report: str, question: str, expected: str
) -> None:
    answer = ask(index, report, question)
    assert (answer.outcome, [each.ref for each in answer.citations]) == ("answered", [expected])


@pytest.mark.parametrize(
    ("report", "question"),
    [
        (FIRST, "Did the Working Group thank the host country?"),
        (FIRST, "Возражал ли кто-нибудь против рекомендаций рабочей группы?"),
        (FIRST, "有没有国家承诺给钱？"),
        (FIRST, "有没有国家拒绝引渡？"),
        ("w2_en_cultural", "Did INTERPOL criticise the online platforms?"),
        ("w7_en_ports", "Did the unions welcome automation?"),
        ("w2_fr_eau", "Les donateurs ont-ils promis de financer l'entretien ?"),
        ("w5_es_c", "¿Amenazó alguna delegación con retirarse del Foro?"),
        ("w2_ru_cyber", "Отказался ли Казахстан сотрудничать?"),
    ],
)
def test_is_silent_where_nobody_did_it(index: Index, report: str, question: str) -> None:
    assert ask(index, report, question).outcome == "refused"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("谁反对这项建议？", "zh"),  # asks who
        ("政治犯会被拒绝引渡吗？", "zh"),  # what is to be done
        ("Does the report ask States to protect women?", "en"),  # a document recommends
        ("Pourquoi les États ont-ils refusé ?", "fr"),
        ("¿Qué pidieron las delegaciones?", "es"),
    ],
)
def test_other_questions_ask_for_no_act(text: str, language: str) -> None:
    assert act_asked(text, language) is None


def test_names_the_act_and_who_did_it() -> None:
    asked = act_asked("Did INTERPOL criticise the platforms?", "en")
    assert asked is not None
    assert (asked.name, asked.someone) == ("criticise", False)
    asked = act_asked("有人反对吗？", "zh")
    assert asked is not None
    assert (asked.name, asked.someone) == ("oppose", True)


@pytest.mark.parametrize(
    ("report", "question", "expected"),
    [
        ("w4_zh_a", "有没有人反对？", "15 19 46"),
        ("w4_zh_a", "Quelqu'un s'est-il opposé ?", "15 19 46"),
        ("w4_zh_a", "有人感谢谁了吗？", "35 36 47"),
        ("w5_en_a", "Who objected?", "20 22 31 33"),
        (FIRST, "有哪些国家提出了批评？", "7"),
    ],
)
def test_tells_all_who_did_it(index: Index, report: str, question: str, expected: str) -> None:
    answer = ask(index, report, question)
    assert (answer.outcome, " ".join(each.ref for each in answer.citations)) == ("answered", expected)


@pytest.mark.parametrize("question", ["有没有人反对？", "Did anyone object?", "هل اعترض أحد؟"])
def test_finds_no_objection_where_nobody_objected(index: Index, question: str) -> None:
    assert ask(index, FIRST, question).outcome == "refused"


@pytest.mark.parametrize(
    ("report", "question", "expected"),
    [
        ("w4_zh_a", "有没有成员国对第3段(e)分段持保留意见？", "19"),
        ("w4_zh_a", "Who objected to paragraph 4 (a)?", "46"),
        ("w5_en_a", "Did anyone dissociate itself from paragraph 27 (b)?", "33"),
    ],
)
def test_tells_who_spoke_against_a_place(index: Index, report: str, question: str, expected: str) -> None:
    assert [each.ref for each in ask(index, report, question).citations] == [expected]
