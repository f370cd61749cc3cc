"""What the claim adds: words that neither the cited paragraphs nor other words for them carry.

A noun that nothing carries is an addition by itself; a verb or an adverb, which paraphrase changes
freely, only beside others (``_LIGHT``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answering.verify.alignment import Aligned, Pair
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Evidence, Passage, Span
from assistant.answering.verify.voices import ORGANS, voices
from assistant.language.scales import Kind
from assistant.language.wording import acts, akin, apart, empty, known, named, opposite, same, split

_HAN = re.compile(r"[\u3400-\u9fff]")
_TELLING = frozenset("副前原非未准半超免仅只")  # a lone character that changes what follows
_CHECKED_ELSEWHERE: tuple[Kind, ...] = ("quantifier", "modality", "negation", "bound")
_LIGHT = 0.4  # what a verb weighs beside a noun
_STEM = 5  # letters that two related words share at least


@dataclass(frozen=True, slots=True)
class Weighed:
    """The additions found, and the share of the claim's own words that something carries."""

    findings: tuple[Finding, ...]
    carried: float


def additions(claim: Passage, aligned: tuple[Aligned, ...], evidence: Evidence) -> Weighed:
    """Runs of content words that nothing carries."""
    weigh = _chinese if claim.language == "zh" else _alphabetic
    return weigh(claim, aligned, evidence)


def _free(claim: Passage, evidence: Evidence) -> bytearray:
    """The places of the claim that need support: 1; those checked elsewhere: 0."""
    free = bytearray(b"\1") * len(claim.plain)
    spans: list[Span] = [(mention.start, mention.end) for mention in claim.mentions]
    spans += [(numeral.start, numeral.end) for numeral in claim.numerals]
    spans += [(mark.start, mark.end) for kind in _CHECKED_ELSEWHERE for mark in claim.marks(kind)]
    spans += _organs(claim, evidence)
    for start, end in spans:
        free[start:end] = bytes(end - start)
    return free


def _organs(claim: Passage, evidence: Evidence) -> list[Span]:
    """The organ that a resolution leaves unnamed: 大会 in 「大会鼓励……」 for 「鼓励……」."""
    if any(voices(passage) for passage in evidence.cited):
        return []
    return [(voice.start, voice.end) for voice in voices(claim) if voice.head in ORGANS]


def _chinese(claim: Passage, aligned: tuple[Aligned, ...], evidence: Evidence) -> Weighed:
    free = _free(claim, evidence)
    content = {at for at in range(len(free)) if free[at] and _HAN.match(claim.plain[at])}
    for unit in claim.units:
        if unit.key in evidence.keys:
            free[unit.start : unit.end] = bytes(unit.end - unit.start)
    for start, end in [(pair.claim.start, pair.claim.end) for one in aligned for pair in one.pairs] + [
        (name.start, name.end) for name in claim.names
    ]:
        free[start:end] = bytes(end - start)
    found, strange, hollow = [], 0, 0
    for clause in claim.clauses:
        words = []
        for start, end in _runs(claim, free, clause):
            beside = next((one for one in aligned if one.clause == clause), None)
            for word, at in _words(claim, start, end):
                span = (at, at + len(word))
                if _hollow(word):
                    hollow += len(word)
                elif not _carried(claim, word, span, beside, evidence):
                    words.append((word, span))
        strange += sum(len(word) for word, _ in words)
        if sum(_weight(word) for word, _ in words) >= 1:
            found += [_finding(claim, run) for run in _joined(words)]
    return Weighed(tuple(found), 1 - strange / max(1, len(content) - hollow))


def _runs(claim: Passage, free: bytearray, clause: Span) -> Iterator[Span]:
    """The runs of characters of a clause that still want support."""
    start = None
    for at in range(clause[0], clause[1] + 1):
        wanting = at < clause[1] and free[at] and _HAN.match(claim.plain[at])
        if wanting and start is None:
            start = at
        elif not wanting and start is not None:
            if at - start > 1 or claim.plain[start] in _TELLING:
                yield start, at
            start = None


def _words(claim: Passage, start: int, end: int) -> Iterator[tuple[str, int]]:
    """The words of a run with their places; strange characters side by side are one word."""
    at, held = start, ""
    for word in split(claim.plain[start:end]):
        if len(word) == 1 and not _hollow(word):
            held += word
        else:
            if held:
                yield held, at - len(held)
            held = ""
            yield word, at
        at += len(word)
    if held:
        yield held, at - len(held)


def _hollow(word: str) -> bool:
    return word in empty("zh")


def _weight(word: str) -> float:
    if len(word) == 1:
        return 1.0 if word in _TELLING else 0.0
    return _LIGHT if acts(word) and not named().search(word) else 1.0


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


def _carried(claim: Passage, word: str, span: Span, one: Aligned | None, evidence: Evidence) -> bool:
    if len(word) < 2:
        return word not in _TELLING
    if word in evidence.text or any(other in evidence.titles for other in same("zh").get(word, ())):
        return True
    if one is None:
        return False
    if _other_word(word, span, one):
        return True
    concepts = {unit.key for unit in claim.concepts if unit.start <= span[0] and span[1] <= unit.end}
    first, last = one.sentence
    if concepts & {unit.key for unit in one.passage.concepts if first <= unit.start < last}:
        return True
    sentence = one.passage.plain[first:last]
    if any(other in sentence for other in apart("zh").get(word, ())):
        return False
    if named().search(word) or word in opposite("zh")[0]:
        return False
    return _akin(word, sentence) or _stands_for(word, span, one)


def _other_word(word: str, span: Span, one: Aligned) -> bool:
    """Whether the sentence says the word in another way; a word that has an opposite, near by."""
    polar = opposite("zh")[0].get(word, frozenset())
    for other in same("zh").get(word, frozenset()) | polar:
        at = one.passage.plain.find(other, *one.sentence)
        while at >= 0:
            if not polar or one.near(span, (at, at + len(other))):
                return True
            at = one.passage.plain.find(other, at + 1, one.sentence[1])
    return False


def _akin(word: str, sentence: str) -> bool:
    opposed = opposite("zh")[1].get(word, frozenset())
    return any(
        other not in opposed and akin(word, other)
        for size in (2, 3, 4)
        for other in (sentence[at : at + size] for at in range(len(sentence) - size + 1))
        if known(other)
    )


def _stands_for(word: str, span: Span, one: Aligned) -> bool:
    """Whether the word stands where the source has another one that may mean the same."""
    gap = _gap(span, one.pairs, one)
    if not gap:
        return False
    return bool(set(word) & set(gap)) or (acts(word) and any(acts(other) for other in split(gap)))


def _gap(span: Span, pairs: tuple[Pair, ...], one: Aligned) -> str:
    """What the source has between the words around ``span``, when they stand close to it."""
    before = [pair for pair in pairs if pair.claim.end <= span[0] and span[0] - pair.claim.end <= 2]
    after = [pair for pair in pairs if pair.claim.start >= span[1] and pair.claim.start - span[1] <= 2]
    plain = one.passage.plain
    if before and after:
        start, end = before[-1].source.end, after[0].source.start
        return plain[start:end] if start < end <= start + 12 else ""
    if before:
        end = before[-1].source.end
        return plain[end : min(end + 4, one.sentence[1])]
    if after:
        start = after[0].source.start
        return plain[max(one.sentence[0], start - 4) : start]
    return ""


def _alphabetic(claim: Passage, aligned: tuple[Aligned, ...], evidence: Evidence) -> Weighed:
    free = _free(claim, evidence)
    language = claim.language
    carried = [
        *((unit.start, unit.end) for unit in claim.concepts if unit.key in evidence.concepts),
        *((mark.start, mark.end) for mark in (*claim.marks("saying"), *claim.marks("speaker"))),
        *((name.start, name.end) for name in claim.names),
    ]
    for start, end in carried:
        free[start:end] = bytes(end - start)
    strange, content = [], 0
    for unit in claim.units:
        word = claim.plain[unit.start : unit.end]
        if word in empty(language) or unit.key in empty(language):
            continue
        content += 1
        if free[unit.start] and not (
            unit.key in evidence.keys
            or same(language).get(unit.key, frozenset()) & evidence.keys
            or _related(unit.key, evidence.keys)
        ):
            strange.append(unit)
    findings: tuple[Finding, ...] = ()
    if len(strange) >= 2 or (strange and content <= 3):
        findings = (Finding("addition", claim.words(strange[0].start, strange[-1].end)),)
    return Weighed(findings, 1 - len(strange) / max(1, content))


def _related(stem: str, others: frozenset[str]) -> bool:
    """Whether a word of the source begins like this one: implement, implementation."""
    return len(stem) >= _STEM and any(
        other[:_STEM] == stem[:_STEM] and abs(len(other) - len(stem)) <= 6 for other in others
    )
