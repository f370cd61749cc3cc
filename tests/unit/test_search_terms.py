"""A text and a question as search sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.index.lexical import stem
from assistant.index.query import Reader
from assistant.index.terms import analysed, mark, terms
from assistant.language.asking import subject
from assistant.language.cedict import chinese, english


def test_chinese_is_cut_into_characters_and_pairs() -> None:
    found = terms("偷运移民。", "zh", stem)
    assert found.ones == ("偷", "运", "移", "民")
    assert found.pairs == ("偷运", "运移", "移民")


def test_words_are_stemmed_in_their_language() -> None:
    assert terms("Migrants smuggled", "en", stem).ones == ("migrant", "smuggl")
    assert terms("recommandations", "fr", stem).ones == terms("recommandation", "fr", stem).ones
    assert terms("миграции", "ru", stem).ones == terms("миграция", "ru", stem).ones
    assert terms("المهاجرين", "ar", stem).ones == terms("مهاجر", "ar", stem).ones


def test_numerals_stand_in_both_forms() -> None:
    assert {"2018", "二"} <= set(terms("二〇一八年", "zh", stem).ones)
    assert "2018-07-04" in terms("4 July 2018", "en", stem).ones
    assert "308分" in terms("丢了 308 分", "zh", stem).pairs


def test_accents_and_arabic_vowels_do_not_part_words() -> None:
    assert terms("évaluation", "fr", stem).pairs == terms("évaluation", "fr", stem).pairs
    assert terms("مُهَاجِر", "ar", stem).pairs == ("مهاجر",)


@given(st.text(alphabet="偷运移民，。；abc 12二年\n第（"))
def test_every_term_stands_in_the_reading_copy(text: str) -> None:
    found, copy = analysed(text, "zh", stem)
    assert all(mark(term) in copy for term in (*found.ones, *found.pairs))


@pytest.mark.parametrize(
    ("question", "language", "kept"),
    [
        ("工作组建议缔约国做什么？", "zh", "工作组建议缔约国做"),
        ("請問航空公司有哪些責任？", "zh-Hant", "航空公司 責任"),
        ("How many speakers mentioned airlines?", "en", "speakers mentioned airlines"),
        ("Quelles mesures le Groupe recommande-t-il ?", "fr", "mesures Groupe recommande"),
        ("什么？", "zh", "什么"),
        ("几内亚的立场", "zh", "几内亚的立场"),
    ],
)
def test_a_question_without_what_only_asks(question: str, language: str, kept: str) -> None:
    left = subject(question, language)
    assert len(left) == len(question)
    assert " ".join(left.replace("？", " ").replace("?", " ").replace("-", " ").split()) == kept


def test_the_dictionary_takes_the_longest_term() -> None:
    text = "the border control officers"
    spans = {text[each.start : each.end]: each.words for each in chinese(text, stem)}
    assert "边控" in spans["border control"]
    assert english("航空公司")[0].words == ("airline",)
    assert chinese("", stem) == english("") == ()


def never(field: str, term: str) -> int:
    return 0


def often(field: str, term: str) -> int:
    return 5


def said(reader: Reader, question: str, language: str, target: str) -> set[str]:
    concepts = reader.read(question, language, target)
    return {"".join(way.terms.ones) for concept in concepts for way in concept.ways}


def test_a_translated_term_has_several_ways_in_one_concept() -> None:
    concepts = Reader(stem, often).read("smuggling of migrants", "en", "zh")
    (concept,) = [one for one in concepts if any("偷运移民" in "".join(way.terms.ones) for way in one.ways)]
    assert concept.own


def test_names_and_numbers_are_taken_as_they_are() -> None:
    found = said(Reader(stem, often), "UNODC 2018 Xyzzy", "en", "zh")
    assert {"2018", "xyzzy"} <= found


def test_a_word_that_no_report_has_is_replaced_by_its_other_words() -> None:
    question = "蛇头会怎样？"
    unknown = Reader(stem, never).read(question, "zh", "zh")
    known = Reader(stem, often).read(question, "zh", "zh")
    assert [concept.own for concept in known] == [True, False]
    assert all(concept.own for concept in unknown)
    assert "蛇" not in unknown[0].ways[0].terms.ones


def test_a_language_without_a_glossary_is_searched_by_the_words_themselves() -> None:
    assert said(Reader(stem, often), "Schleusung", "en", "de") == {"schleusung"}


@pytest.mark.parametrize("question", ["房东不退押金怎么办？", "房東不退押金怎麼辦？"])
def test_what_people_say_is_sought_as_statutes_say_it_too(question: str) -> None:
    widened = [concept for concept in Reader(stem, often).read(question, "zh", "zh") if not concept.own]
    pairs = {pair: way.weight for concept in widened for way in concept.ways for pair in way.terms.pairs}
    assert pairs == pairs | {"出租": 0.3, "租人": 0.3, "证金": 0.3}
