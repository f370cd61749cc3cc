"""The desk that every question over HTTP comes to: in turn, within its time, in a thread of its own.

Answers are made by threads that do nothing else, so that signs of life, reports and the page stay
quick whatever is asked; between them and the event loop stands a queue.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, closing
from typing import Any, TypeVar

from assistant.access import Reader
from assistant.answering.pull import Leash, leashed
from assistant.assistant import Assistant
from assistant.errors import AssistantError, Busy
from assistant.model import Answer, Question, Sentence
from assistant.portal.asked import Account, Heard, address
from assistant.portal.limits.line import Line
from assistant.settings import Settings

T = TypeVar("T")
Part = Sentence | Answer
Parts = Generator[Part, None, None]
_QUOTING, _WRITING = 2, 16  # at once: quoting keeps a core busy, a written answer waits for its model
_END = object()


class Desk:
    """``seen`` gives what the reader of a request may see. Each of those in ``hearing`` is told of every
    question, once, when it has ended."""

    def __init__(self, seen: Callable[[Any], Assistant], settings: Settings) -> None:
        writes = bool(settings.model or settings.model_url)
        at_once = settings.questions_at_once or (_WRITING if writes else _QUOTING)
        self._seen, self._seconds = seen, settings.question_seconds
        self.hearing: list[Heard] = []
        self.line = Line(at_once, settings.questions_waiting)
        self._threads = ThreadPoolExecutor(at_once, "question")

    async def ask(self, request: Any, question: Question) -> Answer:
        """Raises what ``Assistant.ask`` does, and Busy: too many wait, or it took too long."""
        parts = self._parts(request, question, lambda assistant: (assistant.ask(question) for _ in range(1)))
        answer = [part async for part in parts][-1]
        assert isinstance(answer, Answer)
        return answer

    async def stream(self, request: Any, question: Question) -> AsyncGenerator[Part, None]:
        """Verified sentences as they are ready, and last the whole Answer; raises as ``ask`` does."""
        asked = self._parts(request, question, lambda assistant: assistant.stream(question))
        async with aclosing(asked) as parts:
            async for part in parts:
                yield part

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _parts(
        self, request: Any, question: Question, asked: Callable[[Assistant], Parts]
    ) -> AsyncGenerator[Part, None]:
        account = Account(request, question)
        try:
            async with aclosing(self._answered(request, asked, account)) as parts:
                async for part in parts:
                    yield part
        except AssistantError as error:
            account.ended = error.code
            raise
        except Exception:
            account.ended = "internal"
            raise
        finally:
            told = account.told()
            for heard in self.hearing:
                heard(told)

    async def _answered(
        self, request: Any, asked: Callable[[Assistant], Parts], account: Account
    ) -> AsyncGenerator[Part, None]:
        loop = asyncio.get_running_loop()
        ends = loop.time() + self._seconds
        began = await self._within(self.line.enter(who(request)), ends)
        account.begin()
        work = _Work(lambda: asked(account.saw(self._seen(request))))
        done = loop.run_in_executor(self._threads, work.run, loop)
        # Not when the reader goes or the time is up, but when the thread is free again.
        done.add_done_callback(lambda _: self.line.leave(began))
        try:
            while (part := await self._within(work.parts.get(), ends)) is not _END:
                if isinstance(part, BaseException):
                    raise part
                if isinstance(part, Answer):
                    account.answered(part)
                yield part
        finally:
            work.stop()

    async def _within(self, awaited: Awaitable[T], ends: float) -> T:
        try:
            async with asyncio.timeout_at(ends):
                return await awaited
        except TimeoutError:
            raise Busy("out_of_time", limit=f"{self._seconds:g}", seconds=5) from None


class _Work:
    """One question in a thread; ``parts`` ends with what it raised, or with ``_END``."""

    def __init__(self, asked: Callable[[], Parts]) -> None:
        self._asked = asked
        self._stopped = threading.Event()
        self._leash = Leash()
        self.parts: asyncio.Queue[Any] = asyncio.Queue()

    def run(self, loop: asyncio.AbstractEventLoop) -> None:
        ending: object = _END
        try:
            if self._stopped.is_set():
                return
            with leashed(self._leash), closing(self._asked()) as asked:
                for part in asked:
                    if self._stopped.is_set():
                        return
                    loop.call_soon_threadsafe(self.parts.put_nowait, part)
        except Exception as error:  # noqa: BLE001 raised again where the question was asked
            ending = error
        finally:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self.parts.put_nowait, ending)

    def stop(self) -> None:
        """Let no further sentence be made, and cancel what a model is asked."""
        self._stopped.set()
        self._leash.cut()


def who(request: Any) -> str:
    """In whose line a request stands: the reader's, or that of the address."""
    reader: Reader | None = request.scope.get("state", {}).get("reader")
    if reader is None or reader.how == "anonymous":
        return address(request.scope)
    return f"{reader.how}/{reader.name}"
