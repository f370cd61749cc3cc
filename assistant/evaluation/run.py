"""Put every question to the assistant and measure the answers.

    evaluate(assistant, questions=(files…), out=folder, against=results.json, minimums={"right": 0.9},
             reports=folder, part="tuning") -> Results

With no files the sets in ``eval/questions`` are asked; questions to reports that are neither in the
index nor in ``reports`` are skipped and counted in ``Results.skipped``. With ``out``, every row is
kept in ``rows.jsonl`` as it is done, and ``resume`` takes up a broken run from there; then
``results.json``, ``report.html``, ``junit.xml`` and ``summary.md`` are written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import fmean

from assistant.assistant import Assistant
from assistant.errors import BadSetting
from assistant.evaluation import metrics, place, scoring
from assistant.evaluation.asking import Asker, rows_of
from assistant.evaluation.compare import compare
from assistant.evaluation.faults import planted_faults
from assistant.evaluation.judge import Ask, judged
from assistant.evaluation.questions import load, question_files, reports_of
from assistant.evaluation.report import write
from assistant.evaluation.results import FIGURES, Results, Row, figures, latency, read_past, usage

Watch = Callable[[Iterable[Row], int], Iterable[Row]]


def evaluate(
    assistant: Assistant,
    questions: Sequence[Path] = (),
    out: Path | None = None,
    against: Path | None = None,
    minimums: Mapping[str, float] | None = None,
    *,
    reports: Path | None = None,
    part: str = "",
    everywhere: bool = False,
    workers: int = 1,
    resume: bool = False,
    watch: Watch = lambda rows, total: rows,
    faults: bool = False,
    judge: bool = False,
) -> Results:
    """Measure the assistant on question sets.

    ``part`` keeps only tuning or holdout; ``everywhere`` puts each question to all reports of the
    index, not to its own; ``watch`` sees the rows pass by (a progress bar); ``faults`` plants faults in
    the right answers too; ``judge`` puts every sentence to the model of the settings as well. Raises
    BadSetting for a bad question set, an unknown metric, nothing to ask, or no model to judge.
    """
    wanted = _known_metrics(minimums or {})
    earlier = read_past(against) if against else {}
    cases = [case for case in load(questions or question_files()) if part in ("", case.part)]
    cases = [case for case in cases if case.part != "draft"]
    with place.assistant_with(assistant, reports_of(cases), reports) as held:
        ask = _judge(held) if judge else None
        asker = Asker(held, everywhere)
        asked = [case for case in cases if case.report in asker.reports]
        if not asked:
            raise BadSetting("nothing_to_ask", reports=", ".join(reports_of(cases)) or "—")
        origin = place.provenance(held, asked) | {"everywhere": everywhere}
        rows = tuple(watch(rows_of(asker, asked, origin, out, workers, resume), len(asked)))
        judgment = judged(rows, ask) if ask else {}
    rows = consistent_groups(rows)
    results = Results(
        rows=rows,
        figures=figures(rows),
        latency_ms=latency(rows),
        provenance=origin,
        skipped=dict(Counter(case.report for case in cases if case.report not in asker.reports)),
        comparison=compare(earlier, rows),
        usage=usage(rows),
        judge=judgment,
        faults=planted_faults(assistant, questions, reports=reports) if faults else {},
        texts={id: asker.reports[id].text for id in reports_of(asked)},
    )
    results = replace(results, below=below(results, wanted))
    if out:
        write(results, out)
    return results


def below(results: Results, minimums: Mapping[str, float]) -> tuple[str, ...]:
    """The minimums that were not reached, in words; for a false refusal it is a maximum."""
    missed = []
    for name, limit in minimums.items():
        value = results.value(name)
        if value > limit if name in scoring.LOWER_IS_BETTER else value < limit:
            missed.append(f"{name} {value:.3f} ({limit:g})")
    return tuple(missed)


def _known_metrics(minimums: Mapping[str, float]) -> Mapping[str, float]:
    for name in minimums:
        if name not in FIGURES:
            raise BadSetting("unknown_metric", name=name, known=", ".join(FIGURES))
    return minimums


def _judge(assistant: Assistant) -> Ask:
    if not assistant.writer:
        raise BadSetting("no_model")
    return assistant.writer.ask


def consistent_groups(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Questions of one ``group`` ask the same: their likeness to the others joins ``consistency``."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row.case.group:
            groups.setdefault(row.case.group, []).append(row)
    return tuple(_beside(row, groups.get(row.case.group, [])) for row in rows)


def _beside(row: Row, group: Sequence[Row]) -> Row:
    others = [other for other in group if other.case.id != row.case.id]
    if not others:
        return row
    same = fmean(metrics.same_citations(_ids(row), _ids(other)) for other in others)
    kept = row.metrics.get("consistency")
    return replace(row, metrics={**row.metrics, "consistency": same if kept is None else (same + kept) / 2})


def _ids(row: Row) -> list[str]:
    return [citation["id"] for citation in row.answer.get("citations", ())]
