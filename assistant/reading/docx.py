"""Word files: paragraphs with the numbers that Word shows, footnotes, tables, tracked changes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import Unreadable
from assistant.model import Dropped
from assistant.reading.header import symbol_in
from assistant.reading.lines import Line, Source
from assistant.reading.safe import archive, local, parse_xml
from assistant.reading.wordlists import Lists, lists_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|标题|標題|titre|título|заголовок|العنوان|_ ?h)[ _]*(\d)?", re.IGNORECASE)
_CONTENTS = re.compile(r"toc|contents|目录|目錄", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class _Style:
    name: str
    based: str
    outline: int | None
    num: str
    level: int


def source_of(data: bytes) -> Source:
    """The paragraphs of a .docx as whole lines; raises Unreadable."""
    parts = archive(data, "Word")
    if "word/document.xml" not in parts:
        raise Unreadable("binary_file")
    body = parse_xml(parts["word/document.xml"], "Word")
    numbering = parts.get("word/numbering.xml")
    reader = _Reader(
        _styles_of(parts), lists_of(parse_xml(numbering, "Word") if numbering else None), _notes_of(parts)
    )
    reader.walk(body)
    for name in sorted(parts):
        if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name):
            for paragraph in parse_xml(parts[name], "Word").iter(f"{_W}p"):
                text = _plain(paragraph)
                reader.drop(text, "running_header")
                if text and symbol_in(text) == text:
                    reader.source.facts.setdefault("symbol", text)
    reader.finish()
    return reader.source


class _Reader:
    def __init__(self, styles: dict[str, _Style], lists: Lists, notes: dict[str, str]) -> None:
        self.styles, self.lists, self.notes = styles, lists, notes
        self.source = Source([], whole=True)
        self.place = 0
        self.cited: list[str] = []

    def walk(self, element: _Element) -> None:
        for child in element:
            name = local(child)
            if name == "p":
                self.paragraph(child)
            elif name == "tr":
                self.row(child)
            elif name not in ("Fallback", "sectPr", "del", "moveFrom"):
                self.walk(child)

    def paragraph(self, element: _Element) -> None:
        self.place += 1
        text = self.text(element)
        style, num, level, outline = self.properties(element)
        mark = self.lists.mark(num, level) if num else ""
        if not text and not mark:
            return
        if _CONTENTS.match(style):
            self.drop(text, "contents")
            return
        heading = _HEADING.match(style)
        role, depth = "block", 0
        if outline is not None or heading:
            role, depth = (
                "heading",
                outline if outline is not None else int(heading[1] or 1) - 1 if heading else 0,
            )
        if style.lower() == "title":
            role = "title"
        self.source.lines.append(Line(text, self.place, 0, role, 10 * (depth + 1), mark))

    def row(self, element: _Element) -> None:
        """A table row is one line, its cells parted by bars; a table of one cell is a box of text."""
        cells = [child for child in element if local(child) in ("tc", "sdt")]
        if len(cells) == 1:
            self.walk(cells[0])
            return
        self.place += 1
        texts = [" ".join(filter(None, (self.text(p) for p in cell.iter(f"{_W}p")))) for cell in cells]
        if any(texts):
            self.source.lines.append(Line(" | ".join(text for text in texts if text), self.place, 0, "row"))

    def text(self, element: _Element) -> str:
        pieces: list[str] = []
        self.gather(element, pieces)
        return _SPACE.sub(" ", "".join(pieces)).strip()

    def gather(self, element: _Element, pieces: list[str]) -> None:
        for child in element:
            name = local(child)
            if name == "t":
                pieces.append(child.text or "")
            elif name in ("tab", "br", "cr", "ptab"):
                pieces.append(" ")
            elif name == "noBreakHyphen":
                pieces.append("-")
            elif name in ("footnoteReference", "endnoteReference"):
                self.cited.append(f"{name[:4]}{child.get(f'{_W}id', '')}")
            elif name in ("delText", "instrText", "del", "moveFrom"):
                reason = "hidden" if name == "instrText" else "deleted"
                self.drop("".join(str(part) for part in child.itertext()), reason)
            elif name not in ("Fallback", "pPr", "rPr", "p"):
                self.gather(child, pieces)
            elif name == "p":
                pieces.append(" " + self.text(child) + " ")

    def properties(self, element: _Element) -> tuple[str, str, int, int | None]:
        """Style name, list, list level and outline level of a paragraph, inherited where not its own."""
        own = element.find(f"{_W}pPr")
        style = self.styles.get(_value(own, "pStyle"))
        name, outline = (style.name if style else ""), _integer(_value(own, "outlineLvl"))
        numbering = own.find(f"{_W}numPr") if own is not None else None
        num, level = _value(numbering, "numId"), _integer(_value(numbering, "ilvl"))
        seen = 0
        while style is not None and seen < 20:
            num = num or style.num
            level = style.level if level is None and style.num else level
            outline = outline if outline is not None else style.outline
            style, seen = self.styles.get(style.based), seen + 1
        return name, num, level or 0, None if outline is not None and outline > 8 else outline

    def drop(self, text: str, reason: str) -> None:
        if text := _SPACE.sub(" ", text).strip():
            self.source.dropped.append(Dropped(text, reason, self.place))

    def finish(self) -> None:
        """Footnotes come last, in the order in which the text calls them."""
        order = dict.fromkeys([*self.cited, *self.notes])
        for n, id in enumerate((id for id in order if self.notes.get(id)), 1):
            self.place += 1
            self.source.lines.append(Line(self.notes[id], self.place, 0, "footnote", mark=str(n)))


def _styles_of(parts: dict[str, bytes]) -> dict[str, _Style]:
    if "word/styles.xml" not in parts:
        return {}
    styles: dict[str, _Style] = {}
    for element in parse_xml(parts["word/styles.xml"], "Word").iterfind(f"{_W}style"):
        own = element.find(f"{_W}pPr")
        numbering = own.find(f"{_W}numPr") if own is not None else None
        styles[element.get(f"{_W}styleId", "")] = _Style(
            _value(element, "name"),
            _value(element, "basedOn"),
            _integer(_value(own, "outlineLvl")),
            _value(numbering, "numId"),
            _integer(_value(numbering, "ilvl")) or 0,
        )
    return styles


def _notes_of(parts: dict[str, bytes]) -> dict[str, str]:
    notes: dict[str, str] = {}
    for kind in ("footnote", "endnote"):
        if f"word/{kind}s.xml" in parts:
            for note in parse_xml(parts[f"word/{kind}s.xml"], "Word").iterfind(f"{_W}{kind}"):
                if note.get(f"{_W}type") is None:
                    notes[f"{kind[:4]}{note.get(f'{_W}id', '')}"] = _plain(note)
    return notes


def _plain(element: _Element) -> str:
    return _SPACE.sub(" ", "".join(text.text or "" for text in element.iter(f"{_W}t"))).strip()


def _value(element: _Element | None, name: str) -> str:
    child = element.find(f"{_W}{name}") if element is not None else None
    return child.get(f"{_W}val", "") if child is not None else ""


def _integer(text: str) -> int | None:
    return int(text) if text.isdigit() else None
