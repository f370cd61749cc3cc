"""The first report's questions, put to an index that holds forty other reports, none of them named.

    python eval/benchmarks/among.py [--reports DIR] [--others 40] [--part tuning] [--embedding multilingual]

The others are the reports of ``eval/reports`` and of ``--reports``, and copies of them with changed words
and numbers until there are enough. A question that another report answers as well is not told apart from
a wrong one, so the figures of refusing are on the low side.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import fmean

from assistant.assistant import Assistant, report_files
from assistant.evaluation.metrics import percentile
from assistant.evaluation.questions import Case, load, question_files
from assistant.evaluation.scoring import score
from assistant.model import Claim, Verdict
from assistant.settings import Settings, resource

FIRST = "smuggling-of-migrants-wg-2018-draft-report-add.zh"
SWAPS = (
    "水 电|气候 能源|老年人 青年|長者 青年|数据 文件|腐败 欺诈",
    "拘留 搜查|儿童 学生|妇女 农民|2023 2021|2024 2022|2027 2025",
    "water energy|cultural property|cyber space|children students|women farmers|eau forêt|mayores jóvenes",
    "кибер био|вод лес|غذائي مائي|الأغذية الأدوية|发展 贸易|引渡 移管|核 化学",
)
SHOWN = ("right", "cited_recall", "cited_precision", "refusal_recall", "false_refusal")


def others(folders: Iterable[Path], wanted: int, into: Path) -> list[Path]:
    """``wanted`` report files: those of the folders, then copies of them with swapped words."""
    files = [file for file in report_files(folders) if file.stem != FIRST]
    pairs = [pair.split() for line in SWAPS for pair in line.split("|")]
    made = files[:wanted]
    for round_ in range(1, wanted):
        for file in files:
            if len(made) >= wanted or file.suffix not in (".txt", ".md"):
                continue
            text = file.read_text("utf-8")
            for at, (one, two) in enumerate(pairs):
                if (at + round_) % 3:
                    text = text.replace(one, two)
            copy = into / f"{file.stem}-copy{round_}{file.suffix}"
            copy.write_text(text, "utf-8")
            made.append(copy)
    return made


def rows(assistant: Assistant, cases: Iterable[Case]) -> Iterator[tuple[Case, dict[str, float], bool, float]]:
    """Each case with its metrics, whether another report was cited, and the milliseconds of composing."""

    def supported(claim: Claim) -> Verdict:
        return Verdict(claim.id, True)

    reports = {summary.id: assistant.report(summary.id) for summary in assistant.reports()}
    for case in cases:
        answer = assistant.ask(case.asked(everywhere=True))
        found, _ = score(case, answer, (), reports, supported)
        elsewhere = any(each.report != case.report for each in answer.citations)
        yield case, found, elsewhere, answer.timings_ms["compose"] + answer.timings_ms["verify"]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=Path, action="append", default=[])
    parser.add_argument("--others", type=int, default=40)
    parser.add_argument("--part", default="")
    parser.add_argument("--embedding", default="")
    parser.add_argument("--questions", type=Path, action="append", default=[])
    options = parser.parse_args()
    cases = [case for case in load(options.questions or question_files()) if case.report == FIRST]
    cases = [case for case in cases if options.part in ("", case.part)]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        copies = home / "copies"
        copies.mkdir()
        files = others([resource("eval") / "reports", *options.reports], options.others, copies)
        chosen = {"ASSISTANT_HOME": str(home / "home"), "ASSISTANT_EMBEDDING": options.embedding}
        assistant = Assistant(Settings.from_environment(chosen))
        kept = Counter(done.outcome for done in assistant.ingest(files))
        print(f"{len(assistant.reports())} reports ({dict(kept)}), {len(cases)} questions")
        measured = list(rows(assistant, cases))
        assistant.close()
    for kind in ("all", *sorted({case.kind for case, *_ in measured})):
        some = [row for row in measured if kind in ("all", row[0].kind)]
        figures = {name: [row[1][name] for row in some if name in row[1]] for name in SHOWN}
        shown = "  ".join(f"{name} {fmean(each):.3f}" for name, each in figures.items() if each)
        print(f"{kind:12} {len(some):4}  {shown}  elsewhere {fmean(row[2] for row in some):.3f}")
    times = [row[3] for row in measured]
    print(f"compose and verify: p50 {percentile(times, 0.5):.1f} ms, p95 {percentile(times, 0.95):.1f} ms")


if __name__ == "__main__":
    main()
