"""Blocks become the pieces of a report: canonical text, refs, lead-ins, section paths, offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.model import Doubt, Dropped, Heading
from assistant.reading.header import ends_header
from assistant.reading.lines import Line, join
from assistant.reading.outline import PREAMBLE, Block
from assistant.reading.pieces import Piece, Pieces
from assistant.reading.sequence import is_title

_CONTINUED = re.compile(
    r"[(（]\s?(?:续|續|continued|cont[’']?d|suite|continuación|продолжение|تابع)\s?[)）]\s*$", re.IGNORECASE
)
_ARTICLE = re.compile(r"第.*[条條]|[^\W\d]{3,}")
_BESIDE = frozenset(("article", "I.", "han.", "part", "chapter"))
_LONGEST_HEADER = 12  # lines, where nothing tells the header from the rest
_LONGEST_NAME = 40  # characters of an unnumbered heading that name it in a path


@dataclass(slots=True)
class _Open:
    """A paragraph that items may hang under; ``base`` is what they are named after."""

    piece: Piece
    base: str
    level: int = -1


class Assembler:
    def __init__(self, lines: Sequence[Line], blocks: Sequence[Block]) -> None:
        self.lines, self.blocks = lines, blocks
        self.made = Pieces()
        self._path: tuple[Heading, ...] = ()
        self._ranks: list[int] = []
        self._unnumbered: Counter[str] = Counter()
        self._chain: list[_Open] = []
        self._numbered = [k for k, block in enumerate(blocks) if block.kind == "numbered"]

    def run(self) -> Pieces:
        for k in range(self._header(), len(self.blocks)):
            block = self.blocks[k]
            if block.mark is not None and not block.parts[0] and self._is_lost(k):
                self._lost(block)
            elif block.kind == "heading":
                self._heading(block)
            elif block.kind == "item":
                self._item(block)
            elif block.kind == "numbered":
                self._start(block)
            elif self.lines[block.line].role == "footnote":
                self._footnote(block)
            else:
                self._plain(k, block)
        return self.made

    def _header(self) -> int:
        """Everything before the first sentence, heading or number; returns the first block after it."""
        k = 0
        while k < len(self.blocks) and self.blocks[k].kind == "text" and not ends_header(self.blocks[k].text):
            k += 1
            if k > 5 * _LONGEST_HEADER:
                break
        if k == len(self.blocks) or k > 5 * _LONGEST_HEADER:
            k = min(k, _LONGEST_HEADER)
        if k:
            self.made.header = tuple(block.text for block in self.blocks[:k])
            text = "\n".join(self.made.header)
            self.made.paragraphs.append(Piece("header", text, *self.made.write("", text), "header"))
        return k

    # -- marks that lost their text --------------------------------------------------------------

    def _is_lost(self, k: int) -> bool:
        """A mark without text, unless it is a section's or that of a paragraph with nothing but items."""
        block = self.blocks[k]
        if block.kind == "heading" or block.text:
            return False
        after = self.blocks[k + 1] if k + 1 < len(self.blocks) else None
        if after is None or after.kind != "item":
            return True
        return block.kind == "item" and after.level <= block.level

    def _lost(self, block: Block) -> None:
        assert block.mark is not None
        line = self.lines[block.line]
        self.made.dropped.append(Dropped(block.mark.text, "lost_text", line.number))
        self.made.doubts.append(Doubt(line.number, "lost_text"))

    # -- headings --------------------------------------------------------------------------------

    def _heading(self, block: Block) -> None:
        self._close_preamble(block.mark.style if block.mark else "")
        depth = len(self._ranks)
        while depth and self._ranks[depth - 1] >= block.rank:
            depth -= 1
        outer = self._path[:depth]
        mark, title = (block.mark.text if block.mark else ""), block.text
        start, end = self.made.write(mark, title)
        name = block.mark.label if block.mark else re.sub(r"[\s/#]+", " ", title).strip()[:_LONGEST_NAME]
        around = len(outer)
        while around and name.startswith(outer[around - 1].mark.rstrip(". ") + "."):
            around -= 1  # «2.1» names the sections around it already
        path = f"{outer[around - 1].path}.{name}" if around else name
        continued = bool(_CONTINUED.search(title))
        heading = Heading(path, mark, title, depth + 1, start, end, continued)
        self._path = (*outer, heading)
        self._ranks[depth:] = [block.rank]
        self.made.headings.append(heading)
        self._chain.clear()

    def _close_preamble(self, style: str) -> None:
        """What counts through the whole document stands beside a preamble, not in it."""
        if style in _BESIDE and self._ranks and self._ranks[-1] == PREAMBLE and not self._path[-1].mark:
            self._path = self._path[:-1]
            self._ranks.pop()

    @property
    def _section(self) -> str:
        return self._path[-1].path if self._path else ""

    # -- paragraphs ------------------------------------------------------------------------------

    def _write(self, block: Block) -> tuple[str, int, int]:
        """A marked block; where it has nothing but items below, the mark is all there is to read."""
        assert block.mark is not None
        text, mark = block.text, block.mark.text
        if not text:
            return mark, *self.made.write("", mark)
        return text, *self.made.write(mark, text)

    def _start(self, block: Block) -> None:
        assert block.mark is not None
        mark = block.mark
        self._close_preamble(mark.style)
        text, start, end = self._write(block)
        piece = Piece(mark.label, text, start, end, "paragraph", mark.ordinal, mark.text, self._path)
        self.made.paragraphs.append(piece)
        self._chain = [_Open(piece, mark.label)]

    def _item(self, block: Block) -> None:
        assert block.mark is not None
        mark = block.mark
        while self._chain and self._chain[-1].level >= block.level:
            self._chain.pop()
        outer = self._chain[0].piece if self._chain else None
        if outer is not None and outer.kind == "paragraph":
            outer.kind = "lead"
        base = self._chain[-1].base if self._chain else f"s{self._section}"
        ref = base + (mark.label if mark.label[0] == "(" else f"({mark.label})")
        text, start, end = self._write(block)
        number = outer.number if outer is not None else None
        lead = _lead_of(self._chain)
        piece = Piece(ref, text, start, end, "item", number, mark.text, self._path, lead)
        self.made.paragraphs.append(piece)
        self._chain.append(_Open(piece, ref, block.level))

    def _plain(self, k: int, block: Block) -> None:
        """Text without a mark: part of the numbered paragraph above it, or a paragraph of its own."""
        text = block.text
        if self._belongs_above(k, text):
            self.made.extend(self._chain[-1].piece, text)
            return
        owner = self._chain[0].piece if self._within(k) else None
        section = ".".join(filter(None, (self._section, owner.ref if owner else "")))
        self._unnumbered[section] += 1
        ref = f"s{section}¶{self._unnumbered[section]}"
        start, end = self.made.write("", text)
        number = owner.number if owner else None
        piece = Piece(ref, text, start, end, "paragraph", number, "", self._path)
        self.made.paragraphs.append(piece)
        if owner is None:
            self._chain = [_Open(piece, ref)]
        line = self.lines[block.line]
        if line.role != "row" and len(text) < 80 and is_title(text):
            self.made.doubts.append(Doubt(line.number, "heading_or_paragraph"))

    def _within(self, k: int) -> bool:
        """Whether a numbered paragraph is still open: an article, or one whose successor follows."""
        if not self._chain:
            return False
        first = self._chain[0].piece
        if first.number is None or first.ref.startswith("s"):
            return False
        if _ARTICLE.match(first.mark):
            return True
        following = bisect_right(self._numbered, k)
        after = self.blocks[self._numbered[following]].mark if following < len(self._numbered) else None
        return after is not None and after.style == "1." and after.ordinal == first.number + 1

    def _belongs_above(self, k: int, text: str) -> bool:
        if self.lines[self.blocks[k].line].role in ("quote", "row") or not self._within(k):
            return False
        last = self._chain[-1].piece
        if self.made.paragraphs[-1] is not last or last.end != self.made.length:
            return False
        if last.kind == "item":
            after = self.blocks[k + 1] if k + 1 < len(self.blocks) else None
            return after is not None and after.kind == "item" and not is_title(text)
        return not is_title(text) or bool(_ARTICLE.match(last.mark))

    def _footnote(self, block: Block) -> None:
        text, mark = block.text, self.lines[block.line].mark
        match = None if mark else re.match(r"(\d{1,3}|[*†‡]{1,3})\s+", text)
        if match:
            text, mark = text[match.end() :], match[1]
        ref = f"fn{mark or len(self.made.footnotes) + 1}"
        self.made.footnotes.append(Piece(ref, text, *self.made.write(mark, text), "footnote", None, mark))


def _lead_of(chain: Sequence[_Open]) -> str:
    """What the paragraphs around an item say before it, the outer first."""
    texts = [one.piece.text for one in chain if one.piece.text != one.piece.mark]
    if len(texts) == 1 and "\n" not in texts[0]:
        return texts[0]
    return join([part for text in texts for part in text.split("\n")] or [""])
