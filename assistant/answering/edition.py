"""A report as a key under which what is worked out of the whole of it is remembered. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from assistant.language.names import names
from assistant.model import Report


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """A report as a cache key: hashing every paragraph would cost more than what is remembered saves."""

    report: Report

    def _key(self) -> tuple[str, str, str, int]:
        return self.report.id, self.report.sha256, self.report.language, len(self.report.text)

    def __hash__(self) -> int:
        return hash(self._key())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Edition) and self._key() == other._key()


def codes_in(report: Report) -> frozenset[str]:
    """The codes of all that a report names."""
    return _codes(Edition(report))


@lru_cache(maxsize=64)
def _codes(edition: Edition) -> frozenset[str]:
    return frozenset(name.code for name in names(edition.report.text))
