"""Whose words they are, where a paragraph lets several speak: what 几名专家 say is not the 代表's.

Whoever stands before a verb of saying owns the sentence and those after it that name nobody else. A
claim is held against its speaker only when the source lets that very speaker say something else, and
another one say clearly more of what the claim says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.answering.verify.answered import taking_up
from assistant.answering.verify.evidence import Evidence
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Passage, Span
from assistant.language.scales import DEONTIC, Kind
from assistant.language.wording import empty

_CLEARLY = 2  # words more that the other speaker's sentences have of the claim
_MOST = 0.6  # of who speaks, that the other text has in what is said
_BY_FAR = 1.5  # and how many times as many
_LONGEST = {"zh": 40}  # characters of whom a sentence lets speak
_UNSAID: tuple[Kind, ...] = ("quantifier", "modality")  # what tells nobody from anybody
_ROLES = frozenset({"delegations", "speakers", "members", "participants", "states"})
_ROLE = re.compile("的?(?:代表团?|观察员|负责人|一[名位]|有的?)")
_SAME = re.compile(
    r"\W*(?:[他她它]们?|该(?:代表|国|组织|专家)|he|she|they|ils?|elles?|el|ella|ell[oa]s|он[аио]?)"
    r"(?:又|还|也|并|则|\s+(?:also|a|ont|avait|avaient|ha|habia|также)\b.{0,12})?\W*",
)  # a subject that stands for who spoke before
_ACCORDING = re.compile(
    r"(?:据|根据|按照|according to|in the view of|selon|pour|d'apres|segun|para|"
    r"по словам|по мнению|по данным|بحسب|وفقا ل|حسب)\s*([^,，]{2,60})[,，]"
)


@dataclass(frozen=True, slots=True)
class Told:
    """Who speaks, where that is said, and what is said: the keys of the words."""

    who: frozenset[str]
    phrase: Span
    words: frozenset[str]


def tellers_wrong(claim: Passage, evidence: Evidence) -> Iterator[Finding]:
    """Speakers of the claim whose words are another's in the source."""
    theirs = [(passage, told) for passage in evidence.cited for told in _told(passage)]
    yield from _turned_round(claim, theirs)
    for ours in _told(claim) if len(theirs) > 1 else ():
        own = [told for _, told in theirs if ours.who & told.who]
        if not ours.who or not own or all(ours.who & told.who for _, told in theirs):
            continue
        if _denies(claim, ours) and any(
            _denies(passage, told) and taking_up(passage, passage.sentence(told.phrase[0]))
            for passage, told in theirs
            if ours.who & told.who
        ):
            continue
        have = max(len(ours.words & told.words) for told in own)
        passage, best = max(theirs, key=lambda other: len(ours.words & other[1].words))
        said = len(ours.words & best.words)
        if not ours.who & best.who and said >= max(have + _CLEARLY, _BY_FAR * have):
            yield Finding("attribution", claim.words(*ours.phrase), passage.words(*best.phrase))


def _denies(passage: Passage, told: Told) -> bool:
    """Whether the sentence in which somebody speaks denies something."""
    first, last = passage.sentence(told.phrase[0])
    return any(first <= mark.start < last for mark in passage.marks("negation"))


def _turned_round(claim: Passage, theirs: Sequence[tuple[Passage, Told]]) -> Iterator[Finding]:
    """Whoever speaks in the source is spoken of in the claim, and the other way round."""
    for ours in _told(claim):
        for passage, told in theirs:
            mine, yours = ours.who - told.who, told.who - ours.who
            if (
                mine
                and yours
                and len(mine & told.words) >= _MOST * len(mine)
                and len(yours & ours.words) >= _MOST * len(yours)
                and len(ours.words & told.words) >= _CLEARLY
            ):
                yield Finding("attribution", claim.words(*ours.phrase), passage.words(*told.phrase))
                return


@lru_cache(maxsize=2_000)
def _told(passage: Passage) -> tuple[Told, ...]:
    """What each speaker of a text says, in order."""
    return tuple(_tellings(passage))


def _tellings(passage: Passage) -> Iterator[Told]:
    who: frozenset[str] | None = None
    phrase: Span = (0, 0)
    words: set[str] = set()
    for sentence in passage.sentences:
        found = _speaker(passage, sentence)
        start = sentence[0]
        if found is not None and not _SAME.fullmatch(passage.plain, *found[0]):
            if who is not None:
                yield Told(who, phrase, frozenset(words))
            phrase, start = found
            who, words = _named(passage, phrase), set()
        words |= {unit.key for unit in passage.units if start <= unit.start and unit.end <= sentence[1]}
    if who is not None:
        yield Told(who, phrase, frozenset(words))


def _speaker(passage: Passage, sentence: Span) -> tuple[Span, int] | None:
    """Whom a sentence lets speak, and where what is said begins."""
    framed = _ACCORDING.match(passage.plain, *sentence)
    if framed:
        return framed.span(1), framed.end()
    for mark in passage.marks("saying"):
        if not sentence[0] <= mark.start < sentence[1]:
            continue
        clause = passage.clause(mark.start)
        if any(duty.grade in DEONTIC for duty in passage.marks_in("modality", (clause[0], mark.start))):
            return None  # «the secretariat must inform»
        longest = _LONGEST.get(passage.language, 120)
        if passage.language == "ar":
            end = min(clause[1], mark.end + longest)
            return ((mark.end, end), mark.end) if mark.start - clause[0] <= 2 else None
        return ((clause[0], mark.start), mark.end) if 2 <= mark.start - clause[0] <= longest else None
    return None


def _named(passage: Passage, phrase: Span) -> frozenset[str]:
    """What tells a speaker from others: names and words, not that it is a representative, or one of many."""
    common = [(mark.start, mark.end) for mark in passage.marks("speaker") if mark.grade in _ROLES]
    common += [(mark.start, mark.end) for kind in _UNSAID for mark in passage.marks(kind)]
    common += [found.span() for found in _ROLE.finditer(passage.plain, *phrase)]
    units = (
        unit.key
        for unit in passage.units
        if phrase[0] <= unit.start
        and unit.end <= phrase[1]
        and not any(start < unit.end and unit.start < end for start, end in common)
    )
    names = (name.code for name in passage.names if phrase[0] <= name.start < phrase[1])
    return frozenset((*units, *names)) - empty(passage.language)
