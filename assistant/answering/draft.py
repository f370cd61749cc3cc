"""What passes between the steps of an answer: wanted → found → draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from assistant.model import Hit, Outcome, Paragraph, Question, Report, Sentence

WantedKind = Literal[
    "open", "reference", "list", "count", "outline", "metadata", "membership", "compare", "talk"
]


@dataclass(frozen=True, slots=True)
class Wanted:
    """An understood question. ``text`` stands alone: a follow-up is already completed."""

    question: Question
    text: str
    language: str
    kind: WantedKind = "open"
    refs: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    parts: tuple[Wanted, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The evidence: hits, best first, and the whole reports that they stand in, by id."""

    hits: tuple[Hit, ...]
    reports: Mapping[str, Report] = field(default_factory=dict)

    def paragraph(self, id: str) -> Paragraph:
        """The paragraph with this full id; raises KeyError."""
        report = self.reports[id.partition("#")[0]]
        return next(paragraph for paragraph in report.paragraphs if paragraph.id == id)


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before it is verified. ``opening`` says what needs no citation («报告未提及……»)."""

    outcome: Outcome
    sentences: tuple[Sentence, ...] = ()
    nearest: tuple[str, ...] = ()
    opening: str = ""
    notes: tuple[str, ...] = ()
