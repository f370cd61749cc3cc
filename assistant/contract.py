"""The JSON that other programs rely on: one function for each object of the contract."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from assistant.errors import (
    AssistantError,
    BadQuestion,
    BadSetting,
    Busy,
    NotAllowed,
    NotFound,
    Unreadable,
)
from assistant.language.phrases import explain
from assistant.model import Answer, Heading, Hit, Paragraph, Report, ReportSummary, Verdict

Json = dict[str, Any]


def report_json(report: Report) -> Json:
    """``assistant read --json``; ``warnings`` are the places where the reader was unsure."""
    return {
        "id": report.id,
        "title": report.title,
        "language": report.language,
        "status": report.status,
        "symbol": report.symbol,
        "dates": list(report.dates),
        "place": report.place,
        "body": report.body,
        "headings": [_heading(heading) for heading in report.headings],
        "paragraphs": [paragraph_json(paragraph) for paragraph in report.paragraphs],
        "footnotes": [paragraph_json(footnote) for footnote in report.footnotes],
        "dropped": [asdict(dropped) for dropped in report.dropped],
        "warnings": [asdict(doubt) for doubt in report.doubts],
        "source": report.source,
        "sha256": report.sha256,
        "text": report.text,
    }


def paragraph_json(paragraph: Paragraph) -> Json:
    return {
        "id": paragraph.id,
        "ref": paragraph.ref,
        "headings": [_heading(heading) for heading in paragraph.headings],
        "lead": paragraph.lead,
        "text": paragraph.text,
        "start": paragraph.start,
        "end": paragraph.end,
        "number": paragraph.number,
        "mark": paragraph.mark,
        "kind": paragraph.kind,
    }


def summary_json(summary: ReportSummary) -> Json:
    return asdict(summary)


def hits_json(hits: Iterable[Hit]) -> Json:
    """``assistant search --json``."""
    return {
        "hits": [
            {
                "paragraph": hit.paragraph.id,
                "ref": hit.paragraph.ref,
                "report": hit.report,
                "score": round(hit.score, 4),
                "text": hit.paragraph.text,
            }
            for hit in hits
        ]
    }


def answer_json(answer: Answer) -> Json:
    """``assistant ask --json``."""
    return {
        "id": answer.id,
        "question": answer.question,
        "outcome": answer.outcome,
        "answer": answer.answer,
        "sentences": [asdict(sentence) for sentence in answer.sentences],
        "citations": [asdict(citation) for citation in answer.citations],
        "nearest": [asdict(citation) for citation in answer.nearest],
        "mode": answer.mode,
        "language": answer.language,
        "notes": list(answer.notes),
        "removed": answer.removed,
        "usage": dict(answer.usage),
        "timings_ms": dict(answer.timings_ms),
    }


def verdict_json(verdict: Verdict) -> Json:
    """``assistant verify``."""
    return asdict(verdict)


def error_json(error: AssistantError, language: str, id: str = "") -> Json:
    """A question or a claim that could not be taken: the others of the same run still are."""
    message = explain(error, language)
    return {"id": id, "error": {"code": error.code, "message": message, "type": _type(error)}}


def _type(error: AssistantError) -> str:
    """What OpenAI calls errors of this kind, for clients that go by it."""
    if isinstance(error, Busy):
        return "rate_limit_error"
    if isinstance(error, NotAllowed):
        return "authentication_error"
    known = isinstance(error, BadQuestion | NotFound | Unreadable | BadSetting)
    return "invalid_request_error" if known else "server_error"


def _heading(heading: Heading) -> Json:
    return asdict(heading)
