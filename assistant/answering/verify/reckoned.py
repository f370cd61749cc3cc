"""Whether the source gives an amount of the claim in another unit, rounded, or by two of its numbers.

18 months are a year and a half, 58 % is 接近六成; 164 of 187 is nearly nine in ten, from 22.9 to 17.8 is
five points less, from 2020 to 2023 three years, from 8,200 to 27,500 more than three times as much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from assistant.answering.verify.evidence import Evidence
from assistant.answering.verify.passage import Passage, Span
from assistant.language.amounts import Amount

_UNIT_SLACK = 0.02  # two units of time: 180 days are six months
_SLACK = 0.03  # four in ten are 41 %
_LOOSELY = 0.03  # what two numbers make, of which the claim says a round one
_DIFFERENCE = re.compile(
    r"百分点|差|缺|增|减|升|降|压缩|缩短|短|余|剩|[多少早晚低高][了出]|推迟|延[后迟长至]|提前|point|gap|short|differ|more|fewer|less|"
    r"increase|rise|rose|fell|drop|cut|reduc|later|earlier|longer|higher|lower|moins|plus|menos|\bmas\b|меньше|больше|позже|раньше|"
    r"اقل|اكثر|"
    r"remain|missing|ecart|manqu|hausse|baisse|augment|diminu|brecha|falta|subi|baj|aument|disminu|resta|пункт|разн|"
    r"вырос|увелич|сниз|сократ|не хват|فجو|زياد|ارتف|انخف|نقص|نقط"
)
_TIMES_SLACK = 0.1  # of a ratio said as so many times: 60 % is not three times 23 %
_LESS = re.compile(
    r"\s*(?:less|lower|fewer|cheaper|smaller|moins|menos|menor|inferior|меньше|ниже|дешевле|اقل)"
)
_SMALL = 10  # a number below which any two may differ by
_YEAR = re.compile(r"\d{4}")
_DAYS_A_YEAR = 365.0


def reckoned(claim: Passage, ours: Amount, evidence: Evidence) -> bool:
    """Whether the source bears out the amount, however it says it."""
    for passage in evidence.everything:
        if any(_agree(ours, theirs) for theirs in passage.amounts):
            return True
        if ours.kind == "days" and any(_near(ours, value, _UNIT_SLACK) for value in passage.periods):
            return True
    first, last = claim.clause(ours.start)
    less = _LESS.match(claim.plain, ours.end) is not None
    if ours.kind == "times" and any(_times(ours, value) for value in _ratios(evidence, less)):
        return True
    clause = claim.plain[first:last]
    denied = any(first <= mark.start < last for mark in claim.marks("negation"))
    if ours.kind == "share" and denied and any(_near(ours, value, _SLACK) for value in _rest(evidence)):
        return True
    if ours.kind == "number" and denied and ours.value in set(left_over(evidence.cited)):
        return True
    differs = _DIFFERENCE.search(clause) is not None
    return any(
        _near(ours, value, _LOOSELY)
        for passage in evidence.cited
        for sentence in passage.sentences
        for value in _made(ours, passage, sentence, differs)
    )


def _agree(ours: Amount, theirs: Amount) -> bool:
    if ours.kind != theirs.kind:
        return False
    if ours.kind == "number" and (not ours.rounded or _digits(ours.value) >= _digits(theirs.value)):
        return _near(replace(ours, low=ours.value, high=ours.value), theirs.value, 0.0)
    return _near(ours, theirs.value, _UNIT_SLACK if ours.kind == "days" else _SLACK)


def _near(ours: Amount, value: float, slack: float) -> bool:
    return ours.low * (1 - slack) <= value <= ours.high * (1 + slack)


def _digits(value: float) -> int:
    """How many digits tell something: fewer in a rounded number."""
    return len(f"{value:.6f}".rstrip("0").replace(".", "").strip("0"))


def left_over(passages: Sequence[Passage]) -> Iterator[float]:
    """How many of a number are left when another of its sentence is taken: of 41 that 26 did, 15 did not."""
    for passage in passages:
        for sentence in passage.sentences:
            inside = [
                one.value
                for one in passage.amounts
                if sentence[0] <= one.start < sentence[1] and one.kind == "number"
            ]
            pairs = combinations(inside, 2)
            yield from (abs(one - other) for one, other in pairs if max(one, other) >= _SMALL)


def _rest(evidence: Evidence) -> Iterator[float]:
    """What is left of a whole of which the source gives a part: four in ten did not, six did."""
    for passage in evidence.cited:
        yield from (1 - one.value for one in passage.amounts if one.kind == "share" and one.value < 1)


def _ratios(evidence: Evidence, less: bool) -> Iterator[float]:
    """How many times one share of a sentence is another, or the whole is a part of it."""
    for passage in evidence.cited:
        for sentence in passage.sentences:
            inside = [
                one.value
                for one in passage.amounts
                if sentence[0] <= one.start < sentence[1] and one.kind == "share"
            ]
            yield from (1 / value for value in inside if less and 0 < value < 1)
            yield from (max(pair) / min(pair) for pair in combinations(inside, 2) if min(pair) > 0)


def _times(ours: Amount, value: float) -> bool:
    """Whether so many times is about what a ratio comes to."""
    return ours.value == int(ours.value) and abs(value - ours.value) <= _TIMES_SLACK * ours.value


def _made(ours: Amount, passage: Passage, sentence: Span, differs: bool) -> Iterator[float]:
    """What two numbers of a sentence make, of the kind that the claim has."""
    inside = [one for one in passage.amounts if sentence[0] <= one.start < sentence[1]]
    if ours.kind == "days":
        years = [
            int(numeral.value[:4])
            for numeral in passage.numerals
            if sentence[0] <= numeral.start < sentence[1] and _YEAR.match(numeral.value)
        ]
        yield from (abs(one - other) * _DAYS_A_YEAR for one, other in combinations(years, 2))
    for one, other in combinations(inside, 2):
        if one.kind != other.kind or not one.value or not other.value:
            continue
        large, small = max(one.value, other.value), min(one.value, other.value)
        if ours.kind == "share" and (one.kind == "number" or (one.kind == "days" and differs)):
            yield small / large
            yield 1 - small / large
        elif ours.kind == "times":
            yield large / small
        elif differs and one.kind == ours.kind and (ours.kind in ("share", "days") or ours.value >= _SMALL):
            yield large - small
        elif differs and one.kind == "share" and ours.kind == "number":
            yield 100 * (large - small)
