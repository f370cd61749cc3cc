"""Who says it, and how many: 许多缔约国 is neither 有几个缔约国 nor 会上 nor 工作组."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.answering.verify.passage import Passage, Span
from assistant.language.names import Name
from assistant.language.scales import DEONTIC, Mark

_SPOKESMEN = frozenset({"observers", "delegations", "speakers", "members", "society", "participants"})
ANYBODY = frozenset({"delegations", "speakers", "participants"})  # said for one another
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
_GAP = 3  # characters between 许多 and 缔约国; words elsewhere: «of the»
ORGANS = frozenset({"assembly", "council", "conference", "commission"})
_THEN = re.compile("[完了]?(?:之?后|以后|之?前|以前|期间)(?!续|来|果|景|途|提)")
_SENT = re.compile(
    "的(?:[一两二三几数][名位个])?(?:高级)?(?:代表|发言人|官员|负责人)(?!团)"
)  # who speaks for a body
_BETWEEN = re.compile(
    r"(?:与会的?|在场的?|参会的?|出席会议的?|国家的?|缔约[国方]的?|会员国的?|国的|政府的?)|"
    r"[\s的个]*(?:of |the |of the |des |de |les |los |las |из |государств\w*-)*"
)
BY = re.compile(r"(?:被|由|受到|得到|by|par|por|من قبل|со стороны)\s*(?:the |les |los |las )?$")
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
        if _speaks(passage, start, speaker) and not _sent(passage, speaker):
            codes = frozenset(name.code for name in _named(passage, speaker))
            found.append(Voice(speaker.grade, grade, start, speaker.end, codes))
    return tuple(found)


def _sent(passage: Passage, speaker: Mark) -> bool:
    """Whether it is only one whom a body sends, which is the one who speaks: 代表 in 秘书处的一名代表."""
    if passage.language != "zh" or speaker.grade != "delegations":
        return False
    return any(
        (found := _SENT.match(passage.plain, other.end)) is not None
        and found.end() >= speaker.end > other.end
        for other in passage.marks("speaker")
    )


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
    if BY.search(before):
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
    if passage.language == "zh" and _THEN.match(passage.plain, first.end):
        return False  # 小组成员介绍之后
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
    sent = _SENT.match(passage.plain, speaker.end) if passage.language == "zh" else None
    if sent is None and passage.plain[speaker.end : speaker.end + 1] == "的":
        return False
    after = sent.end() if sent else speaker.end
    if any(after <= mark.start < first.start for mark in passage.marks("speaker")):
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


def same_voice(ours: Voice, theirs: Voice) -> bool:
    """Whether both are speakers of one kind, and as many."""
    return ours.head == theirs.head and same_quantity(ours.grade, theirs.grade)


def same_quantity(ours: str, theirs: str) -> bool:
    """Whether two quantifiers are one; «several» and 一些 are."""
    if {ours, theirs} == {"several", "some"}:
        return True
    return ours == theirs or (ours in ("all", "each") and theirs in ("", "all", "each"))
