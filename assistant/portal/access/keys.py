"""API keys: ``ra_`` and 43 characters, of which the data folder keeps only the SHA-256.

A key is 256 random bits, so that a plain hash cannot be searched; a slow one would only serve those who
want to keep the server busy.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.access import Reader, Role
from assistant.errors import BadSetting, HomeError, NotAllowed, NotFound
from assistant.index.lock import writer_lock
from assistant.portal.access.visit import Source, Visit
from assistant.settings import Settings

PREFIX = "ra_"
_PATIENCE = 5.0  # seconds to wait for another who is changing the keys


@dataclass(frozen=True, slots=True)
class Key:
    """A key that was given out; ``digest`` is the SHA-256 of it, ``made`` the day in ISO form."""

    name: str
    role: Role
    groups: tuple[str, ...]
    digest: str
    made: str

    def shown(self) -> dict[str, Any]:
        """As an admin sees it: without the digest."""
        return {name: value for name, value in asdict(self).items() if name != "digest"}


class Keys:
    """The keys of a data folder, in ``keys.json``; what another process changes is seen at once."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._path = home / "keys.json"
        self._seen: tuple[tuple[int, int], tuple[Key, ...]] = ((0, 0), ())

    def all(self) -> tuple[Key, ...]:
        """In the order in which they were made; raises HomeError for a file that cannot be read."""
        try:
            stat = self._path.stat()
            stamp = stat.st_mtime_ns, stat.st_ino
            if stamp != self._seen[0]:
                rows = json.loads(self._path.read_text(encoding="utf-8"))
                self._seen = stamp, tuple(Key(**{**row, "groups": tuple(row["groups"])}) for row in rows)
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise HomeError("keys_broken", path=str(self._path), why=str(error)) from None
        return self._seen[1]

    def add(self, name: str, role: Role, groups: tuple[str, ...]) -> str:
        """A new key, which is told here and never again; raises BadSetting for a name that is taken."""
        secret = PREFIX + secrets.token_urlsafe(32)
        made = Key(name, role, groups, _digest(secret), datetime.now(UTC).date().isoformat())
        with self._writing():
            known = self.all()
            if not name.strip() or any(key.name == name for key in known):
                raise BadSetting("key_name", name=name)
            self._save((*known, made))
        return secret

    def remove(self, name: str) -> None:
        """The key is refused from now on; raises NotFound."""
        with self._writing():
            known = self.all()
            left = tuple(key for key in known if key.name != name)
            if left == known:
                raise NotFound("unknown_key", name=name, known=", ".join(key.name for key in known))
            self._save(left)

    def reader(self, shown: str) -> Reader | None:
        """Whose key this is. Every key is compared in full, whichever it may be."""
        digest, found = _digest(shown), None
        for key in self.all():
            if hmac.compare_digest(key.digest, digest):
                found = key
        return Reader(found.name, found.role, frozenset(found.groups), "key") if found else None

    def _writing(self) -> Any:
        self._home.mkdir(parents=True, exist_ok=True)
        return writer_lock(self._home / "keys.lock", _PATIENCE)

    def _save(self, keys: tuple[Key, ...]) -> None:
        beside = self._path.with_suffix(".new")
        try:
            beside.unlink(missing_ok=True)
            handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(handle, "w", encoding="utf-8") as file:
                json.dump([asdict(key) for key in keys], file, ensure_ascii=False, indent=1)
            os.replace(beside, self._path)
        except OSError as error:
            raise HomeError("home_unwritable", path=str(self._home), reason=error.strerror or "") from error


def keys(settings: Settings) -> Source:
    """``Authorization: Bearer ra_…`` or ``X-API-Key: ra_…``."""
    kept = Keys(settings.home)

    def source(visit: Visit) -> Reader | None:
        shown = shown_key(visit)
        if not shown:
            return None
        if reader := kept.reader(shown):
            return reader
        raise NotAllowed("bad_key")

    return source


def shown_key(visit: Visit) -> str:
    """The key that a request shows; empty when it shows none, or a proof of another kind."""
    if key := visit.headers.get("x-api-key", "").strip():
        return key
    scheme, _, token = visit.headers.get("authorization", "").strip().partition(" ")
    token = token.strip()
    return token if scheme.lower() == "bearer" and token.startswith(PREFIX) else ""


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8")).hexdigest()
