"""``/docs``: the API on one plain page of our own, for Swagger's comes from another host."""

from __future__ import annotations

import html
import json
from typing import Any

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Report Assistant: API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="page/icon.svg"><link rel="stylesheet" href="page/manual.css"></head><body><main>
<h1>Report Assistant: API</h1>
<p>The whole description as OpenAPI: <a href="openapi.json">openapi.json</a>. Errors come as
<code>{"error": {"code", "message"}}</code> in the language of <code>Accept-Language</code>.</p>
%s</main></body></html>"""
_EXAMPLES = {
    "/api/ask": {"question": "第2(e)段说了什么？", "before": [], "reports": []},
    "/api/search": {"question": "非政府组织", "k": 5},
    "/v1/chat/completions": {
        "model": "report-assistant",
        "messages": [{"role": "user", "content": "第2(e)段说了什么？"}],
        "stream": False,
    },
}


def add(app: FastAPI) -> None:
    @app.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return HTMLResponse(_PAGE % "".join(_sections(app.openapi())))


def _sections(description: dict[str, Any]) -> list[str]:
    return [
        _section(method.upper(), path, operation)
        for path, operations in description["paths"].items()
        for method, operation in operations.items()
    ]


def _section(method: str, path: str, operation: dict[str, Any]) -> str:
    told = html.escape(operation.get("description") or operation.get("summary", ""))
    fields = "".join(
        f"<li><code>{html.escape(each['name'])}</code> ({each['in']})</li>"
        for each in operation.get("parameters", [])
    )
    return (
        f"<section><h2><b>{method}</b> <code>{html.escape(path)}</code></h2><p>{told}</p>"
        f"{f'<ul>{fields}</ul>' if fields else ''}{_example(method, path)}</section>"
    )


def _example(method: str, path: str) -> str:
    if path not in _EXAMPLES:
        return ""
    body = json.dumps(_EXAMPLES[path], ensure_ascii=False)
    shown = f"curl -X {method} -H 'Content-Type: application/json' \\\n  -d '{body}' \\\n  http://127.0.0.1:7860{path}"
    return f"<pre>{html.escape(shown)}</pre>"
