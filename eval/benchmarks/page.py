"""The page beside bare Gradio, in one run: time to the first page, first paint, memory when idle; and the
time from a click on a citation to the lit words in a report of 5,000 paragraphs (the aim is 100 ms).

    python eval/benchmarks/page.py [--runs 5] [--out FILE]

Each run starts both servers in turn, in processes of their own, and takes the time from the start of
the process to the last byte of ``GET /``; memory is the resident set after the index is open, beside a
bare Gradio page that has opened a Chroma client. What counts are the ratios of one run's medians: the
limits are 1.3 for the first page, 1.2 for the first paint and 1.3 for memory.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LIMITS = {"first_page": 1.3, "first_paint": 1.2, "memory": 1.3}
CLICK = """
() => new Promise(done => {
  const began = performance.now();
  new MutationObserver((_, seen) => {
    if (!document.querySelector('#paper mark')) return;
    seen.disconnect();
    requestAnimationFrame(() => done(performance.now() - began));
  }).observe(document.querySelector('#paper'), { subtree: true, childList: true });
  document.querySelector('#answers a.cite').click();
})
"""
BARE = """
import sys
import gradio
if sys.argv[2]:
    import chromadb
    client = chromadb.PersistentClient(sys.argv[2])
    client.get_or_create_collection("bare", embedding_function=None)
page = gradio.ChatInterface(lambda message, history: message)
page.launch(server_port=int(sys.argv[1]), quiet=True)
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        results = measure(Path(folder), options.runs)
        results |= {"click_ms": took} if (took := _click(Path(folder))) else {}
    print(json.dumps(results, indent=2))
    if options.out:
        options.out.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    return int(any(results[name]["ratio"] > limit for name, limit in LIMITS.items() if name in results))


def measure(folder: Path, runs: int) -> dict[str, Any]:
    home = folder / "home"
    with _ours(home) as url:  # builds the index, and compiles both
        _wait(_at(url, "readyz"))
    with _bare(folder / "chroma") as url:
        _wait(url)
    taken: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in LIMITS}
    for _ in range(runs):
        for place, start in enumerate((lambda: _ours(home), _bare)):
            began = time.perf_counter()
            with start() as url:
                _wait(url)
                taken["first_page"][place].append(time.perf_counter() - began)
                if paint := _first_paint(url):
                    taken["first_paint"][place].append(paint)
    for place, start in enumerate((lambda: _ours(home), lambda: _bare(folder / "chroma"))):
        with start() as url:
            _wait(url if place else _at(url, "readyz"))
            time.sleep(2)
            taken["memory"][place].append(_resident(int(url.rpartition("#")[2])))
    return {name: _compared(*both) for name, both in taken.items() if all(both)}


def _compared(ours: list[float], bare: list[float]) -> dict[str, float]:
    medians = statistics.median(ours), statistics.median(bare)
    return {
        "ours": round(medians[0], 3),
        "bare": round(medians[1], 3),
        "ratio": round(medians[0] / medians[1], 3),
    }


def _ours(home: Path) -> Any:
    return _served([str(ROOT / "app.py")], ASSISTANT_HOME=str(home))


def _bare(chroma: Path | str = "") -> Any:
    return _served(["-c", BARE, "{port}", str(chroma)])


@contextmanager
def _served(command: list[str], **more: str) -> Iterator[str]:
    """The address, with the process id as its fragment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "GRADIO_ANALYTICS_ENABLED": "False", "ASSISTANT_PORT": str(port), **more}
    arguments = [part.replace("{port}", str(port)) for part in command]
    process = subprocess.Popen(
        [sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield f"http://127.0.0.1:{port}#{process.pid}"
    finally:
        process.terminate()
        process.wait(20)


def _at(url: str, path: str) -> str:
    address, _, process = url.partition("#")
    return f"{address}/{path}#{process}"


def _wait(url: str) -> None:
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        try:
            with urllib.request.urlopen(url.partition("#")[0]) as page:
                page.read()
                return
        except OSError:
            time.sleep(0.01)
    raise TimeoutError(url)


def _resident(process: int) -> float:
    """Megabytes."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


@contextmanager
def _page(url: str) -> Iterator[Any]:
    """The page in Chromium, ready to be asked; None without Chromium."""
    chromium = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        chromium = None
    if not chromium:
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(url.partition("#")[0])
        page.wait_for_selector("textarea")
        yield page
        browser.close()


def _first_paint(url: str) -> float:
    """Milliseconds to the first contentful paint; 0 without Chromium."""
    paint = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
    with _page(url) as page:
        return float(page.evaluate(paint)) if page else 0.0


def _click(folder: Path) -> float:
    """Milliseconds from a click on a citation to the frame in which its words are lit; 0 without Chromium."""
    lines = [f"{n}. 委员会第{n}次请各国加强合作，保护移民的权利。" for n in range(1, 5001)]
    long = folder / "long.txt"
    long.write_text("\n\n".join(["报告", *lines]), encoding="utf-8")
    home = str(folder / "long")
    command = [sys.executable, "-m", "assistant", "ingest", "--quiet", "--home", home, str(long)]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    with _ours(Path(home)) as url:
        _wait(_at(url, "readyz"))
        with _page(url) as page:
            if page is None:
                return 0.0
            page.fill("#question textarea", "第4400段说了什么？")
            page.press("#question textarea", "Enter")
            page.wait_for_selector("#answers a.cite")
            page.wait_for_selector("#answers .foot")
            return round(page.evaluate(CLICK), 1)


if __name__ == "__main__":
    sys.exit(main())
