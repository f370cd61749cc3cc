"""One form for one thing: width, script, case, accents, numbers and dates.

    fold(text)     width, traditional → simplified, case          one character to one
    plain(text)    fold, and accents and Arabic letter forms too   one character to one
    numbers(text)  numbers, ordinals, per cents and dates with their canonical values and spans

``len(fold(text)) == len(plain(text)) == len(text)``, so an offset in one holds in the others.
The traditional characters are OpenCC's (see NOTICE), those that become exactly one.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from assistant.language.numbers import scan
from assistant.language.numerals import Numeral
from assistant.language.remembered import remembered

__all__ = ["Numeral", "fold", "numbers", "plain"]

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_QUOTES = {"\u2018": "'", "\u2019": "'", "\u201b": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"'}
_WIDE = ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFB50, 0xFDFF), (0xFE30, 0xFEFF), (0xFF01, 0xFFEE))
_ARABIC = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ک": "ك", "ی": "ي"}


def fold(text: str) -> str:
    """Full-width and half-width, traditional and simplified, upper and lower case become one.

    ＡＢＣ（１） → abc(1), 締約國 → 缔约国, ٢٠١٨ → 2018; dashes become -, spaces and tabs a space.
    """
    return text.translate(_folding()).lower().replace("甚么", "什么")


@remembered(8_000)
def plain(text: str) -> str:
    """``fold`` without accents and with one form for the Arabic letters that writers mix.

    Évaluation → evaluation, ё → е, الأمم → الامم; й and ñ-like Latin letters lose only what a reader
    may leave out when typing (й stays).
    """
    if text.isascii():
        return text.replace("\t", " ").lower()
    return text.translate(_plaining()).lower().replace("甚么", "什么")


def numbers(text: str) -> tuple[Numeral, ...]:
    """Every numeral of ``text`` in order, none inside another. See ``numbers`` for the values."""
    return scan(text, plain(text))


@cache
def _folding() -> dict[int, str]:
    table = {ord(sign): " " for sign in _SPACES} | {ord(sign): "-" for sign in _HYPHENS}
    table |= {ord(sign): other for sign, other in _QUOTES.items()}
    for first, last in _WIDE:
        for code in range(first, last + 1):
            one = unicodedata.normalize("NFKC", chr(code))
            if len(one) == 1 and ord(one) != code:
                table.setdefault(code, one)
    for zero in (0x0660, 0x06F0):
        table |= {zero + digit: str(digit) for digit in range(10)}
    for line in (Path(__file__).parent / "traditional.tsv").read_text(encoding="utf-8").splitlines():
        traditional, simplified = line.split("\t")
        table[ord(traditional)] = simplified
    table |= {code: table[ord(one)] for code, one in table.items() if ord(one) in table}
    return table | {ord("İ"): "i", ord("٪"): "%", ord("\u066b"): ".", ord("\u066c"): ","}


@cache
def _plaining() -> dict[int, str]:
    table = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        parts = unicodedata.normalize("NFD", chr(code))
        if len(parts) > 1 and all(unicodedata.combining(mark) for mark in parts[1:]):
            table[code] = parts[0]
    table |= {ord(sign): other for sign, other in {"ё": "е", "Ё": "е", **_ARABIC}.items()}
    return table | {code: table.get(ord(one), one) for code, one in _folding().items()}
