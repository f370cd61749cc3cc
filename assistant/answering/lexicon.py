"""Which words of a report mean what a question's word means: by the senses of CC-CEDICT. Pure.

    lexicon("发放津贴。…", "zh").like("补贴", "zh")       → (("津贴", 0.7),)
    lexicon("发放津贴。…", "zh").like("allowance", "en")  → (("津贴", 0.9),)

Two words are alike when a sense of the one is a sense of the other («allowance»), less so when a short
sense shares a word that few of the report's words have. Only a report's own words are looked through, so
nothing is searched in the dictionary when a question comes.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from assistant.answering.segments import words_of
from assistant.language.asking import weak_senses
from assistant.language.cedict import senses
from assistant.language.normal import plain
from assistant.language.stems import stem

ALIKE = 0.7  # a Chinese word of the same sense
NEAR = 0.45  # a Chinese word with a sense that shares a rare word
SAME = 0.9  # a Chinese word whose sense is the English word
PARTLY = 0.55  # a Chinese word with a short sense that holds the English word
MOST_SENSES = 8  # of a word that are looked at
SHORT_SENSE = 3  # words of a sense that may be shared in part
FEW = 4  # words of the report that a shared word may lead to
LONGEST_TEXT = 400_000  # characters of a report that are read for it

Alike = tuple[tuple[str, float], ...]


class Lexicon:
    """The senses of a report's Chinese words, and which words have them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._exact: dict[tuple[str, ...], list[str]] = {}
        self._loose: dict[str, list[str]] = {}
        for word in words:
            for sense in senses(word)[:MOST_SENSES]:
                self._exact.setdefault(sense, []).append(word)
                if 1 < len(sense) <= SHORT_SENSE:
                    for part in _telling(sense):
                        self._loose.setdefault(part, []).append(word)

    def like(self, word: str, language: str) -> Alike:
        """The report's words that mean what ``word`` means, with what each is worth."""
        found: dict[str, float] = {}
        if language.startswith("zh"):
            for sense in senses(word)[:MOST_SENSES]:
                self._meant(sense, ALIKE, NEAR, found)
        elif language == "en":
            self._meant((stem(word, "en"),), SAME, PARTLY, found)
        found.pop(word, None)
        return tuple(sorted(found.items(), key=lambda each: -each[1]))

    def _meant(self, sense: tuple[str, ...], exact: float, loose: float, found: dict[str, float]) -> None:
        if len(sense) == 1 and not _telling(sense):
            return
        for word in self._exact.get(sense, ()):
            found[word] = max(found.get(word, 0.0), exact)
        if len(sense) > SHORT_SENSE:
            return
        for part in _telling(sense):
            some = self._loose.get(part, ())
            more = self._exact.get((part,), ()) if len(sense) > 1 else ()
            if len(some) + len(more) <= FEW:
                for word in (*some, *more):
                    found[word] = max(found.get(word, 0.0), loose)


def _telling(sense: tuple[str, ...]) -> set[str]:
    """The words of a sense by which two words may be alike."""
    return {part for part in sense if part not in weak_senses()}


@lru_cache(maxsize=32)
def lexicon(text: str) -> Lexicon | None:
    """The lexicon of a Chinese text; None for one too long to be read for it."""
    if len(text) > LONGEST_TEXT:
        return None
    simple = plain(text)
    return Lexicon(
        sorted({simple[word.start : word.end] for word in words_of(simple) if word.end - word.start > 1})
    )
