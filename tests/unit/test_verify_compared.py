"""A rather than B, and A faster than B, are not the other way round."""

from __future__ import annotations

import pytest

from assistant.answering.verify import check
from assistant.model import Report
from assistant.reading import read_text

CHINESE = read_text(
    "1. 工作组重申，审前拘留应当是例外而不是常规。直接追回程序比刑事没收更为迅速。\n", "compared-zh.txt"
)
ENGLISH = read_text(
    "1. Several speakers said that the burden of proof should rest with the possessor rather than with the "
    "State claiming the return.\n",
    "compared-en.txt",
)


def kinds(claim: str, report: Report) -> set[str]:
    cited = [paragraph for paragraph in report.paragraphs if paragraph.ref == "1"]
    assert cited
    return {reason.kind for reason in check(claim, cited, report)}


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
    assert kinds(claim, report) == {"negation"}


@pytest.mark.parametrize(
    ("claim", "report"),
    [
        ("审前拘留应当是例外而不是常规。", CHINESE),
        ("直接追回比刑事没收更为迅速。", CHINESE),
        ("Several speakers said that the burden of proof should rest with the possessor.", ENGLISH),
    ],
)
def test_one_kept_as_it_is_passes(claim: str, report: Report) -> None:
    assert kinds(claim, report) == set()
