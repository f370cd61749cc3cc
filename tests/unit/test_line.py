"""The line before the desk: turns go round, and who asks most is turned away first."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from assistant.errors import Busy
from assistant.portal.limits.line import Line


def run(work: Coroutine[Any, Any, None]) -> None:
    """In a thread of its own: other tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


async def entering(line: Line, who: str, served: list[str]) -> asyncio.Task[None]:
    async def enter() -> None:
        began = await line.enter(who.rstrip("0123456789"))
        served.append(who)
        line.leave(began)

    task = asyncio.create_task(enter())
    await asyncio.sleep(0)
    return task


def test_turns_go_round_the_readers() -> None:
    async def work() -> None:
        line, served = Line(1, 10), []
        began = await line.enter("first")
        tasks = [await entering(line, who, served) for who in ("a1", "a2", "a3", "b1", "c1", "b2")]
        assert (line.waiting, line.served) == (6, 1)
        line.leave(began)
        await asyncio.gather(*tasks)
        assert served == ["a1", "b1", "c1", "a2", "b2", "a3"]
        assert (line.waiting, line.served) == (0, 0)

    run(work())


def test_so_many_at_once_and_no_more() -> None:
    async def work() -> None:
        line = Line(2, 10)
        first, _ = await line.enter("a"), await line.enter("a")
        third = asyncio.create_task(line.enter("b"))
        await asyncio.sleep(0)
        assert not third.done()
        line.leave(first)
        await third

    run(work())


def test_the_greediest_makes_room_for_others() -> None:
    async def work() -> None:
        line, served = Line(1, 3), []
        began = await line.enter("x")
        greedy = [await entering(line, f"a{number}", served) for number in (1, 2, 3)]
        modest = await entering(line, "b1", served)
        with pytest.raises(Busy) as turned_away:
            await greedy[2]
        assert turned_away.value.code == "too_many"
        assert turned_away.value.values["seconds"] >= 1
        with pytest.raises(Busy):
            await line.enter("a")
        line.leave(began)
        await asyncio.gather(*greedy[:2], modest)
        assert served == ["a1", "b1", "a2"]

    run(work())


def test_who_goes_away_leaves_no_gap() -> None:
    async def work() -> None:
        line, served = Line(1, 10), []
        began = await line.enter("x")
        gone, stays = await entering(line, "a1", served), await entering(line, "b1", served)
        gone.cancel()
        await asyncio.sleep(0)
        assert line.waiting == 1
        line.leave(began)
        await stays
        assert served == ["b1"]
        assert line.served == 0

    run(work())
