"""What became of one question, as the desk tells it to those who count and keep: metrics, log, audit."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from assistant.access import Reader
from assistant.assistant import Assistant
from assistant.model import Answer, Question

Face = Literal["page", "widget", "api", "openai", "mcp"]
_FACES: tuple[tuple[str, Face], ...] = (("/api/", "api"), ("/v1/", "openai"), ("/mcp", "mcp"))


@dataclass(frozen=True, slots=True)
class Asked:
    """One question that has ended.

    ``at`` is Unix time when it came; ``waited`` and ``took`` are seconds, before its turn and in all.
    ``ended`` is ``answered``, ``gone`` (the reader left), or the code of an error; ``assistant`` is what
    the reader saw, where the question's turn came; ``traceparent`` is what the request carries of its
    sender's trace (W3C Trace Context), or empty.
    """

    reader: Reader
    address: str
    face: Face
    question: Question
    at: float
    waited: float
    took: float
    ended: str
    answer: Answer | None
    assistant: Assistant | None
    traceparent: str = ""

    @property
    def trace(self) -> str:
        """The id of the sender's trace."""
        parts = self.traceparent.split("-")
        return parts[1] if len(parts) == 4 else ""


Heard = Callable[[Asked], None]


class Account:
    """One question from its coming to its end."""

    def __init__(self, request: Any, question: Question) -> None:
        self._request, self._question = request, question
        self._at, self._came, self._began = time.time(), time.monotonic(), 0.0
        self._assistant: Assistant | None = None
        self._answer: Answer | None = None
        self.ended = "gone"

    def begin(self) -> None:
        """Its turn has come."""
        self._began = time.monotonic()

    def saw(self, assistant: Assistant) -> Assistant:
        self._assistant = assistant
        return assistant

    def answered(self, answer: Answer) -> None:
        self._answer, self.ended = answer, "answered"

    def told(self) -> Asked:
        now = time.monotonic()
        return Asked(
            reader=self._request.scope.get("state", {}).get("reader") or Reader(),
            address=address(self._request.scope),
            face=face_of(self._request),
            question=self._question,
            at=self._at,
            waited=(self._began or now) - self._came,
            took=now - self._came,
            ended=self.ended,
            answer=self._answer,
            assistant=self._assistant,
            traceparent=self._request.headers.get("traceparent", ""),
        )


def face_of(request: Any) -> Face:
    """By which of the ways in a request came."""
    path = str(request.scope.get("path", "")).removeprefix(request.scope.get("root_path", ""))
    for start, face in _FACES:
        if path.startswith(start):
            return face
    return "widget" if framed(request) else "page"


def framed(request: Any) -> bool:
    """Whether the small page sent it, in a portal's frame."""
    return str(urlsplit(request.headers.get("referer", "")).path).endswith("/embed")


def address(scope: Any) -> str:
    """The client's, as a trusted proxy tells it."""
    return str((scope.get("client") or ("", 0))[0])
