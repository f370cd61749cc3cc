"""Words of a claim in whose place its source has the contrary: 增加 for 减少, 可逆 for 不可逆."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from assistant.answering.verify.alignment import Aligned
from assistant.answering.verify.passage import Passage, Span, Unit, found_words, straddles
from assistant.language.scales import Mark
from assistant.language.wording import against, opposite, same

Flip = tuple[Span, Span]  # a word of the claim and the word of the source that it turns round
_DENIED = re.compile(r"[不未无没非]$|\b(?:not?|never|ne|n'|pas|no|не|لا|لم|غير) ?$", re.ASCII)
_LESS = re.compile(r"(?:\b(?:less|fewer|moins|menos|менее)|اقل|不那么|没那么) ?$")
_BEFORE = 8  # characters in which it stands
_AFTER = (20, 6)  # characters after it in which it may be denied, in alphabets and in Chinese
_DENYING = re.compile("[不无非未]")
_RIGHT_BEFORE = (
    re.compile(r"(?:\s+\w+)?\s+"),
    re.compile("[很够太再能]?"),
)  # between a denial and what it denies


def flipped(claim: Passage, one: Aligned) -> Iterator[Flip]:
    """Words of the claim in whose place the source has their opposite."""
    ours, theirs = opposite(claim.language)
    mine = found_words(claim, one.clause, ours)
    if not mine:
        return
    keys = {pair.source.key for pair in one.pairs}
    touched = {
        one.passage.clause(unit.start)
        for unit in one.passage.units
        if unit.key in keys and one.sentence[0] <= unit.start < one.sentence[1]
    } | set(one.source_clauses())
    source = [
        word
        for word in found_words(one.passage, one.sentence, ours)
        if any(_in(word[1], clause) for clause in touched)
    ]
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


def undone(claim: Passage, passage: Passage, flip: Flip) -> list[tuple[Passage, Mark]]:
    """The denial right before one of two opposite words, which makes them say the same: «not enough» is
    «insufficient»; none when both are denied."""
    found = [
        (text, mark)
        for text, span in ((claim, flip[0]), (passage, flip[1]))
        for mark in text.marks("negation")
        if mark.grade == "not"
        and _RIGHT_BEFORE[text.language == "zh"].fullmatch(text.plain, mark.end, span[0])
    ]
    within = [
        (text, mark)
        for text, span in ((claim, flip[0]), (passage, flip[1]))
        for mark in text.marks("negation")
        if span[0] <= mark.start and mark.end <= span[1]
    ]
    return [*found, *within] if len(found) == 1 else []


def lessened(claim: Passage, passage: Passage, flip: Flip) -> bool:
    """Whether «less» turns one of two opposites round: less expensive is cheap."""
    ours, theirs = (
        _LESS.search(text.plain, max(0, span[0] - _BEFORE), span[0]) is not None
        for text, span in ((claim, flip[0]), (passage, flip[1]))
    )
    return ours != theirs


def bared(claim: Passage, one: Aligned) -> list[Flip]:
    """可逆 where the source only has 不可逆: words that a denial is part of, without it."""
    clause = claim.plain[slice(*one.clause)]
    found = []
    for first, last in one.passage.fixed:
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


def turned_round(claim: Passage, one: Aligned) -> list[Flip]:
    """A word of a group where the source has a word of an opposite group, and neither has the other's."""
    mine = _grouped_words(claim, one.clause)
    contrary = {
        span: opposed
        for span, groups in mine.items()
        if (opposed := {other for group in groups for other in against().get(group, ())})
    }
    if not contrary:
        return []
    theirs = _grouped_words(one.passage, one.sentence)
    found = []
    for span, opposed in contrary.items():
        groups = mine[span]
        if any(groups & others for others in theirs.values()):
            continue
        for at, others in theirs.items():
            told = any(others & each for each in mine.values())
            if others & opposed and not others & groups and not told and _plainly(claim, one, span, at):
                found.append((span, at))
                break
    return found[:1]


def _plainly(claim: Passage, one: Aligned, span: Span, at: Span) -> bool:
    """Whether both stand about the same place and neither is denied: 不超过 is 以下."""
    denied = _DENIED.search(one.passage.plain, max(0, at[0] - 8), at[0]) or _DENIED.search(
        claim.plain, max(0, span[0] - 8), span[0]
    )
    late = _denied_after(claim, span) or _denied_after(one.passage, at)
    return not (denied or late) and (
        one.near(span, at) or (claim.language != one.passage.language and _in_clause(one, span, at))
    )


def _denied_after(passage: Passage, span: Span) -> bool:
    """Whether a word is denied by what follows it: «consensus was not reached»."""
    last = min(passage.clause(span[0])[1], span[1] + _AFTER[passage.language == "zh"])
    return any(mark.grade == "not" and span[1] <= mark.start < last for mark in passage.marks("negation"))


def _in_clause(one: Aligned, span: Span, at: Span) -> bool:
    """Whether a place is in a clause of the source that has the words beside ``span``: between languages
    the order of words tells nothing."""
    return one.passage.clause(at[0]) in {one.passage.clause(pair.source.start) for pair in one.beside(span)}


def _cut_across(passage: Passage, unit: Unit) -> bool:
    ours = opposite("zh")[0]
    return passage.language == "zh" and straddles(passage.plain, unit.start, unit.end, ours)


def _grouped_words(passage: Passage, span: Span) -> dict[Span, set[str]]:
    words: dict[Span, set[str]] = {}
    bounds = [(mark.start, mark.end) for mark in passage.marks("bound")]  # «au moins» is not «moins»
    for unit in passage.groups:
        if span[0] <= unit.start < span[1] and not (
            any(start < unit.end and unit.start < end for start, end in bounds)
            or _cut_across(passage, unit)
            or any(a <= unit.start < b for a, b in passage.edges)
        ):
            words.setdefault((unit.start, unit.end), set()).add(unit.key[1:])
    return words
