"""How drafters of each language number, head and page what they write: short texts, expected by hand."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from assistant import reading
from assistant.model import Report


def read(text: str) -> Report:
    return reading.read_text(dedent(text).strip("\n"), "r")


def refs(report: Report) -> list[str]:
    return [paragraph.ref for paragraph in report.paragraphs]


def paths(report: Report) -> list[str]:
    return [heading.path for heading in report.headings]


@pytest.mark.parametrize(
    ("law", "expected"),
    [
        ("المادة الأولى\nنص أول.\nالمادة الثانية\nنص ثان.\nالمادة (3)\nنص ثالث.", ["1", "2", "3"]),
        ("Article premier\nUn.\nArticle 2\nDeux.\nArticle 2 bis\nDeux bis.\nArticle 3\nTrois.", ["1", "2", "2bis", "3"]),
        ("Artículo 1.- Uno.\nArtículo 2.º Dos.\nArtículo 3 bis. Más.\nArtículo 4. Cuatro.", ["1", "2", "3bis", "4"]),
        ("第 1 條\n甲。\n第 2 條\n乙。\n第 2-1 條\n丙。\n第 3 條\n丁。", ["1", "2", "2-1", "3"]),
        ("第一条　甲。\n第一条之一　乙。\n第二条　丙。", ["1", "1之一", "2"]),
    ],
)  # fmt: skip
def test_articles_in_words_and_between_others(law: str, expected: list[str]) -> None:
    assert refs(read(law)) == expected


def test_parts_named_by_words() -> None:
    report = read("Part One. Opening\n1. It opened.\n2. It went on.\nPart Two. Closing\n1. It closed.")
    assert paths(report) == ["Part One", "Part Two"]
    assert [paragraph.id for paragraph in report.paragraphs] == ["r#Part One/1", "r#2", "r#Part Two/1"]


def test_arabic_numerals_between_apostrophes_hang_under_letters() -> None:
    report = read(
        """
        أولاً - مقدمة
        ١ - ينبغي للدول:
        (أ) تبادل المعلومات بشأن:
        '1' الطرق؛
        '2' الوثائق؛
        (ب) التعاون.
        """
    )
    assert refs(report) == ["1", "1(أ)", "1(أ)(1)", "1(أ)(2)", "1(ب)"]
    assert paths(report) == ["أولاً"]


def test_full_width_letters_and_french_degrees_are_marks() -> None:
    assert refs(read("１．各国应：\n（ａ）预防；\n（ｂ）合作。")) == ["1", "1(a)", "1(b)"]
    assert refs(read("Article 1\nOn entend par :\n1° la traite ;\n2° la victime.")) == ["1", "1(1)", "1(2)"]


def test_subsections_of_a_statute_hold_lists() -> None:
    report = read(
        "2. 釋義\n(1) 在本條例中——\n(a) 船舶；\n(b) 證件。\n(2) 據此解釋。\n3. 訊問權\n(1) 可訊問。"
    )
    assert refs(report) == ["2", "2(1)", "2(1)(a)", "2(1)(b)", "2(2)", "3", "3(1)"]


def test_a_year_may_follow_a_number_without_a_space() -> None:
    report = read("1.委员会举行了会议。\n2.2017年，办公室举办了讲习班。\n3.会议结束。")
    assert refs(report) == ["1", "2", "3"]
    assert report.paragraphs[1].text.startswith("2017年")
    assert refs(read("增长率为百分之\n1.5。\n")) == ["header"]


def test_a_number_ahead_of_its_turn_is_text() -> None:
    report = read(
        """
        14. The Working Group was set up.
        Reports were sent by
        16. They were read.
        15. It met.
        16. It closed.
        """
    )
    assert [ref for ref in refs(report) if ref.isdecimal()] == ["14", "15", "16"]
    assert [doubt.reason for doubt in report.doubts if doubt.line == 3] == ["number_out_of_sequence"]


def test_names_in_a_list_are_no_headings() -> None:
    report = read("附件一\n议事规则\n1. 工作组应开会。\n附件二\n与会者\n1. 中国\n2. 法国\n3. 埃及")
    assert paths(report) == ["附件一", "附件二"]
    assert refs(report) == ["1", "1", "2", "3"]


def test_a_preamble_ends_where_parts_are_counted() -> None:
    report = read(
        "Preamble\nThe Parties agree.\nI. Scope\nArticle 1\nIt applies.\nII. Aim\nArticle 2\nIt aims."
    )
    assert paths(report) == ["Preamble", "I", "II"]


def test_notes_without_a_rule_above() -> None:
    report = read("1. The Council noted the report.1\n2. It closed.\n1 E/2018/30.")
    assert [(note.ref, note.text) for note in report.footnotes] == [("fn1", "E/2018/30.")]
    after = read("1. 注意到报告。1\n________________\n1 A/66/126。\n二. 结论\n2. 审议结束。")
    assert (paths(after), refs(after), len(after.footnotes)) == (["二"], ["1", "2"], 1)


def test_one_line_with_headings() -> None:
    report = read(
        "一、导言 1. 工作组举行了会议，讨论了偷运移民问题，并通过了报告，报告载有各项建议和讨论摘要。"
        "2. 会议由主席主持，来自八十个国家的代表出席了会议，另有若干国际组织和民间社会组织的观察员与会。"
        "二、建议 3. 工作组建议缔约国：(a) 加强国际合作；(b) 收集和交流数据。4. 工作组请秘书处继续提供技术援助，并提交报告。"
    )
    assert paths(report) == ["一", "二"]
    assert refs(report) == ["1", "2", "3", "3(a)", "3(b)", "4"]


@pytest.mark.parametrize(
    ("head", "facts"),
    [
        (
            "Groupe de travail sur la traite des personnes\nVienne, 6-8 septembre 2017\nRapport sur la réunion",
            ("Groupe de travail sur la traite des personnes", ("2017-09-06", "2017-09-08"), "Vienne", "Rapport sur la réunion"),
        ),
        (
            "Комиссия по праву международной торговли\nПятидесятая сессия\nВена, 3–21 июля 2017 года\nДоклад Рабочей группы IV",
            ("Комиссия по праву международной торговли", ("2017-07-03", "2017-07-21"), "Вена", "Доклад Рабочей группы IV"),
        ),
        (
            "Human Rights Committee\nSummary record of the 3478th meeting\n"
            "Held at the Palais Wilson, Geneva, on Tuesday, 27 March 2018, at 10 a.m.",
            ("Human Rights Committee", ("2018-03-27",), "Geneva", "Summary record of the 3478th meeting"),
        ),
        (
            "Resolución aprobada por la Asamblea General el 19 de diciembre de 2017\n72/190. Mejoramiento",
            ("Asamblea General", ("2017-12-19",), "", ""),
        ),
        (
            "قرار اتخذته الجمعية العامة في 19 كانون الأول/ديسمبر 2017",
            ("الجمعية العامة", ("2017-12-19",), "", ""),
        ),
    ],
)  # fmt: skip
def test_what_the_head_tells(head: str, facts: tuple[str, tuple[str, ...], str, str]) -> None:
    report = read(f"{head}\n\n1. First.\n\n2. Second.")
    assert (report.body, report.dates, report.place) == facts[:3]
    assert not facts[3] or report.title == facts[3]


def test_two_files_of_one_stem_are_kept_apart(tmp_path: Path) -> None:
    for name in ("law.txt", "law.xml", "other.xml"):
        (tmp_path / name).write_text("1. A.", "utf-8")
    assert [reading.kept_id(tmp_path / name) for name in ("law.txt", "law.xml", "other.xml")] == [
        "law", "law.xml", "other",
    ]  # fmt: skip
    (tmp_path / "manifest.toml").write_text('[[report]]\nfile = "law.txt"\nid = "act"\n', "utf-8")
    assert reading.kept_id(tmp_path / "law.xml") == "law"
