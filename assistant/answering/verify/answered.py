"""What a sentence says of the one before it: «some opposed this», «None had been fatal», 对此表示反对.

Reports put a matter down first and then who was against it; a claim says both in one clause.
"""

from __future__ import annotations

import re

from assistant.answering.verify.alignment import Aligned
from assistant.answering.verify.passage import Passage, Span
from assistant.language.scales import Mark
from assistant.language.wording import empty

_POINTS = {
    "zh": re.compile(
        r"此(?!外|前|后|次)|这[一项种类个些]|该(?!当)|上述|其中|表示(?:反对|赞同|同意|支持)|^(?:无一|均|都)"
    ),
    "en": re.compile(
        r"\b(?:this|that|these|those|it|them|such|the (?:proposal|"
        r"suggestion|idea|request|matter|issue|question|measure))\b|"
        r"^(?:none|neither|all|most|some|others?|two|both)\b"
    ),
    "fr": re.compile(
        r"\b(?:ce(?:tte|t|la|ci)?|ces|y|en|celle-ci|celui-ci|la (?:proposition|question|demande|mesure))\b|"
        r"^(?:aucune?|tous|toutes|certain\w*|d'autres)\b"
    ),
    "es": re.compile(
        r"\b(?:es[ea]s?|est[ea]s?|es[to]o|ello|al respecto|"
        r"la (?:propuesta|cuestion|solicitud|medida|idea)|lo|la)\b|"
        r"^(?:ningun\w*|tod[oa]s|algun[oa]s|otr[oa]s)\b"
    ),
    "ru": re.compile(
        r"\b(?:эт\w{1,3}|так\w{2,3} (?:предложени|мер|подход)\w+|"
        r"не[её]|него|нему)\b|^(?:ни один|ни одн\w+|все|друг\w+)\b"
    ),
    "ar": re.compile(r"\b[وفبلك]*(?:هذا|هذه|ذلك|تلك)\b|(?:الاقتراح|المقترح)\b"),
}

_VERB_FIRST = 30  # characters in which Arabic says who, after the verb


def answer(one: Aligned) -> Span | None:
    """The clause, of the sentence after the one a clause stands beside, that takes that up."""
    following = next((each for each in one.passage.sentences if each[0] >= one.sentence[1]), None)
    return taking_up(one.passage, following) if following else None


def taking_up(passage: Passage, sentence: Span) -> Span | None:
    """The clause of a sentence that takes up what was said before."""
    points = _POINTS.get(passage.language)
    text = passage.plain[slice(*sentence)]
    start = sentence[0] + len(text) - len(text.lstrip())
    found = points.search(passage.plain[start : sentence[1]]) if points else None
    return passage.clause(start + found.start()) if found else None


def denied_after(claim: Passage, one: Aligned, mark: Mark, across: bool) -> tuple[Mark, ...]:
    """The denials by which the next sentence answers what a clause of the claim denies with ``mark``, when
    both let the same ones do so."""
    span = answer(one)
    if span is None:
        return ()
    end = mark.end + (_VERB_FIRST if claim.language == "ar" else 0)
    who = _words(claim, (one.clause[0], min(end, one.clause[1])), across)
    if not who & _words(one.passage, span, across):
        return ()
    return tuple(each for each in one.passage.marks("negation") if span[0] <= each.start < span[1])


def _words(passage: Passage, span: Span, across: bool) -> set[str]:
    hollow = empty(passage.language) if passage.language != "zh" else frozenset()
    units = (*(passage.shared if across else passage.units), *passage.groups)
    marks = [
        *passage.marks("speaker"),
        *(mark for mark in passage.marks("quantifier") if mark.grade == "none"),
    ]
    keys = {unit.key for unit in units if span[0] <= unit.start < span[1]} - hollow
    return keys | {mark.grade for mark in marks if span[0] <= mark.start < span[1]}
