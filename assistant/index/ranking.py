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

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.index.coverage import Copy, Weighed
from assistant.index.serial import paragraph_from_json
from assistant.model import Hit

_NEIGHBOURS, _WHOLE = 0.5, 0.3
FOREIGN = 0.6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A found paragraph (as JSON) with its lexical score and its reading copies."""

    id: str
    score: float
    report: str
    paragraph: str
    copy: Copy


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


def second_look(looks: Sequence[tuple[Weighed, Sequence[Candidate]]]) -> list[Ranked]:
    """The candidates, best first; one look for each language that reports are written in. What a paragraph
    covers is held back in another language than the question's, but for ``Ranked.coverage``."""
    rated = [(weighed, some, weighed.covered([one.copy for one in some])) for weighed, some in looks if some]
    best = [weighed.weight * max(each.nearest for each in covered) for weighed, _, covered in rated]
    widest = max(best, default=0.0) or 1.0
    ranked = []
    for (weighed, some, covered), reached in zip(rated, best, strict=True):
        highest = max(one.score for one in some) or 1.0
        for one, found in zip(some, covered, strict=True):
            score = reached / widest * one.score / highest + _NEIGHBOURS * (weighed.weight * found.nearest)
            score += _WHOLE * (weighed.weight * found.whole)
            ranked.append(Ranked(one.id, one.report, score, found.whole, one.paragraph))
    return sorted(ranked, key=lambda each: -each.score)
