"""Gradio without its calls home, and without the half of its import that we have no use for."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from assistant.assistant import Assistant
from assistant.settings import Settings


def mount(app: Any, seen: Callable[[Any], Assistant], asking: Any, settings: Settings) -> None:
    """Put the chat page at ``/`` of a FastAPI app; ``seen`` gives what the reader of a request may see,
    ``asking`` (see ``talk.Asking``) answers a question of his."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_MCP_SERVER"] = "False"
    with without_stubs(), without_mcp():
        from assistant.chat import page
    page.mount(app, seen, asking, settings)


@contextmanager
def without_stubs() -> Iterator[None]:
    """Import Gradio in here.

    At import Gradio parses the source of each of its components again to write ``.pyi`` stubs into
    its own folder (``component_meta.create_or_modify_pyi``), half of the whole time. It passes over
    a component whose source file cannot be told, so for the time of the import that is what
    ``inspect.getfile`` says of Gradio's classes.
    """
    original = inspect.getfile

    def getfile(thing: Any) -> str:
        if isinstance(thing, type) and thing.__module__.startswith("gradio."):
            raise OSError("source not wanted")
        return original(thing)

    inspect.getfile = getfile  # type: ignore[assignment]
    try:
        yield
    finally:
        inspect.getfile = original


@contextmanager
def without_mcp() -> Iterator[None]:
    """Import Gradio in here, which imports mcp where it is installed, for a server of its own that is off."""
    absent = "mcp" not in sys.modules
    if absent:
        sys.modules["mcp"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if absent:
            del sys.modules["mcp"]
