"""What the source makes depend on something, and what a claim makes of that."""

from __future__ import annotations

import pytest

from assistant.model import Report
from assistant.reading import read_text
from tests.unit.test_verify import kinds

CHINESE = read_text("1. 拒绝列入名单的船只进港，但遇险船只除外。\n", "excepted-zh.txt")
ENGLISH = read_text(
    "1. The Group decided to meet in Lima in 2025, subject to the conclusion of a host country agreement.\n",
    "excepted-en.txt",
)
FRENCH = read_text(
    "1. Les délégations ont fait valoir que le manque d'inspecteurs, et non l'absence de règles, constituait "
    "l'obstacle principal. L'observatrice de la Fédération des équipages a affirmé que certains armateurs "
    "étaient prévenus des contrôles.\n",
    "excepted-fr.txt",
)
ARABIC = read_text("1. ينبغي للأمانة أن تعد دليلا، رهنا بتوافر الموارد.\n", "excepted-ar.txt")
SPANISH = read_text(
    "1. El Foro recomienda a los Estados restituir, cuando las comunidades lo soliciten, los topónimos.\n",
    "excepted-es.txt",
)
RUSSIAN = read_text(
    "1. Комиссия постановила отложить рассмотрение вопроса о лицензиях до получения заключения.\n",
    "excepted-ru.txt",
)


@pytest.mark.parametrize(
    ("claim", "report"),
    [
        ("列入名单的船只一律不得进港，遇险船只也不例外。", CHINESE),
        (
            "The Group will meet in Lima in 2025 whether or not a host country agreement is concluded.",
            ENGLISH,
        ),
        (
            "L'absence de règles, plutôt que le manque d'inspecteurs, constituait l'obstacle principal.",
            FRENCH,
        ),
        ("ينبغي للأمانة أن تعد دليلا حتى وإن لم تتوافر الموارد.", ARABIC),
        ("Los Estados deberían restituir los topónimos aunque las comunidades no lo soliciten.", SPANISH),
    ],
)
def test_a_condition_denied_or_a_choice_turned_round_is_seen(claim: str, report: Report) -> None:
    assert "negation" in kinds(claim, "1", report=report)


def test_who_is_spoken_of_does_not_speak() -> None:
    claim = "Les armateurs ont affirmé que la Fédération des équipages était prévenue des contrôles."
    assert "attribution" in kinds(claim, "1", report=FRENCH)


@pytest.mark.parametrize(
    ("claim", "report"),
    [
        ("列入名单的船只不得进港，除非遇险。", CHINESE),
        (
            "The Group decided to meet in Lima in 2025, provided that a host country agreement is concluded.",
            ENGLISH,
        ),
        ("Selon la Fédération des équipages, certains armateurs étaient prévenus des contrôles.", FRENCH),
        ("Комиссия решила не рассматривать вопрос о лицензиях, пока не получено заключение.", RUSSIAN),
    ],
)
def test_a_condition_kept_is_faithful(claim: str, report: Report) -> None:
    assert kinds(claim, "1", report=report) == set()
