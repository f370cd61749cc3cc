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
from functools import cache, lru_cache
from pathlib import Path

from assistant.language.matching import Matcher
from assistant.language.normal import plain
from assistant.language.stems import Word, roots, words

_LONGEST = 6  # characters of a Chinese word
_BEGINNING = 5  # letters that two forms of a word begin with alike, at least
_ALIKE = 0.75  # and this share of the longer one


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
    read = tuple(words(text, language)) if read is None else read
    found = [Interchanged(groups, start, end) for start, end, groups in _matcher(language).find(text, read)]
    taken = {place for one in found for place in range(one.start, one.end)}
    for word in read:
        groups = () if word.start in taken else _loosely(word.surface, word.stem, language)
        if groups:
            found.append(Interchanged(groups, word.start, word.end))
    return tuple(sorted(found, key=lambda one: one.start))


@lru_cache(maxsize=50_000)
def _loosely(word: str, stem: str, language: str) -> tuple[str, ...]:
    """The groups of words that another form is likely of: a long beginning, an Arabic root in common."""
    table = _beginnings(language)
    if language == "ar":
        return tuple(dict.fromkeys(group for root in roots(word) for _, group in table.get(root, ())))
    near = table.get(stem[:_BEGINNING], ()) if len(stem) >= _BEGINNING else ()
    return tuple(dict.fromkeys(group for other, group in near if _alike(stem, other)))


def _alike(stem: str, other: str) -> bool:
    same = next((at for at, (a, b) in enumerate(zip(stem, other, strict=False)) if a != b), None)
    common = min(len(stem), len(other)) if same is None else same
    return common >= _ALIKE * max(len(stem), len(other))


@cache
def _beginnings(language: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """The single words of the groups by how they begin, each with its group."""
    table: dict[str, list[tuple[str, str]]] = {}
    for name, together in _groups(language):
        for written in together:
            read = tuple(words(written, language))
            if len(read) != 1:
                continue
            stem = read[0].stem
            heads = roots(read[0].surface) if language == "ar" else (stem[:_BEGINNING],)
            for head in heads:
                table.setdefault(head, []).append((stem, name))
    return {head: tuple(entries) for head, entries in table.items()}


@cache
def interchangeable(language: str) -> dict[str, frozenset[str]]:
    """The words of a language by those that may be said for them."""
    others: dict[str, set[str]] = {}
    for _, together in _groups(language):
        for word in together:
            others.setdefault(word, set()).update(together)
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
    for name, together in _groups("zh"):
        for word in together:
            table[word] = (*table.get(word, ()), name)
    return table


@cache
def _matcher(language: str) -> Matcher:
    return Matcher(language, [(word, name) for name, together in _groups(language) for word in together])


@cache
def _groups(language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    lines = (Path(__file__).parent / "interchange.tsv").read_text(encoding="utf-8").splitlines()
    header, *rows = [line.split("\t") for line in lines if not line.startswith("#")]
    column = header.index(language)
    cells = [tuple(row[column].split("|")) for row in rows]
    if language == "zh":
        cells = [tuple(plain(word) for word in each) for each in cells]
    return tuple((row[0].split("|")[0], each) for row, each in zip(rows, cells, strict=True))
