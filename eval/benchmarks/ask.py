"""How fast the first report answers: in process, and cold from the command line.

    python eval/benchmarks/ask.py

In process: every question on the first report, p50 and p95 of the whole answer in milliseconds. Cold:
a new process asks one question; beside it, in turns, the same Python opens a copy of the same Chroma and
gets one row, which is the least that a tool built on Chroma must do. (A copy, because opening Chroma
writes to it, and a store that somebody wrote to is looked through before it is trusted.)
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from assistant.assistant import Assistant
from assistant.evaluation.questions import load
from assistant.model import Question
from assistant.settings import Settings, resource

COLD_QUESTIONS = ("第2(e)段说了什么？", "哪些国家发言了？", "Which countries spoke?")
ROUNDS = 5
BARE = """
import sys, chromadb
client = chromadb.PersistentClient(sys.argv[1], chromadb.Settings(anonymized_telemetry=False))
client.list_collections()[0].get(limit=1)
"""


def in_process(assistant: Assistant) -> list[float]:
    """Milliseconds of every question on the first report, sorted, the first one left out."""
    spent = []
    for asked in load(sorted(resource("eval").glob("questions/first-report.*.jsonl"))):
        started = time.perf_counter()
        assistant.ask(Question(asked.question, before=tuple(asked.before)))
        spent.append((time.perf_counter() - started) * 1000)
    return sorted(spent[1:])


def seconds(*command: str) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        settings = replace(Settings.from_environment(os.environ), home=Path(home), model="", model_url="")
        assistant = Assistant(settings)
        spent = in_process(assistant)
        assistant.close()
        p50, p95 = statistics.median(spent), spent[int(len(spent) * 0.95)]
        print(f"in process, {len(spent)} questions: p50 {p50:.1f} ms, p95 {p95:.1f} ms")
        store = str(Path(home) / "copy")
        shutil.copytree(next(Path(home).rglob("chroma.sqlite3")).parent, store)
        for question in COLD_QUESTIONS:
            ours, bare = [], []
            for _ in range(ROUNDS):
                ours.append(seconds(sys.executable, "-m", "assistant", "--home", home, "ask", question))
                bare.append(seconds(sys.executable, "-c", BARE, store))
            ratio = statistics.median(ours) / statistics.median(bare)
            print(
                f"cold «{question}»: {statistics.median(ours):.2f} s, "
                f"Chroma opened {statistics.median(bare):.2f} s, ratio {ratio:.2f}"
            )


if __name__ == "__main__":
    main()
