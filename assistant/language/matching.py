"""Longest match of many terms in running text: by characters in Chinese, by words elsewhere.

A ``Matcher`` holds the terms of one language. Words meet by their light stem; where several terms
share a stem, those written exactly as in the text win; a short acronym is met only in capitals (WHO,
not who). Function words are skipped on both sides («droit au développement» = «droit de
développement»), the end of a clause is never crossed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.language.normal import plain
from assistant.language.stems import Word, without_clitic, words

Found = tuple[int, int, tuple[str, ...]]
_ACRONYM = 4  # letters up to which an acronym may look like a word


class Matcher:
    """Terms of one language, each with a name; made once, then only read."""

    def __init__(self, language: str, terms: Sequence[tuple[str, str]]) -> None:
        """``terms`` are pairs of a term as written and the name it stands for."""
        self.language = "zh" if language.startswith("zh") else language
        self._names: dict[str, list[tuple[str, str, bool]]] = {}  # surface, name, only in capitals
        self._longest: dict[str, int] = {}  # most words, by the first of them
        self._lengths: dict[str, list[int]] = {}  # of Chinese terms, longest first, by two characters
        lines = plain("\n".join(term for term, _ in terms)).split("\n")
        add = self._add_characters if self.language == "zh" else self._add_words
        for (term, name), line in zip(terms, lines, strict=bool(terms)):
            add(line, name, term.isupper() and len(term) <= _ACRONYM)

    def read(self, text: str) -> Sequence[Word]:
        """The words of ``text``, for more than one matcher of a language to look at."""
        return () if self.language == "zh" else tuple(words(text, self.language))

    def find(self, text: str, read: Sequence[Word] | None = None) -> tuple[Found, ...]:
        """Start, end and names of every term in ``text``, in order, none overlapping another."""
        if self.language == "zh":
            return tuple(self._characters(plain(text)))
        return tuple(self._words(text, self.read(text) if read is None else read))

    def names(self, term: str) -> tuple[str, ...]:
        """What a term on its own stands for, as ``find`` would say it; empty when it is not known."""
        found = self.find(term)
        return found[0][2] if len(found) == 1 else ()

    def _add_characters(self, line: str, name: str, _capitals: bool) -> None:
        self._names.setdefault(line, []).append((line, name, False))
        lengths = self._lengths.setdefault(line[:2], [])
        if len(line) not in lengths:
            lengths.append(len(line))
            lengths.sort(reverse=True)

    def _add_words(self, line: str, name: str, capitals: bool) -> None:
        parts = tuple(words(line, self.language))
        if parts and len(parts[0].stem) + len(parts[-1].stem) > 2:
            surface = " ".join([part.surface for part in parts])
            key = " ".join([part.stem for part in parts])
            self._names.setdefault(key, []).append((surface, name, capitals))
            self._longest[parts[0].stem] = max(len(parts), self._longest.get(parts[0].stem, 0))

    def _characters(self, text: str) -> Iterator[Found]:
        at, size, names, lengths = 0, len(text), self._names, self._lengths
        while at < size:
            for length in (*lengths.get(text[at : at + 2], ()), *lengths.get(text[at], ())):
                piece = text[at : at + length]
                if at + length <= size and piece in names and _whole(text, at, at + length):
                    yield at, at + length, _names_of(names[piece], piece, False)
                    at += length
                    break
            else:
                at += 1

    def _words(self, text: str, read: Sequence[Word]) -> Iterator[Found]:
        at, longest = 0, self._longest
        arabic = self.language == "ar"
        while at < len(read):
            found = None
            if arabic or read[at].stem in longest:
                found = self._at(text, read, at)
            if found:
                count, names = found
                yield read[at].start, read[at + count - 1].end, names
                at += count
            else:
                at += 1

    def _at(self, text: str, read: Sequence[Word], at: int) -> tuple[int, tuple[str, ...]] | None:
        """How many words from ``at`` the longest term takes, and its names."""
        for first in self._starts(read[at].stem):
            for count in range(self._reach(read, at, self._longest.get(first, 0)), 0, -1):
                run = read[at : at + count]
                known = self._names.get(" ".join([first, *[word.stem for word in run[1:]]]))
                if known:
                    capitals = text[run[0].start : run[-1].end].isupper()
                    names = _names_of(known, " ".join([word.surface for word in run]), capitals)
                    if names:
                        return count, names
        return None

    @staticmethod
    def _reach(read: Sequence[Word], at: int, most: int) -> int:
        """How many words from ``at``, ``most`` at most, stand in one clause."""
        end = min(at + most, len(read))
        return next((after for after in range(at + 1, end) if not read[after].joined), end) - at

    def _starts(self, stem: str) -> tuple[str, ...]:
        if self.language != "ar":
            return (stem,)
        bare = without_clitic(stem)
        return (stem,) if bare == stem else (stem, bare)


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
