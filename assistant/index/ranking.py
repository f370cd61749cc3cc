"""Which of the found paragraphs answers best: a second look. Pure.

The second look reads the first hundred again, sentence by sentence:

    score = S / max S + 0.5 · best two neighbouring sentences + 0.3 · paragraph with lead-in and headings

where S is the lexical score and a text is worth the share of the question that it covers, terms
weighted by rarity, single characters at half weight (see eval/LOG.md for what was tried).
Scores of several languages are made comparable by the best coverage that each language reaches; the
coverage of another language than the question's counts ``FOREIGN`` where reports in its own language
were asked too: a translation's match says less than a match.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.index.query import Concept, Way
from assistant.index.serial import paragraph_from_json
from assistant.index.terms import is_han, mark
from assistant.model import Hit

_SINGLE = 0.5  # the weight of a single character beside a pair
_NEIGHBOURS, _WHOLE = 0.5, 0.3
FOREIGN = 0.6

Rarity = Callable[[str, str], float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A found paragraph (as JSON) with its lexical score and the reading copies of it and around it."""

    id: str
    score: float
    report: str
    paragraph: str
    copy: str
    around: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its place in an order: its paragraph is read from JSON only when it is a hit."""

    id: str
    report: str
    score: float
    coverage: float
    paragraph: str = ""
    nearness: float | None = None

    def hit(self) -> Hit:
        paragraph = paragraph_from_json(self.paragraph)
        return Hit(paragraph, self.report, self.score, self.coverage, self.nearness)


class Covered(NamedTuple):
    """Shares of a question, 0 to 1."""

    whole: float
    nearest: float


class Weighed:
    """A question's concepts with the rarity of each term, ready to be compared with reading copies."""

    def __init__(self, concepts: Sequence[Concept], rarity: Rarity, weight: float = 1.0) -> None:
        self.weight = weight
        self._concepts = []
        for concept in concepts:
            ways = [(way.weight, _weights(way, rarity)) for way in concept.ways]
            self._concepts.append((concept.own, ways, max(sum(weights.values()) for _, weights in ways)))
        self._whole = sum(worth for own, _, worth in self._concepts if own) or 1.0

    def covered(self, copy: str, around: str = "") -> Covered:
        """What a text covers of the question, with what stands around it, and its best two neighbouring
        sentences alone."""
        lines = copy.split("\n")
        whole, nearest = 0.0, [0.0] * len(lines)
        for own, ways, worth in self._concepts:
            if not own:
                continue
            found = [_found(weight * worth, weights, copy, around, lines) for weight, weights in ways]
            whole += max(share for share, _ in found)
            best = (
                found[0][1] if len(found) == 1 else map(max, zip(*(each for _, each in found), strict=True))
            )
            nearest = [one + other for one, other in zip(nearest, best, strict=True)]
        return Covered(min(whole / self._whole, 1.0), min(max(nearest) / self._whole, 1.0))


def _found(
    worth: float, weights: Mapping[str, float], copy: str, around: str, lines: Sequence[str]
) -> tuple[float, list[float]]:
    """What all of it covers of one way, and each line together with the next one."""
    whole, covered = 0.0, [0.0] * len(lines)
    scale = worth / (sum(weights.values()) or 1.0)
    for term, weight in weights.items():
        share, last = scale * weight, -1
        if term not in copy:
            whole += share * (term in around)
            continue
        whole += share
        for place, line in enumerate(lines):
            if term in line:
                covered[place] += share
                if place and last != place - 1:
                    covered[place - 1] += share
                last = place
    return whole, covered


def _weights(way: Way, rarity: Rarity) -> dict[str, float]:
    weights = {mark(term): rarity("pairs", term) for term in way.terms.pairs}
    for term in way.terms.ones:
        share = _SINGLE if is_han(term[0]) and len(term) == 1 else 1.0
        weights.setdefault(mark(term), share * rarity("ones", term))
    return weights


def second_look(looks: Sequence[tuple[Weighed, Sequence[Candidate]]]) -> list[Ranked]:
    """The candidates, best first; one look for each language that reports are written in."""
    rated = [_rated(weighed, candidates) for weighed, candidates in looks if candidates]
    widest = max((each.nearest for language in rated for each in language), default=0.0) or 1.0
    ranked = []
    for language in rated:
        highest = max(each.candidate.score for each in language) or 1.0
        share = max(each.nearest for each in language) / widest
        for each in language:
            score = share * each.candidate.score / highest + _NEIGHBOURS * each.nearest
            one = each.candidate
            ranked.append(
                Ranked(one.id, one.report, score + _WHOLE * each.whole, each.coverage, one.paragraph)
            )
    return sorted(ranked, key=lambda each: -each.score)


@dataclass(frozen=True, slots=True)
class _Rated:
    """A candidate with the coverage of its best two neighbouring sentences and of all of it; both held
    back in another language than the question's, ``coverage`` as it is."""

    candidate: Candidate
    nearest: float
    whole: float
    coverage: float


def _rated(weighed: Weighed, candidates: Sequence[Candidate]) -> list[_Rated]:
    rated = []
    for one in candidates:
        found = weighed.covered(one.copy, one.around)
        rated.append(_Rated(one, weighed.weight * found.nearest, weighed.weight * found.whole, found.whole))
    return rated
