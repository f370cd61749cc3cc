"""The script that a portal loads: ``/embed.js``, with its words in seven languages."""

from __future__ import annotations

import json
from functools import cache

from fastapi import APIRouter
from fastapi.responses import Response

from assistant.chat.frame import STATIC
from assistant.language.phrases import LANGUAGES, say

_WORDS = {"title": "page.title", "loading": "page.opening", "refused": "page.frame_refused"}
# Any site may load it, also as a module (which CORS rules); it tells nothing of any report.
_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, max-age=300",
}


def router() -> APIRouter:
    routes = APIRouter()

    @routes.get("/embed.js", include_in_schema=False)
    def embed() -> Response:
        return Response(script(), media_type="text/javascript", headers=_HEADERS)

    return routes


@cache
def script() -> str:
    """``embed.js`` with the words filled in."""
    words = {code: {name: say(phrase, code) for name, phrase in _WORDS.items()} for code in LANGUAGES}
    source = (STATIC / "embed.js").read_text(encoding="utf-8")
    return source.replace("__WORDS__", json.dumps(words, ensure_ascii=False), 1)
