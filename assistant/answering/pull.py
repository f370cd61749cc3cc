"""An asynchronous stream, read by a caller that is not: with a deadline, closable, and cancelled at once
by another thread that holds its leash.

A model streams through asyncio because only there a read can be cancelled at once, whether the
server is silent, drips, or is still being looked up. One loop in one daemon thread serves all
questions, because providers keep clients that are bound to the loop they were first used in.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import AsyncIterator, Generator, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")
_END = object()
_GRACE = 2.0


class Leash:
    """Holds the streams that are read under it; ``cut`` cancels them, and all that would follow."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reading: list[Future[Any]] = []
        self._is_cut = False

    def hold(self, reading: Future[Any]) -> None:
        with self._lock:
            self._reading.append(reading)
            is_cut = self._is_cut
        if is_cut:
            reading.cancel()

    def cut(self) -> None:
        with self._lock:
            self._is_cut = True
            held = tuple(self._reading)
        for reading in held:
            reading.cancel()


_leash: ContextVar[Leash | None] = ContextVar("leash", default=None)


@contextmanager
def leashed(leash: Leash) -> Iterator[None]:
    """Whatever this thread pulls in here is held by ``leash``."""
    before = _leash.set(leash)
    try:
        yield
    finally:
        _leash.reset(before)


def pull(stream: AsyncIterator[T], seconds: float) -> Generator[T, None, None]:
    """The items of ``stream`` as they come.

    Raises TimeoutError when the stream has not ended after ``seconds`` in all, and what the stream
    raises. Closing this generator cancels the stream, wherever it waits.
    """
    items: queue.SimpleQueue[object] = queue.SimpleQueue()

    async def drain() -> None:
        async with asyncio.timeout(seconds):
            async for item in stream:
                items.put(item)

    reading: Future[None] = asyncio.run_coroutine_threadsafe(drain(), _loop())
    reading.add_done_callback(lambda _: items.put(_END))
    if leash := _leash.get():
        leash.hold(reading)
    try:
        while (item := _next(items, seconds)) is not _END:
            yield item  # type: ignore[misc]
        reading.result()
    finally:
        reading.cancel()


def _next(items: queue.SimpleQueue[object], seconds: float) -> object:
    try:
        return items.get(timeout=seconds + _GRACE)
    except queue.Empty:
        raise TimeoutError from None  # the loop's own thread is blocked


@cache
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="model", daemon=True).start()
    return loop
