"""The days that the head of a report gives: of its meeting, of its issue."""

from __future__ import annotations

import re

_MONTHS = {
    month: k % 12 + 1
    for names in (
        "january february march april may june july august september october november december",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "يناير فبراير مارس أبريل مايو يونيه يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        "يناير فبراير مارس أبريل أيار يونيو يوليو آب أيلول تشرين نوفمبر ديسمبر",
    )
    for k, month in enumerate(names.split())
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_TO = r"\s?(?:至|到|-|–|—|和|与|to|and|au|et|a|al|y|по|и|إلى|و)\s?"
_MINGUO_DATE = re.compile(r"民[國国]\s?(\d{1,3})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_ZH_DATE = re.compile(
    rf"(\d{{4}})\s?年\s?(\d{{1,2}})\s?月\s?(\d{{1,2}})\s?日?(?:{_TO}(?:(\d{{4}})\s?年\s?)?(?:(\d{{1,2}})\s?月\s?)?(\d{{1,2}})\s?日)?"
)
_DATE = re.compile(
    rf"(\d{{1,2}})(?:er)?(?:\s?(?:de\s)?(?:[؀-ۿ]+(?:\s[؀-ۿ]+)?/)?({_MONTH})(?:\s(?:de\s)?(\d{{4}}))?)?(?:{_TO}(\d{{1,2}})(?:er)?)?\s?(?:de\s)?(?:[؀-ۿ]+(?:\s[؀-ۿ]+)?/)?({_MONTH})?\s?(?:del?\s)?(\d{{4}})(?:\s?(?:года|г\.|م\b))?",
    re.IGNORECASE,
)


def dates_in(text: str) -> tuple[int, int, tuple[str, ...]] | None:
    """Where the first date or span of dates stands, and its days as ISO dates."""
    if match := _MINGUO_DATE.search(text):
        year, month, day = match.groups()
        date = _iso(str(int(year) + 1911), int(month), day)
        return match.start(), match.end(), (date,) if date else ()
    if match := _ZH_DATE.search(text):
        year, month, day, year2, month2, day2 = match.groups()
        first = _iso(year, int(month), day)
        last = _iso(year2 or year, int(month2 or month), day2) if day2 else ""
        return match.start(), match.end(), tuple(date for date in (first, last) if date)
    if match := _DATE.search(text):
        day, month_name, year, day2, month2_name, year2 = match.groups()
        last_month = _MONTHS.get((month2_name or month_name or "").lower())
        if last_month is None:
            return None
        first_month = _MONTHS.get((month_name or "").lower(), last_month)
        days = [_iso(year or year2, first_month, day), _iso(year2, last_month, day2) if day2 else ""]
        return match.start(), match.end(), tuple(date for date in days if date)
    return None


def _iso(year: str, month: int, day: str) -> str:
    return f"{int(year):04d}-{month:02d}-{int(day):02d}" if 1 <= month <= 12 and 1 <= int(day) <= 31 else ""
