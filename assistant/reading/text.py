"""Plain text and Markdown: bytes → characters → lines, each with its place in the source."""

from __future__ import annotations

import codecs
import re

from assistant.errors import Unreadable
from assistant.model import Dropped
from assistant.reading.lines import Line, Source

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]+")


def decode(data: bytes) -> str:
    """The characters of a text file in any common encoding; raises Unreadable."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding)
    try:
        return _strict(data, "utf-8")
    except Unreadable:
        return _guess(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("unknown_encoding") from None


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    if best is None:
        raise Unreadable("unknown_encoding")
    return _strict(data, best.encoding)


def source_of(text: str) -> Source:
    """Split into lines, set invisible characters apart."""
    source = Source([])
    gap = 0
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if line and INVISIBLE.search(line):
            hidden = "".join(INVISIBLE.findall(line))
            source.dropped.append(Dropped(hidden, "invisible", number))
            line = INVISIBLE.sub("", line).strip()
        if not line:
            gap += 1
            continue
        source.lines.append(Line(line, number, gap))
        gap = 0
    return source
