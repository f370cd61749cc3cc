"""Questions that a report invites, made from the report itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from assistant.language.phrases import say
from assistant.model import Heading, Paragraph, Report
from assistant.reading.locator import label

_LONGEST_TITLE = 40


def examples(report: Report, language: str, most: int = 5) -> tuple[str, ...]:
    """Up to ``most`` questions in ``language``: a section, a list, a paragraph, the meeting, the parts."""
    own = report.language[:2] == language[:2]  # a title in another language makes an odd question
    sections = [say("page.ask_heading", language, title=title) for title in _titles(report) if own]
    asked = sections[:1]
    if lead := _longest_list(report):
        asked.append(say("page.ask_list", language, label=label(lead, language)))
    if paragraph := _telling_paragraph(report):
        asked.append(say("page.ask_paragraph", language, label=label(paragraph, language)))
    if report.dates and report.place:
        asked.append(say("page.ask_meeting", language))
    if len(report.headings) > 2:
        asked.append(say("page.ask_outline", language))
    return tuple((asked + sections[1:])[:most])


def follow_ups(report: Report, cited: Collection[str], language: str, most: int = 3) -> tuple[str, ...]:
    """Up to ``most`` questions on the neighbours of the ``cited`` paragraphs (full ids)."""
    shown = [one for one in report.paragraphs if _numbered(one)]
    places = [place for place, paragraph in enumerate(shown) if paragraph.id in cited]
    if not places:
        return ()
    asked = []
    lists = {shown[place].number for place in places if shown[place].kind == "item"}
    for lead in shown:
        if lead.kind == "lead" and lead.number in lists and lead.id not in cited:
            asked.append(say("page.ask_list", language, label=label(lead, language)))
    for near in (places[-1] + 1, places[0] - 1):
        if 0 <= near < len(shown) and shown[near].id not in cited and shown[near].kind != "lead":
            asked.append(say("page.ask_paragraph", language, label=label(shown[near], language)))
    return tuple(asked[:most])


def _titles(report: Report) -> list[str]:
    """Titles short enough to ask with, those of the longest sections first."""
    counts: Counter[Heading] = Counter(
        paragraph.headings[-1] for paragraph in report.paragraphs if paragraph.headings
    )
    titles = dict.fromkeys(_plain(heading) for heading, _ in counts.most_common())
    return [title for title in titles if 1 < len(title) <= _LONGEST_TITLE]


def _plain(heading: Heading) -> str:
    """The title without 「（续）」."""
    return re.sub(r"\s*[（(][^（）()]*[）)]\s*$", "", heading.title) if heading.continued else heading.title


def _longest_list(report: Report) -> Paragraph | None:
    items = Counter(paragraph.number for paragraph in report.paragraphs if paragraph.kind == "item")
    leads = [one for one in report.paragraphs if one.kind == "lead" and _numbered(one)]
    return max(leads, key=lambda lead: items[lead.number], default=None)


def _telling_paragraph(report: Report) -> Paragraph | None:
    """The longest numbered paragraph."""
    numbered = [one for one in report.paragraphs if one.kind != "lead" and _numbered(one)]
    return max(numbered, key=lambda paragraph: len(paragraph.text), default=None)


def _numbered(paragraph: Paragraph) -> bool:
    """Whether a person would name the paragraph by its number; refs such as ``s二.A¶3`` nobody would."""
    return paragraph.kind in ("paragraph", "item", "lead") and paragraph.ref[:1].isdigit()
