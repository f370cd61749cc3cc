"""Numbers and dates of a claim: each must stand in the source, at the same place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise, takewhile

from assistant.answering.verify.counted import noun, swapped, unit, unit_end, worded
from assistant.answering.verify.evidence import Evidence
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Passage, Span
from assistant.answering.verify.reckoned import reckoned
from assistant.language.amounts import Amount
from assistant.language.numerals import Numeral
from assistant.language.wording import empty

_REACH = 14  # characters around a number that tell what it counts
_CLEARLY = 5  # pairs of characters by which another number fits the place better
_DISPLACED = 2  # words by which another clause has more of what the claim says of a number
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_COUNTED = re.compile(
    r"\s*(?:[个项名国位种类方条家点份级层步]|缔约|代表|发言|建议|(?!and\b|et\b|y\b|и\b|و)[^\W\d_\u3400-\u9fff])"
)
_ITEM = re.compile(r"[项点条]")
_PRIMARY = re.compile(r"premi\w+|primer\w*|перв\w+|first")
_ABOUT = re.compile(r"[多余]([万亿])")
_LIST = re.compile(r"[^、，,：:；;。]{1,24}(?:、[^、，,：:；;。]{1,24})+")
_SAID = re.compile(r"(?:[这此该]|上述|前述|以上)$")
_BOTH = re.compile("两[类者种方级国边]")  # «both», of things named one by one
_LAST = re.compile(r"以及|和(?!国)|及|与")


def numbers_wrong(claim: Passage, evidence: Evidence, cited: int) -> Iterator[Finding]:
    """Numbers and dates of the claim that the source does not give where the claim puts them."""
    theirs = [(passage, numeral) for passage in evidence.everything for numeral in passage.numerals]
    places = [(mention.start, mention.end) for mention in claim.mentions]
    reckonings = [one for one in claim.amounts if reckoned(claim, one, evidence)]
    yield from _in_words(claim, reckonings, evidence)
    counts = None
    for numeral in claim.numerals:
        if _idle(claim, numeral, evidence) or any(start <= numeral.start < end for start, end in places):
            continue
        like = [
            (passage, one)
            for passage, one in theirs
            if _alike(claim, numeral, passage, one)
            and (passage in evidence.cited or not _ranks(numeral, one))
        ]
        inside = [(passage, one) for passage, one in like if passage in evidence.cited]
        said = next((one for one in reckonings if one.start <= numeral.start < one.end), None)
        if (said is not None and (not inside or _woven(said, numeral))) or (
            not like and worded(numeral, evidence)
        ):
            continue
        if not like:
            counts = counts if counts is not None else _counts(evidence, cited)
            if numeral.value in counts and _counting(claim, numeral):
                continue
            if unit(claim, numeral) == "day" and numeral.value in _days(evidence):
                continue
            yield _finding(claim, numeral, _nearest(claim, numeral, theirs))
            continue
        rival = swapped(claim, numeral, inside, theirs) or _displaced(claim, numeral, inside, theirs)
        if rival is not None:
            yield _finding(claim, numeral, rival)
            continue
        better = _better(claim, numeral, like, theirs) if inside else _rival(claim, numeral, evidence)
        if better is not None:
            yield _finding(claim, numeral, better)


def _in_words(claim: Passage, reckonings: Sequence[Amount], evidence: Evidence) -> Iterator[Finding]:
    """Amounts that words tell (впятеро, doubled, 一半) and that the source does not give."""
    for one in claim.amounts:
        told = any(one.start <= numeral.start < one.end for numeral in claim.numerals)
        if told or one in reckonings:
            continue
        others = [(passage, other) for passage in evidence.cited for other in passage.amounts]
        rival = next(((passage, other) for passage, other in others if other.kind == one.kind), None)
        source = rival[0].words(rival[1].start, rival[1].end) if rival else ""
        yield Finding("number", claim.words(one.start, one.end), source)


def _woven(amount: Amount, numeral: Numeral) -> bool:
    """Whether a number is part of an amount that is no number of its own: one in three, four fifths."""
    return amount.kind in ("share", "times") and numeral.kind != "percent" and "/" not in numeral.value


def _finding(claim: Passage, numeral: Numeral, other: tuple[Passage, Numeral] | None) -> Finding:
    source = other[0].words(other[1].start, unit_end(other[0], other[1])) if other else ""
    return Finding("number", claim.words(numeral.start, unit_end(claim, numeral)), source)


def _counting(claim: Passage, numeral: Numeral) -> bool:
    """Whether the number counts things, as 14 个国家 and «14 parties» do and 议程项目 14 does not."""
    if numeral.kind != "number" or unit(claim, numeral):
        return False
    return _COUNTED.match(claim.plain, numeral.end) is not None


def _idle(claim: Passage, numeral: Numeral, evidence: Evidence) -> bool:
    """一个主要方面 counts nothing, 这两类 takes up what was said, 一名发言者 is a quantifier,
    «première» may be «primary», and 第二项 may name the second item, which is cited."""
    written = claim.plain[numeral.start : numeral.end]
    if claim.plain.startswith(("-way", "-sided", "-fold"), numeral.end):
        return True
    if numeral.kind == "ordinal":
        item = f"({chr(96 + int(numeral.value))})" if numeral.value.isdigit() else ""
        named = _ITEM.match(claim.plain, numeral.end) and any(ref.endswith(item) for ref in evidence.refs)
        return bool(named) or _PRIMARY.fullmatch(written) is not None
    if _SAID.search(claim.plain, 0, numeral.start) or (
        numeral.value == "2" and _BOTH.match(claim.plain, numeral.start)
    ):
        return True
    lone = numeral.value == "1" and numeral.kind == "number" and not written[0].isdigit()
    return lone and not unit(claim, numeral)


def _alike(claim: Passage, ours: Numeral, passage: Passage, theirs: Numeral) -> bool:
    """The same value, counting the same unit where both name one."""
    if _value(claim, ours) != _value(passage, theirs):
        dates = "date" in (ours.kind, theirs.kind)
        return dates and _date_alike(ours.value, theirs.value)
    mine, other = unit(claim, ours), unit(passage, theirs)
    return not (mine and other and mine != other)


def _ranks(ours: Numeral, theirs: Numeral) -> bool:
    """Whether one counts and the other only tells which of a row is meant: the Third Committee."""
    return {ours.kind, theirs.kind} == {"number", "ordinal"}


def _value(passage: Passage, numeral: Numeral) -> str:
    """The value; 1 350多万 is 1 350万."""
    about = _ABOUT.match(passage.plain, numeral.end)
    if about is None or not numeral.value.isdigit():
        return numeral.value
    return str(int(numeral.value) * (10_000 if about[1] == "万" else 100_000_000))


def _date_alike(ours: str, theirs: str) -> bool:
    """A date may be given in part: 2018, 2018-07, --07-04 are all in 2018-07-04."""
    return theirs.startswith(f"{ours}-") or (ours.startswith("--") and theirs.endswith(ours[1:]))


def _better(
    claim: Passage,
    numeral: Numeral,
    like: list[tuple[Passage, Numeral]],
    theirs: list[tuple[Passage, Numeral]],
) -> tuple[Passage, Numeral] | None:
    """Another number that stands where the claim puts this one, if one clearly does."""
    rivals = [
        (passage, one)
        for passage, one in theirs
        if one.kind == numeral.kind
        and not any(one is other for _, other in like)
        and unit(passage, one) == unit(claim, numeral)
    ]
    if not rivals or numeral.kind in ("date", "symbol"):
        return None
    rival = max(rivals, key=lambda other: _fit(claim, numeral, *other))
    fit = max(_fit(claim, numeral, *other) for other in like)
    both = any(rival[1].value == ours.value for ours in claim.numerals)
    return rival if _fit(claim, numeral, *rival) >= fit + (2 if both else 1) * _CLEARLY else None


def _displaced(
    claim: Passage,
    numeral: Numeral,
    like: list[tuple[Passage, Numeral]],
    theirs: list[tuple[Passage, Numeral]],
) -> tuple[Passage, Numeral] | None:
    """The number of another clause that has all the clause of the claim says, where the number's own has
    nothing of it: interpreters are in 58 places, though 203 need them."""
    if len(like) != 1 or numeral.kind not in ("number", "percent") or claim.language != like[0][0].language:
        return None
    passage, own = like[0]
    told = {one.value for one in claim.numerals}
    rivals = [
        one
        for other, one in theirs
        if other is passage
        and one.kind == own.kind
        and one.value not in told
        and passage.sentence(one.start) == passage.sentence(own.start)
        and passage.clause(one.start) != passage.clause(own.start)
        and unit(passage, one) == unit(passage, own)
        and noun(passage, one) & noun(passage, own)
    ]
    mine = _said_in(claim, claim.clause(numeral.start))
    here = mine & _said_in(passage, passage.clause(own.start))
    for one in rivals:
        there = mine & _said_in(passage, passage.clause(one.start))
        if len(there - here) >= _DISPLACED * (2 if claim.language == "zh" else 1) and not here - there:
            return passage, one
    return None


def _said_in(passage: Passage, span: Span) -> set[str]:
    """What a clause says besides its numbers."""
    numbers = [range(one.start, one.end) for one in passage.numerals]
    hollow = empty(passage.language) if passage.language != "zh" else frozenset()
    return {
        unit.key
        for unit in passage.units
        if span[0] <= unit.start < span[1] and not any(unit.start in one for one in numbers)
    } - hollow


def _rival(claim: Passage, numeral: Numeral, evidence: Evidence) -> tuple[Passage, Numeral] | None:
    """What the cited paragraphs have in place of a number that only the header has."""
    theirs = [(passage, one) for passage in evidence.cited for one in passage.numerals]
    nearest = _nearest(claim, numeral, theirs)
    return nearest if nearest and _fit(claim, numeral, *nearest) >= _CLEARLY else None


def _nearest(
    claim: Passage, numeral: Numeral, theirs: list[tuple[Passage, Numeral]]
) -> tuple[Passage, Numeral] | None:
    same_kind = [other for other in theirs if other[1].kind == numeral.kind]
    return max(same_kind, key=lambda other: _fit(claim, numeral, *other), default=None)


def _fit(claim: Passage, ours: Numeral, passage: Passage, theirs: Numeral) -> int:
    """How much the surroundings of two numbers share; what touches them counts twice."""
    across = claim.language != passage.language
    shared = _around(claim, (ours.start, ours.end), across) & _around(
        passage, (theirs.start, theirs.end), across
    )
    before = _alike_for(claim.plain[: ours.start][::-1], passage.plain[: theirs.start][::-1])
    after = _alike_for(claim.plain[ours.end :], passage.plain[theirs.end :])
    per_unit = 1 if claim.language == "zh" else 5
    return len(shared) + (before + after) // per_unit


def _alike_for(one: str, other: str) -> int:
    """For how many characters, within reach, two texts begin alike."""
    together = zip(one[:_REACH], other[:_REACH], strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], together))


def _around(passage: Passage, span: Span, across: bool = False) -> set[str]:
    reach = _REACH if passage.language == "zh" else 4 * _REACH
    start, end = passage.sentence(span[0])
    start, end = max(start, span[0] - reach), min(end, span[1] + reach)
    return {
        unit.key
        for unit in (passage.shared if across else passage.units)
        if (start <= unit.start and unit.end <= span[0]) or (span[1] <= unit.start and unit.end <= end)
    }


def _days(evidence: Evidence) -> set[str]:
    """How many days the periods of the source last."""
    dates = [
        date.fromisoformat(numeral.value)
        for passage in evidence.cited
        for numeral in passage.numerals
        if numeral.kind == "date" and _DAY.fullmatch(numeral.value)
    ]
    return {str((last - first).days + 1) for first, last in pairwise(dates)}


def _counts(evidence: Evidence, cited: int) -> set[str]:
    """What can be counted in the source: the items of its lists, the paragraphs cited."""
    counts = {evidence.items, cited}
    for passage in evidence.cited:
        for found in _LIST.finditer(passage.plain):
            items = found[0].split("、")
            counts.add(len(items) + bool(_LAST.search(items[-1])))
        for kind in ("country", "instrument"):
            counts.add(len({name.code for name in passage.names if name.kind == kind}))
    return {str(count) for count in counts if count > 1}
