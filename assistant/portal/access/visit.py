"""A request as far as it can tell who asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assistant.access import Reader


@dataclass(frozen=True, slots=True)
class Visit:
    """What of a request can tell who asks. ``headers`` by name in lower case, the last of those that are
    ``repeated``; ``cookies`` by name; ``peer`` is the address at the other end of the connection, a
    proxy's own where there is one, ``address`` the one that a trusted proxy names."""

    headers: Mapping[str, str]
    cookies: Mapping[str, str]
    peer: str
    path: str
    query: str = ""
    repeated: frozenset[str] = frozenset()
    address: str = ""

    @property
    def proof(self) -> str:
        """The key, token or session that is shown in a header; empty when none is."""
        return " ".join(filter(None, map(self.headers.get, ("authorization", "x-api-key"))))


Source = Callable[[Visit], Reader | None]


def words_of(text: str, separators: str = ", ") -> tuple[str, ...]:
    """The words of a setting or a header, separated by commas or spaces."""
    for separator in separators:
        text = text.replace(separator, "\n")
    return tuple(word.strip() for word in text.split("\n") if word.strip())
