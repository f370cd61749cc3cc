"""A question that takes for granted what the report contradicts: «why does it recommend prison?»."""

from __future__ import annotations

from assistant.answering.cues import without
from assistant.answering.draft import Wanted
from assistant.answering.verify import check
from assistant.language.glossary import widen
from assistant.language.normal import plain
from assistant.model import Paragraph, Report

_CONTRADICTS = {"negation", "quantifier"}


def contradicted(wanted: Wanted, paragraph: Paragraph, report: Report) -> bool:
    """Whether what a question presupposes fails against the paragraph that answers it."""
    if not wanted.premise:
        return False
    claim = without(wanted.text, ("asks", "reason"), ("other", "premise")).strip(" ?？؟!¿¡。的是呢")
    if wanted.language[:2] == report.language[:2]:
        claim = _in_words_of(claim, paragraph, report.language)
    return any(reason.kind in _CONTRADICTS for reason in check(claim, [paragraph], report))


def _in_words_of(claim: str, paragraph: Paragraph, language: str) -> str:
    """The claim with the words that the paragraph uses for the same things."""
    text = plain(paragraph.text)
    for each in reversed(widen(claim, language)):
        word = next((word for word in each.words if plain(word) in text), "")
        if word and plain(claim[each.start : each.end]) not in text:
            claim = claim[: each.start] + word + claim[each.end :]
    return " ".join(claim.split())
