"""Which of our seven languages a reader's browser asks for."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

from assistant.language.phrases import LANGUAGES


def preferred(accept: str, chosen: str = "", default: str = "zh") -> str:
    """The language for an ``Accept-Language`` header; ``chosen`` (a cookie of ours) goes first."""
    if chosen in LANGUAGES:
        return chosen
    for code in sorted(_ranked(accept), key=lambda pair: -pair[1]):
        if language := _ours(code[0]):
            return language
    return default


def from_headers(headers: Mapping[str, str], default: str = "", query: str = "") -> str:
    """From a request: ``?lang=`` of its own address or of the page that asks, the reader's choice on
    our page (a cookie), the browser's languages. ``headers`` answers to names in lower case."""
    page = urlsplit(headers.get("referer", "")).query
    named = (parse_qs(query).get("lang") or parse_qs(page).get("lang") or [""])[0]
    cookies = dict(pair.strip().partition("=")[::2] for pair in headers.get("cookie", "").split(";"))
    chosen = named if named in LANGUAGES else cookies.get("language", "")
    return preferred(headers.get("accept-language", ""), chosen, default or "zh")


def _ranked(accept: str) -> list[tuple[str, float]]:
    ranked = []
    for part in accept.split(","):
        code, _, weight = part.strip().partition(";q=")
        try:
            ranked.append((code, float(weight or 1)))
        except ValueError:
            continue
    return ranked


def _ours(code: str) -> str:
    code = code.lower()
    if code.startswith(("zh-tw", "zh-hk", "zh-mo", "zh-hant")):
        return "zh-Hant"
    return code[:2] if code[:2] in LANGUAGES and code[2:3] in ("", "-") else ""
