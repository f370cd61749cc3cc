"""Whether a word of the claim is said in the source: as it stands, in another word, or in its place."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.answering.verify.alignment import Aligned, Pair
from assistant.answering.verify.evidence import Evidence
from assistant.answering.verify.passage import Passage, Span
from assistant.language.stems import roots
from assistant.language.wording import acts, akin, apart, broader, known, named, opposite, same

_PART, _LEFT_OUT = 2, 6  # characters of a name's last word, and of what a short name leaves out
_STEM = 5  # letters that two related words share at least
TELLING = frozenset("副原非未准半超免仅只")  # a lone character that changes what follows


def carried(claim: Passage, word: str, span: Span, one: Aligned | None, evidence: Evidence) -> bool:
    if len(word) < 2:
        return word not in TELLING
    if word in evidence.body or any(other in evidence.titles for other in same("zh").get(word, ())):
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
    if _shortened(word, sentence):
        return True
    if named().search(word) or word in opposite("zh")[0]:
        return False
    return _akin(word, sentence) or _stands_for(word, span, one) or _kind_of(word, span, one)


def _shortened(word: str, sentence: str) -> bool:
    """Whether a name leaves out what the source has in the middle of it: 反恐公约 for 反恐相关国际公约."""
    if len(word) < 2 * _PART or not named().search(word):
        return False
    parts = re.escape(word[:-_PART]), re.escape(word[-_PART:])
    return re.search(f"{parts[0]}[^，,。；;、]{{1,{_LEFT_OUT}}}{parts[1]}", sentence) is not None


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


def _kind_of(word: str, span: Span, one: Aligned) -> bool:
    """Whether a word about the same place means the same but broader or narrower: 外表 for 仪容."""
    first, last = one.sentence
    plain, opposed = one.passage.plain, opposite("zh")[1].get(word, frozenset())
    return any(
        broader(word, other) and other not in opposed and one.near(span, (at, at + 2))
        for at, other in ((at, plain[at : at + 2]) for at in range(first, last - 1))
    )


def _stands_for(word: str, span: Span, one: Aligned) -> bool:
    """Whether the word stands where the source has another one that may mean the same."""
    gap = _gap(span, one.pairs, one)
    if not gap:
        return False
    return acts(word) and bool(set(word) & set(gap))


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


def inserted(span: Span, one: Aligned) -> bool:
    """Whether the words around ``span`` stand side by side in the source."""
    before = [pair for pair in one.pairs if pair.claim.end <= span[0] and span[0] - pair.claim.end <= 2]
    after = [pair for pair in one.pairs if pair.claim.start >= span[1] and pair.claim.start - span[1] <= 2]
    return bool(before and after) and 0 <= after[0].source.start - before[-1].source.end <= 1


def related(word: str, stem: str, language: str, others: frozenset[str]) -> bool:
    """Whether a word of the source begins like this one, or in Arabic has its root."""
    if language == "ar":
        return any(root in _roots(others) for root in roots(word))
    if language == "en" and word.endswith(("er", "est")) and {word[:-2], word[:-1], word[:-3]} & others:
        return True
    return len(stem) >= _STEM and any(
        other[:_STEM] == stem[:_STEM] and abs(len(other) - len(stem)) <= 6 for other in others
    )


@lru_cache(maxsize=500)
def _roots(words: frozenset[str]) -> frozenset[str]:
    return frozenset(root for word in words for root in roots(word))
