"""A Chroma server that several copies of ours share: its address, its failures, whose turn it is to write.

Knows no chromadb: ``store`` makes the client and says which of its errors are failures of the server.
"""

from __future__ import annotations

import hashlib
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from assistant.errors import BadSetting, HomeError

LEASE = 120.0  # seconds after which a writer that is heard of no more has lost its turn
_LOCK = "writer"  # the collection that a writer makes, which only one can
_AGAIN = 0.1  # seconds between two tries


@dataclass(frozen=True, slots=True)
class Server:
    """Where a Chroma server is, and what of it is meant."""

    url: str
    token: str = ""
    tenant: str = "default_tenant"
    database: str = "default_database"
    cloud: bool = False

    def address(self) -> tuple[str, int, bool]:
        """Host, port, and whether by TLS; raises BadSetting."""
        parts = urlsplit(self.url)
        try:
            port = parts.port
        except ValueError:
            port = None
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise BadSetting("bad_setting", name="ASSISTANT_CHROMA_URL", value=self.url)
        return parts.hostname, port or (443 if parts.scheme == "https" else 8000), parts.scheme == "https"

    @property
    def is_cloud(self) -> bool:
        """Whether it keeps to the quotas of Chroma Cloud: it is said so, or is that."""
        return self.cloud or f".{self.address()[0]}".endswith(".trychroma.com")

    @property
    def name(self) -> str:
        """A name for a folder."""
        meant = f"{self.url.rstrip('/')}\n{self.tenant}\n{self.database}"
        return hashlib.sha256(meant.encode()).hexdigest()[:16]


class Told:
    """A client or a collection, of a server or a folder; what fails is told as HomeError, with the code
    ``chroma_refused`` where it exceeds a quota."""

    def __init__(
        self, inner: Any, failures: tuple[type[Exception], ...], place: str, code: str = "chroma_failed"
    ) -> None:
        self._inner, self._failures, self._place, self._code = inner, failures, place, code

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._inner, name)
        if not callable(value):
            return value

        def call(*arguments: Any, **named: Any) -> Any:
            try:
                result = value(*arguments, **named)
            except Exception as error:
                # chromadb raises a bare Exception for what a server calls by a name it does not know
                if not isinstance(error, self._failures) and type(error) is not Exception:
                    raise
                reason = str(error) or repr(error)
                code = "chroma_refused" if _exceeds(error) else self._code
                raise HomeError(code, url=self._place, path=self._place, reason=reason) from error
            is_collection = hasattr(result, "upsert")
            return Told(result, self._failures, self._place, self._code) if is_collection else result

        return call


def _exceeds(error: Exception) -> bool:
    """Chroma Cloud calls it a ChromaError and begins its message so; chromadb has a QuotaError too."""
    return type(error).__name__ == "QuotaError" or str(error).startswith("Quota exceeded")


@contextmanager
def lease(client: Any, place: str, patience: float) -> Iterator[None]:
    """The turn to write, among all copies: a collection of one name can be made only once.

    Renewed for as long as it is held; one whose holder is gone is moved out of the way by its id, so that
    nobody moves away a newer one. Clocks must agree to a minute. Raises HomeError when ``patience``
    seconds were not enough.
    """
    until, mine = time.monotonic() + patience, uuid.uuid4().hex
    while not _taken(client, mine):
        if time.monotonic() >= until:
            raise HomeError("home_in_use", path=place)
        time.sleep(_AGAIN)
    done = threading.Event()
    renewing = threading.Thread(target=_renew, args=(client, mine, done), daemon=True)
    renewing.start()
    try:
        yield
    finally:
        done.set()
        renewing.join()
        held = _held(client)
        if held is not None and held.metadata["holder"] == mine:
            client.delete_collection(_LOCK)


def _taken(client: Any, mine: str) -> bool:
    held = _held(client)
    if held is None:
        with suppress(HomeError):
            client.create_collection(_LOCK, metadata=_marked(mine), embedding_function=None)
        held = _held(client)
        return held is not None and held.metadata["holder"] == mine
    if float(held.metadata["until"]) < time.time():
        aside = f"{_LOCK}-{uuid.uuid4().hex}"
        with suppress(HomeError):
            held.modify(name=aside)
            client.delete_collection(aside)
    return False


def _held(client: Any) -> Any:
    """The lease as it is now, None when nobody has one."""
    names = {collection.name for collection in client.list_collections()}
    try:
        return client.get_collection(_LOCK, embedding_function=None) if _LOCK in names else None
    except HomeError:
        return None  # let go just now


def _renew(client: Any, mine: str, done: threading.Event) -> None:
    while not done.wait(LEASE / 4):
        with suppress(HomeError):
            held = _held(client)
            if held is not None and held.metadata["holder"] == mine:
                held.modify(metadata=_marked(mine))


def _marked(mine: str) -> dict[str, Any]:
    return {"holder": mine, "until": time.time() + LEASE}


def let_go(client: Any) -> None:
    """Close a client, and the connections to a server that it leaves open."""
    admin = getattr(client, "_admin_client", None)
    servers = [each._server for each in (client, admin) if each is not None]
    if hasattr(client, "close"):
        client.close()
    for server in servers:
        if session := getattr(server, "_session", None):
            session.close()
