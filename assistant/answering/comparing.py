"""Two sides, one after the other: paragraphs, sections, whole reports, or whom a question names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.about import points
from assistant.answering.coverage import Need
from assistant.answering.cues import shows, without
from assistant.answering.draft import Draft, Found, Wanted
from assistant.answering.frames import named
from assistant.answering.lists import listing
from assistant.answering.pick import Scored, share
from assistant.answering.structure import paragraphs_of, sections_named, under, with_items
from assistant.language.names import names
from assistant.language.normal import plain
from assistant.language.phrases import say
from assistant.model import Heading, Paragraph, Report
from assistant.reading.locator import label

MOST_SIDE = 6  # sentences of each side of a comparison
WHOLE = 12  # paragraphs of a side that are quoted whole
MOST_SIDES = 4
TELLS = 0.5  # share of what the best paragraph covers at which one of another place is told as well
HELD = 0.7  # share of a side's words that a paragraph must have
OTHER = 0.5  # what the words of another side take from a paragraph
_BESIDE = (("kind", "compare"), ("kind", "said"), ("other", "each"))
_PAIR = re.compile(
    r"([\u3400-\u9fff]{2,10}?)[和与跟同及]([\u3400-\u9fff]{2,10}?)"
    r"(?=之间|的?[^?,。]{0,8}(?:区别|差别|差异|不同|异同)|有(?:什么|何|啥)|[^?,。]{0,16}(?:分别|各)|相比|比起?来)"
)
_NAMED = re.compile(
    r"(?<!^)(?<![.?!¿¡] )(?<![¿¡«\"])\b[A-ZÀ-ÞА-ЯЁ][\w’'-]+"
    r"(?: (?:(?:of|for|on|de|du|des|del|для|по) (?:the |la |los )?)?[A-ZÀ-ÞА-ЯЁ][\w’'-]+)*"
)

Span = tuple[int, int]


def sides_of(wanted: Wanted) -> tuple[Span, ...]:
    """Where a question names the sides it compares or asks after each of: two names, «方案一和方案二»."""
    text = wanted.text
    cues = (("kind", "compare"), ("other", "each"), ("other", "agree"))
    if not any(shows(text, *cue) for cue in cues) or wanted.refs:
        return ()
    known = [(each.start, each.end) for each in names(text) if each.kind in ("country", "body")]
    pair = _PAIR.search(plain(text))
    told = (
        [match.span() for match in _NAMED.finditer(text)] if wanted.language[:2] not in ("zh", "ar") else []
    )
    spans = known + [span for span in told if not any(_touch(span, other) for other in known)]
    if len(spans) < 2 and pair:
        spans = [pair.span(1), pair.span(2)]
    return tuple(sorted(spans)) if 2 <= len(spans) <= MOST_SIDES else ()


def beside(wanted: Wanted) -> Wanted:
    """The question without the words that only lay its sides beside each other."""
    return replace(wanted, topic=without(wanted.topic, *_BESIDE))


def of_each(sides: Sequence[Span], ranked: Sequence[Scored], needs: Sequence[Need]) -> tuple[Scored, ...]:
    """The best paragraph for each side, in the question's order; none where one side has none."""
    top = ranked[0]
    parts = [[at for at, need in enumerate(needs) if start <= need.start < end] for start, end in sides]
    if all(share(top, part, needs) >= HELD for part in parts):
        return ()  # one paragraph tells both
    chosen: list[Scored] = []
    for part in parts:
        others = [other for other in parts if other is not part]
        having = [each for each in ranked if share(each, part, needs) >= HELD]
        if not having:
            return ()
        chosen.append(
            max(
                having,
                key=lambda each: each.score * (1 - OTHER * max(share(each, one, needs) for one in others)),
            )
        )
    return tuple(dict.fromkeys(chosen))


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def compared(wanted: Wanted, found: Found) -> Draft | None:
    """What each side says, one after the other; None when there are not two sides."""
    sides: list[tuple[str, Sequence[Paragraph], Report]] = []
    if found.subject:
        report = found.reports[found.subject]
        for ref in wanted.refs:
            own = with_items(report, paragraphs_of(report, ref))
            place = label(own[0], wanted.language) if own else named((ref,), wanted.language)
            sides.append((place, own, report))
        together = sections_named(report, wanted.sections)
        named_by = {
            section: [each for each in sections_named(report, (section,)) if each in together]
            for section in wanted.sections
        }
        for section, headings in named_by.items() if not wanted.refs else ():
            others = [each for name, some in named_by.items() if name != section for each in some]
            if len(named_by) > 2 and _above(headings, others):
                continue  # «sections A and B of part II»
            own = under(report.paragraphs, headings)
            title = f"{headings[0].mark} {headings[0].title}" if headings else section
            sides.append((title, own, report))
    else:
        sides = [(report.title, report.paragraphs, report) for report in found.reports.values()]
    drafts = []
    for title, paragraphs, report in sides:
        whole = wanted.refs and 0 < len(paragraphs) <= WHOLE
        draft = (
            listing(wanted, paragraphs, report) if whole else points(wanted, paragraphs, report, MOST_SIDE)
        )
        if draft is not None:
            drafts.append(replace(draft, opening=say("answer.compare_side", wanted.language, place=title)))
    if len(drafts) < 2:
        return None
    sentences = tuple(sentence for draft in drafts for sentence in draft.sentences)
    return Draft("answered", sentences, parts=tuple(drafts), listed=True)


def of_each_place(
    best: Sequence[Scored], ranked: Sequence[Scored], wanted: Wanted, report: Report
) -> tuple[Scored, ...]:
    """The best paragraphs, and those of every other place named that tell of the question about as well:
    «第2段(e)项和第7段对刑事定罪怎么说»."""
    if wanted.refs:
        places = [with_items(report, paragraphs_of(report, ref, wanted.sections)) for ref in wanted.refs]
    else:
        places = [under(report.paragraphs, sections_named(report, (one,))) for one in wanted.sections]
    chosen = list(best)
    for place in places if 1 < len(places) <= MOST_SIDES else ():
        own = [each for each in ranked if each.paragraph in place]
        if own and not set(own) & set(chosen) and own[0].covered >= TELLS * ranked[0].covered:
            chosen.append(own[0])
    return tuple(chosen)


def _above(headings: Sequence[Heading], others: Sequence[Heading]) -> bool:
    """Whether some headings only say where others stand."""
    return any(other.path.startswith(f"{each.path}.") for each in headings for other in others)
