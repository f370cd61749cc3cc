"""Whether answers keep flowing while a report is added: their times before, meanwhile and after.

    python eval/benchmarks/uploading.py [--paragraphs 2000] [--questions 40]

A server of its own data folder on the loopback; one reader asks one question after the other.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table

QUESTIONS = (
    "第2(e)段说了什么？",
    "会议在哪里举行？",
    "关于领事代表有什么建议？",
    "What is said on children?",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--paragraphs", type=int, default=2_000)
    parser.add_argument("--questions", type=int, default=40)
    options = parser.parse_args()
    body = report(options.paragraphs)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, served(Path(home)) as url:
        timed(url, lambda asked: asked < 2 * len(QUESTIONS))
        before = timed(url, lambda asked: asked < options.questions)
        started = time.perf_counter()
        adding = threading.Thread(target=post, args=(f"{url}/api/reports?name=long.txt", body))
        adding.start()
        meanwhile = timed(url, lambda asked: adding.is_alive())
        took = time.perf_counter() - started
        after = timed(url, lambda asked: asked < options.questions)
    table = Table("answers", "number", "p50 ms", "p95 ms")
    for name, times in (("before", before), ("meanwhile", meanwhile), ("after", after)):
        table.add_row(name, str(len(times)), f"{statistics.median(times):.0f}", f"{p95(times):.0f}")
    Console().print(table, f"adding {options.paragraphs} paragraphs took {took:.1f} s")


def timed(url: str, more: Callable[[int], bool]) -> list[float]:
    """Milliseconds of each answer, for as long as there is ``more``."""
    times: list[float] = []
    while more(len(times)):
        question = json.dumps({"question": QUESTIONS[len(times) % len(QUESTIONS)]}).encode()
        started = time.perf_counter()
        post(f"{url}/api/ask", question)
        times.append(1000 * (time.perf_counter() - started))
    return times


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def report(paragraphs: int) -> bytes:
    said = (
        f"{number}. 第{number}号专家建议各国在第{number % 97}区加强边境管理、情报交流和证件检查方面的合作，"
        "并定期向委员会报告所取得的进展和遇到的困难。"
        for number in range(1, paragraphs + 1)
    )
    return ("边境管理报告\n\n" + "\n\n".join(said)).encode()


def post(url: str, body: bytes) -> None:
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=600) as response:
        response.read()


@contextmanager
def served(home: Path) -> Iterator[str]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
    settings = {"ASSISTANT_HOME": str(home), "ASSISTANT_PORT": str(port)}
    command = [sys.executable, "-m", "assistant", "--quiet", "chat"]
    process = subprocess.Popen(command, env={**os.environ, **settings}, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 120
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"{url}/readyz", timeout=60).close()
                break
            except OSError:
                time.sleep(0.2)
        yield url
    finally:
        process.terminate()
        process.wait(30)


if __name__ == "__main__":
    main()
