"""The marks that refs are made of: numbers and item letters, read and written in each language."""

from __future__ import annotations

import re

from assistant.reading.marks import ORDINAL_WORDS

_TENS = "[一二三四五六七八九]?十[一二三四五六七八九]?"
_HUNDREDS = f"[一二三四五六七八九]百(?:零?{_TENS}|零?[一二三四五六七八九])?"
CJK_NUMBER = f"(?:{_HUNDREDS}|{_TENS}|[零〇一二三四五六七八九]{{1,3}})"
NUMBER = rf"(?:\d{{1,4}}(?![\d])|{CJK_NUMBER})"
ARABIC_LETTER = r"(?:هـ|[أابجدهوزحطيكلمنسعفصقرشتثخذضظغ])"
_INSIDE = rf"(?:[a-z]{{1,4}}|[а-я]|[一二三四五六七八九十]{{1,3}}|\d{{1,2}}|{ARABIC_LETTER})"
ITEM = rf"(?:\({_INSIDE}\)|(?<![a-z(])(?:[a-zа-я]|[ivx]{{2,4}})\))"

_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_LOOKALIKE = str.maketrans("асеорхі", "aceopxi")
_DIGITS = {mark: value for value, mark in enumerate("零一二三四五六七八九")} | {"〇": 0}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def number_of(text: str) -> int:
    """The value of an arabic or Chinese numeral: ``12``, ``十二``, ``一百零三``; 0 for none."""
    text = text.strip()
    if text.isdigit():
        return int(text)
    if not any(unit in text for unit in "十百"):
        return int("".join(str(_DIGITS[mark]) for mark in text if mark in _DIGITS) or 0)
    total = digit = 0
    for mark in text:
        if mark in "十百":
            total += (digit or 1) * (10 if mark == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS.get(mark, 0)
    return total + digit


def steps(ref: str) -> tuple[str, tuple[str, ...]] | None:
    """``2(e)(ii)`` → ``("2", ("e", "ii"))``, ``2.1`` → ``("2.1", ())``; None for a ref of another form."""
    match = re.fullmatch(r"0*(\d+(?:\.\d+)*)((?:\([^()]+\))*)", ref)
    return (match[1], tuple(re.findall(r"\(([^()]+)\)", match[2]))) if match else None


def roman(text: str) -> int:
    """The value of a roman numeral in lower case; 0 when it is none."""
    if not text or not re.fullmatch(r"(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})", text):
        return 0
    values = [_ROMAN[mark] for mark in text]
    return sum(-v if v < following else v for v, following in zip(values, [*values[1:], 0], strict=True))


def canonical_mark(mark: str, depth: int) -> str:
    """An item mark made comparable; below the first depth (i), (一) and (1) are the same."""
    mark = mark.lower().replace("ـ", "").replace("ا", "أ").translate(_LOOKALIKE)
    if mark in _ABJAD:
        index = _ABJAD.index(mark)
        return chr(ord("a") + index) if index < 26 else mark
    if re.fullmatch(r"[零〇一二三四五六七八九十百]+", mark):
        return str(number_of(mark))
    return str(roman(mark)) if depth and roman(mark) else mark


def arabic(mark: str) -> str:
    """A heading's mark made comparable: ``二``, ``II``, ``two`` and ``2`` → ``2``; ``a`` → ``A``."""
    if mark.lower() in ORDINAL_WORDS:
        return str(ORDINAL_WORDS[mark.lower()])
    if re.fullmatch(r"[零〇一二三四五六七八九十百]+", mark):
        return str(number_of(mark))
    if len(mark) == 1 and mark not in "IVXivx":
        return mark.upper()
    return str(roman(mark.lower())) if roman(mark.lower()) else mark.upper()


def items_of(items: tuple[str, ...], language: str) -> str:
    """The items of a ref as a citation writes them: (e)(ii), « e) ii)», « (هـ)(ii)»."""
    if not items:
        return ""
    if language in ("fr", "es"):
        return " " + " ".join(
            f"{item})" if item.isalnum() and item.isascii() else f"({item})" for item in items
        )
    if language == "ar":
        first = _arabic_letter(items[0])
        return " " + "".join(f"({item})" for item in (first, *items[1:]))
    joined = "".join(f"({item})" for item in items)
    return f" {joined}" if language == "en" else joined


def _arabic_letter(mark: str) -> str:
    if len(mark) == 1 and "a" <= mark <= "z":
        letter = _ABJAD[ord(mark) - ord("a")]
        return "هـ" if letter == "ه" else letter
    return mark
