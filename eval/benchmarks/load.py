"""Many readers at once: 200 who ask, read and think, for five minutes.

    python eval/benchmarks/load.py [--readers 200] [--seconds 300] [--think 15] [--out FILE]

Starts a server of its own with the first report and no model. Unloaded: one reader asks the questions one
after another. Loaded: each reader asks a question, waits for the answer, and thinks for a time drawn
evenly from nothing to twice ``--think`` seconds. What counts: no error, and the p95 of the loaded answers
within 5 times the p50 of the unloaded ones, both taken in the same run. Times are the client's, which
shares the machine; the load average says how many others did, the processor time what an answer costs.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(Path(__file__).parent))
QUESTIONS = ROOT / "eval" / "questions" / "first-report.tuning.jsonl"
LIMIT = 5.0

Asked = dict[str, Any]


def main() -> int:
    from page import _ours  # the server of the other benchmark, in a process of its own

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--think", type=float, default=15.0, help="seconds, in the mean")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, _ours(Path(folder) / "home") as url:
        results = asyncio.run(measure(url.partition("#")[0], options.readers, options.seconds, options.think))
    print(json.dumps(results, indent=2))
    if options.out:
        options.out.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    return int(bool(results["errors"]) or results["ratio"] > LIMIT)


async def measure(url: str, readers: int, seconds: float, think: float) -> dict[str, Any]:
    questions = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    limits = httpx.Limits(max_connections=readers + 2, max_keepalive_connections=readers + 2)
    async with httpx.AsyncClient(base_url=url, timeout=150, limits=limits) as client:
        await ready(client)
        for question in questions[:20]:
            await ask(client, question)
        alone = [await ask(client, question) for question in questions]
        before, others = await processor(client), os.getloadavg()[0]
        started = time.perf_counter()
        reading = (reader(client, questions, number, seconds, think) for number in range(readers))
        together = [each for times in await asyncio.gather(*reading) for each in times]
        took = time.perf_counter() - started
        spent = await processor(client) - before
    errors = Counter(outcome for outcome, _ in (*alone, *together) if outcome)
    one, many = ([spent for outcome, spent in times if not outcome] for times in (alone, together))
    return {
        "readers": readers,
        "seconds": round(took, 1),
        "answers": len(many),
        "answers_per_second": round(len(many) / took, 2),
        "errors": dict(errors),
        "unloaded_ms": shares(one),
        "loaded_ms": shares(many),
        "ratio": round(shares(many)["p95"] / shares(one)["p50"], 2),
        "processor_ms_per_answer": round(1000 * spent / max(1, len(many)), 1),
        "load_average": {"before": round(others, 1), "after": round(os.getloadavg()[0], 1)},
    }


async def ready(client: httpx.AsyncClient) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            if (await client.get("/readyz")).status_code == 200:
                return
        except httpx.TransportError:
            pass
        await asyncio.sleep(0.2)
    raise SystemExit("the server did not start")


async def reader(
    client: httpx.AsyncClient, questions: list[Asked], number: int, seconds: float, think: float
) -> list[tuple[str, float]]:
    """What one reader met: for each question an error or "", and seconds."""
    chance = random.Random(number)
    ends = time.monotonic() + seconds
    met = []
    while True:
        pause = chance.uniform(0, 2 * think)
        if time.monotonic() + pause > ends:
            return met
        await asyncio.sleep(pause)
        met.append(await ask(client, chance.choice(questions)))


async def ask(client: httpx.AsyncClient, question: Asked) -> tuple[str, float]:
    body = {"question": question["question"], "before": question.get("before", [])}
    started = time.perf_counter()
    try:
        answer = await client.post("/api/ask", json=body)
        fault = "" if answer.status_code == 200 else str(answer.status_code)
    except httpx.HTTPError as error:
        fault = type(error).__name__
    return fault, time.perf_counter() - started


async def processor(client: httpx.AsyncClient) -> float:
    """Processor seconds of the server so far."""
    text = (await client.get("/metrics")).text
    found = re.search(r"^\w*process_cpu_seconds_total (\S+)", text, re.M)
    return float(found[1]) if found else 0.0


def shares(seconds: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    named = {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "max": max(seconds)}
    return {name: round(1000 * value, 1) for name, value in named.items()}


if __name__ == "__main__":
    sys.exit(main())
