"""The words by which a question shows what it wants; the lists stand in ``cues.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from assistant.answering.segments import within_word
from assistant.language.normal import plain
from assistant.language.remembered import remembered

LANGUAGES = ("zh", "en", "fr", "es", "ru", "ar")  # in this order where each has an expression of its own
Cue = tuple[str, str] | tuple[str, str, str]  # a section, a name, and the language where each has its own
_LOOSE = "能会要都有就谁啥呢吗么请是不也还可应该我你他它们什怎哪几多"  # small words, also side by side


@cache
def pattern(section: str, name: str, language: str = "") -> re.Pattern[str]:
    """All expressions of one cue as one, or that of one language where each has its own; raises KeyError
    for an unknown name."""
    expressions = _table()[section][name]
    if language[:2] in LANGUAGES:
        expressions = [expressions[LANGUAGES.index(language[:2])]]
    return re.compile("|".join(f"(?:{expression})" for expression in expressions))


@cache
def entries(section: str, name: str) -> tuple[str, ...]:
    return tuple(_table()[section][name])


def names(section: str) -> tuple[str, ...]:
    return tuple(_table()[section])


@remembered(40_000)
def shows(text: str, section: str, name: str, language: str = "") -> bool:
    """Whether ``text`` shows the cue, or where a language is given what that has for it."""
    return pattern(section, name, language).search(_asked(text)) is not None


def shown(text: str, section: str) -> tuple[str, ...]:
    """The cues of a section that ``text`` shows, in the order of the table."""
    simple = _asked(text)
    return tuple(name for name in names(section) if pattern(section, name).search(simple))


def _asked(text: str) -> str:
    return plain(text).strip(" ?!.。¿¡؟\"'«»“”")


@remembered(1_000)
def without(text: str, *cues: Cue) -> str:
    """``text`` with the words of the cues blanked out, its length kept."""
    simple = plain(text)
    kept = list(text)
    for cue in cues:
        for match in pattern(*cue).finditer(simple):
            start, end = _whole(simple, *match.span())
            if not _torn(simple, start, end):
                kept[start:end] = " " * (end - start)
        simple = plain("".join(kept))
    return "".join(kept)


def masked(topic: str, text: str, *cues: Cue) -> str:
    """The topic of a question without the words of the cues that its ``text`` shows, its length kept; that
    of a follow-up, which stands for another text, without those that it shows itself."""
    if len(topic) != len(text):
        return without(topic, *cues)
    kept = zip(topic, text, without(text, *cues), strict=True)
    return "".join(sign if asked == left else " " for sign, asked, left in kept)


def content_words(text: str) -> list[str]:
    """What is left of a text to look for: runs of letters and digits, particles left out."""
    return [word for word in re.findall(r"[^\W_]+", text) if word.isdigit() or _tells(word)]


def _tells(word: str) -> bool:
    stop = entries("strip", "stop_characters")[0]
    simple = plain(word)
    return len(simple.strip(stop)) > 1 and simple not in entries("strip", "particles")


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of alphabetic text widened to whole words: a cue may be no more than a stem."""
    while end > start and end < len(text) and _letter(text[end - 1]) and _letter(text[end]):
        end += 1
    while start < end and start > 0 and _letter(text[start]) and _letter(text[start - 1]):
        start -= 1
    return start, end


def _torn(text: str, start: int, end: int) -> bool:
    """Whether one Chinese character would be cut out of a word: 会 out of 社会, 请 out of 申请."""
    if end - start != 1 or not "\u3400" <= text[start] <= "\u9fff":
        return False
    word = within_word(text, start)
    return any(sign not in _LOOSE for sign in word)


def _letter(sign: str) -> bool:
    return sign.isalpha() and not "\u2e80" <= sign <= "\u9fff"


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    path = Path(__file__).with_name("cues.toml")
    table: dict[str, dict[str, list[str]]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return table
