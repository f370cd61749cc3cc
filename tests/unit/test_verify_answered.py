"""What a model writing an answer says in one sentence where the report needs two, or in other figures."""

from __future__ import annotations

import pytest

from assistant.reading import read_text
from tests.unit.test_verify import kinds

SILENT = (
    "An observer proposed that large shops should give away unsold food. Some delegations opposed that idea."
)
SUBSIDIES = (
    "Несколько представителей областей просили увеличить субсидии. "
    "Представители Министерства финансов с этим не согласились."
)
PUBLIC = "一名发言者要求向新闻界和公众开放数据库。工作组没有接受这一要求。"
INCIDENTS = "It was reported that 17 incidents had been recorded in ports. None had been fatal."
NEEDED = "Секретариат сообщил, что переводчики имеются лишь в 58 пунктах, хотя нужны они в 203 пунктах."
PUPILS = "Les effectifs étaient passés de 58 000 élèves en 2015 à 131 000 en 2022."
WAIVED = (
    "La Commission invite les entreprises à ouvrir leurs ateliers aux enseignants. "
    "Cette invitation n'a pas de caractère obligatoire."
)
PAY = (
    "La Commission n'est pas parvenue à s'entendre sur une rémunération minimale des apprentis. "
    "Certaines délégations souhaitaient la fixer à la moitié du salaire minimum."
)
SIDES = (
    "Algunos oradores consideraron que la obligación de denunciar podía alejar a las víctimas. "
    "Otros sostuvieron que esa obligación había salvado vidas."
)
UNION = "职工会的代表表示，工会不反对延长开放时间。"
VIDEO = "Algunas delegaciones pidieron tiempo. La delegación de México propuso recurrir a la videollamada."
RADIO = (
    "La Red comunicó que 310 emisoras transmitían en quechua, aunque el 60 % de ellas carecía de licencia."
)
COST = "有几个成员国要求翻译培训材料。秘书处的一名代表答复说，现有预算不足以支付翻译费用。"


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        (SILENT, "Some delegations were opposed to making large shops give away unsold food."),
        (SUBSIDIES, "Министерство финансов не поддержало просьбу областей увеличить субсидии."),
        (PUBLIC, "有人要求向公众开放数据库，工作组没有答应。"),
        (INCIDENTS, "None of the 17 incidents recorded in ports was fatal."),
        (PUPILS, "Les effectifs ont plus que doublé entre 2015 et 2022."),
        ("平均检查时间由九小时缩短到四小时。", "平均检查时间减少了五个小时。"),
        ("Automation reduced the number of operators by 31 per cent.", "Automation cut operators by almost a third."),
        ("La propuesta no obtuvo apoyo.", "Nadie respaldó la propuesta."),
        (SIDES, "Los oradores no se pusieron de acuerdo sobre la obligación de denunciar."),
        ("Через полгода доля возвращается к прежнему уровню.", "Через полгода всё возвращается к прежнему уровню."),
        ("El Comité aprobó por unanimidad el informe.", "The Committee adopted the report unanimously."),
        ("缔约国批准了《偷运移民议定书》。", "《偷运移民议定书》得到缔约国批准。"),
        ("截至2027年3月，只有约六成的活跃公司提交了资料。", "截至2027年3月，约四成的活跃公司没有提交资料。"),
        ("几个国家的代表不同意这一看法。", "几个国家的代表不赞成这一看法。"),
        ("Any development compact would be of a voluntary nature.", "The proposed development compact is voluntary."),
        ("Le prix unitaire était de 85 dollars, soit le tiers environ du prix du commerce.",
         "Le prix unitaire était environ trois fois moins élevé que celui du commerce."),
        ("秘书处拒绝了遇险船只的请求。", "秘书处拒绝了船只的请求。"),
        (
            "逾期不接收的，应当视为放弃请求。外交部可以不再受理该国再次提出的请求。该国可以申请延长期限。",
            "逾期不接收的，应当视为放弃请求。该国可以申请延长期限。",
        ),
        ("Further clarification is still needed.", "Some clarification is still needed."),
        ("The evidence was still insufficient.", "There was not yet enough evidence."),
        (RADIO, "La mayoría de las emisoras en quechua no tiene licencia."),
        (COST, "秘书处说，现有预算不够支付翻译费用。"),
        ("Nets on vessels of 12 metres or more should be marked by 31 December 2027.",
         "Nets on vessels of at least 12 metres should be marked by the end of 2027."),
    ],
)  # fmt: skip
def test_what_two_sentences_or_two_figures_make_may_be_said_in_one(source: str, claim: str) -> None:
    assert kinds(claim, "1", report=read_text(f"1. {source}\n", "answered.txt")) == set()


@pytest.mark.parametrize(
    ("source", "claim", "kind"),
    [
        (
            SILENT,
            "All delegations were opposed to making large shops give away unsold food.",
            "quantifier",
        ),
        (NEEDED, "Переводчики имеются в 203 пунктах.", "number"),
        (WAIVED, "Les entreprises sont tenues d'ouvrir leurs ateliers aux enseignants.", "modality"),
        (PAY, "La Commission a fixé la rémunération minimale à la moitié du salaire minimum.", "negation"),
        (UNION, "职工会反对延长开放时间。", "negation"),
        ("政府将于2026年年底前完成中期检讨。", "中期检讨已经完成。", "modality"),
        (
            "审议组呼吁缔约国考虑按照本国法律的基本原则采用不经定罪的没收制度。",
            "审议组要求缔约国采用不经定罪的没收制度。",
            "modality",
        ),
        (
            "Any compact would be of a voluntary nature.",
            "Any compact would be of a binding nature.",
            "negation",
        ),
        ("该船只的登记手续须简化。", "只有该船只的登记手续须简化。", "quantifier"),
        (
            "An observer suggested cameras on all boats. Some delegations opposed that idea.",
            "Some delegations suggested cameras on all boats.",
            "attribution",
        ),
        (VIDEO, "Todas las delegaciones propusieron recurrir a la videollamada.", "quantifier"),
        (
            "所罗门群岛愿意接待服务器，不收取任何费用。",
            "所罗门群岛愿意接待服务器，但要收取费用。",
            "negation",
        ),
        ("船只不得进港，但遇险船只除外。", "船只一律不得进港，没有例外。", "negation"),
        (
            "La Commission recommande d'étudier la possibilité d'exonérer les équipements de droits.",
            "Les États devraient exonérer les équipements de droits.",
            "modality",
        ),
    ],
)
def test_what_they_do_not_make_may_not(source: str, claim: str, kind: str) -> None:
    assert kind in kinds(claim, "1", report=read_text(f"1. {source}\n", "answered.txt"))
