"""What a portal's page asks for: the script ``/embed.js``, and a session for the portal's token."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from assistant.chat.frame import STATIC
from assistant.errors import NotAllowed
from assistant.language.phrases import LANGUAGES, say
from assistant.portal.access.session import Sessions
from assistant.portal.asked import address
from assistant.portal.described import told
from assistant.portal.limits.tries import Tries
from assistant.portal.schemas import SessionOut

_WORDS = {
    "title": "page.title",
    "close": "page.close",
    "loading": "page.opening",
    "refused": "page.frame_refused",
}
# Any site may load it, also as a module (which CORS rules); it tells nothing of any report.
_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, max-age=300",
}


class SessionBody(BaseModel):
    """The portal's signed token, and the portal's origin as the frame's browser tells it."""

    token: str = Field(max_length=16_000)
    origin: str = Field(default="", max_length=300)


def router(sessions: Sessions, tries: Tries) -> APIRouter:
    routes = APIRouter()

    @routes.post("/api/session", response_model=None, responses=told(SessionOut))
    def begin(body: SessionBody, request: Request, response: Response) -> dict[str, Any]:
        """A session for a portal's token, once: sent as ``Authorization: Bearer`` from then on."""
        tries.check(address(request.scope))
        try:
            session = sessions.exchange(body.token, body.origin)
        except NotAllowed as error:
            if error.code in ("token_invalid", "token_used"):
                tries.wrong(address(request.scope))
            raise
        response.headers["Cache-Control"] = "no-store"
        return {"session": session.text, "seconds": session.seconds, "reader": session.reader.name}

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
