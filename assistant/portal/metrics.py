"""``/metrics`` for Prometheus: what was asked and answered, how long it took, what waits, what is kept.

Each server has a registry of its own. No question text and no reader's name is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from assistant import __version__
from assistant.assistant import Assistant
from assistant.errors import AssistantError, NotAllowed
from assistant.portal.access.keys import Keys
from assistant.portal.access.rights import Seen, require
from assistant.portal.asked import Asked
from assistant.portal.limits.line import Line
from assistant.settings import Settings

_PREFIX = "report_assistant"
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0)


class Metrics:
    """Counts since the server started, and its state now."""

    def __init__(self, line: Line, lost: Callable[[], int] = lambda: 0) -> None:
        """``lost``: how many questions the audit log could not note."""
        from prometheus_client import CollectorRegistry, Counter, Histogram, Info, ProcessCollector

        self.registry = own = CollectorRegistry()
        name = f"{_PREFIX}_{{}}".format
        Info(_PREFIX, "The program", registry=own).info({"version": __version__})
        self._questions = Counter(
            name("questions"), "Questions, by where they came in and how they ended", ["face", "ended"],
            registry=own,
        )  # fmt: skip
        self._answers = Counter(
            name("answers"), "Answers, by outcome and by who wrote them", ["outcome", "mode"], registry=own
        )
        self._steps = Histogram(
            name("step_seconds"), "Time in each step of an answer", ["step"], buckets=_SECONDS, registry=own
        )
        self._removed = Counter(
            name("sentences_removed"), "Sentences left out for want of support", registry=own
        )
        self._waits = Histogram(
            name("wait_seconds"), "Time before a question's turn came", buckets=_SECONDS, registry=own
        )
        self._tokens = Counter(name("model_tokens"), "Tokens of the model", ["kind"], registry=own)
        ProcessCollector(registry=own)
        self._line, self._lost = line, lost

    def note(self, asked: Asked) -> None:
        self._questions.labels(asked.face, asked.ended).inc()
        self._waits.observe(asked.waited)
        if answer := asked.answer:
            self._answers.labels(answer.outcome, answer.mode).inc()
            self._removed.inc(answer.removed)
            for step, milliseconds in answer.timings_ms.items():
                self._steps.labels(step).observe(milliseconds / 1000)
            for kind in ("prompt_tokens", "completion_tokens"):
                if tokens := answer.usage.get(kind):
                    self._tokens.labels(kind.removesuffix("_tokens")).inc(tokens)

    def text(self, seen: Callable[[], Assistant]) -> bytes:
        """All counts, and of the reports those that are ``seen``."""
        from prometheus_client import generate_latest

        state: Any = _State(seen, self._line, self._lost)
        return generate_latest(self.registry) + generate_latest(state)


class _State:
    """What is looked up when it is asked for; what cannot be read, or may not be known, is left out."""

    def __init__(self, seen: Callable[[], Assistant], line: Line, lost: Callable[[], int]) -> None:
        self._seen, self._line, self._lost = seen, line, lost

    def collect(self) -> Iterator[Any]:
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

        help = "Questions that the audit log could not note"
        yield CounterMetricFamily(f"{_PREFIX}_audit_lost", help, value=self._lost())
        rows: list[tuple[str, str, Callable[[], float]]] = [
            ("questions_waiting", "Questions that wait for their turn", lambda: self._line.waiting),
            ("questions_served", "Questions that are being answered", lambda: self._line.served),
            ("reports", "Reports kept", lambda: len(self._seen().reports())),
            ("paragraphs", "Paragraphs kept", self._paragraphs),
            ("index_bytes", "Size of the index on disk", self._bytes),
        ]
        for name, help, value in rows:
            try:
                yield GaugeMetricFamily(f"{_PREFIX}_{name}", help, value=value())
            except (AssistantError, OSError):
                continue

    def _paragraphs(self) -> int:
        return sum(report.paragraphs for report in self._seen().reports())

    def _bytes(self) -> int:
        """Raises NotAllowed for one who does not see all that takes room there."""
        assistant = self._seen()
        if not assistant.index.is_whole:
            raise NotAllowed("not_admin")
        return sum(_size(path) for path in (assistant.settings.home / "index").rglob("*"))


def router(metrics: Metrics, seen: Seen, settings: Settings) -> APIRouter:
    routes, keys = APIRouter(), Keys(settings.home)

    @routes.get("/metrics", response_class=PlainTextResponse)
    def counts(request: Request) -> Response:
        """Counts and times for Prometheus; for admins only, where one can sign in or has a key."""
        from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

        if settings.sign_in or not settings.anonymous or keys.all():
            require(request, "admin")
        return Response(metrics.text(lambda: seen(request)), media_type=CONTENT_TYPE_PLAIN_0_0_4)

    return routes


def _size(path: Path) -> int:
    """Of a file; 0 when it has just gone, or is a folder."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except FileNotFoundError:
        return 0
