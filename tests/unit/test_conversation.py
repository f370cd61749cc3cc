"""An Answer as HTML: escaped, every sentence with its chip, the status line in words."""

from __future__ import annotations

import pytest

from assistant.chat.conversation import answered, asked, escape, problem, status, stopped, streaming, thinking
from assistant.model import Answer, Citation, Sentence

CITED = Citation("r#2(e)", "r", "2(e)", "第2(e)段", "执行以人权为基础的办法", 40, 51)
OTHER = Citation("a b#四.B/3", "a b", "3", "第3段", "有几个缔约国强调", 7, 15)


def answer(text: str, *sentences: Sentence, outcome: str = "answered", **more: object) -> Answer:
    return Answer("q", "问", outcome, text, sentences, (CITED, OTHER), **more)  # type: ignore[arg-type]


def test_each_sentence_is_followed_by_the_chip_of_its_paragraph() -> None:
    html = answered(
        answer(
            "缔约国应执行以人权为基础的办法。［第2(e)段］\n有几个缔约国强调这一点。［第3段］",
            Sentence("缔约国应执行以人权为基础的办法。", ("r#2(e)",)),
            Sentence("有几个缔约国强调这一点。", ("a b#四.B/3",)),
        ),
        "zh",
        38.4,
    )
    assert "［" not in html
    assert html.count('class="cite "') == 2
    assert 'href="?report=r&amp;quote=40-51#2(e)"' in html
    assert 'href="?report=a%20b&amp;quote=7-15#%E5%9B%9B.B/3"' in html
    assert html.index("人权为基础") < html.index("第2&#40;e&#41;段") < html.index("有几个缔约国")
    assert "2 句均有出处 · 引用 2 段 · 38 毫秒 · 原文摘录" in html


def test_the_opening_and_the_lines_of_the_answer_are_kept() -> None:
    html = answered(
        answer("报告中有两处：\n一处在此。［第2(e)段］", Sentence("一处在此。", ("r#2(e)",))), "zh", 1
    )
    assert "<p>报告中有两处：</p><p><span" in html


def test_items_of_a_list_are_lines_of_their_own() -> None:
    html = answered(
        answer(
            "共2项：\n- 甲。［第2(e)段］\n- 乙。［第3段］\n　附注",
            Sentence("甲。", ("r#2(e)",)),
            Sentence("乙。", ("a b#四.B/3",)),
        ),
        "zh",
        1,
    )
    assert '<p>共2项：</p><p class="item"><span class="sentence">甲。' in html
    assert '<p class="item"><span class="sentence">乙。' in html
    assert '<p class="deeper">附注</p>' in html


def test_markers_in_latin_brackets_and_with_the_title_of_the_report() -> None:
    cited = Citation("r#2(e)", "r", "2(e)", "para. 2 (e)", "words", 0, 5)
    said = "They cooperate. [Draft report, para. 2 (e)] And more follows."
    html = answered(
        Answer("", "?", "answered", said, (Sentence("They cooperate.", (cited.id,)),), (cited,)), "en", 1
    )
    assert "They cooperate.&#8288;<a" in html
    assert ">Draft report, para. 2 &#40;e&#41;</a></span> And more follows.</p>" in html


def test_places_that_a_refusal_names_are_chips_and_not_named_twice() -> None:
    html = answered(
        Answer("q", "问", "refused", "没有说明。最接近的段落：第2(e)段。", nearest=(CITED, OTHER)), "zh", 5
    )
    assert html.count("第2&#40;e&#41;段") == 1
    assert html.count('class="cite near"') == 2
    assert html.index("第2&#40;e&#41;段") < html.index('class="nearest"') < html.index("第3段")


def test_words_of_another_script_stay_in_their_own_order_in_arabic() -> None:
    cited = Citation("r#7", "r", "7", "الفقرة 7", "许多", 0, 2)
    said = "نص التقرير: 许多发言者&<b>。 [الفقرة 7]"
    html = answered(
        Answer(
            "",
            "؟",
            "answered",
            said,
            (Sentence("نص التقرير: 许多发言者&<b>。", ("r#7",)),),
            (cited,),
            language="ar",
        ),
        "ar",
        1,
    )
    assert '<bdi dir="ltr">许多发言者&amp;&lt;b&gt;。</bdi>' in html


def test_a_chinese_date_and_a_bracket_stay_in_order_in_arabic() -> None:
    cited = Citation("r#header", "r", "header", "صفحة العنوان", "维也纳", 0, 3)
    said = "المكان: فيينا (维也纳). 2018年7月4日，维也纳"
    text = Answer("", "؟", "answered", said, (Sentence(said, (cited.id,)),), (cited,), language="ar")
    html = answered(text, "ar", 1)
    assert '<bdi dir="ltr">维也纳</bdi>&#41;. <bdi dir="ltr">2018年7月4日，维也纳</bdi>' in html


def test_an_answer_whose_sentences_are_not_in_its_text_still_shows_its_chips() -> None:
    html = answered(answer("另一种写法［第3段］［脚注］", Sentence("这一句不在其中。", ("r#2(e)",))), "zh", 1)
    assert "另一种写法" in html
    assert "第3段</a>" in html
    assert "［脚注］" in html


def test_a_refusal_offers_the_nearest_paragraphs() -> None:
    refusal = Answer("q", "问", "refused", "报告没有提到这一点。", nearest=(CITED,))
    html = answered(refusal, "fr", 5)
    assert 'class="answer refused quoted"' in html
    assert "Le rapport ne le dit pas" in html
    assert "Paragraphes les plus proches" in html
    assert 'class="cite near"' in html


def test_a_sentence_without_support_is_counted() -> None:
    told = status(
        answer("甲。乙。", Sentence("甲。", ("r#2(e)",)), Sentence("乙。", ("r#2(e)",), supported=False)),
        "zh",
        3,
    )
    assert told[0] == "2 句中 1 句有出处"


def test_sentences_taken_out_are_told_once() -> None:
    kept = Sentence("甲。", ("r#2(e)",))
    noted = answer(
        "甲。［第2(e)段］", kept, removed=2, mode="written", notes=("5 句中 2 句未获支持，已删去。",)
    )
    html = answered(noted, "en", 3)
    assert html.count("未获支持") == 1
    assert "Left out" not in html
    unnoted = answered(answer("甲。［第2(e)段］", kept, removed=2), "zh", 3)
    assert unnoted.count("略去无出处的 2 句") == 1


def test_an_export_can_know_how_the_answer_came_about() -> None:
    html = answered(answer("甲。［第2(e)段］", Sentence("甲。", ("r#2(e)",))), "zh", 3, generation="0a1b")
    assert html.startswith('<div class="answer answered quoted g-0a1b" lang="zh"')


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[click](javascript:alert(1))",
        "![](//evil.example/x.png)",
        "**bold** `code` $$x$$",
        "</div></p><iframe src=//evil.example>",
        "one\n\n# two\r\r<b>three</b>",
    ],
)
def test_text_is_neither_html_nor_markdown(hostile: str) -> None:
    for html in (escape(hostile), asked(hostile), problem(hostile, "zh").partition('<div class="foot"')[0]):
        inner = html.removeprefix('<div class="answer problem">')
        assert "<script" not in inner
        assert "<img" not in inner
        assert "<iframe" not in inner
        assert "<b>" not in inner
        assert not set(inner) & set("[]()*`$!")
        assert "\n" not in html
        assert "\r" not in html


def test_markdown_signs_become_entities() -> None:
    assert escape("*a* [b](c) # `d` <e>") == (
        "&#42;a&#42; &#91;b&#93;&#40;c&#41; &#35; &#96;d&#96; &lt;e&gt;"
    )
    assert escape("一\n\n二") == "一<br>二"


def test_a_stopped_answer_keeps_its_sentences_and_can_be_asked_again() -> None:
    shown = stopped(streaming([Sentence("甲。", ("r#2(e)",))], {"r#2(e)": CITED}), "zh")
    assert 'class="answer stopped"' in shown
    assert "甲。" in shown
    assert "已停止" in shown
    assert 'class="retry"' in shown
    assert 'class="answer problem"' in stopped(thinking("zh"), "zh")
    finished = answered(answer("甲。", Sentence("甲。", ("r#2(e)",))), "zh", 1)
    assert stopped(finished, "zh") == finished
