"""docs/example-portal as the document says to start it: its page asks, its pane gets the citation."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError

from tests.faces.conftest import free_port, served
from tests.faces.portal_page import SECRET

SERVER = Path(__file__).parents[2] / "docs" / "example-portal" / "server.py"


@contextmanager
def example(port: int, assistant: str) -> Iterator[str]:
    """The address of the example portal."""
    env = {**os.environ, "PORT": str(port), "ASSISTANT": assistant, "PORTAL_SECRET": SECRET}
    process = subprocess.Popen([sys.executable, SERVER], env=env, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(url, timeout=5).close()
                break
            except URLError:
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def test_the_example_portal_asks_and_opens_the_citation_itself(
    chromium: Any, first_report_home: Path, tmp_path: Path
) -> None:
    shutil.copytree(first_report_home, tmp_path / "home")
    port = free_port()
    settings = {"ASSISTANT_PORTALS": f"http://127.0.0.1:{port}", "ASSISTANT_PORTAL_SECRET": SECRET}
    complaints: list[str] = []
    with served(tmp_path / "home", **settings) as assistant, example(port, assistant) as portal:
        page = chromium.new_page(locale="zh-CN", viewport={"width": 1280, "height": 800})
        page.set_default_timeout(60_000)
        page.on(
            "console",
            lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(portal)
        page.locator("report-assistant button").wait_for()
        page.click("button[data-ask^=第2]")
        chat = page.frame_locator("iframe")
        chat.locator("#answers a.cite").first.click()
        quote = page.locator("#quote")
        quote.wait_for()
        assert (
            quote.inner_text()
            == "第2(e)段　执行以人权为基础的办法，规定不对非正常移民包括被偷运的移民进行刑事定罪；"
        )
        assert chat.locator("#paper .lit").count() == 0
        page.close()
    assert complaints == []
