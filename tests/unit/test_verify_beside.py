"""Who says it, what is turned round and what was settled, where several sentences share words."""

from __future__ import annotations

import pytest

from assistant.reading import read_text
from tests.unit.test_verify import kinds

SPEAKERS = (
    "许多缔约国指出毒品和犯罪问题办公室对于促进技术援助的重要作用，"
    "一名发言者促请其他缔约国增加对毒品和犯罪问题办公室打击偷运工作的支持。"
)
REFUSES = "外国提出的引渡请求，有下列情形之一的，应当拒绝引渡：请求国可能对其施以酷刑的。"
ALONE = "有几个缔约国还指出，只执行安全措施而不处理移民的社会经济根源问题是不会取得多大成效的。"
CONCERN = "有几个缔约国对限制性的边境政策和拘留儿童特别是与其家人分开拘留表示严重关切。"
SESSION = "The Committee decided to hold its next session in Geneva. No agreement was reached on the budget."
OPTIONS = "委员会讨论了两个方案：方案一费用较低，方案二效果较好。"
LABEL = (
    "The Working Group took no decision on the proposal to create an international label, "
    "and agreed to revert to it at its sixth session."
)
COUNCIL = (
    "The observer for the International Council of Museums announced that a new list would be published."
)
ONLY = "工作组已向另外16个国家提出访问请求。只有秘鲁和格鲁吉亚政府作出了积极答复。"
EXTENDED = "The Conference decided to extend the second cycle of the Mechanism until December 2028."
VIEWS = (
    "世界卫生组织的代表建议各国逐步关闭强制戒毒中心，代之以社区内的自愿治疗。"
    "几个国家的代表不同意这一看法，认为现有中心符合国内法。"
)
DELAY = "四个项目较原定时间表延误六至十五个月。"


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        (SPEAKERS, "有一位发言者呼吁别的缔约国给予毒品和犯罪问题办公室的反偷运工作更多支持。"),
        (SPEAKERS, "Un orador pidió a los demás Estados parte que apoyaran más la labor de la UNODC."),
        (SESSION, "The Committee agreed on Geneva for its next session."),
        (SESSION, "委员会商定下届会议在日内瓦举行。"),
        (OPTIONS, "委员会讨论了方案一和方案二。"),
        (OPTIONS, "第一方案费用较低，第二方案效果较好。"),
        (DELAY, "四个项目延误了半年至一年三个月。"),
        ("职员不得仅因其衣着或仪容而要求他们离开。", "职员不得仅因衣着或外表而要求他们离开。"),
        (LABEL, "Whether there should be an international label was left open."),
        (LABEL, "It will be discussed again at the sixth session."),
        ("Комиссия не приняла решения о том, создавать ли фонд.", "Не решено, следует ли создавать фонд."),
        ("全港約有34萬名護老者，當中約四成年滿60歲。", "全港34萬名護老者當中，約四成本身已年滿60歲。"),
        ("ينبغي للأمانة أن تعد دليلا عن إدارة الصوامع.", "The Secretariat should prepare a guide on silos."),
        (
            "The Group decided to transmit the text to the Council for consideration at its 2024 session.",
            "The Council is to consider the text at its 2024 session.",
        ),
        (
            "Otros oradores sostuvieron que esa obligación había salvado vidas.",
            "Otros oradores, en cambio, sostuvieron que la obligación había salvado vidas.",
        ),
        (EXTENDED, "The Conference opted to prolong the second cycle until December 2028."),
        ("缔约国只能在所有程序结束之后遣返移民。", "缔约国在所有程序结束之后才能遣返移民。"),
        ("只有秘鲁政府在首都设立了信息中心。", "秘鲁政府在首都设立了信息中心。"),
        (COUNCIL, "The ICOM observer said that a new list would be published."),
    ],
)
def test_what_is_said_in_other_words_is_carried(source: str, claim: str) -> None:
    assert kinds(claim, "1", report=read_text(f"1. {source}\n", "beside.txt")) == set()


@pytest.mark.parametrize(
    ("source", "claim", "kind"),
    [
        (SPEAKERS, "许多发言者促请其他缔约国增加对毒品和犯罪问题办公室的支持。", "quantifier"),
        (SPEAKERS, "Un orateur a demandé aux autres États parties de réduire leur soutien.", "negation"),
        (CONCERN, "Varios Estados partes elogiaron la detención de niños.", "negation"),
        ("缔约国应提供更大支持。", "States parties should provide less support.", "negation"),
        ("缔约国应改进合法移民途径。", "Следует ограничить законные пути миграции.", "negation"),
        (ALONE, "几个缔约国认为，只执行安全措施就能取得很大成效。", "negation"),
        (REFUSES, "请求国可能对其施以酷刑的，可以准予引渡。", "negation"),
        (SESSION, "The Committee agreed on the budget.", "negation"),
        ("工作组决定下届会议在维也纳举行。各方未就预算达成一致。", "工作组商定了预算。", "negation"),
        ("许多代表团支持方案一和方案二。若干代表团反对方案三。", "许多代表团支持方案二和方案三。", "number"),
        (DELAY, "四个项目延误了七至十五个月。", "number"),
        ("استمرت كل مداخلة 5 دقائق.", "استمرت كل مداخلة 5 ساعات.", "number"),
        ("缔约国应考虑部署检察官。", "缔约国应考虑部署法官。", "name"),
        ("States should deploy prosecutors.", "States should deploy judges.", "name"),
        ("Les États devraient déployer des procureurs.", "Les États devraient déployer des juges.", "name"),
        ("Los Estados deberían desplegar maestros.", "Los Estados deberían desplegar alumnos.", "name"),
        ("Государствам следует направить учителей.", "Государствам следует направить учеников.", "name"),
        ("缔约国应与领事代表建立合作。", "Les États devraient coopérer avec les ONG.", "name"),
        (COUNCIL, "La secretaría presentó una lista.", "name"),
        (ONLY, "提出访问请求的16个国家均作出了积极答复。", "quantifier"),
        ("Only Peru gave a positive reply.", "All States gave a positive reply.", "quantifier"),
        (EXTENDED, "The Conference opted not to prolong the second cycle.", "negation"),
        (LABEL, "The Working Group decided to create an international label.", "negation"),
        (VIEWS, "所有国家的代表都不同意世卫组织的看法。", "quantifier"),
        (
            "Several Pacific delegations proposed that the session be held in Suva.",
            "The session will be held in Suva.",
            "modality",
        ),
    ],
)
def test_what_stands_beside_it_licenses_nothing(source: str, claim: str, kind: str) -> None:
    assert kind in kinds(claim, "1", report=read_text(f"1. {source}\n", "beside.txt"))
