"""How many paragraphs, articles or recommendations speak of a thing. Pure.

«How many of the recommendations concern children?», «在几条中提到引渡», «сколько раз упоминается вода».
"""

from __future__ import annotations

from assistant.answering.coverage import Need, coverage, needs_of
from assistant.answering.cues import content_words, shows, without
from assistant.answering.draft import Draft, Found, Wanted
from assistant.answering.frames import places
from assistant.answering.howmany import things_counted
from assistant.answering.lists import listing, recommended_of
from assistant.answering.pick import is_note
from assistant.answering.rarity import paragraph_tokens, rarity_in
from assistant.answering.structure import items_below
from assistant.language.names import alike, names
from assistant.language.normal import plain
from assistant.language.phrases import say
from assistant.model import Paragraph, Report, Sentence
from assistant.reading.locator import is_article

MOST = 12  # paragraphs that are shown, of more only where they stand
HELD, ACROSS = 0.9, 0.7  # share of what is asked after that a paragraph has; in another language
_AROUND = (
    ("other", "parts_counted"),
    ("other", "tells"),
    ("other", "recommended"),
    ("kind", "count"),
    ("kind", "items"),
    ("kind", "whole"),
    ("strip", "common"),
    ("strip", "light"),
    ("strip", "doc"),
    ("strip", "ask"),
)


def mentions_counted(wanted: Wanted, found: Found) -> Draft | None:
    """How many parts of a report have what the question asks after; None for any other question."""
    report = found.meant
    if report is None or wanted.refs or wanted.leaning is not None or not _asked(wanted):
        return None
    topic = without(wanted.text, *_AROUND)
    needs = needs_of(topic, wanted.language, report.language, rarity_in(report))
    named = {name.code for name in names(topic)}
    if not content_words(topic) or not needs:
        return None
    body = found.chosen if wanted.sections and found.chosen else report.paragraphs
    least = HELD if wanted.language[:2] == report.language[:2] else ACROSS
    chosen = [each for each in body if _speaks(each, needs, named, report, least)]
    if shows(wanted.text, "other", "recommended"):
        told = [item for each in chosen for item in items_below(report, each) or [each]]
        told = recommended_of(wanted, list(dict.fromkeys(told)))
        chosen = [each for each in told if _recommended(each)]
    if len(chosen) <= MOST:
        return listing(wanted, chosen, report) if chosen else None
    kind = "articles" if all(is_article(each) for each in chosen) else "paragraphs"
    opening = say(f"answer.count_{kind}", wanted.language, count=len(chosen))
    ids = tuple(each.id for each in chosen)
    return Draft("answered", (Sentence(places(chosen, wanted.language), ids),), opening=opening)


def _asked(wanted: Wanted) -> bool:
    """Whether it is parts of the report that are counted, by what they speak of."""
    text = wanted.text
    counts = shows(text, "asks", "number") or shows(text, "kind", "count")
    if not counts or not shows(text, "other", "tells"):
        return False
    simple = plain(text)
    things = [simple[start:end] for start, end in things_counted(text)]
    things = [thing for thing in things if not shows(thing, "other", "tells")]  # «几处提到儿童»
    return any(shows(thing, "other", "parts_counted") for thing in things) or (
        not things and shows(text, "other", "parts_counted")
    )


def _recommended(paragraph: Paragraph) -> bool:
    around = (paragraph.lead, *(heading.title for heading in paragraph.headings), paragraph.text)
    return any(shows(text, "other", "recommended") for text in around)


def _speaks(
    paragraph: Paragraph, needs: tuple[Need, ...], named: set[str], report: Report, least: float
) -> bool:
    """Whether a paragraph has it in its own words; a lead-in only leads to what may."""
    if paragraph.kind == "header" or is_note(paragraph):
        return False
    held = {name.code for name in names(paragraph.text)} if named else set()
    if not all(any(alike(one, code) for code in held) for one in named):
        return False
    return coverage(needs, paragraph_tokens(paragraph.text, report.language)) >= least
