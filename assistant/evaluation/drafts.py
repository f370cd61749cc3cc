"""A first draft of a question set from a report's structure, for a person to review."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from assistant.evaluation.questions import Case
from assistant.language.phrases import say
from assistant.model import Paragraph, Report
from assistant.reading.locator import label

_CLAUSE = re.compile(r"[，,；;。：:（(]")
SHORTEST_FACT = 6
LONGEST_FACT = 40


def draft_questions(report: Report) -> tuple[Case, ...]:
    """Cases marked ``draft``: each paragraph by its number, each list, its count, the meeting, the
    outline. Wording and expectations are for a person to correct; drafts are never scored."""
    drafts = [*_places(report), *_lists(report), *_meeting(report)]
    return tuple(
        Case(
            id=f"{report.id}-draft-{number:03d}",
            report=report.id,
            question=question,
            language=report.language,
            kind=kind,
            part="draft",
            outcome="answered",
            must_cite=must,
            may_cite=may,
            facts=tuple((fact,) for fact in facts),
        )
        for number, (kind, question, must, may, facts) in enumerate(drafts, 1)
    )


_Draft = tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def _places(report: Report) -> Iterator[_Draft]:
    for paragraph in report.paragraphs:
        if paragraph.kind in ("paragraph", "item") and "¶" not in paragraph.ref:
            question = say("eval.ask_place", report.language, place=label(paragraph, report.language))
            yield "reference", question, (paragraph.ref,), _parents(paragraph), _facts(paragraph)


def _lists(report: Report) -> Iterator[_Draft]:
    items = [paragraph for paragraph in report.paragraphs if paragraph.kind == "item" and _parents(paragraph)]
    leads = {paragraph.ref: paragraph for paragraph in report.paragraphs}
    for ref, grouped in groupby(items, key=lambda item: _parents(item)[-1]):
        group = list(grouped)
        if ref in leads:
            refs = tuple(item.ref for item in group)
            named = label(leads[ref], report.language)
            yield "list", say("eval.ask_list", report.language, place=named), refs, (ref,), ()
            yield (
                "count",
                say("eval.ask_count", report.language, place=named),
                (ref,),
                refs,
                (str(len(group)),),
            )


def _meeting(report: Report) -> Iterator[_Draft]:
    if any(paragraph.ref == "header" for paragraph in report.paragraphs):
        if report.dates:
            yield "metadata", say("eval.ask_dates", report.language), ("header",), (), ()
        if report.place:
            yield "metadata", say("eval.ask_town", report.language), ("header",), (), (report.place,)
    if report.headings:
        titles = tuple(heading.title for heading in report.headings if heading.level == 1)
        yield "outline", say("eval.ask_outline", report.language), (), ("*",), titles


def _parents(paragraph: Paragraph) -> tuple[str, ...]:
    """Refs of the paragraphs that an item hangs under: ``2(e)(ii)`` → ``2``, ``2(e)``."""
    steps = re.findall(r"[^()]+|\([^)]*\)", paragraph.ref)
    return tuple("".join(steps[:end]) for end in range(1, len(steps)))


def _facts(paragraph: Paragraph) -> tuple[str, ...]:
    """The longest clause that is short enough to look for."""
    clauses = [clause.strip() for clause in _CLAUSE.split(" ".join(paragraph.text.split()))]
    fitting = [clause for clause in clauses if SHORTEST_FACT <= len(clause) <= LONGEST_FACT]
    return (max(fitting, key=len),) if fitting else ()
