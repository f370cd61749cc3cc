"""Longest match of many terms in running text: by characters in Chinese, by words elsewhere.

A ``Matcher`` holds the terms of one language. Words meet by their light stem; where several terms
share a stem, those written exactly as in the text win; a short acronym is met only in capitals (WHO,
not who). Function words are skipped on both sides («droit au développement» = «droit de
développement»), the end of a clause is never crossed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.language.normal import plain
from assistant.language.stems import Word, without_clitic, words

Found = tuple[int, int, tuple[str, ...]]
_ACRONYM = 4  # letters up to which an acronym may look like a word


class Matcher:
    """Terms of one language, each with a name; made once, then only read."""

    def __init__(self, language: str, terms: Iterable[tuple[str, str]]) -> None:
        """``terms`` are pairs of a term as written and the name it stands for."""
        self.language = "zh" if language.startswith("zh") else language
        self._names: dict[str, list[tuple[str, str, bool]]] = {}  # surface, name, only in capitals
        self._longest: dict[str, int] = {}  # most characters or words, by the first of them
        for term, name in terms:
            self._add(term, name)

    def find(self, text: str) -> tuple[Found, ...]:
        """Start, end and names of every term in ``text``, in order, none overlapping another."""
        spans = self._characters(plain(text)) if self.language == "zh" else self._words(text)
        return tuple(spans)

    def names(self, term: str) -> tuple[str, ...]:
        """What a term on its own stands for, as ``find`` would say it; empty when it is not known."""
        found = self.find(term)
        return found[0][2] if len(found) == 1 else ()

    def _add(self, term: str, name: str) -> None:
        if self.language == "zh":
            surface = key = plain(term)
            first, length = surface[:1], len(surface)
        else:
            parts = list(words(term, self.language))
            if not parts or len(parts[0].stem) == 1 == len(parts[-1].stem):
                return
            surface, key = _joined(parts, "surface"), _joined(parts, "stem")
            first, length = parts[0].stem, len(parts)
        capitals = term.isupper() and len(term) <= _ACRONYM and self.language != "zh"
        self._names.setdefault(key, []).append((surface, name, capitals))
        if length > self._longest.get(first, 0):
            self._longest[first] = length

    def _characters(self, text: str) -> Iterator[Found]:
        at, size, longest, names = 0, len(text), self._longest, self._names
        while at < size:
            for length in range(min(longest.get(text[at], 0), size - at), 0, -1):
                piece = text[at : at + length]
                if piece in names and _whole(text, at, at + length):
                    yield at, at + length, _names_of(names[piece], piece, False)
                    at += length
                    break
            else:
                at += 1

    def _words(self, text: str) -> Iterator[Found]:
        run: list[Word] = []
        for word in words(text, self.language):
            if not word.joined:
                yield from self._in_run(text, run)
                run = []
            run.append(word)
        yield from self._in_run(text, run)

    def _in_run(self, text: str, run: list[Word]) -> Iterator[Found]:
        at = 0
        while at < len(run):
            found = self._at(text, run, at)
            if found:
                count, names = found
                yield run[at].start, run[at + count - 1].end, names
                at += count
            else:
                at += 1

    def _at(self, text: str, run: list[Word], at: int) -> tuple[int, tuple[str, ...]] | None:
        """How many words from ``at`` the longest term takes, and its names."""
        for first in self._starts(run[at].stem):
            for count in range(min(self._longest.get(first, 0), len(run) - at), 0, -1):
                rest = run[at + 1 : at + count]
                known = self._names.get(" ".join((first, *(word.stem for word in rest))), ())
                capitals = text[run[at].start : run[at + count - 1].end].isupper()
                names = _names_of(known, _joined(run[at : at + count], "surface"), capitals)
                if names:
                    return count, names
        return None

    def _starts(self, stem: str) -> tuple[str, ...]:
        if self.language != "ar":
            return (stem,)
        bare = without_clitic(stem)
        return (stem,) if bare == stem else (stem, bare)


def _joined(parts: list[Word], form: str) -> str:
    return " ".join(getattr(word, form) for word in parts)


def _names_of(entries: Iterable[tuple[str, str, bool]], surface: str, capitals: bool) -> tuple[str, ...]:
    fit = [(form, name) for form, name, only_capitals in entries if capitals or not only_capitals]
    exact = [name for form, name in fit if form == surface]
    return tuple(dict.fromkeys(exact or [name for _, name in fit]))


def _whole(text: str, start: int, end: int) -> bool:
    """Whether Latin letters or digits at the edges of a Chinese term are not cut out of a word."""

    def cut(left: str, right: str) -> bool:
        return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()

    return not (start and cut(text[start - 1], text[start])) and not (
        end < len(text) and cut(text[end - 1], text[end])
    )
