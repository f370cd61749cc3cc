"""A question that takes for granted what the report contradicts: «why does it recommend prison?»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.contraries import alike, contrary, turned, unwanted
from assistant.answering.coverage import Need
from assistant.answering.cues import names, pattern, shows, without
from assistant.answering.draft import Wanted
from assistant.answering.negations import (
    affirms,
    barred,
    content,
    denial_in,
    denies_alike,
    denies_needs,
    in_words_of,
    refused,
)
from assistant.answering.pick import Scored
from assistant.answering.quoting import sentence_texts
from assistant.answering.stating import speaks
from assistant.answering.utterance import asks_itself
from assistant.answering.verify import check
from assistant.language.glossary import widen
from assistant.language.normal import plain
from assistant.model import Paragraph, Reason, Report

ABOUT = 0.35  # how far a paragraph is about a question at which it may be held against it
SHARED = 0.34  # share of the claim's words that a paragraph must have to be compared with it word by word
HALF = 0.5  # share of the best sentence's coverage at which another one is about the question
OPPOSITE = 16  # characters of a source's word that is the opposite of the claim's
_NOT_YET = (("contrary", "urged"), ("deed", "decided"))  # what is to be is not there yet
_WHY = (("asks", "reason"), ("other", "premise"))
_CLAUSES = re.compile(r"[,，、;；،؛]|(?<=[^\s]) [–—-] ")
_EDGES = " ?？؟!¿¡。的是呢，,"


def contradicted(wanted: Wanted, each: Scored, report: Report, needs: Sequence[Need]) -> bool:
    """Whether what a question presupposes fails against the paragraph that answers it."""
    paragraph = each.paragraph
    if unsettled(wanted, paragraph):
        return True
    claim = presupposed(wanted)
    if not claim:
        return barred(wanted, paragraph, report)
    if contrary(claim, each) or turned(claim, wanted, each, needs, report.language):
        return True
    if each.about < ABOUT or agrees(wanted, each, report, needs):
        return False
    whether = _only_asks_whether(wanted)
    across = wanted.language[:2] != report.language[:2]
    worded = claim if across else in_words_of(claim, paragraph, widen(claim, report.language))
    if not whether and refused(claim, worded, wanted.language, paragraph, report):
        return True
    if not whether and affirms(claim, wanted.language) and denies_needs(paragraph, needs, report):
        return True
    if not across:
        claim = worded
        said = content(claim, wanted.language)
        if len(said & content(paragraph.text, wanted.language)) < SHARED * len(said):
            return False  # worded too freely to be laid beside the paragraph
    reasons = (reason for reason in check(claim, [paragraph], report) if reason.source)
    return any(_counts(reason, claim, whether, across) for reason in reasons)


def agrees(wanted: Wanted, each: Scored, report: Report, needs: Sequence[Need]) -> bool:
    """Whether a paragraph denies or speaks against what a question why denies or speaks against; nothing
    agrees so with «all» or «must», for it may be that which is not so."""
    claim = presupposed(wanted)
    if not claim or shows(claim, "other", "strong") or not shows(wanted.text, "asks", "reason"):
        return False
    return alike(claim, each) or denies_alike(claim, wanted, each.paragraph, needs, report)


def deplored(wanted: Wanted, each: Scored, needs: Sequence[Need]) -> bool:
    """Whether a paragraph deplores what a question says is wanted: «why is it recommended to detain …?»."""
    return shows(wanted.text, "asks", "reason") and unwanted(presupposed(wanted), wanted.text, each, needs)


def _counts(reason: Reason, claim: str, whether: bool, across: bool) -> bool:
    """Whether a reason against the claim speaks against the question: not a denial of the source's, which
    has been looked at more closely, nor how strongly it is said, unless it is taken for decided; who says
    it only where two are named."""
    said = plain(reason.source)
    if reason.kind == "negation" and not whether:
        seen = any(pattern("denial", each).match(said) for each in names("denial"))
        if shows(claim, "negated", "not") and any(shows(said, *cue) for cue in _NOT_YET):
            return False
        return not seen and (not across or len(said) <= OPPOSITE)
    if reason.kind == "modality":
        return shows(claim, "other", "settled") or denial_in(said) is not None
    if reason.kind == "attribution":
        return speaks(claim) and not shows(reason.source, "other", "impersonal")
    return reason.kind in ("negation", "quantifier")


def presupposed(wanted: Wanted) -> str:
    """What a question takes for granted: what it asks the reason of, what it says before it asks, what it
    wants confirmed; nothing where it only asks."""
    text = wanted.text.partition(" (")[0] if wanted.leaning is not None else wanted.text
    tag = pattern("other", "tag").search(plain(text).rstrip(" .!"))
    if tag:
        return text[: tag.start()].strip(_EDGES)
    if shows(text, "other", "granted"):
        text = _CLAUSES.split(text)[0]  # «既然……，» is what is taken for granted
    elif (stated := _stated_first(text)) and not wanted.premise:
        return stated
    if not wanted.premise:
        return ""
    asking = (("other", "whether"),) if _only_asks_whether(wanted) else _WHY
    return without(text, *asking, ("other", "granted")).strip(_EDGES)


def _only_asks_whether(wanted: Wanted) -> bool:
    return not any(shows(wanted.text, *cue) for cue in _WHY) and not shows(wanted.text, "other", "tag")


def _stated_first(text: str) -> str:
    """The statement before a question: «X has been banned, from when?»."""
    first, *rest = _CLAUSES.split(text, maxsplit=1)
    simple = plain(first).strip()
    asks = asks_itself(first) or shows(first, "other", "whether")
    if asks or pattern("other", "condition").search(simple) or not (rest and asks_itself(rest[0])):
        return ""
    return first.strip(_EDGES) if pattern("other", "states").search(simple) else ""


def undecided(wanted: Wanted, each: Scored) -> bool:
    """Whether a question takes for decided what a sentence of the paragraph on it says was not."""
    told = zip(sentence_texts(each.paragraph.text), each.sentences, strict=True)
    best = max(each.sentences, default=0.0)
    return (
        each.about >= ABOUT
        and unsettled(wanted, each.paragraph)
        and any(covered >= HALF * best and shows(text, "other", "undecided") for text, covered in told)
    )


def unsettled(wanted: Wanted, paragraph: Paragraph) -> bool:
    """Whether a question takes for decided what the paragraph says was not: «from when …?», «why …?»."""
    text = wanted.text
    given = presupposed(wanted) or shows(text, "other", "taken")
    takes = (given or "date" in wanted.asks) and not shows(text, "other", "whether")
    return (
        takes
        and shows(text, "other", "settled")
        and not shows(text, "other", "unsettled")
        and not shows(text, "contrary", "fails")
        and (shows(paragraph.text, "other", "unsettled") or shows(paragraph.text, "contrary", "divided"))
    )
