"""Yes or no: denials and opposites of the claim against those of the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answering.verify.alignment import Aligned
from assistant.answering.verify.answered import denied_after
from assistant.answering.verify.denials import Matched, bearing, denials, denied_elsewhere, matched
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.opposites import Flip, bared, flipped, lessened, turned_round, undone
from assistant.answering.verify.passage import Passage, Span
from assistant.answering.verify.reckoned import left_over
from assistant.answering.verify.undecided import left_open, settles
from assistant.answering.verify.voices import after_denial
from assistant.language.scales import Mark

_CLOSE = 0.45  # of a clause that the source must have, lest 没有打算 be held against 无计划
_WITH = 3  # characters between a word that turns round and the preposition it takes
_GOES_ON = frozenset({"~延长", "~继续", "~持续"})
_ROUNDLY = 0.02  # by how much the rest of a share may be off: 六成 did, 四成 did not
_UNTIL = 4  # characters between «until the» and a date


def polarity_wrong(
    claim: Passage,
    aligned: tuple[Aligned, ...],
    across: bool,
    told: tuple[Span, ...] = (),
) -> Iterator[Finding]:
    """Clauses of the claim that deny what the source affirms, or affirm what it denies; ``told`` is where
    the claim says, as the source does, that something was left open."""
    weighed = [(one, *_weighed(claim, one, across)) for one in aligned]
    if told:
        weighed = [(one, flips, _unsettled(claim, one, found, told)) for one, flips, found in weighed]
    used = {(id(one.passage), mark) for one, _, found in weighed for mark in found.used}
    for one, flips, found in weighed:
        if not flips and one.closeness < _CLOSE:
            continue
        theirs = [mark for mark in found.theirs if (id(one.passage), mark) not in used]
        if flips:
            theirs = [mark for mark in theirs if mark.grade != "undo"]
        if (len(found.ours) + len(theirs) + len(flips)) % 2:
            yield _finding(claim, one, found.ours, theirs, flips)


def _unsettled(claim: Passage, one: Aligned, found: Matched, told: tuple[Span, ...]) -> Matched:
    """Without the denials by which both texts say that nothing was settled, unless this very matter was."""
    if settles(one.passage, one.sentence):
        return found
    theirs = left_open(one.passage)
    sentence = claim.sentence(one.clause[0])
    here = any(sentence[0] <= start < sentence[1] for start, _ in told)
    return Matched(
        tuple(mark for mark in found.ours if not any(a <= mark.start < b for a, b in told)),
        tuple(mark for mark in found.theirs if not (here and any(a <= mark.start < b for a, b in theirs))),
        found.used,
    )


def _weighed(claim: Passage, one: Aligned, across: bool) -> tuple[list[Flip], Matched]:
    """The words of a clause that turn the source round, and the denials without a counterpart."""
    flips = [] if across else list(flipped(claim, one))
    if not flips:
        flips = turned_round(claim, one)
    flips = [flip for flip in flips if not lessened(claim, one.passage, flip)]
    cleared = [undone(claim, one.passage, flip) for flip in flips]
    flips = [flip for flip, marks in zip(flips, cleared, strict=True) if not marks]
    spent = {(id(passage), mark) for marks in cleared for passage, mark in marks}
    ours = [
        mark
        for mark in denials(claim, one.clause, across)
        if not _turned(mark, flips, 0) and not _awaited(claim, one, mark) and (id(claim), mark) not in spent
    ]
    theirs = [
        mark
        for mark in bearing(one, across)
        if not _turned(mark, flips, 1) and (id(one.passage), mark) not in spent
    ]
    found = _relieved(claim, one, matched(claim, one, ours, theirs, across))
    found = _answered(claim, one, found, across)
    if not (across or flips or found.ours or found.theirs):
        flips = bared(claim, one)
    return flips, found


def _relieved(claim: Passage, one: Aligned, found: Matched) -> Matched:
    """Without the denials that the other text says in another way: 无人担任 for 空缺."""
    if found.ours and _left_over(claim, one):
        found = Matched(found.ours[1:], found.theirs, found.used)
    return Matched(
        tuple(
            mark
            for mark in found.ours
            if not _after_all(claim, mark) and not _implied(mark, claim, one.clause, one.passage, one, False)
        ),
        tuple(
            mark for mark in found.theirs if not _implied(mark, one.passage, one.sentence, claim, one, True)
        ),
        found.used,
    )


def _answered(claim: Passage, one: Aligned, found: Matched, across: bool) -> Matched:
    """Without a denial for each by which the next sentence answers: «Some opposed that suggestion.»"""
    rest, used = [], set(found.used)
    for mark in found.ours:
        answers = denied_after(claim, one, mark) if mark.grade != "undo" else ()
        answers += denied_elsewhere(claim, one, mark, across) if mark.grade != "undo" else ()
        free = next((each for each in answers if each not in used), None)
        if free is None:
            rest.append(mark)
        else:
            used.add(free)
    return Matched(tuple(rest), found.theirs, frozenset(used))


def _left_over(claim: Passage, one: Aligned) -> bool:
    """Whether the claim counts those that the source's number leaves: 2 of 18 did not where 16 did."""
    told = {
        each.value
        for each in claim.amounts
        if each.kind == "number" and one.clause[0] <= each.start < one.clause[1]
    }
    first, last = one.sentence
    parts = [
        each.value for each in one.passage.amounts if first <= each.start < last and each.kind == "share"
    ]
    shares = [
        each.value
        for each in claim.amounts
        if each.kind == "share" and one.clause[0] <= each.start < one.clause[1] and each.value not in parts
    ]
    if any(abs(1 - part - share) < _ROUNDLY for part in parts for share in shares):
        return True
    new = told - {each.value for each in one.passage.amounts}
    return bool(new) and any(value in new for value in left_over((one.passage,)))


def _after_all(claim: Passage, mark: Mark) -> bool:
    """Whether it only denies that all do."""
    every = (each for each in claim.marks("quantifier") if each.grade == "all")
    return any(after_denial(claim, each) and 0 <= each.start - mark.end <= 1 for each in every)


def _implied(mark: Mark, passage: Passage, span: Span, other: Passage, one: Aligned, theirs: bool) -> bool:
    """Whether the other text has a privative word that this one lacks, about where ``mark`` stands."""
    if mark.grade == "undo":
        return False
    if mark.grade == "against" and _grouped(mark, passage, other, one, theirs):
        return True
    put_off = any(
        other.grade == "late" and span[0] <= other.start < span[1] for other in passage.marks("privative")
    )
    own = {passage.plain[each.start : each.end] for each in passage.marks("privative")}
    for each in other.marks("privative"):
        if other.plain[each.start : each.end] in own or (
            each.grade == "late" and (mark.grade != "not" or put_off or _dated(other, each))
        ):
            continue  # what is put off is not done, but not forbidden; what lasts until 2028 is done
        place, at = (each.start, each.end), (mark.start, mark.end)
        if theirs and one.clause[0] <= each.start < one.clause[1] and one.near(place, at):
            return True
        if not theirs and one.sentence[0] <= each.start < one.sentence[1] and one.near(at, place):
            return True
    return False


def _dated(passage: Passage, late: Mark) -> bool:
    """Whether it tells how long something goes on: «extended until December 2028»."""
    first, last = passage.sentence(late.start)
    goes_on = any(unit.key in _GOES_ON and first <= unit.start < last for unit in passage.groups)
    return goes_on and any(0 <= numeral.start - late.end <= _UNTIL for numeral in passage.numerals)


def _grouped(mark: Mark, passage: Passage, other: Passage, one: Aligned, theirs: bool) -> bool:
    """Whether the other text has a word of the denying verb's group: proscrire for interdire."""
    groups = {unit.key for unit in passage.groups if unit.start < mark.end and mark.start < unit.end}
    first, last = one.clause if theirs else one.sentence
    return any(unit.key in groups and first <= unit.start < last for unit in other.groups)


def _awaited(claim: Passage, one: Aligned, mark: Mark) -> bool:
    """Whether 尚未出台 says what the source says with 即将出台."""
    coming = [other for other in one.passage.marks("modality") if other.grade == "will"]
    return claim.plain[mark.start : mark.end] in ("尚未", "还未") and any(
        one.sentence[0] <= other.start < one.sentence[1] for other in coming
    )


def _turned(mark: Mark, flips: list[Flip], side: int) -> bool:
    """Whether a denial is in a word that turns round, or the verb that goes with it: возражать против."""
    reach = _WITH if mark.grade == "against" else 0
    return any(flip[side][0] - reach < mark.end and mark.start < flip[side][1] + reach for flip in flips)


def _finding(
    claim: Passage, one: Aligned, ours: Sequence[Mark], theirs: Sequence[Mark], flips: Sequence[Flip]
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
