"""PDF files with a text layer: lines in reading order, running headers and footnotes by their place."""

from __future__ import annotations

import re
from collections import Counter
from ctypes import byref, c_double
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from assistant.errors import Unreadable
from assistant.model import Dropped
from assistant.reading.header import symbol_in
from assistant.reading.lines import Line, Source
from assistant.reading.text import INVISIBLE

_MARGIN = 0.1  # share of the page's height in which running headers and footers stand
_PAGE = re.compile(
    r"(?:page |página |стр\. ?|第 ?|[-–—] ?)?\d{1,4}(?: ?(?:/|of|sur|de|из) ?\d{1,4})?(?: ?[页頁]| ?[-–—])?"
    r"|[ivxl]{1,6}",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡]{1,3})\s*\S")
_LINE_ENDS = re.compile(r"[\r\n]+")


class _Row(NamedTuple):
    """A line on a page; lengths in points, from the page's top left corner."""

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float
    size: float


def source_of(data: bytes) -> Source:
    """The lines of a PDF; raises Unreadable for a scan, a lock or damage."""
    pages, heights, images = _pages(data)
    rows = [row for page in pages for row in page]
    if sum(len(row.text) for row in rows) < 12 * len(pages) and images:
        raise Unreadable("scanned_pdf")
    if not rows:
        raise Unreadable("scanned_pdf" if images or pages else "empty_file")
    source = Source([])
    furniture = _furniture(pages, heights)
    body = Counter({row.size: 0 for row in rows})
    for row in rows:
        body[row.size] += len(row.text)
    size = body.most_common(1)[0][0]
    number, above, noting = 0, None, False
    leading = _leading(pages)
    for row in rows:
        number += 1
        if reason := furniture.get((row.page, row.top, row.text)):
            source.dropped.append(Dropped(row.text, reason, number))
            if symbol_in(row.text) == row.text:
                source.facts.setdefault("symbol", row.text)
            continue
        text = INVISIBLE.sub("", row.text)
        if text != row.text:
            source.dropped.append(Dropped("".join(INVISIBLE.findall(row.text)), "invisible", number))
        small = row.size < 0.93 * size and row.top > 0.5 * heights[row.page]
        starts_note = small and bool(_NOTE.match(text))
        noting = starts_note or (noting and small and above is not None and above.page == row.page)
        gap = (
            1 if above is not None and above.page == row.page and row.top - above.top > 1.45 * leading else 0
        )
        role = "footnote" if starts_note else "more" if noting else ""
        source.lines.append(Line(text, number, gap, role))
        above = row
    return _notes_last(source)


def _notes_last(source: Source) -> Source:
    """Footnotes stand after the text, so that a sentence goes on over the page end."""
    lines: list[Line] = []
    notes: list[Line] = []
    noting = False
    for line in source.lines:
        noting = line.role == "footnote" or (noting and line.role == "more")
        (notes if noting else lines).append(line)
    source.lines = lines + notes
    return source


def _pages(data: bytes) -> tuple[list[list[_Row]], list[float], bool]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise Unreadable(
            "locked_file" if locked else "broken_file", **({} if locked else {"format": "PDF"})
        ) from None
    pages: list[list[_Row]] = []
    heights: list[float] = []
    images = False
    try:
        for n in range(len(document)):
            page = document[n]
            height = page.get_height()
            text = page.get_textpage()
            pages.append(_columns_in_order(_rows(text, n, height), page.get_width()))
            heights.append(height)
            images = images or (not pages[-1] and _has_image(page))
            text.close()
            page.close()
    except pypdfium2.PdfiumError:
        raise Unreadable("broken_file", format="PDF") from None
    finally:
        document.close()
    return pages, heights, images


def _has_image(page: Any) -> bool:
    import pypdfium2.raw as raw

    return next(iter(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)), None) is not None


def _rows(text: Any, page: int, height: float) -> list[_Row]:
    """The page's lines as pdfium groups its characters, each with its place."""
    import pypdfium2.raw as raw

    count = text.count_chars()
    characters = "".join(_character(raw.FPDFText_GetUnicode(text.raw, i)) for i in range(count))
    rows: list[_Row] = []
    start = 0
    for end in [*(match.start() for match in _LINE_ENDS.finditer(characters)), count]:
        line = characters[start:end]
        if line.strip():
            left, top, right, bottom = _box(text, start + len(line) - len(line.lstrip()), end, height)
            letter = next((k for k in range(len(line) // 2, len(line)) if line[k].isalnum()), len(line) // 2)
            size = round(raw.FPDFText_GetFontSize(text.raw, start + letter), 1)
            rows.append(_Row(" ".join(line.split()), page, left, top, right, bottom, size))
        start = end
    return rows


def _character(code: int) -> str:
    if code in (2, 0xFFFE, 0xAD):  # how pdfium gives a hyphen at a line's end
        return "-"
    return chr(code) if code and not 0xD800 <= code < 0xE000 else ""


def _box(text: Any, start: int, end: int, height: float) -> tuple[float, float, float, float]:
    import pypdfium2.raw as raw

    sides = [c_double() for _ in range(4)]  # left, top, right, bottom, from the page's foot
    places = []
    for k in range(raw.FPDFText_CountRects(text.raw, start, end - start)):
        if raw.FPDFText_GetRect(text.raw, k, *(byref(side) for side in sides)):
            places.append([side.value for side in sides])
    if not places:
        return 0.0, 0.0, 0.0, 0.0
    left, top = min(place[0] for place in places), max(place[1] for place in places)
    right, bottom = max(place[2] for place in places), min(place[3] for place in places)
    return left, height - top, right, height - bottom


def _columns_in_order(rows: list[_Row], width: float) -> list[_Row]:
    """Two columns whose lines a printer has mixed: the left one first. Lines across both part them."""
    middle = width / 2
    left = [row for row in rows if row.right < middle + 6]
    right = [row for row in rows if row.left > middle - 6]
    if min(len(left), len(right)) < 4 or len(left) + len(right) < 0.7 * len(rows):
        return rows
    lefts, rights = set(left), set(right)
    switches = sum((a in rights) != (b in rights) for a, b in pairwise(rows))
    if switches < 0.5 * min(len(left), len(right)):
        return rows  # the file has them in order already
    ordered: list[_Row] = []
    waiting: list[_Row] = []
    for row in sorted(rows, key=lambda row: row.top):
        if row in lefts:
            ordered.append(row)
        elif row in rights:
            waiting.append(row)
        else:
            ordered += [*waiting, row]
            waiting = []
    return ordered + waiting


def _leading(pages: list[list[_Row]]) -> float:
    """The usual distance of two lines of a paragraph."""
    steps = [b.top - a.top for page in pages for a, b in pairwise(page) if 2 < b.top - a.top < 60]
    return median(steps) if steps else 12.0


def _furniture(pages: list[list[_Row]], heights: list[float]) -> dict[tuple[int, float, str], str]:
    """Lines at the edge of the page, apart from the text, that pages share or that give their number."""
    edges = [row for page, height in zip(pages, heights, strict=True) for row in _edges(page, height)]
    seen = Counter(_DIGITS.sub("0", row.text) for row in edges)
    found: dict[tuple[int, float, str], str] = {}
    for row in edges:
        if _PAGE.fullmatch(row.text) and len(pages) > 1:
            found[row.page, row.top, row.text] = "page_number"
        elif seen[_DIGITS.sub("0", row.text)] >= max(2, 0.3 * len(pages)):
            found[row.page, row.top, row.text] = "running_header"
    return found


def _edges(page: list[_Row], height: float) -> list[_Row]:
    """The outermost rows, up to three, at the head and the foot, as far as a wide gap parts them off."""
    rows = sorted(page, key=lambda row: row.top)
    if len(rows) < 3:
        return rows
    apart = 0.8 * median(row.bottom - row.top for row in rows)
    edges: list[_Row] = []
    for k in (1, 2, 3):
        if k < len(rows) and rows[k].top - rows[k - 1].bottom > apart:
            edges += [row for row in rows[:k] if row.bottom < _MARGIN * height]
            break
    for k in (1, 2, 3):
        if k < len(rows) and rows[-k].top - rows[-k - 1].bottom > apart:
            edges += [row for row in rows[-k:] if row.top > (1 - _MARGIN) * height]
            break
    return edges
