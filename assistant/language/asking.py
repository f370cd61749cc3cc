"""What a question asks about: its words without those that only ask.

subject("工作组建议缔约国在国际合作方面做什么？")  → "工作组建议缔约国在国际合作方面做 "
subject("What does the Working Group recommend?") → "                Working Group recommend?"
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from assistant.language.normal import plain
from assistant.language.stems import stem

_WORD = re.compile(r"[^\W\d_]+")


def subject(question: str, language: str) -> str:
    """``question`` with its interrogative and function words blanked, offsets kept.

    Blanks break what stood beside each other apart. A question that only asks stays as it is.
    """
    form = plain(question)
    words = _words(language)
    blanked = list(question)
    for found in _asking("zh").finditer(form):
        blanked[found.start() : found.end()] = " " * len(found[0])
    for found in _WORD.finditer(form):
        if found[0] in words:
            blanked[found.start() : found.end()] = " " * len(found[0])
    rest = "".join(blanked)
    return rest if any(sign.isalnum() for sign in rest) else question


def is_light(word: str, language: str) -> bool:
    """Whether a word (as ``plain`` leaves it) is one of everyday speech, that says little of a topic."""
    return not language.startswith("zh") and stem(word, language) in _light(language)


@cache
def _light(language: str) -> frozenset[str]:
    listed = plain(_table()["light"].get(language, ""))
    return frozenset(stem(word, language) for word in listed.split())


@cache
def weak_senses() -> frozenset[str]:
    """The stems of English words that say too little for two Chinese words to be alike by them."""
    return frozenset(stem(word, "en") for word in _table()["senses"]["weak"].split())


@cache
def _asking(language: str) -> re.Pattern[str]:
    phrases = sorted(_table()[language]["asking"].split(), key=len, reverse=True)
    return re.compile("|".join(phrases))


@cache
def _words(language: str) -> frozenset[str]:
    entry = _table().get(language, {})
    return frozenset() if language.startswith("zh") else frozenset(" ".join(entry.values()).split())


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "asking.toml").read_text(encoding="utf-8"))
