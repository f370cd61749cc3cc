"""A real server in its own process and data folder; Chromium when the machine has it."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import pytest

from tests.conftest import environment


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@contextmanager
def served(home: Path, **more: str) -> Iterator[str]:
    """The address of a running server."""
    port = free_port()
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
