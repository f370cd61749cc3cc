"""Ranges and lists of places, written out: ``3-5`` is 3, 4 and 5. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.reading.ordinals import ITEM, NUMBER, canonical_mark, number_of, steps
from assistant.reading.places import DECIMAL, LIST, LONE, RANGE

_CJK = "一二三四五六七八九十"
MOST_SECTIONS = 99
_ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
_IN_PLACES = re.compile(
    rf"(?P<item>{ITEM}|(?<=\d)[a-z](?![a-z0-9]))|(?P<range>{RANGE})|(?P<list>{LIST})|(?P<number>{NUMBER})"
)
_IN_DECIMALS = re.compile(rf"(?P<decimal>{DECIMAL})|(?P<beside>{RANGE}|{LIST})")
_MARK = re.compile(rf"(?P<item>{ITEM}|{NUMBER}|{LONE})")
_BESIDE = re.compile(rf"(?P<range>{RANGE})|(?P<list>{LIST}|[项目])")


def expanded(places: str, tail: str) -> tuple[str, ...]:
    """``3-5`` → 3, 4, 5; ``1(a)至(c)`` → 1(a), 1(b), 1(c); ``tail`` holds items of the last number."""
    named: list[tuple[str, bool]] = []
    number, ranged, deeper = "", False, False
    for token in (*_IN_PLACES.finditer(places), *_in_tail(tail)):
        kind, value = token.lastgroup, token[0]
        if kind in ("range", "list"):
            ranged, deeper = kind == "range", False
            continue
        if kind == "number":
            number = ref = str(number_of(value))
        else:
            above, ranged = named.pop() if deeper else (number, ranged)
            mark = re.sub(r"[^\w]|ـ", "", value)
            ref = f"{above}({canonical_letter(mark)})"
        named.append((ref, ranged))
        ranged, deeper = False, True
    refs: list[str] = []
    for ref, ranged in named:
        refs += between(refs[-1], ref) if ranged and refs else [ref]
    return tuple(dict.fromkeys(refs))


def decimals(places: str) -> tuple[str, ...]:
    """``2.1至2.3`` → 2.1, 2.2, 2.3; ``2.1 (a) and 3.4`` → 2.1(a), 3.4."""
    refs: list[str] = []
    ranged = False
    for token in _IN_DECIMALS.finditer(places):
        if token.lastgroup == "beside":
            ranged = bool(re.fullmatch(RANGE, token[0]))
            continue
        ref = token[0].replace(" ", "")
        refs += between(refs[-1], ref) if ranged else [ref]
        ranged = False
    return tuple(dict.fromkeys(refs))


def _in_tail(tail: str) -> Iterator[re.Match[str]]:
    """The marks of items and what stands between them by turns: in «a y c» the y is no item."""
    at, forms = 0, (_MARK, _BESIDE)
    while at < len(tail):
        token = forms[0].match(tail, at) or forms[1].match(tail, at)
        if token:
            yield token
            forms = (_MARK, _BESIDE) if token.lastgroup != "item" else (_BESIDE, _MARK)
        at = token.end() if token else at + 1


def canonical_letter(mark: str) -> str:
    """An item's letter as a ref writes it: Arabic and look-alike Cyrillic letters become Latin."""
    known = canonical_mark(mark, 0)
    return known if known.isascii() and known.isalpha() else mark


def between(first: str, last: str) -> list[str]:
    """What follows ``first`` up to ``last``; only the last mark may differ."""
    head, tail = steps(first), steps(last)
    if head is None or tail is None:
        return [last]
    (above, low), (beside, high) = (number.rpartition(".")[::2] for number, _ in (head, tail))
    if not head[1] and not tail[1] and above == beside and int(low) < int(high) <= int(low) + 200:
        return [f"{above}.{n}".lstrip(".") for n in range(int(low) + 1, int(high) + 1)]
    if head[0] == tail[0] and len(head[1]) == len(tail[1]) == 1:
        a, b = head[1][0], tail[1][0]
        if len(a) == len(b) == 1 and a.isascii() and b.isascii() and a < b:
            return [f"{head[0]}({chr(code)})" for code in range(ord(a) + 1, ord(b) + 1)]
        if a in _CJK and b in _CJK:
            return [f"{head[0]}({mark})" for mark in _CJK[_CJK.index(a) + 1 : _CJK.index(b) + 1]]
    return [last]


def _in_han(number: int) -> str:
    """A number below a hundred as a Chinese heading writes it: 十二, 三十."""
    tens, ones = divmod(number, 10)
    return (_CJK[tens - 1] if tens > 1 else "") + ("十" if tens else "") + (_CJK[ones - 1] if ones else "")


def paths(first: str, more: str) -> tuple[str, ...]:
    """The sections of a list or a range: ``A`` and «、B», ``一`` and «至三»."""
    found, ranged = [first], False
    for token in re.finditer(
        rf"(?P<range>{RANGE})|(?P<list>{LIST})|(?P<mark>[^\W_]+)", re.sub("第|节|部分|章|编", "", more)
    ):
        if token.lastgroup != "mark":
            ranged = token.lastgroup == "range"
            continue
        last, mark = found[-1], token[0].upper()
        if ranged and last in _ROMAN and mark in _ROMAN:
            found += _ROMAN[_ROMAN.index(last) + 1 : _ROMAN.index(mark) + 1]
        elif ranged and last[0] in _CJK and 0 < number_of(last) < number_of(mark) <= MOST_SECTIONS:
            found += [_in_han(n) for n in range(number_of(last) + 1, number_of(mark) + 1)]
        elif ranged and last.isdigit():
            found += between(last, mark)
        elif ranged:
            found += [ref[2:-1].upper() for ref in between(f"0({last.lower()})", f"0({token[0]})")]
        else:
            found.append(mark)
    return tuple(dict.fromkeys(found))
