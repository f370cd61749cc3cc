"""Questions that take for granted what the report contradicts: on the first report and on others of the
project's own evaluation; expectations written by hand."""

from __future__ import annotations

import pytest

from assistant.answering.premise import presupposed
from assistant.answering.understand import understand
from assistant.index import Index
from assistant.model import Question, Scope
from tests.unit.asked import FIRST, ask

REPORTS = (
    "w1_anticorruption",
    "w2_fr_eau",
    "w4_zht_b",
    "w5_en_a",
    "w5_es_c",
    "w5_fr_b",
    "w7_en_ports",
    "w7_ru_health",
    "w9_es_bosques",
)


@pytest.mark.parametrize(
    ("report", "question", "ref"),
    [
        (FIRST, "为什么说国际合作是多余的？", "8"),
        (FIRST, "Why was international cooperation called pointless?", "8"),
        (FIRST, "Pourquoi la détention des enfants est-elle saluée par les États ?", "7"),
        (FIRST, "光靠安全措施就足够了，对吧？", "7"),
        (FIRST, "为什么工作组强制各国部署检察官？", "1(d)"),
        (FIRST, "为什么工作组建议关闭边境？", "7"),
        (FIRST, "为什么工作组决定拘留儿童？", "7"),
        (FIRST, "Why did the Working Group decide to detain children?", "7"),
        (FIRST, "¿Por qué recomendó castigar a los migrantes?", "2(e)"),
        (FIRST, "Почему рекомендовано сажать мигрантов в тюрьму?", "2(e)"),
        (FIRST, "Pourquoi faut-il enfermer les enfants ?", "7"),
        (FIRST, "لماذا يجب معاقبة المهاجرين؟", "7"),
        ("w1_anticorruption", "公布完整的国别审议报告是强制性的吧？", "12"),
        ("w2_fr_eau", "Pourquoi tous les orateurs se sont-ils opposés au secteur privé ?", "8"),
        ("w4_zht_b", "為甚麼市政府承諾撥款三百八十萬元？", "14"),
        ("w5_en_a", "How many delegations abstained from the vote on the report?", "34"),
        ("w7_en_ports", "Since tally clerks are dock workers, what protection do they get?", "3"),
        ("w7_en_ports", "Subsidies for fuel suppliers have been agreed, so who pays them?", "13"),
        ("w7_ru_health", "Когда Комиссия приняла решение увеличить субсидии на связь?", "14"),
        ("w1_anticorruption", "为什么要给各国排名？", "10"),
        ("w5_en_a", "Why must washing machines have filters?", "20"),
        ("w5_es_c", "¿Por qué sobran maestros bilingües?", "14"),
        ("w7_en_ports", "Why are zero-hour contracts encouraged?", "19"),
        ("w5_en_a", "Why do fishers refuse to bring nets ashore?", "15"),
        ("w5_fr_b", "Pourquoi les entreprises sont-elles obligées d'accueillir les enseignants ?", "29"),
        ("w9_es_bosques", "¿Por qué apoyó Indonesia el compromiso?", "24"),
        ("w9_es_bosques", "¿Qué dice la moratoria a la tala que la Comisión aprobó?", "7"),
    ],
)
def test_corrects_what_is_taken_for_granted(index: Index, report: str, question: str, ref: str) -> None:
    answer = ask(index, report, question)
    assert answer.outcome == "premise"
    assert [citation.ref for citation in answer.citations] == [ref]


@pytest.mark.parametrize(
    ("report", "question", "ref"),
    [
        (FIRST, "为什么说只执行安全措施不会取得成效？", "7"),
        (FIRST, "哪一段提到了宣传活动？", "4"),
        (FIRST, "为什么要对被偷运的移民进行保护？", "7"),
        (FIRST, "¿Por qué no basta con reforzar las fronteras, según algunos Estados?", "7"),
        (FIRST, "为什么反对拘留儿童？", "7"),
        ("w1_anticorruption", "Why did the group fail to agree on an option?", "16"),
        ("w5_es_c", "¿Por qué no se publicó ya el atlas definitivo?", "28"),
        ("w7_en_ports", "Why can't the Facility just hand out grants?", "27"),
        ("w5_es_c", "¿Por qué dos delegaciones se opusieron al tribunal lingüístico?", "31"),
        (FIRST, "Why should smuggled migrants be protected?", "7"),
        (FIRST, "¿Por qué hay que atender las causas profundas?", "4"),
        (FIRST, "لماذا يجب حماية المهاجرين المهرَّبين؟", "7"),
        (FIRST, "对被偷运的移民能不能判刑，工作组怎么建议？", "2(e)"),
        ("w1_anticorruption", "会议是在维也纳开的，共举行了几次会议？", "2"),
        ("w7_en_ports", "If ammonia is bunkered, which labour should be prohibited?", "4(e)"),
        ("w7_ru_health", "Когда будет решён отложенный вопрос о лицензировании платформ?", "8"),
    ],
)
def test_answers_what_is_rightly_taken_for_granted(
    index: Index, report: str, question: str, ref: str
) -> None:
    answer = ask(index, report, question)
    assert answer.outcome == "answered"
    assert ref in [citation.ref for citation in answer.citations]


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("既然移民可以判刑，刑期多长？", "移民可以判刑"),
        ("共同指标已经强制适用了，从哪天开始？", "共同指标已经强制适用了"),
        ("委员会支持取消罚款，對吧？", "委员会支持取消罚款"),
        ("The fund was closed, right?", "The fund was closed"),
        ("关于儿童，报告怎么说？", ""),
        ("如果请求被拒绝，怎么办？", ""),
        ("国际合作怎么开展？", ""),
    ],
)
def test_tells_what_is_taken_for_granted(index: Index, question: str, claim: str) -> None:
    wanted = understand(Question(question, within=Scope((FIRST,))), index.reports())
    assert presupposed(wanted).strip() == claim


def test_holds_no_paragraph_of_something_else_against_a_question(index: Index) -> None:
    assert ask(index, FIRST, "为什么缔约国要求取消签证？").outcome != "premise"
