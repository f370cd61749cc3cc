"""``/docs``: the API on one plain page of our own, for Swagger's comes from another host."""

from __future__ import annotations

import html
import json
from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse

from assistant.portal.access.cookie import COOKIES
from assistant.portal.described import add_error

_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Report Assistant: API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="page/icon.svg"><link rel="stylesheet" href="page/manual.css"></head><body><main>
<h1>Report Assistant: API</h1>
<p>The whole description as OpenAPI: <a href="openapi.json">openapi.json</a>. Errors come as
<code>{"error": {"code", "message", "type"}}</code> in the language of <code>Accept-Language</code>.</p>
%s</main></body></html>"""
_ABOUT = """Ask official reports; every sentence of an answer cites the numbered paragraph it rests on.

Every error, on every path, is `{"error": {"code", "message", "type"}}`, the message in the language of
`Accept-Language`. Where one has to sign in, a program shows its key; a portal's page shows its session."""
_SCHEMES = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "an API key (ra_…, made by `assistant keys add`), or the session of a portal's page",
    },
    "key": {"type": "apiKey", "in": "header", "name": "X-API-Key", "description": "an API key"},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": COOKIES[0],
        "description": f"a browser that has signed in by OpenID Connect; over plain HTTP `{COOKIES[1]}`",
    },
}
_OPEN = ("/healthz", "/readyz")  # nobody has to be known there


def add(app: FastAPI, anonymous: bool) -> None:
    """``anonymous``: whether one may ask without signing in."""

    @cache
    def described() -> dict[str, Any]:
        whole = get_openapi(title=app.title, version=app.version, description=_ABOUT, routes=app.routes)
        add_error(whole["components"]["schemas"])
        whole["components"]["securitySchemes"] = _SCHEMES
        whole["security"] = [*([{}] if anonymous else []), *({name: []} for name in _SCHEMES)]
        for path in _OPEN:
            whole["paths"][path]["get"]["security"] = []
        return whole

    app.openapi = described  # type: ignore[method-assign]

    @app.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return HTMLResponse(_PAGE % "".join(_sections(app.openapi())))


def _sections(description: dict[str, Any]) -> list[str]:
    bodies = description["components"]["schemas"]
    return [
        _section(method.upper(), path, operation, _example(operation, bodies))
        for path, operations in description["paths"].items()
        for method, operation in operations.items()
    ]


def _section(method: str, path: str, operation: dict[str, Any], example: Any) -> str:
    told = html.escape(operation.get("description") or operation.get("summary", ""))
    fields = "".join(
        f"<li><code>{html.escape(each['name'])}</code> ({each['in']})</li>"
        for each in operation.get("parameters", [])
    )
    return (
        f"<section><h2><b>{method}</b> <code>{html.escape(path)}</code></h2><p>{told}</p>"
        f"{f'<ul>{fields}</ul>' if fields else ''}{_call(method, path, example)}</section>"
    )


def _example(operation: dict[str, Any], bodies: dict[str, Any]) -> Any:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    return bodies.get(name, {}).get("example")


def _call(method: str, path: str, example: Any) -> str:
    if example is None:
        return ""
    body = json.dumps(example, ensure_ascii=False)
    shown = f"curl -X {method} -H 'Content-Type: application/json' \\\n  -d '{body}' \\\n  http://127.0.0.1:7860{path}"
    return f"<pre>{html.escape(shown)}</pre>"
