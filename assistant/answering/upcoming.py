"""When and where the meeting after this one is, or when a matter comes up again. Pure.

A report says it of «the next session», or of the one whose number follows its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.cues import pattern, shows
from assistant.answering.draft import Draft, Found, Wanted
from assistant.answering.frames import quoted_from
from assistant.answering.pick import within
from assistant.answering.quoting import ended, is_long, joined, sentence_texts
from assistant.language.normal import numbers, plain
from assistant.model import Paragraph, Report, Sentence

REACH = 40  # characters after an ordinal in which the word for a session begins
BEFORE = 24  # characters before it, in a language that puts the noun first
_ASKED = {"asked": "held", "again": "resumed"}  # what a question asks → what a sentence must speak of
_NOUN_BEFORE = re.compile(r"(الدوره|دورته|دورتها|الاجتماع|اجتماعه)\W*$")
_WHEN = {"date", "place", "duration", "country", "clock"}


def upcoming(wanted: Wanted, found: Found) -> Draft | None:
    """The sentences that say so; a draft without any where the report does not say. None for any other
    question."""
    asked = next((name for name in _ASKED if shows(wanted.text, "next", name)), "")
    report = found.foremost
    when = _WHEN & set(wanted.asks) or any(shows(wanted.text, "field", name) for name in ("date", "place"))
    if not asked or not when or report is None or wanted.leaning is not None:
        return None
    said = dict(_saying(report, _ASKED[asked]))
    if asked == "again" and said:
        ranked = within(wanted, report, list(said), found.near)
        best = max(ranked, key=lambda each: each.score).paragraph
        said = {best: said[best]}
    sentences = tuple(
        Sentence(ended(joined(paragraph.lead, text)), (paragraph.id,)) for paragraph, text in said.items()
    )
    if not sentences:
        return Draft("refused")
    return Draft("answered", sentences, opening=quoted_from(report, wanted, sentences))


def _saying(report: Report, deed: str) -> Iterator[tuple[Paragraph, str]]:
    """The paragraphs that speak of the next session and of holding it, or of taking a matter up there;
    of a long one only the sentences that do."""
    following = _own_number(report) + 1
    for paragraph in report.paragraphs:
        if paragraph.kind == "header":
            continue
        texts = sentence_texts(paragraph.text)
        saying = [text for text in texts if shows(text, "next", deed) and _of_next(text, following)]
        if saying:
            yield paragraph, "".join(saying) if is_long(paragraph.text, report.language) else paragraph.text


def _of_next(text: str, following: int) -> bool:
    if shows(text, "next", "named"):
        return True
    return following > 1 and following in _sessions(text)


def _own_number(report: Report) -> int:
    """The number of the session that the report is of, by its title page or title; 0 when none is told."""
    header = " ".join(each.text for each in report.paragraphs if each.kind == "header")
    return next((number for text in (report.title, header) for number in _sessions(text)), 0)


def _sessions(text: str) -> list[int]:
    """The numbers of sessions that a text names: «the fourth session», «الدورة السادسة»."""
    simple = plain(text)
    ordinals = [each for each in numbers(text) if each.kind == "ordinal" and each.value.isdigit()]
    return [
        int(each.value)
        for each in ordinals
        if pattern("next", "session").search(simple[each.end : each.end + REACH])
        or _NOUN_BEFORE.search(simple[max(0, each.start - BEFORE) : each.start])
    ]
