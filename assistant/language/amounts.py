"""How much a text says, whatever the unit: 18个月 is 一年半, two in three is 66.7 %, 翻了一番 is twice.

    amounts("一年半", numbers("一年半"))     → (Amount("days", 547.5, 547.5, 547.5, 0, 3),)

A duration is told in days, a part of something as a share of one, a multiple in times; any other number
is a plain one. ``low`` and ``high`` say how far the words around it let it range: «over», 约, 不到. The
forms stand in ``amounts.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from assistant.language.numerals import Numeral

AmountKind = Literal["days", "share", "times", "number"]
_AND_HALF = re.compile(r"个?半|\s+and a half|\s+et demie?|\s+y medi[oa]|\s+с половиной|\s+ونصف")
_TIMES = re.compile(r"\s*(?:倍|times\b|-?fold\b|fois\b|veces\b|раза?\b|اضعاف|مرات)")
_OF_SOMETHING = re.compile(r"\s*(?:of\b|des?\b|du\b|d'|del?\b|за\b|\w+ов\b|من\b)")
_A = re.compile(r"\b(?:an?|one) $")
_STOPS = re.compile(
    r"\s*(?:[.,;:!?)]|$|(?:in|since|by|from|to|when|after|between|compared|and|but|less|more)\b)"
)
_RATIO = r"(?:sur|de cada|in|out of|in every|out of every|из(?: каждых)?|من كل)"
_OUT_OF = re.compile(rf"\s*(?:\w+ ){{0,2}}?{_RATIO}\s*")
_ONE_OUT_OF = re.compile(rf"(?<!\w)(?:une?|un[ao]|одн\w+|один) (?:\w+ ){{0,2}}?{_RATIO}\s*$")
_OUT_OF_HUNDRED = re.compile(rf"\s+{_RATIO}\s+(?:cent|cien|a hundred|ста)(?!\w)")
_TO = re.compile(r"\s*(?:[-–至到~]|to|and|et|a|y|до|и|الي|و)\s*")
# What may stand between 约 and its amount.
_OF = (
    r"(?:占|占[^，。,]{1,10}的|为|有|达|在|\s*(?:of|in|by|dans|en|в|у|на|"
    r"по|с))?(?:\s*(?:the|an?|la|el|une?|un[ao])(?!\w))?\s*\W?"
)
_AND = re.compile(r"\s*(?:零|and|et|y|и|و)?\s*")
_SAYS_SO = 18  # characters before an amount in which it may be said that it is rounded
_UP_TO_ONE = 40  # characters in which «one … in» stands before a number


@dataclass(frozen=True, slots=True)
class Amount:
    """``text[start:end]`` says ``value``, which may be anything from ``low`` to ``high``."""

    kind: AmountKind
    value: float
    low: float
    high: float
    start: int
    end: int

    @property
    def rounded(self) -> bool:
        return self.low < self.high


def amounts(plain: str, numerals: Sequence[Numeral]) -> tuple[Amount, ...]:
    """The amounts of a ``plain`` text whose numerals are given, in order; dates and symbols are none."""
    found: list[Amount] = []
    for reading in (_shares(plain, numerals), _worded(plain), _counted(plain, numerals)):
        held = tuple(found)
        found += [one for one in reading if not any(a.start < one.end and one.start < a.end for a in held)]
    return tuple(_together(sorted(found, key=lambda one: one.start), plain))


def periods(plain: str) -> Iterator[float]:
    """The periods that a text names without a number, in days: 每年, every quarter, a decade."""
    pattern, days = _forms("periods")
    for found in pattern.finditer(plain):
        yield days[(found.lastindex or 1) - 1]


def _worded(plain: str) -> Iterator[Amount]:
    for name in ("days", "times"):
        pattern, values = _forms(f"worded.{name}")
        for found in pattern.finditer(plain):
            kind: AmountKind = "days" if name == "days" else "times"
            yield _amount(kind, values[(found.lastindex or 1) - 1], plain, found.span())
    pattern, values = _forms("alone")
    for found in pattern.finditer(plain):
        yield _amount("share", 1 / values[(found.lastindex or 1) - 1], plain, found.span())


def _shares(plain: str, numerals: Sequence[Numeral]) -> Iterator[Amount]:
    """Two thirds, one in five, six sur cent, 18 %, the 30 of 30 to 80 per cent."""
    for one, after in pairwise((*numerals, None)):
        if one is None or one.kind in ("date", "symbol") or not (value := _value(one)):
            continue
        share = _share(plain, one, value, after)
        if share is not None:
            yield _amount("share", share[0], plain, share[1])


def _share(
    plain: str, one: Numeral, value: float, after: Numeral | None
) -> tuple[float, tuple[int, int]] | None:
    """What a numeral is a part of a whole, and where that is said."""
    pattern, wholes = _forms("parts")
    if one.kind == "ordinal":
        part = pattern.match(plain, one.start)
        if part is None or not (_OF_SOMETHING.match(plain, part.end()) or _by_itself(plain, part.span())):
            return None
        return 1 / wholes[(part.lastindex or 1) - 1], part.span()
    ranges = after is not None and after.kind == "percent" and _TO.fullmatch(plain, one.end, after.start)
    if one.kind == "percent" or ranges:
        return value / 100, (one.start, one.end)
    if "/" in one.value:
        return value, (one.start, one.end)
    if part := pattern.match(plain, _next(plain, one.end)):
        return value / wholes[(part.lastindex or 1) - 1], (one.start, part.end())
    if value > 1 and (alone := _ONE_OUT_OF.search(plain, max(0, one.start - _UP_TO_ONE), one.start)):
        return 1 / value, (alone.start(), one.end)
    if hundred := _OUT_OF_HUNDRED.match(plain, one.end):
        return value / 100, (one.start, hundred.end())
    if after is not None and _value(after) > value and _OUT_OF.fullmatch(plain, one.end, after.start):
        return value / _value(after), (one.start, after.end)
    return None


def _by_itself(plain: str, span: tuple[int, int]) -> bool:
    """Whether «a third» is a part and no third thing: nothing is named after it."""
    return _A.search(plain, 0, span[0]) is not None and _STOPS.match(plain, span[1]) is not None


def _counted(plain: str, numerals: Sequence[Numeral]) -> Iterator[Amount]:
    """Numbers with what they count: a unit of time, times, or anything else."""
    pattern, days = _forms("days")
    for one, after in pairwise((*numerals, None)):
        if one is None or one.kind != "number" or not (value := _value(one)):
            continue
        between = _AND_HALF.match(plain, one.end)
        unit = pattern.match(plain, _next(plain, between.end() if between else one.end))
        if unit is None and after is not None and _TO.fullmatch(plain, one.end, after.start):
            of_both = pattern.match(plain, _next(plain, after.end))  # six to fifteen months
            if of_both is not None:
                yield _amount("days", value * days[(of_both.lastindex or 1) - 1], plain, (one.start, one.end))
                continue
        times = _TIMES.match(plain, one.end)
        if unit is not None:
            half = between or _AND_HALF.match(plain, unit.end())
            value = (value + (0.5 if half else 0)) * days[(unit.lastindex or 1) - 1]
            yield _amount("days", value, plain, (one.start, max(unit.end(), half.end() if half else 0)))
        elif times is not None:
            yield _amount("times", value, plain, (one.start, times.end()))
        else:
            yield _amount("number", value, plain, (one.start, one.end))


def _next(plain: str, at: int) -> int:
    """Where the next sign stands that is no space."""
    return at + (plain[at : at + 1] in (" ", "\u00a0"))


def _together(found: Sequence[Amount], plain: str) -> Iterator[Amount]:
    """With 一年三个月 as one amount."""
    held: Amount | None = None
    for one in found:
        longer = held is not None and held.kind == one.kind == "days" and held.value > one.value
        if held is not None and longer and _AND.fullmatch(plain, held.end, one.start):
            low, high = held.low + one.low, held.high + one.high
            held = Amount("days", held.value + one.value, low, high, held.start, one.end)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held


def _amount(kind: AmountKind, value: float, plain: str, span: tuple[int, int]) -> Amount:
    before = plain[max(0, span[0] - _SAYS_SO) : span[0]]
    ranges = [(low, high) for low, high, forms in _roundings("before") if forms.search(before)]
    ranges += [(low, high) for low, high, forms in _roundings("after") if forms.match(plain, span[1])]
    low, high = ranges[0] if ranges else (1.0, 1.0)
    return Amount(kind, value, value * low, value * high, *span)


def _value(numeral: Numeral) -> float:
    """What a numeral is worth; 0 for a date or a symbol."""
    try:
        over, _, under = numeral.value.rstrip("%").partition("/")
        return float(over) / float(under or 1)
    except (ValueError, ZeroDivisionError):
        return 0.0


@cache
def _forms(name: str) -> tuple[re.Pattern[str], tuple[float, ...]]:
    """A table as one expression, and what each of its groups is worth."""
    table: Mapping[str, Any] = _tables()
    for key in ("days" if name == "periods" else name).split("."):
        table = table[key]
    rows = [(str(forms), float(value)) for value, forms in table.items()]
    branches = [f"({_period(forms) if name == 'periods' else forms})" for forms, _ in rows]
    joined = "|".join(branches)
    if name not in ("days", "periods"):
        joined = rf"(?:(?<![^\W_])|(?<=[\u3400-\u9fff]))(?:{joined})(?:(?![^\W_])|(?=[\u3400-\u9fff]))"
    return re.compile(joined), tuple(value for _, value in rows)


def _period(forms: str) -> str:
    """每年 and 年度, but not the 年 of a date; «every year», but not 3 years."""
    each = forms.split("|")
    chinese = [form for form in each if re.search(r"[\u3400-\u9fff]", form)]
    others = "|".join(form for form in each if form not in chinese)
    told = [f"每{form}|{form}度" for form in chinese]
    return "|".join((*told, rf"(?<![^\W_])(?<!\d )(?:{others})"))


@cache
def _roundings(side: Literal["before", "after"]) -> tuple[tuple[float, float, re.Pattern[str]], ...]:
    """Which words before or after an amount let it range, and how far."""
    whole = (r"(?:", rf"){_OF}$") if side == "before" else (r"\s*(?:", ")")
    return tuple(
        (*row["bounds"], re.compile(f"{whole[0]}{row['forms']}{whole[1]}")) for row in _tables()[side]
    )


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "amounts.toml").read_text(encoding="utf-8"))
