"""What the source only speaks of, puts off, needs or sets beside another thing, and a claim says outright."""

from __future__ import annotations

import pytest

from assistant.reading import read_text
from tests.unit.test_verify import kinds

NEED = "有几个缔约国强调指出，检察官需要有足够的知识和专长加以应对。"
ROLE = "缔约国应注意工作组与毒品和犯罪问题办公室对于执行即将出台的全球契约的重要作用。"
PILOT = "One delegation described its pilot project; absenteeism had fallen, but complaints of eye strain had become more frequent."
SURVEY = "自动化使起重机操作员减少了三成，而维修技术员增加了一成。"
LICENCES = "Комиссия постановила отложить рассмотрение вопроса о лицензировании частных платформ до получения заключения Министерства юстиции."
LABEL = "The Working Group agreed to postpone consideration of an international label for green ports."
GROUPS = "在打击偷运移民的同时保护移民的权利，特别关注妇女和儿童的权利。"
INFORM = "缔约国应向缔约方会议提供偷运移民案件中的国际合作的有关信息。"
PLEDGED = "The Facility had received pledges of 118 million dollars, of which 63 million dollars had been paid by 31 August 2025."
RUNNING = "As at 30 June 2025, 21 green corridors had been announced, of which 8 were in operation and 13 were at the planning stage."
COMPLAINTS = "В 2024 году поступило 214 жалоб, из которых 96 касались невозможности записаться, 71 — качества связи, а 47 — разглашения личных сведений."
VEST = "La proposition du Maroc tendant à rendre obligatoire le port du gilet n’a pas été adoptée, trois délégations s’y étant opposées."
FINES = "所有委员均同意取消未成年读者的罚款。"
MINISTER = "Inauguró el período de sesiones la Ministra de Ambiente de Guatemala, quien recordó que el 34 % del territorio estaba cubierto de bosques."
OFFICERS = "缔约国应通过执法机关之间的合作与信息交流，应对跨国犯罪网络。"
TRAINING = "缔约国应提供双边、区域和多边培训机会，包括举办模拟调查和审理。"
OVERLAP = "在实际情况下偷运移民和贩运人口之间存在很大重合。"
TREATIES = "敦促尚未加入现行反恐相关国际公约和议定书的会员国考虑加入。"
MEASURES = "有几个缔约国还指出，只执行安全措施而不处理移民的社会经济根源问题是不会取得多大成效的。"
ADOPTION = "工作组建议缔约方会议审议是否采纳以下建议。"
REGIONS = "Представители областей просили увеличить субсидии. Представители Министерства финансов с этим не согласились. К единому мнению Комиссия не пришла."
BURNING = (
    "El representante del Canadá pidió que no se equiparara las quemas culturales a los incendios provocados."
)

SHORE = "Member States should: consult organizations of dock workers before any decision to automate cargo handling, and publish the outcome."
WORKSHOPS = "La Comisión pidió a la secretaría que organizara dos talleres regionales, uno en África Occidental y otro en Mesoamérica."
REGISTER = "Комиссия рекомендовала Министерству создать общий реестр удалённых консультаций."
OPPORTUNITIES = "缔约国应：提供双边、区域和多边培训机会，以增强各国打击偷运移民活动的能力。"
LABELS = (
    "El representante del Brasil propuso que se elaborara una norma común para las etiquetas electrónicas."
)
GRANTS = "Some delegations proposed that the Facility should also finance grants for retraining."
OFFICER = (
    "Les États parties devraient désigner un agent de sécurité dans chaque port comptant plus de 50 navires."
)
DEATHS = (
    "D’après la base de données, 214 pêcheurs étaient morts en mer en 2022 dans ces eaux, contre 251 en 2021."
)
REST = "Le représentant de la Norvège s’est dit favorable à une durée minimale de repos de 10 heures."
PLOT = "恐怖分子继续图谋利用一些国家的基本状况。"
STATES = "吁请会员国加大努力，改善关键基础设施的安全，并考虑与公共和私营部门建立伙伴关系。"
ALONE = "缔约国应通过原籍国和目的地国之间的合作，应对跨国犯罪网络。"
PLANS = "La Comisión tomó nota de que 26 de las 41 Partes habían comunicado disponer de un plan nacional y de que solo 9 de esos planes preveían financiación plurianual."
DAMAGED = "约有二万一千册书籍因渗水而受损，当中约九百册属地方文献，无法修复。"
PANEL = (
    "在专题讨论小组成员的专题介绍之后的问答会上，有几个缔约国强调指出，偷运移民和贩运人口之间存在很大重合。"
)


@pytest.mark.parametrize(
    ("source", "claim", "kind"),
    [
        (NEED, "有几个缔约国指出，检察官拥有足够的知识和专长。", "modality"),
        (NEED, "Several States parties noted that prosecutors have sufficient knowledge and expertise.", "modality"),
        (ROLE, "缔约国应执行全球契约。", "modality"),
        (ROLE, "Les États parties devraient appliquer le Pacte mondial.", "modality"),
        (PILOT, "Absenteeism had fallen because complaints of eye strain had become more frequent.", "addition"),
        (SURVEY, "由于维修技术员增加了一成，起重机操作员减少了三成。", "addition"),
        (LICENCES, "Комиссия постановила лицензировать частные платформы.", "modality"),
        (LABEL, "The Working Group agreed to adopt an international label for green ports.", "modality"),
        (GROUPS, "在打击偷运移民时应优先保护妇女和儿童的权利。", "addition"),
        (INFORM, "缔约方会议应向缔约国提供偷运移民案件中国际合作的信息。", "attribution"),
        (PLEDGED, "The Facility had been paid 118 million dollars by 31 August 2025.", "number"),
        (RUNNING, "Twenty-one green corridors were in operation as at 30 June 2025.", "number"),
        (COMPLAINTS, "Of 214 complaints, 71 were about the disclosure of personal information.", "number"),
        (VEST, "La proposition du Maroc de rendre obligatoire le port du gilet a été adoptée malgré l’opposition de trois délégations.", "negation"),
        (FINES, "所有委员都同意取消全部读者的罚款。", "quantifier"),
        (MINISTER, "危地马拉总统主持了届会开幕，并提到34%的领土有森林覆盖。", "name"),
        (SHORE, "Member States consulted organizations of dock workers before automating cargo handling.", "modality"),
        (WORKSHOPS, "La secretaría organizó dos talleres regionales.", "modality"),
        (REGISTER, "Министерство создало общий реестр удалённых консультаций.", "modality"),
        (OPPORTUNITIES, "States parties provided bilateral, regional and multilateral training opportunities.", "modality"),
        (LABELS, "Se elaborará una norma común para las etiquetas electrónicas.", "modality"),
        (GRANTS, "The Facility also finances grants for retraining.", "modality"),
        (OFFICER, "Chaque port devrait désigner un agent de sécurité.", "quantifier"),
        (DEATHS, "En 2022, 251 pêcheurs étaient morts en mer, contre 214 en 2021.", "number"),
        (REST, "La Commission a fixé une durée minimale de repos de 10 heures.", "modality"),
        (PLOT, "恐怖分子已经利用了一些国家的基本状况。", "modality"),
        (STATES, "决议吁请私营部门加大努力，改善关键基础设施的安全。", "attribution"),
        (ALONE, "缔约国应单独应对跨国犯罪网络。", "negation"),
        (OFFICERS, "缔约国应通过检察机关之间的合作与信息交流，应对跨国犯罪网络。", "name"),
    ],
)  # fmt: skip
def test_what_is_not_said_outright_is_caught(source: str, claim: str, kind: str) -> None:
    assert kind in kinds(claim, "1", report=read_text(f"1. {source}\n", "outright.txt"))


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        (NEED, "有几个缔约国指出，检察官得具备足够的知识和专长。"),
        (ROLE, "缔约国应注意办公室对于执行全球契约的重要作用。"),
        (PILOT, "Absenteeism had fallen, while complaints of eye strain had become more frequent."),
        (VEST, "En raison de l’opposition de trois délégations, la proposition du Maroc n’a pas été adoptée."),
        (LABEL, "The Working Group decided to discuss the international label for green ports again."),
        (PLEDGED, "Pledges of 118 million dollars had been received."),
        (RUNNING, "Eight green corridors were in operation as at 30 June 2025."),
        (TRAINING, "培训既可以是双边的，也可以是区域或多边的，还可以举办模拟调查。"),
        (OVERLAP, "偷运移民和贩运人口大量重叠。"),
        (TREATIES, "还没有加入国际反恐公约的会员国，被敦促考虑加入。"),
        (MEASURES, "Des mesures purement sécuritaires ne donneraient guère de résultats si l’on ne s’attaquait pas aux causes de la migration."),
        (ADOPTION, "缔约方会议只是审议是否采纳，并未决定采纳。"),
        (REGIONS, "Министерство финансов возразило, и согласия достичь не удалось."),
        (BURNING, "El Canadá pidió que las quemas culturales no se trataran igual que los incendios provocados."),
        (SHORE, "Dock workers’ organizations should be consulted before cargo handling is automated."),
        (OFFICER, "Dans chaque port de plus de 50 navires devrait être désigné un agent de sécurité."),
        (DEATHS, "En 2022, 214 pêcheurs étaient morts en mer, contre 251 en 2021."),
        (PLANS, "Veintiséis Partes dijeron tener un plan nacional, pero apenas nueve preveían fondos."),
        (DAMAGED, "约九百册地方文献已救不回来。"),
        (PANEL, "小组成员作完介绍后有一场问答，有几个缔约国在会上谈到偷运移民与贩运人口的重合。"),
        ("针对社会经济根源（如贫困和欠发达）开展国际合作。", "报告举出贫困和欠发达作为社会经济根源的例子。"),
    ],
)  # fmt: skip
def test_what_is_said_in_other_words_is_no_more_than_that(source: str, claim: str) -> None:
    assert kinds(claim, "1", report=read_text(f"1. {source}\n", "outright.txt")) == set()
