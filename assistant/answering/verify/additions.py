"""What the claim adds: words that neither the cited paragraphs nor other words for them carry.

A noun that nothing carries is an addition by itself; a verb or an adverb, which paraphrase changes
freely, only beside others, and the less so the more freely the rest is worded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.answering.verify.alignment import Aligned
from assistant.answering.verify.carried import TELLING, carried, inserted
from assistant.answering.verify.evidence import Evidence
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Passage, Span
from assistant.answering.verify.strange import Weighed, kindred, strange_words, wanting
from assistant.language.wording import (
    acts,
    adverse,
    apart,
    empty,
    known,
    light,
    manner,
    named,
    regular,
    split,
)

_HAN = re.compile(r"[\u3400-\u9fff]")
_LIGHT = 0.34  # what a verb weighs beside a noun
_FAINT = 0.2  # what an adverb weighs
_ENOUGH = 0.9  # weight of a clause's odd words that makes an addition
_FREELY = {"fact": (1.0, 0.0), "term": (0.6, 0.7), "word": (0.2, 5.0)}  # what a word weighs in a free
# paraphrase at least, beside a literal one, and how fast it loses weight the freer that is
_MOST = 0.6  # of a clause that is odd and makes it an added one
_LISTS = frozenset("、和与及或")
_CIRCUMSTANCE = re.compile("在([^,，、;；]{3,12}?)下")
_KINDRED = 0.5  # what a word weighs of which the source has a character
_COMMON = frozenset(
    "的一不有人国大中上下会和在年月日为以及等其各该本与对于第个名位项次行部方法地得者所之可能应要前后内外新"
)
_COINED = 0.6  # what two characters weigh that no dictionary has together


@dataclass(frozen=True, slots=True)
class Weight:
    """What an odd word weighs, and what kind of word it is: a free paraphrase has other words anyway, has
    terms less often, and has no new names, members of lists or times of its own: they are facts."""

    whole: float
    kind: Literal["fact", "term", "word"] = "word"


def additions(claim: Passage, aligned: tuple[Aligned, ...], evidence: Evidence) -> Weighed:
    """Runs of content words that nothing carries."""
    if claim.language == "zh":
        return _chinese(claim, aligned, evidence)
    return strange_words(claim, evidence)


def _chinese(claim: Passage, aligned: tuple[Aligned, ...], evidence: Evidence) -> Weighed:
    free = wanting(claim, evidence)
    content = {at for at in range(len(free)) if free[at] and _HAN.match(claim.plain[at])}
    for unit in claim.units:
        if unit.key in evidence.body_keys:
            free[unit.start : unit.end] = bytes(unit.end - unit.start)
    copied = sum(not free[at] for at in content)
    borne = [(pair.claim.start, pair.claim.end) for one in aligned for pair in one.pairs]
    borne += [(name.start, name.end) for name in claim.names]
    for start, end in borne + kindred(claim, evidence):
        free[start:end] = bytes(end - start)
    odd, hollow = [], 0
    for clause in claim.clauses:
        beside = next((one for one in aligned if one.clause == clause), None)
        spans = [span for run in _runs(claim, free, clause) for span in _words(claim, run, content, evidence)]
        words = [(claim.plain[slice(*span)], span) for span in dict.fromkeys(spans)]
        hollow += sum(len(word) for word, _ in words if _hollow(word))
        words = [(word, span) for word, span in words if not _hollow(word)]
        odd.append((beside, clause, [one for one in words if not carried(claim, *one, beside, evidence)]))
    strange = sum(len(word) for _, _, words in odd for word, _ in words)
    literal = min(1.0, copied / max(1, len(content) - hollow - strange))
    found = []
    for beside, clause, words in odd:
        said = _content(claim, clause, content)
        weighed = [(_weight(claim, *one, beside, evidence), *one) for one in words]
        if _adds(weighed, literal, said) or any(
            _within(weighed, piece) for piece in _CIRCUMSTANCE.finditer(claim.plain, *clause)
        ):
            found += [_finding(claim, run) for run in _joined(words)]
    return Weighed(tuple(found), 1 - strange / max(1, len(content) - hollow))


def _adds(weighed: list[tuple[Weight, str, Span]], literal: float, said: int) -> bool:
    """Whether the odd words of a clause add something. A claim that keeps to the source's own words
    (``literal``, the share of them) and then has an odd one means it; one freely worded has them anyway."""
    whole = sum(weight.whole for weight, _, _ in weighed)
    if whole >= 1 and sum(len(word) for _, word, _ in weighed) >= _MOST * said:
        return True
    freely = {kind: max(least, 1 - loss * (1 - literal)) for kind, (least, loss) in _FREELY.items()}
    return sum(weight.whole * freely[weight.kind] for weight, _, _ in weighed) >= _ENOUGH


def _within(weighed: list[tuple[Weight, str, Span]], piece: re.Match[str]) -> bool:
    """Whether the circumstances that a clause tells are for the most part odd."""
    first, last = piece.span(1)
    inside = [one for one in weighed if first <= one[2][0] and one[2][1] <= last]
    odd = sum(len(word) for _, word, _ in inside)
    return (
        odd >= _MOST * len(piece[1].replace("的", ""))
        and sum(weight.whole for weight, _, _ in inside) >= _MOST
    )


def _runs(claim: Passage, free: bytearray, clause: Span) -> Iterator[Span]:
    """The runs of characters of a clause that still want support."""
    start = None
    for at in range(clause[0], clause[1] + 1):
        wanting = at < clause[1] and free[at] and _HAN.match(claim.plain[at])
        if wanting and start is None:
            start = at
        elif not wanting and start is not None:
            yield start, at
            start = None


def _words(claim: Passage, run: Span, content: set[int], evidence: Evidence) -> Iterator[Span]:
    """The words of a run, each as long as it is known; strange characters side by side are one."""
    at, held = run[0], run[0]
    for word in split(claim.plain[run[0] : run[1]]):
        start, at = at, at + len(word)
        if len(word) == 1 and not _hollow(word):
            continue
        if held < start:
            yield _whole(claim, (held, start), content, evidence)
        held = at
        yield _whole(claim, (start, at), content, evidence)
    if held < run[1]:
        yield _whole(claim, (held, run[1]), content, evidence)


def _whole(claim: Passage, span: Span, content: set[int], evidence: Evidence) -> Span:
    """The word of which the span is a part, its other characters being covered only by chance."""
    start, end = span
    plain = claim.plain
    lone = end - start == 1
    if lone and _hollow(plain[start]):
        return span
    options = [(start, end + 1, end), (start - 1, end, start - 1)]
    options += [(start - 2, end, start - 2)] if lone else []
    for first, last, neighbour in options:
        word = plain[max(first, 0) : last]
        if lone and _hollow(plain[neighbour : neighbour + 1]):
            continue
        inside = all(place in content for place in range(first, last))
        strange = known(word) or word in apart("zh") or named().fullmatch(word)
        if inside and strange and word not in evidence.body:
            return first, last
    return span


def _hollow(word: str) -> bool:
    return word in empty("zh")


def _weight(claim: Passage, word: str, span: Span, one: Aligned | None, evidence: Evidence) -> Weight:
    if len(word) == 1:
        return Weight(1.0 if word in TELLING else 0.0, "fact")
    if word in adverse("zh"):
        denied = any(0 <= span[0] - mark.end <= 2 for mark in claim.marks("negation"))
        return Weight(_LIGHT) if denied else Weight(1.0, "fact")
    if word in evidence.text:
        return Weight(_LIGHT)
    if named().search(word) or regular(word) or _qualifies(claim, span):
        return Weight(1.0, "fact")
    if word in light("zh"):
        return Weight(_FAINT)
    if manner(word):
        return Weight(_FAINT)
    if one is not None and inserted(span, one):
        return Weight(1.0)
    if one is not None and _kindred(word, one):
        return Weight(_KINDRED)
    if acts(word):
        return Weight(_LIGHT)
    term = len(word) > 2 or any(unit.start <= span[0] and span[1] <= unit.end for unit in claim.concepts)
    return Weight(1.0 if len(word) > 2 or known(word) else _COINED, "term" if term else "word")


def _kindred(word: str, one: Aligned) -> bool:
    """Whether the sentence has a character of the word that tells something: 补齐 beside 补充."""
    sentence = one.passage.plain[slice(*one.sentence)]
    return any(sign in sentence and sign not in _COMMON for sign in word)


def _qualifies(claim: Passage, span: Span) -> bool:
    """Whether the word stands right before a name, and so makes it another one; or in a list."""
    before = claim.plain[: span[0]].removesuffix("反")[-1:]
    after = claim.plain[span[1] : span[1] + 1]
    if (before and before in _LISTS) or (after and after in _LISTS):
        return True
    opens = not claim.plain[claim.clause(span[0])[0] : span[0]].strip()
    return opens and any(name.start == span[1] for name in claim.names)


def _content(claim: Passage, clause: Span, content: set[int]) -> int:
    """How many characters of a clause say something that is no name."""
    named = {place for name in claim.names for place in range(name.start, name.end)}
    at, count = clause[0], 0
    for word in split(claim.plain[slice(*clause)]):
        places = range(at, at + len(word))
        at += len(word)
        count += 0 if _hollow(word) else sum(place in content and place not in named for place in places)
    return count


def _joined(words: list[tuple[str, Span]]) -> Iterator[list[tuple[str, Span]]]:
    """Neighbouring words together, lone light words left out."""
    run: list[tuple[str, Span]] = []
    for word, span in words:
        if run and span[0] - run[-1][1][1] > 1:
            yield run
            run = []
        run.append((word, span))
    if run:
        yield run


def _finding(claim: Passage, run: list[tuple[str, Span]]) -> Finding:
    start, end = run[0][1][0], run[-1][1][1]
    return Finding("name" if named().search(claim.plain[start:end]) else "addition", claim.words(start, end))
