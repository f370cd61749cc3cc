"""Draw the screenshots of the README from the running page: ``python eval/screenshots.py [DIR]``."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
QUESTION = "#question textarea"


def main() -> None:
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(ROOT))
    from tests.llm_server import serve

    folder = Path(sys.argv[1]) if sys.argv[1:] else ROOT / "docs" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with served(Path(home)) as url:
            for name, (draw, options) in SCENES.items():
                shoot(browser, url, folder / f"{name}.png", draw, options)
        # The model of the tests: it writes a sentence from each of the first paragraphs it is shown.
        with serve("honest") as model:
            settings = {"ASSISTANT_MODEL": "scripted", "ASSISTANT_MODEL_URL": model.url}
            with served(Path(home), **settings) as url:
                shoot(browser, url, folder / "written.png", written, {})
        browser.close()


def shoot(browser: Any, url: str, file: Path, draw: Callable[[Any], None], options: dict[str, Any]) -> None:
    from PIL import Image

    viewport = {"width": 1360, "height": 860}
    context = browser.new_context(**{"locale": "zh-CN", "viewport": viewport, **options})
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector("#welcome a.try")
    draw(page)
    page.wait_for_timeout(900)  # scrolling, and the answer's own movement
    page.screenshot(path=file)
    Image.open(file).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(file, optimize=True)
    context.close()


def ask(page: Any, question: str) -> None:
    before = page.locator("#answers .foot").count()
    page.fill(QUESTION, question)
    page.press(QUESTION, "Enter")
    page.wait_for_function("n => document.querySelectorAll('#answers .foot').length > n", arg=before)


def answer(page: Any) -> None:
    ask(page, "工作组就非正常移民的刑事定罪提出了什么建议？")
    page.locator("#answers a.cite").first.click()


def written(page: Any) -> None:
    ask(page, "各国应如何保护被偷运移民的权利？")
    page.locator("#answers a.cite").first.click()
    page.locator("#answers details.how summary").click()


def refusal(page: Any) -> None:
    ask(page, "会议由哪一位部长主持？")


def arabic(page: Any) -> None:
    page.locator("#welcome a.try").nth(2).click()
    page.wait_for_selector("#answers .foot")
    page.locator("#answers a.cite").first.click()


def english(page: Any) -> None:
    ask(page, "What does para. 2 (e) say?")
    page.locator("#answers a.cite").first.click()


def nothing(page: Any) -> None:
    page.locator(QUESTION).focus()


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "device_scale_factor": 2}
SCENES: dict[str, tuple[Callable[[Any], None], dict[str, Any]]] = {
    "desktop": (answer, {}),
    "welcome": (nothing, {}),
    "refusal": (refusal, {}),
    "english-dark": (english, {"locale": "en-GB", "color_scheme": "dark"}),
    "arabic": (arabic, {"locale": "ar"}),
    "phone": (lambda page: ask(page, "第2段列出了哪些内容？"), PHONE),
    "phone-report": (answer, PHONE),
}


@contextmanager
def served(home: Path, **more: str) -> Iterator[str]:
    """The address of a server with this data folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/"
    environment = {**os.environ, "ASSISTANT_HOME": str(home), "ASSISTANT_PORT": str(port), **more}
    process = subprocess.Popen([sys.executable, ROOT / "app.py"], env=environment)
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{url}readyz").read()
                break
            except OSError:
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(20)


if __name__ == "__main__":
    main()
