"""Two sides, one after the other: paragraphs, sections, or whole reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.about import points
from assistant.answering.draft import Draft, Found, Wanted
from assistant.answering.frames import named
from assistant.answering.structure import paragraphs_of, sections_named, with_items
from assistant.language.phrases import say
from assistant.model import Heading, Paragraph, Report

MOST_SIDE = 6  # sentences of each side of a comparison


def compared(wanted: Wanted, found: Found) -> Draft | None:
    """What each side says, one after the other; None when there are not two sides."""
    sides: list[tuple[str, Sequence[Paragraph], Report]] = []
    if found.subject:
        report = found.reports[found.subject]
        for ref in wanted.refs:
            own = with_items(report, paragraphs_of(report, ref))
            sides.append((named((ref,), wanted.language), own, report))
        named_by = {section: sections_named(report, (section,)) for section in wanted.sections}
        for section, headings in named_by.items() if not wanted.refs else ():
            others = [each for name, some in named_by.items() if name != section for each in some]
            if len(named_by) > 2 and _above(headings, others):
                continue  # «sections A and B of part II»
            starts = {heading.start for heading in headings}
            own = [each for each in report.paragraphs if starts & {one.start for one in each.headings}]
            title = f"{headings[0].mark} {headings[0].title}" if headings else section
            sides.append((title, own, report))
    else:
        sides = [(report.title, report.paragraphs, report) for report in found.reports.values()]
    drafts = []
    for title, paragraphs, report in sides:
        draft = points(wanted, paragraphs, report, MOST_SIDE)
        if draft is not None:
            drafts.append(replace(draft, opening=say("answer.compare_side", wanted.language, place=title)))
    if len(drafts) < 2:
        return None
    sentences = tuple(sentence for draft in drafts for sentence in draft.sentences)
    return Draft("answered", sentences, parts=tuple(drafts), listed=True)


def _above(headings: Sequence[Heading], others: Sequence[Heading]) -> bool:
    """Whether some headings only say where others stand."""
    return any(other.path.startswith(f"{each.path}.") for each in headings for other in others)
