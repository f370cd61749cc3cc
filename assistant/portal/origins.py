"""Which other sites may frame the small page and call the API: the origins of ``ASSISTANT_PORTALS``."""

from __future__ import annotations

import re
from typing import Any

from assistant.settings import Settings

_ORIGIN = re.compile(r"https?://[\w.:*\[\]-]+")


def origins(settings: Settings) -> tuple[str, ...]:
    """Those of the setting that have the form of one, so that none can end a policy's directive."""
    return tuple(
        word for word in settings.portals.replace(",", " ").split() if _ORIGIN.fullmatch(word) and word != "*"
    )


def pattern(settings: Settings) -> str:
    """A regular expression that the whole of such an origin matches; «*» is one or more labels, or a port."""
    wild = (
        re.escape(one).replace(r":\*", r":\d+").replace(r"\*", r"[\w-]+(?:\.[\w-]+)*")
        for one in origins(settings)
    )
    return "|".join(f"(?:{one})" for one in wild)


def listed(origin: str, settings: Settings) -> bool:
    found = pattern(settings)
    return bool(found) and re.fullmatch(found, origin) is not None


def shared(app: Any, settings: Settings) -> Any:
    """CORS for ``/api`` and ``/v1``: for listed origins, with a key or a session in a header, never with
    cookies; around everything, so that a portal can read why it was turned away."""
    from starlette.middleware.cors import CORSMiddleware

    if not origins(settings):
        return app
    crossing = CORSMiddleware(
        app,
        allow_origin_regex=pattern(settings),
        allow_methods=["GET", "POST", "PUT", "DELETE"],
        allow_headers=["Authorization", "X-API-Key", "Content-Type", "Accept", "Accept-Language"],
        expose_headers=["Retry-After"],
        allow_credentials=False,
        max_age=600,
    )

    async def sorted_out(scope: Any, receive: Any, send: Any) -> None:
        own = scope["type"] == "http" and scope["path"].startswith(("/api/", "/v1/"))
        await (crossing if own else app)(scope, receive, send)

    return sorted_out
