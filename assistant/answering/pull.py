"""An asynchronous stream, read by a caller that is not: with a deadline, and closable.

A model streams through asyncio because only there a read can be cancelled at once, whether the
server is silent, drips, or is still being looked up. One loop in one daemon thread serves all
questions, because providers keep clients that are bound to the loop they were first used in.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import AsyncIterator, Generator
from concurrent.futures import Future
from functools import cache
from typing import TypeVar

T = TypeVar("T")
_END = object()
_GRACE = 2.0


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
