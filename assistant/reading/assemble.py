"""Blocks become a Report: canonical text, refs, lead-ins, section paths, offsets."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.model import Doubt, Dropped, Heading, Paragraph, ParagraphKind
from assistant.reading.header import ends_header
from assistant.reading.lines import Line, join
from assistant.reading.outline import PREAMBLE, Block
from assistant.reading.sequence import is_title

_CONTINUED = re.compile(
    r"[(（]\s?(?:续|續|continued|cont[’']?d|suite|continuación|продолжение|تابع)\s?[)）]\s*$", re.IGNORECASE
)
_BREAK = "\n\n"


@dataclass(slots=True)
class _Numbered:
    """A paragraph as it is built; ``base`` is what the items below it are named after."""

    paragraph: Paragraph
    base: str
    level: int = -1


@dataclass(slots=True)
class Assembly:
    """The pieces of a report; ``text`` is written from front to back, so offsets only grow."""

    id: str
    chunks: list[str] = field(default_factory=list)
    length: int = 0
    paragraphs: list[Paragraph] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    footnotes: list[Paragraph] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    header: tuple[str, ...] = ()
    dropped: list[Dropped] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.chunks)

    def write(self, mark: str, text: str) -> tuple[int, int]:
        """Append a block; returns where its text, without the mark, stands."""
        if self.length:
            self._put(_BREAK)
        if mark:
            self._put(mark + " " if text else mark)
        start = self.length
        self._put(text)
        return start, self.length

    def extend(self, text: str) -> int:
        """Append a further line to the last block; returns its end."""
        self._put("\n" + text)
        return self.length

    def _put(self, text: str) -> None:
        self.chunks.append(text)
        self.length += len(text)


class Assembler:
    def __init__(self, id: str, lines: Sequence[Line], blocks: Sequence[Block]) -> None:
        self.lines, self.blocks = lines, blocks
        self.made = Assembly(id)
        self._path: list[Heading] = []
        self._ranks: list[int] = []
        self._unnumbered: Counter[str] = Counter()
        self._parent: _Numbered | None = None
        self._chain: list[_Numbered] = []
        self._numbers = [i for i, block in enumerate(blocks) if block.kind == "numbered"]

    def run(self) -> Assembly:
        first = self._header()
        for k in range(first, len(self.blocks)):
            block = self.blocks[k]
            if block.mark is not None and not block.text and self._is_lost(k):
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
        self._name()
        return self.made

    def _is_lost(self, k: int) -> bool:
        """A mark without text, unless it is a section's or that of a paragraph with nothing but items."""
        if self.blocks[k].kind == "heading":
            return False
        after = self.blocks[k + 1] if k + 1 < len(self.blocks) else None
        deeper = after is not None and after.kind == "item" and after.level > self.blocks[k].level
        return not (
            deeper or (after is not None and after.kind == "item" and self.blocks[k].kind == "numbered")
        )

    def _lost(self, block: Block) -> None:
        assert block.mark is not None
        number = self.lines[block.line].number
        if self.lines[block.line].mark != block.mark.text:
            self.made.dropped.append(Dropped(block.mark.text, "lost_text", number))
        self.made.doubts.append(Doubt(number, "lost_text"))

    def _header(self) -> int:
        k = 0
        while k < len(self.blocks) and self.blocks[k].kind == "text" and not ends_header(self.blocks[k].text):
            k += 1
        if k == len(self.blocks) and k > 12:
            k = 12
        if k:
            texts = tuple(block.text for block in self.blocks[:k])
            start, end = self.made.write("", "\n".join(texts))
            self.made.header = texts
            self._add("header", "\n".join(texts), start, end, "header")
        return k

    def _add(
        self, ref: str, text: str, start: int, end: int, kind: ParagraphKind, **more: object
    ) -> Paragraph:
        paragraph = Paragraph(
            id="",
            ref=ref,
            text=text,
            start=start,
            end=end,
            kind=kind,
            headings=tuple(self._path),
            **more,  # type: ignore[arg-type]
        )
        self.made.paragraphs.append(paragraph)
        return paragraph

    def _replace_last(self, paragraph: Paragraph) -> None:
        self.made.paragraphs[-1] = paragraph

    # -- headings ------------------------------------------------------------------------------------

    def _heading(self, block: Block) -> None:
        while self._ranks and self._ranks[-1] >= block.rank:
            self._ranks.pop()
            self._path.pop()
        mark, title = (block.mark.text if block.mark else ""), block.text
        start, end = self.made.write(mark, title)
        own = block.mark.label if block.mark else re.sub(r"[\s/#]+", " ", title).strip()[:40]
        heading = Heading(
            path=".".join([*(part.path for part in self._path[-1:]), own]),
            mark=mark,
            title=title,
            level=len(self._path) + 1,
            start=start,
            end=end,
            continued=bool(_CONTINUED.search(title)),
        )
        self._path.append(heading)
        self._ranks.append(block.rank)
        self.made.headings.append(heading)
        self._chain.clear()

    def _close_preamble(self, style: str) -> None:
        """What articles or numbers follow a preamble stand beside it, not in it."""
        if self._path and self._ranks[-1] == PREAMBLE and not self._path[-1].mark and style == "article":
            self._path.pop()
            self._ranks.pop()

    @property
    def _section(self) -> str:
        return self._path[-1].path if self._path else ""

    # -- paragraphs ----------------------------------------------------------------------------------

    def _start(self, block: Block) -> None:
        assert block.mark is not None
        self._close_preamble(block.mark.style)
        mark, text, shown = block.mark, block.text, block.mark.text
        if not text:  # nothing but items below: the mark itself is all there is to read
            text, shown = shown, ""
        start, end = self.made.write(shown, text)
        paragraph = self._add(mark.label, text, start, end, "paragraph", number=mark.ordinal, mark=mark.text)
        self._chain = [_Numbered(paragraph, mark.label)]

    def _item(self, block: Block) -> None:
        assert block.mark is not None
        mark, text, shown = block.mark, block.text, block.mark.text
        if not text:
            text, shown = shown, ""
        while self._chain and self._chain[-1].level >= block.level:
            self._chain.pop()
        parents = self._chain
        label = mark.label if mark.label.startswith("(") else f"({mark.label})"
        base = parents[-1].base if parents else f"s{self._section}"
        if parents and len(parents) == 1 and parents[0].paragraph.kind == "paragraph":
            self._lead(parents[0])
        start, end = self.made.write(shown, text)
        paragraph = self._add(
            base + label,
            text,
            start,
            end,
            "item",
            number=parents[0].paragraph.number if parents else None,
            mark=mark.text,
            lead=_lead_of(parents),
        )
        self._chain.append(_Numbered(paragraph, base + label, block.level))

    def _lead(self, parent: _Numbered) -> None:
        """The paragraph turns out to introduce items."""
        lead = replace(parent.paragraph, kind="lead")
        for k in range(len(self.made.paragraphs) - 1, -1, -1):
            if self.made.paragraphs[k] is parent.paragraph:
                self.made.paragraphs[k] = lead
                break
        parent.paragraph = lead

    def _plain(self, k: int, block: Block) -> None:
        """Text without a mark: part of the numbered paragraph above it, or a paragraph of its own."""
        text = block.text
        if self._belongs_above(k, text):
            last = self._chain[-1].paragraph
            end = self.made.extend(text)
            longer = replace(last, text=f"{last.text}\n{text}", end=end)
            self._replace_last(longer)
            self._chain[-1].paragraph = longer
            return
        owner = self._chain[0].paragraph if self._chain and self._within(k) else None
        section = self._section + (f".{owner.ref}" if owner and self._section else owner.ref if owner else "")
        self._unnumbered[section] += 1
        ref = f"s{section}¶{self._unnumbered[section]}"
        start, end = self.made.write("", text)
        paragraph = self._add(ref, text, start, end, "paragraph", number=owner.number if owner else None)
        if owner is None:
            self._chain = [_Numbered(paragraph, ref)]
        if self.lines[block.line].role != "row" and is_title(text) and len(text) < 80:
            self.made.doubts.append(Doubt(self.lines[block.line].number, "heading_or_paragraph"))

    def _within(self, k: int) -> bool:
        """Whether a numbered paragraph is still open: an article, or one whose successor follows."""
        first = self._chain[0].paragraph
        if first.number is None or first.ref.startswith("s"):
            return False
        if self._is_article(first):
            return True
        after = next((self.blocks[j].mark for j in self._numbers if j > k), None)
        return after is not None and after.style == "1." and after.ordinal == first.number + 1

    def _is_article(self, paragraph: Paragraph) -> bool:
        return bool(re.match(r"第.*[条條]|[^\d(]*\s", paragraph.mark))

    def _belongs_above(self, k: int, text: str) -> bool:
        if not self._chain or not self.made.paragraphs or self.blocks[k - 1].kind == "heading":
            return False
        last = self._chain[-1].paragraph
        if self.lines[self.blocks[k].line].role == "quote":
            return False
        if self.made.paragraphs[-1] is not last or not self._within(k):
            return False
        if last.kind == "item":
            after = self.blocks[k + 1] if k + 1 < len(self.blocks) else None
            return after is not None and after.kind == "item" and not is_title(text)
        return self._is_article(last) or not is_title(text)

    def _footnote(self, block: Block) -> None:
        text, mark = block.text, self.lines[block.line].mark
        match = None if mark else re.match(r"(\d{1,3}|[*†‡]+)\s+", text)
        if match:
            text, mark = text[match.end() :], match[1]
        start, end = self.made.write(mark, text)
        ref = f"fn{mark or len(self.made.footnotes) + 1}"
        self.made.footnotes.append(Paragraph("", ref, text, start, end, "footnote", mark=mark))

    # -- ids -----------------------------------------------------------------------------------------

    def _name(self) -> None:
        """Full ids: a ref that sections share carries its section, a repeat within one a tilde."""
        made = self.made
        tops: dict[str, int] = defaultdict(int)
        for paragraph in made.paragraphs:
            tops[paragraph.ref] += 1
        shared = {_top(ref) for ref, count in tops.items() if count > 1}
        seen: Counter[str] = Counter()
        for k, paragraph in enumerate(made.paragraphs):
            section = paragraph.headings[-1].path if paragraph.headings else ""
            carries = _top(paragraph.ref) in shared and section and not paragraph.ref.startswith("s")
            id = f"{made.id}#{section}/{paragraph.ref}" if carries else f"{made.id}#{paragraph.ref}"
            seen[id] += 1
            made.paragraphs[k] = replace(paragraph, id=id if seen[id] == 1 else f"{id}~{seen[id]}")
        for k, note in enumerate(made.footnotes):
            seen[note.ref] += 1
            made.footnotes[k] = replace(
                note, id=f"{made.id}#{note.ref}" + (f"~{seen[note.ref]}" if seen[note.ref] > 1 else "")
            )


def _lead_of(parents: Sequence[_Numbered]) -> str:
    """What the paragraphs around an item say before it, the outer first."""
    texts = [parent.paragraph.text for parent in parents if parent.paragraph.text != parent.paragraph.mark]
    return join([part for text in texts for part in text.split("\n")] or [""])


def _top(ref: str) -> str:
    return ref.partition("(")[0] or ref
