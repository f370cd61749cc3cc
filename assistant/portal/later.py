"""An application whose framework is imported when it is first asked for, so that the server starts as fast
without it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any


class Later:
    """ASGI. ``make`` gives a Starlette application; its lifespan runs from the first request to ``close``."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._opening = asyncio.Lock()
        self._over = asyncio.Event()
        self._app: Any = None
        self._living: asyncio.Task[None] | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async with self._opening:
            if self._app is None:
                app, begun = await asyncio.to_thread(self._make), asyncio.Event()
                self._living = asyncio.create_task(self._live(app, begun))
                await begun.wait()
                self._app = app
        await self._app(scope, receive, send)

    async def close(self) -> None:
        self._over.set()
        if self._living:
            await self._living

    async def _live(self, app: Any, begun: asyncio.Event) -> None:
        """In a task of its own, for a task group is left by the task that entered it."""
        async with app.router.lifespan_context(app):
            begun.set()
            await self._over.wait()
