"""A heading said alone is carried by the paragraphs that stand under it, and by no others."""

from __future__ import annotations

import pytest

from assistant.answering.verify import check
from assistant.reading import read, read_text
from tests.conftest import FIRST_REPORT


@pytest.mark.parametrize(
    ("claim", "ref", "carried"),
    [
        ("三. 审议情况概要（续）", "3", True),
        ("三.审议情况概要（续）", "9", True),
        ("审议情况概要（续）", "5", True),
        ("B.一般性建议", "2(e)", True),
        ("二.建议（续）", "1", True),
        ("三. 审议情况概要（续）", "1", False),
        ("四. 审议情况概要（续）", "3", False),
        ("三. 审议情况概要（续），已获通过", "3", False),
    ],
)
def test_a_heading_alone(claim: str, ref: str, carried: bool) -> None:
    report = read(FIRST_REPORT)
    paragraph = next(each for each in report.paragraphs if each.ref == ref)
    assert (check(claim, [paragraph], report) == ()) is carried


def test_a_quotation_over_a_line_break_is_one() -> None:
    report = read_text(
        "第一条\n人人有权享有国籍。\n任何人的国籍不得任意剥夺。\n第二条\n人人平等。", "x", "zh"
    )
    article = next(each for each in report.paragraphs if each.ref == "1")
    assert "\n" in article.text
    assert check("人人有权享有国籍。 任何人的国籍不得任意剥夺。", [article], report) == ()
    assert check("任何人的国籍得任意剥夺。", [article], report) != ()
