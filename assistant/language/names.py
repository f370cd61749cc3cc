"""States, United Nations bodies, instruments, offices held and places, named in any of six languages.

    names("美国和 Mexico 在维也纳…")  → (Name("US", "country", 0, 2, "美国"), Name("MX", …), …)

One code for one thing, however it is written: short and formal names, aliases, adjectives, acronyms,
traditional characters, Russian cases, Arabic with its articles and prepositions written on. States
have their ISO 3166 code; the others are named in ``data/bodies.tsv``. The longest name wins.
«Working Group» names less than «Working Group on the Smuggling of Migrants»; ``alike`` knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

from assistant.language.normal import plain
from assistant.language.remembered import remembered

Kind = Literal["country", "body", "instrument", "person-title", "place"]

_DATA = Path(__file__).parent / "data"
_LANGUAGES = ("en", "fr", "es", "ru", "ar")
_NOTHING = "-"  # the code of phrases that only look like a name: Indian Ocean, 马里兰
_TOKEN = re.compile(r"us\$|\d*[\u3400-\u9fff][\u3400-\u9fff\d、()/]*|(?:(?![\u3400-\u9fff])[^\W_])+")
_CHINESE = re.compile(r"^\d*[\u3400-\u9fff]")
_GAP = 3  # characters that may stand between two words of a name
_ANY, _CAPITAL, _CAPITALS = range(3)
_NOT_WHEN_SMALL = frozenset(
    {"turkey", "chad", "jordan", "chair", "chairs", "minister", "ministers", "guinea"}
)
_NO_ADJECTIVE = frozenset({"قطر", "عمان", "مالي", "يمن"})  # «country-level», «financial»: other words
_GENERAL = {"WG-SOM": "WG", "WG-TIP": "WG", "WGI": "WG", "CTOC-COP": "COP", "GCM": "GC", "GCR": "GC",
            "HC-HR": "HC", "PGA": "CHAIR", "NCD-TASKFORCE": "TASK-FORCE"}  # fmt: skip
_RUSSIAN = re.compile(
    r"(?<=.{3})(?:(?<!нигер)и(?:ями|ях|ям|ем|ей|ею|ми|[юеяйихм])|[оеы]?(?:го|му|ми)|[аоуыяею][яеюйхм]|ами|ов"
    r"|[аяуюеиыоь])$"
)
_RUSSIAN_ADJECTIVE = re.compile(r"(?<=ск|цк)(?:ого|ому|ими|им|ом|ая|ой|ую|ие|их|ий|ое)$")
_ARABIC_PREFIXES = (
    "وبال",
    "وكال",
    "وال",
    "فال",
    "بال",
    "كال",
    "ولل",
    "لل",
    "ال",
    "وب",
    "ول",
    "و",
    "ف",
    "ب",
    "ل",
    "ك",
)


@dataclass(frozen=True, slots=True)
class Name:
    """``text`` is ``given[start:end]``."""

    code: str
    kind: Kind
    start: int
    end: int
    text: str


class _Token(NamedTuple):
    start: int
    end: int
    word: str


@remembered(4_000)
def names(text: str) -> tuple[Name, ...]:
    """Every name in ``text``, in order, none inside another."""
    return tuple(name for name in _found(text) if name.code != _NOTHING)


def countries(text: str) -> tuple[Name, ...]:
    return tuple(name for name in names(text) if name.kind == "country")


def alike(one: str, other: str) -> bool:
    """Whether two codes may stand for one thing: the same, or one the general word for the other."""
    return one == other or _GENERAL.get(one) == other or _GENERAL.get(other) == one


def _found(text: str) -> Iterator[Name]:
    tables, small = _tables(), text.islower()
    tokens = [_Token(*match.span(), match.group()) for match in _TOKEN.finditer(plain(text))]
    done = 0
    for at, (start, _, word) in enumerate(tokens):
        if at < done:
            continue
        if _CHINESE.search(word):
            yield from tables.chinese(text, tokens[at])
        elif _begins(word):
            count, code = tables.words(text, tokens, at, small)
            if count:
                done = at + count
                yield _name(tables.kinds, code, text, start, tokens[done - 1].end)


def _name(kinds: dict[str, Kind], code: str, text: str, start: int, end: int) -> Name:
    return Name(code, kinds.get(code, "country"), start, end, text[start:end])


class _Tables:
    """All names by their folded form, built once."""

    def __init__(self) -> None:
        self.kinds: dict[str, Kind] = {}
        self._characters: dict[str, str] = {}
        self._most_characters: dict[str, int] = {}
        self._words: dict[str, tuple[str, int]] = {}
        self.most_words: dict[str, int] = {}
        for file in ("countries.tsv", "bodies.tsv"):
            text = (_DATA / file).read_text(encoding="utf-8")
            header: list[str] = []
            for line, folded in zip(text.splitlines(), _folded(text).splitlines(), strict=True):
                cells = line.split("\t")
                if line.startswith("#") or not header:
                    header = header if line.startswith("#") else cells
                    continue
                self._add(
                    dict(zip(header, cells, strict=True)), dict(zip(header, folded.split("\t"), strict=True))
                )

    def _add(self, row: dict[str, str], folded: dict[str, str]) -> None:
        code = row["id"]
        self.kinds[code] = row.get("kind", "country")  # type: ignore[assignment]
        for name in folded["zh"].split("|"):
            self._characters.setdefault(name, code)
            self._most_characters[name[0]] = max(len(name), self._most_characters.get(name[0], 0))
        for language in _LANGUAGES:
            cell, _, adjectives = folded[language].partition(";")
            for name, word in zip(row[language].split(";")[0].split("|"), cell.split("|"), strict=True):
                self._add_words(name, word, code, language)
            for adjective in filter(None, adjectives.split("|")):
                self._add_adjective(adjective, code, language)

    def _add_words(self, name: str, folded: str, code: str, language: str) -> None:
        parts = _TOKEN.findall(folded)
        capitals = _CAPITALS if name.isupper() and len(name) <= 3 else _ANY
        if len(parts) == 1 and not capitals and name[0].isupper() and self.kinds[code] != "person-title":
            capitals = _CAPITAL
        self._keep([_key(part) for part in parts], code, capitals)
        if language == "ar" and len(parts) == 1 and _bare(parts[0]) not in _NO_ADJECTIVE:
            self._keep([_nisba(_bare(parts[0]))], code, _ANY)

    def _add_adjective(self, adjective: str, code: str, language: str) -> None:
        parts, capitals = _TOKEN.findall(adjective), _CAPITAL if language == "en" else _ANY
        if language == "es" and adjective.endswith("es"):
            for ending in ("", "a", "es", "as"):
                self._keep([*parts[:-1], "=" + parts[-1] + ending], code, capitals)
        else:
            self._keep([*parts[:-1], _adjective(parts[-1])], code, capitals)

    def _keep(self, keys: list[str], code: str, capitals: int) -> None:
        known, needs = self._words.setdefault(" ".join(keys), (code, capitals))
        if known == code:
            self._words[" ".join(keys)] = (code, min(needs, capitals))
        self.most_words[keys[0]] = max(len(keys), self.most_words.get(keys[0], 0))

    def chinese(self, text: str, run: _Token) -> Iterator[Name]:
        """The names in a run of Chinese characters."""
        at, size, word = 0, len(run.word), run.word
        while at < size:
            for length in range(min(self._most_characters.get(word[at], 0), size - at), 0, -1):
                code = self._characters.get(word[at : at + length])
                if code:
                    start = run.start + at
                    yield _name(self.kinds, code, text, start, start + length)
                    at += length
                    break
            else:
                at += 1

    def words(self, text: str, tokens: list[_Token], at: int, small: bool) -> tuple[int, str]:
        """How many words from ``at`` the longest name takes, and its code; nothing: 0."""
        for first in _begins(tokens[at].word):
            for count in range(min(self.most_words.get(first, 0), len(tokens) - at), 0, -1):
                run = tokens[at : at + count]
                if any(after.start - before.end > _GAP for before, after in pairwise(run)):
                    continue
                code = self._code(text, run, first, small)
                if code:
                    return count, code
        return 0, ""

    def _code(self, text: str, run: list[_Token], first: str, small: bool) -> str:
        rest = [_key(token.word) for token in run[1:]]
        last = [[*rest[:-1], form] for form in _firsts(run[-1].word)] if rest else [[]]
        for tail in [rest, *last]:
            code, capitals = self._words.get(" ".join((first, *tail)), ("", _ANY))
            if code and _written(text[run[0].start : run[-1].end], capitals, small):
                return code
        return ""


def _folded(text: str) -> str:
    """``plain`` of a whole table at once, its tabs kept."""
    return "".join(a if a in "\t\n" else b for a, b in zip(text, plain(text), strict=True))


@cache
def _tables() -> _Tables:
    return _Tables()


def _written(name: str, capitals: int, small: bool) -> bool:
    if capitals == _CAPITALS:
        return name.isupper()
    if capitals == _CAPITAL and not name[0].isupper() and name[0].lower() != name[0].upper():
        return small and len(name) > 3 and name not in _NOT_WHEN_SMALL
    return True


@lru_cache(maxsize=100_000)
def _begins(word: str) -> tuple[str, ...]:
    return tuple(form for form in _firsts(word) if form in _tables().most_words)


@lru_cache(maxsize=100_000)
def _firsts(word: str) -> tuple[str, ...]:
    """The forms under which a name that begins (or ends) with ``word`` may be kept, nearest first."""
    forms = [_key(word), "=" + word, _adjective(word)]
    if "\u0600" <= word[0] <= "\u06ff":
        forms += [word[len(prefix) :] for prefix in _ARABIC_PREFIXES if word.startswith(prefix)]
        forms += [_nisba(form) for form in forms if form.endswith(("ي", "يه", "يون", "يين", "يات"))]
    return tuple(dict.fromkeys(form for form in forms if form))


@lru_cache(maxsize=100_000)
def _key(word: str) -> str:
    """A word of a name without its case ending (Russian) or article (Arabic)."""
    if "\u0400" <= word[0] <= "\u04ff":
        return _RUSSIAN.sub("", word) if len(word) > 3 else word
    return _bare(word) if "\u0600" <= word[0] <= "\u06ff" else word


def _bare(word: str) -> str:
    return word.removeprefix("ال") if len(word) > 4 else word


def _nisba(word: str) -> str:
    """An Arabic name or its adjective without their endings, marked: ايطاليا, ايطالي, الايطاليه."""
    return "~" + re.sub("(?:يه|يون|يين|يات|يا|ي|ا|ه)$", "", _bare(word))


def _adjective(word: str) -> str:
    """An adjective without gender, number and case, marked so that it meets only adjectives."""
    if "\u0400" <= word[0] <= "\u04ff":
        return "~" + _RUSSIAN_ADJECTIVE.sub("", word)
    stem = re.sub("[aeos]{1,3}$", "", word) if len(word) > 4 else word
    return "~" + re.sub(r"(.)\1$", r"\1", stem)
