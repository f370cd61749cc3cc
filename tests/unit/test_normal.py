"""One form for one thing: what normal.py makes of width, script, numbers and dates."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.normal import fold, numbers, plain


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＢＣ（１）：", "abc(1):"),
        ("締約國會議審議偷運移民議定書", "缔约国会议审议偷运移民议定书"),
        ("٢٠١٨ and ۲۰۱۸", "2018 and 2018"),
        ("4–5\u00a0July", "4-5 july"),
        ("\u2f00\uf90a", "一金"),
        ("İstanbul", "istanbul"),
    ],
)
def test_fold_makes_one_form(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_plain_drops_accents_and_arabic_letter_forms() -> None:
    assert plain("Évaluation señor ещё Йод") == "evaluation senor еще йод"
    assert plain("الأمم المتّحدة") == "الامم المتّحده"


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(plain(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert plain(fold(text)) == plain(text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2018 年 7 月 4 日至 5 日，维也纳", ["2018-07-04", "2018-07-05"]),
        ("二〇一八年七月四日", ["2018-07-04"]),
        ("2018年7月4-5日", ["2018-07-04", "2018-07-05"]),
        ("4 to 5 July 2018", ["2018-07-04", "2018-07-05"]),
        ("30 June to 2 July 2018", ["2018-06-30", "2018-07-02"]),
        ("July 4, 2018", ["2018-07-04"]),
        ("du 4 au 5 juillet 2018", ["2018-07-04", "2018-07-05"]),
        ("del 4 al 5 de julio de 2018", ["2018-07-04", "2018-07-05"]),
        ("4–5 июля 2018 года", ["2018-07-04", "2018-07-05"]),
        ("في 4 و5 تموز/يوليه ٢٠١٨", ["2018-07-04", "2018-07-05"]),
        ("1月1日至2019年2月3日", ["--01-01", "2019-02-03"]),
        ("2018-07-04", ["2018-07-04"]),
        ("7月至9月", ["--07", "--09"]),
        ("二〇一八年，即2018年", ["2018", "2018"]),
        ("The States may do 5 may be", ["5"]),
    ],
)
def test_dates(text: str, values: list[str]) -> None:
    assert [numeral.value for numeral in numbers(text)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("百分之八十 80 % ８０％ 80 per cent 80 pour cent 80 por ciento ٨٠ في المائة", ["80%"] * 7),
        ("1,000 и 1 000 and 1.000.000 or 3.5", ["1000", "1000", "1000000", "3.5"]),
        ("三千五百万人，3.5亿，两个", ["35000000", "350000000", "2"]),
        ("第三段和第2(e)段，第五十五届", ["3", "2", "55"]),
        ("first, troisième, primera, первый, الثالث, 21st", ["1", "3", "1", "1", "3", "21"]),
        ("two hundred and fifty States, twenty-five", ["250", "25"]),
        ("sections two and three", ["2", "3"]),
        ("quatre-vingt-dix; treinta y cinco; двадцать пять; خمسة وعشرون", ["90", "35", "25", "25"]),
        ("A/RES/61/1和55/25号决议", ["a/res/61/1", "55/25"]),
        ("三分之一的国家", ["1/3"]),
        ("第1-11段", ["1", "11"]),
        ("一名发言者", ["1"]),
    ],
)
def test_numbers(text: str, values: list[str]) -> None:
    assert [numeral.value for numeral in numbers(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "进一步",
        "一些国家十分重视",
        "统一",
        "数十万",
        "几十个",
        "一般而言",
        "千方百计",
        "no one",
        "one another",
    ],
)
def test_what_counts_nothing_is_no_number(text: str) -> None:
    assert numbers(text) == ()


@given(st.text(alphabet="一二三十百千万第分之年月日0123456789,. %至-JulyMay/aA "))
def test_numerals_stand_in_order_and_apart(text: str) -> None:
    found = numbers(text)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert all(0 <= numeral.start < numeral.end <= len(text) for numeral in found)
