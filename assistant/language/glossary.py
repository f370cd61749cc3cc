"""UN vocabulary in six languages: finding its terms, translating them, widening a question.

    terms(text, "en")                → (Term(concepts=("migrant-smuggling",), start, end), …)
    translations(text, "en", "zh")   → (Translated(start, end, words=("偷运移民", …)), …)
    widen(text, "zh")                → (Widened(start, end, words=("偷运者", …)), …)

Languages are zh, zh-Hant (read as zh: search folds both to one), en, fr, es, ru, ar. All spans are
offsets into the given text, in order, and never overlap: the longest term wins. The words come in
the target language as a report would write them, best first, at most ``MOST`` of them; score a
term by the best of its words, never by their sum.

The terms stand in ``data/*.tsv``, one concept a line, a column per language, variants parted by
``|``. ``data/everyday.tsv`` gives what people say for what reports say (jail → imprisonment): such
a span has the concepts of the official word and ``everyday`` set; ``data/forms.tsv`` holds irregular
forms, that are met but never written; ``data/kindred.tsv`` looser likeness, for ``kindred``;
``data/legal.tsv`` what a statute says for it, for ``legal``. States and bodies are concepts too,
named as in ``names``. A person's own terms stand in one more such file, given as ``own``: its first
line names its languages, any two or more of the six.

Pure but for reading those files, once per process and language, when first needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.errors import BadSetting
from assistant.language.matching import Matcher
from assistant.language.remembered import remembered

LANGUAGES = ("zh", "en", "fr", "es", "ru", "ar")
MOST = 8  # words given for one term
_DATA = Path(__file__).parent / "data"
_EVERYDAY, _FORMS, _KINDRED, _LEGAL = "everyday.tsv", "forms.tsv", "kindred.tsv", "legal.tsv"
_BESIDE = (_EVERYDAY, _FORMS, _KINDRED, _LEGAL)  # tables that are no concepts in six languages
NOTHING = "-"  # the name of phrases that only look like a term


@dataclass(frozen=True, slots=True)
class Term:
    """A term of ``text[start:end]`` and the concepts it may stand for, usually one."""

    concepts: tuple[str, ...]
    start: int
    end: int
    everyday: bool = False


@dataclass(frozen=True, slots=True)
class Translated:
    """What ``text[start:end]`` is called in the other language."""

    start: int
    end: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Widened:
    """Other words of the same language for ``text[start:end]``, its own left out."""

    start: int
    end: int
    words: tuple[str, ...]


Row = Mapping[str, str]


def terms(text: str, language: str, own: Path | None = None) -> tuple[Term, ...]:
    """The glossary's terms in ``text``, but for single Chinese characters, that stand in many words.

    Raises BadSetting when the file ``own`` is malformed.
    """
    found = _terms(text, _Glossary.of(own), _plain(language))
    return tuple(term for term in found if not _single(term, language))


def translations(text: str, source: str, target: str, own: Path | None = None) -> tuple[Translated, ...]:
    """The terms of ``text`` (in ``source``) as ``target`` says them; raises BadSetting as ``terms``."""
    glossary, source, target = _Glossary.of(own), _plain(source), _plain(target)
    if source == target:
        return ()
    found = (
        Translated(term.start, term.end, glossary.words(term.concepts, target))
        for term in _terms(text, glossary, source)
    )
    return tuple(each for each in found if each.words)


def widen(text: str, language: str, own: Path | None = None) -> tuple[Widened, ...]:
    """What else the same language calls the terms of ``text``; raises BadSetting as ``terms``."""
    glossary, language = _Glossary.of(own), _plain(language)
    found = (
        Widened(term.start, term.end, _others(glossary.words(term.concepts, language), text, term))
        for term in _terms(text, glossary, language)
        if not _single(term, language)
    )
    return tuple(each for each in found if each.words)


def kindred(text: str, source: str, target: str) -> tuple[Translated, ...]:
    """What a report may speak of when people say the words of ``text``: the police, who are law
    enforcement authorities; looser than ``widen``, good for finding, never for verifying."""
    glossary, source, target = _Glossary.of(None), _plain(source), _plain(target)
    found = (
        Translated(
            start,
            end,
            _meant(means, glossary.words(glossary.concepts(means, source), target), source == target),
        )
        for start, end, means in _table(source, _KINDRED).find(text)
    )
    return tuple(each for each in found if each.words)


def legal(text: str, language: str) -> tuple[Widened, ...]:
    """What a statute calls what people say: the landlord, who is a lessor. For finding only."""
    found = _table(_plain(language), _LEGAL).find(text)
    return tuple(Widened(start, end, means) for start, end, means in found)


def _meant(means: tuple[str, ...], words: tuple[str, ...], own: bool) -> tuple[str, ...]:
    """The words for a kindred phrase: in its own language those of the table first."""
    return tuple(dict.fromkeys((*means, *words))) if own else words


def rows(path: Path) -> Iterator[tuple[str, Row]]:
    """The concepts of a table with their cells by column; raises BadSetting for a malformed line."""
    header: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = [cell.strip() for cell in cells]
            continue
        if len(cells) != len(header):
            raise BadSetting("bad_glossary", path=path, line=number)
        row = dict(zip(header, cells, strict=True))
        named = row.get("id") or row.get("en") or cells[0]
        yield named.partition("|")[0].strip(), row


def variants(row: Row, column: str) -> tuple[str, ...]:
    """The words of a cell, best first; a State's adjectives follow its names."""
    cell = row.get(column, "").replace(";", "|")
    return tuple(word for word in (each.strip() for each in cell.split("|")) if word)


class _Glossary:
    """All tables together, a matcher per language made when first asked."""

    def __init__(self, own: Path | None) -> None:
        self._rows: dict[str, list[Row]] = {}
        for path in ([own] if own else []) + _tables():
            for name, row in rows(path):
                self._rows.setdefault(name, []).append(row)
        self._matchers: dict[str, Matcher] = {}

    @classmethod
    def of(cls, own: Path | None) -> _Glossary:
        if own is None or not own.is_file():
            return _loaded(None, 0)
        return _loaded(own, own.stat().st_mtime_ns)

    def words(self, concepts: tuple[str, ...], language: str) -> tuple[str, ...]:
        """The words for the concepts, every concept's first word before any second one."""
        lists = [variants(row, language) for name in concepts for row in self._rows[name]]
        ranked = sorted((at, order, word) for order, each in enumerate(lists) for at, word in enumerate(each))
        return tuple(dict.fromkeys(word for _, _, word in ranked))[:MOST]

    def concepts(self, names: tuple[str, ...], language: str) -> tuple[str, ...]:
        """The concepts that official words, or their own names, stand for."""
        known = ((name,) if name in self._rows else self.matcher(language).names(name) for name in names)
        return tuple(dict.fromkeys(each for some in known for each in some))

    def matcher(self, language: str) -> Matcher:
        if language not in self._matchers:
            pairs = [
                (word, name)
                for name, table in self._rows.items()
                for row in table
                for word in variants(row, language)
            ]
            self._matchers[language] = Matcher(language, pairs + _forms(language))
        return self._matchers[language]


@remembered(4_000)
def _terms(text: str, glossary: _Glossary, language: str) -> tuple[Term, ...]:
    official, everyday = glossary.matcher(language), _table(language, _EVERYDAY)
    read = official.read(text)
    found = [Term(names, start, end) for start, end, names in official.find(text, read)]
    found += [
        Term(glossary.concepts(names, language), start, end, everyday=True)
        for start, end, names in everyday.find(text, read)
    ]
    return tuple(term for term in _longest(found) if term.concepts != (NOTHING,))


@cache
def _loaded(own: Path | None, _changed: int) -> _Glossary:
    return _Glossary(own)


@cache
def _table(language: str, name: str) -> Matcher:
    lines = [row for _, row in rows(_DATA / name) if row["language"] == language]
    return Matcher(language, _pairs(lines, "says", "means"))


def _forms(language: str) -> list[tuple[str, str]]:
    """Irregular forms of the terms, to be met but never written."""
    return _pairs([row for _, row in rows(_DATA / _FORMS) if row["language"] == language], "forms", "concept")


def _pairs(lines: list[Row], terms: str, names: str) -> list[tuple[str, str]]:
    return [(term, name) for row in lines for term in variants(row, terms) for name in variants(row, names)]


def _tables() -> list[Path]:
    return sorted(path for path in _DATA.glob("*.tsv") if path.name not in _BESIDE)


def _longest(found: list[Term]) -> Iterator[Term]:
    """Of overlapping terms the longer, official before everyday."""
    kept: list[Term] = []
    for term in sorted(found, key=lambda term: (term.start - term.end, term.everyday, term.start)):
        if term.concepts and all(term.end <= other.start or other.end <= term.start for other in kept):
            kept.append(term)
    yield from sorted(kept, key=lambda term: term.start)


def _others(words: tuple[str, ...], text: str, term: Term) -> tuple[str, ...]:
    own = text[term.start : term.end].lower()
    return tuple(word for word in words if word.lower() != own)


def _single(term: Term, language: str) -> bool:
    return language.startswith("zh") and term.end - term.start == 1 and not term.everyday


def _plain(language: str) -> str:
    return "zh" if language.startswith("zh") else language
