"""What an evaluation found: a row a question, figures over all of them, and where it all came from."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any

from assistant.errors import BadSetting
from assistant.evaluation.metrics import bootstrap, percentile
from assistant.evaluation.questions import Case

FIGURES = (
    "right",
    "outcome",
    "cited_recall",
    "cited_precision",
    "facts",
    "clean",
    "groundedness",
    "alce_recall",
    "alce_precision",
    "verbatim",
    "quotes_verbatim",
    "list_complete",
    "refusal_precision",
    "refusal_recall",
    "near_refusal_recall",
    "far_refusal_recall",
    "false_refusal",
    "consistency",
    "recall@5",
    "recall@10",
    "mrr@10",
    "ndcg@10",
)
STAGES = ("understand", "find", "compose", "verify", "total")


@dataclass(frozen=True, slots=True)
class Row:
    """One question: the answer as every face shows it, its metrics, or the error's traceback."""

    case: Case
    outcome: str
    metrics: Mapping[str, float]
    answer: Mapping[str, Any] = field(default_factory=dict)
    verdicts: tuple[Mapping[str, Any], ...] = ()
    found: tuple[str, ...] = ()
    error: str = ""

    @property
    def timings(self) -> Mapping[str, float]:
        timings: Mapping[str, float] = self.answer.get("timings_ms", {})
        return timings


@dataclass(frozen=True, slots=True)
class Past:
    """What a comparison needs of a row of an earlier run."""

    id: str
    outcome: str
    metrics: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Figure:
    """The mean of a metric over the questions it applies to, with its 95 % interval."""

    name: str
    value: float
    low: float
    high: float
    questions: int


@dataclass(frozen=True, slots=True)
class Results:
    """Rows in the order of the questions. ``skipped`` counts questions by the report not at hand;
    ``texts`` are the cited reports' own, for the page only."""

    rows: tuple[Row, ...]
    figures: tuple[Figure, ...]
    latency_ms: Mapping[str, Mapping[str, float]]
    provenance: Mapping[str, Any]
    skipped: Mapping[str, int] = field(default_factory=dict)
    below: tuple[str, ...] = ()
    comparison: Mapping[str, Any] = field(default_factory=dict)
    faults: Mapping[str, Any] = field(default_factory=dict)
    usage: Mapping[str, float] = field(default_factory=dict)
    judge: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def passed(self) -> bool:
        """Whether every minimum was reached and nothing got significantly worse."""
        return not self.below and not self.comparison.get("lost")

    def value(self, name: str) -> float:
        """A figure's value; raises BadSetting for a name that was not measured."""
        for figure in self.figures:
            if figure.name == name:
                return figure.value
        raise BadSetting("unknown_metric", name=name, known=", ".join(each.name for each in self.figures))

    def by(self, of: Callable[[Case], str]) -> dict[str, dict[str, float]]:
        """Means by kind, language, report: ``results.by(lambda case: case.kind)``."""
        groups: dict[str, list[Row]] = {}
        for row in self.rows:
            groups.setdefault(of(row.case), []).append(row)
        return {
            name: {"questions": len(rows), **{each.name: each.value for each in figures(rows, 0)}}
            for name, rows in sorted(groups.items())
        }

    def frame(self) -> Any:
        """A pandas DataFrame, one line a question; raises ImportError without pandas."""
        import pandas  # type: ignore[import-untyped]

        flat = [
            {
                "id": row.case.id,
                "kind": row.case.kind,
                "language": row.case.language,
                "report": row.case.report,
            }
            | {"question": row.case.question, "expected": row.case.outcome, "outcome": row.outcome}
            | dict(row.metrics)
            for row in self.rows
        ]
        return pandas.DataFrame(flat)

    def to_json(self) -> dict[str, Any]:
        return {
            **{name: value for name, value in asdict(self).items() if name not in ("rows", "texts")},
            "passed": self.passed,
            "by": {
                "kind": self.by(lambda case: case.kind),
                "language": self.by(lambda case: case.language),
                "report": self.by(lambda case: case.report),
                "part": self.by(lambda case: case.part),
            },
            "rows": [row_json(row) for row in self.rows],
        }


def figures(rows: Sequence[Row], rounds: int = 1000) -> tuple[Figure, ...]:
    """Every figure that applies to at least one row; no intervals when ``rounds`` is 0."""
    found = []
    for name in FIGURES:
        values = _values(rows, name)
        if values:
            interval = bootstrap(values, rounds) if rounds else None
            mean = fmean(values)
            low, high = (interval.low, interval.high) if interval else (mean, mean)
            found.append(Figure(name, mean, low, high, len(values)))
    return tuple(found)


def latency(rows: Iterable[Row]) -> dict[str, dict[str, float]]:
    """Milliseconds of each step: the median and the 95th percentile."""
    kept = [row.timings for row in rows if row.timings]
    spent = {stage: [each[stage] for each in kept if stage in each] for stage in STAGES}
    return {
        stage: {"p50": percentile(values, 0.5), "p95": percentile(values, 0.95)}
        for stage, values in spent.items()
        if values
    }


def usage(rows: Sequence[Row]) -> dict[str, float]:
    """What the model took, summed: tokens, requests, cost; how many answers it wrote; how many of its
    sentences were removed. Empty without a model."""
    total: dict[str, float] = {}
    for row in rows:
        for name, value in row.answer.get("usage", {}).items():
            total[name] = total.get(name, 0) + value
    if total:
        total["written"] = sum(row.answer.get("mode") == "written" for row in rows)
        total["removed"] = sum(row.answer.get("removed", 0) for row in rows)
    return total


def row_json(row: Row) -> dict[str, Any]:
    return asdict(row)


def row_from(values: Mapping[str, Any]) -> Row:
    """A row as ``row_json`` gives it; raises KeyError and TypeError for another form."""
    case = {name: _frozen(value) for name, value in values["case"].items()}
    rest = {name: value for name, value in values.items() if name not in ("case", "verdicts", "found")}
    return Row(Case(**case), verdicts=tuple(values["verdicts"]), found=tuple(values["found"]), **rest)


def baseline_json(results: Results) -> dict[str, Any]:
    """The small form of ``results.json`` that later runs are compared with."""
    rows = [{"id": row.case.id, "outcome": row.outcome, "metrics": dict(row.metrics)} for row in results.rows]
    return {"figures": {each.name: round(each.value, 4) for each in results.figures}, "rows": rows}


def read_past(path: Path) -> dict[str, Past]:
    """The rows of an earlier ``results.json`` or ``baseline.json`` by id; raises BadSetting."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["rows"]
        past = [Past(row.get("id") or row["case"]["id"], row["outcome"], row["metrics"]) for row in rows]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadSetting("bad_results", path=str(path), why=str(error)) from None
    return {each.id: each for each in past}


def _values(rows: Sequence[Row], name: str) -> list[float]:
    """One value a row, but one a sentence for groundedness."""
    if name == "groundedness":
        return [float(verdict["supported"]) for row in rows for verdict in row.verdicts]
    return [row.metrics[name] for row in rows if name in row.metrics]


def _frozen(value: object) -> Any:
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value
