"""Web pages: blocks of text with their lists' numbers; scripts and navigation set apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.errors import Unreadable
from assistant.model import Dropped
from assistant.reading.lines import Line, Source
from assistant.reading.safe import local
from assistant.reading.text import decode
from assistant.reading.wordlists import numeral

if TYPE_CHECKING:
    from lxml.etree import _Element

_HIDDEN = frozenset(
    ("script", "style", "template", "noscript", "svg", "head", "object", "iframe", "select", "button")
)
_CHROME = frozenset(("nav", "footer", "aside", "form", "header"))
_INLINE = frozenset(
    (
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "em", "font", "i", "img", "input",
        "ins", "kbd", "label", "mark", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "time",
        "tt", "u", "var", "wbr",
    )
)  # fmt: skip
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_ORDERED = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_DEEPEST = 240
_SPACE = re.compile(r"\s+")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)")


def source_of(data: bytes) -> Source:
    """The blocks of a page as whole lines; raises Unreadable."""
    from lxml import etree

    _refuse_depth(data)
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_pis=True, encoding="utf-8")
    try:
        root = etree.fromstring(_characters(data).encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable("broken_file", format="HTML") from None
    if root is None:
        raise Unreadable("empty_file")
    reader = _Reader()
    language = root.get("lang", "")
    if language[:2] in ("en", "fr", "es", "ru", "ar"):
        reader.source.facts["language"] = language[:2]
    reader.block(root, "")
    reader.flush("block")
    return reader.source


def _characters(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def _refuse_depth(data: bytes) -> None:
    """Deeper nesting than any report has: the parser would silently drop what is below."""
    depth = 0
    for match in re.finditer(rb"<(/?)(?:div|ol|ul|li|blockquote|table|section|span|font|b|i)\b", data):
        depth += -1 if match[1] else 1
        if depth > _DEEPEST:
            raise Unreadable("unsafe_file")


class _Reader:
    def __init__(self) -> None:
        self.source = Source([], whole=True)
        self.pieces: list[str] = []
        self.mark = ""
        self.level = 0
        self.place = 1

    def block(self, element: _Element, role: str) -> None:
        """Walk an element; text gathers until a block begins or ends."""
        name = local(element)
        self.place = element.sourceline or self.place
        if not name or name in _HIDDEN or element.get("hidden") is not None:
            self.drop(element, "comment" if not name else "hidden")
            return
        if name in _CHROME and local(element.getparent()) != "article":
            self.drop(element, "running_header")
            return
        if name == "tr":
            self.row(element)
            return
        own = "heading" if name in _HEADINGS else role
        inline = name in _INLINE
        if not inline:
            self.flush(role or "block")
            self.level = _HEADINGS.get(name, self.level)
        if name == "li" and (mark := _item_mark(element)):
            self.mark = mark
        self.say(element.text)
        for child in element:
            if local(child) == "br":
                self.flush(own or "block")
            else:
                self.block(child, own)
            self.say(child.tail)
        if not inline:
            self.flush(own or "block")

    def row(self, element: _Element) -> None:
        self.flush("block")
        cells = [
            _SPACE.sub(" ", "".join(map(str, cell.itertext()))).strip() for cell in element if local(cell)
        ]
        if any(cells):
            text = " | ".join(cell for cell in cells if cell)
            self.source.lines.append(
                Line(text, element.sourceline or 1, 0, "row" if len(cells) > 1 else "block")
            )

    def say(self, text: str | None) -> None:
        if text:
            self.pieces.append(text)

    def flush(self, role: str) -> None:
        text = _SPACE.sub(" ", "".join(self.pieces)).strip()
        self.pieces.clear()
        if text:
            self.source.lines.append(Line(text, self.place, 0, role, 10 * self.level, self.mark))
            self.mark = ""

    def drop(self, element: _Element, reason: str) -> None:
        parts = [element.text or ""] if not local(element) else [str(part) for part in element.itertext()]
        if text := _SPACE.sub(" ", "".join(parts)).strip():
            self.source.dropped.append(Dropped(text, reason, element.sourceline or 1))


def _item_mark(element: _Element) -> str:
    """The number that a browser shows before an item of an ordered list."""
    parent = element.getparent()
    if local(parent) != "ol":
        return ""
    kind = parent.get("type", "1")
    start = parent.get("start", "1")
    n = int(start) if start.lstrip("-").isdigit() else 1
    for sibling in parent:
        if local(sibling) == "li":
            n = int(sibling.get("value", n)) if str(sibling.get("value", n)).isdigit() else n
            if sibling is element:
                return f"{numeral(n, _ORDERED.get(kind, 'decimal'))}."
            n += 1
    return ""
