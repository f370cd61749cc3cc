"""Where a request says who asks: the sources, in the order in which they are asked.

A source looks at a request and gives the Reader it names; None when it says nothing here, and the next
is asked. One that says something false (a forged key, an expired session) raises NotAllowed: what was
shown as proof and is none never falls back to less.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.access import Reader
from assistant.portal.access.cookie import cookie
from assistant.portal.access.keys import keys
from assistant.portal.access.proxy import proxy
from assistant.portal.access.session import portal
from assistant.portal.access.visit import Source, Visit
from assistant.settings import Settings


def sources(settings: Settings) -> tuple[Source, ...]:
    """Of these settings, in order: API key, portal session, proxy, OIDC session, anonymous.

    Raises BadSetting.
    """
    return (keys(settings), portal(settings), proxy(settings), cookie(settings), anonymous(settings))


def who(visit: Visit, asked: Sequence[Source]) -> Reader | None:
    """The Reader whom the first source that knows names; None: nobody knows. Raises NotAllowed."""
    return next((reader for source in asked if (reader := source(visit))), None)


def anonymous(settings: Settings) -> Source:
    """Whoever says nothing: where nobody can sign in, with a curator's rights unless uploads are off."""
    alone = settings.uploads and not settings.sign_in
    reader = Reader(role="curator" if alone else "reader")
    return lambda visit: reader if settings.anonymous else None
