"""Lines become headings, numbered paragraphs, items and plain text: one pass, looking ahead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.model import Doubt
from assistant.reading.header import ends_header
from assistant.reading.lines import Line, Wrap, ends, join
from assistant.reading.numbering import Mark, marks
from assistant.reading.sequence import OUTER, View, is_title

RANK = {
    "annex": 0, "book": 1, "part": 2, "chapter": 3, "section": 4, "I.": 5, "han.": 5, "A.": 6, "А.": 6,
    "han)": 6, "1.": 7, "1.1": 8, "1)": 8, "a)": 9, "i)": 10,
}  # fmt: skip
_PREAMBLE = re.compile(
    r"序\s?言|前\s?言|序\s?文|PREAMBLE|Preamble|Préambule|PRÉAMBULE|Preámbulo|PREÁMBULO|Преамбула|ПРЕАМБУЛА|الديباجة|ديباجة"
)
PREAMBLE = 35  # ranks with chapters
UNITS = frozenset(("annex", "book", "part", "chapter", "section"))
ITEMS = frozenset(("a)", "i)", "a.", "i.", "han)", "1)", "stem", "а)", "а.", "abjad", "A)"))
CONTEXTUAL = frozenset(("han.", "I.", "A.", "А.", "1."))  # items where they hang under a paragraph


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
    lines: list[int] = field(default_factory=list)

    @property
    def text(self) -> str:
        return join(self.parts) if self.parts else ""


class Outliner:
    def __init__(self, lines: Sequence[Line], wrap: Wrap) -> None:
        self.lines, self.wrap, self.view = lines, wrap, View(lines, wrap)
        self.doubts: list[Doubt] = []
        self.blocks: list[Block] = []
        self._headings: list[tuple[str, int, int]] = []  # style, ordinal, rank
        self._items: list[tuple[str, int]] = []
        self._last = self._article = 0
        self._outer: dict[str, int] = {}
        self._under: str = ""  # what items hang under now: "", "1.", "article", "han."

    def run(self) -> list[Block]:
        for i, line in enumerate(self.lines):
            readings = self.view.marks.get(i)
            block = self._marked(i, readings) if readings else None
            if block is not None and block.mark is not None:
                block.parts = [self.view.text_after(i, block.mark)]
                self.blocks.append(block)
                self._second_mark(i, block)
                self.view.started = True
            elif line.role == "heading" or (line.text[-1] not in ",，" and _PREAMBLE.fullmatch(line.text)):
                rank = line.level if line.role else PREAMBLE
                self._open_heading("", 0, rank)
                self.blocks.append(Block("heading", i, None, 0, rank, [self._shown(i)]))
            elif not self._goes_on(i):
                self.blocks.append(Block("text", i, parts=[self._shown(i)]))
                self.view.started = self.view.started or any(ends_header(b.text) for b in self.blocks[-2:])
        return self.blocks

    def _second_mark(self, i: int, block: Block) -> None:
        """«1. (a) Each State…»: a paragraph that begins with its first item."""
        text = block.parts[0]
        mark = next((mark for mark in marks(text) if mark.style in ITEMS and mark.ordinal == 1), None)
        if mark is None or block.kind == "heading" or self.view.next(mark.style, 2, i) == len(self.lines):
            return
        place = len(self._items)
        self._items.append((mark.style, 1))
        block.parts = [""]
        self.blocks.append(Block("item", i, mark, level=place, parts=[text[mark.end :]]))

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
        return bool(self.wrap.width)

    # -- lines with a mark -------------------------------------------------------------------------

    def _marked(self, i: int, readings: Sequence[Mark]) -> Block | None:
        """The block that the best reading of the mark opens; None when the mark is mere text."""
        options = [option for mark in readings for option in self._options(i, mark)]
        if not options:
            self._doubt_rejected(i, readings[0])
            return None
        score, kind, mark, place = max(options, key=lambda option: option[0])
        if score <= 0:
            return None
        if kind == "heading":
            return self._heading(i, mark)
        if kind == "item":
            if score + (40 if self.view.mid_sentence(i) else 0) <= 30:
                self._doubt(i, "item_gap")
            del self._items[place:]
            self._items.append((mark.style, mark.ordinal))
            return Block("item", i, mark, level=place)
        return self._numbered(i, mark)

    def _options(self, i: int, mark: Mark) -> list[tuple[float, str, Mark, int]]:
        """Scored ways to take the mark: (score, kind, mark, place in the list stack)."""
        style = mark.style
        mid = -40.0 if self.view.mid_sentence(i) else 0.0
        found: list[tuple[float, str, Mark, int]] = []
        if style in UNITS:
            return [(50 + mid, "heading", mark, 0)] if self.view.title_like(i, mark) else []
        if style == "article":
            return [(score + mid, "numbered", mark, 0)] if (score := self._article_score(i, mark)) else []
        if style in ITEMS or (style in CONTEXTUAL and self._may_be_item(i, mark)):
            found += [(score + mid, "item", mark, place) for score, place in self._item_scores(i, mark)]
        if style in self.view.heading_styles and self._heading_fits(i, mark):
            found.append((self._heading_score(i, mark) + mid, "heading", mark, 0))
        elif style in OUTER and self._under not in ("1.", "article"):
            found += self._outer_option(i, mark, mid)
        if style == "1.":
            found += self._number_options(i, mark, mid)
        return found

    def _outer_option(self, i: int, mark: Mark, mid: float) -> list[tuple[float, str, Mark, int]]:
        """«一、» before a sentence: a paragraph of its own, numbered 一."""
        goes_on = mark.ordinal == self._outer.get(mark.style, 0) + 1
        if not goes_on and (self._items or mark.ordinal != 1):
            return []
        listed = self.view.after_colon(i) and mark.style == "han)"
        return [((46 if listed else 52) + mid, "numbered", mark, 0)]

    # headings

    def _heading_fits(self, i: int, mark: Mark) -> bool:
        return self.view.title_like(i, mark)

    def _heading_score(self, i: int, mark: Mark) -> float:
        for style, ordinal, _ in self._headings:
            if style == mark.style:
                return 62 if mark.ordinal == ordinal + 1 else 45 if mark.ordinal == 1 else 40
        goes_on = self.view.next(mark.style, mark.ordinal + 1, i) < len(self.lines)
        return (53 if mark.ordinal == 1 else 42) + goes_on

    def _heading(self, i: int, mark: Mark) -> Block:
        known = {style: ordinal for style, ordinal, _ in self._headings}
        if mark.style in known and mark.ordinal > known[mark.style] + 1:
            self._doubt(i, "heading_gap")
        rank = self._rank(i, mark)
        self._open_heading(mark.style, mark.ordinal, rank)
        return Block("heading", i, mark, rank=rank)

    def _rank(self, i: int, mark: Mark) -> int:
        """Outer styles rank first, unless the document nests them the other way round."""
        for style, _, rank in self._headings:
            if style == mark.style:
                return rank
        rank = 10 * RANK.get(mark.style, 9)
        if self._headings and mark.ordinal == 1:
            style, ordinal, top = self._headings[-1]
            goes_on = self.view.next(style, ordinal + 1, i)
            if style and rank <= top and goes_on < min(self.view.next(style, 1, i), len(self.lines)):
                return top + 1
        return rank

    def _open_heading(self, style: str, ordinal: int, rank: int) -> None:
        while self._headings and self._headings[-1][2] >= rank:
            self._headings.pop()
        self._headings.append((style, ordinal, rank))
        self._items.clear()
        self._under = ""

    # numbered paragraphs

    def _article_score(self, i: int, mark: Mark) -> float:
        if mark.ordinal == self._article + 1 or (mark.ordinal == self._article and "之" in mark.label):
            return 70
        if self._interrupts(i):
            return 0
        if mark.ordinal == 1 or self._article == 0:
            return 55
        follows = self.view.next("article", mark.ordinal + 1, i) < len(self.lines)
        return 45 if mark.ordinal > self._article and (follows or mark.ordinal < self._article + 10) else 0

    def _number_options(self, i: int, mark: Mark, mid: float) -> list[tuple[float, str, Mark, int]]:
        n, last = mark.ordinal, self._last
        if self._under == "article" or (self._under in ("han.", "han)") and self._number_is_item(i, mark)):
            return []
        heading = next((ordinal for style, ordinal, _ in self._headings if style == "1."), 0)
        title = self.view.title_like(i, mark)
        following = self.view.next_number(i)
        options: list[tuple[float, str, Mark, int]] = []
        if title and not mid and n == heading + 1 and self._headings and n != last + 1:
            options.append((58, "heading", mark, 0))
        elif title and not mid and n in (1, heading + 1) and self._headings and n == last + 1:
            if following == n or following > n + 1:  # the paragraphs go on from elsewhere
                options.append((70, "heading", mark, 0))
        if n == last + 1:
            twin = self.view.next("1.", n, i) < self.view.next("1.", n + 1, i)
            options.append((65 + mid - (30 if twin and mid else 0), "numbered", mark, 0))
        elif n == 1 and last:
            options.append((44 + mid, "numbered", mark, 0))
        elif last == 0:
            sure = following == n + 1 or n < 1000
            options += [(42 + mid, "numbered", mark, 0)] if sure else []
        elif n > last and (following == n + 1 if n - last > 3 else n < 1900):
            options.append((41 + mid, "numbered", mark, 0))
        elif n == last and following == n + 1:
            options.append((30 + mid, "numbered", mark, 0))
        return options

    def _numbered(self, i: int, mark: Mark) -> Block:
        if mark.style == "1.":
            if self._last and mark.ordinal not in (self._last + 1, 1):
                self._doubt(i, "number_repeated" if mark.ordinal <= self._last else "number_gap")
            self._last = mark.ordinal
        elif mark.style == "article":
            if self._article and mark.ordinal > self._article + 1:
                self._doubt(i, "number_gap")
            self._article = mark.ordinal
        else:
            self._outer[mark.style] = mark.ordinal
        self._items.clear()
        self._under = mark.style
        return Block("numbered", i, mark)

    # items

    def _may_be_item(self, i: int, mark: Mark) -> bool:
        if mark.style == "1.":
            return self._number_is_item(i, mark)
        if mark.style in self.view.heading_styles and not self.view.after_colon(i):
            return bool(self._items) and self._items[-1][0] == mark.style
        return self._under in ("1.", "article") and (mark.ordinal > 1 or self.view.after_colon(i))

    def _number_is_item(self, i: int, mark: Mark) -> bool:
        """«1.» below an article, below （一）, or below a lead-in after which the numbers go on."""
        n = mark.ordinal
        if self._under == "article":
            return True
        if ("1.", n - 1) in self._items or (self._under in ("han.", "han)") and n == 1):
            return True
        if n != 1 or n == self._last + 1:
            return False
        if self._items and self._items[0][0] in ("han)", "han.", "a)"):
            return True
        goes_on = self.view.next("1.", self._last + 1, i) < len(self.lines)
        return self._under == "1." and self._last > 1 and self.view.after_colon(i) and goes_on

    def _item_scores(self, i: int, mark: Mark) -> list[tuple[float, int]]:
        style, n = mark.style, mark.ordinal
        colon = self.view.after_colon(i)
        end = min(self.view.next("1.", self._last + 1, i), self.view.next("a)", 1, i))
        letter, numeral = min(self.view.next("a)", 10, i), end), min(self.view.next("i)", 2, i), end)
        scores: list[tuple[float, int]] = []
        for place in range(len(self._items) - 1, -1, -1):
            if self._items[place] == (style, n - 1):
                ninth = style == "a)" and n == 9
                scores.append((60 + place + (10 if ninth and letter < numeral else 0), place))
                break
        if n == 1:
            same = next((k for k, (known, _) in enumerate(self._items) if known == style), len(self._items))
            another = self.view.next("i)", 1, i) < numeral
            romanette = style == "i)" and bool(self._items) and numeral < letter and not another
            inside = colon or bool(self._under) or bool(self._items)
            goes_on = self.view.next(style, 2, i) < min(end, len(self.lines))
            if not (colon or goes_on) and self._interrupts(i):
                return scores
            first = (50 if inside else 44) + (5 if goes_on else 0)
            scores.append((first + (15 if colon else 0) + (20 if romanette else 0), same))
        elif not scores:
            known = [k for k, (open_style, m) in enumerate(self._items) if open_style == style and m < n]
            lone = not self._items and (self.lines[i].role == "item" or not self.wrap.width)
            if known and n <= self._items[known[-1]][1] + 4:
                scores.append((30, known[-1]))
            elif lone:
                scores.append((20, 0))
        return scores

    def _interrupts(self, i: int) -> bool:
        """Whether the line would cut a numbered sentence that has not come to its end."""
        inside = bool(self.blocks) and self.blocks[-1].kind in ("numbered", "item")
        return inside and not ends(self.lines[i - 1].text)

    # doubts

    def _doubt_rejected(self, i: int, mark: Mark) -> None:
        if mark.style == "1." and not self.view.mid_sentence(i) and mark.ordinal < 1000:
            self._doubt(i, "number_out_of_sequence")

    def _doubt(self, i: int, reason: str) -> None:
        self.doubts.append(Doubt(self.lines[i].number, reason))
