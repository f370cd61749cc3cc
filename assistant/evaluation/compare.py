"""One run beside an earlier one over the same questions: what got better, what worse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from assistant.evaluation.metrics import paired
from assistant.evaluation.results import FIGURES, Past, Row
from assistant.evaluation.scoring import LOWER_IS_BETTER

_GATED = (
    "right",
    "outcome",
    "cited_recall",
    "cited_precision",
    "facts",
    "alce_recall",
    "refusal_recall",
    "false_refusal",
)


def compare(old: Mapping[str, Past], new: Sequence[Row]) -> dict[str, Any]:
    """Paired differences of every metric over the questions that both runs hold; empty without any.

    ``better`` and ``worse`` name the questions that became right or stopped being so; ``lost`` the
    gated metrics whose loss is significant (the 95 % interval of the difference lies below 0).
    """
    pairs = [(old[row.case.id], row) for row in new if row.case.id in old]
    if not pairs:
        return {}
    measured = {name: _paired(pairs, name) for name in FIGURES}
    differences = {name: figures for name, figures in measured.items() if figures}
    return {
        "questions": len(pairs),
        "differences": differences,
        "better": [_change(one, two) for one, two in pairs if _right(two) > _right(one)],
        "worse": [_change(one, two) for one, two in pairs if _right(two) < _right(one)],
        "lost": [name for name in _GATED if differences.get(name, {}).get("lost")],
    }


def _paired(pairs: Sequence[tuple[Past, Row]], name: str) -> dict[str, Any]:
    sign = -1.0 if name in LOWER_IS_BETTER else 1.0
    both = [
        (one.metrics[name], two.metrics[name])
        for one, two in pairs
        if name in one.metrics and name in two.metrics
    ]
    if not both:
        return {}
    change = paired([sign * one for one, _ in both], [sign * two for _, two in both])
    return {**asdict(change), "lost": change.lost, "gained": change.gained, "questions": len(both)}


def _right(row: Past | Row) -> float:
    return row.metrics.get("right", 0.0)


def _change(old: Past, new: Row) -> Mapping[str, Any]:
    fell = sorted(name for name in old.metrics if new.metrics.get(name, 0.0) != old.metrics[name])
    return {
        "id": new.case.id,
        "question": new.case.question,
        "was": old.outcome,
        "is": new.outcome,
        "metrics": fell,
    }
