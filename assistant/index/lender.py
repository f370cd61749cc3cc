"""The store, opened when it is first asked for and never closed under those who ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition

from assistant.index.store import Store


class Lender:
    """Safe to share by threads."""

    def __init__(self, opened: Callable[[], Store]) -> None:
        """``opened`` opens the store; what it raises, every method but ``close`` raises."""
        self._opened = opened
        self._turn = Condition()
        self._borrowers = 0
        self._store: Store | None = None

    @property
    def is_open(self) -> bool:
        return self._store is not None

    @property
    def store(self) -> Store:
        """For who writes, and so is the one who may close it."""
        with self._turn:
            if self._store is None:
                self._store = self._opened()
            return self._store

    @contextmanager
    def lent(self) -> Iterator[Store]:
        with self._turn:
            store = self.store
            self._borrowers += 1
        try:
            yield store
        finally:
            with self._turn:
                self._borrowers -= 1
                self._turn.notify_all()

    def close(self) -> None:
        """Once it is given back: as long as anybody holds it, Chroma does not read its files anew."""
        with self._turn:
            self._turn.wait_for(lambda: not self._borrowers)
            if self._store:
                self._store.close()
            self._store = None
