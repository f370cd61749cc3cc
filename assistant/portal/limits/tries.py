"""How often an address may show a key, a token or a session that is none."""

from __future__ import annotations

import hashlib
from collections import OrderedDict

from assistant.portal.limits.rates import Rates

_REMEMBERED = 10_000


class Tries:
    """An address that failed too often is asked to wait, before what it shows is looked at. What had been
    right before is still let in, so that one who guesses does not shut out those who sit beside him."""

    def __init__(self, rates: Rates) -> None:
        self._rates = rates
        self._right: OrderedDict[bytes, None] = OrderedDict()

    def check(self, address: str, proof: str = "") -> None:
        """Raises Busy (``too_many_tries``)."""
        if not proof or _digest(proof) not in self._right:
            self._rates.may_try(address)

    def right(self, proof: str) -> None:
        self._right[_digest(proof)] = None
        self._right.move_to_end(_digest(proof))
        if len(self._right) > _REMEMBERED:
            self._right.popitem(last=False)

    def wrong(self, address: str, proof: str = "") -> None:
        """Also of what had been right until it was taken back."""
        self._right.pop(_digest(proof), None)
        self._rates.failed(address)


def _digest(proof: str) -> bytes:
    return hashlib.sha256(proof.encode()).digest()
