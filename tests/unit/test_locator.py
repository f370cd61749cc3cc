"""Places in words: every form of every language is read, and what is written is read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.model import Heading, Paragraph
from assistant.reading.locator import canonical, canonical_path, label, parse_refs

LANGUAGES = ("zh", "zh-Hant", "en", "fr", "es", "ru", "ar")


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("第2(e)段说了什么", "2(e)"),
        ("第二段（e）项", "2(e)"),
        ("第2段e项", "2(e)"),
        ("２（ｅ）是什么意思", "2(e)"),
        ("1(h)", "1(h)"),
        ("What does para. 2 (e) say?", "2(e)"),
        ("paras. 3-5", "3 4 5"),
        ("paragraphs 3 to 5 and 7", "3 4 5 7"),
        ("paragraphs 1 (a), (c) and (e)", "1(a) 1(c) 1(e)"),
        ("párr. 2 e)", "2(e)"),
        ("¿Qué dice el apartado e) del párrafo 2?", "2(e)"),
        ("par. 2 e) et 2 f)", "2(e) 2(f)"),
        ("alinéa e) du paragraphe 2", "2(e)"),
        ("paragraphes 3 à 5", "3 4 5"),
        ("что говорится в пункте 2 (e)?", "2(e)"),
        ("пункты 3–5", "3 4 5"),
        ("الفقرة 2 (هـ)", "2(e)"),
        ("الفقرة ٢ (هـ)", "2(e)"),
        ("第3至5段", "3 4 5"),
        ("第3段至第5段", "3 4 5"),
        ("第30和31段", "30 31"),
        ("1(a)和1(c)", "1(a) 1(c)"),
        ("1(a)至1(c)", "1(a) 1(b) 1(c)"),
        ("第1段(a)至(c)项", "1(a) 1(b) 1(c)"),
        ("第十二条第一款", "12"),
        ("第六条第（二）项", "6(二)"),
        ("第12條第2項", "12(2)"),
        ("Article 12", "12"),
        ("статья 12", "12"),
        ("المادة 12", "12"),
        ("第2(e)(ii)段", "2(e)(ii)"),
        ("那(f)项呢", "(f)"),
        ("第二节讲什么", "二"),
        ("二.A讲什么", "二.A"),
        ("B节有几条建议", "B"),
        ("sect. IV, sect. B", "IV.B"),
        ("раздел II", "II"),
        ("一般性建议部分有什么", "一般性建议"),
        ("议程项目2和3", ""),
        ("缔约方会议（COP）何时开会", ""),
        ("跨国有组织犯罪(TOC)和偷运(SOM)", ""),
        ("in 2018 (COP) and 2 (SOM)", ""),
        ("¿Qué se propone para 2 años?", ""),
        ("¿Qué dice el párr. 2 para 2030?", "2"),
        ("露天部分有多长", ""),
        ("2018年7月4日", ""),
        ("第九届会议", ""),
        ("第5/3号决议", ""),
        ("大部分国家", ""),
        ("提出了三项建议，有一段提到", ""),
        ("agenda item 2", ""),
        ("一部分发言者", ""),
    ],
)
def test_reads_every_form(text: str, refs: str) -> None:
    found = [ref for mention in parse_refs(text) for ref in mention.refs]
    assert found == refs.split()


def test_a_mention_knows_its_place_and_clause() -> None:
    (mention,) = parse_refs("请问第十二条第一款怎么说？")
    assert (mention.start, mention.end, mention.unit, mention.clause) == (2, 9, "article", 1)


def paragraph(ref: str, mark: str = "", id: str = "") -> Paragraph:
    return Paragraph(id or f"r#{ref}", ref, "", 0, 0, "paragraph", mark=mark)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", "第2(e)段"),
        ("zh-Hant", "第2(e)段"),
        ("en", "para. 2 (e)"),
        ("fr", "par. 2 e)"),
        ("es", "párr. 2 e)"),
        ("ru", "пункт 2(e)"),
        ("ar", "الفقرة 2 (هـ)"),
    ],
)
def test_labels_as_each_language_writes(language: str, expected: str) -> None:
    assert label(paragraph("2(e)", "(e)"), language) == expected


def test_labels_articles_headers_and_sections() -> None:
    assert label(paragraph("12", "第十二条"), "zh") == "第12条"
    assert label(paragraph("6(二)", "（二）"), "en") == "para. 6 (二)"
    article = Heading("第二章", "第二章", "", 1, 0, 0)
    assert (
        label(Paragraph("r#6(二)", "6(二)", "", 0, 0, "item", headings=(article,)), "zh") == "第6条第(二)项"
    )
    assert label(paragraph("header"), "zh") == "标题页"
    assert label(paragraph("s二.A¶3"), "zh") == "§二.A ¶3"
    assert label(paragraph("3", id="r#四.B/3"), "zh") == "第四.B节第3段"


LETTERS = st.sampled_from("abcdefghijklmnopqrstuvwxyz")
DEEPER = st.sampled_from(["i", "ii", "iii", "iv", "vi", "ix"])
REFS = st.one_of(
    st.integers(1, 999).map(str),
    st.builds(lambda n, a: f"{n}({a})", st.integers(1, 999), LETTERS),
    st.builds(lambda n, a, b: f"{n}({a})({b})", st.integers(1, 999), LETTERS, DEEPER),
    st.builds(lambda n, a: f"{n}({a})", st.integers(1, 99), st.sampled_from("一二三四五六七八九十")),
    st.builds(
        lambda p, n: f"s{p}¶{n}", st.sampled_from(["", "二", "二.A", "IV.B", "Annex I"]), st.integers(1, 99)
    ),
    st.just("header"),
)


@given(ref=REFS, language=st.sampled_from(LANGUAGES), mark=st.sampled_from(["", "(x)", "第X条"]))
def test_what_is_labelled_is_read_back(ref: str, language: str, mark: str) -> None:
    (mention,) = parse_refs(label(paragraph(ref, mark), language))
    assert [canonical(found) for found in mention.refs] == [canonical(ref)]


@given(text=st.text(max_size=80))
def test_any_text_is_read_and_every_mention_lies_in_it(text: str) -> None:
    for mention in parse_refs(text):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.refs


def test_editions_compare() -> None:
    assert canonical("2(أ)") == canonical("2(a)") == "2(a)"
    assert canonical("12(三)") == "12(3)"
    assert canonical("2(e)(ii)") == "2(e)(2)"
    assert canonical_path("二.A") == canonical_path("II.A") == ("2", "A")
    assert canonical_path("第二章.第一节") == ("2", "1")
