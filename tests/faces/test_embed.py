"""The widget on a portal's page: another origin, a strict policy of its own, a real browser."""

from __future__ import annotations

import shutil
import threading
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.faces.conftest import free_port, served

REPORT = "smuggling-of-migrants-wg-2018-draft-report-add.zh"


class Portal:
    """A page of another origin that carries the one line; ``attributes`` are the script's."""

    def __init__(self) -> None:
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.host = ""
        self.attributes = ""

    def page(self) -> bytes:
        return (
            f"<!doctype html><title>Portal</title><h1>Portal</h1>"
            f'<script src="{self.host}/embed.js" {self.attributes}></script>'
        ).encode()

    def policy(self) -> str:
        return f"default-src 'none'; script-src {self.host}; frame-src {self.host}; img-src {self.host}"


@pytest.fixture
def portal() -> Iterator[Portal]:
    portal = Portal()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

        def do_GET(self) -> None:
            page = portal.page()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", portal.policy())
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

    http = ThreadingHTTPServer(("127.0.0.1", portal.port), Handler)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield portal
    http.shutdown()
    http.server_close()
    thread.join()


@pytest.fixture
def host(portal: Portal, first_report_home: Path, tmp_path: Path) -> Iterator[str]:
    """A server that lets the portal frame it."""
    shutil.copytree(first_report_home, tmp_path / "home")
    with served(tmp_path / "home", ASSISTANT_PORTALS=portal.origin) as url:
        portal.host = url
        yield url


@pytest.fixture
def page(chromium: Any, host: str) -> Iterator[Any]:
    context = chromium.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


def test_one_line_opens_the_chat_and_a_citation_opens_inside(page: Any, portal: Portal) -> None:
    portal.attributes = f'data-report="{REPORT}" data-lang="fr"'
    page.goto(portal.origin)
    page.evaluate(
        "() => { window.heard = []; ReportAssistant.onAnswer(said => heard.push(said));"
        " ReportAssistant.onCitation(said => heard.push(said)) }"
    )
    page.click("button[aria-expanded=false]")
    chat = page.frame_locator("iframe")
    chat.locator("#question textarea").wait_for()
    assert "Interrogez le rapport" in chat.locator("#question textarea").get_attribute("placeholder")
    page.evaluate("() => ReportAssistant.ask('第2(e)段说了什么？')")
    chat.locator("#answers a.cite").first.click()
    chat.locator("#paper .lit mark").wait_for()
    assert chat.locator("#answers .foot").inner_text().startswith("Phrases : 1, toutes sourcées")
    answer, citation = page.evaluate("() => heard")
    assert (answer["question"], answer["outcome"]) == ("第2(e)段说了什么？", "answered")
    assert answer["citations"][0]["place"] == "2(e)"
    assert (citation["report"], citation["place"]) == (REPORT, "2(e)")
    page.keyboard.press("Escape")  # the sheet
    page.keyboard.press("Escape")  # the widget
    page.wait_for_selector("iframe", state="hidden")


def test_a_portal_may_open_citations_itself(page: Any, portal: Portal) -> None:
    portal.attributes = 'data-citations="portal"'
    page.goto(portal.origin)
    page.evaluate("() => { window.heard = []; ReportAssistant.onCitation(said => heard.push(said)) }")
    page.evaluate("() => ReportAssistant.ask('第2(e)段说了什么？')")
    chat = page.frame_locator("iframe")
    chat.locator("#answers a.cite").first.click()
    page.wait_for_timeout(500)
    assert page.evaluate("() => heard")[0]["place"] == "2(e)"
    assert chat.locator("#paper .lit").count() == 0


def test_no_other_site_may_frame_it(page: Any, portal: Portal, host: str) -> None:
    def ancestors(path: str) -> str:
        with urllib.request.urlopen(host + path) as response:
            policy = response.headers["Content-Security-Policy"]
        return str(policy.rpartition("frame-ancestors ")[2]).strip()

    assert ancestors("/") == "'self'"
    assert ancestors("/embed") == f"'self' {portal.origin}"
    portal.origin = portal.origin.replace("127.0.0.1", "localhost")  # another origin, not allowed
    page.goto(portal.origin)
    page.click("button[aria-expanded=false]")
    page.wait_for_timeout(1500)
    assert page.frame_locator("iframe").locator("#question").count() == 0


def test_in_a_frame_reports_are_neither_added_nor_removed(page: Any, host: str) -> None:
    page.goto(f"{host}/embed")
    page.wait_for_selector("#paper .block", state="attached")
    page.click("#open-shelf")
    page.wait_for_selector("#shelf-list .choose")
    assert not page.locator("#file").is_visible()
    assert page.locator("#shelf .remove").count() == 0
