"""Whom the source lets say what a speaker of the claim says, and whether that is the same one."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answering.verify.alignment import Aligned, Pair
from assistant.answering.verify.answered import answer, denied_after
from assistant.answering.verify.evidence import Evidence
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Passage, Span
from assistant.answering.verify.voices import ANYBODY, BY, Voice, same_quantity, same_voice, voices
from assistant.language.names import alike

_PHRASE = 40  # characters in which it is told for whom an observer speaks
_DOUBT = 0.01  # votes by which it is not settled who says something


def voices_wrong(claim: Passage, aligned: tuple[Aligned, ...], evidence: Evidence) -> Iterator[Finding]:
    """Speakers of the claim whom the source does not let say that, or not so many of them."""
    ours = voices(claim)
    for number, voice in enumerate(ours):
        source = heard(claim, voice, ours[number + 1 : number + 2], aligned)
        if source is None or _repeated(claim, voice, evidence) or _answers(claim, voice, aligned):
            continue
        passage, theirs = source
        yield from _compared(claim, voice, passage, theirs, evidence)


def _answers(claim: Passage, voice: Voice, aligned: tuple[Aligned, ...]) -> bool:
    """Whether the claim has it denied by those who deny it in the sentence after: «Some opposed that.»"""
    for one in aligned:
        told = answer(one) if one.clause[0] <= voice.start < one.clause[1] else None
        mine = [mark for mark in claim.marks("negation") if one.clause[0] <= mark.start < one.clause[1]]
        if told is not None and any(denied_after(claim, one, mark) for mark in mine):
            return any(
                same_voice(voice, each) for each in voices(one.passage) if told[0] <= each.start < told[1]
            )
    return False


def _repeated(claim: Passage, voice: Voice, evidence: Evidence) -> bool:
    """Whether the whole clause is the source's own, with its speaker."""
    words = " ".join(claim.plain[slice(*claim.clause(voice.start))].split())
    return any(words in " ".join(passage.plain.split()) for passage in evidence.cited)


def heard(
    claim: Passage, voice: Voice, following: tuple[Voice, ...], aligned: tuple[Aligned, ...]
) -> tuple[Passage, Voice | None] | None:
    """Who says in the source what ``voice`` says in the claim; None if it says nothing there.

    Words that several say there tell little of which of them is meant.
    """
    sentence = claim.sentence(voice.start)
    clause = claim.clause(voice.start)
    end = following[0].start if following and following[0].start < sentence[1] else sentence[1]
    opens = not claim.plain[clause[0] : voice.start].strip()
    if opens and sentence[0] < clause[0] and _aside(claim, voice, clause):
        end, opens = voice.end, False
        clause = (sentence[0], clause[1])
    spans = [(voice.end, end)] if opens else [(clause[0], voice.start), (voice.end, end)]
    votes: dict[tuple[int, int], float] = {}
    places: dict[tuple[int, int], tuple[Passage, Voice | None]] = {}
    near = [(max(start, clause[0]), min(stop, clause[1])) for start, stop in spans]
    for stretch in (near, spans, [(sentence[0], sentence[1])]):
        for one in aligned:
            for pair in one.pairs:
                if any(start <= pair.claim.start < stop for start, stop in stretch):
                    saying = _sayers(one, pair)
                    for theirs in saying:
                        place = (id(one.passage), theirs.start if theirs else -1)
                        votes[place] = votes.get(place, 0.0) + 1 / len(saying)
                        places[place] = (one.passage, theirs)
        if sum(votes.values()) >= 2:
            break
    most = max(votes.values(), default=0.0)
    likely = [places[place] for place, count in votes.items() if count >= most - _DOUBT]
    return next((one for one in likely if one[1] and same_voice(voice, one[1])), likely[0]) if votes else None


def _sayers(one: Aligned, pair: Pair) -> list[Voice | None]:
    """Those who say in the sentence what a pair shares, first the one where it was found."""
    first, last = one.sentence
    units = one.passage.shared if pair.claim.key[:1] in "=~" else one.passage.units
    same = (unit.start for unit in units if unit.key == pair.source.key and first <= unit.start < last)
    return list(dict.fromkeys(_governing(one.passage, one.sentence, at) for at in (pair.source.start, *same)))


def _aside(claim: Passage, voice: Voice, clause: Span) -> bool:
    """Whether a clause only says who says what stands before: «…, several delegations warned, …»."""
    says = [mark for mark in claim.marks("saying") if voice.end <= mark.start < clause[1]]
    return bool(says) and not claim.plain[says[-1].end : clause[1]].strip(" .。")


def _governing(passage: Passage, sentence: Span, at: int) -> Voice | None:
    """The last to speak before a place in its sentence, or after a lead-in, before that sentence."""
    every = voices(passage)
    inside = [voice for voice in every if sentence[0] <= voice.start < sentence[1]]
    before = [voice for voice in inside if voice.start <= at]
    if before:
        return before[-1]
    if inside and passage.language != "zh":
        return inside[0]
    return None


def _compared(
    claim: Passage, ours: Voice, passage: Passage, theirs: Voice | None, evidence: Evidence
) -> Iterator[Finding]:
    words = claim.words(ours.start, ours.end)
    if ours.head == "meeting":
        return
    by = BY.search(claim.plain, max(0, ours.start - 12), ours.start)
    if by and claim.plain[by.start() : ours.end] in passage.plain:
        return
    if theirs is None:
        every = [(one, voice) for one in evidence.cited for voice in voices(one)]
        if not any(voice.head == ours.head for _, voice in every) and every:
            where, first = every[0]
            yield Finding("attribution", words, where.words(first.start, first.end))
        elif not every and ours.grade not in ("", "all", "each"):
            yield Finding("attribution", words)
        return
    source = passage.words(theirs.start, theirs.end)
    same = _same_head(ours, theirs) or _sent(ours, passage, theirs)
    if (not same and not _same_body(claim, ours, passage, theirs)) or (
        ours.codes and not any(alike(code, other) for code in ours.codes for other in theirs.codes)
    ):
        yield Finding("attribution", words, source)
    elif ours.grade and (
        not same_quantity(ours.grade, theirs.grade)
        or (ours.grade == "all" and theirs.codes and not theirs.grade and not ours.codes)
    ):
        yield Finding("quantifier", words, source)


def _same_head(ours: Voice, theirs: Voice) -> bool:
    heads = {ours.head, theirs.head}
    return len(heads) == 1 or heads <= ANYBODY or (heads == {"participants", "meeting"} and not ours.grade)


def _sent(ours: Voice, passage: Passage, theirs: Voice) -> bool:
    """Whether it is the observer for the body that the source lets speak."""
    return ours.head == "observers" and any(
        mark.grade == "observers" and 0 <= theirs.start - mark.end <= _PHRASE
        for mark in passage.marks("speaker")
    )


def _same_body(claim: Passage, ours: Voice, passage: Passage, theirs: Voice) -> bool:
    """The same phrase, which the table may read in two ways."""
    return claim.plain[ours.start : ours.end] == passage.plain[theirs.start : theirs.end]
