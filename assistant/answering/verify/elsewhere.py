"""Whether another paragraph of the report carries the claim clearly better than the cited ones.

Words that a dictionary brings across languages are few and common («States», «rights», «migrants»),
so many paragraphs hold some of those of a claim. Which paragraph is meant shows when all of the
report's are compared, each word weighed by how rare it is there.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.coverage import Need, coverage, needs_of
from assistant.answering.rarity import paragraph_tokens, rarity_in
from assistant.model import Paragraph, Report

CLEARLY = 0.6  # share of the best paragraph's coverage below which the cited ones are not meant


def better_elsewhere(
    claim: str, language: str, cited: Sequence[Paragraph], report: Report
) -> Paragraph | None:
    """The paragraph that carries the claim, if the cited ones together carry clearly less of it."""
    needs = needs_of(claim, language, report.language, rarity_in(report))
    own = _coverage(needs, " ".join(_words(each) for each in cited), report)
    if own >= CLEARLY:
        return None  # no paragraph carries more than the whole
    ids = {each.id for each in cited}
    others = [
        (_coverage(needs, _words(each), report), each) for each in report.paragraphs if each.id not in ids
    ]
    most, best = max(others, key=lambda other: other[0], default=(0.0, None))
    return best if own < CLEARLY * most else None


def _coverage(needs: Sequence[Need], text: str, report: Report) -> float:
    return coverage(needs, paragraph_tokens(text, report.language))


def _words(paragraph: Paragraph) -> str:
    return " ".join((paragraph.lead, paragraph.text))
