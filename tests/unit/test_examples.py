from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.chat.examples import examples, follow_ups
from assistant.language.phrases import LANGUAGES
from assistant.model import Heading, Paragraph, Report

HEADING = Heading("一", "一", "建议（续）", 1, 0, 5, continued=True)
SECOND = Heading("二", "二", "审议情况", 1, 20, 24)
THIRD = Heading("三", "三", "通过报告", 1, 60, 64)
REPORT = Report(
    "r",
    "报告",
    "zh",
    "",
    (
        Paragraph("r#1", "1", "缔约国应：", 6, 11, "lead", 1, "1.", (HEADING,)),
        Paragraph("r#1(a)", "1(a)", "合作；", 12, 15, "item", 1, "(a)", (HEADING,), "缔约国应："),
        Paragraph("r#1(b)", "1(b)", "交流。", 16, 19, "item", 1, "(b)", (HEADING,), "缔约国应："),
        Paragraph(
            "r#2", "2", "一名发言者强调合作十分重要，应当加强。", 25, 44, "paragraph", 2, "2.", (SECOND,)
        ),
    ),
    (HEADING, SECOND, THIRD),
    dates=("2018-07-04",),
    place="维也纳",
)


def test_examples_come_from_the_report() -> None:
    assert examples(REPORT, "zh") == (
        "关于「建议」，报告说了什么？",
        "第1段列出了哪些内容？",
        "第2段说了什么？",
        "会议在何时何地举行？",
        "报告分哪几部分？",
    )


def test_other_sections_fill_up_what_a_report_lacks() -> None:
    bare = Report("r", "报告", "zh", "", REPORT.paragraphs[3:], (SECOND,))
    more = replace(bare, paragraphs=(*bare.paragraphs, replace(bare.paragraphs[0], headings=(THIRD,))))
    assert examples(more, "zh") == (
        "关于「审议情况」，报告说了什么？",
        "第2段说了什么？",
        "关于「通过报告」，报告说了什么？",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_examples_in_every_language(language: str) -> None:
    asked = examples(REPORT, language)
    assert len(asked) == (5 if language.startswith("zh") else 4)
    assert all("$" not in question for question in asked)


def test_follow_ups_are_the_neighbours_of_what_was_cited() -> None:
    assert follow_ups(REPORT, {"r#1(b)"}, "zh") == (
        "第1段列出了哪些内容？",
        "第2段说了什么？",
        "第1(a)段说了什么？",
    )
    assert follow_ups(REPORT, {"r#2"}, "en") == ("What does para. 1 (b) say?",)
    assert follow_ups(REPORT, set(), "zh") == ()


def test_a_report_without_numbers_or_headings_invites_less() -> None:
    bare = Report("r", "报告", "zh", "一段。", (Paragraph("r#s¶1", "s¶1", "一段。", 0, 3, "paragraph"),))
    assert examples(bare, "zh") == ()
