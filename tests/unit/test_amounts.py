"""How much a text says, whatever the unit, and how much two numbers of a report make."""

from __future__ import annotations

import pytest

from assistant.language.amounts import amounts
from assistant.language.normal import numbers, plain
from assistant.model import Report
from assistant.reading import read_text
from tests.unit.test_verify import kinds


def read_amounts(text: str) -> list[tuple[str, float]]:
    return [(one.kind, round(one.value, 3)) for one in amounts(plain(text), numbers(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一年半", [("days", 547.5)]),
        ("一年三個月", [("days", 456.26)]),
        ("半年", [("days", 182.5)]),
        ("24小时", [("days", 1.0)]),
        ("three decades", [("days", 10950.0)]),
        ("two and a half years", [("days", 912.5)]),
        ("近一成", [("share", 0.1)]),
        ("two thirds of them", [("share", 0.667)]),
        ("fewer than one in five", [("share", 0.2)]),
        ("une pompe sur trois", [("share", 0.333)]),
        ("uno de cada diez", [("share", 0.1)]),
        ("30 to 80 per cent", [("share", 0.3), ("share", 0.8)]),
        ("втрое выше", [("times", 3.0)]),
        ("翻了一番", [("times", 2.0)]),
        ("15 000名", [("number", 15000.0)]),
        ("2018年", []),
        ("a third barrier", []),
    ],
)
def test_amounts_are_told_in_one_unit(text: str, expected: list[tuple[str, float]]) -> None:
    assert read_amounts(text) == expected


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("超过七成", 0.7, 0.98), ("不到一半", 0.375, 0.5), ("約一成", 0.092, 0.108), ("40 %", 0.4, 0.4)],
)
def test_words_around_an_amount_let_it_range(text: str, low: float, high: float) -> None:
    (one,) = amounts(plain(text), numbers(text))
    assert (round(one.low, 3), round(one.high, 3)) == (low, high)


CHINESE = read_text(
    "1. 审批时间由2021年的18个月缩短到11个月，164个国家中有71个用满了24小时的期限。\n", "chinese.txt"
)
ENGLISH = read_text(
    "1. The share fell from 22.9 per cent to 17.8 per cent; listings rose from 8,200 to 27,500.\n",
    "english.txt",
)


@pytest.mark.parametrize(
    ("claim", "report"),
    [
        ("2021年的审批时间为一年半。", CHINESE),
        ("四成以上的国家用满了一天的期限。", CHINESE),
        ("The share fell by about 5 percentage points.", ENGLISH),
        ("Listings more than tripled.", ENGLISH),
    ],
)
def test_an_amount_in_other_words_is_borne_out(claim: str, report: Report) -> None:
    assert "number" not in kinds(claim, "1", report=report)


@pytest.mark.parametrize(
    ("claim", "report"),
    [
        ("2021年的审批时间为两年半。", CHINESE),
        ("七成以上的国家用满了期限。", CHINESE),
        ("48小时的期限被71个国家用满。", CHINESE),
        ("The share fell by about 9 percentage points.", ENGLISH),
        ("Listings were five times as many.", ENGLISH),
    ],
)
def test_another_amount_is_not(claim: str, report: Report) -> None:
    assert "number" in kinds(claim, "1", report=report)
