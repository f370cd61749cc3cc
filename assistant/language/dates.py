"""Dates in seven ways of writing: 2018年7月4日至5日, 4 to 5 July 2018, 4 и 5 июля 2018 года, ISO."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.language.numerals import HAN_DIGITS, HAN_NUMERAL, Numeral, han, months

_ZH_YEAR = rf"(?:\d{{4}}|[{HAN_DIGITS}o]{{4}})"
_ZH_DAY = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_TO = r"\s*(?:至|到|-+|~|和|及|与|、)\s*"
_ZH_DATE = re.compile(
    rf"(?:(?P<y>{_ZH_YEAR})\s*年\s*(?:(?P<m>{_ZH_DAY})\s*月(?!亮|球|份?内)份?\s*)?"
    rf"|(?<![\d{HAN_NUMERAL}个第])(?P<m2>{_ZH_DAY})\s*月(?!亮|球)份?\s*)"
    rf"(?:(?P<d>{_ZH_DAY})\s*(?:[日号](?![益常程])|(?={_TO}{_ZH_DAY}\s*[日号])))?"
)
_ZH_NEXT = re.compile(rf"{_TO}(?P<d>{_ZH_DAY})\s*[日号](?![益常程])")
_LETTER = re.compile(r"[a-z\u0400-\u06ff]")
_ISO = re.compile(r"(?<![\d/.-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d/-])")
_DMY = re.compile(r"(?<![\d/.-])(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")


def dates(text: str, plain: str) -> Iterator[Numeral]:
    """The dates of ``text``; ``plain`` is the same text through ``normal.plain``."""
    for found in _ISO.finditer(plain):
        yield from _date(found[1], found[3], found[4], *found.span())
    for found in _DMY.finditer(plain):
        yield from _date(found[3], found[2], found[1], *found.span())
    if "年" in plain or "月" in plain:
        yield from _chinese_dates(plain)
    if _LETTER.search(plain):
        yield from _western_dates(text, plain)


def _chinese_dates(plain: str) -> Iterator[Numeral]:
    year = ""
    last_end = -9
    for found in _ZH_DATE.finditer(plain):
        near = re.fullmatch(_TO, plain[last_end : found.start()]) if last_end >= 0 else None
        year = found["y"] or (year if near else "")
        month = found["m"] or found["m2"]
        end = found.end() - len(found[0]) + len(found[0].rstrip())
        yield from _date(year, month, found["d"], found.start(), end)
        while found["d"] and (more := _ZH_NEXT.match(plain, end)):
            yield from _date(year, month, more["d"], more.start("d"), more.end())
            end = more.end()
        last_end = end


@cache
def _western() -> re.Pattern[str]:
    month = "|".join(sorted(map(re.escape, months()), key=len, reverse=True))
    day = r"\d{1,2}(?:st|nd|rd|th|er|o)?"
    to = r"(?: ?(?:-|to|and|et|au|y|al|a|и|по|до|و|الي|,) ?)"
    year = r"(?:,? (?:de |del |of |في |عام |من )?(?P<{}>\d{{4}})(?!\d))"
    return re.compile(
        rf"(?<![\w/])(?:(?P<days>{day}(?:{to}{day})*)[ \n](?:de |of |من )?)?(?P<month>{month})(?![\w/])"
        rf"(?:[ ](?P<after>{day}(?:{to}{day})?)(?!\d))?(?:{year.format('year')})?"
    )


_MAY_MEAN_OTHERWISE = frozenset(
    [
        "may",
        "march",
        "mars",
        "mai",
        "mar",
        "jan",
        "feb",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
    ]
)
_BETWEEN_DATES = re.compile(r"[ ,]*(?:-|to|and|au|et|al|a|y|по|до|и|الي|و)?[ ,]*(?:le|el|the)?[ ]*")


def _western_dates(text: str, plain: str) -> Iterator[Numeral]:
    found_dates = list(_western().finditer(plain))
    year = ""
    later = len(plain)
    for found in reversed(found_dates):
        word = found["month"]
        alone = not (found["days"] or found["after"] or found["year"])
        modal = word in ("may", "march") and not text[found.start("month")].isupper()
        if modal or (alone and word in _MAY_MEAN_OTHERWISE):
            continue
        continues = _BETWEEN_DATES.fullmatch(plain, found.end(), later)
        year = found["year"] or (year if continues else "")
        later = found.start()
        group = "days" if found["days"] else "after"
        days = list(re.finditer(r"\d+", found[group] or ""))
        if not days:
            yield from _date(year, str(months()[word]), None, *found.span())
        for place, day in enumerate(days):
            start = found.start(group) + day.start()
            final = place == len(days) - 1
            end = found.end() if final else found.start(group) + day.end()
            begin = found.start() if place == 0 else start
            yield from _date(year, str(months()[word]), day[0], begin, end)


def _date(year: str | None, month: str | None, day: str | None, start: int, end: int) -> Iterator[Numeral]:
    value = f"{_whole(year):04}" if year else "-"
    for part, most in ((month, 12), (day, 31)):
        if part and not 1 <= _whole(part) <= most:
            return
        value += f"-{_whole(part):02}" if part else ""
    yield Numeral(value, "date", start, end)


def _whole(numeral: str) -> int:
    return int(numeral) if numeral.isascii() and numeral.isdigit() else han(numeral)
