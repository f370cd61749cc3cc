"""A rather than B, and A faster than B, are not the other way round."""

from __future__ import annotations

import pytest

from assistant.model import Report
from assistant.reading import read_text
from tests.unit.test_verify import kinds

CHINESE = read_text(
    "1. 工作组重申，审前拘留应当是例外而不是常规。直接追回程序比刑事没收更为迅速。\n", "compared-zh.txt"
)
ENGLISH = read_text(
    "1. Several speakers said that the burden of proof should rest with the possessor rather than with the "
    "State claiming the return.\n",
    "compared-en.txt",
)


@pytest.mark.parametrize(
    ("claim", "report"),
    [
        ("审前拘留应当是常规而不是例外。", CHINESE),
        ("刑事没收比直接追回更快。", CHINESE),
        (
            "Several speakers said that the burden of proof should rest with the State claiming the return.",
            ENGLISH,
        ),
    ],
)
def test_a_comparison_turned_round_is_caught(claim: str, report: Report) -> None:
    assert kinds(claim, "1", report=report) == {"negation"}


@pytest.mark.parametrize(
    ("claim", "report"),
    [
        ("审前拘留应当是例外而不是常规。", CHINESE),
        ("直接追回比刑事没收更为迅速。", CHINESE),
        ("Several speakers said that the burden of proof should rest with the possessor.", ENGLISH),
    ],
)
def test_one_kept_as_it_is_passes(claim: str, report: Report) -> None:
    assert kinds(claim, "1", report=report) == set()
