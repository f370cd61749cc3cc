"""The marks of six languages, one line at a time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reading.numbering import marks
from assistant.reading.wordlists import numeral


@pytest.mark.parametrize(
    ("line", "readings", "rest"),
    [
        ("二. 建议（续）", [("han.", 2, "二")], "建议（续）"),
        ("一、2016年工作回顾", [("han.", 1, "一")], "2016年工作回顾"),
        ("十一．其他事项", [("han.", 11, "十一")], "其他事项"),
        ("（三）扩大开放", [("han)", 3, "(三)")], "扩大开放"),
        ("㈡ 任何人", [("han)", 2, "(二)")], "任何人"),
        ("第十二条 请求国", [("article", 12, "12")], "请求国"),
        ("第三十一條之一 補充", [("article", 31, "31之一")], "補充"),
        ("第二章　总则", [("chapter", 2, "第二章")], "总则"),
        ("1.委员会", [("1.", 1, "1")], "委员会"),
        ("12． 各国", [("1.", 12, "12")], "各国"),
        ("IV. Conclusions", [("I.", 4, "IV")], "Conclusions"),
        ("C. Other", [("I.", 100, "C"), ("A.", 3, "C")], "Other"),
        ("(i) States", [("a)", 9, "(i)"), ("i)", 1, "(i)")], "States"),
        ("iv) Les États", [("i)", 4, "(iv)")], "Les États"),
        ("a) Los Estados", [("a)", 1, "(a)")], "Los Estados"),
        ("б) государства", [("а)", 2, "(б)")], "государства"),
        ("ثانيا- التوصيات", [("I.", 2, "ثانيا")], "التوصيات"),
        ("باء - عام", [("A.", 2, "باء")], "عام"),
        ("(ج) نص", [("abjad", 3, "(ج)")], "نص"),
        ("٣- نص", [("1.", 3, "3")], "نص"),
        ("Article 5", [("article", 5, "5")], ""),
        ("Статья 7. Название", [("article", 7, "7")], "Название"),
        ("Chapter II: Measures", [("chapter", 2, "Chapter II")], "Measures"),
        ("Annex III", [("annex", 3, "Annex III")], ""),
        ("附件二", [("annex", 2, "附件二")], ""),
    ],
)
def test_what_a_mark_may_be(line: str, readings: list[tuple[str, int, str]], rest: str) -> None:
    found = marks(line)
    assert [(mark.style, mark.ordinal, mark.label) for mark in found] == readings
    assert line[found[0].end :] == rest


@pytest.mark.parametrize(
    "line",
    [
        "2001, which focused on certain issues",
        "14 April 2000,9",
        "第三条规定的措施",
        "第五条、第六条",
        "Article 5 of the Convention",
        "五十多年来",
        "一是继续创新",
        "3.5million people",
        "and others",
        "的建议",
        "",
    ],
)
def test_what_is_no_mark(line: str) -> None:
    assert marks(line) == ()


@given(st.text(max_size=80))
@settings(max_examples=300)
def test_any_line_is_read_and_marks_stand_at_its_head(line: str) -> None:
    for mark in marks(line):
        assert line.startswith(mark.text)
        assert len(mark.text) <= mark.end <= len(line)
        assert mark.label


@pytest.mark.parametrize(
    ("n", "format", "shown"),
    [
        (3, "lowerLetter", "c"),
        (28, "lowerLetter", "bb"),
        (9, "lowerRoman", "ix"),
        (14, "upperRoman", "XIV"),
        (10, "chineseCountingThousand", "十"),
        (21, "chineseCounting", "二十一"),
        (103, "taiwaneseCountingThousand", "一百零三"),
        (2, "ideographZodiac", "丑"),
        (2, "russianLower", "б"),
        (7, "decimalZero", "07"),
        (12, "decimal", "12"),
    ],
)
def test_numbers_as_word_shows_them(n: int, format: str, shown: str) -> None:
    assert numeral(n, format) == shown
