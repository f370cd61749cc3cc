"""A real server in its own process and data folder; Chromium when the machine has it."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit

import httpx
import pytest

from tests.conftest import environment

QUESTION = "#question textarea"
REPORT = "smuggling-of-migrants-wg-2018-draft-report-add.zh"
OPEN = Callable[..., Any]
# The first question waits for the index, on a busy machine for longer.
http = httpx.Client(timeout=60, limits=httpx.Limits(max_keepalive_connections=0))


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@contextmanager
def served(home: Path, **more: str) -> Iterator[str]:
    """The address of a running server."""
    port = int(more.pop("ASSISTANT_PORT", "") or free_port())
    log = home.parent / f"{home.name}.log"
    command = [sys.executable, "-m", "assistant", "chat"]
    env = environment(home, ASSISTANT_PORT=str(port), **more)
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=env, stdout=output, stderr=output)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url, process, log)
        yield url
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + 60
    while time.monotonic() < ends and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=30) as response:
                if response.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the server did not start: {log.read_text(errors='replace')}")


@pytest.fixture(scope="session")
def server(first_report_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with the first report, shared by the tests that do not change it."""
    home = tmp_path_factory.mktemp("served") / "home"
    shutil.copytree(first_report_home, home)
    with served(home) as url:
        yield url


@pytest.fixture
def complaints() -> list[str]:
    """What the consoles of the open pages said was wrong."""
    return []


@pytest.fixture
def open_page(chromium: Any, server: str, complaints: list[str]) -> Iterator[OPEN]:
    """Open the page; at the end no other host was asked and no script complained."""
    contexts: list[Any] = []
    elsewhere: list[str] = []

    def opening(
        path: str = "/", *, locale: str = "zh-CN", width: int = 1360, url: str = "", **more: Any
    ) -> Any:
        context = chromium.new_context(locale=locale, viewport={"width": width, "height": 820}, **more)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("request", lambda request: _other_host(request.url, elsewhere))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto((url or server) + path)
        page.wait_for_selector(QUESTION)
        page.wait_for_selector("#paper .block", state="attached")
        return page

    yield opening
    for context in contexts:
        context.close()
    assert elsewhere == []
    assert complaints == []


def _other_host(url: str, elsewhere: list[str]) -> None:
    parts = urlsplit(url)
    if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
        elsewhere.append(url)


def ask(page: Any, question: str) -> Any:
    """The finished answer."""
    before = page.locator("#answers .foot, #answers .problem").count()
    page.fill(QUESTION, question)
    page.press(QUESTION, "Enter")
    page.wait_for_function(
        "count => document.querySelectorAll('#answers .foot, #answers .problem').length > count", arg=before
    )
    page.wait_for_selector("#question .submit-button")  # the stop button has gone
    return page.locator("#answers .answer").last
