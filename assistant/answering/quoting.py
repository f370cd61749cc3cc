"""Sentences in the report's own words: cut out of paragraphs, led in, ended. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.model import Paragraph

_ENDS = re.compile(
    r"(?<=[。！？])[”’」』）)》»]*\s*"
    r"|(?<=[.!?؟])[”’\"'»)]*\s+(?=[«“\"'(]?[A-ZА-ЯЁÀ-Ý¿¡0-9\u0600-\u06ff])"
    r"|(?<=[;；])[”’」』）)》»]*\s*(?=\S)"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«“])(?:[A-Za-zА-Яа-я]|paras?|párrs?|pars?|arts?|sect|chap|nos?|núm|vol|pp|fig|Mr|Mrs|Ms|Dr|St"
    r"|cf|e\.g|i\.e|etc|Rev|Add|Corr|им|см|г|гг|ст|п|пп|др|Sr|Sra)\.$"
)
QUOTED = re.compile(r"[“«「『\"]\s?([^”»」』\"]{2,60}?)\s?[”»」』\"]")  # what a question quotes
LONG = {"zh": 120, "zh-Hant": 120}
LONG_WORDS = 360  # characters in alphabetic languages


def sentence_texts(text: str) -> list[str]:
    """The sentences of a paragraph, in order."""
    return [text[start:end] for start, end in sentences_of(text)]


@lru_cache(maxsize=20_000)
def sentences_of(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a paragraph as offsets, clauses parted by semicolons too; all of it is covered."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _ENDS.finditer(text):
        if match.end() <= start or _ABBREVIATION.search(text[: match.start()][-12:]):
            continue
        if text[match.start() - 1] in ";；" and match.start() - start < 12:
            continue
        spans.append((start, match.end()))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return tuple(spans)


def is_long(text: str, language: str) -> bool:
    return len(text) > LONG.get(language, LONG_WORDS)


def led(paragraph: Paragraph, text: str = "") -> str:
    """The words of a paragraph after the lead-in that they complete."""
    words = text or paragraph.text
    return ended(joined(paragraph.lead, words) if paragraph.lead else words)


def without_opening(text: str) -> str:
    """A text without the last of its sentences where that only opens a list."""
    *whole, last = sentence_texts(text)
    return "".join(whole) if whole and last.rstrip().endswith((":", "：")) else text


def joined(first: str, second: str) -> str:
    """Two stretches of text, a space between where the script writes one."""
    first, second = first.rstrip(), second.lstrip()
    close = not first or not second or _wide(first[-1]) or _wide(second[0])
    return first + ("" if close else " ") + second


def ended(text: str) -> str:
    """The text as one sentence: what only ties it to the next item becomes a full stop."""
    text = " ".join(text.split())
    bare = re.sub(r"(?:[;；,，、؛،]|[;；,，؛،]\s*(?:and|et|y|и|و|以及|和))\s*$", "", text)
    if bare == text and text[-1:] in "。.!?！？:：؟”」":
        return text
    return bare.rstrip() + ("。" if any("\u3400" <= sign <= "\u9fff" for sign in bare[-6:]) else ".")


def _wide(sign: str) -> bool:
    return "\u2e80" <= sign <= "\u9fff" or "\uff00" <= sign <= "\uffef"
