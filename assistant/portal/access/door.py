"""The outermost of what a request passes: who asks is found here, once, and kept in
``scope["state"]["reader"]`` (``request.state.reader``); nothing behind it asks again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote

from assistant.access import Reader
from assistant.chat.tongue import from_headers
from assistant.errors import AssistantError, Busy, NotAllowed
from assistant.portal.access.refusal import Answer, as_json, as_page, to_a_person
from assistant.portal.access.sources import who
from assistant.portal.access.visit import Source, Visit
from assistant.portal.asked import address
from assistant.portal.limits.tries import Tries
from assistant.settings import Settings

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

# What nobody has to sign in for: signs of life, the widget's script, files without a word of a report
# (ours, then Gradio's own).
OPEN = (
    *("/healthz", "/readyz", "/embed.js", "/page/", "/sign-in"),
    *("/assets/", "/static/", "/theme.css"),
)
FRAMED = ("/embed", "/api/session")  # where portals sign in: their frame, before it has its session


class Door:
    """ASGI around ASGI."""

    def __init__(self, app: App, settings: Settings, sources: Sequence[Source], tries: Tries) -> None:
        self.app, self.settings, self.sources, self.tries = app, settings, sources, tries
        self.open = OPEN + (FRAMED if settings.portal_secret else ())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":  # the page needs none
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] == "http":
            visit = visit_of(scope)
            try:
                scope["state"]["reader"] = self._reader(visit)
            except AssistantError as error:
                status, headers, body = self._turned_away(scope, visit, error)
                await send({"type": "http.response.start", "status": status, "headers": headers})
                await send({"type": "http.response.body", "body": body})
                return
        await self.app(scope, receive, send)

    def _reader(self, visit: Visit) -> Reader | None:
        """None only where nobody has to be known; raises NotAllowed elsewhere."""
        is_open = visit.path.startswith(self.open)
        try:
            reader = self._known(visit)
        except (NotAllowed, Busy):
            if not is_open:
                raise
            return None
        if reader is None and not is_open:
            raise NotAllowed("sign_in_required")
        return reader

    def _known(self, visit: Visit) -> Reader | None:
        if not visit.proof:
            return who(visit, self.sources)
        self.tries.check(visit.address, visit.proof)
        try:
            reader = who(visit, self.sources)
        except NotAllowed as error:
            if error.code == "bad_key" or "forged" in error.values:
                self.tries.wrong(visit.address, visit.proof)
            raise
        if reader and reader.how in ("key", "portal"):
            self.tries.right(visit.proof)
        return reader

    def _turned_away(self, scope: Scope, visit: Visit, error: AssistantError) -> Answer:
        language = from_headers(visit.headers, self.settings.language, visit.query)
        if not to_a_person(scope["method"], visit.headers):
            return as_json(error, language)
        root = scope.get("root_path", "")
        if not self.settings.oidc_issuer:
            return as_page(error, language, root)
        path = visit.path.removeprefix(root) or "/"
        after = quote(f"{path}{'?' * bool(visit.query)}{visit.query}", safe="")
        sign_in = f"{root}/sign-in?next={after}"
        headers = [(b"location", sign_in.encode("ascii")), (b"cache-control", b"no-store")]
        return 303, headers, b""


def visit_of(scope: Scope) -> Visit:
    pairs = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in scope["headers"]]
    headers = dict(pairs)
    names = [name for name, _ in pairs]
    try:
        cookies = {name: morsel.value for name, morsel in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        cookies = {}
    return Visit(
        headers,
        cookies,
        scope["state"]["peer"],
        scope["path"],
        scope.get("query_string", b"").decode("latin-1"),
        frozenset(name for name in names if names.count(name) > 1),
        address(scope),
    )


def seeing_peer(app: App) -> App:
    """Keep who is really at the other end, before a proxy's headers say for whom."""

    async def keeping(scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("state", {})["peer"] = address(scope)
        await app(scope, receive, send)

    return keeping
