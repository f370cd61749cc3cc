"""How often one may ask: a moving window for each signed-in reader and for each address."""

from __future__ import annotations

import math
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from ipaddress import ip_address
from typing import Any, TypeVar

from assistant.access import Reader
from assistant.errors import BadSetting, Busy
from assistant.model import Question
from assistant.settings import Settings, variable

T = TypeVar("T")

# What counts: the API. The page's own questions are counted where they are asked.
COUNTED = ("/api/", "/v1/", "/mcp")


class Rates:
    """Kept in memory: a restart forgets them."""

    def __init__(self, settings: Settings) -> None:
        """Raises BadSetting for a rate that is none."""
        from limits.storage import MemoryStorage
        from limits.strategies import MovingWindowRateLimiter

        self._window = MovingWindowRateLimiter(MemoryStorage())
        self._of_reader = _parsed("rate_user", settings.rate_user)
        self._of_address = _parsed("rate_address", settings.rate_address)
        self._of_failures = _parsed("rate_failures", settings.rate_failures)
        self._spares_loopback = not settings.limit_loopback

    def check(self, reader: Reader | None, address: str) -> None:
        """Count one request; raises Busy (``too_often``) with the seconds to wait.

        One who is not signed in and sits at this machine is not counted, unless the settings say so.
        """
        known = reader is not None and reader.how != "anonymous"
        if not known and self._spares(address):
            return
        if reader and known:
            self._count(self._of_reader, f"{reader.how}/{reader.name}")
        self._count(self._of_address, address)

    def failed(self, address: str) -> None:
        """Count a failed sign-in."""
        from limits import RateLimitItem

        if isinstance(self._of_failures, RateLimitItem) and not self._spares(address):
            self._window.hit(self._of_failures, "failed", address)

    def may_try(self, address: str) -> None:
        """Raises Busy (``too_many_tries``) where too many sign-ins failed."""
        from limits import RateLimitItem

        rate = self._of_failures
        if isinstance(rate, RateLimitItem) and not self._window.test(rate, "failed", address):
            raise Busy("too_many_tries", seconds=self._wait(rate, "failed", address))

    def counted(self, asking: Callable[[Any, Question], AsyncGenerator[T, None]]) -> Any:
        """``asking`` for the page, whose questions come by a path that does not count."""

        async def counting(request: Any, question: Question) -> AsyncGenerator[T, None]:
            self.check(request.scope["state"]["reader"], request.client.host if request.client else "")
            async with aclosing(asking(request, question)) as parts:
                async for part in parts:
                    yield part

        return counting

    def _count(self, rate: object, whose: str) -> None:
        from limits import RateLimitItem

        if isinstance(rate, RateLimitItem) and not self._window.hit(rate, whose):
            most, window = rate.amount, rate.get_expiry()
            raise Busy("too_often", most=most, window=window, seconds=self._wait(rate, whose))

    def _wait(self, rate: Any, *whose: str) -> int:
        """Seconds until there is room again."""
        return max(1, math.ceil(self._window.get_window_stats(rate, *whose).reset_time - time.time()))

    def _spares(self, address: str) -> bool:
        return self._spares_loopback and _is_loopback(address)


def _parsed(name: str, text: str) -> object:
    from limits import parse

    if not text or text == "off":
        return None
    try:
        return parse(text)
    except ValueError:
        raise BadSetting("bad_setting", name=variable(name), value=text) from None


def _is_loopback(address: str) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None)
    return (mapped or parsed).is_loopback
