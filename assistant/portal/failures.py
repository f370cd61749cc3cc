"""What goes wrong, as JSON in the reader's words: ``{"error": {"code", "message", "type"}}``, the form in
which OpenAI's clients read errors too."""

from __future__ import annotations

import logging
import re
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exception_handlers import http_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.routing import Mount, Route
from starlette.types import Receive, Scope, Send

from assistant.chat.tongue import from_headers
from assistant.contract import error_json
from assistant.errors import (
    AssistantError,
    BadQuestion,
    Busy,
    HomeError,
    ModelError,
    NotAllowed,
    NotFound,
    Unreadable,
)
from assistant.language.phrases import explain
from assistant.portal.access import refusal
from assistant.settings import Settings

_KINDS = (
    (NotFound, 404),
    (BadQuestion, 400),
    (Busy, 429),
    (Unreadable, 422),
    (HomeError, 503),
    (ModelError, 502),
)
_CODES = {
    "uploads_off": 403,
    "foreign_origin": 403,
    "bad_request": 422,
    "too_large": 413,
    "wrong_method": 405,
    "out_of_time": 503,
}
_OURS = ("/api/{rest:path}", "/v1/{rest:path}", "/page/{rest:path}", "/healthz", "/readyz", "/metrics")
log = logging.getLogger("assistant")


def status_of(error: AssistantError) -> int:
    """The HTTP status of an error."""
    if isinstance(error, NotAllowed):
        return refusal.status_of(error)
    status = next((status for kind, status in _KINDS if isinstance(error, kind)), 500)
    return _CODES.get(error.code, status)


def headers_of(error: AssistantError) -> dict[str, str]:
    """The headers that an error's answer carries."""
    if isinstance(error, Busy):
        return {"Retry-After": str(error.values["seconds"])}
    if error.code == "wrong_method":
        return {"Allow": str(error.values["allowed"])}
    return {"WWW-Authenticate": "Bearer"} if status_of(error) == 401 else {}


def add_error_handlers(app: FastAPI, settings: Settings) -> None:
    """Also for what FastAPI itself refuses, and for paths that lead nowhere."""

    @app.exception_handler(AssistantError)
    def explained(request: Request, error: AssistantError) -> Response:
        spoken = from_headers(request.headers, settings.language)
        return JSONResponse(error_json(error, spoken), status_of(error), headers_of(error))

    @app.exception_handler(RequestValidationError)
    def bad_request(request: Request, error: RequestValidationError) -> Response:
        return explained(request, BadQuestion("bad_request", field=_wrong(request, error)))

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404:
            return explained(request, NotFound("no_such_page", path=request.url.path))
        if error.status_code == 413:
            return explained(request, BadQuestion("too_large", limit=error.detail))
        if error.status_code == 400:  # a body that is not even text
            return explained(request, BadQuestion("bad_request", field=str(error.detail)))
        return Response(status_code=error.status_code, headers=error.headers)

    @app.exception_handler(Exception)
    def failed(request: Request, error: Exception) -> Response:
        log.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return explained(request, AssistantError("internal"))

    # A route whose endpoint is no function takes every method there is.
    app.router.routes.extend(Route(path, Nowhere(app)) for path in _OURS)


def add_to_page(app: FastAPI, settings: Settings) -> None:
    """The page takes every path that nobody else does. What it has nothing for is told in our words, to a
    person on a page; what it refuses for reasons of its own stays as it is, for its scripts read that."""
    mounted = (route.app for route in app.routes if isinstance(route, Mount))
    (page,) = (each for each in mounted if isinstance(each, FastAPI))

    @page.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        found = _nowhere(request, error)
        if found is None:
            return await http_exception_handler(request, error)
        query = request.url.query
        spoken, status = from_headers(request.headers, settings.language, query), status_of(found)
        if refusal.to_a_person(request.method, request.headers):
            root = request.scope.get("root_path", "")
            return HTMLResponse(refusal.page(explain(found, spoken), spoken, root), status)
        return JSONResponse(error_json(found, spoken), status, headers_of(found))


def _nowhere(request: Request, error: HTTPException) -> BadQuestion | NotFound | None:
    """What is wrong with an address that is none, or with its method."""
    if error.status_code == 405:
        allowed = (error.headers or {}).get("Allow", "")
        return BadQuestion("wrong_method", method=request.method, allowed=allowed)
    if (error.status_code, error.detail) == (404, HTTPStatus.NOT_FOUND.phrase):
        return NotFound("no_such_page", path=request.url.path)
    return None


def _wrong(request: Request, error: RequestValidationError) -> str:
    """The fields that are wrong; or that the body is no JSON, or does not say that it is."""
    first, *_ = errors = error.errors()
    if first["type"] == "json_invalid":
        return f"JSON ({first['ctx']['error']})"
    if tuple(first["loc"]) == ("body",) and "json" not in request.headers.get("content-type", ""):
        return "Content-Type: application/json"
    return "; ".join(".".join(map(str, each["loc"][1:])) or each["msg"] for each in errors[:5])


class Nowhere:
    """ASGI. The page takes every path that nobody else does: these are none of its own."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        allowed = sorted(_allowed(self.app, request))
        if allowed:
            raise BadQuestion("wrong_method", method=request.method, allowed=", ".join(allowed))
        raise NotFound("no_such_page", path=f"{request.method} {request.url.path}")


def _allowed(app: FastAPI, request: Request) -> set[str]:
    """The methods that the path of a request does take, as the API is described."""
    path = request.url.path.removeprefix(request.scope.get("root_path", ""))
    return {
        method.upper()
        for described, operations in app.openapi()["paths"].items()
        if re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(described)), path)
        for method in operations
    }
