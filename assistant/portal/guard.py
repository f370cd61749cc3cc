"""What every request passes: same origin, bounded size and rate, strict headers, the page in its frame."""

from __future__ import annotations

import gzip
import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException

from assistant.access import Reader
from assistant.chat.frame import dress, policy
from assistant.chat.tongue import from_headers
from assistant.contract import error_json
from assistant.errors import AssistantError, BadQuestion, Busy, NotFound
from assistant.portal.asked import address
from assistant.portal.failures import headers_of, status_of
from assistant.portal.limits.rates import COUNTED, Rates
from assistant.portal.origins import listed, origins
from assistant.settings import Settings

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_MB = 1024 * 1024
# Reports come in by /api/reports, where the setting is obeyed and the reader answers.
# The rest is what Gradio offers beside, and nobody here needs.
_CLOSED = ("/gradio_api/upload", "/gradio_api/process_recording", "/gradio_api/deep_link", "/monitoring")
_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=()",
    b"cross-origin-opener-policy": b"same-origin",
}


class Guard:
    """ASGI around ASGI."""

    def __init__(self, app: App, settings: Settings, rates: Rates) -> None:
        self.app, self.settings, self.rates = app, settings, rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        language = from_headers(
            headers, self.settings.language, scope.get("query_string", b"").decode("latin-1")
        )
        refusal = self._refusal(scope, headers)
        if refusal:
            await _drained(receive, 2 * _limit(scope, self.settings))
            await _refuse(send, refusal, language)
        elif scope["path"] in ("", "/", "/embed") and scope["method"] in ("GET", "HEAD"):
            await self._page(scope, receive, send, headers, language)
        else:
            await self.app(
                scope, _bounded(receive, _limit(scope, self.settings)), _with_headers(send, scope["path"])
            )

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> AssistantError | None:
        """Why this request is not taken at all."""
        path = scope["path"]
        if path.startswith(_CLOSED):
            return NotFound("no_such_page", path=path)
        if scope["method"] not in ("GET", "HEAD", "OPTIONS") and _foreign(headers, self.settings):
            return BadQuestion("foreign_origin", origin=headers.get("origin", "?"))
        limit = _limit(scope, self.settings)
        if headers.get("content-length", "0").isdigit() and int(headers.get("content-length", "0")) > limit:
            return BadQuestion("too_large", limit=limit)
        try:
            if path.startswith(COUNTED):
                self.rates.check(scope["state"]["reader"], address(scope))
        except Busy as error:
            return error
        return None

    async def _page(
        self, scope: Scope, receive: Receive, send: Send, headers: dict[str, str], language: str
    ) -> None:
        """Gradio's page, whole and uncompressed, dressed in our frame."""
        plain = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        start: Message = {}
        body = bytearray()

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            body.extend(message.get("body", b""))

        embedded = scope["path"] == "/embed"
        root = {**scope, "headers": plain, "method": "GET", "path": "/", "raw_path": b"/"}
        await self.app(root, receive, collect)
        reader = scope["state"]["reader"] or Reader()
        portals = origins(self.settings) if embedded else ()
        sign_in = bool(self.settings.oidc_issuer)
        page = dress(body.decode("utf-8"), language, reader, embedded, sign_in, portals)
        content = page.encode("utf-8")
        answer = {
            b"content-type": b"text/html; charset=utf-8",
            b"content-security-policy": policy(page, " ".join(portals)).encode("ascii"),
            b"content-language": language.encode("ascii"),
            b"cache-control": b"private, no-cache",
            b"vary": b"Accept-Language, Cookie, Accept-Encoding",
            **_HEADERS,
        }
        if "gzip" in headers.get("accept-encoding", ""):
            content = gzip.compress(content, 5)
            answer[b"content-encoding"] = b"gzip"
        answer[b"content-length"] = str(len(content)).encode("ascii")
        await send({"type": "http.response.start", "status": start["status"], "headers": [*answer.items()]})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else content})


def _foreign(headers: dict[str, str], settings: Settings) -> bool:
    """Whether a browser sends this for another site; programs send no ``Origin``.

    A portal may call, if it shows whose call it is: nothing that a browser sends by itself counts then.
    """
    if {"authorization", "x-api-key"} & headers.keys() and listed(headers.get("origin", ""), settings):
        return False
    if "origin" not in headers:
        return headers.get("sec-fetch-site", "same-origin") in ("cross-site", "same-site")
    own = {headers.get("host", ""), headers.get("x-forwarded-host", "")} - {""}
    return urlsplit(headers["origin"]).netloc not in own


def _limit(scope: Scope, settings: Settings) -> int:
    """Bytes that this request's body may have."""
    megabytes = settings.largest_upload if scope["path"] == "/api/reports" else settings.largest_body
    return int(megabytes * _MB)


def _bounded(receive: Receive, limit: int) -> Receive:
    """A body without a length is cut off at the same limit."""
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            raise HTTPException(413, str(limit))
        return message

    return bounded


def _with_headers(send: Send, path: str) -> Send:
    """What is answered to one reader is kept by no cache that others use."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = dict(_HEADERS)
            if path.startswith(("/api/", "/v1/", "/mcp")):
                own[b"cache-control"] = b"private, no-cache"
            sent = {name.lower(): value for name, value in message.get("headers", [])}
            if sent.get(b"content-type", b"").startswith(b"text/html"):
                own.setdefault(b"content-security-policy", policy("").encode("ascii"))
            message["headers"] = [
                *message.get("headers", []),
                *((n, v) for n, v in own.items() if n not in sent),
            ]
        await send(message)

    return sending


async def _drained(receive: Receive, most: int) -> None:
    """Let a client finish sending, or it sees a broken connection and not our words."""
    taken, more = 0, True
    while more and taken < most:
        message = await receive()
        taken += len(message.get("body", b""))
        more = message["type"] == "http.request" and message.get("more_body", False)


async def _refuse(send: Send, error: AssistantError, language: str) -> None:
    body = json.dumps(error_json(error, language), ensure_ascii=False).encode("utf-8")
    own = {name.lower().encode(): value.encode() for name, value in headers_of(error).items()}
    headers = {b"content-type": b"application/json", **_HEADERS, **own}
    await send({"type": "http.response.start", "status": status_of(error), "headers": [*headers.items()]})
    await send({"type": "http.response.body", "body": body})
