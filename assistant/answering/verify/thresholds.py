"""All of them, where the source has only those above a threshold: every port, for ports of over 50 ships."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.verify.alignment import Aligned
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Passage

_ABOVE = {
    "zh": re.compile("(?:超过|多于|大于)[^，。；]{0,8}|[^，。；]{0,8}以上"),
    "en": re.compile(r"\b(?:more than|over|exceeding|above|under|less than|below)\b"),
    "fr": re.compile(r"\b(?:plus de|plus d'|excedant|superieure?s? a|moins de|inferieure?s? a)"),
    "es": re.compile(r"\b(?:mas de|superior(?:es)? a|menos de|inferior(?:es)? a)\b"),
    "ru": re.compile(r"\b(?:более|свыше|больше|менее|меньше)\b"),
    "ar": re.compile(r"اكثر من|[يت]زيد\w* (?:علي|عن)|[يت]تجاوز|اقل من"),
}
_REACH = 12  # characters between the words of a threshold and its number


def thresholds_wrong(claim: Passage, aligned: tuple[Aligned, ...]) -> Iterator[Finding]:
    """«All» of the claim where the clause of the source goes on to a threshold that the claim leaves out."""
    told = {numeral.value for numeral in claim.numerals}
    for one in aligned:
        whole = [mark for mark in claim.marks_in("quantifier", one.clause) if mark.grade == "all"]
        pattern = _ABOVE.get(one.passage.language)
        if not whole or pattern is None or _above(claim, one.clause[0], one.clause[1]):
            continue
        for first, last in one.source_clauses():
            for found in pattern.finditer(one.passage.plain, first, last):
                numbers = [
                    numeral
                    for numeral in one.passage.numerals
                    if found.start() <= numeral.start <= found.end() + _REACH and numeral.start < last
                ]
                if numbers and not any(numeral.value in told for numeral in numbers):
                    words = one.passage.words(found.start(), last)
                    yield Finding("quantifier", claim.words(whole[0].start, one.clause[1]), words)
                    return


def _above(passage: Passage, first: int, last: int) -> bool:
    pattern = _ABOVE.get(passage.language)
    return pattern is not None and pattern.search(passage.plain, first, last) is not None
