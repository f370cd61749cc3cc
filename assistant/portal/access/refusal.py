"""How a request is turned away: in JSON for programs, on a plain page for people."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping

from assistant.chat.frame import policy
from assistant.contract import error_json
from assistant.errors import AssistantError, Busy, NotAllowed
from assistant.language.phrases import explain, say

UNKNOWN = frozenset(["sign_in_required", "bad_key", "session_over", "doubled_header"])
Answer = tuple[int, list[tuple[bytes, bytes]], bytes]
_PAGE = """<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Report Assistant</title>
<link rel="icon" href="{root}/page/icon.svg"><link rel="stylesheet" href="{root}/page/manual.css"></head>
<body><main><h1><a href="{root}/">Report Assistant</a></h1>
<p role="alert">{message}</p>{link}</main></body></html>"""


def status_of(error: AssistantError) -> int:
    """401 for one who is not known, 403 for one who is, 429 for one who tried too often; 503 where that
    cannot be told."""
    if isinstance(error, Busy):
        return 429
    if not isinstance(error, NotAllowed):
        return 503
    return 401 if error.code in UNKNOWN or error.code.startswith("token_") else 403


def to_a_person(method: str, headers: Mapping[str, str]) -> bool:
    """Whether a browser opens an address for somebody, who is told on a page; programs get JSON."""
    return method in ("GET", "HEAD") and "text/html" in headers.get("accept", "")


def as_json(error: AssistantError, language: str) -> Answer:
    body = json.dumps(error_json(error, language), ensure_ascii=False).encode("utf-8")
    return status_of(error), [*_headers(error), (b"content-type", b"application/json")], body


def as_page(error: AssistantError, language: str, root: str = "", sign_in: str = "") -> Answer:
    """``sign_in``: where one may try (again)."""
    headers = [
        *_headers(error),
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-security-policy", policy("").encode("ascii")),
    ]
    return status_of(error), headers, page(explain(error, language), language, root, sign_in).encode("utf-8")


def page(message: str, language: str, root: str, sign_in: str = "") -> str:
    """A page of one sentence."""
    link = f'<p><a href="{html.escape(sign_in)}">{say("page.sign_in", language)}</a></p>' if sign_in else ""
    direction = "rtl" if language == "ar" else "ltr"
    values = {"language": language, "direction": direction, "root": html.escape(root), "link": link}
    return _PAGE.format(message=html.escape(message), **values)


def _headers(error: AssistantError) -> list[tuple[bytes, bytes]]:
    plain = [(b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff")]
    if isinstance(error, Busy):
        return [*plain, (b"retry-after", str(error.values["seconds"]).encode("ascii"))]
    return [*plain, (b"www-authenticate", b"Bearer")] if status_of(error) == 401 else plain
