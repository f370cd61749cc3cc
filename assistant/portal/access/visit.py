"""Where a request says who asks: the sources, in the order in which they are asked.

A source looks at a request and gives the Reader it names; None when it says nothing here, and the next
is asked. One that says something false (a forged key, an expired session) raises NotAllowed: what was
shown as proof and is none never falls back to less.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.access import Reader
from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class Visit:
    """What of a request can tell who asks. ``headers`` by name in lower case; ``peer`` is the address
    at the other end of the connection, a proxy's own where there is one; ``cookies`` by name."""

    headers: Mapping[str, str]
    cookies: Mapping[str, str]
    peer: str
    path: str
    query: str = ""


Source = Callable[[Visit], Reader | None]


def sources(settings: Settings) -> tuple[Source, ...]:
    """Of these settings, in order: API key, portal session, proxy, OIDC session, anonymous."""
    return (anonymous(settings),)


def who(visit: Visit, asked: Sequence[Source]) -> Reader | None:
    """The Reader whom the first source that knows names; None: nobody knows. Raises NotAllowed."""
    return next((reader for source in asked if (reader := source(visit))), None)


def anonymous(settings: Settings) -> Source:
    """Whoever says nothing: with a curator's rights where the page lets its readers add reports."""
    reader = Reader(role="curator" if settings.uploads else "reader")
    return lambda visit: reader if settings.anonymous else None
