"""A conversation leaves the page: as Markdown, as a Word document, or as the evidence for its answers.

The page sends its answers as lines of words and places; every quotation is cut anew from the report
that the index holds, so that an export says what the report says.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from assistant import __version__
from assistant.answering.prompts import VARIABLES
from assistant.assistant import Assistant
from assistant.chat.tongue import from_headers
from assistant.errors import NotFound
from assistant.model import Paragraph, Report
from assistant.portal.access.rights import Seen
from assistant.portal.word import Document
from assistant.settings import Settings, resource

_QUOTES = {"zh-Hant": ("「", "」"), "fr": ("« ", " »"), "ru": ("«", "»"), "ar": ("«", "»")}
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MARKDOWN = re.compile(r"([\\`*_#<>|\[\]])")
_LISTED = ("id", "title", "language", "status", "symbol", "dates", "place", "body", "sha256")

_FORMS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Done",
        "content": {
            "application/json": {"schema": {"type": "object"}},
            "text/markdown": {"schema": {"type": "string"}},
            _WORD: {"schema": {"type": "string", "format": "binary"}},
        },
    }
}

Json = dict[str, Any]


class Piece(BaseModel):
    """Words; of a citation, with the place that they name (``start``, ``end`` as in a Citation)."""

    model_config = ConfigDict(strict=True)

    text: str = Field(max_length=50_000)
    report: str = ""
    place: str = ""
    start: int = Field(default=0, ge=0)
    end: int = Field(default=0, ge=0)


class Line(BaseModel):
    """A paragraph of an answer, or an item of a list in it."""

    model_config = ConfigDict(strict=True)

    kind: Literal["text", "item"] = "text"
    pieces: list[Piece] = Field(max_length=2_000)


class Turn(BaseModel):
    """A question and its answer; ``generation`` is the index's when it was given."""

    model_config = ConfigDict(strict=True)

    question: str = Field(max_length=8_000)
    lines: list[Line] = Field(max_length=2_000)
    outcome: str = ""
    mode: str = ""
    language: str = ""
    generation: str = ""


class ExportBody(BaseModel):
    """A conversation, oldest first."""

    model_config = ConfigDict(strict=True)

    turns: list[Turn] = Field(max_length=200)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a citation leads; ``report`` and ``paragraph`` are None when they are no longer kept."""

    label: str
    id: str
    report: Report | None = None
    paragraph: Paragraph | None = None
    start: int = 0
    end: int = 0

    @property
    def quote(self) -> str:
        return self.report.text[self.start : self.end] if self.report else ""

    def note(self, language: str) -> str:
        """The footnote: report, paragraph, and its words in quotation marks."""
        chinese = language.startswith("zh")
        if not self.report:
            return self.id
        opening, closing = _QUOTES.get(language, ("“", "”"))
        place = ("，" if chinese else ", ").join([self.report.symbol or self.report.title, self.label])
        return f"{place}{'：' if chinese else ': '}{opening}{' '.join(self.quote.split())}{closing}"


def router(seen: Seen, settings: Settings) -> APIRouter:
    routes = APIRouter()

    @routes.post("/api/export/{form}", response_model=None, responses=_FORMS)
    def export(form: Literal["md", "docx", "json"], body: ExportBody, request: Request) -> Response:
        """A conversation with footnotes as Markdown or Word, or the evidence bundle as JSON."""
        assistant = seen(request)
        sources = _sources(assistant, body.turns)
        if form == "json":
            return JSONResponse(evidence(assistant, settings, body.turns, sources))
        language = from_headers(request.headers, settings.language)
        if form == "md":
            return Response(markdown(body.turns, sources, language), media_type="text/markdown")
        return Response(word(body.turns, sources, language), media_type=_WORD)

    return routes


def _sources(assistant: Assistant, turns: Sequence[Turn]) -> dict[int, Source]:
    """The source of each citing piece, by the piece's ``id()``."""
    return {id(piece): _source(assistant, piece) for turn in turns for piece in _citing(turn)}


def _citing(turn: Turn) -> Iterator[Piece]:
    yield from (piece for line in turn.lines for piece in line.pieces if piece.report)


def _source(assistant: Assistant, piece: Piece) -> Source:
    full = f"{piece.report}#{piece.place}"
    try:
        report = assistant.report(piece.report)
    except NotFound:
        return Source(piece.text, full)
    paragraph = next((one for one in report.paragraphs if one.id == full), None)
    if not paragraph:
        return Source(piece.text, full)
    inside = paragraph.start <= piece.start < piece.end <= paragraph.end
    start, end = (piece.start, piece.end) if inside else (paragraph.start, paragraph.end)
    return Source(piece.text, full, report, paragraph, start, end)


def markdown(turns: Sequence[Turn], sources: Mapping[int, Source], language: str) -> str:
    """Footnotes in the form ``[^1]``; the same words cited again keep their number."""
    numbers: dict[Source, int] = {}
    parts = []
    for turn in turns:
        parts.append(f"## {_plain(turn.question)}")
        for line in turn.lines:
            words = "".join(_marked(piece, sources, numbers) for piece in line.pieces)
            parts.append(f"- {words}" if line.kind == "item" else words)
    parts += [f"[^{number}]: {_plain(source.note(language))}" for source, number in numbers.items()]
    return "\n\n".join(parts) + "\n"


def _marked(piece: Piece, sources: Mapping[int, Source], numbers: dict[Source, int]) -> str:
    if not piece.report:
        return _plain(piece.text)
    number = numbers.setdefault(sources[id(piece)], len(numbers) + 1)
    return f"［{_plain(piece.text)}］[^{number}]"


def _plain(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text.replace("\n", " "))


def word(turns: Sequence[Turn], sources: Mapping[int, Source], language: str) -> bytes:
    """A .docx with Word's own footnotes."""
    document = Document(language)
    for turn in turns:
        document.heading(turn.question)
        for line in turn.lines:
            document.paragraph(
                [
                    (f"［{piece.text}］", sources[id(piece)].note(language))
                    if piece.report
                    else (piece.text, "")
                    for piece in line.pieces
                ],
                listed=line.kind == "item",
            )
    return document.content()


def evidence(
    assistant: Assistant, settings: Settings, turns: Sequence[Turn], sources: Mapping[int, Source]
) -> Json:
    """What another person needs to check the answers without this program."""
    reports = {source.report.id: source.report for source in sources.values() if source.report}
    return {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "program": {"name": "report-assistant", "version": __version__, "model": settings.model or None},
        "index": {"generation": assistant.index.generation},
        "prompts": {name: _digest((resource("prompts") / f"{name}.md").read_bytes()) for name in VARIABLES},
        "reports": [_listed(report) for report in reports.values()],
        "answers": [_answer(turn, sources) for turn in turns],
    }


def _listed(report: Report) -> Json:
    facts = {name: getattr(report, name) for name in _LISTED}
    return {**facts, "dates": list(report.dates), "text_sha256": _digest(report.text.encode("utf-8"))}


def _answer(turn: Turn, sources: Mapping[int, Source]) -> Json:
    lines = (
        ("- " if line.kind == "item" else "")
        + "".join(f"［{piece.text}］" if piece.report else piece.text for piece in line.pieces)
        for line in turn.lines
    )
    cited = dict.fromkeys(sources[id(piece)] for piece in _citing(turn))
    return {
        "question": turn.question,
        "outcome": turn.outcome,
        "mode": turn.mode,
        "language": turn.language,
        "index_generation": turn.generation,
        "answer": "\n".join(lines),
        "citations": [_citation(source) for source in cited],
    }


def _citation(source: Source) -> Json:
    if not (source.report and source.paragraph):
        return {"id": source.id, "label": source.label, "kept": False}
    kept = asdict(source.paragraph)
    return {
        "id": source.id,
        "report": source.report.id,
        "report_sha256": source.report.sha256,
        "ref": source.paragraph.ref,
        "label": source.label,
        "quote": source.quote,
        "start": source.start,
        "end": source.end,
        "kept": True,
        "paragraph": {name: kept[name] for name in ("text", "start", "end", "mark", "kind", "lead")},
    }


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
