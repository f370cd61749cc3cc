"""Denials of a claim and of its source: which bear on the claim, and which of them are the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.verify.alignment import Aligned
from assistant.answering.verify.passage import Passage, Span, Unit
from assistant.language.scales import Mark
from assistant.language.wording import empty, key, same

_FIRST = 3  # words right after a denial that are enough by themselves
_FIXED = 3  # characters between a denial and a comma of a list that make one word
_FOCUS = 5  # units after a denial that tell what it denies
_MUCH = 4  # words that make two denials one, wherever they stand
_MOVED = 2  # words that two denials share of which one stands after them
_ELSEWHERE = 2  # words right after two denials that make them one, sentences apart
_ACROSS = 3  # words that 避免 and 不 deny alike, which makes them one
_DOUBLE = {
    "es": (re.compile(r"\bno\b[^,.;]*$"), re.compile("nunca|jamas|tampoco|ni|ningun\\w*|nada|nadie")),
    "ru": (re.compile(r"\b(?:ни|никто|никогда|никак\w*|ничто|ничего)\b[^,.;]*$"), re.compile("не|нет")),
    "fr": (
        re.compile(
            r"\b(?:aucune?|jamais|rien|personne|ni|ne|n')[^,.;]*$|"
            r"\b(?:crai\w+|redout\w+|peur|avant|moins|evit\w+|empech\w+)[^.;]*\bqu(?:e|')[^.;]*$"
        ),
        re.compile("ne|n'|jamais|ni|pas|aucune?"),
    ),
}
_QUALITY = re.compile("不[^必须应需得能可会是再曾许准]")
_FAILS = re.compile("(?<=[\u4e00-\u9fff])不(?:回来?|了(?![解])|到|起|动|成|完|出来?|上|下来?|过来|住|清)")
_UNABLE = frozenset({"无法", "不能", "难以", "没法", "无力", "未能"})
_APART = 45  # characters between the two words of one denial
_PREFIXES = ("非", "غير")  # what makes an adjective of another language's
_HOLLOW = re.compile("[的会]")
_TOUCHING = 1  # characters between a denial and the denying verb that it denies: did not oppose
_STOP = re.compile("[、，,;；。]")


@dataclass(frozen=True, slots=True)
class Matched:
    """Denials of the claim and of the source that have no counterpart, and those that have one."""

    ours: tuple[Mark, ...]
    theirs: tuple[Mark, ...]
    used: frozenset[Mark]


def denials(passage: Passage, span: Span, across: bool) -> list[Mark]:
    """The denials in a span; what undoes (解除, 防止) denies only between texts of one language."""
    return [
        mark
        for mark in passage.marks("negation")
        if span[0] <= mark.start < span[1]
        and not (across and (mark.grade == "undo" or passage.plain[mark.start : mark.end] in _PREFIXES))
        and not _doubling(passage, mark)
        and not _asking(passage.plain, mark)
    ]


def _asking(plain: str, mark: Mark) -> bool:
    """Whether it is the 不 of 准不准, which leaves open."""
    at = plain.find("不", mark.start, mark.end)
    return 0 < at < len(plain) - 1 and plain[at - 1] == plain[at + 1]


def _doubling(passage: Passage, mark: Mark) -> bool:
    """Whether it is the second word of one denial: «no … nunca», «никто не …»."""
    pair = _DOUBLE.get(passage.language)
    if pair is None or not pair[1].fullmatch(passage.plain[mark.start : mark.end]):
        return False
    return pair[0].search(passage.plain, max(0, mark.start - _APART), mark.start) is not None


def bearing(one: Aligned, across: bool) -> list[Mark]:
    """The denials of the source whose object the claim takes up."""
    touched = {place for pair in one.pairs for place in range(pair.source.start, pair.source.end)}
    clauses = one.main_clauses()
    every = denials(one.passage, one.sentence, across)
    units = one.passage.shared if across else one.passage.units
    whole = [each for each in one.passage.marks("quantifier") if each.grade == "all"]

    def hollow(unit: Unit) -> bool:
        inside = any(each.start < unit.end and unit.start < each.end for each in whole)
        return inside or _HOLLOW.search(unit.key) is not None

    found = []
    for number, mark in enumerate(every):
        clause = one.passage.clause(mark.start)
        if clause not in clauses or _in_list(one.passage.plain, mark.end):
            continue
        later = (
            other.start
            for other in every[number + 1 :]
            if (mark.grade, other.grade) != ("not", "against") or other.start - mark.end > _TOUCHING
        )
        after = _spans([unit for unit in units if not hollow(unit)], (mark.end, min([clause[1], *later])))
        if not after and one.passage.language != "zh":
            after = _spans(units, (clause[0], mark.start))[-_FOCUS:]
        if _taken_up(mark, after, touched):
            found.append(mark)
    return found


def _taken_up(mark: Mark, after: Sequence[Span], touched: set[int]) -> bool:
    near, share = _share(after[:_FOCUS], touched), _share(after, touched)
    if mark.grade == "undo":
        return _share(after[:1], touched) == 1 and near >= 0.5 and share >= 0.3
    hits = max(near, _share(after[-_FOCUS:], touched))
    return (hits >= 0.5 and share >= 0.3) or share >= 0.45 or _share(after[:_FIRST], touched) == 1


def _in_list(text: str, start: int) -> bool:
    """Whether a denial is part of a short member of a list: 、不容忍、"""
    found = _STOP.search(text, start)
    return found is not None and found[0] == "、" and found.start() - start <= _FIXED


def _spans(units: Sequence[Unit], span: Span) -> list[Span]:
    """Where the units within a span stand, each place once."""
    inside = [unit for unit in units if span[0] <= unit.start and unit.end <= span[1]]
    return list(dict.fromkeys((unit.start, unit.end) for unit in inside))


def _share(spans: Sequence[Span], touched: set[int]) -> float:
    """How many of the words the claim has."""
    had = sum(all(place in touched for place in range(*span)) for span in spans)
    return had / len(spans) if spans else 0.0


def matched(
    claim: Passage, one: Aligned, ours: Sequence[Mark], theirs: Sequence[Mark], across: bool
) -> Matched:
    """Pair the denials of a clause with those of its source, each with one at most."""
    rest: list[Mark] = []
    used: set[Mark] = set()
    source = denials(one.passage, one.sentence, across)
    for mark in sorted(ours, key=lambda mark: mark.grade != "not"):
        free = [other for other in source if other not in used]
        twins = sorted(
            (other for other in free if _alike(claim, one, mark, other, across)),
            key=lambda other: other not in theirs,
        )
        named = [other for other in free if _same(claim, one.passage, mark, other)]
        if mark.grade == "against":  # an objection is no other denial of what is objected to
            twins = [other for other in named if other.grade == "against"] or twins
        twins = twins or [other for other in named if other in theirs or mark.grade != "not"]
        if twins:
            used.add(twins[0])
        else:
            rest.append(mark)
    for mark in [mark for mark in rest if mark.grade == "not"]:
        spare = [other for other in source if other.grade == "not" and other not in used]
        if claim.language == "zh":
            spare = [other for other in spare if _of_one_kind(claim, mark, one.passage, other)]
        about = (
            other for other in spare if across or one.near((mark.start, mark.end), (other.start, other.end))
        )
        other = next(about, None)
        if other is not None:
            rest.remove(mark)
            used.add(other)
    left = [mark for mark in theirs if mark not in used]
    for undoing in (True, False):
        mine = [mark for mark in rest if (mark.grade == "undo") is undoing]
        yours = [mark for mark in left if (mark.grade == "undo") is undoing]
        for first, second in zip(mine, yours, strict=False):
            rest.remove(first)
            left.remove(second)
            used.add(second)
    return Matched(tuple(rest), tuple(left), frozenset(used))


def _of_one_kind(claim: Passage, mark: Mark, passage: Passage, other: Mark) -> bool:
    """Whether 不 makes a quality in both, or denies the same power: 不会 and 不会, 救不回来 and 无法."""
    if _small(claim, mark) and _small(passage, other):
        return True
    mine, theirs = claim.plain[mark.start : mark.start + 2], passage.plain[other.start : other.start + 2]
    failed = _FAILS.match(claim.plain, mark.start) is not None
    return (mine == theirs == "不会") or (failed and theirs in _UNABLE)


def _small(passage: Passage, mark: Mark) -> bool:
    """Whether 不 makes one word with what follows, 不高 or 不完整, and denies no duty or act of saying."""
    return _QUALITY.fullmatch(passage.plain, mark.start, mark.end + 1) is not None


def _same(claim: Passage, passage: Passage, mark: Mark, other: Mark) -> bool:
    word, theirs = claim.plain[mark.start : mark.end], passage.plain[other.start : other.end]
    language = claim.language
    if word == theirs or key(theirs, language) in same(language).get(key(word, language), ()):
        return True
    return bool(_groups(claim, mark) & _groups(passage, other))


def _groups(passage: Passage, mark: Mark) -> set[str]:
    return {unit.key for unit in passage.groups if unit.start < mark.end and mark.start < unit.end}


def _alike(claim: Passage, one: Aligned, mark: Mark, other: Mark, across: bool) -> bool:
    """Whether two denials deny the same words, which may stand before them when none follow."""
    if one.passage.clause(other.start) not in one.main_clauses():
        return False
    mine, theirs = _denied(claim, mark, across, one.passage), _denied(one.passage, other, across, claim)
    if (mark.grade == "undo") != (other.grade == "undo"):
        return len(mine.whole & theirs.whole) >= _ACROSS
    if len(mine.whole & theirs.whole) >= _MUCH:
        return True
    if not mine.after:
        return bool(mine.before & (theirs.after_last | theirs.before))
    if not theirs.after:
        return len(mine.after & theirs.before) >= _MOVED
    return any(
        len(words & others) >= min(2, (len(words) + 1) // 2) > 0
        for words, others in ((mine.after, theirs.after), (mine.after_last, theirs.after_last))
    )


@dataclass(frozen=True, slots=True)
class Denied:
    """The words after a denial, up to the next: the first, the last, all; and the last before it; by
    key, those that the other text has."""

    after: frozenset[str]
    after_last: frozenset[str]
    before: frozenset[str]
    whole: frozenset[str]


def _denied(passage: Passage, mark: Mark, across: bool, other: Passage) -> Denied:
    known = {unit.key for unit in (other.shared if across else other.units)}
    start, end = passage.clause(mark.start) if passage.language == "zh" else passage.sentence(mark.start)
    later = [other.start for other in passage.marks("negation") if other.start > mark.start]
    units = [unit for unit in (passage.shared if across else passage.units) if unit.key in known]
    after = [unit.key for unit in units if mark.end <= unit.start and unit.end <= min([end, *later])]
    before = [unit.key for unit in units if start <= unit.start and unit.end <= mark.start]
    first, last, far = after[:_FOCUS], after[-_FOCUS:], before[-_FOCUS:]
    return Denied(frozenset(first), frozenset(last), frozenset(far), frozenset(after))


def denied_elsewhere(claim: Passage, one: Aligned, mark: Mark, across: bool) -> tuple[Mark, ...]:
    """Denials in other sentences of the source that deny the same deed of the same words as ``mark``."""
    mine = _denied(claim, mark, across, one.passage)
    first, last = one.sentence
    least = _ELSEWHERE * (2 if claim.language == "zh" else 1)
    return tuple(
        other
        for other in one.passage.marks("negation")
        if other.grade != "undo"
        and not first <= other.start < last
        and len(mine.after & _denied(one.passage, other, across, claim).after) >= least
        and _deed(claim, mark) & _deed(one.passage, other)
    )


def _deed(passage: Passage, mark: Mark) -> set[str]:
    """The first word after a denial, the deed that was not done, by every key it has."""
    hollow = empty(passage.language) if passage.language != "zh" else frozenset()
    last = passage.sentence(mark.start)[1]
    after = [unit for unit in passage.units if mark.end <= unit.start < last and unit.key not in hollow]
    if not after:
        return set()
    every = (*passage.units, *passage.groups, *passage.shared)
    return {unit.key for unit in every if unit.start <= after[0].start < unit.end}
