"""Signed in by a portal: its short-lived token is exchanged, once, for a session.

Both are JSON Web Tokens (RFC 7519) signed with HS256. The portal signs ``sub``, ``exp`` and ``jti``, and
may sign ``groups``, ``role`` (reader), ``aud`` (report-assistant), ``origin``, ``iat`` and ``nbf``. A
session is signed with a key derived from the same secret, so that neither passes for the other; the
server keeps nothing of it, only which ``jti`` have been used.
"""

from __future__ import annotations

import hmac
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.access import Reader
from assistant.errors import BadSetting, HomeError, NotAllowed
from assistant.portal.access.visit import Source, words_of
from assistant.settings import Settings

LEAST = 32  # bytes of a secret: as many as HS256 gives out (RFC 7518, 3.2)
AHEAD = 600  # seconds from signing to ``exp``, at most
SKEW = 60  # seconds by which the portal's clock may differ from ours
LASTS = 900  # seconds of a session
AUDIENCE = "report-assistant"
_ALGORITHMS = ["HS256"]


@dataclass(frozen=True, slots=True)
class Session:
    """``text`` goes into ``Authorization: Bearer``, for so many ``seconds``."""

    text: str
    seconds: int
    reader: Reader


class Sessions:
    """``secrets``: with the first we sign, a portal signs with any. ``clock`` gives Unix time."""

    def __init__(self, secrets: Sequence[str], home: Path, clock: Callable[[], float] = time.time) -> None:
        if any(len(secret.encode()) < LEAST for secret in secrets):
            raise BadSetting("weak_secret", least=LEAST)
        self._portal = [_key(secret.encode()) for secret in secrets]
        self._own = [_key(hmac.digest(secret.encode(), b"session", "sha256")) for secret in secrets]
        self._used = home / "portal.sqlite"
        self._clock = clock

    def exchange(self, token: str, origin: str = "") -> Session:
        """A session for a portal's token; ``origin`` is the portal's, as the browser tells it.

        Raises NotAllowed (``token_off``, ``token_invalid``, ``token_expired``, ``token_used``).
        """
        if not self._portal:
            raise NotAllowed("token_off")
        claims = _claims(token, self._portal)
        self._check(claims, origin)
        self._use(claims["jti"], claims["exp"] + SKEW)
        reader = Reader(claims["sub"], "reader", frozenset(claims.get("groups", ())), "portal")
        return Session(self._sign(reader), LASTS, reader)

    def reader(self, authorization: str) -> Reader | None:
        """Whose session an ``Authorization`` header carries; None when it carries something else.

        Raises NotAllowed (``session_over``) when it is forged or has ended.
        """
        scheme, _, text = authorization.partition(" ")
        if not self._own or scheme.lower() != "bearer" or text.count(".") != 2:
            return None
        try:
            claims = _claims(text.strip(), self._own)
        except NotAllowed:
            raise NotAllowed("session_over", forged=True) from None
        if claims["exp"] <= self._clock():
            raise NotAllowed("session_over")
        return Reader(claims["sub"], "reader", frozenset(claims["groups"]), "portal")

    def _sign(self, reader: Reader) -> str:
        from joserfc import jwt

        ends = int(self._clock()) + LASTS
        claims = {"sub": reader.name, "groups": sorted(reader.groups), "exp": ends}
        return jwt.encode({"alg": "HS256"}, claims, self._own[0], _ALGORITHMS)

    def _check(self, claims: dict[str, Any], origin: str) -> None:
        """What is signed must also be right; a claim's name is all that a refusal tells."""
        now = self._clock()
        groups, audience = claims.get("groups", []), claims.get("aud", AUDIENCE)
        right = {
            "sub": _is_name(claims.get("sub")),
            "jti": _is_name(claims.get("jti")),
            "exp": _is_time(claims.get("exp")) and claims["exp"] <= now + AHEAD + SKEW,
            "nbf": _is_time(claims.get("nbf", 0)) and claims.get("nbf", 0) <= now + SKEW,
            "iat": _is_time(claims.get("iat", 0)) and claims.get("iat", 0) <= now + SKEW,
            "groups": isinstance(groups, list) and len(groups) <= 500 and all(map(_is_name, groups)),
            "role": claims.get("role", "reader") == "reader",
            "aud": AUDIENCE in (audience if isinstance(audience, list) else [audience]),
            "origin": claims.get("origin", origin) == origin,
        }
        for claim, is_right in right.items():
            if not is_right:
                raise NotAllowed("token_invalid", claim=claim)
        if claims["exp"] <= now - SKEW:
            raise NotAllowed("token_expired")

    def _use(self, jti: str, until: float) -> None:
        """Note that a token has been used; raises NotAllowed when it had been, in any process."""
        try:
            self._used.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._used, timeout=5)) as kept, kept:
                kept.execute("CREATE TABLE IF NOT EXISTS used (jti TEXT PRIMARY KEY, until REAL NOT NULL)")
                kept.execute("DELETE FROM used WHERE until < ?", (self._clock(),))
                kept.execute("INSERT INTO used VALUES (?, ?)", (jti, until))
        except sqlite3.IntegrityError:
            raise NotAllowed("token_used") from None
        except (OSError, sqlite3.Error) as error:
            raise HomeError("home_unwritable", path=self._used.parent, reason=error) from error


def of_settings(settings: Settings) -> Sessions:
    """Raises BadSetting (``weak_secret``)."""
    return Sessions(words_of(settings.portal_secret), settings.home)


def portal(settings: Settings) -> Source:
    """Whoever a portal has signed in."""
    sessions = of_settings(settings)
    return lambda visit: sessions.reader(visit.headers.get("authorization", ""))


def _key(secret: bytes) -> Any:
    from joserfc.jwk import OctKey

    return OctKey.import_key(secret)


def _claims(text: str, keys: Sequence[Any]) -> dict[str, Any]:
    """The claims of a token that one of the keys has signed."""
    from joserfc import jwt
    from joserfc.errors import JoseError

    for key in keys:
        try:
            return jwt.decode(text, key, _ALGORITHMS).claims
        except (JoseError, ValueError):  # a damaged token may be neither JSON nor Base64
            continue
    raise NotAllowed("token_invalid", claim="signature")


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 200


def _is_time(value: object) -> bool:
    return isinstance(value, int | float) and abs(value) < 1e12  # not NaN either
