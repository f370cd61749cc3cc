"""How many: parts that tell of a thing, sections, 款, what one sentence enumerates; counted by hand."""

from __future__ import annotations

import pytest

from assistant.answering.howmany import things_counted
from assistant.answering.stating import stated
from assistant.index import Index
from assistant.language.normal import numbers, plain
from assistant.model import Answer
from tests.unit.asked import FIRST, ask

REPORTS = (
    *("w1_anticorruption", "w1_climatefinance", "w1_elderlycare", "w2_ar_food", "w2_en_cultural"),
    *("w2_fr_eau", "w2_ru_cyber", "w4_zh_a", "w5_en_a", "w5_es_c", "w5_fr_b", "w7_en_ports", "w9_es_bosques"),
)


def refs(answer: Answer) -> set[str]:
    return {citation.ref for citation in answer.citations}


@pytest.mark.parametrize(
    ("report", "question", "count", "cited"),
    [
        (FIRST, "报告里有几处提到儿童？", "2", "2(b) 7"),
        (FIRST, "How many recommendations concern prosecutors?", "1", "1(d)"),
        (FIRST, "報告提到《有組織犯罪公約》幾次？", "2", "1(a) 1(b)"),
        (FIRST, "How often does the report mention the Global Compact?", "2", "2(d) 6"),
        ("w9_es_bosques", "¿Cuántas recomendaciones tienen que ver con los incendios?", "1", "5(a)"),
        ("w9_es_bosques", "¿Cuántas veces se menciona a Noruega?", "2", "7 27"),
        ("w9_es_bosques", "Сколько рекомендаций касаются женщин?", "1", "5(f)"),
        ("w2_ru_cyber", "Сколько рекомендаций адресовано Секретариату?", "1", "3(д)"),
        ("w2_fr_eau", "Combien de recommandations s'adressent aux donateurs ?", "1", "3(e)"),
        ("w5_en_a", "How many recommendations are addressed to the Forum?", "3", "27(a) 27(b) 27(c)"),
    ],
)
def test_counts_the_parts_that_tell_of_a_thing(
    index: Index, report: str, question: str, count: str, cited: str
) -> None:
    answer = ask(index, report, question)
    assert answer.outcome == "answered"
    assert refs(answer) == set(cited.split())
    assert count in answer.answer.splitlines()[0]


@pytest.mark.parametrize(
    ("report", "question", "count"),
    [
        (FIRST, "第二部分一共有几节？", "2"),
        ("w7_en_ports", "Into how many parts is the summary of deliberations divided?", "6"),
        ("w7_en_ports", "How many sections does chapter II have?", "3"),
    ],
)
def test_counts_the_sections_of_a_section(index: Index, report: str, question: str, count: str) -> None:
    assert count in ask(index, report, question).answer.splitlines()[0]


def test_a_section_that_has_none_is_not_counted(index: Index) -> None:
    assert ask(index, FIRST, "审议情况概要分几节？").outcome == "refused"


@pytest.mark.parametrize(
    ("report", "question", "count", "cited"),
    [
        ("w4_zh_a", "有几个组织派了观察员？", "3", "44"),
        ("w4_zh_a", "有几个国家没来？", "2", "43"),
        ("w1_climatefinance", "愿意参加指标试行的国家一共有几个？", "5", "27"),
        ("w7_en_ports", "How many countries were the largest contributors?", "3", "26"),
        ("w5_es_c", "¿En cuántos idiomas hubo interpretación?", "5", "2"),
    ],
)
def test_counts_what_a_sentence_enumerates(
    index: Index, report: str, question: str, count: str, cited: str
) -> None:
    answer = ask(index, report, question)
    assert refs(answer) == {cited}
    assert count in answer.answer


def test_counts_the_recommendations_of_sections_of_one_letter(index: Index) -> None:
    answer = ask(index, "w4_zh_a", "A、B、C三节的建议合起来有多少条？")
    assert "15" in answer.answer
    assert "41" not in refs(answer)


@pytest.mark.xfail(strict=True, reason="such a question is taken for one that few reports answer")
def test_a_bound_asked_for_in_everyday_speech_need_not_be_told(index: Index) -> None:
    assert refs(ask(index, "w1_elderlycare", "認可服務單位過了三百個未？")) == {"7"}


def test_a_number_that_only_bounds_need_not_be_told(index: Index) -> None:
    assert refs(ask(index, "w2_ar_food", "هل حضر أكثر من 30 دولة؟")) == {"18"}


def test_counts_what_the_answer_before_tells(index: Index) -> None:
    answer = ask(index, "w1_anticorruption", "哪些国家捐了款，一共几个？")
    assert refs(answer) == {"32"}
    assert "4" in answer.answer.splitlines()[-1]
    answer = ask(index, "w2_en_cultural", "在数据库里登记了多少件物品，来自几个国家？")
    assert answer.outcome == "answered"
    assert refs(answer) == {"17"}


def test_neuf_is_nine_before_what_it_counts(index: Index) -> None:
    assert refs(ask(index, "w5_fr_b", "¿Cuántos miembros tendrá el grupo de expertos?")) == {"30"}
    assert [each.value for each in numbers("vingt-neuf États, un bâtiment neuf")] == ["29"]


def test_a_list_with_another_beside_it_is_not_counted(index: Index) -> None:
    assert ask(index, "w2_ru_cyber", "Сколько атак было на больницы?").outcome == "refused"


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("有几个组织派了观察员？", "组织"),
        ("派观察员来的组织有几个？", "的组织"),
        ("秘书处有多少名工作人员？", "工作人员"),
        ("Of the ammonia incidents, how many took place while bunkering?", "ammonia incidents"),
        ("¿Cuántas personas formarán el comité asesor?", "personas"),
        ("How many pilot districts are there?", "pilot districts"),
        ("How many States made statements?", "states"),
        ("Parmi les États parties, combien sont africains ?", "etats parties"),
        ("Сколько всего пилотных районов?", "пилотных районов"),
    ],
)
def test_says_what_is_counted(question: str, thing: str) -> None:
    start, end = next(things_counted(question))
    assert plain(question)[start:end].strip() == thing


def test_an_article_is_no_number() -> None:
    assert not stated("number", "全世界有多少枚核弹头？", "实现一个没有核武器的世界。", (), "zh")
    assert stated("number", "有多少名发言者促请增加支持？", "一名发言者促请增加支持。", (), "zh")
