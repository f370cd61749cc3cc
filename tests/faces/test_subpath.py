"""Behind a proxy under a path: page, widget, API and documents, with and without the path taken away."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.cli import main
from tests.faces.conftest import QUESTION, REPORT, ask, free_port, served
from tests.reverse_proxy import proxied

ASKED = "第2(e)段说了什么？"


@pytest.fixture(scope="module", params=[True, False], ids=["stripped", "kept"])
def house(
    first_report_home: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[str]:
    """The address below /ask of a proxy, which is all that the browser sees."""
    home = Path(shutil.copytree(first_report_home, tmp_path_factory.mktemp("below") / "home"))
    port = free_port()
    with proxied(f"http://127.0.0.1:{port}", "/ask", strips=request.param) as url:
        more = {"ASSISTANT_PORT": str(port), "ASSISTANT_URL": url, "ASSISTANT_PORTALS": "http://localhost:*"}
        with served(home, **more):
            yield url


def test_the_page_works_below_a_path(house: str, chromium: Any) -> None:
    strayed: list[str] = []
    complaints: list[str] = []
    context = chromium.new_context(locale="zh-CN", viewport={"width": 1360, "height": 820})
    context.on(
        "request",
        lambda asked: None if asked.url.startswith((f"{house}/", "data:")) else strayed.append(asked.url),
    )
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page = context.new_page()
    page.goto(f"{house}/")
    page.wait_for_selector(QUESTION)
    answer = ask(page, ASKED)
    assert "第2(e)段" in answer.inner_text()
    answer.locator("a").first.click()
    page.wait_for_selector("#paper mark")
    page.close()  # a page that goes elsewhere complains of what it had under way
    page = context.new_page()
    page.goto(f"{house}/embed?lang=zh")
    page.wait_for_selector(QUESTION)
    page.wait_for_selector("#restored button", state="attached")
    assert "第2(e)段" in ask(page, ASKED).inner_text()
    page.close()
    page = context.new_page()
    page.goto(f"{house}/docs")
    assert page.locator("h1").inner_text() == "Report Assistant: API"
    context.close()
    assert strayed == []
    assert complaints == []


@contextmanager
def portal(page: str) -> Iterator[str]:
    """The address of a page on another site."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_address[1]}/"
        server.shutdown()


def test_the_widget_works_below_a_path(house: str, chromium: Any) -> None:
    line = f'<script src="{house}/embed.js" data-lang="zh"></script>'
    context = chromium.new_context(locale="zh-CN")
    page = context.new_page()
    with portal(
        f"<!doctype html><html><title>Portal</title><body><p>Text</p>{line}</body></html>"
    ) as address:
        page.goto(address)
        page.click("report-assistant button")
        chat = page.frame_locator("iframe")
        chat.locator(QUESTION).fill(ASKED)
        chat.locator(QUESTION).press("Enter")
        chat.locator("#answers .foot").wait_for()
        assert [frame.url.partition("?")[0] for frame in page.frames[1:]] == [f"{house}/embed"]
        context.close()


def test_the_api_works_below_a_path(house: str) -> None:
    assert httpx.get(f"{house}/readyz").json()["status"] == "ready"
    assert httpx.get(f"{house}/api/reports").json()["reports"][0]["id"] == REPORT
    assert httpx.post(f"{house}/api/ask", json={"question": ASKED}).json()["outcome"] == "answered"
    stream = httpx.post(f"{house}/api/ask", json={"question": ASKED}, headers={"Accept": "text/event-stream"})
    assert re.findall(r"^event: (\w+)$", stream.text, re.M)[-1] == "answer"
    asked = {"messages": [{"role": "user", "content": ASKED}]}
    message = httpx.post(f"{house}/v1/chat/completions", json=asked).json()["choices"][0]["message"]
    assert message["annotations"][0]["url_citation"]["url"].startswith(f"{house}/?report=")
    assert httpx.get(f"{house}/api/nowhere").json()["error"]["code"] == "no_such_page"
    lost = httpx.get(f"{house}/nowhere", headers={"Accept": "text/html"})
    assert (lost.status_code, '<a href="/ask/">' in lost.text) == (404, True)
    assert httpx.put(f"{house}/api/ask").json()["error"]["code"] == "wrong_method"
    moved = httpx.get(f"{house}?lang=en")
    assert (moved.status_code, moved.headers["location"]) == (308, "/ask/?lang=en")


@pytest.mark.parametrize("path", ["/ask/ask", "/ask/ask/ask"])
def test_the_guard_sees_the_path_however_often_it_stands_there(house: str, path: str) -> None:
    inside = f"{house.removesuffix('/ask')}{path}"
    sent = httpx.post(f"{inside}/gradio_api/upload", files={"files": b"x"})
    assert (sent.status_code, sent.json()["error"]["code"]) == (404, "no_such_page")
    assert httpx.get(f"{inside}/readyz").json()["status"] == "ready"


def test_a_path_that_the_server_has_itself_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_URL", "https://house.example/api/ask")
    assert main(["--home", str(tmp_path), "chat", "--port", str(free_port())]) == 2
    assert "https://house.example/api/ask" in capsys.readouterr().err
