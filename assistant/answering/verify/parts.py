"""A number of the claim said of what the source has another number for: 118 million were pledged, of which
63 were paid; «118 million were paid»."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from assistant.answering.verify.counted import out_of, unit, unit_end
from assistant.answering.verify.evidence import Evidence
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Passage, Span
from assistant.language.numerals import Numeral
from assistant.language.wording import empty

_KINDS = frozenset({"number", "percent"})
_NO_COUNT = re.compile(r"(?:19|20)\d\d(?!\d)|\d+\s?(?:岁|周岁)")
_AMONG = re.compile("[^，,]{0,6}?(?:当中|其中|之中|里面?有|中(?=有|的|，))")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_STOP = re.compile(r"[,;:，；：،؛—–]")
_HEAD = 4  # characters of a Chinese noun after its number and classifier
_CLASSIFIER = re.compile(r"余?多?(?:万|亿)?[个名位项件份次处所支艘家宗类种条起国]?")
_BEFORE, _WORDS = 6, 2  # characters, and words, right before the first number that tell of it


def parts_wrong(claim: Passage, evidence: Evidence) -> Iterator[Finding]:
    """Numbers of the claim beside nothing but what the source says of another number of the same sentence."""
    across = claim.language != evidence.language
    told = {one.value for one in claim.numerals}
    for numeral in claim.numerals:
        own = [
            (passage, one)
            for passage in evidence.cited
            for one in passage.numerals
            if one.kind == numeral.kind and one.value == numeral.value
        ]
        if len(own) != 1 or not _counts(*own[0]) or _of_which(claim, numeral):
            continue
        passage, theirs = own[0]
        mine = _keys(claim, _stretch(claim, numeral), across)
        rival = _rival(passage, theirs, mine, told, across) or _other_year(claim, numeral, passage, theirs)
        if rival is not None:
            words = passage.words(rival.start, unit_end(passage, rival))
            yield Finding("number", claim.words(numeral.start, unit_end(claim, numeral)), words)


def _counts(passage: Passage, numeral: Numeral) -> bool:
    """Whether a number counts things: no mere word, as «one» may be, no year and no age."""
    if numeral.kind not in _KINDS or _NO_COUNT.match(passage.plain, numeral.start):
        return False
    return len(numeral.value) > 1 or passage.plain[numeral.start].isdigit()


def _of_which(claim: Passage, numeral: Numeral) -> bool:
    """Whether the number is only the whole of which some are told: «most of the 538 ports»."""
    before = (claim.clause(numeral.start)[0], numeral.start)
    return bool(claim.marks_in("quantifier", before)) or _AMONG.match(claim.plain, numeral.end) is not None


def _rival(passage: Passage, own: Numeral, mine: set[str], told: set[str], across: bool) -> Numeral | None:
    """The number of the sentence of which the claim's words tell, when they tell nothing of its own."""
    first, last = passage.sentence(own.start)
    whole = out_of(passage, own)
    others = [
        one
        for one in passage.numerals
        if first <= one.start < last
        and one != whole
        and one.kind == own.kind
        and _counts(passage, one)
        and unit(passage, one) == unit(passage, own)
    ]
    said = {one.start: _keys(passage, _stretch(passage, one), across) for one in others}
    counts = Counter(key for keys in said.values() for key in keys)
    only = {start: {key for key in keys if counts[key] == 1} for start, keys in said.items()}
    shared = {key for one in others for key in _head(passage, one, across)}
    before = _keys(passage, (first, others[0].start), across)
    least = 2 if passage.language == "zh" and not across else 1
    if whole is not None or (only[own.start] - shared) & mine:
        return None
    for one in others:
        telling = only[one.start] - shared - (before if one is others[0] else set())
        if one.value not in told and len(telling & mine) >= least:
            return one
    return None


def _other_year(claim: Passage, ours: Numeral, passage: Passage, own: Numeral) -> Numeral | None:
    """The number that the source has of the year for which the claim gives this one."""
    mine, theirs = _year(claim, ours), _year(passage, own)
    if not mine or not theirs or mine == theirs:
        return None
    first, last = passage.sentence(own.start)
    inside = (one for one in passage.numerals if first <= one.start < last and one.kind == own.kind)
    return next((one for one in inside if one != own and _year(passage, one) == mine), None)


def _year(passage: Passage, numeral: Numeral) -> str:
    """The one year that stands with a number; empty when none does, or several."""
    first, last = _stretch(passage, numeral)
    start = passage.sentence(numeral.start)[0]
    if not any(start <= one.start < numeral.start and _counts(passage, one) for one in passage.numerals):
        first = start
    years = {found[0] for found in _YEAR.finditer(passage.plain, first, last)}
    return years.pop() if len(years) == 1 else ""


def _stretch(passage: Passage, numeral: Numeral) -> Span:
    """What is said of a number: what stands between the numbers beside it, or the commas between these; of
    what stands before the first, the words right before it. In Chinese what stands between two
    numbers may be said of either."""
    first, last = passage.sentence(numeral.start)
    beside = [
        one
        for one in passage.numerals
        if first <= one.start < last and one.kind == numeral.kind and one != numeral and _counts(passage, one)
    ]
    before = [one.end for one in beside if one.end <= numeral.start]
    after = [one.start for one in beside if one.start >= numeral.end]
    first = _after_stop(passage, (before[-1], numeral.start)) if before else _close(passage, first, numeral)
    stop = _STOP.search(passage.plain, numeral.end, after[0]) if after else None
    shared = numeral.end if passage.language == "zh" and after else (after or [last])[0]
    return first, stop.start() if stop else shared


def _after_stop(passage: Passage, span: Span) -> int:
    stops = [found.end() for found in _STOP.finditer(passage.plain, *span)]
    return stops[-1] if stops else span[1]


def _close(passage: Passage, first: int, numeral: Numeral) -> int:
    """Where the words begin that stand right before the first number of a sentence."""
    stops = [found.end() for found in _STOP.finditer(passage.plain, first, numeral.start)]
    first = stops[-1] if stops else first
    if passage.language == "zh":
        return max(first, numeral.start - _BEFORE)
    hollow = empty(passage.language)
    starts = [
        one.start for one in passage.units if first <= one.start < numeral.start and one.key not in hollow
    ]
    return starts[-_WORDS] if len(starts) >= _WORDS else first


def _keys(passage: Passage, span: Span, across: bool) -> set[str]:
    hollow = empty(passage.language) if passage.language != "zh" else frozenset()
    numbers = {place for one in passage.numerals for place in range(one.start, one.end)}
    return {
        unit.key
        for unit in (passage.shared if across else passage.units)
        if span[0] <= unit.start and unit.end <= span[1]
        if unit.key not in hollow and unit.start not in numbers
    }


def _head(passage: Passage, numeral: Numeral, across: bool) -> set[str]:
    """The noun after a number, which its parts share: corridors, of which 8."""
    start = numeral.end
    if passage.language == "zh":
        found = _CLASSIFIER.match(passage.plain, start)
        start = found.end() if found else start
        return _keys(passage, (start, start + _HEAD), across)
    hollow, end = empty(passage.language), start
    for one in passage.units:
        if one.start >= start:
            if one.key in hollow or passage.plain[end : one.start].strip():
                break
            end = one.end
    return _keys(passage, (start, end), across)
