"""A text as search sees it: single characters and pairs for Chinese, stems and words for the rest.

    terms("偷运移民", "zh")            ones 偷 运 移 民            pairs 偷运 运移 移民
    terms("migrants smuggled", "en")  ones migrant smuggl        pairs migrants smuggled
    terms("308分 二〇一八年", "zh")     308, 分 … and 2018        308分 … and 2018

Numerals stand in both forms: as they are written and by their canonical value. The reading copy of a
text holds the same terms, sentence by sentence, for the second look: every term is found in it by a
plain substring test (``mark``), so that nothing is cut up again when a question comes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from operator import add

from assistant.language.normal import plain
from assistant.language.numbers import scan

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{HAN}]+|(?:(?![{HAN}_])\w)+")
_SENTENCE = re.compile(r"[^。！？；!?;\n]+[。！？；!?;\n]?|[。！？；!?;\n]")
_MIXED = re.compile(rf"((?:(?![{HAN}_])\w)+) ?(?=([{HAN}]))")
_MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\ufeff]+")
_NUMERAL = re.compile(r"[\d〇零○一二三四五六七八九十百千万亿两壹贰叁廿卅萬億兩]|[^\W\d_\u3400-\u9fff]")

Stemmer = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Terms:
    """``ones``: characters and stems; ``pairs``: pairs of characters and whole words."""

    ones: tuple[str, ...]
    pairs: tuple[str, ...]


def terms(text: str, language: str, stem: Stemmer) -> Terms:
    """The terms of ``text`` in order, with repetitions."""
    return analysed(text, language, stem)[0]


def analysed(text: str, language: str, stem: Stemmer) -> tuple[Terms, str]:
    """The terms of ``text``, and its reading copy: a line for each sentence, terms parted by blanks."""
    ones: list[str] = []
    pairs: list[str] = []
    lines: list[str] = []
    text = unicodedata.normalize("NFC", text)
    folded = plain(text)
    marked = _MARKS.search(folded)
    for found in _SENTENCE.finditer(text):
        written = folded[found.start() : found.end()]
        form = _MARKS.sub("", written) if marked else written
        runs = _RUN.findall(form)
        words = []
        for run in runs:
            if is_han(run[0]):
                ones += run
                pairs += map(add, run, run[1:])
            else:
                words.append(run)
        stems = [stem(word, language) for word in words]
        mixed = [word + sign for word, sign in _MIXED.findall(form)] if words else []
        values = numeral_terms(found[0], written)
        ones += (*stems, *values)
        pairs += (*words, *mixed, *values)
        lines.append(" ".join(["", *runs, *stems, *mixed, *values, ""]))
    return Terms(tuple(ones), tuple(pairs)), "\n".join(lines)


def mark(term: str) -> str:
    """What stands in a reading copy exactly where ``term`` is."""
    return term if is_han(term[0]) else f" {term} "


def is_han(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff" or sign == "\u3007" or sign >= "\U00020000"


def numeral_terms(text: str, folded: str) -> list[str]:
    """The values of numerals whose value is not already a word of the text; a date also by its year.
    ``folded`` is the text through ``normal.plain``."""
    if not _NUMERAL.search(text):
        return []
    values: list[str] = []
    for numeral in scan(text, folded):
        written = text[numeral.start : numeral.end]
        if numeral.kind == "date" and not numeral.value.startswith("--"):
            values += dict.fromkeys((numeral.value[:4], numeral.value[:7], numeral.value))
        elif numeral.value != written:
            values.append(numeral.value)
    return values
