"""Whether somebody did a thing: opposed, agreed, promised, thanked. On reports of the project's own
evaluation; expectations written by hand from their text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answering.acts import act_asked
from assistant.answering.compose import compose
from assistant.answering.cues import LANGUAGES, entries, names, shows
from assistant.answering.find import find
from assistant.answering.finish import finish
from assistant.answering.understand import understand
from assistant.index import Index
from assistant.model import Question, Scope
from tests.unit.asked import FIRST, ask, opened

REPORTS = (
    "w2_en_cultural",
    "w2_fr_eau",
    "w2_ru_cyber",
    "w4_zh_a",
    "w5_en_a",
    "w5_es_c",
    "w7_en_ports",
    "w7_ru_health",
)


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
        pytest.param(
            FIRST,
            "Возражал ли кто-нибудь против рекомендаций рабочей группы?",
            marks=pytest.mark.xfail(strict=True, reason="7, on concern about borders, is taken for it"),
        ),
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
        ("w5_en_a", "Who objected?", "20 22 33"),  # not 31: «without prejudice to the position of any»
        ("w5_en_a", "谁反对？", "20 22 33"),
        ("w5_en_a", "Who resigned?", "9"),  # neither 3 (a), abandoned gear, nor 10, a proposal withdrawn
        ("w5_en_a", "Did anyone withdraw?", "10"),
        (FIRST, "有哪些国家提出了批评？", "7"),
        ("w7_ru_health", "Сколько жалоб поступило и кто о них рассказал?", "19"),  # two questions
    ],
)
def test_tells_all_who_did_it(index: Index, report: str, question: str, expected: str) -> None:
    answer = ask(index, report, question)
    assert (answer.outcome, " ".join(each.ref for each in answer.citations)) == ("answered", expected)


@pytest.mark.parametrize(
    "reports", [("w5_en_a", FIRST), (FIRST, "w5_en_a"), ("w7_en_ports", "w5_en_a"), ()], ids=str
)
def test_tells_who_did_it_in_whichever_report_looked_into(index: Index, reports: tuple[str, ...]) -> None:
    wanted = understand(Question("Who dissociated itself?", within=Scope(reports)), index.reports())
    found = find(wanted, index)
    answer = finish(wanted, found, compose(wanted, found), mode="quoted")
    cited = {each.id.partition("#")[0] for each in answer.citations}
    assert (answer.outcome, len(cited)) == ("answered", 1)
    assert cited <= set(found.reports)


@pytest.mark.parametrize("reports", [("w5_en_a", FIRST), (FIRST, "w5_en_a")], ids=str)
def test_refuses_only_where_no_report_tells_of_it(index: Index, reports: tuple[str, ...]) -> None:
    wanted = understand(Question("Did anybody object?", within=Scope(reports)), index.reports())
    found = find(wanted, index)
    answer = finish(wanted, found, compose(wanted, found), mode="quoted")
    assert [each.id for each in answer.citations] == ["w5_en_a#20", "w5_en_a#22", "w5_en_a#33"]


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


def test_every_act_has_an_expression_for_each_language() -> None:
    assert {len(entries("act", name)) for name in names("act")} == {len(LANGUAGES)}


@pytest.mark.parametrize(
    ("act", "language", "text"),
    [
        ("oppose", "en", "The objective of the session was unchanged."),
        ("oppose", "en", "Nature reserves and Protestant parishes cover 4 per cent of the land."),
        ("oppose", "en", "Opposition parties won seats in disputed territories, as opposed to 2010."),
        ("oppose", "es", "Se reunió con objeto de examinar el plan, que tiene por objeto los bosques."),
        ("oppose", "es", "Las reservas naturales y las iglesias protestantes son objeto de estudio."),
        ("oppose", "fr", "Le plan a pour objectif de protéger les réserves naturelles."),
        ("oppose", "fr", "Les pasteurs protestants ont des réserves d'eau."),
        ("criticise", "en", "Critical infrastructure was surveyed, and the States concerned sent data."),
        ("criticise", "es", "La infraestructura crítica: el punto crítico es el agua."),
        ("criticise", "fr", "L'infrastructure critique a été examinée."),
        ("criticise", "zh", "不满18岁的儿童"),
        ("criticise", "ru", "Осужденные работали на критической инфраструктуре."),
        ("criticise", "ar", "السلام والإعلام أسفرا عن أشكال جديدة"),
        ("threaten", "en", "Threatened species live in the delta."),
        ("threaten", "zh", "动物受到威胁要靠保护区。"),
        ("threaten", "ar", "الأنواع المهددة بالانقراض"),
        ("withdraw", "en", "Prices dropped by 3 per cent, and two mines were abandoned."),
        ("thank", "es", "Gracias a la cooperación, la superficie creció."),
        ("thank", "fr", "La reconnaissance des titres fonciers avance."),
        ("thank", "ru", "Благодаря сотрудничеству площадь выросла."),
        ("promise", "en", "Funds were guaranteed by statute."),
        ("promise", "es", "La prevención garantiza el agua, según lo dispuesto en el artículo 3."),
        ("promise", "fr", "L'offre de logements a baissé."),
        ("promise", "zh", "国家计划涵盖十二个省，保证质量是工作重点。"),
        ("promise", "ru", "Планирование и гарантии, обязательства по Конвенции."),
        ("promise", "ar", "موعد الاجتماع"),
        ("praise", "es", "Se celebró la sesión en el país de acogida."),
        ("praise", "ar", "اثني عشر بلدا"),
    ],
)
def test_nouns_tell_of_no_act(act: str, language: str, text: str) -> None:
    assert not shows(text, "act", act, language)


@pytest.mark.parametrize(
    ("act", "language", "text"),
    [
        ("oppose", "en", "Two States expressed strong reservations; one objected."),
        ("oppose", "en", "The State reserved its position."),
        ("oppose", "fr", "Deux délégations ont émis des réserves."),
        ("oppose", "fr", "Le Mali a objecté que le texte était trop long."),
        ("oppose", "es", "La delegación objetó que el plazo era breve."),
        ("oppose", "es", "Dos Estados expresaron reservas."),
        ("criticise", "en", "Several States expressed grave concern."),
        ("criticise", "fr", "Une délégation a critiqué le plan."),
        ("criticise", "es", "El representante criticó el plan."),
        ("criticise", "ru", "Делегация раскритиковала план."),
        ("criticise", "ar", "وانتقدت الوفود الخطة"),
        ("threaten", "en", "One delegation threatened to leave."),
        ("threaten", "zh", "该国威胁要退出。"),
        ("withdraw", "en", "It dropped its proposal."),
        ("resign", "en", "The Chair resigned."),
        ("thank", "es", "Dieron las gracias a la secretaría."),
        ("thank", "fr", "Elle a exprimé sa reconnaissance au secrétariat."),
        ("thank", "ru", "Они благодарят секретариат."),
        ("promise", "fr", "Il a accueilli avec satisfaction l'offre de l'Islande d'accueillir la réunion."),
        ("promise", "zh", "秘书处保证将公布结果。"),
        ("promise", "es", "La secretaría prevé publicar los resultados."),
        ("promise", "ru", "Страна взяла на себя обязательство платить."),
        ("praise", "es", "Acogieron con satisfacción el informe."),
    ],
)
def test_verbs_tell_of_the_act(act: str, language: str, text: str) -> None:
    assert shows(text, "act", act, language)
