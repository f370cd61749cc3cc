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


class Weighed:
    """A question's concepts with the rarity of each term, ready to be compared with reading copies."""

    def __init__(self, concepts: Sequence[Concept], rarity: Rarity, weight: float = 1.0) -> None:
        self.weight = weight
        self._concepts = []
        for concept in concepts:
            ways = [(way.weight, _weights(way, rarity)) for way in concept.ways]
            self._concepts.append((concept.own, ways, max(sum(weights.values()) for _, weights in ways)))
        self._whole = sum(worth for own, _, worth in self._concepts if own) or 1.0

    def coverage(self, copy: str) -> float:
        """The share (0 to 1) of the question that a text covers."""
        return self.neighbours(copy.replace("\n", " "))

    def neighbours(self, copy: str) -> float:
        """The coverage (0 to 1) of the best two neighbouring sentences."""
        lines = copy.split("\n")
        covered = [0.0] * len(lines)
        for own, ways, worth in self._concepts:
            if not own:
                continue
            found = [_found(weight * worth, weights, copy, lines) for weight, weights in ways]
            best = found[0] if len(found) == 1 else [max(each) for each in zip(*found, strict=True)]
            covered = [one + other for one, other in zip(covered, best, strict=True)]
        return min(max(covered) / self._whole, 1.0)


def _found(worth: float, weights: Mapping[str, float], copy: str, lines: Sequence[str]) -> list[float]:
    """What each line, together with the next one, covers of one way."""
    covered = [0.0] * len(lines)
    scale = worth / (sum(weights.values()) or 1.0)
    for term, weight in weights.items():
        if term not in copy:
            continue
        share, last = scale * weight, -1
        for place, line in enumerate(lines):
            if term in line:
                covered[place] += share
                if place and last != place - 1:
                    covered[place - 1] += share
                last = place
    return covered


def _weights(way: Way, rarity: Rarity) -> dict[str, float]:
    weights = {mark(term): rarity("pairs", term) for term in way.terms.pairs}
    for term in way.terms.ones:
        share = _SINGLE if is_han(term[0]) and len(term) == 1 else 1.0
        weights.setdefault(mark(term), share * rarity("ones", term))
    return weights


def second_look(looks: Sequence[tuple[Weighed, Sequence[Candidate]]], most: int) -> list[Hit]:
    """The ``most`` best candidates, best first; one look for each language that reports are written in."""
    rated = [_rated(weighed, candidates) for weighed, candidates in looks if candidates]
    widest = max((each.nearest for language in rated for each in language), default=0.0) or 1.0
    hits = []
    for language in rated:
        highest = max(each.candidate.score for each in language) or 1.0
        share = max(each.nearest for each in language) / widest
        for each in language:
            score = share * each.candidate.score / highest + _NEIGHBOURS * each.nearest
            hits.append((score + _WHOLE * each.whole, each))
    hits.sort(key=lambda each: -each[0])
    return [
        Hit(paragraph_from_json(each.candidate.paragraph), each.candidate.report, score, each.coverage)
        for score, each in hits[:most]
    ]


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
        coverage = weighed.coverage(f"{one.copy} {one.around}")
        nearest = weighed.neighbours(one.copy)
        rated.append(_Rated(one, weighed.weight * nearest, weighed.weight * coverage, coverage))
    return rated
