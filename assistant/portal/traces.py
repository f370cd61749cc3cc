"""OpenTelemetry: a span for each question, and in it one for each step of the answer.

Sent by OTLP (gRPC) to the address of the settings, and nowhere where none is set. A provider of our own:
whatever else in the process knows OpenTelemetry sends nothing through it.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant import __version__
from assistant.portal.asked import Asked

_NS = 1_000_000_000
_STEPS = ("understand", "find", "compose", "verify")


class Traces:
    """``endpoint``: the collector, such as http://127.0.0.1:4317."""

    def __init__(self, endpoint: str) -> None:
        from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        about = {"service.name": "report-assistant", "service.version": __version__}
        self._provider = TracerProvider(resource=Resource.create(about), shutdown_on_exit=False)
        exporter = OTLPSpanExporter(endpoint=endpoint, insecure=not endpoint.startswith("https:"), timeout=5)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("assistant", __version__)

    def note(self, asked: Asked) -> None:
        """The steps of an answer follow one another from its turn on."""
        from opentelemetry.trace import Status, StatusCode, set_span_in_context
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        came = int(asked.at * _NS)
        parent = TraceContextTextMapPropagator().extract({"traceparent": asked.traceparent})
        span = self._tracer.start_span("question", parent, start_time=came, attributes=_facts(asked))
        inside = set_span_in_context(span)
        for name, starts, ends in _steps(asked):
            step = self._tracer.start_span(name, inside, start_time=came + int(starts * _NS))
            step.end(came + int(ends * _NS))
        if asked.ended not in ("answered", "gone"):
            span.set_status(Status(StatusCode.ERROR, asked.ended))
        span.end(came + int(asked.took * _NS))

    def close(self) -> None:
        """When what is held back has been sent, or cannot be."""
        self._provider.shutdown()


def _facts(asked: Asked) -> dict[str, str | int]:
    facts: dict[str, str | int] = {"assistant.face": asked.face, "assistant.ended": asked.ended}
    if answer := asked.answer:
        facts |= {
            "assistant.outcome": answer.outcome,
            "assistant.mode": answer.mode,
            "assistant.language": answer.language,
            "assistant.citations": len(answer.citations),
            "assistant.removed": answer.removed,
        }
    return facts


def _steps(asked: Asked) -> Iterator[tuple[str, float, float]]:
    """Name, start and end in seconds since the question came."""
    yield "wait", 0.0, asked.waited
    starts = asked.waited
    for name in _STEPS:
        if asked.answer and name in asked.answer.timings_ms:
            ends = starts + asked.answer.timings_ms[name] / 1000
            yield name, starts, ends
            starts = ends
