"""What the lexical index keeps of a paragraph, and what it gives back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from assistant.index.coverage import Copy
from assistant.index.lexical import Entry, Match, Only
from assistant.index.ranking import Candidate, Ranked
from assistant.index.serial import paragraph_to_json
from assistant.index.shelves import Searched
from assistant.index.terms import Stemmer, analysed
from assistant.model import Hit, Paragraph, Report
from assistant.reading.locator import canonical_path

_APART = "\x1e"  # ASCII's record separator, which stands in no id and no term


def entries(report: Report, stem: Stemmer) -> Iterator[Entry]:
    """An entry for each paragraph of a report."""
    language = report.language
    for paragraph in report.paragraphs:
        own, copy = analysed(read(paragraph), language, stem)
        around, around_copy = analysed(_headings(paragraph), language, stem)
        payload = _APART.join((paragraph.id, copy, around_copy, paragraph_to_json(paragraph)))
        yield Entry(
            paragraph.id,
            report.id,
            written_in(language),
            tuple(section(heading.path) for heading in paragraph.headings),
            own,
            around,
            payload.encode(),
        )


def written_in(language: str) -> str:
    """The language by which a report is searched: one for both Chinese scripts, Chinese where unknown."""
    return (language or "zh")[:2]


def section(path: str) -> str:
    """The path of a heading as it is kept and sought: 二.A = II.A = 2.a."""
    return ".".join(canonical_path(path))


def candidate(match: Match) -> Candidate:
    id, own, around, paragraph = match.payload.decode().split(_APART, 3)
    return Candidate(id, match.score, id.partition("#")[0], paragraph, Copy(own, around))


def hits_of(order: Iterator[Ranked], k: int, lexical: Searched, only: Only) -> Iterator[Hit]:
    """Hits in their order; what the words did not find is looked up when its turn comes, ``k`` at once, and
    left out where it is outside the limits."""
    while some := list(islice(order, k)):
        found = lexical.matches({one.id for one in some if not one.paragraph}, only)
        kept = {one.id: one.paragraph for one in map(candidate, found)}
        for one in some:
            if paragraph := one.paragraph or kept.get(one.id):
                yield replace(one, paragraph=paragraph).hit()


def read(paragraph: Paragraph) -> str:
    """An item says what it says with its lead-in («缔约国应：……»); so its lead-in's words are common."""
    return f"{paragraph.lead}\n{paragraph.text}" if paragraph.lead else paragraph.text


def _headings(paragraph: Paragraph) -> str:
    return "\n".join(heading.title for heading in paragraph.headings)
