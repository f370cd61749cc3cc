"""Words and nearness in one order."""

from __future__ import annotations

import pytest

from assistant.index.fusion import fused
from assistant.index.ranking import Ranked


def hits(*coverages: float) -> list[Ranked]:
    return [
        Ranked(f"r#{number}", "r", 1.0 - number / 10, coverage) for number, coverage in enumerate(coverages)
    ]


def test_a_model_that_agrees_with_nothing_changes_nothing() -> None:
    before = [*hits(1.0, 0.5), Ranked("r#9", "r", 0.0, 0.0)]
    after = list(fused(before, {"r#9": 0.9, "r#8": 0.1}))
    assert [hit.id[2:] for hit in after] == ["0", "1", "9"]


def test_a_model_decides_where_words_find_nothing() -> None:
    before = [*hits(0.1, 0.1), Ranked("r#9", "r", 0.0, 0.0)]
    after = list(fused(before, {"r#9": 0.9, "r#1": 0.8, "r#8": 0.1}))
    assert after[0].id[2:] == "1"


@pytest.mark.parametrize("nearest", [{}, {"r#0": 0.5}])
def test_fusion_without_a_choice(nearest: dict[str, float]) -> None:
    assert [hit.id[2:] for hit in fused(hits(0.5, 0.4), nearest)] == ["0", "1"]
    assert not list(fused([], nearest))


def test_a_measured_model_moves_a_hit_by_less_than_half_of_what_words_say() -> None:
    before = [*hits(1.0, 0.5), Ranked("r#9", "r", 0.5, 0.0)]
    after = list(fused(before, {"r#9": 0.9, "r#8": 0.1}, calibrated=True))
    assert [(hit.id[2:], round(hit.score, 2)) for hit in after] == [
        ("0", 1.0),
        ("9", 0.95),
        ("1", 0.9),
    ]
    assert [hit.nearness for hit in after] == [None, 0.9, None]


def test_words_count_as_far_as_they_cover_the_question_in_another_language() -> None:
    before = [*hits(0.5, 0.4), Ranked("r#9", "r", 0.0, 0.0)]
    after = list(fused(before, {"r#9": 0.9, "r#1": 0.5, "r#8": 0.1}, foreign={"r"}, calibrated=True))
    assert [(hit.id[2:], round(hit.score, 2)) for hit in after] == [
        ("1", 0.85),
        ("9", 0.8),
        ("0", 0.5),
    ]
