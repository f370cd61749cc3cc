"""Lexical indexes side by side, one for each circle of readers, and several of them searched as one.

A report stands on the shelf of the groups that may see it, the open ones on a shelf of their own. A
search is given the shelves that its reader may see and opens no other: what is hidden can move neither
a score nor the rarity of a word.
"""

from __future__ import annotations

import hashlib
import math
import shutil
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Protocol

from assistant.index.lexical import ALL, LOCK, PATIENCE, Lexical, Match, Only, Words
from assistant.index.lock import all_locks
from assistant.index.query import Concept

Groups = tuple[str, ...]  # sorted; empty: open to all
OPEN: Groups = ()


class Searched(Protocol):
    """What a search asks of one shelf, or of several."""

    def frequency(self, field: str, term: str) -> int: ...
    def size(self) -> int: ...
    def matches(self, ids: Collection[str], only: Only = ALL) -> list[Match]: ...
    def any(self, only: Only) -> bool: ...
    def search(self, concepts: Sequence[Concept], most: int, only: Only = ALL) -> list[Match]: ...


class Shelves:
    """The lexical indexes of a folder, opened when they are first needed; one thread at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[Groups, Lexical] = {}

    def of(self, groups: Groups) -> Lexical:
        """The shelf of these groups; made when there is none."""
        if groups not in self._open:
            self._place(groups).mkdir(parents=True, exist_ok=True)
            self._open[groups] = Lexical(self._place(groups))
        return self._open[groups]

    def now(self, circles: Iterable[Groups]) -> dict[Groups, Words]:
        """Those of these circles' shelves that there are, as they stand; makes none. Raises ValueError
        when a folder holds something else."""
        for groups in circles:
            if groups not in self._open and Lexical.there(self._place(groups)):
                self._open[groups] = Lexical(self._place(groups))
        return {groups: self._open[groups].now() for groups in circles if groups in self._open}

    def _place(self, groups: Groups) -> Path:
        name = hashlib.sha256("\n".join(groups).encode("utf-8")).hexdigest()[:16]
        return self._folder / f"shelf-{name}" if groups else self._folder

    def sweep(self) -> None:
        """Take all shelves away, once nobody changes them; raises HomeError when that lasts."""
        self._open.clear()
        with all_locks(self._folder, LOCK, PATIENCE):
            shutil.rmtree(self._folder, ignore_errors=True)

    def reload(self) -> None:
        """See what another process has committed."""
        for shelf in self._open.values():
            shelf.reload()


class Several:
    """Shelves searched as one, for the length of a search.

    Each scores by the rarity of a term among its own paragraphs; a term's weight is corrected by what it
    is worth among all of them, so that scores may be compared.
    """

    def __init__(self, shelves: Sequence[Words]) -> None:
        self._shelves = shelves
        self._known: dict[tuple[str, str], int] = {}

    def frequency(self, field: str, term: str) -> int:
        if (field, term) not in self._known:
            self._known[field, term] = self._counted(field, term)
        return self._known[field, term]

    def _counted(self, field: str, term: str) -> int:
        return sum(shelf.frequency(field, term) for shelf in self._shelves)

    def size(self) -> int:
        return sum(shelf.size() for shelf in self._shelves)

    def matches(self, ids: Collection[str], only: Only = ALL) -> list[Match]:
        return [match for shelf in self._shelves for match in shelf.matches(ids, only)]

    def any(self, only: Only) -> bool:
        return any(shelf.any(only) for shelf in self._shelves)

    def search(self, concepts: Sequence[Concept], most: int, only: Only = ALL) -> list[Match]:
        found = [
            match
            for shelf in self._shelves
            for match in shelf.search(concepts, most, only, self._correction(shelf))
        ]
        return sorted(found, key=lambda match: -match.score)[:most]

    def _correction(self, shelf: Words) -> Callable[[str, str], float]:
        size, own = self.size(), shelf.size()

        def worth(field: str, term: str) -> float:
            """BM25's idf among all shelves over that of this one."""
            inside = shelf.frequency(field, term)
            return rarity(size, self.frequency(field, term)) / rarity(own, inside) if inside else 1.0

        return worth


def rarity(size: int, frequency: int) -> float:
    """BM25's idf: ln(1 + (N − n + 0.5) / (n + 0.5))."""
    return math.log(1 + (size - frequency + 0.5) / (frequency + 0.5))
