"""The words of Chinese text, by the dictionary: the division into fewest words. Pure.

    words_of("首都在哪里")  → (Word(0, 2, "thing"), Word(2, 3, "small"), Word(3, 5, "thing"))

What people say around a thing (verbs, single characters, colloquial words) is often not what a report
calls it, so its absence says less than that of a thing; ``kind`` tells them apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.language.cedict import first_sense, is_word

LONGEST = 4  # characters of a word
_HAN = re.compile(r"[\u3400-\u9fff]+")
_DEED = re.compile(r"/\(?(?:to |coll|colloquial|dialect|slang|used |particle|very|not |how|what|this|that)")

Kind = Literal["thing", "deed", "small"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word at ``start:end``; ``deed`` for verbs and colloquial words, ``small`` for one character."""

    start: int
    end: int
    kind: Kind


@lru_cache(maxsize=4096)
def words_of(simple: str) -> tuple[Word, ...]:
    """The words of the Chinese parts of ``simple`` (folded text), in order."""
    return tuple(
        Word(run.start() + start, run.start() + end, _kind(run[0][start:end]))
        for run in _HAN.finditer(simple)
        for start, end in _divided(run[0])
    )


def within_word(simple: str, at: int) -> str:
    """The word of more than one character that the character at ``at`` belongs to, else nothing."""
    for word in words_of(simple):
        if word.start <= at < word.end and word.end - word.start > 1:
            return simple[word.start : word.end]
    return ""


def _divided(run: str) -> list[tuple[int, int]]:
    """The division into fewest words, the fewest of them single, the later ones longer."""
    best: list[tuple[int, int, int]] = [(0, 0, 0)]  # words, singles among them, where the last begins
    for end in range(1, len(run) + 1):
        ways = []
        for start in range(max(0, end - LONGEST), end):
            single = end - start == 1
            if single or is_word(run[start:end]):
                ways.append((best[start][0] + 1, best[start][1] + single, start))
        best.append(min(ways))
    places, end = [], len(run)
    while end:
        places.append((best[end][2], end))
        end = best[end][2]
    return places[::-1]


@lru_cache(maxsize=20_000)
def _kind(word: str) -> Kind:
    if len(word) == 1:
        return "small"
    return "deed" if _DEED.match("/" + first_sense(word)) else "thing"
