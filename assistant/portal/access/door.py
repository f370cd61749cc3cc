"""The outermost of what a request passes: who asks is found here, once, and kept in
``scope["state"]["reader"]`` (``request.state.reader``); nothing behind it asks again."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from http.cookies import CookieError, SimpleCookie
from typing import Any

from assistant.chat.tongue import from_headers
from assistant.contract import error_json
from assistant.errors import NotAllowed
from assistant.portal.access.sources import Source, Visit, who
from assistant.settings import Settings

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

# What nobody has to sign in for: signs of life, the widget's script, files without a word of a report.
OPEN = ("/healthz", "/readyz", "/embed.js", "/page/", "/sign-in")


class Door:
    """ASGI around ASGI."""

    def __init__(self, app: App, settings: Settings, sources: Sequence[Source]) -> None:
        self.app, self.settings, self.sources = app, settings, sources

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            visit = visit_of(scope)
            try:
                reader = who(visit, self.sources)
                if reader is None and not visit.path.startswith(OPEN):
                    raise NotAllowed("sign_in_required")
            except NotAllowed as error:
                await _refuse(send, error, from_headers(visit.headers, self.settings.language, visit.query))
                return
            scope.setdefault("state", {})["reader"] = reader
        await self.app(scope, receive, send)


def visit_of(scope: Scope) -> Visit:
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    try:
        cookies = {name: morsel.value for name, morsel in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        cookies = {}
    peer = (scope.get("client") or ("", 0))[0]
    return Visit(headers, cookies, peer, scope["path"], scope.get("query_string", b"").decode("latin-1"))


async def _refuse(send: Send, error: NotAllowed, language: str) -> None:
    body = json.dumps(error_json(error, language), ensure_ascii=False).encode("utf-8")
    headers = [(b"content-type", b"application/json"), (b"www-authenticate", b"Bearer")]
    await send({"type": "http.response.start", "status": 401, "headers": headers})
    await send({"type": "http.response.body", "body": body})
