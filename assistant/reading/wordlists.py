"""Word's automatic numbering: what number a word processor shows before each paragraph of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.reading.marks import ABJAD, ARABIC_LETTERS, CYRILLIC_LETTERS, STEMS
from assistant.reading.safe import local

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEAVENLY = "甲乙丙丁戊己庚辛壬癸"
_CHINESE = ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
            "japaneseCounting", "ideographDigital", "chineseLegalSimplified")  # fmt: skip


@dataclass(slots=True)
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class Lists:
    """The list definitions of a document and where each list has counted to."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)  # by num id
    owner: dict[str, str] = field(default_factory=dict)  # num id → abstract id, whose lists count together
    forced: dict[tuple[str, int], int] = field(default_factory=dict)  # start overrides, used once
    counters: dict[str, dict[int, int]] = field(default_factory=dict)

    def mark(self, num: str, level: int) -> str:
        """Count the next paragraph of a list and give its mark as it is shown; empty for bullets."""
        levels = self.levels.get(num)
        if not levels or level not in levels or num == "0":
            return ""
        counts = self.counters.setdefault(self.owner[num], {})
        definition = levels[level]
        forced = self.forced.pop((num, level), None)
        if forced is not None:
            counts[level] = forced
        else:
            counts[level] = counts.get(level, definition.start - 1) + 1
        for deeper in [k for k in counts if k > level]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or restart > level:
                del counts[deeper]
        if definition.format in ("bullet", "none"):
            return ""
        return self._shown(levels, counts, definition)

    def _shown(self, levels: dict[int, _Level], counts: dict[int, int], definition: _Level) -> str:
        def number(match: re.Match[str]) -> str:
            k = int(match[1]) - 1
            level = levels.get(k, _Level())
            return numeral(counts.get(k, level.start), "decimal" if definition.legal else level.format)

        return re.sub(r"%([1-9])", number, definition.text).strip()


def lists_of(root: _Element | None) -> Lists:
    """Read ``numbering.xml``."""
    lists = Lists()
    if root is None:
        return lists
    abstract: dict[str, dict[int, _Level]] = {}
    for element in root.iterfind(f"{_W}abstractNum"):
        abstract[element.get(f"{_W}abstractNumId", "")] = {
            int(level.get(f"{_W}ilvl", "0")): _level_of(level) for level in element.iterfind(f"{_W}lvl")
        }
    for element in root.iterfind(f"{_W}num"):
        id, base = element.get(f"{_W}numId", ""), _value(element, "abstractNumId")
        lists.owner[id] = base
        lists.levels[id] = dict(abstract.get(base, {}))
        for override in element.iterfind(f"{_W}lvlOverride"):
            k = int(override.get(f"{_W}ilvl", "0"))
            own = override.find(f"{_W}lvl")
            if own is not None:
                lists.levels[id][k] = _level_of(own)
            if (start := _value(override, "startOverride")).isdigit():
                lists.forced[id, k] = int(start)
    return lists


def _level_of(element: _Element) -> _Level:
    start, restart = _value(element, "start"), _value(element, "lvlRestart")
    return _Level(
        _value(element, "numFmt") or "decimal",
        _value(element, "lvlText"),
        int(start) if start.isdigit() else 1,
        int(restart) if restart.isdigit() else None,
        any(local(child) == "isLgl" for child in element),
    )


def _value(element: _Element, name: str) -> str:
    child = element.find(f"{_W}{name}")
    return child.get(f"{_W}val", "") if child is not None else ""


def numeral(n: int, format: str) -> str:
    """A number as a Word number format writes it."""
    letter = format in ("lowerLetter", "upperLetter")
    if letter and n > 0:
        text = chr(97 + (n - 1) % 26) * ((n - 1) // 26 + 1)
        return text.upper() if format.startswith("upper") else text
    if format in ("lowerRoman", "upperRoman") and 0 < n < 4000:
        text = _roman(n)
        return text.upper() if format.startswith("upper") else text
    if format in _CHINESE or format == "ideographEnclosedCircle":
        return _chinese(n)
    tables = {
        "ideographTraditional": _HEAVENLY,
        "ideographZodiac": STEMS,
        "russianLower": CYRILLIC_LETTERS,
        "russianUpper": CYRILLIC_LETTERS.upper(),
        "arabicAbjad": ABJAD,
        "arabicAlpha": ARABIC_LETTERS,
        "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
        "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    }
    table = tables.get(format, "")
    if 0 < n <= len(table):
        return table[n - 1]
    return f"{n:02d}" if format == "decimalZero" else str(n)


def _roman(n: int) -> str:
    text = ""
    for value, sign in (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
        (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ):  # fmt: skip
        text += sign * (n // value)
        n %= value
    return text


def _chinese(n: int) -> str:
    digits = "零一二三四五六七八九"
    if n >= 1000:
        return "".join(digits[int(sign)] for sign in str(n))
    hundreds, tens, ones = n // 100, n // 10 % 10, n % 10
    text = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "")
