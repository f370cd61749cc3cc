"""What the API gives back, as it is described at ``/docs`` and to MCP clients.

``contract.py`` makes the objects; these say what is in them. A test puts the description to a running
server, so that neither can leave the other behind.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from assistant.model import Mode, Outcome, ParagraphKind


class SentenceOut(BaseModel):
    """One sentence of an answer, verified against the paragraphs it cites."""

    text: str
    citations: list[str] = Field(description="full ids of the paragraphs it rests on")
    supported: bool


class CitationOut(BaseModel):
    """A paragraph that an answer rests on."""

    id: str = Field(description="<report id>#<place>")
    report: str
    ref: str = Field(description="as the report numbers it: 7, 1(d), 2(e)(ii), header")
    label: str = Field(description="in the language of the answer: 第2(e)段, para. 2 (e)")
    quote: str = Field(description="verbatim: report.text[start:end]")
    start: int
    end: int


class AnswerOut(BaseModel):
    """A verified answer."""

    id: str
    question: str
    outcome: Outcome
    answer: str = Field(description="what a person reads, with markers such as ［第2(e)段］")
    sentences: list[SentenceOut]
    citations: list[CitationOut]
    nearest: list[CitationOut] = Field(
        description="the nearest paragraphs of a refusal; they support nothing"
    )
    mode: Mode
    language: str
    notes: list[str] = Field(description="what the reader should know")
    removed: int = Field(description="sentences left out for want of support")
    usage: dict[str, float] = Field(description="tokens, where a model wrote")
    timings_ms: dict[str, float]


class HitOut(BaseModel):
    """A found paragraph; ``score`` orders the hits of one search only."""

    paragraph: str = Field(description="full id")
    ref: str
    report: str
    score: float
    text: str


class HitsOut(BaseModel):
    hits: list[HitOut]


class SummaryOut(BaseModel):
    """A report without its text."""

    id: str
    title: str
    language: str
    paragraphs: int = Field(description="how many it has")
    status: str
    symbol: str
    dates: list[str]
    place: str
    body: str
    sha256: str


class ReportsOut(BaseModel):
    reports: list[SummaryOut]


class HeadingOut(BaseModel):
    path: str
    mark: str
    title: str
    level: int
    start: int
    end: int
    continued: bool


class ParagraphOut(BaseModel):
    """The smallest text that a report numbers; ``text`` is the report's text from start to end."""

    id: str
    ref: str
    headings: list[HeadingOut]
    lead: str = Field(description="the lead-in that an item completes")
    text: str
    start: int
    end: int
    number: int | None
    mark: str
    kind: ParagraphKind


class ReadOut(ParagraphOut):
    """A paragraph on its own, with where it stands."""

    report: str = Field(description="the id of its report")
    title: str = Field(description="of its report")
    label: str = Field(description="how it is cited: 第2(e)段, para. 2 (e)")
    before: str = Field(description="the full id of the paragraph before it, or empty")
    after: str = Field(description="the full id of the paragraph after it, or empty")


class DroppedOut(BaseModel):
    text: str
    reason: str
    line: int


class WarningOut(BaseModel):
    line: int
    reason: str


class ReportOut(BaseModel):
    """A whole report."""

    id: str
    title: str
    language: str
    status: str
    symbol: str
    dates: list[str]
    place: str
    body: str
    headings: list[HeadingOut]
    paragraphs: list[ParagraphOut]
    footnotes: list[ParagraphOut]
    dropped: list[DroppedOut] = Field(description="page furniture that is not in the text, with the reason")
    warnings: list[WarningOut] = Field(description="where the reader was unsure")
    source: str
    sha256: str
    text: str


class ExamplesOut(BaseModel):
    questions: list[str] = Field(max_length=5)


class ToldWarningOut(WarningOut):
    message: str


class AddedOut(BaseModel):
    id: str
    outcome: Literal["added", "unchanged", "replaced"]
    warnings: list[ToldWarningOut]


class RemovedOut(BaseModel):
    id: str
    outcome: Literal["removed"]


class KeptOut(BaseModel):
    outcome: Literal["kept"]


class AliveOut(BaseModel):
    status: Literal["ok"]


class ReadyOut(BaseModel):
    status: Literal["ready"]
    model: Literal["reachable", "unreachable"] | None = Field(default=None, description="where a URL is set")
    reports: int | None = Field(default=None, description="for those who may know it")


class MeOut(BaseModel):
    """Who the server takes the request to come from."""

    name: str
    role: Literal["reader", "curator", "admin"]
    groups: list[str]
    how: Literal["anonymous", "key", "portal", "proxy", "oidc"]


class SessionOut(BaseModel):
    session: str = Field(description="sent as ``Authorization: Bearer`` from then on")
    seconds: int = Field(description="how long it is valid")
    reader: str


class AccessOut(BaseModel):
    id: str
    groups: list[str] = Field(description="whose members may see it; none: everyone")


class KeyOut(BaseModel):
    name: str
    role: Literal["reader", "curator", "admin"]
    groups: list[str]
    made: str


class KeysOut(BaseModel):
    keys: list[KeyOut]


class ModelOut(BaseModel):
    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class ModelsOut(BaseModel):
    object: Literal["list"]
    data: list[ModelOut]


class UrlCitationOut(BaseModel):
    start_index: int
    end_index: int
    url: str
    title: str
    id: str
    quote: str


class AnnotationOut(BaseModel):
    type: Literal["url_citation"]
    url_citation: UrlCitationOut


class MessageOut(BaseModel):
    role: Literal["assistant"]
    content: str
    refusal: None
    annotations: list[AnnotationOut]


class ChoiceOut(BaseModel):
    index: int
    message: MessageOut
    finish_reason: Literal["stop"]
    logprobs: None


class UsageOut(BaseModel):
    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class CompletionOut(BaseModel):
    """OpenAI's chat completion."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[ChoiceOut]
    usage: UsageOut
