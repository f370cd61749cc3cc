"""How strongly it is said: 考虑 is not 应, 应 is not 必须, recommended is not done, a draft not adopted."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answering.verify.alignment import Aligned
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Evidence, Passage
from assistant.language.scales import DEONTIC, HEDGES, LICENCES, Mark

_SILENT = frozenset({"note", "welcome", "reaffirm", "promise", "need"})
_FIRM = frozenset({"should", "must", "bound", "done", "will", "decide", "recommend", "request", "urge"})
_OWED = DEONTIC | {"recommend", "request", "urge", "encourage", "hope", "will", "invite"}
_NEAR = 8  # characters between a hedge and what it hedges


def strength_wrong(claim: Passage, aligned: tuple[Aligned, ...], evidence: Evidence) -> Iterator[Finding]:
    """Words of duty, act and status in the claim that the source does not bear, or has weaker."""
    for one in aligned:
        ours = _within(claim, one.clause)
        theirs = _bearing(one)
        every = list(one.passage.marks("modality"))
        for mark in ours:
            if mark.grade in _SILENT or _literal(claim, mark, one):
                continue
            if not _licensed(mark.grade, theirs, every, one, evidence):
                rival = _rival(mark.grade, theirs or every)
                source = one.passage.words(rival.start, _stop(one.passage, rival)) if rival else ""
                yield Finding("modality", claim.words(mark.start, _stop(claim, mark)), source)
        yield from _hedge_dropped(claim, one, ours)


def _within(passage: Passage, span: tuple[int, int]) -> list[Mark]:
    return [mark for mark in passage.marks("modality") if span[0] <= mark.start < span[1]]


def _bearing(one: Aligned) -> list[Mark]:
    """The marks that bear on what the claim takes: those of its clauses, else the last before."""
    clauses = one.source_clauses()
    found = [mark for clause in clauses for mark in _within(one.passage, clause)]
    if not any(mark.grade in DEONTIC - {"consider", "encourage"} for mark in found) and clauses:
        start = min(clause[0] for clause in clauses)
        before = [
            mark
            for mark in one.passage.marks("modality")
            if one.sentence[0] <= mark.start < start and mark.grade in DEONTIC
        ]
        found += before[-1:]
    return found


def _licensed(grade: str, theirs: list[Mark], every: list[Mark], one: Aligned, evidence: Evidence) -> bool:
    licence = LICENCES.get(grade, frozenset({grade}))
    if grade == "done":
        return any(mark.grade in ("done", "adopt") for mark in theirs) or not any(
            mark.grade in _OWED for mark in theirs
        )
    if grade in DEONTIC - {"encourage"}:
        return any(mark.grade in licence for mark in theirs) or (
            not any(mark.grade in DEONTIC for mark in theirs) and any(mark.grade in licence for mark in every)
        )
    if grade in ("final", "draft", "adopt", "decide"):
        return any(
            mark.grade in licence for passage in evidence.everything for mark in passage.marks("modality")
        )
    return any(mark.grade in licence for mark in every)


def _literal(claim: Passage, mark: Mark, one: Aligned) -> bool:
    """Whether the clause of the source has the very words around the mark."""
    start, end = max(one.clause[0], mark.start - 1), min(one.clause[1], mark.end + 1)
    words = claim.plain[start:end].strip()
    return len(words) > mark.end - mark.start + 1 and any(
        words in one.passage.plain[first:last] for first, last in one.source_clauses()
    )


def _rival(grade: str, theirs: list[Mark]) -> Mark | None:
    group = DEONTIC if grade in DEONTIC else _OWED | {"draft", "final", "adopt"}
    return next((mark for mark in theirs if mark.grade in group), None)


def _stop(passage: Passage, mark: Mark) -> int:
    return min(passage.clause(mark.start)[1], mark.end + (4 if passage.language == "zh" else 20))


def _hedge_dropped(claim: Passage, one: Aligned, ours: list[Mark]) -> Iterator[Finding]:
    """The source says «consider doing», the claim says «should do»."""
    grades = {mark.grade for mark in _within(claim, claim.sentence(one.clause[0]))}
    firm = [mark for mark in ours if mark.grade in _FIRM]
    if not firm:
        return
    touched = {place for pair in one.pairs for place in range(pair.source.start, pair.source.end)}
    for clause in one.source_clauses():
        for hedge in _within(one.passage, clause):
            if hedge.grade not in HEDGES or hedge.grade in grades:
                continue
            near = _NEAR if claim.language == "zh" else 5 * _NEAR
            after = sum(place in touched for place in range(hedge.end, min(hedge.end + near, clause[1])))
            if after >= near // 2 and not all(place in touched for place in range(hedge.start, hedge.end)):
                yield Finding(
                    "modality",
                    claim.words(firm[0].start, _stop(claim, firm[0])),
                    one.passage.words(hedge.start, _stop(one.passage, hedge)),
                )
                return
