"""Put every question to the assistant and measure the answers.

    evaluate(assistant, questions=(files…), out=folder, against=results.json, minimums={"right": 0.9},
             reports=folder, part="tuning") -> Results

With no files the sets in ``eval/questions`` are asked; questions to reports that are neither in the
index nor in ``reports`` are skipped and counted in ``Results.skipped``. With ``out``, every row is
kept in ``rows.jsonl`` as it is done, and ``resume`` takes up a broken run from there; then
``results.json``, ``report.html``, ``junit.xml`` and ``summary.md`` are written.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path
from statistics import fmean

from assistant.assistant import Assistant
from assistant.contract import answer_json
from assistant.errors import BadSetting
from assistant.evaluation import metrics, place, scoring
from assistant.evaluation.compare import compare
from assistant.evaluation.faults import planted_faults
from assistant.evaluation.judge import Ask, judged
from assistant.evaluation.questions import Case, load, question_files, reports_of
from assistant.evaluation.results import (
    FIGURES,
    Results,
    Row,
    figures,
    latency,
    read_past,
    row_from,
    row_json,
    usage,
)
from assistant.evaluation.variants import variants
from assistant.model import Question, Report

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
    wanted = dict(minimums or {})
    for name in wanted:
        if name not in FIGURES:
            raise BadSetting("unknown_metric", name=name, known=", ".join(FIGURES))
    earlier = read_past(against) if against else {}
    cases = [case for case in load(questions or question_files()) if case.part != "draft"]
    cases = [case for case in cases if not part or case.part == part]
    with place.assistant_with(assistant, reports_of(cases), reports) as held:
        known = {summary.id for summary in held.reports()}
        asked = [case for case in cases if case.report in known]
        if not asked:
            raise BadSetting("nothing_to_ask", reports=", ".join(reports_of(cases)) or "—")
        origin = place.provenance(held, asked) | {"everywhere": everywhere}
        runner = _Runner(held, everywhere)
        rows = tuple(watch(_kept(runner, asked, origin, out, workers, resume), len(asked)))
        ask = _judge(held) if judge else None
        texts = {id: runner.reports[id].text for id in reports_of(asked)}
    results = Results(
        rows=consistent_groups(rows),
        figures=(),
        latency_ms=latency(rows),
        provenance=origin,
        skipped={id: sum(case.report == id for case in cases) for id in reports_of(cases) if id not in known},
        usage=usage(rows),
        texts=texts,
        judge=judged(rows, ask) if ask else {},
        faults=planted_faults(assistant, questions, reports=reports) if faults else {},
    )
    results = replace(results, figures=figures(results.rows))
    results = replace(results, below=below(results, wanted), comparison=compare(earlier, results.rows))
    if out:
        from assistant.evaluation.report import write

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


def _kept(
    runner: _Runner,
    cases: Sequence[Case],
    origin: Mapping[str, object],
    out: Path | None,
    workers: int,
    resume: bool,
) -> Iterator[Row]:
    """Rows in the order of the cases; each is on disk before the next is given."""
    if out is None:
        yield from runner.rows(cases, workers)
        return
    out.mkdir(parents=True, exist_ok=True)
    path = out / "rows.jsonl"
    done = _earlier_rows(path, origin) if resume else {}
    kept = {case.id: done[case.id] for case in cases if case.id in done and done[case.id].case == case}
    fresh = runner.rows([case for case in cases if case.id not in kept], workers)
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps(origin, ensure_ascii=False) + "\n")
        for case in cases:
            row = kept.get(case.id) or next(fresh)
            file.write(json.dumps(row_json(row), ensure_ascii=False) + "\n")
            file.flush()
            yield row


def _earlier_rows(path: Path, origin: Mapping[str, object]) -> dict[str, Row]:
    """What a broken run left behind, if it asked the same assistant; a torn last line is let go."""
    rows: dict[str, Row] = {}
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    try:
        if lines and place.same_setting(json.loads(lines[0]), origin):
            for line in lines[1:]:
                row = row_from(json.loads(line))
                rows[row.case.id] = row
    except (ValueError, KeyError, TypeError):
        return rows
    return rows


class _Runner:
    """Asks one question after the other, or several at once; an error becomes a row of zeros."""

    def __init__(self, assistant: Assistant, everywhere: bool) -> None:
        self.assistant = assistant
        self.everywhere = everywhere
        self.reports: Mapping[str, Report] = {
            summary.id: assistant.report(summary.id) for summary in assistant.reports()
        }
        self.quoted = not (assistant.settings.model or assistant.settings.model_url)

    def rows(self, cases: Sequence[Case], workers: int) -> Iterator[Row]:
        if workers == 1:
            yield from map(self.row, cases)
            return
        with ThreadPoolExecutor(workers) as pool:
            yield from pool.map(self.row, cases)

    def row(self, case: Case) -> Row:
        try:
            return self._answered(case)
        except Exception:  # noqa: BLE001  (one question that breaks is a result, not the end of the run)
            return Row(case, "error", scoring.failed(case), error=traceback.format_exc())

    def _answered(self, case: Case) -> Row:
        question = case.asked(self.everywhere)
        answer = self.assistant.ask(question)
        hits = self.assistant.search(case.question, 10, question.reports) if scoring.searched(case) else ()
        found, verdicts = scoring.score(case, answer, hits, self.reports, self.assistant.verify)
        if (
            self.quoted
            and (likeness := self._likeness(case, {each.id for each in answer.citations})) is not None
        ):
            found["consistency"] = likeness
        return Row(
            case,
            answer.outcome,
            found,
            answer_json(answer),
            tuple(asdict(verdict) for verdict in verdicts),
            tuple(hit.paragraph.id for hit in hits),
        )

    def _likeness(self, case: Case, cited: set[str]) -> float | None:
        """How alike the citations stay when the question is put in other clothes."""
        asked = case.asked(self.everywhere)
        others = [
            self.assistant.ask(Question(text, case.id, asked.before, asked.reports))
            for text in variants(case).values()
        ]
        if not others:
            return None
        return fmean(metrics.same_citations(cited, [each.id for each in other.citations]) for other in others)
