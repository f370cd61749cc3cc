"""How strongly it is said: 考虑 is not 应, 应 is not 必须, recommended is not done, a draft not adopted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.verify.alignment import Aligned
from assistant.answering.verify.answered import answer
from assistant.answering.verify.evidence import Evidence
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.idle import idle, within
from assistant.answering.verify.passage import Passage, Span
from assistant.answering.verify.undecided import asked, both_open
from assistant.language.scales import DEONTIC, HEDGES, LICENCES, Mark
from assistant.language.wording import same

_SILENT = frozenset({"note", "welcome", "reaffirm", "need", "ongoing", "able", "right"})
_STATUS = frozenset({"final", "draft", "adopt", "decide"})
_ASKED = frozenset({"may", "able", "should", "must", "need", "bound", "due", "done"})
_ACTS = frozenset({"adopt"})
_DENIABLE = frozenset({"may", "must", "bound"}) | _ACTS
_FIRM = frozenset(
    {"should", "must", "bound", "due", "done", "will", "decide", "recommend", "request", "urge"}
)
_OWED = DEONTIC | {"recommend", "request", "urge", "encourage", "hope", "will", "invite", "ongoing", "decide"}
_ORDERS = DEONTIC - {"consider", "encourage"}  # what a clause goes on under, said once
_CALLS = frozenset({"ongoing", "invite", "request", "urge", "recommend"})
_FAR = 60  # characters from «so that» to «can»
_NOT_FAR = 2  # characters between «may» and «not»
_WISHED = frozenset({"recommend", "hope", "consider"})  # what is not yet going to happen
_LENIENT = frozenset({"may", "able"})  # what a plain statement licenses as well
_ORDERING = DEONTIC - {"may"} | _CALLS | {"decide", "hope", "promise"}
_SO_THAT = re.compile(
    r"(?:以便|从而|好让|使|让|so that|so as to|in order that|afin (?:que|qu')|"
    r"pour (?:que|qu')|de sorte|para que|a fin de|"
    r"чтобы|так что|حتي|لكي|كي|بحيث)[^.;。；]*$"
)  # what something is done for, where «can» gives no leave
_LETS = re.compile(
    r"让|使(?!用|命|馆|团|节)|容许|允许|准许|\b(?:let|lets|letting|allow\w*|enabl\w*|"
    r"permit\w*|permet\w*|laiss\w+|permiti?\w*|"
    r"dej[ae]\w*|позвол\w+|разреш\w+)|[يت]سمح|[يت]تيح|تمكين"
)
_FORBIDS = re.compile("不得|不能|不可|不准|不许|不应|cannot|not|interdi|prohib|запре|нельзя|يحظر|لا يجوز")
_MOSTLY = 0.8
_KEPT = frozenset({"promise", "adopt", "endorse"})
_SETTLED = frozenset({"decide", "adopt"})
_OPEN = frozenset({"recommend", "consider", "hope", "draft"})
_REACH = 12  # characters between a denial and the decision that it denies
_DUTIES = frozenset({"must", "bound"})
_WAIVED = 25  # characters between a denial and the duty that it denies
_NEAR = 8  # characters between a hedge and what it hedges
_TOUCHING = 3  # characters after a mark that make it the source's own words
_OBJECT = 4  # words after a mark that tell where the source speaks of it


def strength_wrong(claim: Passage, aligned: tuple[Aligned, ...], evidence: Evidence) -> Iterator[Finding]:
    """Words of duty, act and status in the claim that the source does not bear, or has weaker."""
    told = both_open(claim, evidence)
    for one in aligned:
        ours = within(claim, one.clause)
        every = [mark for mark in one.passage.marks("modality") if not _waived(one.passage, mark)]
        for mark in ours:
            if mark.grade in _SILENT or idle(claim, mark, one) or _literal(claim, mark, one):
                continue
            if mark.grade in _DENIABLE and _denied(claim, one, mark):
                continue
            if mark.grade in _SETTLED and _not_yet(claim, one, mark):
                continue
            if mark.grade in _KEPT and _never(claim, one, mark):
                continue
            if mark.grade in _LENIENT and _lets(claim, one, mark):
                continue
            if mark.grade in _ASKED and (
                asked(claim, mark) or any(end < mark.start <= end + 2 for _, end in told)
            ):
                continue
            theirs = _bearing(claim, one, mark)
            if mark.grade == "done":
                theirs = [each for each in theirs if not _yet_to_be(one.passage, each)]
            if mark.grade == "decide":
                every = within(one.passage, one.sentence)
            if mark.grade in _LENIENT and (not _ordered(one, theirs) or _considered(ours, theirs)):
                continue
            if not _licensed(mark.grade, theirs, every, evidence):
                rival = _rival(mark.grade, theirs or every)
                source = one.passage.words(rival.start, _stop(one.passage, rival)) if rival else ""
                yield Finding("modality", claim.words(mark.start, _stop(claim, mark)), source)
        yield from _hedge_dropped(claim, one, ours)


def _waived(passage: Passage, mark: Mark) -> bool:
    """Whether a duty is only denied: «n'a pas de caractère obligatoire», «there is no obligation»."""
    clause = passage.clause(mark.start)
    return mark.grade in _DUTIES and any(
        clause[0] <= other.start and 0 <= mark.start - other.end <= _WAIVED and other.grade == "not"
        for other in passage.marks("negation")
    )


def _denied(claim: Passage, one: Aligned, mark: Mark) -> bool:
    """Whether both texts deny: «nobody may» is «no one shall», «may not» is 不得."""
    start, end = one.sentence
    every = claim.marks("negation")
    if mark.grade in _ACTS:
        ours = any(one.clause[0] <= other.start < one.clause[1] for other in every)
        return ours and any(start <= other.start < end for other in one.passage.marks("negation"))
    before = any(one.clause[0] <= other.start < mark.start for other in every)
    far = 0 if claim.language == "zh" else _NOT_FAR
    after = any(mark.end <= other.start <= mark.end + far and other.grade == "not" for other in every)
    return (before or after) and any(start <= other.start < end for other in one.passage.marks("negation"))


def _never(claim: Passage, one: Aligned, mark: Mark) -> bool:
    """Whether it is denied right before («没有答应») as the source, or what it answers with, denies."""
    told = answer(one) or one.sentence
    spans = (one.sentence, told)
    denied = any(0 <= mark.start - other.end <= _NOT_FAR for other in claim.marks("negation"))
    return denied and any(
        first <= other.start < last for other in one.passage.marks("negation") for first, last in spans
    )


def _not_yet(claim: Passage, one: Aligned, mark: Mark) -> bool:
    """Whether the claim denies that what the source only recommends, or has considered, was settled."""
    denied = any(
        0 <= mark.start - other.end <= _REACH for other in claim.marks("negation") if other.grade == "not"
    )
    grades = {other.grade for other in within(one.passage, one.sentence)}
    return denied and bool(grades & _OPEN) and not grades & _SETTLED


def _lets(claim: Passage, one: Aligned, mark: Mark) -> bool:
    """Whether «can» tells what something is for, or what the source lets somebody do."""
    sentence = claim.sentence(mark.start)
    purpose = _SO_THAT.search(claim.plain, max(sentence[0], mark.start - _FAR), mark.start)
    return purpose is not None or _LETS.search(one.passage.plain, *one.sentence) is not None


def _considered(ours: list[Mark], theirs: list[Mark]) -> bool:
    """Whether both texts only consider: 可作为……供考虑."""
    return any(mark.grade == "consider" for mark in ours) and any(mark.grade == "consider" for mark in theirs)


def _ordered(one: Aligned, theirs: list[Mark]) -> bool:
    """Whether the source does more than allow, or forbids: only then does «may» say less than it."""
    clauses = one.source_clauses()
    forbids = (
        _FORBIDS.match(one.passage.plain, mark.start)
        for mark in one.passage.marks("negation")
        if any(start <= mark.start < end for start, end in clauses)
    )
    return any(forbids) or any(mark.grade in _ORDERING for mark in theirs)


def _yet_to_be(passage: Passage, done: Mark) -> bool:
    """Whether what would be done is still to come: 将于……完成."""
    if done.grade != "done":
        return False
    clause = passage.clause(done.start)
    before = [each for each in within(passage, clause) if each.start < done.start]
    return bool(before) and before[-1].grade in ("will", "due")


def _bearing(claim: Passage, one: Aligned, mark: Mark) -> list[Mark]:
    """The marks of the source that bear on what ``mark`` governs: those of the clauses where the
    words after it stand, and, when these have no order of their own, the last order before."""
    passage = one.passage
    marked = {place for other in claim.marks("modality") for place in range(other.start, other.end)}
    after = [pair for pair in one.pairs if pair.claim.start >= mark.end and pair.claim.start not in marked]
    clauses = [passage.clause(pair.source.start) for pair in after[:_OBJECT]] or list(one.source_clauses())
    found = [other for clause in dict.fromkeys(clauses) for other in within(passage, clause)]
    if clauses and not any(other.grade in _ORDERS - _LENIENT for other in found):
        start = min(clause[0] for clause in clauses)
        before = [one for one in within(passage, (one.sentence[0], start)) if one.grade in DEONTIC | _CALLS]
        found += [
            other for other in before if passage.clause(other.start) == passage.clause(before[-1].start)
        ]
    return found


def _licensed(grade: str, theirs: list[Mark], every: list[Mark], evidence: Evidence) -> bool:
    licence = LICENCES.get(grade, frozenset({grade}))
    if grade == "done":
        owed = [mark for mark in theirs if mark.grade in _OWED]
        told = any(mark.grade == "done" for mark in theirs)
        owed = [mark for mark in owed if mark.grade != "decide" or not told]
        return not owed or (
            any(mark.grade in ("done", "adopt") for mark in theirs) and owed[0].grade != "ongoing"
        )
    if grade in ("should", "bound") and _statutory(evidence):
        return True
    if grade in ("must", "bound") and evidence.statute and any(mark.grade == "should" for mark in theirs):
        return True
    if grade in _ORDERS | {"consider"}:
        return any(mark.grade in licence for mark in theirs) or (
            not any(mark.grade in DEONTIC for mark in theirs) and any(mark.grade in licence for mark in every)
        )
    if grade == "will" and any(mark.grade in _WISHED for mark in theirs):
        every = theirs
    if grade in _STATUS - {"decide"}:
        every = [mark for passage in evidence.everything for mark in passage.marks("modality")]
    return any(mark.grade in licence for mark in every)


def _statutory(evidence: Evidence) -> bool:
    """Whether the source lays down rules in the plain present, as statutes do."""
    return not any(passage.marks("modality") or passage.marks("saying") for passage in evidence.cited)


def _literal(claim: Passage, mark: Mark, one: Aligned) -> bool:
    """Whether the clause of the source has the very words around the mark."""
    start, end = mark.start, min(one.clause[1], mark.end + _TOUCHING)
    words = claim.plain[start:end].strip()
    return len(words) >= end - start > mark.end - mark.start and any(
        words in one.passage.plain[first:last] for first, last in one.source_clauses()
    )


def _rival(grade: str, theirs: list[Mark]) -> Mark | None:
    group = DEONTIC if grade in DEONTIC else _OWED | {"draft", "final", "adopt"}
    return next((mark for mark in theirs if mark.grade in group), None)


def _stop(passage: Passage, mark: Mark) -> int:
    return min(passage.clause(mark.start)[1], mark.end + (4 if passage.language == "zh" else 20))


def _paraphrased(claim: Passage, one: Aligned, hedge: Mark) -> bool:
    """Whether the claim has another word for the hedge."""
    word = one.passage.plain[hedge.start : hedge.end]
    clause = claim.plain[slice(*one.clause)]
    for mark in claim.marks("speaker"):
        clause = clause.replace(claim.plain[mark.start : mark.end], "")  # 审议 in 审议组 considers nothing
    return claim.language == "zh" and any(other in clause for other in same("zh").get(word, ()))


def _under(one: Aligned, firm: Mark, hedge: Mark, clause: Span) -> bool:
    """Whether most of what the claim has after its firm word stands after the hedge in the source."""
    after = [pair.source.start for pair in one.pairs if pair.claim.start >= firm.end]
    inside = [start for start in after if hedge.end <= start < clause[1]]
    return len(inside) >= _OBJECT and len(inside) >= _MOSTLY * len(after)


def _hedge_dropped(claim: Passage, one: Aligned, ours: list[Mark]) -> Iterator[Finding]:
    """The source says «consider doing», the claim says «should do»."""
    grades = {mark.grade for mark in within(claim, claim.sentence(one.clause[0]))}
    firm = [mark for mark in ours if mark.grade in _FIRM and not idle(claim, mark, one)]
    touched = {place for pair in one.pairs for place in range(pair.source.start, pair.source.end)}
    near = _NEAR if claim.language == "zh" else 5 * _NEAR
    for clause in one.source_clauses() if firm else ():
        for hedge in within(one.passage, clause):
            if hedge.grade not in HEDGES or hedge.grade in grades or _paraphrased(claim, one, hedge):
                continue
            following = range(hedge.end, min(hedge.end + near, clause[1]))
            governed = 2 * sum(place in touched for place in following) >= max(2, len(following))
            if (governed or _under(one, firm[0], hedge, clause)) and not all(
                place in touched for place in range(hedge.start, hedge.end)
            ):
                yield Finding(
                    "modality",
                    claim.words(firm[0].start, _stop(claim, firm[0])),
                    one.passage.words(hedge.start, _stop(one.passage, hedge)),
                )
                return
