"""The line before the desk: so many are served at once, so many wait, and nobody waits behind all the
questions of one other.

Each reader has a line of his own, and the lines take turns (round robin). When no more may wait, the
last in the longest line goes: who asks most is turned away first. All on one event loop.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from assistant.errors import Busy

_LONGEST_WAIT = 60  # seconds that one who is turned away is told to wait, at most
_STEADINESS = 0.9  # of the mean time of a turn


class Line:
    def __init__(self, at_once: int, waiting: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._free = at_once
        self._at_once = at_once
        self._most = waiting
        self._lines: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()
        self._clock = clock
        self._mean = 1.0

    @property
    def waiting(self) -> int:
        return sum(map(len, self._lines.values()))

    @property
    def served(self) -> int:
        return self._at_once - self._free

    async def enter(self, who: str) -> float:
        """Wait for one's turn, and give when it began, which ``leave`` takes; raises Busy
        (``too_many``) when too many wait already."""
        if self._free:
            self._free -= 1
            return self._clock()
        if self.waiting >= self._most:
            self._make_room(who)
        turn = asyncio.get_running_loop().create_future()
        self._lines.setdefault(who, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self._next()  # the turn came at the moment its owner went
            else:
                self._forget(who, turn)
            raise
        return self._clock()

    def leave(self, began: float) -> None:
        self._mean = _STEADINESS * self._mean + (1 - _STEADINESS) * (self._clock() - began)
        self._next()

    def _next(self) -> None:
        while self._lines:
            who, line = self._lines.popitem(last=False)
            turn = line.popleft()
            if line:
                self._lines[who] = line  # at the end: the others first
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

    def _make_room(self, who: str) -> None:
        seconds = min(_LONGEST_WAIT, max(1, math.ceil(self._mean * (self.waiting + 1) / self._at_once)))
        refusal = Busy("too_many", seconds=seconds)
        greediest = max(self._lines, key=lambda name: len(self._lines[name]), default=who)
        if len(self._lines.get(greediest, ())) <= len(self._lines.get(who, ())) + 1:
            raise refusal
        turned_away = self._lines[greediest][-1]
        self._forget(greediest, turned_away)
        turned_away.set_exception(refusal)

    def _forget(self, who: str, turn: asyncio.Future[None]) -> None:
        line = self._lines.get(who)
        if line and turn in line:
            line.remove(turn)
            if not line:
                del self._lines[who]
