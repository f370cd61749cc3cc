"""Yes or no: denials and opposites of the claim against those of the source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answering.verify.alignment import Aligned
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Passage, Span, Unit, found_words
from assistant.language.scales import Mark, fixed
from assistant.language.wording import key, opposite, same

_FIRST = 3  # words right after a denial that are enough by themselves
_DENYING = re.compile("[不无非未]")
_MOVED = 2  # words that two denials share of which one stands after them
_FOCUS = 5  # units after a denial that tell what it denies


def polarity_wrong(claim: Passage, aligned: tuple[Aligned, ...], across: bool) -> Iterator[Finding]:
    """Clauses of the claim that deny what the source affirms, or affirm what it denies."""
    for one in aligned:
        flips = [] if across else list(_flips(claim, one))
        ours = [mark for mark in _denials(claim, one.clause, across) if not _inside_any(mark, flips)]
        theirs = [mark for mark in _bearing(one, across) if not _opposed(mark, flips)]
        ours, theirs = _unmatched(claim, one, ours, theirs, across)
        bared = [] if across or ours or theirs or flips else _bared(claim, one)
        flips += bared
        trends = _trends(claim, one) if across else []
        if (len(ours) + len(theirs) + len(flips) + len(trends)) % 2:
            yield _finding(claim, one, ours, theirs, flips + trends)


def _finding(
    claim: Passage, one: Aligned, ours: list[Mark], theirs: list[Mark], flips: list[tuple[Span, Span]]
) -> Finding:
    if flips:
        mine, other = flips[0]
        return Finding("negation", claim.words(*mine), one.passage.words(*other))
    if ours:
        return Finding(
            "negation", claim.words(ours[0].start, _stop(claim, ours[0])), one.passage.words(*one.sentence)
        )
    return Finding(
        "negation",
        claim.words(*one.clause),
        one.passage.words(theirs[0].start, _stop(one.passage, theirs[0])),
    )


def _stop(passage: Passage, mark: Mark) -> int:
    return min(passage.clause(mark.start)[1], mark.end + (10 if passage.language == "zh" else 40))


def _denials(passage: Passage, span: Span, across: bool) -> list[Mark]:
    """The denials in a span; what undoes (解除, 防止) denies only between texts of one language."""
    return [
        mark
        for mark in passage.marks("negation")
        if span[0] <= mark.start < span[1] and not (across and mark.grade == "undo")
    ]


def _inside_any(mark: Mark, flips: list[tuple[Span, Span]]) -> bool:
    return any(mine[0] <= mark.start < mine[1] for mine, _ in flips)


def _opposed(mark: Mark, flips: list[tuple[Span, Span]]) -> bool:
    return any(other[0] <= mark.start < other[1] for _, other in flips)


def _bearing(one: Aligned, across: bool) -> list[Mark]:
    """The denials of the source whose object the claim takes up."""
    touched = {place for pair in one.pairs for place in range(pair.source.start, pair.source.end)}
    clauses = one.main_clauses()
    denials = _denials(one.passage, one.sentence, across)
    units = one.passage.shared if across else one.passage.units
    found = []
    for number, mark in enumerate(denials):
        start, end = one.passage.clause(mark.start)
        if (start, end) not in clauses:
            continue
        end = min([end, *(later.start for later in denials[number + 1 :])])
        after = _spans(units, (mark.end, end))
        if not after and one.passage.language != "zh":
            after = _spans(units, (start, mark.start))[-_FOCUS:]
        near, last = after[:_FOCUS], after[-_FOCUS:]
        hits = (
            _share(near, touched)
            if mark.grade == "undo"
            else max(_share(near, touched), _share(last, touched))
        )
        share = _share(after, touched)
        if (hits >= 0.5 and share >= 0.3) or share >= 0.45 or _share(after[:_FIRST], touched) == 1:
            found.append(mark)
    return found


def _spans(units: tuple[Unit, ...], span: Span) -> list[Span]:
    """Where the units within a span stand, each place once."""
    return list(dict.fromkeys((unit.start, unit.end) for unit in units if _in((unit.start, unit.end), span)))


def _share(spans: list[Span], touched: set[int]) -> float:
    """How many of the words the claim has."""
    had = sum(all(place in touched for place in range(*span)) for span in spans)
    return had / len(spans) if spans else 0.0


def _unmatched(
    claim: Passage, one: Aligned, ours: list[Mark], theirs: list[Mark], across: bool
) -> tuple[list[Mark], list[Mark]]:
    """Take away the denials that stand in both texts."""
    left, rest, used = list(theirs), [], set()
    source = _denials(one.passage, one.sentence, across)
    for mark in ours:
        free = [other for other in source if other not in used]
        alike = [other for other in free if _alike(claim, one, mark, other, across)]
        alike.sort(key=lambda other: other not in left)
        word = claim.plain[mark.start : mark.end]
        named = [other for other in free if _same(word, one.passage, other, claim.language)]
        twins = alike or [other for other in named if other in left or mark.grade != "not"]
        if not twins:
            rest.append(mark)
            continue
        used.add(twins[0])
        left = [other for other in left if other is not twins[0]]
    for undoing in (True, False):
        mine = [mark for mark in rest if (mark.grade == "undo") is undoing]
        yours = [mark for mark in left if (mark.grade == "undo") is undoing]
        for one_mark, other in zip(mine, yours, strict=False):
            rest.remove(one_mark)
            left.remove(other)
    return rest, left


def _same(word: str, passage: Passage, other: Mark, language: str) -> bool:
    theirs = passage.plain[other.start : other.end]
    return word == theirs or key(theirs, language) in same(language).get(key(word, language), ())


def _alike(claim: Passage, one: Aligned, mark: Mark, other: Mark, across: bool) -> bool:
    """Whether two denials deny the same words, which may stand before them when none follow."""
    if (mark.grade == "undo") != (other.grade == "undo"):
        return False
    if one.passage.clause(other.start) not in one.main_clauses():
        return False
    mine, theirs = _denied(claim, mark, across), _denied(one.passage, other, across)
    if mine.follows != theirs.follows:
        return len(mine.near & theirs.far) >= (_MOVED if mine.follows else 1)
    return any(
        len(words & others) >= min(2, (len(words) + 1) // 2) > 0
        for words, others in zip((mine.near, mine.far), (theirs.near, theirs.far), strict=True)
    )


@dataclass(frozen=True, slots=True)
class Denied:
    """The first and the last words that a denial denies, by key; ``follows``: they stand after it."""

    near: frozenset[str]
    far: frozenset[str]
    follows: bool


def _denied(passage: Passage, mark: Mark, across: bool) -> Denied:
    """What a denial denies: the words up to the next one, or those before when none follow."""
    start, end = passage.clause(mark.start)
    later = [other.start for other in passage.marks("negation") if other.start > mark.start]
    units = passage.shared if across else passage.units
    after = [unit.key for unit in units if mark.end <= unit.start and unit.end <= min([end, *later])]
    words = after or [unit.key for unit in units if start <= unit.start and unit.end <= mark.start]
    return Denied(frozenset(words[:_FOCUS]), frozenset(words[-_FOCUS:]), bool(after))


def _flips(claim: Passage, one: Aligned) -> Iterator[tuple[Span, Span]]:
    """Words of the claim in whose place the source has their opposite."""
    ours, theirs = opposite(claim.language)
    source = [
        word
        for word in found_words(one.passage, one.sentence, ours)
        if any(_in(word[1], clause) for clause in one.source_clauses())
    ]
    mine = found_words(claim, one.clause, ours)
    here = Counter(word for word, _ in mine)
    there = Counter(word for word, _ in source)
    for word, span in mine:
        near = [(other, at) for other, at in source if one.near(span, at)]
        said = {other for other, _ in near}
        if said & (ours[word] | same(claim.language).get(word, frozenset())):
            continue
        rival = next(
            (at for other, at in source if other in theirs[word] and there[other] > here[other]), None
        )
        if rival is not None:
            yield span, rival


def _in(span: Span, clause: Span) -> bool:
    return clause[0] <= span[0] and span[1] <= clause[1]


def _bared(claim: Passage, one: Aligned) -> list[tuple[Span, Span]]:
    """可逆 where the source only has 不可逆: words that a denial is part of, without it."""
    clause = claim.plain[slice(*one.clause)]
    found = []
    for first, last in fixed(one.passage.plain, claim.language):
        form = one.passage.plain[first:last]
        bare = _DENYING.sub("", form, count=1)
        if not one.sentence[0] <= first < one.sentence[1] or len(bare) < 2 or bare == form:
            continue
        said = [at.start() for at in re.finditer(re.escape(bare), clause)]
        if _alone(clause, bare, form) > _alone(one.passage.plain, bare, form):
            start = one.clause[0] + said[0]
            found.append(((start, start + len(bare)), (first, last)))
    return found


def _alone(text: str, bare: str, form: str) -> int:
    """How often the text has the bare word outside the whole form."""
    return text.count(bare) - (text.count(form) if bare in form else 0)


def _trends(claim: Passage, one: Aligned) -> list[tuple[Span, Span]]:
    """More where the source, in another language, has less; or the other way round."""
    mine = [mark for mark in claim.marks("trend") if one.clause[0] <= mark.start < one.clause[1]]
    theirs = [mark for mark in one.passage.marks("trend") if one.sentence[0] <= mark.start < one.sentence[1]]
    if not mine or not theirs or {mark.grade for mark in mine} & {mark.grade for mark in theirs}:
        return []
    return [((mine[0].start, mine[0].end), (theirs[0].start, theirs[0].end))]
