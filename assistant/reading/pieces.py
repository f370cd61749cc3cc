"""The pieces of a report while it is put together: text that only grows, refs that become ids."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from assistant.model import Doubt, Dropped, Heading, Paragraph, ParagraphKind

_BREAK = "\n\n"


@dataclass(slots=True)
class Piece:
    """A paragraph that may still change: grow by a line, or turn out to be a lead-in."""

    ref: str
    text: str
    start: int
    end: int
    kind: ParagraphKind
    number: int | None = None
    mark: str = ""
    headings: tuple[Heading, ...] = ()
    lead: str = ""

    def named(self, id: str) -> Paragraph:
        return Paragraph(
            id,
            self.ref,
            self.text,
            self.start,
            self.end,
            self.kind,
            self.number,
            self.mark,
            self.headings,
            self.lead,
        )


@dataclass(slots=True)
class Pieces:
    """What stands so far; ``text`` is written from front to back."""

    chunks: list[str] = field(default_factory=list)
    length: int = 0
    paragraphs: list[Piece] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    footnotes: list[Piece] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    header: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "".join(self.chunks)

    def write(self, mark: str, text: str) -> tuple[int, int]:
        """Append a block; returns where its text, without the mark, stands."""
        opening = (_BREAK if self.length else "") + (f"{mark} " if mark and text else mark)
        self.chunks += (opening, text)
        start = self.length + len(opening)
        self.length = start + len(text)
        return start, self.length

    def extend(self, piece: Piece, text: str) -> None:
        """Append a further line to the last piece."""
        self.chunks += ("\n", text)
        self.length += 1 + len(text)
        piece.text = f"{piece.text}\n{text}"
        piece.end = self.length

    def named(self, report: str) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
        """Paragraphs and footnotes with their full ids.

        A number that sections share carries its section; what still repeats gets a tilde.
        """
        counts = Counter(piece.ref for piece in self.paragraphs)
        shared = {_top(ref) for ref, count in counts.items() if count > 1}
        seen: Counter[str] = Counter()
        paragraphs = []
        for piece in self.paragraphs:
            id = f"{report}#{piece.ref}"
            if shared and piece.headings and _top(piece.ref) in shared and not piece.ref.startswith("s"):
                id = f"{report}#{piece.headings[-1].path}/{piece.ref}"
            paragraphs.append(piece.named(_unique(id, seen)))
        notes = [note.named(_unique(f"{report}#{note.ref}", seen)) for note in self.footnotes]
        return tuple(paragraphs), tuple(notes)


def _unique(id: str, seen: Counter[str]) -> str:
    seen[id] += 1
    return id if seen[id] == 1 else f"{id}~{seen[id]}"


def _top(ref: str) -> str:
    return ref.partition("(")[0] or ref
