"""A text cut into sentences, clauses and units that can be compared: a claim, or what it cites.

A unit is what two texts may share: in Chinese a pair of characters, elsewhere the stem of a word,
and between two languages a concept of the glossary.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from assistant.language.amounts import Amount, amounts, periods
from assistant.language.glossary import kindred, terms
from assistant.language.interchange import interchange
from assistant.language.names import Name, names
from assistant.language.normal import numbers, plain
from assistant.language.numerals import Numeral
from assistant.language.scales import Kind, Mark, fixed, marks
from assistant.language.stems import words
from assistant.language.wording import known, meanings, split
from assistant.reading.locator import Mention, parse_refs

Span = tuple[int, int]
_LONGEST = 6  # characters of a Chinese word
_HAN = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[a-z0-9][a-z0-9.\-/]*[a-z0-9]")
_SENTENCE = re.compile(r"[。！？!?；;\n؛؟]+|(?<=[^\W_])[)»”\"']?\.(?=\s+[«“\"']?[^\W_]|\s*$)")
_SHORT = re.compile(
    r"(?:^|[^\w.])(?:[^\W\d_]|[^\W\d_]\.[^\W\d_]|mr|mrs|ms|dr|mme|mmes|mlle|sr|sra|art|arts|para|paras|par|parr|no|vol|cf|al|pp|etc|st|г-н|г-жа|им|ст|п|пп|гг|млн|млрд|тыс|руб|долл)$"
)
_CLAUSE = re.compile(
    r"[，：]|(?:(?<!\d)[,:،]|[,:،](?!\d))"
    r"(?<!\bтого,)(?<!\bтем,)(?<!\bтом,)(?<!\bпор,)(?<!\bтак,)(?<!\bза то,)| - |—"
)  # not the comma of «против того, чтобы»

_YEAR = 4  # digits of one
_EDGE = re.compile(
    r"\b(?:(?:end|close|beginning|start|middle) of (?:the year )?|"
    r"(?:fin|debut|milieu) d(?:e (?:l'annee )?|')|(?:late|early|mid|fin|debut|mi)[ -]|"
    r"(?:fin(?:al)?(?:es)?|principios|inicios?|comienzos|mediados) del? (?:ano )?|"
    r"(?:кон\w+|начал\w+|середин\w+) |"
    r"(?:نهايه|بدايه|اواخر|اوايل|منتصف) (?:عام )?)\Z"
)
_EDGES = 40  # characters before a date in which they stand


class Unit(NamedTuple):
    """``plain[start:end]``, comparable by ``key``."""

    key: str
    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """A text with what comparison asks of it, worked out once."""

    raw: str
    language: str

    @cached_property
    def plain(self) -> str:
        return plain(self.raw)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        return tuple(_cut(self.plain, _SENTENCE, (0, len(self.plain)), self._ends))

    def _ends(self, found: re.Match[str]) -> bool:
        """Whether a full stop ends a sentence: not after a short form, nor before a small letter."""
        if "." not in found[0]:
            return True
        after = self.raw[found.end() :].lstrip(" \t«“\"'")[:1]
        return not after.islower() and _SHORT.search(self.plain[: found.start()][-12:]) is None

    @cached_property
    def clauses(self) -> tuple[Span, ...]:
        return tuple(clause for sentence in self.sentences for clause in _cut(self.plain, _CLAUSE, sentence))

    @cached_property
    def numerals(self) -> tuple[Numeral, ...]:
        return numbers(self.raw)

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        return amounts(self.plain, self.numerals)

    @cached_property
    def periods(self) -> frozenset[float]:
        return frozenset(periods(self.plain))

    @cached_property
    def names(self) -> tuple[Name, ...]:
        return names(self.raw)

    @cached_property
    def edges(self) -> tuple[Span, ...]:
        """Words that belong to a date: «the end of 2027», fin 2022."""
        starts = {one.start for one in self.numerals if one.kind == "date" or len(one.value) == _YEAR}
        found = (_EDGE.search(self.plain, max(0, start - _EDGES), start) for start in sorted(starts))
        return tuple(each.span() for each in found if each)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        return parse_refs(self.raw)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        return tuple(_pairs(self.plain) if self.language == "zh" else _stems(self.raw, self.language))

    @cached_property
    def concepts(self) -> tuple[Unit, ...]:
        return tuple(
            Unit(concept, term.start, term.end)
            for term in terms(self.raw, self.language)
            for concept in term.concepts
        )

    @cached_property
    def groups(self) -> tuple[Unit, ...]:
        """Words that others may stand for, by the names of their groups."""
        return tuple(
            Unit(f"~{group}", found.start, found.end)
            for found in interchange(self.raw, self.language)
            for group in found.groups
        )

    @cached_property
    def kindred(self) -> tuple[tuple[Span, tuple[str, ...]], ...]:
        """Phrases that reports say more officially, and how: whether they carry them is looser evidence."""
        found = kindred(self.raw, self.language, self.language)
        return tuple(((one.start, one.end), tuple(plain(word) for word in one.words)) for one in found)

    @cached_property
    def shared(self) -> tuple[Unit, ...]:
        """What a text in another language may share: concepts, and the English of Chinese words."""
        bridge = _english(self.plain) if self.language == "zh" else ()
        if self.language == "en":
            bridge = (Unit(f"={unit.key}", unit.start, unit.end) for unit in self.units)
        return tuple(sorted((*self.concepts, *self.groups, *bridge), key=lambda unit: unit.start))

    @cached_property
    def _by_sentence(self) -> dict[bool, tuple[tuple[Span, Mapping[str, Sequence[Unit]]], ...]]:
        return {}

    def by_sentence(self, across: bool) -> tuple[tuple[Span, Mapping[str, Sequence[Unit]]], ...]:
        """The sentences with their units by key; ``across``: what a text in another language may share."""
        if across not in self._by_sentence:
            units = self.shared if across else self.units
            self._by_sentence[across] = tuple((span, _by_key(units, span)) for span in self.sentences)
        return self._by_sentence[across]

    @cached_property
    def _marks(self) -> dict[Kind, tuple[Mark, ...]]:
        return {}

    @cached_property
    def fixed(self) -> tuple[Span, ...]:
        """Words that a denial is part of."""
        return fixed(self.plain, self.language)

    def marks(self, kind: Kind) -> tuple[Mark, ...]:
        if kind not in self._marks:
            self._marks[kind] = marks(self.plain, self.language, kind)
        return self._marks[kind]

    def marks_in(self, kind: Kind, span: Span) -> list[Mark]:
        """Those that begin in a span."""
        return [mark for mark in self.marks(kind) if span[0] <= mark.start < span[1]]

    def words(self, start: int, end: int) -> str:
        """The words as they stand in the text."""
        return self.raw[start:end].strip(" \n，,。；;：:")

    def clause(self, at: int) -> Span:
        return _around(self.clauses, at)

    def sentence(self, at: int) -> Span:
        return _around(self.sentences, at)


def found_words(passage: Passage, span: Span, words: Container[str]) -> list[tuple[str, Span]]:
    """Those of ``words`` that stand in a span, the longest at each place."""
    if passage.language != "zh":
        inside = (unit for unit in passage.units if span[0] <= unit.start and unit.end <= span[1])
        return [(unit.key, (unit.start, unit.end)) for unit in inside if unit.key in words]
    found, at, plain = [], span[0], passage.plain
    while at < span[1]:
        for end in range(min(at + _LONGEST, span[1]), at + 1, -1):
            if plain[at:end] in words:
                break
        else:
            end = at
        if end > at > span[0] and straddles(plain, at, end, words):
            end = at
        if end > at:
            found.append((plain[at:end], (at, end)))
        at = max(end, at + 1)
    return found


def straddles(plain: str, start: int, end: int, words: Container[str]) -> bool:
    """Whether a word only ends one and begins another, 上调 in 马上调低; or asks, 不准 in 准不准."""
    if not start or end - start != 2:
        return False
    if plain[start] == "不" and plain[start - 1] == plain[start + 1]:
        return True
    after = plain[end - 1 : end + 1]
    return known(plain[start - 1 : start + 1]) and (after in words or known(after))


def _by_key(units: Sequence[Unit], span: Span) -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = {}
    for unit in units:
        if span[0] <= unit.start and unit.end <= span[1]:
            found.setdefault(unit.key, []).append(unit)
    return found


def _cut(
    text: str, at: re.Pattern[str], span: Span, ends: Callable[[re.Match[str]], bool] = bool
) -> Iterator[Span]:
    start = span[0]
    for found in at.finditer(text, *span):
        if not ends(found):
            continue
        if text[start : found.start()].strip():
            yield start, found.start()
        start = found.end()
    if text[start : span[1]].strip():
        yield start, span[1]


def _around(spans: tuple[Span, ...], at: int) -> Span:
    """The one of some spans in order that has a place."""
    before = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return spans[before] if before >= 0 and at < spans[before][1] else (at, at)


def _pairs(text: str) -> Iterator[Unit]:
    for run in _HAN.finditer(text):
        for at in range(run.start(), run.end() - 1):
            yield Unit(text[at : at + 2], at, at + 2)
    for word in _LATIN.finditer(text):
        yield Unit(word[0], *word.span())


def _english(text: str) -> Iterator[Unit]:
    for run in _HAN.finditer(text):
        at = run.start()
        for word in split(run[0]):
            for meaning in meanings(word) if len(word) > 1 else ():
                yield Unit(f"={meaning}", at, at + len(word))
            at += len(word)


def _stems(text: str, language: str) -> Iterator[Unit]:
    for word in words(text, language):
        yield Unit(word.stem, word.start, word.end)
