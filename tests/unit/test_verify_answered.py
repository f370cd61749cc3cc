"""What a model writing an answer says in one sentence where the report needs two, or in other figures."""

from __future__ import annotations

import pytest

from assistant.answering.verify.passage import Passage
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
        (SUBSIDIES, "Представители Министерства финансов не поддержали просьбу областей увеличить субсидии."),
        ("Un orador propuso suprimir la tasa. Algunas delegaciones se opusieron a esa propuesta.",
         "Algunas delegaciones se opusieron a suprimir la tasa."),
        ("Un observateur a proposé de supprimer la taxe. Certaines délégations se sont opposées à cette proposition.",
         "Certaines délégations se sont opposées à la suppression de la taxe."),
        ("一名观察员提议取消登记费。一些代表团反对这一提议。", "一些代表团反对取消登记费。"),
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


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        (
            "The Commission adopted the plan of action. The Commission did not receive this annex.",
            "The Commission did not adopt the plan of action.",
        ),
        (
            "The Working Group recommended that States punish forgery. "
            "It was noted that the Working Group had not received money for that purpose.",
            "The Working Group did not recommend that States punish forgery.",
        ),
        (
            "The Commission adopted the plan of action. Some members opposed the seating plan.",
            "The Commission did not adopt the plan of action.",
        ),
        (
            "The Commission adopted the plan of action for 2031. It regretted that members had not received "
            "the plan of action in time.",
            "The Commission did not adopt the plan of action.",
        ),
        (
            "The Commission agreed on the savings. Some speakers found the hall too small. "
            "Others said that it was too dear.",
            "There was no agreement on the savings.",
        ),
        (
            "The Commission supported the plan of action. The Commission did not support the request of Fiji.",
            "The Commission did not support the plan of action.",
        ),
        ("委员会通过了行动计划。委员会没有收到该附件。", "委员会没有通过行动计划。"),
        ("委員會通過了行動計劃。委員會沒有收到該附件。", "委員會沒有通過行動計劃。"),
        (
            "La Commission a adopté le plan d'action. La Commission n'a pas reçu cette annexe.",
            "La Commission n'a pas adopté le plan d'action.",
        ),
        (
            "La Comisión aprobó el plan de acción. La Comisión no recibió ese anexo.",
            "La Comisión no aprobó el plan de acción.",
        ),
        (
            "Комиссия приняла план действий. Комиссия не получила этого приложения.",
            "Комиссия не приняла план действий.",
        ),
        ("اعتمدت اللجنة خطة العمل. ولم تتلق اللجنة هذا المرفق.", "لم تعتمد اللجنة خطة العمل."),
    ],
)
def test_another_denial_of_the_next_sentence_does_not_excuse_one(source: str, claim: str) -> None:
    assert kinds(claim, "1", report=read_text(f"1. {source}\n", "answered.txt"))


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        (
            "Proposals on the training of pilots should be implemented by all States.",
            "The proposals on the training of pilots have been implemented by all States.",
        ),
        (
            "The survey will be completed by the secretariat after concerns about its cost are resolved.",
            "The concerns about the cost of the survey have been resolved by the secretariat.",
        ),
        ("The Board will express concern at the delay.", "The Board has expressed concern at the delay."),
        ("Harbours need shelter from storms.", "The need of harbours for shelter from storms has been met."),
        (
            "States should implement the recommendations on lighting.",
            "States have implemented the recommendations on lighting.",
        ),
    ],
)
def test_what_is_only_wanted_is_not_done_for_being_spoken_of(source: str, claim: str) -> None:
    assert kinds(claim, "1", report=read_text(f"1. {source}\n", "wanted.txt"))


@pytest.mark.parametrize(
    ("claim", "passes"),
    [
        ("Towns had the test three times as often as villages.", False),
        ("Towns had the test more than twice as often as villages.", True),
    ],
)
def test_so_many_times_must_be_about_the_ratio(claim: str, passes: bool) -> None:
    source = "1. The test was to be had in 60 per cent of towns but in 23 per cent of villages.\n"
    assert ("number" not in kinds(claim, "1", report=read_text(source, "times.txt"))) is passes


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Les travaux ont pris fin à la fin de 2022.", "fr", "fin de "),
        ("Les travaux ont commencé au début de 2022.", "fr", "debut de "),
        ("Les travaux ont repris mi-2022.", "fr", "mi-"),
        ("The works ended by the end of the year 2022.", "en", "end of the year "),
        ("Las obras acabaron a finales de 2022.", "es", "finales de "),
    ],
)
def test_what_goes_with_a_date_is_found(text: str, language: str, words: str) -> None:
    passage = Passage(text, language)
    assert [passage.plain[slice(*span)] for span in passage.edges] == [words]
