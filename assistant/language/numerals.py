"""What numerals are worth: Chinese numerals by rule, number words and months by table.

Everything here takes text as ``normal.plain`` leaves it: simplified, lower case, without accents.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Literal

NumeralKind = Literal["number", "ordinal", "percent", "date", "symbol"]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral of a text: ``text[start:end]`` as it stands there, ``value`` as every form has it."""

    value: str
    kind: NumeralKind
    start: int
    end: int


_DIGITS = {
    **dict(zip("〇一二三四五六七八九", range(10), strict=True)),
    **dict(zip("零壹贰叁肆伍陆柒捌玖", range(10), strict=True)),
    **{"○": 0, "o": 0, "两": 2, "廿": 20, "卅": 30},
}
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8, "兆": 10**12}
HAN_DIGITS = "".join(_DIGITS).replace("o", "")
HAN_NUMERAL = HAN_DIGITS + "".join(_TENS) + "".join(_MYRIADS)


def han(numeral: str) -> int:
    """一百二十三 → 123, 二〇一八 → 2018, 三千万 → 30000000; raises ValueError."""
    if all(sign in _DIGITS for sign in numeral):
        return int("".join(str(_DIGITS[sign]) for sign in numeral))
    total = part = digit = 0
    for sign in numeral:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _TENS:
            part += (digit or 1) * _TENS[sign]
            digit = 0
        elif sign in _MYRIADS:
            total = (total + part + digit) * _MYRIADS[sign] if total + part + digit else _MYRIADS[sign]
            part = digit = 0
        else:
            raise ValueError(numeral)
    return total + part + digit


def digits(numeral: str) -> Fraction:
    """1,000 → 1000, 3.5 → 7/2, 1 000,5 → 2001/2, 1.000.000 → 1000000.

    One separator before exactly three digits groups thousands: a report rarely gives three decimals.
    """
    bare = "".join(numeral.split())
    points = [sign for sign in bare if sign in ",."]
    if not points:
        return Fraction(bare)
    whole, last, decimals = bare.rpartition(points[-1])
    groups_only = len(decimals) == 3 and (len(set(points)) == 1) and not whole.startswith("0")
    if groups_only or points.count(last) > 1:
        return Fraction(bare.replace(",", "").replace(".", ""))
    return Fraction(whole.replace(",", "").replace(".", "") + "." + decimals)


def written(value: Fraction | int) -> str:
    """The canonical decimal: 3.5, 1000, 0.25."""
    fraction = Fraction(value)
    if fraction.denominator == 1:
        return str(fraction.numerator)
    return f"{float(fraction):.6f}".rstrip("0").rstrip(".")


def spoken(words: Sequence[str]) -> int | None:
    """two hundred and fifty → 250, quatre vingt dix → 90, خمسه وعشرون → 25; None for other words."""
    cardinals, scales, _ = number_words()
    total = part = 0
    for raw in words:
        word = raw if raw in cardinals or raw in scales else raw.removeprefix("و")
        if word in scales:
            scale = scales[word]
            if scale == 100:
                part = (part or 1) * 100
            else:
                total, part = total + (part or 1) * scale, 0
        elif word in cardinals:
            twenties = word.startswith("vingt") and part % 100 == 4
            part = part - 4 + 80 if twenties else part + cardinals[word]
        else:
            return None
    return total + part if words else None


@cache
def number_words() -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Cardinals, scales (hundred, million …) and ordinals of the five languages, by word."""
    tables = _tables()
    return tuple(  # type: ignore[return-value]
        {word: value for words in tables[name].values() for word, value in words.items()}
        for name in ("cardinals", "scales", "ordinals")
    )


@cache
def months() -> dict[str, int]:
    """The number of the month by any of its names."""
    return {
        form: number
        for names in _tables()["months"].values()
        for number, forms in enumerate(names, start=1)
        for form in forms
    }


@cache
def _tables() -> dict[str, dict[str, dict[str, int]]]:
    return tomllib.loads((Path(__file__).parent / "numerals.toml").read_text(encoding="utf-8"))
