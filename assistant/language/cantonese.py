"""Cantonese as it is typed, in the words that other Chinese writes. Pure.

written("邊個話要請人先可以開夜啲？")  → "誰說要請人才可以開晚些？"
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path


def written(text: str) -> str:
    """``text`` as it would be written elsewhere; unchanged where nothing shows that it is Cantonese."""
    signs, words, spoken = _table()
    if not signs.intersection(text):
        return text
    return spoken.sub(lambda found: words[found[0]], text)


@cache
def _table() -> tuple[frozenset[str], dict[str, str], re.Pattern[str]]:
    """The signs that only Cantonese has, its words, and an expression for them, the longest first."""
    lines = (Path(__file__).parent / "cantonese.tsv").read_text(encoding="utf-8").splitlines()
    signs, *rows = [line for line in lines if line and not line.startswith("#")]
    words = dict(line.split("\t") for line in rows)
    longest = sorted(words, key=len, reverse=True)
    return frozenset(signs), words, re.compile("|".join(map(re.escape, longest)))
