"""Structured XML: Akoma Ntoso, and any other whose elements carry numbers and titles.

The numbering is taken as given: elements become blocks directly, nothing is guessed from lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.model import Dropped
from assistant.reading.lines import Line
from assistant.reading.numbering import Mark, given
from assistant.reading.outline import PREAMBLE, Block
from assistant.reading.sequence import is_title

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARK_TAGS = frozenset(("num", "number", "label", "no"))
_TITLE_TAGS = frozenset(("heading", "title", "head", "subheading", "crossHeading", "doctitle"))
_NUMBERED = frozenset(("article", "paragraph", "rule", "recital"))
_ITEMS = frozenset(
    ("item", "listitem", "li", "point", "indent", "subparagraph", "subpara", "subclause", "clause")
)
_LISTS = frozenset(("list", "blockList", "orderedlist", "ol", "ul", "itemizedlist"))
_SECTIONS = frozenset(
    ("book", "tome", "part", "subpart", "chapter", "subchapter", "section", "subsection", "division", "level",
     "subdivision", "hcontainer", "container", "preamble", "annex", "attachment", "appendix", "title")
)  # fmt: skip
_TEXTS = frozenset(
    ("p", "para", "block", "text", "formula", "listIntroduction", "listWrapUp", "longTitle", "citation")
)
_HIDDEN = frozenset(("meta", "metadata", "script", "style", "teiHeader"))
_NOTES = frozenset(("authorialNote", "footnote", "fn"))
_BLOCKS = _TEXTS | _NUMBERED | _SECTIONS | _ITEMS | _LISTS | {"table", "tr", "row"}
_NUMBER_ATTRIBUTES = ("number", "num", "tag", "n", "label")
_SPACE = re.compile(r"\s+")


class Blocks:
    """The blocks of a document, with the lines (one for each) that they stand in."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.blocks: list[Block] = []
        self.dropped: list[Dropped] = []
        self.facts: dict[str, str] = {}

    def add(
        self, kind: str, element: _Element, mark: Mark | None, text: str, level: int = 0, role: str = ""
    ) -> Block:
        self.lines.append(Line(text, element.sourceline or 1, 0, role))
        rank = level if kind == "heading" else 0
        block = Block(kind, len(self.lines) - 1, mark, level, rank, [text])
        self.blocks.append(block)
        return block


def blocks_of(root: _Element) -> Blocks:
    """Walk the document from front to back."""
    made = Blocks()
    language = root.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    known = {"zh-Hans": "zh", "zh-CN": "zh", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant"}
    language = known.get(language, language if language == "zh-Hant" else language[:2])
    if language in ("zh", "zh-Hant", "en", "fr", "es", "ru", "ar"):
        made.facts["language"] = language
    _Walk(made).children(root, depth=0, items=-1)
    return made


class _Walk:
    def __init__(self, made: Blocks) -> None:
        self.made = made
        self.open: Block | None = None  # a marked block whose own text has not come yet

    def children(self, element: _Element, depth: int, items: int) -> None:
        """``depth``: sections around; ``items``: -1 outside numbered paragraphs, else the list depth."""
        self._stray(element, element.text)
        for k, child in enumerate(element):
            if isinstance(child.tag, str):
                self.element(child, depth, items, k)
            elif child.text and child.text.strip():
                self.made.dropped.append(Dropped(_clean(child.text), "comment", child.sourceline or 1))
            self._stray(element, child.tail)

    def element(self, element: _Element, depth: int, items: int, place: int) -> None:
        name = _name(element)
        if name in _HIDDEN:
            if text := _all_text(element):
                self.made.dropped.append(Dropped(text, "hidden", element.sourceline or 1))
        elif name in _NOTES:
            self.made.add("text", element, None, _all_text(element), role="footnote")
        elif name in _TITLE_TAGS and depth == 0 and items < 0 and not _has_blocks(element):
            text = _all_text(element)
            self.made.facts.setdefault("title", text)
            self.made.add("text", element, None, text, role="title")
        elif (mark := _mark_of(element, place)) is not None or name in _SECTIONS | _ITEMS:
            self._structured(element, name, mark, depth, items)
        elif _has_blocks(element):
            self.children(element, depth, items)
        else:
            text, notes = self._inline(element)
            self._text(element, text)
            for note in notes:
                said = f"{note.get('marker', '')} {_all_text(note)}".strip()
                self.made.add("text", note, None, said, role="footnote")

    def _structured(self, element: _Element, name: str, mark: Mark | None, depth: int, items: int) -> None:
        title = self._title(element)
        if items < 0 and (name in _SECTIONS or _holds_numbers(element)) and name not in _NUMBERED | _ITEMS:
            rank = PREAMBLE if name == "preamble" and mark is None else 10 + depth
            if mark is not None or title:
                self._begin("heading", element, mark, title, rank)
            self.children(element, depth + 1, -1)
        elif items < 0 and name not in _ITEMS:
            if mark is None:
                self.children(element, depth, items)
                return
            self._begin("numbered", element, mark, title, 0)
            self.children(element, depth, 0)
        elif mark is None:
            self.children(element, depth, items)
        else:
            level = max(items, 0)
            self._begin("item", element, mark, title, level)
            self.children(element, depth, level + 1)

    def _begin(self, kind: str, element: _Element, mark: Mark | None, title: str, level: int) -> None:
        block = self.made.add(kind, element, mark, title, level)
        self.open = None if kind == "heading" else block

    def _title(self, element: _Element) -> str:
        titles = [
            _all_text(child)
            for child in element
            if isinstance(child.tag, str) and _name(child) in _TITLE_TAGS
        ]
        printed = next(
            (
                _all_text(child)
                for child in element
                if isinstance(child.tag, str) and _name(child) in _MARK_TAGS
            ),
            "",
        )
        return " ".join(title for title in titles if title and not (not printed and _is_mark(title)))

    def _stray(self, element: _Element, text: str | None) -> None:
        if text and text.strip():
            self._text(element, _clean(text))

    def _text(self, element: _Element, text: str) -> None:
        if not text or _name(element) in _TITLE_TAGS | _MARK_TAGS:
            return
        if self.open is not None and self.open is self.made.blocks[-1]:
            first = self.open.parts[0]
            if not first or (is_title(first) and not first.count("\n")):
                self.open.parts = [f"{first}\n{text}" if first else text]
                self.open = None
                return
        self.made.add("text", element, None, text)

    def _inline(self, element: _Element) -> tuple[str, list[_Element]]:
        """The text of an element of prose, and the footnotes in it."""
        parts: list[str] = []
        _gather(element, parts)
        return _clean("".join(parts)), [child for child in element.iter() if _name(child) in _NOTES]


def _gather(element: _Element, parts: list[str]) -> None:
    if isinstance(element.tag, str) and _name(element) not in _NOTES:
        parts.append(element.text or "")
        for child in element:
            if _name(child) in ("br", "eol", "td", "cell", "th"):
                parts.append(" ")
            _gather(child, parts)
            parts.append(child.tail or "")


def _mark_of(element: _Element, place: int) -> Mark | None:
    """The number that an element carries: a ``num`` child, a title that is one, an attribute, its place."""
    name = _name(element)
    if name in _TEXTS | _LISTS | _TITLE_TAGS | _MARK_TAGS - {"number"} or element.getparent() is None:
        return None
    printed = next(
        (_all_text(child) for child in element if isinstance(child.tag, str) and _name(child) in _MARK_TAGS),
        "",
    )
    if not printed:
        titles = [
            _all_text(child) for child in element if isinstance(child.tag, str) and _name(child) == "title"
        ]
        printed = next((title for title in titles if _is_mark(title)), "")
    value = printed or next(
        (element.get(known, "") for known in _NUMBER_ATTRIBUTES if element.get(known)), ""
    )
    parent = element.getparent()
    siblings = [child for child in parent if isinstance(child.tag, str) and child.tag == element.tag]
    order = siblings.index(element) + 1
    if not value and name in ("listitem", "li", "item") and _name(parent) in ("orderedlist", "ol"):
        return Mark("1)", order, f"({order})", f"({order})", 0)
    return _reading(value, order) if value else None


def _is_mark(title: str) -> bool:
    found = given(title)
    return (
        bool(found)
        and len(found[0].text) >= len(title)
        and found[0].text.strip(" .:：") == title.strip(" .:：")
    )


def _reading(printed: str, order: int) -> Mark:
    readings = given(printed)
    if not readings:
        label = printed.strip(" .:()（）") or str(order)
        return Mark("given", order, printed, label, 0)
    return next((mark for mark in readings if mark.ordinal == order), readings[0])


def _holds_numbers(element: _Element) -> bool:
    return any(
        isinstance(child.tag, str) and _name(child) in _NUMBERED | _SECTIONS
        for child in element.iterdescendants()
    )


def _has_blocks(element: _Element) -> bool:
    """Whether an element holds paragraphs of its own; what a footnote holds does not count."""
    own = (child for child in element if _name(child) not in _NOTES)
    return any(_name(child) in _BLOCKS or _has_blocks(child) for child in own)


def _name(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _all_text(element: _Element) -> str:
    return _clean("".join(str(part) for part in element.itertext()))


def _clean(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
