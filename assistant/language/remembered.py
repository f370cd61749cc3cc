"""Results of pure functions of a text, remembered while it is asked for again: bounded in number and size.

One question is looked at by many rules, each of which folds it, reads its names and its cues; whole
reports go through the same functions, and are not kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

LONGEST = 2_000  # characters of a text that is remembered: a question, a sentence, most paragraphs

P = ParamSpec("P")
T = TypeVar("T")
OfText = Callable[Concatenate[str, P], T]


def remembered(most: int) -> Callable[[OfText[P, T]], OfText[P, T]]:
    """Keeps the last ``most`` results of a function whose result depends on nothing but its arguments."""

    def remembering(function: OfText[P, T]) -> OfText[P, T]:
        kept = lru_cache(maxsize=most)(function)

        @wraps(function)
        def asked(text: str, /, *args: P.args, **kwargs: P.kwargs) -> T:
            return (kept if len(text) <= LONGEST else function)(text, *args, **kwargs)

        return asked

    return remembering
