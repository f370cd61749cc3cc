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
    """An understood question. ``text`` stands alone: a follow-up is already completed.

    ``topic`` is the text without the words that only ask, same length; ``asks`` the kinds of answer
    it asks for (person, number, date …); ``fields`` of metadata, or the kind of talk; ``sections``
    the section paths and titles that it names; ``clause`` the 款 of an article; ``step`` 1 for the
    next paragraph after the refs, -1 for the one before; ``leaning`` the earlier question that an
    elliptical one leans on, ``apart`` the same without it where it may well stand alone; ``premise``
    marks a question that takes something for granted; ``bare`` one that asks for nothing beyond the
    place or the report it names; ``named`` is the topic without the words for
    lists, counts and summaries: what may be a section's title; ``absent`` are the documents it names that
    are not kept; ``titles`` the reports kept, for talk; ``nth`` the one meant of what the question that it
    leans on lists, ``apart`` the same taken otherwise; ``follows`` the question before a
    follow-up. Several questions in one stand in ``parts``; the whole has a topic only where the later ones
    may go on about the first.
    """

    question: Question
    text: str
    language: str
    kind: WantedKind = "open"
    refs: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    parts: tuple[Wanted, ...] = ()
    topic: str = ""
    asks: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    clause: int = 0
    step: int = 0
    leaning: Wanted | None = None
    apart: Wanted | None = None
    premise: bool = False
    bare: bool = False
    named: str = ""
    absent: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    nth: int = 0
    follows: Wanted | None = None


@dataclass(frozen=True, slots=True)
class Cosines:
    """Cosines of a paragraph (−1 to 1): with the question, and with what would answer it."""

    likeness: float = 0.0
    fitness: float = 0.0


@dataclass(frozen=True, slots=True)
class Found:
    """The evidence: hits, best first, and the whole reports that they stand in, by id.

    ``subject`` is the report that the question is about when it names a place or asks about the
    report itself; ``chosen`` the paragraphs it names, ``missing`` the refs that no report holds;
    ``alike`` other reports that hold the same refs; ``parts`` the evidence for each part;
    ``before`` that of the question before a follow-up;
    ``home`` the report kept first, which is meant when several answer about as well; ``near`` how near
    in meaning each paragraph of the reports is to the question, by id: empty without a sentence encoder;
    ``answerable`` the log odds that such a question has an answer at all.
    """

    hits: tuple[Hit, ...]
    reports: Mapping[str, Report] = field(default_factory=dict)
    subject: str = ""
    chosen: tuple[Paragraph, ...] = ()
    missing: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    parts: tuple[Found, ...] = ()
    apart: Found | None = None
    before: Found | None = None
    home: str = ""
    near: Mapping[str, Cosines] = field(default_factory=dict)
    answerable: float = 0.0

    @property
    def foremost(self) -> Report | None:
        """The report kept first where it was looked into, else the one that holds the best hit."""
        return self.reports.get(self.home) or next(iter(self.reports.values()), None)

    @property
    def meant(self) -> Report | None:
        """The report that is asked about, or else the foremost."""
        return self.reports.get(self.subject) or self.foremost

    @property
    def every(self) -> Mapping[str, Report]:
        """All reports that were looked into, also for the parts and for the question before."""
        others = [each.every for each in (*self.parts, self.apart, self.before) if each is not None]
        return {id: report for some in (self.reports, *others) for id, report in some.items()}

    def paragraph(self, id: str) -> Paragraph:
        """The paragraph with this full id; raises KeyError."""
        name = id.partition("#")[0]
        for paragraph in (self.reports.get(name) or self.every[name]).paragraphs:
            if paragraph.id == id:
                return paragraph
        raise KeyError(id)


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer before it is verified. ``opening`` says what needs no citation («报告未提及……»),
    ``closing`` what stands after the sentences; ``listed`` puts each sentence on its own line.
    ``parts`` are the drafts of several questions in one, whose sentences stand here together."""

    outcome: Outcome
    sentences: tuple[Sentence, ...] = ()
    nearest: tuple[str, ...] = ()
    opening: str = ""
    notes: tuple[str, ...] = ()
    closing: str = ""
    listed: bool = False
    parts: tuple[Draft, ...] = ()
