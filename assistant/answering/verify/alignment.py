"""Where the words of a claim stand in its source: clause by clause, word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from typing import NamedTuple, TypeVar

from assistant.answering.verify.evidence import Evidence
from assistant.answering.verify.passage import Passage, Span, Unit
from assistant.language.names import Name
from assistant.language.scales import Mark
from assistant.language.wording import empty, same

T = TypeVar("T")
_FARTHEST = 6  # characters of the longest Chinese synonym
_PART = 0.15  # of the pairs, that make a clause one the claim rests on
_REACH = 8  # characters that a word may have moved
_IN_OTHER_WORDS = 0.6  # what a word said by another one is worth
_PHRASE = 5  # characters between a speaker and whom it speaks for: «the representative of the …»
_FRAMING = 0.2  # what a word of the frame is worth
_NEARLY = 0.7  # of what the best sentence says of a clause, that another may say as well
_ALL = 0.95  # of a clause's words
_ENOUGH = 4  # pairs that such a sentence must have
_FEW, _MOSTLY = 2, 0.8  # words, and share of what the clause says, that a part of the source must have
_NEAREST = 3  # sentences looked at a second time


class Pair(NamedTuple):
    """A unit of the claim and the unit of the source that says it."""

    claim: Unit
    source: Unit


@dataclass(frozen=True, slots=True)
class Aligned:
    """A clause of the claim beside the sentence of the source that says most of it."""

    clause: Span
    passage: Passage
    sentence: Span
    pairs: tuple[Pair, ...]
    others: tuple[Aligned, ...] = ()  # sentences that say nearly as much of the clause
    words: tuple[Span, ...] = ()  # what of the clause could be paired

    @property
    def closeness(self) -> float:
        """The share of the clause's words that the sentence has: how sure it is that it says the same."""
        paired = {place for pair in self.pairs for place in range(pair.claim.start, pair.claim.end)}
        return sum(span[0] in paired for span in self.words) / max(1, len(self.words))

    def near(self, span: Span, source: Span) -> bool:
        """Whether a place of the source is about where the claim would have it."""
        beside = self.beside(span)
        reach = _REACH if self.passage.language == "zh" else 4 * _REACH
        return not beside or any(
            _distance((pair.source.start, pair.source.end), source)
            <= _distance((pair.claim.start, pair.claim.end), span) + reach
            for pair in beside
        )

    def beside(self, span: Span) -> list[Pair]:
        """The pairs next to a place of the claim."""
        others = [pair for pair in self.pairs if _distance((pair.claim.start, pair.claim.end), span) > 0]
        return sorted(others, key=lambda pair: _distance((pair.claim.start, pair.claim.end), span))[:4]

    def mostly_in(self, start: int, span: Span) -> list[int]:
        """Where a span of the source has what the clause says from ``start`` on; nothing when that is less
        than most of it."""
        after = sorted({pair.source.start for pair in self.pairs if pair.claim.start >= start})
        inside = [place for place in after if span[0] <= place < span[1]]
        return inside if len(inside) >= max(_FEW, _MOSTLY * len(after)) else []

    def main_clauses(self) -> frozenset[Span]:
        """The clauses of the source that a good part of the pairs touch."""
        counts = Counter(self.passage.clause(pair.source.start) for pair in self.pairs)
        least = _PART * len(self.pairs)
        return frozenset(clause for clause, count in counts.items() if count >= least)

    def source_clauses(self) -> tuple[Span, ...]:
        """The clauses of the source that the pairs touch, in order."""
        return tuple(dict.fromkeys(self.passage.clause(pair.source.start) for pair in self.pairs))


def align(claim: Passage, evidence: Evidence, across: bool) -> tuple[Aligned, ...]:
    """Each clause of the claim beside its sentence; ``across`` compares concepts, not words."""
    places = [
        (passage, sentence, units)
        for passage in evidence.cited
        for sentence, units in passage.by_sentence(across)
    ]
    common = Counter(key for _, _, units in places for key in units)
    aligned: list[Aligned] = []
    framing = {place for mark in _frame(claim) for place in range(mark.start, mark.end)}
    for clause in claim.clauses:
        telling = _telling(claim, clause, across)
        ours = [unit for unit in (claim.shared if across else claim.units) if _inside(unit, clause)]
        last = aligned[-1] if aligned else None

        def worth(option: Aligned, last: Aligned | None = last) -> float:
            return _worth(option, common, len(places), framing) + _nearness(option, last)

        options = [_beside(clause, ours, *place) for place in places]
        if options and not across:
            best = sorted(options, key=worth, reverse=True)[:_NEAREST]
            words = _words(claim, clause)
            options = [_with_synonyms(option, words, claim.language) for option in best]
        if options:
            options = [replace(option, words=telling) for option in options]
            first, *rest = sorted(options, key=lambda each: (_whole(each), worth(each)), reverse=True)
            near = tuple(
                option
                for option in rest
                if len(option.pairs) >= _ENOUGH and worth(option) >= _NEARLY * worth(first)
            )
            aligned.append(replace(first, others=near))
    return tuple(aligned)


def _whole(option: Aligned) -> bool:
    """Whether the sentence says all of the clause: then no rarer word that another shares matters more."""
    return option.closeness >= _ALL


def _telling(claim: Passage, clause: Span, across: bool) -> tuple[Span, ...]:
    """What of a clause the source may say: characters in Chinese, else words that tell something."""
    if across:
        return tuple(dict.fromkeys((unit.start, unit.end) for unit in claim.shared if _inside(unit, clause)))
    if claim.language == "zh":
        return tuple((at, at + 1) for at in range(*clause) if "\u3400" <= claim.plain[at] <= "\u9fff")
    hollow = empty(claim.language)
    return tuple(
        (unit.start, unit.end)
        for unit in claim.units
        if _inside(unit, clause)
        and unit.key not in hollow
        and claim.plain[unit.start : unit.end] not in hollow
    )


def settled(check: Callable[[tuple[Aligned, ...]], Iterable[T]], aligned: tuple[Aligned, ...]) -> list[T]:
    """What ``check`` finds whichever of the sentences is taken that say nearly as much of a clause."""
    found = list(check(aligned))
    for number, one in enumerate(aligned):
        for other in one.others if found else ():
            instead = (*aligned[:number], other, *aligned[number + 1 :])
            fewer = list(check(instead))
            if len(fewer) < len(found):
                found, aligned = fewer, instead
    return found


def _beside(
    clause: Span, ours: Sequence[Unit], passage: Passage, sentence: Span, theirs: Mapping[str, Sequence[Unit]]
) -> Aligned:
    pairs: list[Pair] = []
    keys = {unit.key for unit in ours if unit.key in theirs}
    several = any(len(theirs[key]) > 1 for key in keys)
    full = Counter(passage.clause(theirs[key][0].start) for key in keys if several)
    for unit in ours:
        if unit.key in theirs:
            nearest, *others = theirs[unit.key]
            expected = pairs[-1].source.end + unit.start - pairs[-1].claim.end if pairs else sentence[0]
            if others:
                nearest = min(
                    theirs[unit.key],
                    key=lambda one: (
                        one.start != expected,
                        -full[passage.clause(one.start)],
                        abs(one.start - expected),
                    ),
                )
            pairs.append(Pair(unit, nearest))
    return Aligned(clause, passage, sentence, tuple(pairs))


def _with_synonyms(option: Aligned, words: Sequence[Unit], language: str) -> Aligned:
    """Pairs also for words of the clause that the sentence says in other words."""
    if language != "zh":
        option = _with_groups(option, words)
        words = [word for word in words if not word.key.startswith("~")]
    table, passage, sentence = same(language), option.passage, option.sentence
    taken = {place for pair in option.pairs for place in range(pair.claim.start, pair.claim.end)}
    found: list[Pair] = []
    for word in words:
        if any(place not in taken for place in range(word.start, word.end)):
            other = next(_said(sorted(table[word.key]), passage, sentence), None)
            if other is not None:
                found.append(Pair(word, other))
    pairs = sorted((*option.pairs, *found), key=lambda pair: pair.claim.start)
    return replace(option, pairs=tuple(pairs))


def _with_groups(option: Aligned, words: Sequence[Unit]) -> Aligned:
    """Pairs also for words of one group of those that may stand for each other."""
    taken = {place for pair in option.pairs for place in range(pair.claim.start, pair.claim.end)}
    theirs = {unit.key: unit for unit in reversed(option.passage.groups) if _inside(unit, option.sentence)}
    found = [Pair(word, theirs[word.key]) for word in words if word.key in theirs and word.start not in taken]
    return replace(option, pairs=tuple(sorted((*option.pairs, *found), key=lambda pair: pair.claim.start)))


def _said(others: Iterable[str], passage: Passage, sentence: Span) -> Iterator[Unit]:
    for other in others:
        if passage.language == "zh":
            at = passage.plain.find(other, *sentence)
            if at >= 0:
                yield Unit(other, at, at + len(other))
        else:
            yield from (unit for unit in passage.units if unit.key == other and _inside(unit, sentence))


def _words(claim: Passage, clause: Span) -> list[Unit]:
    """The words of a clause that the table of synonyms knows, the longest at each place."""
    table = same(claim.language)
    if claim.language != "zh":
        words = [unit for unit in claim.units if _inside(unit, clause) and unit.key in table]
        return words + [unit for unit in claim.groups if _inside(unit, clause)]
    found = []
    for at in range(*clause):
        for size in range(min(_FARTHEST, clause[1] - at), 1, -1):
            if claim.plain[at : at + size] in table:
                found.append(Unit(claim.plain[at : at + size], at, at + size))
                break
    return found


def _frame(claim: Passage) -> Iterable[Mark | Name]:
    """Who says it and that they say it: told again and again, it tells little of where."""
    speakers = claim.marks("speaker")
    spoken = (
        name
        for name in claim.names
        if any(_distance((name.start, name.end), (one.start, one.end)) <= _PHRASE for one in speakers)
    )
    return (*speakers, *spoken, *claim.marks("saying"), *claim.marks("quantifier"))


def _worth(option: Aligned, common: Counter[str], total: int, framing: set[int]) -> float:
    """What the paired words tell, the rare ones more."""
    seen: dict[str, float] = {}
    for pair in option.pairs:
        weight = _FRAMING if pair.claim.start in framing else 1.0
        weight *= 1.0 if pair.claim.key == pair.source.key and pair.claim.key[:1] != "~" else _IN_OTHER_WORDS
        seen[pair.claim.key] = weight * log(1 + total / (common[pair.claim.key] or 1))
    return sum(seen.values())


def _nearness(option: Aligned, last: Aligned | None) -> float:
    """A clause goes on where the clause before it stood, other things being equal."""
    if last is None or option.passage is not last.passage:
        return 0.0
    return 0.5 if option.sentence == last.sentence else 0.1


def _distance(one: Span, other: Span) -> int:
    """How many characters two places stand apart, one at least; 0 when they overlap."""
    return max(one[0] - other[1] + 1, other[0] - one[1] + 1, 0)


def _inside(unit: Unit, span: Span) -> bool:
    return span[0] <= unit.start and unit.end <= span[1]
