"""Who says it, and how many: 许多缔约国 is neither 有几个缔约国 nor 会上 nor 工作组."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.answering.verify.alignment import Aligned, Pair
from assistant.answering.verify.evidence import Evidence
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Passage, Span
from assistant.language.names import Name, alike
from assistant.language.scales import DEONTIC, Mark

_SPOKESMEN = frozenset({"delegations", "speakers", "members", "society", "participants"})
_ANYBODY = frozenset({"delegations", "speakers", "participants"})  # said for one another
_FOR = re.compile(r"的?(?:一[名位个])?(?:常驻|观察员)?")
_OF = re.compile(
    r"\s*(?:of|from|for|de|du|des|d'|del|la|le|les|l'|the|el|los|las|\s)*\s*(?:республики |государства )?"
)
_PASSIVE = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being|est|sont|ete|etaient|etait|es|son|fue|fueron|sido))\s*$"
)
_NOT_ALL = re.compile(
    r"(?:并非|不是|未必|(?<!\w)(?:not|pas|no|не)|ليس|لا) ?(?:所有|全部|all|every\w*|"
    r"tou(?:s|tes?)|tod[oa]s|все\w*|кажд\w+|كل|جميع)$"
)
_OBLIQUE = re.compile(r"(?:ам|ям|ами|ями|ах|ях)(?=-|$)")  # Russian cases that no subject has
_DOUBT = 0.01  # votes by which it is not settled who says something
_GAP = 3  # characters between 许多 and 缔约国; words elsewhere: «of the»
ORGANS = frozenset({"assembly", "council", "conference", "commission"})
_BETWEEN = re.compile(
    r"(?:与会的?|在场的?|参会的?|出席会议的?|国家的?|缔约[国方]的?|会员国的?|国的|政府的?)|"
    r"[\s的个]*(?:of |the |of the |des |de |les |los |las |из |государств\w*-)*"
)
_BY = re.compile(r"(?:被|由|受到|得到|by|par|por|من قبل|со стороны)\s*(?:the |les |los |las )?$")
_OPENERS = re.compile(
    r"(?:在[^，,]{0,20}[，,]|根据[^，,]{0,20}[，,]|并且|而且|此外|同时|另外|其中|还|并|但|而|也|另|又|和|与|、|"
    r"according to |that |and |but |also |also,|que |et |y |и |что |و)*\s*$"
)


_TAKES = re.compile(
    r"[对向与和同跟给为把将的被使让供由待等]$|(?:要|须|需|还)等|有待|须经|须视|建议|请|敦促|呼吁|鼓励|要求|促请|支持|提供|向"
)


@dataclass(frozen=True, slots=True)
class Voice:
    """``grade`` (how many) ``head`` (who) that says something; ``grade`` is empty when not said. ``codes``
    are the names in the phrase: 瑞士代表, «the representative of the World Bank»."""

    head: str
    grade: str
    start: int
    end: int
    codes: frozenset[str] = frozenset()


@lru_cache(maxsize=2_000)
def voices(passage: Passage) -> tuple[Voice, ...]:
    """Those whom the passage lets speak, in order."""
    found = []
    for speaker in passage.marks("speaker"):
        start, grade = _quantity(passage, speaker)
        if _speaks(passage, start, speaker):
            codes = frozenset(name.code for name in _named(passage, speaker))
            found.append(Voice(speaker.grade, grade, start, speaker.end, codes))
    return tuple(found)


def quantified(passage: Passage) -> tuple[Voice, ...]:
    """Those of whom the passage says how many they are, whether they say something or not."""
    found = [(speaker, *_quantity(passage, speaker)) for speaker in passage.marks("speaker")]
    return tuple(Voice(who.grade, grade, start, who.end) for who, start, grade in found if grade)


def _named(passage: Passage, speaker: Mark) -> Iterator[Name]:
    """Whom the speaker speaks for: the name right before in Chinese, after «of» elsewhere."""
    if speaker.grade not in _SPOKESMEN:
        return
    for name in passage.names:
        if passage.language == "zh":
            if name.end <= speaker.start and _FOR.fullmatch(passage.plain[name.end : speaker.start]):
                yield name
        elif speaker.end <= name.start and _OF.fullmatch(passage.plain[speaker.end : name.start]):
            yield name


def _quantity(passage: Passage, speaker: Mark) -> tuple[int, str]:
    """Where the phrase starts and how many it speaks of."""
    for mark in passage.marks("quantifier"):
        if mark.end <= speaker.start and joins(passage.plain[mark.end : speaker.start]):
            return mark.start, "" if mark.grade == "all" and after_denial(passage, mark) else mark.grade
        if speaker.start < mark.start and passage.language == "ar" and mark.start - speaker.end <= 2:
            return speaker.start, mark.grade
    return speaker.start, ""


def after_denial(claim: Passage, mark: Mark) -> bool:
    """Whether it is said of not all."""
    return _NOT_ALL.search(claim.plain, max(0, mark.start - 6), mark.end) is not None


def joins(between: str) -> bool:
    return len(between) <= 24 and (not between.strip() or _BETWEEN.fullmatch(between) is not None)


def _speaks(passage: Passage, start: int, speaker: Mark) -> bool:
    """Whether the phrase is the subject of a verb of saying, not one who ought or who is spoken of."""
    clause = passage.clause(speaker.start)
    if speaker.grade == "meeting":
        return True
    before = passage.plain[clause[0] : start]
    if _BY.search(before):
        return True
    rest = (speaker.end, clause[1])
    says = [mark for mark in passage.marks("saying") if rest[0] <= mark.start < rest[1]]
    if not says:
        return _says_before(passage, clause, start)
    first = says[0]
    if passage.language == "zh" and passage.plain[first.start - 1] == "的":
        return False  # 委员会今后的决定
    if passage.language == "ru" and _OBLIQUE.search(passage.plain[speaker.start : speaker.end]):
        return False
    between = passage.plain[speaker.end : first.start]
    if _PASSIVE.search(between):
        return False
    if len(between) > _reach(passage) and not (passage.language == "zh" and _opens(before)):
        return False
    ought = [mark for mark in passage.marks("modality") if mark.grade in DEONTIC - {"encourage", "consider"}]
    if any(speaker.end <= mark.start < first.start for mark in ought):
        return False
    if _spoken_to(passage, clause, start):
        return False
    others = [mark for mark in passage.marks("speaker") if speaker.end <= mark.start < first.start]
    if others or passage.plain[speaker.end : speaker.end + 1] == "的":
        return False
    return passage.language != "zh" or _opens(before)


def _spoken_to(passage: Passage, clause: Span, start: int) -> bool:
    """Whether another speaker of the clause says something of this one, or to it."""
    before = [mark for mark in passage.marks("speaker") if clause[0] <= mark.start < start]
    return bool(before) and any(before[0].end <= mark.start < start for mark in passage.marks("saying"))


def _says_before(passage: Passage, clause: Span, start: int) -> bool:
    """Arabic puts the verb of saying before who says it."""
    return passage.language == "ar" and any(
        clause[0] <= mark.start and 0 <= start - mark.end <= 2 for mark in passage.marks("saying")
    )


def _reach(passage: Passage) -> int:
    return 14 if passage.language == "zh" else 30


def _opens(before: str) -> bool:
    """Whether what stands before in the clause leaves the phrase its subject."""
    return _OPENERS.fullmatch(before) is not None or (len(before) <= 12 and not _TAKES.search(before))


def voices_wrong(claim: Passage, aligned: tuple[Aligned, ...], evidence: Evidence) -> Iterator[Finding]:
    """Speakers of the claim whom the source does not let say that, or not so many of them."""
    ours = voices(claim)
    for number, voice in enumerate(ours):
        source = heard(claim, voice, ours[number + 1 : number + 2], aligned)
        if source is None or _repeated(claim, voice, evidence):
            continue
        passage, theirs = source
        yield from _compared(claim, voice, passage, theirs, evidence)


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


def same_voice(ours: Voice, theirs: Voice) -> bool:
    """Whether both are speakers of one kind, and as many."""
    return ours.head == theirs.head and same_quantity(ours.grade, theirs.grade)


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
    by = _BY.search(claim.plain, max(0, ours.start - 12), ours.start)
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
    if (not _same_head(ours, theirs) and not _same_body(claim, ours, passage, theirs)) or (
        ours.codes and not any(alike(code, other) for code in ours.codes for other in theirs.codes)
    ):
        yield Finding("attribution", words, source)
    elif ours.grade and not same_quantity(ours.grade, theirs.grade):
        yield Finding("quantifier", words, source)


def _same_head(ours: Voice, theirs: Voice) -> bool:
    return ours.head == theirs.head or {ours.head, theirs.head} <= _ANYBODY


def _same_body(claim: Passage, ours: Voice, passage: Passage, theirs: Voice) -> bool:
    """The same phrase, which the table may read in two ways."""
    return claim.plain[ours.start : ours.end] == passage.plain[theirs.start : theirs.end]


def same_quantity(ours: str, theirs: str) -> bool:
    """Whether two quantifiers are one; «several» and 一些 are."""
    if {ours, theirs} == {"several", "some"}:
        return True
    return ours == theirs or (ours in ("all", "each") and theirs in ("", "all", "each"))
