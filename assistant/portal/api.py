"""The API for programs: questions, search, reports, health; errors as JSON in words."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import chain
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, Field

from assistant.access import Reader
from assistant.chat.examples import examples
from assistant.chat.frame import STATIC
from assistant.chat.tongue import from_headers
from assistant.contract import answer_json, error_json, hits_json, report_json, summary_json
from assistant.errors import (
    AssistantError,
    BadQuestion,
    HomeError,
    ModelError,
    NotAllowed,
    NotFound,
    Unreadable,
)
from assistant.model import Answer, Question, Sentence
from assistant.portal.access.refusal import status_of
from assistant.portal.access.rights import Seen, may_name, reader_of, require
from assistant.portal.intake import Intake
from assistant.settings import Settings

_STATUS = ((NotFound, 404), (BadQuestion, 400), (Unreadable, 422), (HomeError, 503), (ModelError, 502))
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
log = logging.getLogger("assistant")

Json = dict[str, Any]


class AskBody(BaseModel):
    """A question, with the earlier questions of the conversation, oldest first."""

    question: str
    id: str = ""
    before: list[str] = Field(default_factory=list, max_length=100)
    reports: list[str] = Field(default_factory=list, max_length=100)
    language: str = ""


class SearchBody(BaseModel):
    """What to find, how many paragraphs at most, and in which reports (none: in all)."""

    question: str
    k: int = Field(default=10, ge=1, le=200)
    reports: list[str] = Field(default_factory=list, max_length=100)


def router(
    seen: Seen, settings: Settings, heard: Callable[[Answer], None], opened: Callable[[], object]
) -> APIRouter:
    """``seen`` gives what the reader of a request may see; ``heard`` is told of every answer;
    ``opened`` opens the index."""
    routes = APIRouter()
    _questions(routes, seen, heard)
    _reports(routes, seen, settings)
    _health(routes, seen, opened)

    @routes.get("/page/{name}", include_in_schema=False)
    def page_file(name: str) -> Response:
        path = STATIC / name
        if path.parent != STATIC or path.suffix not in _TYPES or not path.is_file():
            raise NotFound("no_such_page", path=f"/page/{name}")
        return FileResponse(path, media_type=_TYPES[path.suffix], headers={"Cache-Control": "no-cache"})

    return routes


def _questions(routes: APIRouter, seen: Seen, heard: Callable[[Answer], None]) -> None:
    @routes.post("/api/ask", response_model=None)
    def ask(body: AskBody, request: Request) -> Json | Response:
        """A verified answer. ``Accept: text/event-stream`` sends each sentence as it is verified
        (``event: sentence``) and the whole answer last (``event: answer``)."""
        question = Question(
            body.question, body.id, tuple(body.before), tuple(body.reports), language=body.language
        )
        if "text/event-stream" not in request.headers.get("accept", ""):
            answer = seen(request).ask(question)
            heard(answer)
            return answer_json(answer)
        parts = seen(request).stream(question)
        first = next(parts)  # a bad question is refused before the stream begins
        events = _events(chain([first], parts), language(request), heard)
        return StreamingResponse(
            events, media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    @routes.post("/api/search", response_model=None)
    def search(body: SearchBody, request: Request) -> Json:
        """The best paragraphs for a question, best first."""
        return hits_json(seen(request).search(body.question, body.k, tuple(body.reports)))


def _reports(routes: APIRouter, seen: Seen, settings: Settings) -> None:
    intake = Intake(settings)

    @routes.get("/api/reports", response_model=None)
    def reports(request: Request) -> Json:
        """All reports that the reader may see, without their text; a curator is told the ``groups`` of
        those that not everyone sees."""
        assistant, curator = seen(request), reader_of(request).may("curator")
        rows = [summary_json(summary) for summary in assistant.reports()]
        for row in rows:
            if curator and (groups := assistant.groups(row["id"])):
                row["groups"] = groups
        return {"reports": rows}

    @routes.get("/api/reports/{id}", response_model=None)
    def report(id: str, request: Request) -> Json:
        """A whole report: headings, paragraphs, text."""
        return report_json(seen(request).report(id))

    @routes.get("/api/reports/{id}/examples", response_model=None)
    def example_questions(id: str, request: Request) -> Json:
        """Questions that the report invites and answers, in the language of the request."""
        assistant = seen(request)
        asked = examples(assistant.report(id), language(request), most=10)
        if not (settings.model or settings.model_url):  # trying them out costs nothing then
            asked = tuple(text for text in asked if assistant.ask(Question(text)).outcome == "answered")
        return {"questions": asked[:5]}

    @routes.post("/api/reports", response_model=None)
    async def add(name: str, request: Request, group: Annotated[list[str] | None, Query()] = None) -> Json:
        """Add the report in the request's body (the bytes of the file ``name``), to be seen by members of
        ``group`` (which may be named more than once) only."""
        may_name(_may_change(request), group or ())
        body, assistant = await request.body(), await run_in_threadpool(seen, request)
        return await run_in_threadpool(intake.take, assistant, name, body, language(request), group)

    @routes.delete("/api/reports/{id}", response_model=None)
    def remove(id: str, request: Request) -> Json:
        """Remove a report."""
        _may_change(request)
        seen(request).remove(id)
        return {"id": id, "outcome": "removed"}


def _health(routes: APIRouter, seen: Seen, opened: Callable[[], object]) -> None:
    @routes.get("/healthz", response_model=None)
    def alive() -> Json:
        """The server runs."""
        return {"status": "ok"}

    @routes.get("/readyz", response_model=None)
    def ready(request: Request) -> Json:
        """The index is open and can be asked, with the number of reports for those who may know it; 503
        with the reason when not."""
        opened()
        known = request.state.reader is not None
        return {"status": "ready", **({"reports": len(seen(request).reports())} if known else {})}


def add_error_handlers(app: FastAPI, settings: Settings) -> None:
    """Every error as ``{"error": {"code", "message"}}`` in the reader's language."""

    @app.exception_handler(AssistantError)
    def explained(request: Request, error: AssistantError) -> Response:
        status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
        status = status_of(error) if isinstance(error, NotAllowed) else status
        status = {"uploads_off": 403, "bad_request": 422, "too_large": 413}.get(error.code, status)
        return JSONResponse(error_json(error, language(request, settings.language)), status)

    @app.exception_handler(RequestValidationError)
    def bad_request(request: Request, error: RequestValidationError) -> Response:
        fields = "; ".join(".".join(map(str, each["loc"][1:])) or each["msg"] for each in error.errors()[:5])
        return explained(request, BadQuestion("bad_request", field=fields))

    @app.exception_handler(Exception)
    def failed(request: Request, error: Exception) -> Response:
        log.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return explained(request, AssistantError("internal"))

    @app.api_route("/api/{path:path}", methods=["GET", "POST", "PUT", "DELETE"], include_in_schema=False)
    @app.api_route("/page/{path:path}", methods=["GET"], include_in_schema=False)
    @app.api_route("/v1/{path:path}", methods=["GET", "POST", "PUT", "DELETE"], include_in_schema=False)
    def nowhere(request: Request) -> None:
        raise NotFound("no_such_page", path=f"{request.method} {request.url.path}")


def language(request: Request, default: str = "") -> str:
    """The reader's language for messages."""
    return from_headers(request.headers, default)


def _may_change(request: Request) -> Reader:
    """The reader, if a curator, and no page in a portal's frame."""
    embedded = urlsplit(request.headers.get("referer", "")).path.endswith("/embed")
    reader = reader_of(request)
    if embedded or (reader.how == "anonymous" and not reader.may("curator")):
        raise BadQuestion("uploads_off")
    return require(request, "curator")


def _events(
    parts: Iterator[Sentence | Answer], spoken: str, heard: Callable[[Answer], None]
) -> Iterator[str]:
    try:
        for part in parts:
            if isinstance(part, Answer):
                heard(part)
                yield event("answer", answer_json(part))
            else:
                yield event("sentence", asdict(part))
    except AssistantError as error:
        yield event("error", error_json(error, spoken))


def event(name: str, data: Json) -> str:
    """One server-sent event."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
