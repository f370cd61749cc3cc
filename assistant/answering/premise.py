"""A question that takes for granted what the report contradicts: «why does it recommend prison?»."""

from __future__ import annotations

from assistant.answering.cues import without
from assistant.answering.draft import Wanted
from assistant.answering.verify import check
from assistant.model import Paragraph, Report

_CONTRADICTS = {"negation", "quantifier"}


def contradicted(wanted: Wanted, paragraph: Paragraph, report: Report) -> bool:
    """Whether what a question presupposes fails against the paragraph that answers it."""
    if not wanted.premise or wanted.language[:2] != report.language[:2]:
        return False
    claim = without(wanted.text, ("asks", "reason"), ("other", "premise")).strip(" ?？!。的是呢")
    return any(reason.kind in _CONTRADICTS for reason in check(claim, [paragraph], report))
