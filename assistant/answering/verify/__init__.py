"""Does the cited paragraph say that? Deterministic, without a model.

    from assistant.answering.verify import check
    check(claim, paragraphs, report)  → () when supported, else the reasons why not

A claim is laid beside its cited paragraphs clause by clause; then numbers and names, who speaks and
how many, how strongly, yes or no, and what is added are compared where the two texts stand beside
each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answering.verify.additions import additions
from assistant.answering.verify.alignment import Aligned, align, settled
from assistant.answering.verify.bearers import bearers_wrong, called_upon_wrong
from assistant.answering.verify.called import (
    agents_wrong,
    bodies_wrong,
    names_wrong,
    places_wrong,
    shelves_wrong,
    titles_wrong,
)
from assistant.answering.verify.causes import causes_wrong
from assistant.answering.verify.compared import comparisons_wrong, courses_wrong
from assistant.answering.verify.deferred import deferrals_wrong
from assistant.answering.verify.elsewhere import better_elsewhere
from assistant.answering.verify.evidence import Evidence, evidence
from assistant.answering.verify.excepted import exceptions_wrong
from assistant.answering.verify.facts import numbers_wrong
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.heard import voices_wrong
from assistant.answering.verify.parts import parts_wrong
from assistant.answering.verify.passage import Passage, Span
from assistant.answering.verify.polarity import polarity_wrong
from assistant.answering.verify.quantities import (
    all_for_only,
    only_wrong,
    quantities_swapped,
    quantities_wrong,
)
from assistant.answering.verify.ranked import ranks_wrong
from assistant.answering.verify.spoken_of import spoken_of_wrong
from assistant.answering.verify.strange import Weighed, invented
from assistant.answering.verify.strength import strength_wrong
from assistant.answering.verify.swaps import swaps_wrong
from assistant.answering.verify.tenses import tenses_wrong
from assistant.answering.verify.thresholds import thresholds_wrong
from assistant.answering.verify.told import tellers_wrong
from assistant.answering.verify.undecided import both_open, settled_wrong
from assistant.language.detect import language_of
from assistant.language.normal import plain
from assistant.language.phrases import say
from assistant.model import Paragraph, Reason, Report
from assistant.reading.locator import parse_refs, without_mentions

__all__ = ["check"]

_FOREIGN = 0.3  # a claim of which less than this stands in the source is about something else
_FOREIGN_ACROSS = 0.2  # the same between two languages, whose words are known in part
_ELSEWHERE = 0.3  # a claim of which less than this stands in the cited paragraphs rests on others
_MARKS = " \n，,。.；;：:、"
_BESIDE_HAN = re.compile(r"(?<=[\u2e80-\uffff]) | (?=[\u2e80-\uffff])")
_MISPLACED = {"addition", "unrelated"}  # what a claim on another paragraph looks like
_FEW = 3  # words too few to tell
_SHOWN = 60  # characters of a paragraph that a reason quotes


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
    if _quoted(text, base) or _titled(claim, paragraphs) or _placed(claim, paragraphs):
        return ()
    across = language != source
    found = dict.fromkeys(_findings(text, base, report, len(paragraphs), across))
    if report is not None and {one.kind for one in found} <= _MISPLACED and (found or across):
        better = better_elsewhere(claim, language, paragraphs, report)
        if better is not None and not _refused(text, better, report, source):
            found = {Finding("attribution", claim.strip(), better.text[:_SHOWN]): None}
    return tuple(Reason(one.kind, one.claim, one.source, _message(one, spoken)) for one in found)


def _placed(claim: str, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a claim only says where the cited paragraphs stand: «art. 1 – art. 30»."""
    mentions = parse_refs(claim)
    ends = {ref for each in mentions for ref in (each.refs[0], each.refs[-1])}
    return (
        bool(ends)
        and ends <= {each.ref for each in paragraphs}
        and not re.search(r"\w", without_mentions(claim, mentions))
    )


def _refused(claim: Passage, paragraph: Paragraph, report: Report, source: str) -> bool:
    """Whether a paragraph that was not cited does not support the claim either."""
    base = evidence((paragraph,), report, source)
    return any(True for _ in _findings(claim, base, report, 1, claim.language != source))


def _language(named: str, text: str) -> str:
    return _family(named or language_of(text))


def _family(language: str) -> str:
    return "zh" if language.startswith("zh") else language


def _findings(
    claim: Passage, base: Evidence, report: Report | None, cited: int, across: bool
) -> Iterator[Finding]:
    aligned = align(claim, base, across)
    added = Weighed(tuple(invented(claim, base)), 1.0) if across else additions(claim, aligned, base)
    if _foreign(claim, aligned, added, across):
        yield Finding("unrelated", claim.raw.strip())
        return
    if not across and _elsewhere(claim, base):
        yield Finding("attribution", claim.raw.strip())
        return
    yield from numbers_wrong(claim, base, cited)
    yield from parts_wrong(claim, base)
    yield from courses_wrong(claim, base)
    yield from names_wrong(claim, base)
    yield from bodies_wrong(claim, base)
    yield from titles_wrong(claim, base)
    yield from agents_wrong(claim, aligned)
    yield from places_wrong(claim, base)
    yield from shelves_wrong(claim, aligned, across)
    yield from () if across else swaps_wrong(claim, aligned)
    yield from () if across else tellers_wrong(claim, base)
    many = settled(lambda chosen: voices_wrong(claim, chosen, base), aligned)
    many += settled(lambda chosen: quantities_wrong(claim, chosen, across), aligned)
    yield from many or (*quantities_swapped(claim, base), *all_for_only(claim, base))
    yield from only_wrong(claim, aligned)
    yield from settled(lambda chosen: strength_wrong(claim, chosen, base), aligned)
    yield from bearers_wrong(claim, aligned)
    yield from called_upon_wrong(claim, aligned)
    yield from deferrals_wrong(claim, aligned)
    yield from spoken_of_wrong(claim, aligned)
    yield from tenses_wrong(claim, aligned)
    yield from thresholds_wrong(claim, aligned)
    yield from causes_wrong(claim, aligned)
    yield from ranks_wrong(claim, base)
    yield from () if across else comparisons_wrong(claim, aligned)
    yield from polarity_wrong(claim, aligned, across, both_open(claim, base))
    yield from settled_wrong(claim, base)
    yield from () if across else exceptions_wrong(claim, aligned)
    yield from added.findings


def _quoted(claim: Passage, base: Evidence) -> bool:
    """Whether the claim is the source's own words, whole clauses of them."""
    words = _flat(claim.plain).strip(_MARKS)
    for passage in map(_flat, (each.plain for each in base.cited)):
        start = passage.find(words)
        end = start + len(words)
        if start >= 0 and not passage[:start].rstrip(" ")[-1:].isalnum():
            return not passage[end : end + 1].strip().isalnum()
    return False


def _flat(text: str) -> str:
    """With line breaks as spaces, and without any beside Chinese, where they say nothing."""
    return _BESIDE_HAN.sub("", " ".join(text.split()))


def _titled(claim: str, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the claim is nothing but a heading that the paragraphs stand under, with its mark or not."""
    headings = {heading for paragraph in paragraphs for heading in paragraph.headings if heading.title}
    titles = {_letters(mark + heading.title) for heading in headings for mark in ("", heading.mark)}
    return _letters(claim) in titles


def _letters(text: str) -> str:
    return "".join(sign for sign in plain(text) if sign.isalnum())


def _foreign(claim: Passage, aligned: tuple[Aligned, ...], added: Weighed, across: bool) -> bool:
    """Whether the source is about something else."""
    if not across:
        return added.carried < _FOREIGN
    facts = _facts(claim)
    spans = {(unit.start, unit.end) for unit in claim.shared} - set(facts)
    paired = {(pair.claim.start, pair.claim.end) for one in aligned for pair in one.pairs} - set(facts)
    if len(spans) < _FEW:
        return not paired and not facts
    return len(spans & paired) + len(facts) < _FOREIGN_ACROSS * (len(spans) + len(facts))


def _facts(claim: Passage) -> list[Span]:
    """Where the claim has names and numbers."""
    names = [(name.start, name.end) for name in claim.names]
    return names + [(numeral.start, numeral.end) for numeral in claim.numerals]


def _elsewhere(claim: Passage, base: Evidence) -> bool:
    """Whether only the headings or the header carry the claim, which cites other paragraphs."""
    facts = {place for span in _facts(claim) for place in range(*span)}
    keys = {unit.key for unit in claim.units if unit.start not in facts and unit.key in base.keys}
    known = {name.code for passage in base.cited for name in passage.names}
    known |= {numeral.value for passage in base.cited for numeral in passage.numerals}
    told = [name.code for name in claim.names] + [numeral.value for numeral in claim.numerals]
    carried = len(keys & base.cited_keys) + sum(fact in known for fact in told)
    return len(keys) + len(told) >= _FEW and carried < _ELSEWHERE * (len(keys) + len(told))


def _message(finding: Finding, language: str) -> str:
    name = f"verify.{finding.kind}" + ("_against" if finding.source else "")
    return say(name, language, claim=finding.claim, source=finding.source)
