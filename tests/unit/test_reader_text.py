"""Plain text and Markdown: each convention in a report of its own, expected by hand."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from assistant import reading
from assistant.errors import NotFound, Unreadable
from assistant.model import Report


def read(text: str) -> Report:
    return reading.read_text(dedent(text).strip("\n"), "r")


def refs(report: Report) -> list[str]:
    return [paragraph.ref for paragraph in report.paragraphs]


def texts(report: Report) -> dict[str, str]:
    return {paragraph.ref: paragraph.text for paragraph in report.paragraphs}


def test_the_ninth_letter_and_the_first_numeral() -> None:
    items = "".join(f"({letter}) {letter};\n" for letter in "abcdefgh")
    assert refs(read(f"1. States should:\n{items}(i) nine;\n(j) ten."))[-2:] == ["1(i)", "1(j)"]
    before = items.removesuffix("h;\n")
    nested = f"1. States should:\n{before}eight:\n(i) one;\n(ii) two;\n(i) nine."
    assert refs(read(nested))[-4:] == ["1(h)", "1(h)(i)", "1(h)(ii)", "1(i)"]


def test_four_levels_of_items() -> None:
    report = read(
        """
        1. States should:
        (a) Prevent crime, namely:
        (i) At home:
        a. In cities:
        i. Large;
        ii. Small;
        b. In the country;
        (ii) Abroad;
        (b) Report.
        """
    )
    assert refs(report) == [
        "1", "1(a)", "1(a)(i)", "1(a)(i)(a)", "1(a)(i)(a)(i)", "1(a)(i)(a)(ii)", "1(a)(i)(b)", "1(a)(ii)", "1(b)",
    ]  # fmt: skip
    assert report.paragraphs[4].lead == "States should: Prevent crime, namely: At home: In cities:"


def test_headings_and_paragraphs_share_a_mark() -> None:
    report = read(
        """
        II. Recommendations
        B. International level
        1. Cooperation
        4. States should cooperate.
        2. Assistance
        5. States should assist.
        """
    )
    assert [heading.path for heading in report.headings] == ["II", "II.B", "II.B.1", "II.B.2"]
    assert refs(report) == ["4", "5"]


def test_sections_that_restart_numbering_carry_their_path_in_the_id() -> None:
    report = read(
        """
        四. 会议安排
        A. 开幕
        1. 会议开幕。
        2. 主席发言。
        B. 发言
        1. 古巴发言。
        """
    )
    assert refs(report) == ["1", "2", "1"]
    assert [paragraph.id for paragraph in report.paragraphs] == ["r#四.A/1", "r#2", "r#四.B/1"]


def test_a_year_or_a_wrapped_number_is_no_paragraph() -> None:
    report = read(
        """
        1. The Working Group decided to continue its consideration of the matter in
        2019. It recalled its earlier decision, adopted at the meeting that was held in
        2. The second paragraph follows the first, as it should, and is a little longer.
        """
    )
    assert refs(report) == ["1", "2"]
    assert "in 2019. It recalled" in texts(report)["1"]


def test_lost_marks_are_never_invented() -> None:
    report = read("一.\n导言\n委员会通过了议程。\n工作组举行了会议。\n二.\n结论\n会议结束。")
    assert [(heading.path, heading.title) for heading in report.headings] == [("一", "导言"), ("二", "结论")]
    assert refs(report) == ["s一¶1", "s一¶2", "s二¶1"]


def test_a_mark_without_text_is_set_apart_with_a_doubt() -> None:
    report = read("1. States should:\n(a)\n(b)\nReport regularly to the Conference.\n2. They agreed.")
    assert refs(report) == ["1", "1(b)", "2"]
    assert [(part.text, part.reason) for part in report.dropped] == [("(a)", "lost_text")]
    assert [(doubt.line, doubt.reason) for doubt in report.doubts] == [(2, "lost_text")]


def test_a_gap_and_a_repeat_are_doubts() -> None:
    report = read("1. One ended.\n2. Two ended.\n4. Four ended.\n5. Five ended.")
    assert refs(report) == ["1", "2", "4", "5"]
    assert [(doubt.line, doubt.reason) for doubt in report.doubts] == [(3, "number_gap")]


def test_page_ends_are_healed() -> None:
    report = read(
        """
        1. The Working Group held its meeting in Vienna, as decided in resolution
        5/3, and considered the report of the Secretariat on the matter, which had been
        3/5
        V.18-04578
        submitted in 2017. It took note of it.
        2. Another paragraph follows here on the next page of the document.
        """
    )
    assert texts(report)["1"].endswith("which had been submitted in 2017. It took note of it.")
    assert [part.reason for part in report.dropped] == ["page_number", "job_number"]


def test_footnotes_stand_apart() -> None:
    report = read(
        """
        1. The Working Group held its meeting in Vienna, as decided in resolution
        5/3,1 and considered the report of the Secretariat on the matter, which was
        _______________
        1 See CTOC/COP/2010/17, chapter I.
        V.18-04578
        submitted in 2017.
        """
    )
    assert refs(report) == ["1"]
    assert texts(report)["1"].endswith("which was submitted in 2017.")
    assert [(note.ref, note.kind, note.text) for note in report.footnotes] == [
        ("fn1", "footnote", "See CTOC/COP/2010/17, chapter I.")
    ]


@pytest.mark.parametrize("leaders", [" ........ 3", "　　1", ""])
def test_a_contents_page_is_dropped(leaders: str) -> None:
    entries = "\n".join(f"{title}{leaders}" for title in ("第一章 总则", "第二章 附则"))
    report = read(
        f"某法\n目　录\n{entries}\n第一章 总则\n第一条 为了保障，制定本法。\n第二章 附则\n第二条 本法施行。"
    )
    assert [heading.path for heading in report.headings] == ["第一章", "第二章"]
    assert [part.reason for part in report.dropped] == ["contents"] * 3


def test_a_treaty() -> None:
    report = read(
        """
        Preamble
        The States Parties to this Convention,
        Have agreed as follows:
        Chapter I
        General provisions
        Article 1
        Scope
        1. This Convention shall apply to prevention.
        2. States shall:
        (a) Cooperate;
        (b) Report.
        Article 2
        Use of terms
        “Crime” shall mean an offence.
        """
    )
    assert [(heading.path, heading.title) for heading in report.headings] == [
        ("Preamble", "Preamble"),
        ("Chapter I", "General provisions"),
    ]
    assert refs(report) == ["sPreamble¶1", "sPreamble¶2", "1", "1(1)", "1(2)", "1(2)(a)", "1(2)(b)", "2"]


def test_a_government_work_report() -> None:
    report = read(
        """
        政府工作报告
        一、工作回顾
        一年来，我们主要做了以下工作。
        一是加强宏观调控，经济平稳运行。
        二、工作部署
        （一）主要目标
        1.国内生产总值增长6.5%左右。
        2.物价上涨3%左右。
        """
    )
    assert [heading.path for heading in report.headings] == ["一", "二", "二.(一)"]
    assert refs(report) == ["header", "s一¶1", "s一¶2", "1", "2"]


def test_a_decision_whose_paragraphs_are_numbered_in_ideographs() -> None:
    report = read(
        "关于设立委员会的决定\n会议决定设立下列委员会并通过其组成：\n一、设立法律委员会。\n二、委员会由以下人员组成：\n"
        "（一）主任一人；\n（二）委员若干人。\n三、本决定自公布之日起施行。"
    )
    assert refs(report) == ["header", "s¶1", "一", "二", "二(一)", "二(二)", "三"]


def test_an_annex_with_its_own_numbers() -> None:
    report = read(
        "I. Introduction\n1. The Committee met.\n2. It agreed.\nAnnex I\nList of participants\n1. Austria took part."
    )
    assert [paragraph.id for paragraph in report.paragraphs] == ["r#I/1", "r#2", "r#Annex I/1"]


def test_markdown() -> None:
    report = read(
        """
        # The Act
        <!-- note -->
        ## Chapter I General
        **Article 1** The Act applies.
        - one
        - two
        > a remark
        """
    )
    assert report.title == "The Act"
    assert [heading.title for heading in report.headings] == ["General"]
    assert {part.reason for part in report.dropped} == {"markup", "comment"}
    assert "#" not in report.text
    assert "*" not in report.text


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-le", "utf-8-sig", "big5hkscs"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    chinese = "立法會保安事務委員會報告" if encoding == "big5hkscs" else "偷运移民问题工作组报告"
    body = "".join(
        f"{n}. {chinese}，在會議上討論了國際合作。\n"
        if "big5" in encoding
        else f"{n}. {chinese}，在会议上讨论了国际合作。\n"
        for n in (1, 2, 3)
    )
    file = tmp_path / "r.txt"
    file.write_bytes(body.encode(encoding))
    report = reading.read(file)
    assert refs(report) == ["1", "2", "3"]
    assert report.paragraphs[0].text.startswith(chinese)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("1. Рабочая группа провела совещание.", "windows-1251"), ("1. Le comité a adopté une résolution, à l’unanimité.", "windows-1252"), ("1- عقدت اللجنة اجتماعا في المدينة وناقشت التقرير.", "windows-1256")],
)  # fmt: skip
def test_old_encodings(tmp_path: Path, text: str, encoding: str) -> None:
    file = tmp_path / "r.txt"
    file.write_bytes(text.encode(encoding))
    assert texts(reading.read(file)) == {"1": text[3:]}


def test_the_id_of_a_file_and_its_manifest(tmp_path: Path) -> None:
    file = tmp_path / "a report #1.v2.txt"
    file.write_text("1. One.", encoding="utf-8")
    assert reading.read(file).id == "a-report--1.v2"
    manifest = '[[report]]\nfile = "a report #1.v2.txt"\nid = "one"\ntitle = "Eins"\nsymbol = "A/1"\nstatus = "final"\n'
    (tmp_path / "manifest.toml").write_text(manifest, encoding="utf-8")
    report = reading.read(file)
    assert (report.id, report.title, report.symbol, report.status) == ("one", "Eins", "A/1", "final")
    assert report.paragraphs[0].id == "one#1"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b" \n\t\n", "empty_file"),
        (b"1. one\0two", "binary_file"),
        (b"abc \xed\xa0\x80 def", "unknown_encoding"),
        (b"\x89XYZ\r\n\x1a\n" + bytes(range(256)) * 20, "unknown_encoding"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "picture_file"),
        (b"%PDF-1.4\n garbage", "broken_file"),
        (b"PK\x03\x04 garbage", "broken_file"),
        (b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aa">]><l>&a;</l>', "unsafe_file"),
        (b'<?xml version="1.0"?>' + b"<a>" * 5000, "unsafe_file"),
        (b"<html>" + b"<div>" * 5000 + b"x", "unsafe_file"),
        (b"1. " + b"a" * (17 * 2**20), "unsafe_file"),
    ],
)
def test_hostile_files_get_a_clear_error(tmp_path: Path, content: bytes, code: str) -> None:
    file = tmp_path / "r"
    file.write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        reading.read(file)
    assert caught.value.code == code


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        reading.read(tmp_path / "none.txt")


def test_a_lone_surrogate_in_a_text() -> None:
    with pytest.raises(Unreadable):
        reading.read_text("1. a \ud800 b", "r")


def test_decimal_sections() -> None:
    report = read(
        """
        1. INTRODUCTION
        1.1 Background
        The project started in 2010 and ended in 2015 with a report.
        1.2 Purpose
        This report describes the results of the project as a whole.
        2. RESULTS
        2.1 Overview
        The results were good in 3.5 million cases of the sample.
        """
    )
    assert [(h.path, h.level) for h in report.headings] == [
        ("1", 1),
        ("1.1", 2),
        ("1.2", 2),
        ("2", 1),
        ("2.1", 2),
    ]


def test_a_dated_page_head_is_furniture() -> None:
    report = read("立法會\n2013年2月6日\nI. 簡介\n1. 主席致辭。\n立法會 ─ 2013年2月6日\n2. 會議結束。")
    assert refs(report) == ["header", "1", "2"]
    assert [part.reason for part in report.dropped] == ["running_header"]
