"""Does the cited paragraph say that? Deterministic, without a model.

    from assistant.answering.verify import check
    check(claim, paragraphs, report)  → () when supported, else the reasons why not

A claim is laid beside its cited paragraphs clause by clause; then numbers and names, who speaks and
how many, how strongly, yes or no, and what is added are compared where the two texts stand beside
each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answering.verify.additions import Weighed, additions
from assistant.answering.verify.alignment import Aligned, align
from assistant.answering.verify.called import names_wrong, places_wrong, titles_wrong
from assistant.answering.verify.facts import numbers_wrong
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Evidence, Passage, evidence
from assistant.answering.verify.polarity import polarity_wrong
from assistant.answering.verify.strength import strength_wrong
from assistant.answering.verify.voices import quantities_wrong, voices_wrong
from assistant.language.detect import language_of
from assistant.language.phrases import say
from assistant.model import Paragraph, Reason, Report

__all__ = ["check"]

_FOREIGN = 0.35  # a claim of which less than this stands in the source is about something else
_FOREIGN_ACROSS = 0.2  # the same between two languages, whose words are known in part
_FEW = 3  # words too few to tell


def check(claim: str, paragraphs: Sequence[Paragraph], report: Report | None = None) -> tuple[Reason, ...]:
    """Why ``paragraphs`` do not support ``claim``; empty when they do.

    The paragraphs' lead-ins and headings, and the header of ``report``, count as context. Messages
    are in the language of the claim.
    """
    source = _language(report.language if report else "", " ".join(one.text for one in paragraphs))
    spoken = language_of(claim, default=source)
    language = _family(spoken)
    base = evidence(tuple(paragraphs), report, source)
    text = Passage(claim, language)
    found = dict.fromkeys(_findings(text, base, report, len(paragraphs), language != source))
    return tuple(Reason(one.kind, one.claim, one.source, _message(one, spoken)) for one in found)


def _language(named: str, text: str) -> str:
    return _family(named or language_of(text))


def _family(language: str) -> str:
    return "zh" if language.startswith("zh") else language


def _findings(
    claim: Passage, base: Evidence, report: Report | None, cited: int, across: bool
) -> Iterator[Finding]:
    aligned = align(claim, base, across)
    added = Weighed((), 1.0) if across else additions(claim, aligned, base)
    if _foreign(claim, aligned, added, across):
        yield Finding("unrelated", claim.raw.strip())
        return
    yield from numbers_wrong(claim, base, cited)
    yield from names_wrong(claim, base)
    yield from titles_wrong(claim, base)
    yield from places_wrong(claim, base)
    yield from voices_wrong(claim, aligned, base, across)
    yield from quantities_wrong(claim, aligned, across)
    yield from strength_wrong(claim, aligned, base)
    yield from polarity_wrong(claim, aligned, across)
    yield from added.findings


def _foreign(claim: Passage, aligned: tuple[Aligned, ...], added: Weighed, across: bool) -> bool:
    """Whether the source is about something else."""
    if not across:
        return bool(added.findings) and added.carried < _FOREIGN
    spans = {(unit.start, unit.end) for unit in claim.shared}
    paired = {(pair.claim.start, pair.claim.end) for one in aligned for pair in one.pairs}
    if len(spans) < _FEW:
        return not paired and not claim.numerals
    return len(spans & paired) < _FOREIGN_ACROSS * len(spans)


def _message(finding: Finding, language: str) -> str:
    name = f"verify.{finding.kind}" + ("_against" if finding.source else "")
    return say(name, language, claim=finding.claim, source=finding.source)
