"""Reading beside the chat: from the click on a citation to the lit words, and opening a long report.

    python eval/benchmarks/reader.py [--clicks 30] [--out FILE]

Reports of 500 and of 5,000 paragraphs are made, read in and opened in Chromium. A click is timed inside
the page, from the event to the frame after the quoted words are lit; the clicks go back and forth
between the first, the middle and the last paragraphs. Opening is timed from the page's first byte to
the last paragraph, with the longest task, for as long as which the page does not react. Exits 1 above
100 ms for the slowest click on 500 paragraphs, or 500 ms for the longest task on 5,000.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
from screenshots import QUESTION, ask, served

SHORT, LONG = 500, 5_000
LIMITS = {f"click_{SHORT}": 100, f"longest_task_{LONG}": 500}  # ms
WATCH = (
    "window.tasks = []; new PerformanceObserver(list => list.getEntries().forEach(one =>"
    " tasks.push(one.duration))).observe({ type: 'longtask', buffered: true })"
)
CLICK = """place => new Promise(done => {
  const chips = [...document.querySelectorAll('#answers a.cite')];
  const chip = chips.findLast(one => one.href.endsWith('#' + place));
  const began = performance.now();
  const wait = () => document.querySelector(`#p-${CSS.escape(place)}.lit mark`)
    ? requestAnimationFrame(() => done(performance.now() - began)) : setTimeout(wait);
  chip.click();
  wait();
})"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clicks", type=int, default=30)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    results = measure(options.clicks)
    print(json.dumps(results, indent=2))
    if options.out:
        options.out.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    return int(any(results[name]["max"] > limit for name, limit in LIMITS.items()))


def measure(clicks: int) -> dict[str, dict[str, float]]:
    """Milliseconds: median and maximum."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder) / "home"
        for size in (SHORT, LONG):
            _keep(home, size)
        with served(home) as url:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            results = {}
            for size in (SHORT, LONG):
                page = browser.new_page(locale="zh-CN", viewport={"width": 1360, "height": 860})
                results |= _opening(page, url, size)
                results[f"click_{size}"] = _summed(_clicks(page, size, clicks))
                page.close()
            browser.close()
    return results


def _keep(home: Path, size: int) -> None:
    lines = [
        f"{n}. 委员会第{n}次请各国加强合作，{'并交流有关偷运移民的资料，' * (n % 5)}保护被偷运移民的权利。"
        for n in range(1, size + 1)
    ]
    path = home.parent / f"long-{size}.txt"
    path.write_text("\n\n".join(["报告", *lines]), encoding="utf-8")
    command = [sys.executable, "-m", "assistant", "--home", str(home), "ingest", str(path)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=dict(os.environ))


def _opening(page: Any, url: str, size: int) -> dict[str, dict[str, float]]:
    page.add_init_script(WATCH)
    page.goto(f"{url}?report=long-{size}")
    page.wait_for_selector(QUESTION)
    page.wait_for_selector(f"#p-{size}", state="attached", timeout=60_000)
    taken = page.evaluate("performance.now()")
    page.wait_for_timeout(1000)
    return {f"open_{size}": _summed([taken]), f"longest_task_{size}": _summed(page.evaluate("tasks") or [0])}


def _clicks(page: Any, size: int, clicks: int) -> list[float]:
    places = [1, size // 2, size, 2, size // 2 + 1, size - 1]
    page.click("#open-shelf")
    page.locator("#shelf-list li", has_text=re.compile(rf"long-{size}\b")).locator("input").check()
    page.click("#close-shelf")
    for place in places:
        ask(page, f"第{place}段说了什么？")
    return [page.evaluate(CLICK, str(places[turn % len(places)])) for turn in range(clicks)]


def _summed(values: list[float]) -> dict[str, float]:
    return {"median": round(statistics.median(values), 1), "max": round(max(values), 1)}


if __name__ == "__main__":
    sys.exit(main())
