"""Which of our seven languages a reader's browser asks for."""

from __future__ import annotations

from assistant.language.phrases import LANGUAGES


def preferred(accept: str, chosen: str = "", default: str = "zh") -> str:
    """The language for an ``Accept-Language`` header; ``chosen`` (a cookie of ours) goes first."""
    if chosen in LANGUAGES:
        return chosen
    for code in sorted(_ranked(accept), key=lambda pair: -pair[1]):
        if language := _ours(code[0]):
            return language
    return default


def from_headers(cookie: str, accept: str, default: str = "zh") -> str:
    """The same from the raw ``Cookie`` and ``Accept-Language`` headers of a request."""
    cookies = dict(pair.strip().partition("=")[::2] for pair in cookie.split(";"))
    return preferred(accept, cookies.get("language", ""), default)


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
