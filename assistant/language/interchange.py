"""Words that official texts use for one another, in six languages: 加强 = 强化, help = assist.

    interchange(text, "en")    → (Interchanged(groups=("加强",), start, end), …)
    interchangeable("zh")      → {"加强": frozenset({"强化", …}), …}

The groups stand in ``interchange.tsv``, one a line, a column a language; a word may stand in several,
and is named by the first Chinese word of its group. Since a group holds all languages, it also bridges
a claim and a source in two of them. Looser than the glossary's concepts: good for asking whether a
source carries a word, never for saying that two names or strengths are one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.language.matching import Matcher
from assistant.language.normal import plain
from assistant.language.stems import Word

_LONGEST = 6  # characters of a Chinese word


@dataclass(frozen=True, slots=True)
class Interchanged:
    """``text[start:end]`` may be said by any other word of ``groups``."""

    groups: tuple[str, ...]
    start: int
    end: int


def interchange(text: str, language: str, read: Sequence[Word] | None = None) -> tuple[Interchanged, ...]:
    """The words of ``text`` that a group holds; in Chinese the longest at every place."""
    if language == "zh":
        return tuple(_characters(plain(text)))
    found = _matcher(language).find(text, read)
    return tuple(Interchanged(groups, start, end) for start, end, groups in found)


@cache
def interchangeable(language: str) -> dict[str, frozenset[str]]:
    """The words of a language by those that may be said for them."""
    others: dict[str, set[str]] = {}
    for _, words in _groups(language):
        for word in words:
            others.setdefault(word, set()).update(words)
    return {word: frozenset(found - {word}) for word, found in others.items()}


def _characters(text: str) -> Iterator[Interchanged]:
    table = _chinese()
    for at in range(len(text)):
        for size in range(_LONGEST, 1, -1):
            groups = table.get(text[at : at + size])
            if groups:
                yield Interchanged(groups, at, min(len(text), at + size))
                break


@cache
def _chinese() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for name, words in _groups("zh"):
        for word in words:
            table[word] = (*table.get(word, ()), name)
    return table


@cache
def _matcher(language: str) -> Matcher:
    return Matcher(language, [(word, name) for name, words in _groups(language) for word in words])


@cache
def _groups(language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    lines = (Path(__file__).parent / "interchange.tsv").read_text(encoding="utf-8").splitlines()
    header, *rows = [line.split("\t") for line in lines if not line.startswith("#")]
    column = header.index(language)
    words = [tuple(row[column].split("|")) for row in rows]
    if language == "zh":
        words = [tuple(plain(word) for word in each) for each in words]
    return tuple((row[0].split("|")[0], each) for row, each in zip(rows, words, strict=True))
