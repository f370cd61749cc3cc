"""What the claim adds: words that neither the cited paragraphs nor other words for them carry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.verify.alignment import Aligned, Pair
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Evidence, Passage, Span
from assistant.answering.verify.voices import ORGANS, voices
from assistant.language.scales import Kind
from assistant.language.wording import acts, akin, apart, empty, known, named, opposite, same, split

_HAN = re.compile(r"[\u3400-\u9fff]")
_TELLING = frozenset("副前原非未准半超免仅只")  # a lone character that changes what follows
_CHECKED_ELSEWHERE: tuple[Kind, ...] = ("quantifier", "modality", "negation", "bound")
_STEM = 5  # letters that two related words share at least


def additions(claim: Passage, aligned: tuple[Aligned, ...], evidence: Evidence) -> Iterator[Finding]:
    """Runs of content words that nothing carries."""
    if claim.language == "zh":
        yield from _chinese(claim, aligned, evidence)
    else:
        yield from _alphabetic(claim, aligned, evidence)


def _free(claim: Passage) -> bytearray:
    """The places of the claim that need support: 1; those checked elsewhere: 0."""
    free = bytearray(b"\1") * len(claim.plain)
    spans: list[Span] = [(mention.start, mention.end) for mention in claim.mentions]
    spans += [(name.start, name.end) for name in claim.names]
    spans += [(numeral.start, numeral.end) for numeral in claim.numerals]
    spans += [(mark.start, mark.end) for kind in _CHECKED_ELSEWHERE for mark in claim.marks(kind)]
    for start, end in spans:
        free[start:end] = bytes(end - start)
    return free


def _organs(claim: Passage, evidence: Evidence) -> list[Span]:
    """The organ that a resolution leaves unnamed: 大会 in 「大会鼓励……」 for 「鼓励……」."""
    if any(voices(passage) for passage in evidence.cited):
        return []
    return [(voice.start, voice.end) for voice in voices(claim) if voice.head in ORGANS]


def _chinese(claim: Passage, aligned: tuple[Aligned, ...], evidence: Evidence) -> Iterator[Finding]:
    free = _free(claim)
    for unit in claim.units:
        if unit.key in evidence.keys:
            free[unit.start : unit.end] = bytes(unit.end - unit.start)
    for start, end in _organs(claim, evidence):
        free[start:end] = bytes(end - start)
    for one in aligned:
        for pair in one.pairs:
            free[pair.claim.start : pair.claim.end] = bytes(pair.claim.end - pair.claim.start)
    for start, end in _runs(claim, free):
        clause = claim.clause(start)
        beside = next((one for one in aligned if one.clause == clause), None)
        for first, last in _strange(claim, start, end, beside, evidence):
            name = named().search(claim.plain[first:last])
            yield Finding("name" if name else "addition", claim.words(first, last))


def _runs(claim: Passage, free: bytearray) -> Iterator[Span]:
    start = None
    for at in range(len(free) + 1):
        wanting = at < len(free) and free[at] and _HAN.match(claim.plain[at])
        if wanting and start is None:
            start = at
        elif not wanting and start is not None:
            if at - start > 1 or claim.plain[start] in _TELLING:
                yield start, at
            start = None


def _strange(claim: Passage, start: int, end: int, one: Aligned | None, evidence: Evidence) -> Iterator[Span]:
    """The words of a run that the source has in no form, neighbours taken together."""
    first = last = -1
    at = start
    for word in split(claim.plain[start:end]):
        span = (at, at + len(word))
        at = span[1]
        if _carried(claim, word, span, one, evidence):
            if first >= 0 and _long_enough(claim, first, last):
                yield first, last
            first = -1
            continue
        first, last = (span[0] if first < 0 else first), span[1]
    if first >= 0 and _long_enough(claim, first, last):
        yield first, last


def _long_enough(claim: Passage, first: int, last: int) -> bool:
    return last - first > 1 or claim.plain[first] in _TELLING


def _carried(claim: Passage, word: str, span: Span, one: Aligned | None, evidence: Evidence) -> bool:
    if word in empty("zh") or (word in evidence.text and len(word) > 1):
        return True
    if len(word) < 2:
        return False
    if any(other in evidence.titles for other in same("zh").get(word, ())):
        return True
    if one is not None and _other_word(word, span, one):
        return True
    concepts = {unit.key for unit in claim.concepts if unit.start <= span[0] and span[1] <= unit.end}
    if one is None:
        return False
    first, last = one.sentence
    if concepts & {unit.key for unit in one.passage.concepts if first <= unit.start < last}:
        return True
    sentence = one.passage.plain[slice(*one.sentence)]
    if any(other in sentence for other in apart("zh").get(word, ())):
        return False
    if named().search(word) or word in opposite("zh")[0]:
        return False
    return _akin(word, sentence) or _stands_for(word, span, one)


def _other_word(word: str, span: Span, one: Aligned) -> bool:
    """Whether the sentence says the word in another way; a word that has an opposite, near by."""
    polar = word in opposite("zh")[0]
    for other in same("zh").get(word, ()):
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
    shared = set(word) & set(gap)
    return bool(shared) or (acts(word) and any(acts(other) for other in split(gap)))


def _gap(span: Span, pairs: tuple[Pair, ...], one: Aligned) -> str:
    """What the source has between the words around ``span``, when they stand close to it."""
    before = [pair for pair in pairs if pair.claim.end <= span[0] and span[0] - pair.claim.end <= 2]
    after = [pair for pair in pairs if pair.claim.start >= span[1] and pair.claim.start - span[1] <= 2]
    if not before and not after:
        return ""
    plain = one.passage.plain
    if before and after and before[-1].source.end < after[0].source.start <= before[-1].source.end + 12:
        return plain[before[-1].source.end : after[0].source.start]
    if before and after:
        return ""
    if before:
        end = before[-1].source.end
        return "" if end >= one.sentence[1] else plain[end : min(end + 4, one.sentence[1])]
    start = after[0].source.start
    return plain[max(one.sentence[0], start - 4) : start]


def _alphabetic(claim: Passage, aligned: tuple[Aligned, ...], evidence: Evidence) -> Iterator[Finding]:
    free = _free(claim)
    language = claim.language
    concepts = {
        place
        for unit in claim.concepts
        if unit.key in evidence.concepts
        for place in range(unit.start, unit.end)
    }
    said = {
        place
        for mark in (*claim.marks("saying"), *claim.marks("speaker"))
        for place in range(mark.start, mark.end)
    }
    strange = []
    content = 0
    for unit in claim.units:
        word = claim.plain[unit.start : unit.end]
        if not free[unit.start] or word in empty(language) or unit.key in empty(language):
            continue
        content += 1
        if unit.key in evidence.keys or unit.start in concepts or unit.start in said:
            continue
        if same(language).get(unit.key, frozenset()) & evidence.keys or _related(unit.key, evidence.keys):
            continue
        strange.append(unit)
    if len(strange) >= 2 or (strange and content <= 3 * len(strange)):
        start, end = strange[0].start, strange[-1].end
        yield Finding("addition", claim.words(start, end))


def _related(stem: str, others: frozenset[str]) -> bool:
    """Whether a word of the source begins like this one: implement, implementation."""
    return len(stem) >= _STEM and any(
        other[:_STEM] == stem[:_STEM] and abs(len(other) - len(stem)) <= 6 for other in others
    )
