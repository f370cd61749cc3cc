"""Words of duty, act and status that assert nothing: 强调了 says what 强调 does, «were opposed» no deed."""

from __future__ import annotations

import re

from assistant.answering.verify.alignment import Aligned
from assistant.answering.verify.passage import Passage, Span
from assistant.language.scales import Mark

_OPEN = re.compile("谁|哪|何|是否|怎样")  # what is still to be decided
_WHICH = re.compile(
    "(?!(?:有|具有|拥有)(?!的))[^把将,，]{0,5}的"
)  # 已加入的条约: the deed tells which are meant
_KINDS = re.compile(
    r"可以?是|(?:can|may|might|could) (?:also )?be (?:either |both )?(?!\w+(?:ed|en|ne|ght|pt|de|ld)\b)\w|"
    r"pued(?:e|en) ser (?!\w+(?:[ai]d[oa]s?|chos?|tos?)\b)\w"
)
_MORE = re.compile(r"[也还]可|或|\b(?:or|o|y|and)\b")
_ONE_MORE = re.compile("(?<=[也还])可以?")
_MARKED = 20  # characters from «may» that tell whether it tells kinds
_SHALL = re.compile("即?将")
_BINDS = re.compile(
    "决定|议定|商定|承诺|答应|通过|批准|宣布|decid|agree|adopt|approv|resolv|commit|pledg|promis|announc|conven|accord|acord|"
    "aprob|compromet|promet|anunci|annonc|s'engag|постанов|реш|обеща|обяз|принял|объяв|قرر|اعتمد|تعهد|وافق|اعلن"
)  # what binds whoever says it: more than said
_SPEECH = re.compile(
    r"\b(?:made|expressed|voiced|raised|put|laid|given|drawn|called|issued|conveyed|reiterated|"
    r"submitted) (?:[\w-]+ ){0,3}?"
    r"(?:requests?|proposals?|suggestions?|calls?|appeals?|recommendations?|concerns?|views?|questions?|points?|opinions?|"
    r"remarks?|doubts?|reservations?|objections?|criticisms?|pleas?|warnings?|worr(?:y|ies)|fears?|hopes?|regrets?|"
    r"need|importance|emphasis|attention|mention|reference)\b"
)  # what is only said, when that was done: «has made a proposal», not «the proposal has been implemented»
_WHICH_ONE = re.compile(r"\b(?:the|an?|its|their|this|that|any) $")  # «the proposed compact» tells which


def within(passage: Passage, span: Span) -> list[Mark]:
    return passage.marks_in("modality", span)


def idle(claim: Passage, mark: Mark, one: Aligned) -> bool:
    """强调了 says no more than 强调, and so does 记录了, which is not the source's; 已加入的条约 names
    which treaties; 可以 in 可以考虑 is part of considering; 决定……给谁 decides nothing, unless the source
    itself says 谁: then only the deciding is new."""
    if mark.grade == "may" and any(
        other.grade == "consider" and 0 <= other.start - mark.end <= 1 for other in claim.marks("modality")
    ):
        return True
    if mark.grade == "may" and _tells_kinds(claim, mark):
        return True
    if mark.grade == "decide" and (asked := _OPEN.search(claim.plain, mark.end, one.clause[1])):
        return asked[0] not in one.passage.plain
    if mark.grade == "consider" and any(
        one.clause[0] <= other.start < mark.start and other.grade == "not"
        for other in claim.marks("negation")
    ):
        return True
    if mark.grade == "consider" and _examined(claim, mark, one):
        return True
    if mark.grade == "recommend" and _WHICH_ONE.search(claim.plain, 0, mark.start):
        return True
    if mark.grade == "done" and _to_come(one):
        return False
    if mark.grade == "done" and _only_said(claim, mark):
        return True
    if mark.grade != "done" or claim.language != "zh":
        return False
    said = claim.plain[max(0, mark.start - 2) : mark.start]
    told = claim.plain[mark.start : mark.end] == "了" and said not in one.passage.plain
    says = any(other.end == mark.start for other in claim.marks("saying"))
    names = claim.plain[mark.start] != "了" and _names(claim, mark)
    return told or says or names


def _tells_kinds(claim: Passage, mark: Mark) -> bool:
    """Whether «may» only tells what kinds there are, more than one: 既可以是双边的，也可以是多边的."""
    first, last = claim.sentence(mark.start)
    kinds = _KINDS.search(claim.plain, first, mark.end + _MARKED)
    if kinds is None or _MORE.search(claim.plain, kinds.end(), last) is None:
        return False
    return kinds.start() == mark.start or _ONE_MORE.match(claim.plain, mark.start) is not None


def _examined(claim: Passage, mark: Mark, one: Aligned) -> bool:
    """Whether the source has it examined, in whatever word: 审议, «for consideration»."""
    mine = {unit.key for unit in claim.groups if unit.start < mark.end and mark.start < unit.end}
    first, last = one.sentence
    return any(unit.key in mine and first <= unit.start < last for unit in one.passage.groups)


def _to_come(one: Aligned) -> bool:
    """Whether the source has it only to come: «will express concern» is not «has expressed», but
    即将出台的文件 tells which paper and 原定五年 was planned."""
    passage = one.passage
    return any(
        other.grade in ("will", "due") and (passage.language != "zh" or _shall(passage, other))
        for clause in one.source_clauses()
        for other in within(passage, clause)
    )


def _shall(passage: Passage, mark: Mark) -> bool:
    return _SHALL.match(passage.plain, mark.start) is not None and not _names(passage, mark)


def _names(passage: Passage, mark: Mark) -> bool:
    return _WHICH.match(passage.plain, mark.end) is not None


def _only_said(claim: Passage, mark: Mark) -> bool:
    """Whether what was done was only to say or ask something: «has urged», «were opposed», 已敦促."""
    reach = mark.end + (1 if claim.language == "zh" else 0)
    said = [
        other
        for other in (
            *claim.marks("saying"),
            *(one for one in claim.marks("negation") if one.grade == "against"),
        )
        if mark.start < other.end and other.start < reach + (claim.language == "zh")
    ]
    if (speech := _SPEECH.search(claim.plain, mark.start, claim.clause(mark.start)[1])) and (
        speech.start() <= mark.end
    ):
        return True
    return any(_BINDS.search(claim.plain, other.start, other.end) is None for other in said)
