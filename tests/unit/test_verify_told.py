"""Whose words a paragraph gives, where it lets several speak."""

from __future__ import annotations

import pytest

from assistant.model import Report
from assistant.reading import read_text
from tests.unit.test_verify import kinds

CHINESE = read_text(
    "1. 若干代表认为指标数量过多，可能给能力有限的国家造成过重负担。"
    "欧洲联盟的代表则建议增加一项关于生物多样性的指标。他还指出数据质量需要改进。\n",
    "told-zh.txt",
)
ENGLISH = read_text(
    "1. The representative of Iraq said that many tablets had been returned. "
    "A panellist from Glasgow argued that self-regulation of the market had failed.\n",
    "told-en.txt",
)


@pytest.mark.parametrize(
    ("claim", "report"),
    [
        ("欧洲联盟的代表认为指标数量过多，可能给能力有限的国家造成过重负担。", CHINESE),
        ("The representative of Iraq argued that self-regulation of the market had failed.", ENGLISH),
    ],
)
def test_words_of_another_speaker_are_told_apart(claim: str, report: Report) -> None:
    assert "attribution" in kinds(claim, "1", report=report)


@pytest.mark.parametrize(
    ("claim", "report"),
    [
        ("欧洲联盟的代表指出数据质量需要改进。", CHINESE),
        ("欧洲联盟的代表建议增加一项关于生物多样性的指标。", CHINESE),
        ("A panellist from Glasgow said that self-regulation had failed.", ENGLISH),
    ],
)
def test_a_speaker_keeps_what_follows(claim: str, report: Report) -> None:
    assert "attribution" not in kinds(claim, "1", report=report)


def test_a_clause_of_the_source_keeps_its_speakers() -> None:
    text = "Notes the request by the Commission on Human Rights for the independent expert to clarify further the compact"
    report = read_text(f"1. {text}, taking into account the views expressed;\n", "request-en.txt")
    assert kinds(f"{text}, and the views expressed.", "1", report=report) == set()
