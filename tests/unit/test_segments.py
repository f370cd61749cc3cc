"""Chinese words of a question: where they end, and what kind they are."""

from __future__ import annotations

import pytest

from assistant.answering.cues import without
from assistant.answering.segments import words_of
from assistant.language.glossary import kindred, widen
from assistant.model import Paragraph
from assistant.reading.locator import label


def divided(text: str) -> list[str]:
    return [text[word.start : word.end] for word in words_of(text)]


def test_the_fewest_words() -> None:
    assert divided("警察之间怎么查案子") == ["警察", "之间", "怎么", "查", "案子"]
    assert divided("难民身份") == ["难民", "身份"]


def test_kinds_of_words() -> None:
    assert [word.kind for word in words_of("申请难民身份")] == ["deed", "thing", "thing"]
    assert words_of("搞")[0].kind == "small"


def test_offsets_count_what_is_not_chinese() -> None:
    assert [(word.start, word.end) for word in words_of("WHO 报告")] == [(4, 6)]


@pytest.mark.parametrize(
    ("text", "word"), [("社会经济根源", "社会"), ("申请什么", "申请"), ("人工智能", "智能")]
)
def test_a_small_word_is_not_cut_out_of_another(text: str, word: str) -> None:
    assert word in without(text, ("strip", "ask"))


def test_kindred_words_find_but_do_not_verify() -> None:
    [found] = kindred("警察之间", "zh", "zh")
    assert (found.start, found.end) == (0, 2)
    assert "执法机关" in found.words
    assert all("执法机关" not in each.words for each in widen("警察之间", "zh"))


def test_a_bare_number_in_a_law_is_an_article() -> None:
    law = Paragraph("TW_引渡法#19", "19", "條文", 0, 2, "paragraph", mark="19")
    report = Paragraph("司法报告#19", "19", "段落", 0, 2, "paragraph", mark="19")
    assert label(law, "zh-Hant") == "第19條"
    assert label(report, "zh") == "第19段"
