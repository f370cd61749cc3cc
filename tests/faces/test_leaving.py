"""Told to stop, the server lets what is under way finish and takes nothing new."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from tests.conftest import environment
from tests.faces.conftest import _wait, free_port
from tests.llm_server import serve

ASKED = {"question": "报告对拘留儿童怎么说？"}
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to catch")


@contextmanager
def process(home: Path, character: str, **more: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A server whose model plays a character: the process and its address."""
    port, log = free_port(), home.parent / "server.log"
    with serve(character) as model, log.open("wb") as output:
        more |= {"ASSISTANT_MODEL": "scripted", "ASSISTANT_MODEL_URL": model.url, "ASSISTANT_MODEL_KEY": "k"}
        env = environment(home, ASSISTANT_PORT=str(port), **more)
        running = subprocess.Popen([sys.executable, "-m", "assistant", "chat"], env=env, stderr=output)
        try:
            _wait(f"http://127.0.0.1:{port}", running, log)
            yield running, f"http://127.0.0.1:{port}"
        finally:
            running.kill()
            running.wait()


@pytest.fixture
def home(first_report_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(first_report_home, tmp_path / "home"))


def test_a_stream_finishes_and_new_requests_get_503(home: Path) -> None:
    with (
        process(home, "writes_slowly", ASSISTANT_MODEL_TIMEOUT="4") as (running, url),
        httpx.Client(timeout=60) as client,
    ):
        streaming = {"Accept": "text/event-stream", "Accept-Language": "en"}
        with client.stream("POST", f"{url}/api/ask", json=ASKED, headers=streaming) as answer:
            lines = answer.iter_lines()
            assert next(lines) == "event: sentence"
            running.send_signal(signal.SIGTERM)
            while (ready := httpx.get(f"{url}/readyz", headers=streaming)).status_code == 200:
                pass  # the signal is on its way
            assert (ready.status_code, ready.json()["error"]["code"]) == (503, "stopping")
            assert ready.headers["retry-after"] == "5"
            turned_away = httpx.post(f"{url}/api/ask", json=ASKED)
            assert (turned_away.status_code, turned_away.json()["error"]["code"]) == (503, "stopping")
            assert httpx.get(f"{url}/healthz").status_code == 200
            rest = list(lines)
        assert [line for line in rest if line.startswith("event:")][-1] == "event: answer"
        assert running.wait(30) == 0


def test_what_takes_too_long_is_cut_off(home: Path) -> None:
    """The model's second sentence would take a minute."""
    with (
        process(home, "writes_slowly", ASSISTANT_STOP_SECONDS="0.5", ASSISTANT_MODEL_TIMEOUT="60") as (
            running,
            url,
        ),
        httpx.Client(timeout=60) as client,
        client.stream(
            "POST", f"{url}/api/ask", json=ASKED, headers={"Accept": "text/event-stream"}
        ) as answer,
    ):
        lines = answer.iter_lines()
        assert next(lines) == "event: sentence"
        running.send_signal(signal.SIGTERM)
        with suppress(httpx.HTTPError):
            assert "event: answer" not in list(lines)
        assert running.wait(30) == 0


def test_an_idle_server_stops_on_sigterm(home: Path) -> None:
    with process(home, "honest") as (running, _):
        running.send_signal(signal.SIGTERM)
        assert running.wait(30) == 0
