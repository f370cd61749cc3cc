"""How closely a claim keeps to the source's own words, and which checks that is too little for.

A claim made wrong by one change is mostly the source's own words; of one worded altogether freely the
words around a denial or a quantifier stand nowhere in the source, so that nothing tells what to hold it
against: more faithful ones than false ones would be refused.
"""

from __future__ import annotations

from assistant.answering.verify.evidence import Evidence
from assistant.answering.verify.passage import Passage
from assistant.language.wording import empty

_ENOUGH = {"negation": 0.65, "quantifier": 0.6}  # share of the words, for these kinds
_ENOUGH_CHINESE = {"quantifier": 0.4}  # of the characters


def too_free(claim: Passage, evidence: Evidence) -> frozenset[str]:
    """The kinds of findings that say nothing of a claim worded as freely as this one."""
    enough = _ENOUGH_CHINESE if claim.language == "zh" else _ENOUGH
    share = literal(claim, evidence)
    return frozenset(kind for kind, least in enough.items() if share < least)


def literal(claim: Passage, evidence: Evidence) -> float:
    """The share of the claim's words (in Chinese: characters) that stand in the cited paragraphs."""
    if claim.language == "zh":
        had = {
            place
            for unit in claim.units
            if unit.key in evidence.body_keys
            for place in range(unit.start, unit.end)
        }
        signs = [at for at, sign in enumerate(claim.plain) if "\u3400" <= sign <= "\u9fff"]
        return sum(at in had for at in signs) / max(1, len(signs))
    hollow = empty(claim.language)
    told = [
        unit
        for unit in claim.units
        if unit.key not in hollow and claim.plain[unit.start : unit.end] not in hollow
    ]
    return sum(unit.key in evidence.body_keys for unit in told) / max(1, len(told))
