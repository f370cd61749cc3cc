"""Words of one sense, forms of one word, and what a question takes for granted."""

from __future__ import annotations

from assistant.answering.lexicon import lexicon
from assistant.answering.rarity import rarity_in, tokens_of
from assistant.language.asking import is_light
from assistant.language.glossary import kindred
from assistant.model import Paragraph, Report


def report_of(language: str, *texts: str) -> Report:
    """A report whose paragraphs are the texts, numbered from 1."""
    paragraphs, start = [], 0
    for number, text in enumerate(texts, 1):
        paragraphs.append(
            Paragraph(f"r#{number}", str(number), text, start, start + len(text), "paragraph", number)
        )
        start += len(text) + 1
    return Report("r", "", language, "\n".join(texts), tuple(paragraphs))


def test_a_word_of_the_same_sense_is_alike() -> None:
    words = lexicon("为低收入家庭护老者发放津贴。引渡请求应附译本。")
    assert words is not None
    assert ("津贴", 0.7) in words.like("补贴", "zh")  # allowance
    assert ("译本", 0.7) in words.like("翻译", "zh")  # translation
    assert ("津贴", 0.9) in words.like("allowance", "en")
    assert words.like("补贴", "fr") == ()
    assert all(word != "津贴" for word, _ in words.like("津贴", "zh"))


def test_a_text_too_long_is_not_read_for_its_senses() -> None:
    assert lexicon("法" * 400_001) is None


def test_another_form_of_a_word_is_found_by_how_it_begins() -> None:
    known = rarity_in(report_of("fr", "Le nettoyage des latrines.", "Les pompes sont hors service."))
    assert known.like("nettoie") == next(token for token in tokens_of("nettoyage", "fr"))
    assert known.like("nettement") == ""
    assert known.like("eau") == ""


def test_an_arabic_conjunction_hides_no_word() -> None:
    assert tokens_of("وأشار المتكلمون", "ar") & tokens_of("أشار", "ar")


def test_everyday_words_weigh_little() -> None:
    assert is_light("really", "en")
    assert is_light("alguien", "es")
    assert not is_light("pension", "en")
    assert not is_light("真的", "zh")


def test_what_people_say_is_found_in_its_own_language_without_the_glossary() -> None:
    found = kindred("工人会被炒鱿鱼吗", "zh", "zh")
    assert any("不利处理" in each.words for each in found)
