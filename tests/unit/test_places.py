"""Places that questions name, ranges and lists of them, by number and by order: expectations by hand."""

from __future__ import annotations

import pytest

from assistant.answering.nth import places_asked
from assistant.index import Index
from assistant.reading.locator import parse_refs
from tests.unit.asked import FIRST, ask

REPORTS: tuple[str, ...] = ("w2_fr_eau",)


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("Résume les paragraphes de 3 à 5", "3 4 5"),
        ("los párrafos del 3 al 5", "3 4 5"),
        ("desde el párrafo 3 hasta el párrafo 5", "3 4 5"),
        ("пункты с 3 по 5", "3 4 5"),
        ("в пунктах с 3-го по 5-й", "3 4 5"),
        ("الفقرات من 3 إلى 5", "3 4 5"),
        ("从第3段一直到第5段", "3 4 5"),
        ("第3——5段", "3 4 5"),
        ("3到5段", "3 4 5"),
        ("三至五段", "3 4 5"),
        ("artículos del 3 al 5", "3 4 5"),
        ("المواد من 3 إلى 5", "3 4 5"),
        ("第2.2段说了什么？", "2.2"),
        ("第2.1至2.3段", "2.1 2.2 2.3"),
        ("Que dit le paragraphe 2.1 ?", "2.1"),
        ("paragraphs 2.1 and 3.4 (a)", "2.1 3.4(a)"),
        ("пункты 2.1–2.3", "2.1 2.2 2.3"),
        ("الفقرة 2.1", "2.1"),
        ("1(a)至(c)", "1(a) 1(b) 1(c)"),
        ("第2段(c)项和(d)项", "2(c) 2(d)"),
        ("第2段的c项和d项", "2(c) 2(d)"),
        ("第2段c、d两项", "2(c) 2(d)"),
        ("第2段(c)、(d)、(f)三项", "2(c) 2(d) 2(f)"),
        ("第八条第一项和第三项", "8(一) 8(三)"),
        ("items (c) and (d) of para. 2", "2(c) 2(d)"),
        ("points (a) to (c) of paragraph 1", "1(a) 1(b) 1(c)"),
        ("paragraph 2, subparagraphs (c) and (d)", "2(c) 2(d)"),
        ("para. 1, items a to c", "1(a) 1(b) 1(c)"),
        ("para 2e", "2(e)"),
        ("les alinéas c et d du paragraphe 2", "2(c) 2(d)"),
        ("los incisos c y d del párrafo 2", "2(c) 2(d)"),
        ("apartados a) a c) del párrafo 1", "1(a) 1(b) 1(c)"),
        ("в подпунктах c и d пункта 2", "2(c) 2(d)"),
        ("пункт 2, подпункты с) и d)", "2(c) 2(d)"),
        ("البندان ج ود من الفقرة 2", "2(c) 2(d)"),
        ("البنود من (أ) إلى (ج) من الفقرة 1", "1(a) 1(b) 1(c)"),
        ("那(a)至(c)项呢", "(a) (b) (c)"),
        ("подпунктов в пункте 2", "2"),
        ("A、B两节的建议", "A B"),
        ("第一至第三章", "一 二 三"),
        ("sections I to III", "I II III"),
        ("chapters 9 to 11", "9 10 11"),
        ("les sections A et B", "A B"),
        ("в разделах A и B", "A B"),
        ("القسمين A و B", "A B"),
        ("section A and a paragraph", "A"),
        ("第二节A", "二.A"),
        ("agenda items a and b", ""),
        ("el punto 3 del orden del día", ""),
        ("paragraphe 2 a un problème", "2"),
    ],
)
def test_reads_ranges_and_lists(text: str, refs: str) -> None:
    assert [ref for mention in parse_refs(text) for ref in mention.refs] == refs.split()


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("the third paragraph", "paragraph#3"),
        ("the last two paragraphs", "paragraph#-2 paragraph#-1"),
        ("los dos últimos párrafos", "paragraph#-2 paragraph#-1"),
        ("l'avant-dernier alinéa du paragraphe 2", "2(#-2)"),
        ("третий подпункт пункта 1", "1(#3)"),
        ("الفقرات من الثالثة إلى الخامسة", "paragraph#3 paragraph#4 paragraph#5"),
        ("倒数第二段", "paragraph#-2"),
        ("第一段最后一项", "1(#-1)"),
        ("第1段前两项", "1(#1) 1(#2)"),
        ("第三条建议", "recommendation#3"),
        ("the first three recommendations", "recommendation#1 recommendation#2 recommendation#3"),
        ("第三条怎么规定", "3"),
        ("最后一段时间", ""),
        ("the second item on the agenda", ""),
        ("le dernier point de l'ordre du jour", ""),
        ("последний пункт повестки дня", ""),
        ("البند الأخير من جدول الأعمال", ""),
        ("البند الأخير من الفقرة 2", "2(#-1)"),
        ("for the first time", ""),
    ],
)
def test_reads_places_by_their_order(text: str, refs: str) -> None:
    assert [ref for mention in places_asked(text) for ref in mention.refs] == refs.split()


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("لخّص لي الفقرات من 3 إلى 5", "3 4 5"),
        ("Quel est le contenu du troisième paragraphe ?", "3"),
        ("最后一段写了什么？", "10"),
        ("Что говорится в последнем пункте?", "10"),
        ("第三条建议是什么？", "1(c)"),
        ("一般性建议的最后一条是什么", "2(g)"),
        ("last item of paragraph 2", "2(g)"),
        ("第1段的第三项是什么", "1(c)"),
        ("подпункты б) и в) пункта 2", "2(b) 2(c)"),
        ("第2段(e)项和第7段对刑事定罪怎么说", "2(e) 7"),
        ("建议部分和审议情况部分对技术援助分别怎么说？", "2(f) 9"),
        ("Quel paragraphe parle des agents consulaires ?", "1(e)"),
        ("第3段和第4段各讲什么，有什么区别？", "3 4"),
        ("第1段中的建议已经被缔约方会议通过了吗？", "1"),
        ("Are the recommendations in paragraph 2 binding?", "2"),
        ("B节(e)项", "2(e)"),
        ("What does recommendation (e) in section B say?", "2(e)"),
        ("建议部分第一条和最后一条分别是什么", "1(a) 2(g)"),
    ],
)
def test_answers_from_the_places_meant(index: Index, question: str, cited: str) -> None:
    assert [citation.ref for citation in ask(index, FIRST, question).citations] == cited.split()


@pytest.mark.parametrize(
    ("before", "question", "cited"),
    [
        ("第2段都列了什么？", "最后一项呢？", "2(g)"),
        ("¿Qué dice el párrafo 1?", "¿y los incisos c) y d)?", "1(c) 1(d)"),
        ("What does para. 3 say?", "And 5?", "5"),
        ("Что говорится в пункте 5?", "А в следующем?", "6"),
    ],
)
def test_a_later_question_names_a_place_beside_the_earlier(
    index: Index, before: str, question: str, cited: str
) -> None:
    assert [citation.ref for citation in ask(index, FIRST, question, before).citations] == cited.split()


ITEMS_OF_B = "2(a) 2(b) 2(c) 2(d) 2(e) 2(f) 2(g)"


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("一般性建议有几条？", "分别是什么？"),
        ("How many general recommendations are there?", "What are they?"),
        ("Combien y a-t-il de recommandations générales ?", "Lesquelles ?"),
        ("¿Cuántas recomendaciones generales hay?", "¿Cuáles son?"),
        ("Сколько общих рекомендаций?", "Какие именно?"),
        ("كم عدد التوصيات العامة؟", "ما هي؟"),
    ],
)
def test_what_was_counted_is_listed(index: Index, before: str, question: str) -> None:
    assert [each.ref for each in ask(index, FIRST, question, before).citations] == ITEMS_OF_B.split()


@pytest.mark.parametrize(
    ("question", "count", "cited"),
    [
        ("B节有几条建议？", "7", f"2 {ITEMS_OF_B}"),
        ("关于调查起诉的那一组建议一共几条来着", "9", "1 1(a) 1(b) 1(c) 1(d) 1(e) 1(f) 1(g) 1(h) 1(i)"),
        ("A、B两节的建议加在一起共多少条？", "16", None),
        ("How many recommendations do sections A and B contain together?", "16", None),
        ("How many numbered paragraphs are there?", "10", "1 10"),
    ],
)
def test_counts_in_the_sections_named(index: Index, question: str, count: str, cited: str | None) -> None:
    answer = ask(index, FIRST, question)
    assert count in answer.answer.splitlines()[0]
    if cited:
        assert [each.ref for each in answer.citations] == cited.split()
