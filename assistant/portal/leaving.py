"""Leaving gracefully: once told to stop, the server takes nothing new and lets what is under way finish."""

from __future__ import annotations

import time
from typing import Any

from assistant.chat.tongue import from_headers
from assistant.errors import Busy
from assistant.portal.access.refusal import as_json
from assistant.settings import Settings

_AGAIN = 5  # seconds after which another copy, or this one started anew, may be asked
# Streams that last as long as a page is open, and end with it.
_IDLE = ("/gradio_api/heartbeat/", "/mcp")


class Leaving:
    """ASGI around ASGI."""

    def __init__(self, app: Any, settings: Settings) -> None:
        self.app, self.settings = app, settings
        self._under_way = 0
        self._until = 0.0

    @property
    def begun(self) -> bool:
        return self._until > 0

    @property
    def done(self) -> bool:
        """Whether one may go: nothing is under way any more, or it took too long."""
        return self.begun and (not self._under_way or time.monotonic() >= self._until)

    def begin(self) -> None:
        self._until = time.monotonic() + self.settings.stop_seconds

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or path.endswith("/healthz"):
            await self.app(scope, receive, send)
        elif self.begun:
            await self._refuse(scope, send)
        elif scope["method"] == "GET" and any(part in path for part in _IDLE):
            await self.app(scope, receive, send)
        else:
            self._under_way += 1
            try:
                await self.app(scope, receive, send)
            finally:
                self._under_way -= 1

    async def _refuse(self, scope: Any, send: Any) -> None:
        asked = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        language = from_headers(asked, self.settings.language)
        _, pairs, body = as_json(Busy("stopping", seconds=_AGAIN), language)
        own = {b"retry-after": str(_AGAIN).encode(), b"connection": b"close"}
        headers = [*(pair for pair in pairs if pair[0].lower() not in own), *own.items()]
        await send({"type": "http.response.start", "status": 503, "headers": headers})
        await send({"type": "http.response.body", "body": body})
