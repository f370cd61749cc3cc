"""The API for programs: questions, search, reports; errors as JSON in words."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import asdict, fields
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.access import Reader
from assistant.assistant import LONGEST_QUESTION
from assistant.chat.examples import examples
from assistant.chat.frame import STATIC
from assistant.chat.tongue import from_headers
from assistant.contract import answer_json, error_json, hits_json, report_json, summary_json
from assistant.errors import AssistantError, BadQuestion, NotFound
from assistant.model import Answer, Question, Scope
from assistant.portal.access.rights import Seen, may_name, reader_of, require
from assistant.portal.asked import framed
from assistant.portal.described import told
from assistant.portal.intake import Intake
from assistant.portal.limits.desk import Desk, Part
from assistant.portal.schemas import (
    AddedOut,
    AnswerOut,
    ExamplesOut,
    HitsOut,
    RemovedOut,
    ReportOut,
    ReportsOut,
)
from assistant.settings import Settings

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_EVENTS = (
    'event: sentence\ndata: {"text": "…", "citations": ["…#2(e)"], "supported": true}\n\n'
    'event: answer\ndata: {"id": "", "question": "…", "outcome": "answered", …}\n\n'
)

Json = dict[str, Any]
# Described only: an empty question or too long a one is told in better words than pydantic's.
_ASKED = {"minLength": 1, "maxLength": LONGEST_QUESTION, "pattern": r"\S"}
Asked = Annotated[str, Field(json_schema_extra=_ASKED)]
Names = Annotated[list[str], Field(max_length=100)]

_BYTES = {"schema": {"type": "string", "format": "binary"}}
_FILE = {
    "description": "the bytes of the file",
    "required": True,
    "content": {"application/octet-stream": _BYTES},
}


def _example(**body: Any) -> ConfigDict:
    return ConfigDict(strict=True, json_schema_extra={"example": body})


class ScopeBody(BaseModel):
    """Where to look. Values of one field are alternatives, fields hold together, none limits nothing."""

    reports: Names = Field(default=[], description="ids; none: all that one may see")
    bodies: Names = Field(default=[], description="(parts of) the names of the bodies that made them")
    years: Names = Field(default=[], description="years in their dates: 2018")
    languages: Names = Field(default=[], description="zh, en, fr, es, ru, ar")
    sections: Names = Field(default=[], description="marks (二.A) or words of the titles of sections")
    statuses: Names = Field(default=[], description="(parts of) their statuses: 草稿, draft")

    def scope(self) -> Scope:
        return Scope(**{each.name: tuple(getattr(self, each.name)) for each in fields(Scope)})


class AskBody(ScopeBody):
    """A question, with the earlier questions of the conversation, oldest first."""

    model_config = _example(question="第2(e)段说了什么？", before=[], reports=[])

    question: Asked
    id: str = Field(default="", max_length=1_000, description="given back with the answer")
    before: list[str] = Field(default=[], max_length=100)
    language: str = Field(default="", description="of the answer; empty: the question's")


class SearchBody(ScopeBody):
    """What to find, how many paragraphs at most, and where."""

    model_config = _example(question="非政府组织", k=5, sections=["建议"])

    question: Asked
    k: int = Field(default=10, ge=1, le=200)


def router(seen: Seen, desk: Desk, settings: Settings) -> APIRouter:
    """``seen`` gives what the reader of a request may see; questions go to the ``desk``."""
    routes = APIRouter()
    _questions(routes, seen, desk)
    _reports(routes, seen, settings)

    @routes.get("/page/{name}", include_in_schema=False)
    def page_file(name: str) -> Response:
        path = STATIC / name
        if path.parent != STATIC or path.suffix not in _TYPES or not path.is_file():
            raise NotFound("no_such_page", path=f"/page/{name}")
        return FileResponse(path, media_type=_TYPES[path.suffix], headers={"Cache-Control": "no-cache"})

    return routes


def _questions(routes: APIRouter, seen: Seen, desk: Desk) -> None:
    @routes.post("/api/ask", response_model=None, responses=told(AnswerOut, stream=_EVENTS))
    async def ask(body: AskBody, request: Request) -> Json | Response:
        """A verified answer. ``Accept: text/event-stream`` sends each sentence as it is verified
        (``event: sentence``) and the whole answer last (``event: answer``); what goes wrong after the
        stream has begun comes as ``event: error``."""
        question = Question(body.question, body.id, tuple(body.before), body.scope(), language=body.language)
        if "text/event-stream" not in request.headers.get("accept", ""):
            return answer_json(await desk.ask(request, question))
        parts = desk.stream(request, question)
        first = await anext(parts)  # a bad question is refused before the stream begins
        events = _events(first, parts, language(request))
        return StreamingResponse(
            events, media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    @routes.post("/api/search", response_model=None, responses=told(HitsOut))
    def search(body: SearchBody, request: Request) -> Json:
        """The best paragraphs for a question, best first."""
        return hits_json(seen(request).search(body.question, body.k, body.scope()))


def _reports(routes: APIRouter, seen: Seen, settings: Settings) -> None:
    intake = Intake(settings)

    @routes.get("/api/reports", response_model=None, responses=told(ReportsOut))
    def reports(request: Request) -> Json:
        """All reports that the reader may see, without their text; a curator is told the ``groups`` of
        those that not everyone sees."""
        assistant, curator = seen(request), reader_of(request).may("curator")
        rows = [summary_json(summary) for summary in assistant.reports()]
        for row in rows:
            if curator and (groups := assistant.groups(row["id"])):
                row["groups"] = groups
        return {"reports": rows}

    @routes.get("/api/reports/{id}", response_model=None, responses=told(ReportOut))
    def report(id: str, request: Request) -> Json:
        """A whole report: headings, paragraphs, text."""
        return report_json(seen(request).report(id))

    @routes.get("/api/reports/{id}/examples", response_model=None, responses=told(ExamplesOut))
    def example_questions(id: str, request: Request) -> Json:
        """Questions that the report invites and answers, in the language of the request."""
        assistant = seen(request)
        asked = examples(assistant.report(id), language(request), most=10)
        if not (settings.model or settings.model_url):  # trying them out costs nothing then
            asked = tuple(text for text in asked if assistant.ask(Question(text)).outcome == "answered")
        return {"questions": asked[:5]}

    @routes.post(
        "/api/reports", response_model=None, responses=told(AddedOut), openapi_extra={"requestBody": _FILE}
    )
    async def add(name: str, request: Request, group: Annotated[list[str] | None, Query()] = None) -> Json:
        """Add the report in the request's body (the bytes of the file ``name``), to be seen by members of
        ``group`` (which may be named more than once) only."""
        may_name(_may_change(request), group or ())
        body, assistant = await request.body(), await run_in_threadpool(seen, request)
        return await run_in_threadpool(intake.take, assistant, name, body, language(request), group)

    @routes.delete("/api/reports/{id}", response_model=None, responses=told(RemovedOut))
    def remove(id: str, request: Request) -> Json:
        """Remove a report."""
        _may_change(request)
        seen(request).remove(id)
        return {"id": id, "outcome": "removed"}


def language(request: Request, default: str = "") -> str:
    """The reader's language for messages."""
    return from_headers(request.headers, default)


def _may_change(request: Request) -> Reader:
    """The reader, if a curator, and no page in a portal's frame."""
    reader = reader_of(request)
    if framed(request) or (reader.how == "anonymous" and not reader.may("curator")):
        raise BadQuestion("uploads_off")
    return require(request, "curator")


async def _events(first: Part, rest: AsyncGenerator[Part, None], spoken: str) -> AsyncIterator[str]:
    try:
        async with aclosing(rest):
            yield _event(first)
            async for part in rest:
                yield _event(part)
    except AssistantError as error:
        yield event("error", error_json(error, spoken))


def _event(part: Part) -> str:
    return event("answer", answer_json(part)) if isinstance(part, Answer) else event("sentence", asdict(part))


def event(name: str, data: Json) -> str:
    """One server-sent event."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
