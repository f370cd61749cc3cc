"""How often a question in another language finds its paragraph among the first five, offline.

    python eval/benchmarks/crosslingual.py --reports DIR [--part NAME …] [--of REPORT …]
                                           [--embedding NAME] [--misses]

Questions of ``eval/questions/crosslingual`` in seven languages, put to the first report, to those of
``eval/reports`` and to public ones that DIR holds; once to the report alone and once to all together of
which any part asks; ``--of`` leaves only the questions on some reports. A question on a report that is
not there is left out and counted.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.assistant import report_files
from assistant.index.index import Index
from assistant.model import Scope
from assistant.reading import read
from assistant.settings import Settings, resource

FOUND_AMONG = 5


def questions(part: str) -> list[dict[str, Any]]:
    """Of a part (``tuning``, ``holdout``, ``sixty-tuning``, ``sixty-holdout``), or of all: ``*``."""
    files = sorted((resource("eval") / "questions" / "crosslingual").glob(f"{part}.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def is_found(index: Index, asked: dict[str, Any], reports: Iterable[str]) -> bool:
    """Whether a paragraph that must be cited is among the first hits."""
    wanted = set(asked.get("must_cite") or asked["any_cite"][0])
    hits = index.search(asked["question"], FOUND_AMONG, within=Scope(tuple(reports)))
    return any(hit.report == asked["report"] and hit.paragraph.ref in wanted for hit in hits)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--part", action="append", help="tuning; holdout, sixty-tuning, sixty-holdout")
    parser.add_argument("--of", nargs="+", default=[], help="only the questions on these reports")
    parser.add_argument("--embedding", default="multilingual", help="built-in, multilingual or provider:name")
    parser.add_argument("--misses", action="store_true", help="print the questions that miss")
    options = parser.parse_args()
    asked = [each for part in options.part or ["tuning"] for each in questions(part)]
    asked = [each for each in asked if not options.of or each["report"] in options.of]
    with tempfile.TemporaryDirectory() as home:
        settings = Settings.from_environment(os.environ)
        index = Index.open(replace(settings, home=Path(home), embedding=options.embedding))
        needed = {each["report"] for each in questions("*")}
        for path in report_files([resource("corpus"), resource("eval") / "reports", options.reports]):
            if path.stem in needed:
                index.put(read(path))
        here = {summary.id for summary in index.reports()}
        found: dict[tuple[str, str], list[bool]] = defaultdict(list)
        for each in (one for one in asked if one["report"] in here):
            for scope, reports in (("its report", [each["report"]]), ("all together", [])):
                ok = is_found(index, each, reports)
                found[scope, "all"].append(ok)
                found[scope, each["language"]].append(ok)
                if options.misses and not ok:
                    print(f"missed in {scope}: {each['id']} {each['question']}")
        index.close()
    for (scope, language), hits in sorted(found.items()):
        print(f"{scope:13} {language:8} recall@{FOUND_AMONG} {sum(hits) / len(hits):.3f} of {len(hits)}")
    print(f"{sum(each['report'] not in here for each in asked)} left out for want of their report")


if __name__ == "__main__":
    main()
