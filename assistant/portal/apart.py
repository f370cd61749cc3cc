"""The page's readers apart: Gradio gives what a session is sent to whoever names it, and a browser makes that
name up with a weak dice and shows it in addresses. Inside, each reader's sessions bear names of his own, so
that another who learns one listens to nothing and stops nothing. Where nobody signs in, all are one."""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from assistant.access import Reader

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
_SECRET = secrets.token_bytes(32)  # of this process
_PAGE, _HEARTBEAT, _FIELD = "/gradio_api/", "/gradio_api/heartbeat/", "session_hash"


def apart(app: Any) -> Any:
    """ASGI around ASGI, behind the door, which knows the reader."""

    async def named_apart(scope: Scope, receive: Receive, send: Any) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(_PAGE):
            await app(scope, receive, send)
            return
        path, query = scope["path"], scope.get("query_string", b"").decode("latin-1")
        reader: Reader = scope["state"]["reader"] or Reader()
        if path.startswith(_HEARTBEAT):
            path = _HEARTBEAT + _own(reader, path.removeprefix(_HEARTBEAT))
        given = parse_qsl(query, keep_blank_values=True)
        if any(key == _FIELD for key, _ in given):
            query = urlencode(
                [(key, _own(reader, value) if key == _FIELD else value) for key, value in given]
            )
        inside = {**scope, "path": path, "raw_path": path.encode(), "query_string": query.encode("latin-1")}
        await app(inside, _renamed(receive, reader) if _is_json(scope) else receive, send)

    return named_apart


def _is_json(scope: Scope) -> bool:
    """Whether a session may be named in the body; what is uploaded passes by unread."""
    return any(name == b"content-type" and b"json" in value.lower() for name, value in scope["headers"])


def _own(reader: Reader, session: str) -> str:
    told = json.dumps([reader.how, reader.name, session]).encode()
    return hmac.new(_SECRET, told, "sha256").hexdigest()


def _renamed(receive: Receive, reader: Reader) -> Receive:
    """A JSON body with the session's own name; read when the application asks for it."""
    read = False

    async def renamed() -> MutableMapping[str, Any]:
        nonlocal read
        if read:
            return await receive()
        parts, more = [], True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return message
            parts.append(message.get("body", b""))
            more = message.get("more_body", False)
        body = b"".join(parts)
        read = True
        try:
            said = json.loads(body)
        except (ValueError, RecursionError):
            said = None
        if isinstance(said, dict) and isinstance(said.get(_FIELD), str):
            body = json.dumps({**said, _FIELD: _own(reader, said[_FIELD])}).encode()
        return {"type": "http.request", "body": body, "more_body": False}

    return renamed
