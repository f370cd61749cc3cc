"""Who and what may not stand for another, what is had and what is needed, who was heard at a meeting."""

from __future__ import annotations

import pytest

from assistant.reading import read_text
from tests.unit.test_verify import kinds


@pytest.mark.parametrize(
    ("ref", "claim"),
    [
        ("1(e)", "缔约国应与领事代表合作，为被贩运的移民提供援助。"),
        ("2(e)", "工作组建议对偷运者不进行刑事定罪。"),
        ("2(e)", "Smugglers should not be criminalized."),
        ("6", "许多缔约国对《全球契约》表示保留。"),
        ("3", "有几个缔约国强调检察官已经有足够的知识和专长。"),
        ("8", "所有与会者指出加强区域办法是这种合作的一个主要方面。"),
        ("9", "许多与会者强调指出了知识门户的价值。"),
    ],
)
def test_what_the_report_does_not_say_is_refused(ref: str, claim: str) -> None:
    assert kinds(claim, ref)


@pytest.mark.parametrize(
    ("ref", "claim"),
    [
        ("1(e)", "为了让被偷运者获得帮助，缔约国应视情况与领事代表合作。"),
        ("2(e)", "Smuggled migrants should not be criminalized."),
        ("5", "与会者强调需要能够快速查到负责交流此类信息的机关。"),
        ("5", "Hubo comunicaciones oficiosas antes de presentar solicitudes formales."),
        (
            "9",
            "Un orador pidió a los demás Estados parte que apoyaran más la labor de la UNODC contra el tráfico.",
        ),
    ],
)
def test_what_it_says_in_other_words_passes(ref: str, claim: str) -> None:
    assert kinds(claim, ref) == set()


def test_a_reserve_is_no_reservation() -> None:
    report = read_text("1. 议会为少数民族设有保留席位。该国有保留地三处。\n", "reserve")
    for claim in ("该国有三处保留地。", "议会的席位为少数民族保留。"):
        assert kinds(claim, "1", report=report) == set()
