"""A question as search asks it: concepts, each with one or more ways of saying it.

A question is read once for each language that reports are written in. In its own language it is one
concept of its own words, and concepts of other words for them (``own`` false: they add, but are not
asked for). In another language every term is a concept whose ways are its translations; a paragraph
is credited with the best of them, never with their sum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.index.terms import Stemmer, Terms, is_han, numeral_terms, terms
from assistant.language.asking import subject
from assistant.language.glossary import LANGUAGES, MOST, legal, translations, widen
from assistant.language.normal import plain

MOST_CHARACTERS = 4_000  # of a question that are searched for; the first ones
MOST_TERMS = 400
WIDENED = 0.02  # what another word for a term is worth beside the term itself
LEGAL = 0.3  # and what a statute's word for it is worth
INSTEAD = 0.8  # and where no report has the term itself
Frequency = Callable[[str, str], int]


@dataclass(frozen=True, slots=True)
class Way:
    """One way of saying a concept, and what a match is worth beside the question's own words."""

    terms: Terms
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Concept:
    """``own`` is false for words that only widen the question: they add, but are not asked for."""

    ways: tuple[Way, ...]
    own: bool = True


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the question and what the target language calls it."""

    start: int
    end: int
    words: tuple[str, ...]


class Reader:
    """Reads questions for an index: ``frequency`` tells in how many paragraphs a term stands;
    ``own`` names a glossary of the user's, if there is one."""

    def __init__(self, stem: Stemmer, frequency: Frequency, own: Path | None = None) -> None:
        self._stem, self._frequency, self._own = stem, frequency, own

    def read(self, question: str, language: str, target: str) -> tuple[Concept, ...]:
        """The concepts of ``question``, to be found in paragraphs written in ``target``."""
        asked = subject(question[:MOST_CHARACTERS], language)
        if language[:2] == target[:2] or target not in LANGUAGES:
            concepts = self._widened(asked, language)
        else:
            concepts = self._translated(asked, language, target)
        return tuple(concept for concept in concepts if concept.ways)

    def _widened(self, asked: str, language: str) -> list[Concept]:
        """The question's own words and, with less weight, other words for them.

        A term that no paragraph has is a concept of its own, said by any of its other words.
        """
        rest, more = asked, []
        for each in widen(asked, language, self._own):
            term = asked[each.start : each.end]
            others = self._concept(each.words, language, WIDENED, own=False)
            if self._rare(term) == 0:
                others = self._concept(each.words, language, INSTEAD)
                rest = rest[: each.start] + " " * len(term) + rest[each.end :]
            more.append(others)
        more += [self._concept(each.words, language, LEGAL, own=False) for each in legal(asked, language)]
        return [self._concept([rest], language), *more]

    def _translated(self, asked: str, language: str, target: str) -> list[Concept]:
        concepts = []
        spans = self._spans(asked, language, target)
        for span in spans:
            words = sorted(span.words, key=self._rare)[:MOST]
            concepts.append(self._concept(words, target))
        rest = list(asked)
        for span in spans:
            rest[span.start : span.end] = " " * (span.end - span.start)
        left = terms("".join(rest), target, self._stem)
        concepts += [self._words([one], [pair]) for one, pair in zip(left.ones, left.pairs, strict=False)]
        concepts += [self._words([value], [value]) for value in numeral_terms(asked, plain(asked))]
        return concepts

    def _spans(self, asked: str, language: str, target: str) -> list[Span]:
        """The glossary's terms, and for what they leave the dictionary's."""
        found = [
            Span(each.start, each.end, each.words)
            for each in translations(asked, language, target, self._own)
        ]
        rest = list(asked)
        for span in found:
            rest[span.start : span.end] = " " * (span.end - span.start)
        more: Iterable[Span] = ()
        if (language, target) == ("en", "zh"):
            from assistant.language.cedict import chinese

            more = (Span(each.start, each.end, each.words) for each in chinese("".join(rest), self._stem))
        elif (language[:2], target) == ("zh", "en"):
            from assistant.language.cedict import english

            more = (Span(each.start, each.end, each.words) for each in english("".join(rest)))
        return [*found, *more]

    def _rare(self, word: str) -> int:
        """Orders words by how often they stand in the index, the most frequent first."""
        found = _distinct(word, "zh", self._stem)
        field, names = ("pairs", found.pairs) if found.pairs else ("ones", found.ones)
        return -min((self._frequency(field, name) for name in names), default=0)

    def _concept(self, words: Sequence[str], language: str, weight: float = 1.0, own: bool = True) -> Concept:
        said = (_distinct(word, language, self._stem) for word in words)
        ways = (Way(each if own else _without_singles(each), weight) for each in said)
        return Concept(tuple(way for way in ways if way.terms.ones or way.terms.pairs), own)

    @staticmethod
    def _words(ones: Sequence[str], pairs: Sequence[str]) -> Concept:
        return Concept((Way(Terms(tuple(ones), tuple(pairs))),))


@lru_cache(maxsize=10_000)
def _distinct(text: str, language: str, stem: Stemmer) -> Terms:
    found = terms(text, language, stem)
    return Terms(_first(found.ones), _first(found.pairs))


def _without_singles(found: Terms) -> Terms:
    """Words that only widen are sought by more than single characters, which stand in half of all
    paragraphs and cost a fifth of the search."""
    return Terms(tuple(term for term in found.ones if not is_han(term[0])), found.pairs)


def _first(tokens: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tokens))[:MOST_TERMS]
