"""Behind a proxy under a path: ``ASSISTANT_URL=https://portal.example/ask`` serves all of it below ``/ask/``.

Whether the proxy takes the path away or leaves it, what is inside sees its own paths, and ``root_path``.
However often it stands there: the routes would take it off once more, after the guard has looked.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from assistant.errors import BadSetting
from assistant.settings import Settings, variable

_OURS = ("/api", "/v1", "/mcp", "/page", "/embed", "/docs", "/sign-in", "/gradio_api")


def rooted(app: Any, settings: Settings) -> Any:
    """ASGI around ASGI; raises BadSetting for a path that the server has for something else."""
    root = urlsplit(settings.url).path.rstrip("/")
    if not root:
        return app
    if f"{root}/".startswith(tuple(f"{path}/" for path in _OURS)):
        raise BadSetting("bad_setting", name=variable("url"), value=settings.url)

    async def moved(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
        elif scope["path"] == root:  # the page's own addresses begin below the slash
            query = scope.get("query_string", b"")
            where = f"{root}/".encode() + b"?" * bool(query) + query
            await send({"type": "http.response.start", "status": 308, "headers": [(b"location", where)]})
            await send({"type": "http.response.body", "body": b""})
        else:
            path = scope["path"]
            while f"{path}/".startswith(f"{root}/"):
                path = path.removeprefix(root) or "/"
            inside = {**scope, "root_path": root, "path": path, "raw_path": path.encode()}
            await app(inside, receive, send)

    return moved
