"""Whether a matter was settled, and what a free wording says in other small words."""

from __future__ import annotations

import pytest

from assistant.model import Report
from assistant.reading import read_text
from tests.unit.test_verify import kinds

ENGLISH = read_text(
    "1. Several speakers emphasized that the burden of proof should rest with the possessor. "
    "No consensus was reached on the matter.\n"
    "2. The Commission noted that 26 of the 41 Parties had reported having a national plan.\n"
    "3. Some speakers supported the proposal. Others opposed it.\n",
    "undecided-en.txt",
)
CHINESE = read_text(
    "1. 几名与会专家提醒，电子监控不应扩大到本来可以无条件释放的人。\n"
    "2. 核武器国家应立即降低核武器的作战状态。\n"
    "3. 在酷热天气下，让露宿者在图书馆内避暑。\n",
    "undecided-zh.txt",
)
RUSSIAN = read_text(
    "1. Комиссия решила продолжить рассмотрение, поскольку делегациям не удалось прийти к единому мнению.\n"
    "2. Почти треть сеансов прерывается из-за плохой связи.\n",
    "undecided-ru.txt",
)


@pytest.mark.parametrize(
    ("claim", "ref", "report", "kind"),
    [
        (
            "The speakers agreed that the burden of proof should rest with the possessor.",
            "1",
            ENGLISH,
            "negation",
        ),
        ("Комиссия пришла к согласию по этому вопросу.", "1", RUSSIAN, "negation"),
        ("Not all speakers supported the proposal, no one opposed it.", "3", ENGLISH, "negation"),
        ("Почти каждый второй сеанс прерывается из-за плохой связи.", "2", RUSSIAN, "number"),
        ("核武器国家应立即调高核武器的作战状态。", "2", CHINESE, "negation"),
    ],
)
def test_what_is_not_so_is_seen(claim: str, ref: str, report: Report, kind: str) -> None:
    assert kind in kinds(claim, ref, report=report)


@pytest.mark.parametrize(
    ("claim", "ref", "report"),
    [
        (
            "There was no agreement on whether the burden of proof should rest with the possessor.",
            "1",
            ENGLISH,
        ),
        ("Of the 41 Parties, 15 had not reported having a national plan.", "2", ENGLISH),
        ("Not all speakers supported the proposal.", "3", ENGLISH),
        ("有几名专家提醒，电子监控不应扩大到本来可以无条件释放的人。", "1", CHINESE),
        ("核武器国家应马上调低核武器的作战状态。", "2", CHINESE),
        ("天气酷热时，露宿者可以在图书馆内避暑。", "3", CHINESE),
        ("Почти каждый третий сеанс прерывается из-за плохой связи.", "2", RUSSIAN),
    ],
)
def test_what_is_so_passes(claim: str, ref: str, report: Report) -> None:
    assert kinds(claim, ref, report=report) == set()


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        (
            "El Grupo examinó las medidas de ahorro y otras cuestiones.",
            "No hubo acuerdo sobre las medidas de ahorro.",
        ),
        (
            "Algunos miembros examinaron las medidas de ahorro y otras cuestiones.",
            "No hubo acuerdo sobre las medidas de ahorro.",
        ),
        (
            "Le Groupe a examiné les mesures d'économie et d'autres questions.",
            "Il n'y a pas eu d'accord sur les mesures d'économie.",
        ),
        (
            "Группа рассмотрела меры экономии и опыт других.",
            "Группа не пришла к согласию о мерах экономии.",
        ),
        ("نظر الفريق في تدابير الاقتصاد ومسائل أخرى.", "لم يتوصل الفريق إلى اتفاق بشأن تدابير الاقتصاد."),
        ("The Group examined the savings and others.", "There was no agreement on the savings."),
        ("工作组审议了节约措施和其他国家的做法。", "工作组没有就节约措施达成一致。"),
    ],
)
def test_other_matters_are_no_other_opinions(source: str, claim: str) -> None:
    assert kinds(claim, "1", report=read_text(f"1. {source}\n", "others.txt"))
