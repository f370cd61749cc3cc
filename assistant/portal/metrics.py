"""``/metrics``: what was answered and how long its steps took, in Prometheus' text form."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse

from assistant.model import Answer
from assistant.portal.access.rights import require
from assistant.settings import Settings

_PREFIX = "report_assistant"


class Metrics:
    """Counts since the server started. No question text is kept."""

    def __init__(self) -> None:
        self._counting = threading.Lock()
        self._answers: Counter[tuple[str, str]] = Counter()
        self._seconds: dict[str, float] = defaultdict(float)
        self._removed = 0

    def note(self, answer: Answer) -> None:
        with self._counting:
            self._answers[answer.outcome, answer.mode] += 1
            self._removed += answer.removed
            for step, milliseconds in answer.timings_ms.items():
                self._seconds[step] += milliseconds / 1000

    def text(self) -> str:
        with self._counting:
            answers = [
                f'{_PREFIX}_answers_total{{outcome="{outcome}",mode="{mode}"}} {count}'
                for (outcome, mode), count in sorted(self._answers.items())
            ]
            steps = [
                f'{_PREFIX}_step_seconds_total{{step="{step}"}} {seconds:.6f}'
                for step, seconds in sorted(self._seconds.items())
            ]
            removed = f"{_PREFIX}_sentences_removed_total {self._removed}"
        return "\n".join(
            [
                f"# HELP {_PREFIX}_answers_total Questions answered, by outcome and by who wrote the answer.",
                f"# TYPE {_PREFIX}_answers_total counter",
                *answers,
                f"# HELP {_PREFIX}_step_seconds_total Time spent in each step of the answers.",
                f"# TYPE {_PREFIX}_step_seconds_total counter",
                *steps,
                f"# HELP {_PREFIX}_sentences_removed_total Sentences left out for want of support.",
                f"# TYPE {_PREFIX}_sentences_removed_total counter",
                removed,
                "",
            ]
        )


def router(metrics: Metrics, settings: Settings) -> APIRouter:
    routes = APIRouter()

    @routes.get("/metrics", response_class=PlainTextResponse)
    def counts(request: Request) -> PlainTextResponse:
        """Counts and times for Prometheus; for admins only, where one has to sign in."""
        if not settings.anonymous:
            require(request, "admin")
        return PlainTextResponse(metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return routes
