"""Lines become headings, numbered paragraphs, items and plain text: one pass, looking ahead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.model import Doubt
from assistant.reading.choice import ITEMS, Judge
from assistant.reading.header import ends_header
from assistant.reading.lines import Line, Wrap, ends, join
from assistant.reading.numbering import Mark, marks
from assistant.reading.sequence import View, is_title

RANK = {
    "annex": 0, "book": 1, "part": 2, "chapter": 3, "section": 4, "I.": 5, "han.": 5, "A.": 6, "А.": 6,
    "han)": 6, "1.": 7, "1.1": 8, "1)": 8, "a)": 9, "i)": 10,
}  # fmt: skip
_PREAMBLE = re.compile(
    r"序\s?言|前\s?言|序\s?文|PREAMBLE|Preamble|Préambule|PRÉAMBULE|Preámbulo|PREÁMBULO|Преамбула|ПРЕАМБУЛА|الديباجة|ديباجة"
    r"|导\s?言|導\s?言|引\s?言|绪\s?论|Introduction|INTRODUCTION|Introducción|INTRODUCCIÓN|Введение|ВВЕДЕНИЕ|مقدمة"
)
_RAISED = re.compile(r"[^\W\d_a-zA-Z]\d{1,2}$")  # 决议1: a footnote's digit
PREAMBLE = 35  # ranks with chapters


@dataclass(slots=True)
class Block:
    """A run of lines that belong together. ``kind``: heading, numbered, item or text.

    ``level`` is the depth of an item in its list, from 0; ``rank`` orders headings, outer first.
    """

    kind: str
    line: int
    mark: Mark | None = None
    level: int = 0
    rank: int = 0
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return join(self.parts) if self.parts else ""


class Outliner:
    def __init__(self, lines: Sequence[Line], wrap: Wrap) -> None:
        self.lines, self.wrap, self.view = lines, wrap, View(lines, wrap)
        self.doubts: list[Doubt] = []
        self.blocks: list[Block] = []
        self.judge = Judge(self.view)
        self.state = self.judge.state

    def run(self) -> list[Block]:
        for i, line in enumerate(self.lines):
            readings = self.view.marks.get(i)
            block = self._marked(i, readings) if readings else None
            if block is not None and block.mark is not None:
                block.parts = [self.view.text_after(i, block.mark)]
                self._add(block)
                self._second_mark(i, block)
            elif line.role == "heading" or self._opens_unnumbered(line):
                rank = line.level if line.role else PREAMBLE
                self._open_heading("", 0, rank)
                self._add(Block("heading", i, None, 0, rank, [self._shown(i)]))
            elif not self._goes_on(i):
                self._add(Block("text", i, parts=[self._shown(i)]))
        return self.blocks

    def _opens_unnumbered(self, line: Line) -> bool:
        """«Preamble», «导言» alone on a line, and no section's mark waits for its title above."""
        if line.text[-1:] in ",，" or (self.blocks and self.blocks[-1].parts == [""]):
            return False
        return bool(_PREAMBLE.fullmatch(line.text))

    def _add(self, block: Block) -> None:
        self.blocks.append(block)
        self.state.inside = block.kind in ("numbered", "item")
        if not self.view.started:
            self.view.started = block.mark is not None or any(ends_header(b.text) for b in self.blocks[-2:])

    def _second_mark(self, i: int, block: Block) -> None:
        """«1. (a) Each State…»: a paragraph that begins with its first item."""
        text = block.parts[0]
        mark = next((mark for mark in marks(text) if mark.style in ITEMS and mark.ordinal == 1), None)
        if mark is None or block.kind == "heading" or self.view.next(mark.style, 2, i) == len(self.lines):
            return
        place = len(self.state.items)
        self.state.items.append((mark.style, 1))
        block.parts = [""]
        self._add(Block("item", i, mark, level=place, parts=[text[mark.end :]]))

    def _shown(self, i: int) -> str:
        """A line's text, with the mark that its format gave it but the sequence did not take."""
        line = self.lines[i]
        return f"{line.mark} {line.text}" if line.mark and line.role != "footnote" else line.text

    # -- lines without a mark ----------------------------------------------------------------------

    def _goes_on(self, i: int) -> bool:
        """Append a line to the block above it, if it belongs there."""
        if not self.blocks:
            return False
        block, line = self.blocks[-1], self.lines[i]
        if block.parts == [""]:
            alone_heading = block.kind == "heading" and not is_title(line.text)
            if (
                alone_heading
                or line.gap > self.wrap.step + 1
                or line.role in ("heading", "quote", "footnote")
            ):
                return False
            block.parts = [self._shown(i)]
            return True
        if self.view.continues(i, len(block.parts) == 1) or self._unfinished(block, i):
            block.parts.append(self._shown(i))
            return True
        return False

    def _unfinished(self, block: Block, i: int) -> bool:
        """A numbered sentence that a raised footnote digit or the end of a page has broken."""
        line, above = self.lines[i], self.lines[i - 1]
        if block.kind not in ("numbered", "item") or line.role or line.gap > self.wrap.usual:
            return False
        if ends(above.text):
            return self.wrap.at_margin(self.view.widths[i - 1])
        return bool(self.wrap.width) or bool(_RAISED.search(above.text))

    # -- lines with a mark -------------------------------------------------------------------------

    def _marked(self, i: int, readings: Sequence[Mark]) -> Block | None:
        """The block that the best reading of the mark opens; None when the mark is mere text."""
        options = [option for mark in readings for option in self.judge.options(i, mark)]
        if not options:
            self._doubt_rejected(i, readings[0])
            return None
        score, kind, mark, place = max(options, key=lambda option: option[0])
        if score <= 0:
            return None
        if mark.style == "1.1":
            prefix = mark.label.rpartition(".")[0]
            if mark.ordinal > self.state.decimals.get(prefix, 0) + 1:
                self._doubt(i, "number_gap")
            self.state.decimals[prefix] = mark.ordinal
        if kind == "heading":
            return self._heading(i, mark)
        if kind == "item":
            if score + (40 if self.view.mid_sentence(i) else 0) <= 30:
                self._doubt(i, "item_gap")
            del self.state.items[place:]
            self.state.items.append((mark.style, mark.ordinal))
            return Block("item", i, mark, level=place)
        return self._numbered(i, mark)

    # headings

    def _heading(self, i: int, mark: Mark) -> Block:
        known = {style: ordinal for style, ordinal, _ in self.state.headings}
        if mark.style in known and mark.ordinal > known[mark.style] + 1:
            self._doubt(i, "heading_gap")
        line = self.lines[i]
        rank = line.level if line.role == "heading" else self._rank(i, mark)
        self._open_heading(mark.style, mark.ordinal, rank)
        return Block("heading", i, mark, rank=rank)

    def _rank(self, i: int, mark: Mark) -> int:
        """Outer styles rank first, unless the document nests them the other way round."""
        if mark.style == "1.1":
            return 10 * RANK["1."] + mark.label.count(".")
        for style, _, rank in self.state.headings:
            if style == mark.style:
                return rank
        rank = 10 * RANK.get(mark.style, 9)
        if self.state.headings and mark.ordinal == 1:
            style, ordinal, top = self.state.headings[-1]
            goes_on = self.view.next(style, ordinal + 1, i)
            if style and rank <= top and goes_on < min(self.view.next(style, 1, i), len(self.lines)):
                return top + 1
        return rank

    def _open_heading(self, style: str, ordinal: int, rank: int) -> None:
        while self.state.headings and self.state.headings[-1][2] >= rank:
            self.state.headings.pop()
        self.state.headings.append((style, ordinal, rank))
        self.state.items.clear()
        self.state.under = ""

    # numbered paragraphs

    def _numbered(self, i: int, mark: Mark) -> Block:
        if mark.style == "1.":
            if self.state.last and mark.ordinal not in (self.state.last + 1, 1):
                self._doubt(i, "number_repeated" if mark.ordinal <= self.state.last else "number_gap")
            self.state.last = mark.ordinal
        elif mark.style == "article":
            if self.state.article and mark.ordinal > self.state.article + 1:
                self._doubt(i, "number_gap")
            self.state.article = mark.ordinal
        elif mark.style != "1.1":
            self.state.outer[mark.style] = mark.ordinal
        self.state.items.clear()
        self.state.under = mark.style
        return Block("numbered", i, mark)

    # doubts

    def _doubt_rejected(self, i: int, mark: Mark) -> None:
        if mark.style == "1." and not self.view.mid_sentence(i) and mark.ordinal < 1000:
            self._doubt(i, "number_out_of_sequence")

    def _doubt(self, i: int, reason: str) -> None:
        self.doubts.append(Doubt(self.lines[i].number, reason))
