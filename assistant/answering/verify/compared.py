"""Which of two things comes first: what is A rather than B, or faster than B, is not the other way round, nor
is what went from 22.9 to 17.8."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.answering.verify.alignment import Aligned
from assistant.answering.verify.evidence import Evidence
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Passage, Span
from assistant.language.numerals import Numeral
from assistant.language.wording import empty

_BESIDE = re.compile(
    r"(?<![对相无评可])比(?![例率重利较如赛方])|而不是|而非|"
    r"(?<!\w)(?:(?:rather |less |more |\w+er )than|instead of|and not|"
    r"plutot qu(?:e|')|et non(?: pas)?|au lieu d(?:e|')|"
    r"en lugar de|en vez de|mas que|y no|а не|чем|بدلا من|وليس)(?!\w)"
)
_EXCLUDES = re.compile(
    r"而不是|而非|rather than|instead of|and not|plutot|et non|au lieu|en lugar|en vez|y no|а не|بدلا من|وليس"
)
_ABOUT = "(?:[^，,。；;从由自到至]{0,8}的)?(?:大?约|近|逾|超过|不到)?"
_FROM = {
    "zh": re.compile(f"[从由自]{_ABOUT}$"),
    "en": re.compile(r"\bfrom (?:\w+ )?$"),
    "fr": re.compile(r"\bd(?:e |')(?:\w+ )?$"),
    "es": re.compile(r"\b(?:de|desde) (?:\w+ )?$"),
    "ru": re.compile(r"\b(?:с|от) (?:\w+ )?$"),
    "ar": re.compile(r"\bمن (?:\w+ )?$"),
}
_TO = {
    "zh": re.compile(f"[到至为]{_ABOUT}$"),
    "en": re.compile(r"\bto (?:\w+ )?$"),
    "fr": re.compile(r"\ba (?:\w+ )?$"),
    "es": re.compile(r"\b(?:a|hasta) (?:\w+ )?$"),
    "ru": re.compile(r"\bдо (?:\w+ )?$"),
    "ar": re.compile(r"\b[اإ]ل[ىي] (?:\w+ )?$"),
}
_BEFORE = 16  # characters in which a number's preposition stands
_CROSSED = 2  # words more that must stand on the other side than on their own


def comparisons_wrong(claim: Passage, aligned: tuple[Aligned, ...]) -> Iterator[Finding]:
    """Comparisons of the claim that the source makes the other way round, or whose losing side it takes."""
    for one in aligned:
        for found in _BESIDE.finditer(one.passage.plain, *one.sentence):
            theirs = _sides(one.passage, one.passage.clause(found.start()), found.span())
            ours = next(
                (_sides(claim, one.clause, at.span()) for at in _BESIDE.finditer(claim.plain, *one.clause)),
                None,
            )
            if ours is not None:
                wrong = _shared(ours[0], theirs[1]) + _shared(ours[1], theirs[0]) >= (
                    _CROSSED + _shared(ours[0], theirs[0]) + _shared(ours[1], theirs[1])
                )
            else:
                wrong = _EXCLUDES.match(found[0]) is not None and _excluded(claim, one, *theirs)
            if wrong:
                yield Finding("negation", claim.words(*one.clause), one.passage.words(*one.sentence))
                break


def courses_wrong(claim: Passage, evidence: Evidence) -> Iterator[Finding]:
    """From one number to another in the claim, where the source goes from the other to the one."""
    ours = list(_courses(claim))
    for passage in evidence.cited if ours else ():
        theirs = {(start.value, end.value): (start, end) for start, end in _courses(passage)}
        for start, end in ours:
            back = theirs.get((end.value, start.value))
            if back is not None and (start.value, end.value) not in theirs and start.value != end.value:
                yield Finding(
                    "number", claim.words(start.start, end.end), passage.words(back[0].start, back[1].end)
                )


def _courses(passage: Passage) -> Iterator[tuple[Numeral, Numeral]]:
    """The numbers that something goes from and to, within a sentence."""
    if passage.language not in _FROM:
        return
    for number, start in enumerate(passage.numerals):
        if not _after(passage, start, _FROM):
            continue
        for end in passage.numerals[number + 1 :]:
            if passage.sentence(end.start) != passage.sentence(start.start):
                break
            if end.kind == start.kind and _after(passage, end, _TO):
                yield start, end
                break


def _after(passage: Passage, numeral: Numeral, words: Mapping[str, re.Pattern[str]]) -> bool:
    before = passage.plain[max(0, numeral.start - _BEFORE) : numeral.start]
    return words[passage.language].search(before) is not None


def _shared(ours: Sequence[str], theirs: Sequence[str]) -> int:
    return len(set(ours) & set(theirs))


def _excluded(claim: Passage, one: Aligned, chosen: Sequence[str], shut_out: Sequence[str]) -> bool:
    """Whether the claim affirms what the source shuts out, and not what it has instead: the word right
    before «rather than»."""
    said = {unit.key for unit in claim.units if one.clause[0] <= unit.start < one.clause[1]}
    denies = any(one.clause[0] <= mark.start < one.clause[1] for mark in claim.marks("negation"))
    return not denies and bool(shut_out) and set(shut_out) <= said and not said & set(chosen[-1:])


def _sides(passage: Passage, clause: Span, middle: Span) -> tuple[list[str], list[str]]:
    """The words before and after the middle of a comparison, as many of the one as of the other: what is
    further away is what both are said of."""
    hollow = empty(passage.language) if passage.language != "zh" else frozenset()
    units = [unit for unit in passage.units if clause[0] <= unit.start and unit.end <= clause[1]]
    units = [unit for unit in units if unit.key not in hollow]
    before = [unit.key for unit in units if unit.end <= middle[0]]
    if not before:  # «, and not …»
        start = passage.sentence(middle[0])[0]
        units = [unit for unit in passage.units if start <= unit.start and unit.end <= clause[1]]
        units = [unit for unit in units if unit.key not in hollow]
        before = [unit.key for unit in units if unit.end <= middle[0]]
    after = [unit.key for unit in units if unit.start >= middle[1]]
    beside = min(len(before), len(after))
    return before[len(before) - beside :], after[:beside]
