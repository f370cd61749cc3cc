"""The nouns of the house: frozen, plain, importing nothing of ours.

Offsets are counted in characters of ``Report.text``; times are milliseconds.
Languages are BCP-47: zh (simplified), zh-Hant, en, fr, es, ru, ar.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ParagraphKind = Literal["paragraph", "item", "lead", "header", "footnote"]
Outcome = Literal["answered", "partial", "refused", "premise", "talk"]
Mode = Literal["quoted", "written"]
ReasonKind = Literal[
    "number", "name", "quantifier", "modality", "negation", "addition", "attribution", "unrelated"
]


@dataclass(frozen=True, slots=True)
class Heading:
    """A section title. ``path`` joins the marks from the outermost in: ``二.A``."""

    path: str
    mark: str
    title: str
    level: int
    start: int
    end: int
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The smallest text that a report numbers. ``report.text[start:end] == text``.

    ``text`` leaves out the mark («1.», «(a)»), which stands in ``mark``; ``number`` is the arabic
    number of the paragraph or, for an item, of the paragraph it hangs under. ``lead`` is the
    lead-in that an item completes, the outer one first where items nest.
    """

    id: str
    ref: str
    text: str
    start: int
    end: int
    kind: ParagraphKind
    number: int | None = None
    mark: str = ""
    headings: tuple[Heading, ...] = ()
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Source text that is no part of the report: page furniture, with the reason."""

    text: str
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place where the reader was unsure; ``line`` counts from 1 in the source."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report as its drafters numbered it."""

    id: str
    title: str
    language: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    headings: tuple[Heading, ...] = ()
    footnotes: tuple[Paragraph, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    status: str = ""
    symbol: str = ""
    dates: tuple[str, ...] = ()
    place: str = ""
    body: str = ""
    source: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """What a list of reports shows, and what a question may name, without the text."""

    id: str
    title: str
    language: str
    paragraphs: int
    status: str = ""
    symbol: str = ""
    dates: tuple[str, ...] = ()
    place: str = ""
    body: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A found paragraph. ``score`` orders the hits of one question only; ``coverage`` (0 to 1) is
    the share of the question, weighted by rarity, that the paragraph covers; ``nearness`` (−1 to 1) the
    cosine between the vectors of both, None where no embedding model tells."""

    paragraph: Paragraph
    report: str
    score: float
    coverage: float = 0.0
    nearness: float | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to look. Values of one field are alternatives, fields hold together, an empty one limits
    nothing: reports by id, by a part of their body's or status's name, by year (``2018``) and language;
    in them the paragraphs under a heading that is named by its path or by words of its title."""

    reports: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()


EVERYWHERE = Scope()


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, with the earlier questions of the conversation, oldest first, and where to look."""

    text: str
    id: str = ""
    before: tuple[str, ...] = ()
    within: Scope = EVERYWHERE
    language: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a claim is not supported: the words of the claim, the words of the source."""

    kind: ReasonKind
    claim: str
    source: str
    message: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence and the paragraphs it says it rests on: refs, or full ids."""

    text: str
    cites: tuple[str, ...]
    id: str = ""
    report: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    id: str
    supported: bool
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A paragraph that an answer rests on; ``quote`` is verbatim: ``report.text[start:end]``."""

    id: str
    report: str
    ref: str
    label: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer with the full ids of the paragraphs it rests on."""

    text: str
    citations: tuple[str, ...] = ()
    supported: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """What every face shows. ``answer`` is the text a person reads, with citation markers."""

    id: str
    question: str
    outcome: Outcome
    answer: str
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    mode: Mode = "quoted"
    language: str = "zh"
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    removed: int = 0
    usage: Mapping[str, float] = field(default_factory=dict)
