"""What the server gives a browser to keep: signed, with an end, good for one purpose only.

The key lies in ``session.key`` of the data folder, made at the first need, so that a restart or a second
process signs nobody out; remove the file and everybody has to sign in anew.
"""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path
from typing import Any

from assistant.access import Reader, role_of
from assistant.errors import HomeError, NotAllowed
from assistant.portal.access.visit import Source, Visit, words_of
from assistant.settings import Settings

COOKIES = ("__Host-assistant", "assistant")  # over HTTPS, where no other host can set it; and over HTTP
SESSION, SIGN_IN = "session", "sign-in"
_ALGORITHM = "HS256"


class Signer:
    """Signs and opens JSON Web Tokens (RFC 7519) with the data folder's own key."""

    def __init__(self, home: Path) -> None:
        self._path = home / "session.key"
        self._secret = b""

    def sign(self, purpose: str, claims: dict[str, Any], seconds: float) -> str:
        from joserfc import jwt

        ends = int(time.time() + seconds)
        return jwt.encode({"alg": _ALGORITHM}, {**claims, "aud": purpose, "exp": ends}, self._key())

    def open(self, purpose: str, token: str) -> dict[str, Any]:
        """Raises NotAllowed for one that is forged, over, or made for something else."""
        from joserfc import jwt
        from joserfc.errors import JoseError

        try:
            claims = jwt.decode(token, self._key(), algorithms=[_ALGORITHM]).claims
            needs = jwt.JWTClaimsRegistry(aud={"essential": True, "value": purpose}, exp={"essential": True})
            needs.validate(claims)
        except (JoseError, ValueError):
            raise NotAllowed("session_over") from None
        return dict(claims)

    def _key(self) -> Any:
        from joserfc.jwk import OctKey

        if not self._secret:
            self._secret = self._kept()
        return OctKey.import_key(self._secret)

    def _kept(self) -> bytes:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            mine = self._path.with_name(f"session.{os.getpid()}.{secrets.token_hex(4)}")
            with open(os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(secrets.token_bytes(32))
            try:
                os.link(mine, self._path)  # whole or not at all, and never over another's
            except FileExistsError:
                pass
            finally:
                mine.unlink()
            return self._path.read_bytes()
        except OSError as error:
            where = str(self._path.parent)
            raise HomeError("home_unwritable", path=where, reason=error.strerror or "") from error


def cookie(settings: Settings) -> Source:
    """The cookie that signing in by OIDC leaves."""
    signer = Signer(settings.home)
    believed = COOKIES[:1] if settings.url.startswith("https:") else COOKIES
    curators, admins = words_of(settings.curators, ","), words_of(settings.admins, ",")

    def source(visit: Visit) -> Reader | None:
        token = next((visit.cookies[name] for name in believed if visit.cookies.get(name)), "")
        if not token or not settings.oidc_issuer:
            return None
        claims = signer.open(SESSION, token)
        if claims.get("iss") != settings.oidc_issuer:
            raise NotAllowed("session_over")
        groups = frozenset(map(str, claims.get("groups", ())))
        return Reader(str(claims["name"]), role_of(groups, curators, admins), groups, "oidc")

    return source
