"""Every test has its own data folder, and no way out of this machine."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.settings import Settings
from tests.llm_server import llm_server

__all__ = ["llm_server"]

ROOT = Path(__file__).parent.parent
FIRST_REPORT = ROOT / "corpus" / "smuggling-of-migrants-wg-2018-draft-report-add.zh.txt"
CHROMIUM = next(
    filter(
        None,
        (os.environ.get("CHROMIUM"), *map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))),
    ),
    None,
)
_LOCAL = ("127.0.0.1", "::1", "localhost", "0.0.0.0", "")


@pytest.fixture(autouse=True, scope="session")
def _only_loopback() -> Iterator[None]:
    """Any connection or look-up beyond this machine fails the test that tries it."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def local_connect(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in _LOCAL:
            raise AssertionError(f"a test reached out to {address[0]}")
        connect(self, address)

    def local_look_up(host: Any, *rest: Any, **named: Any) -> Any:
        if (host.decode() if isinstance(host, bytes) else host) not in (*_LOCAL, None, socket.gethostname()):
            raise AssertionError(f"a test looked up {host}")
        return look_up(host, *rest, **named)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", local_connect)
    patch.setattr(socket, "getaddrinfo", local_look_up)
    yield
    patch.undo()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a user with an empty data folder and a Chinese system."""
    return replace(Settings.from_environment({"LANG": "zh_CN.UTF-8"}), home=tmp_path / "home")


@pytest.fixture(scope="session")
def first_report_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the first report in it, made once; only for tests that read."""
    from assistant.assistant import Assistant

    home = tmp_path_factory.mktemp("first-report")
    assistant = Assistant(replace(Settings.from_environment({}), home=home))
    assert [summary.id for summary in assistant.reports()] == [FIRST_REPORT.stem]
    assistant.close()
    return home


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a process under test: no settings of this machine but the paths."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    return {**kept, "ASSISTANT_HOME": str(home), "LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8", **more}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for all tests: Playwright does not start twice in a process."""
    sync_api = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: install it, or set CHROMIUM to its path")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
