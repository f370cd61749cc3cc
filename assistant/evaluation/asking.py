"""Ask the questions: one row each, in order, on disk as soon as it is done."""

from __future__ import annotations

import json
import traceback
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from statistics import fmean

from assistant.assistant import Assistant
from assistant.contract import answer_json
from assistant.evaluation import metrics, place, scoring
from assistant.evaluation.questions import Case
from assistant.evaluation.results import Row, row_from, row_json
from assistant.evaluation.variants import variants
from assistant.model import Question, Report


def rows_of(
    asker: Asker,
    cases: Sequence[Case],
    origin: Mapping[str, object],
    out: Path | None,
    workers: int,
    resume: bool,
) -> Iterator[Row]:
    """Rows in the order of the cases; with ``out`` each is on disk before the next is given, and
    ``resume`` keeps those of a broken run that asked the same assistant."""
    if out is None:
        yield from asker.rows(cases, workers)
        return
    out.mkdir(parents=True, exist_ok=True)
    path = out / "rows.jsonl"
    done = _earlier_rows(path, origin) if resume else {}
    kept = {case.id: done[case.id] for case in cases if case.id in done and done[case.id].case == case}
    fresh = asker.rows([case for case in cases if case.id not in kept], workers)
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


class Asker:
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
        hits = self.assistant.search(case.question, 10, question.within) if scoring.searched(case) else ()
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
            self.assistant.ask(Question(text, case.id, asked.before, asked.within))
            for text in variants(case).values()
        ]
        if not others:
            return None
        return fmean(metrics.same_citations(cited, [each.id for each in other.citations]) for other in others)
