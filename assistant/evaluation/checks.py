"""What is wrong with a question set, before it judges anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

from assistant.assistant import Assistant
from assistant.evaluation import place
from assistant.evaluation.metrics import same_citations, squeezed
from assistant.evaluation.questions import ANY, Case, load, question_files, reports_of
from assistant.model import Report

NEAR_COPY = 0.8


def check_questions(
    files: Sequence[Path], assistant: Assistant, *, reports: Path | None = None
) -> Iterator[str]:
    """One complaint a line: unknown refs, facts that stand nowhere, duplicates, leakage.

    Questions to reports that are not at hand are checked for duplicates and leakage only. Raises
    BadSetting for what does not even fit the schema.
    """
    cases = load(files or question_files())
    yield from duplicates(cases)
    yield from leakage(cases)
    with place.assistant_with(assistant, reports_of(cases), reports) as held:
        known = {summary.id: held.report(summary.id) for summary in held.reports()}
        for case in cases:
            if case.report in known:
                yield from against(case, known[case.report])


def against(case: Case, report: Report) -> Iterator[str]:
    """Refs that the report does not have; facts that neither it nor the question states."""
    refs = {paragraph.ref for paragraph in report.paragraphs} | {ANY}
    for ref in sorted({*case.allowed} - refs):
        yield f"{case.id}: {report.id} has no paragraph {ref}"
    cited = {paragraph for paragraph in report.paragraphs if paragraph.ref in case.allowed}
    whole = squeezed(
        report.text + " ".join((report.title, report.place, report.body, *report.dates, case.question))
    )
    for group in case.facts:
        if not any(map(_counted, group)) and not any(squeezed(fact) in whole for fact in group):
            yield f"{case.id}: no text of the report says {' | '.join(group)}"
    for fact in case.not_facts:
        if any(squeezed(fact) in squeezed(paragraph.text) for paragraph in cited):
            yield f"{case.id}: «{fact}» must not be said, but a cited paragraph says it"


def _counted(fact: str) -> bool:
    """A bare number: a report need not state how many items it lists."""
    return fact.isdigit()


def duplicates(cases: Sequence[Case]) -> Iterator[str]:
    seen: dict[tuple[str, ...], str] = {}
    for case in cases:
        key = (case.report, squeezed(case.question), *map(squeezed, case.before))
        if key in seen and not case.group:
            yield f"{case.id}: asks the same as {seen[key]}"
        seen.setdefault(key, case.id)


def leakage(cases: Sequence[Case]) -> Iterator[str]:
    """Near-copies across the parts: alike in pairs of characters, with the same paragraphs wanted."""
    grams = {case.id: _pairs(case) for case in cases}
    for one, two in combinations(cases, 2):
        if (
            {one.part, two.part} == {"tuning", "holdout"}
            and one.report == two.report
            and one.needs == two.needs
        ):
            if one.outcome != two.outcome:
                continue
            if same_citations(grams[one.id], grams[two.id]) >= NEAR_COPY:
                yield f"{two.id}: nearly the same as {one.id}, which is in the other part"


def _pairs(case: Case) -> set[str]:
    text = squeezed("".join((*case.before, case.question)))
    return {text[at : at + 2] for at in range(len(text) - 1)}
