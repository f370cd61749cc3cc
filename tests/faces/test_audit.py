"""Who asked and what was cited: kept for a time, whichever way the question came; the log; the traces."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.access import Reader
from assistant.assistant import Assistant
from assistant.model import Question
from assistant.portal.access.keys import Keys
from assistant.portal.asked import Asked
from assistant.portal.audit import Audit, rows
from assistant.portal.limits.line import Line
from assistant.portal.metrics import Metrics
from assistant.settings import Settings
from tests.faces.conftest import QUESTION, REPORT, ask, http, served
from tests.faces.test_cli import assistant as run
from tests.faces.test_mcp import over_http, tool

ASKED = "第2(e)段说了什么？"


@pytest.fixture
def home(first_report_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(first_report_home, tmp_path / "home"))


def noted(home: Path, count: int) -> list[dict[str, Any]]:
    """So many rows, as soon as they are there: a thread of its own writes them."""
    ends = time.monotonic() + 20
    while len(found := list(rows(home))) < count and time.monotonic() < ends:
        time.sleep(0.05)
    assert len(found) == count
    return found


def test_every_way_in_is_noted_with_reader_paragraphs_and_version(home: Path, chromium: Any) -> None:
    key = Keys(home).add("harvester", "reader", ("finance",))
    asked = {"messages": [{"role": "user", "content": ASKED}]}
    with served(home, ASSISTANT_AUDIT_QUESTIONS="on") as url:
        assert http.post(f"{url}/api/ask", json={"question": ASKED}, headers={"X-API-Key": key}).is_success
        assert http.post(f"{url}/v1/chat/completions", json=asked).is_success
        over_http(url, tool("ask", question=ASKED), key)
        for path in ("/", "/embed"):
            context = chromium.new_context(locale="zh-CN")
            page = context.new_page()
            page.goto(url + path)
            page.wait_for_selector(QUESTION)
            ask(page, ASKED)
            context.close()
        found = noted(home, 5)
    assert [row["face"] for row in found] == ["api", "openai", "mcp", "page", "widget"]
    assert [(row["how"], row["reader"], row["role"]) for row in found[:3]] == [
        ("key", "harvester", "reader"),
        ("anonymous", "", "curator"),
        ("key", "harvester", "reader"),
    ]
    report = json.loads(run(home, "reports", "--json").stdout)[0]
    for row in found:
        assert (row["question"], row["ended"], row["outcome"], row["mode"]) == (
            ASKED,
            "answered",
            "answered",
            "quoted",
        )
        assert row["citations"] == [f"{REPORT}#2(e)"]
        assert row["versions"] == {REPORT: report["sha256"]}
        assert row["generation"] == found[0]["generation"] != ""
        assert row["address"] == "127.0.0.1"

    told = run(home, "audit", "--json", "--reader", "harvester")
    assert [json.loads(line) for line in told.stdout.splitlines()] == [found[0], found[2]]
    assert len(run(home, "audit", "--json", "--report", REPORT).stdout.splitlines()) == 5
    assert run(home, "audit", "--json", "--report", "another").stdout == ""
    assert run(home, "audit", "--json", "--since", "2999-01-01").stdout == ""
    assert len(run(home, "audit", "--json", "--since", "1").stdout.splitlines()) == 5
    assert "key/harvester" in run(home, "audit", COLUMNS="200").stdout
    assert f"{REPORT}#2(e)" in run(home, "audit", COLUMNS="40").stdout
    assert run(home, "audit", "--since", "yesterday").returncode == 2


def test_texts_are_not_kept_unless_the_setting_says_so(home: Path) -> None:
    with served(home) as url:
        http.post(f"{url}/api/ask", json={"question": "辣椒酱在哪里买？"})
        (row,) = noted(home, 1)
    assert (row["question"], row["outcome"], row["citations"]) == (None, "refused", [])
    assert (home / "audit.sqlite").stat().st_mode & 0o077 == 0
    assert "辣椒酱".encode() not in (home / "audit.sqlite").read_bytes()
    with served(home, ASSISTANT_AUDIT_DAYS="0") as url:
        http.post(f"{url}/api/ask", json={"question": "辣椒酱在哪里买？"})
    assert list(rows(home)) == [row]


def test_a_question_that_gets_no_answer_is_noted_too(home: Path) -> None:
    with served(home) as url:
        http.post(f"{url}/api/ask", json={"question": "问", "reports": ["nowhere"]})
        (row,) = noted(home, 1)
    assert (row["ended"], row["outcome"], row["mode"]) == ("unknown_report", "", "")


def asked_at(day: float) -> Asked:
    return Asked(
        Reader("fang\x1b[31m", how="proxy"),
        "10.0.0.7",
        "api",
        Question("甲"),
        day * 86_400,
        0.0,
        0.1,
        "gone",
        None,
        None,
    )


def test_what_is_older_than_the_days_is_forgotten(settings: Settings) -> None:
    now = [10.0 * 86_400]
    kept = replace(settings, audit_days=7.0)
    audit = Audit(kept, lambda: now[0])
    audit.note(asked_at(2.0))
    audit.note(asked_at(4.0))
    audit.close()
    now[0] = 10.5 * 86_400
    again = Audit(kept, lambda: now[0])
    again.note(asked_at(10.5))
    again.close()
    assert [row["at"][:16] for row in rows(settings.home)] == ["1970-01-05T00:00", "1970-01-11T12:00"]
    shown = run(settings.home, "audit", COLUMNS="200").stdout
    assert "fang" in shown
    assert "\x1b" not in shown


def test_what_could_not_be_noted_is_counted_and_told(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.home.mkdir(parents=True, exist_ok=True)
    (settings.home / "audit.sqlite").write_bytes(b"no database, but long enough to be looked at" * 100)
    audit = Audit(settings)
    audit.note(asked_at(2.0))
    audit.note(replace(asked_at(3.0), reader=None))  # whatever it is that fails
    audit.close()
    assert audit.lost == 2
    assert "audit.sqlite" in caplog.text
    metrics = Metrics(Line(1, 1), lambda: audit.lost).text(lambda: Assistant(settings))
    assert b"report_assistant_audit_lost_total 2.0" in metrics


def test_a_damaged_audit_log_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "audit.sqlite").write_bytes(b"no database, but long enough to be looked at" * 100)
    done = run(tmp_path, "audit", "--json")
    assert done.returncode == 1
    assert "audit.sqlite" in done.stderr


def logged(home: Path) -> list[dict[str, Any]]:
    text = (home.parent / f"{home.name}.log").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_the_log_is_json_and_tells_no_question(home: Path) -> None:
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    with served(home, ASSISTANT_LOG="json") as url:
        http.post(f"{url}/api/ask", json={"question": ASKED}, headers={"traceparent": parent})
    lines = logged(home)
    assert "2(e)" not in str(lines)
    (line,) = [each for each in lines if each["message"] == "question answered"]
    assert (line["level"], line["face"], line["how"], line["outcome"]) == (
        "info",
        "api",
        "anonymous",
        "answered",
    )
    assert line["trace"] == "0af7651916cd43dd8448eb211c80319c"
    assert set(line["timings_ms"]) == {"understand", "find", "compose", "verify", "total"}
    with served(home, ASSISTANT_LOG="json", ASSISTANT_LOG_QUESTIONS="on") as url:
        http.post(f"{url}/api/ask", json={"question": ASKED})
    assert [each["question"] for each in logged(home) if "question" in each] == [ASKED]


def test_a_form_of_log_that_is_none_is_refused(tmp_path: Path) -> None:
    done = run(tmp_path, "reports", ASSISTANT_LOG="xml")
    assert done.returncode == 2
    assert "ASSISTANT_LOG" in done.stderr


@contextmanager
def collector() -> Iterator[tuple[str, Callable[[], list[Any]]]]:
    """A real OTLP collector on loopback: its address, and the spans that have come."""
    import grpc
    from opentelemetry.proto.collector.trace.v1 import trace_service_pb2 as messages
    from opentelemetry.proto.collector.trace.v1 import trace_service_pb2_grpc as service

    came: list[Any] = []

    class Collector(service.TraceServiceServicer):  # type: ignore[misc]
        def Export(self, request: Any, context: Any) -> Any:  # noqa: N802
            came.extend(
                span
                for resource in request.resource_spans
                for scope in resource.scope_spans
                for span in scope.spans
            )
            return messages.ExportTraceServiceResponse()

    server = grpc.server(ThreadPoolExecutor(2))
    service.add_TraceServiceServicer_to_server(Collector(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield f"http://127.0.0.1:{port}", lambda: came
    server.stop(None).wait()


def test_a_question_is_traced_with_its_steps(home: Path) -> None:
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    with collector() as (address, came):
        with served(home, ASSISTANT_TRACES=address) as url:
            http.post(f"{url}/api/ask", json={"question": ASKED}, headers={"traceparent": parent})
        spans = {span.name: span for span in came()}
    assert set(spans) == {"question", "wait", "understand", "find", "compose", "verify"}
    whole = spans.pop("question")
    assert whole.trace_id.hex() == "0af7651916cd43dd8448eb211c80319c"
    assert whole.parent_span_id.hex() == "b7ad6b7169203331"
    facts = {each.key: each.value.string_value or each.value.int_value for each in whole.attributes}
    assert facts["assistant.outcome"] == "answered"
    assert facts["assistant.face"] == "api"
    assert "2(e)" not in str(facts)
    for span in spans.values():
        assert span.parent_span_id == whole.span_id
        assert whole.start_time_unix_nano <= span.start_time_unix_nano <= span.end_time_unix_nano
        assert span.end_time_unix_nano <= whole.end_time_unix_nano + 1_000_000
