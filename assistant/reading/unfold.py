"""Marks inside a line: items that follow a lead-in in one line, and whole reports in one line."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from assistant.model import Dropped
from assistant.reading.header import symbol_in
from assistant.reading.lines import Line, Source
from assistant.reading.marks import HAN, han

_INLINE = re.compile(rf"(?:(?<=[：:；;。])|(?<=^))\s?(?P<mark>{HAN}{{1,3}})、")
_AFTERWARDS = re.compile(r"(?<=。)(?=前[一二三四五六七八九十]?[項项款])")  # 前項… speaks of the whole article
_LONG = 600  # characters; a line of prose that long may hold a whole report
_ALONE = 150  # the same, where there are hardly any other lines
_NUMBER = re.compile(r"(?<![\d.A-Za-z/第-])(\d{1,3})[.．](?![\d.])\s?")
_HAN_NUMBER = re.compile(
    rf"(?<![\d十百千第{HAN[1:-1]}])(?:(?<=[。\s])|^|(?={HAN}{{1,3}}[.．]))({HAN}{{1,3}})[.．、]\s?"
)
_LETTER = re.compile(r"(?<=[：:;；。.])\s?(\(([a-z])\))")


def unfold(source: Source) -> Source:
    """Lines in which a list stands inline become one line for each item; all others stay."""
    made = Source([], source.dropped, source.facts, source.whole)
    longest = _LONG if len(source.lines) > 3 else _ALONE
    for line in source.lines:
        if line.role in ("quote", "heading", "title", "row"):
            made.lines.append(line)
        elif len(line.text) >= longest and len(source.lines) < 40 and _count(_NUMBER, line.text) > 2:
            made.lines += _whole_report(line, made.dropped)
        elif "：一、" in line.text or ":一、" in line.text:
            made.lines += _parts(line, _inline_cuts(line.text))
        else:
            made.lines.append(line)
    return made


def _inline_cuts(text: str) -> list[int]:
    cuts, expected = [], 1
    for match in _INLINE.finditer(text):
        if han(match["mark"]) == expected and (expected > 1 or text[match.start("mark") - 1] in "：:"):
            cuts.append(match.start("mark"))
            expected += 1
    if len(cuts) < 2:
        return []
    return cuts + [match.start() for match in _AFTERWARDS.finditer(text, cuts[-1])][:1]


def _parts(line: Line, cuts: Iterable[int]) -> list[Line]:
    places = [0, *sorted(set(cuts)), len(line.text)]
    pieces = [line.text[a:b].strip() for a, b in itertools.pairwise(places)]
    return [
        line._replace(text=piece) if k == 0 else Line(piece, line.number, 0, line.role)
        for k, piece in enumerate(pieces)
        if piece
    ]


def _count(pattern: re.Pattern[str], text: str) -> int:
    return len(_chain((int(m[1]), m.start()) for m in pattern.finditer(text)))


def _chain(found: Iterable[tuple[int, int]]) -> list[int]:
    """Places of the marks that count 1, 2, 3, … from the front."""
    places: list[int] = []
    for number, place in found:
        if number == len(places) + 1:
            places.append(place)
    return places


def _whole_report(line: Line, dropped: list[Dropped]) -> list[Line]:
    """Cut a report that extraction has run into one line at its marks, page ends taken out."""
    text, notes = _without_pages(line, dropped)
    cuts = _chain((int(m[1]), m.start()) for m in _NUMBER.finditer(text))
    cuts += _chain((han(m[1]), m.start()) for m in _HAN_NUMBER.finditer(text))
    expected = "a"
    for match in _LETTER.finditer(text):
        if match[2] == "a" or match[2] == expected:
            cuts.append(match.start(1))
            expected = chr(ord(match[2]) + 1)
    return _parts(line._replace(text=text), cuts) + [Line(note, line.number, 0, "footnote") for note in notes]


def _without_pages(line: Line, dropped: list[Dropped]) -> tuple[str, list[str]]:
    """Take page number and symbol, and the footnotes above them, out of the middle of sentences."""
    text = line.text
    symbol = symbol_in(text[:400])
    notes: list[str] = []
    if not symbol or text.count(symbol) < 2:
        return text, notes
    page = re.compile(rf"(?:(_{{6,}})([^_]{{0,1200}}?))?(\d{{1,3}}\s?{re.escape(symbol)}(?![\d/]))")
    first = text.index(symbol) + len(symbol)
    head, rest = text[:first], text[first:]

    def taken(match: re.Match[str]) -> str:
        if match[1]:
            dropped.append(Dropped(match[1], "separator", line.number))
            notes.append(match[2].strip())
        dropped.append(Dropped(match[3], "running_header", line.number))
        return ""

    return head + page.sub(taken, rest), [note for note in notes if note]
