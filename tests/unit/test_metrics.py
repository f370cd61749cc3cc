"""Each metric on a case small enough to work out by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from assistant.evaluation import metrics

NEEDS = (("1",), ("2(a)", "2(b)"))


def test_recall_counts_the_groups_met_among_the_first_k() -> None:
    found = ("7", "2(b)", "2(a)", "1")
    assert metrics.recall_at(found, NEEDS, 1) == 0
    assert metrics.recall_at(found, NEEDS, 3) == 0.5  # 2(a) and 2(b) are one group
    assert metrics.recall_at(found, NEEDS, 4) == 1


def test_reciprocal_rank_is_one_over_the_rank_of_the_first_needed() -> None:
    assert metrics.reciprocal_rank(("7", "2(b)", "1"), NEEDS) == 0.5
    assert metrics.reciprocal_rank(("7", "8"), NEEDS) == 0
    assert metrics.reciprocal_rank(("7", "8", "1"), NEEDS, k=2) == 0


def test_ndcg_gains_once_a_group() -> None:
    # ranks 1 and 3 gain; rank 2 repeats the group of rank 1. ideal: ranks 1 and 2.
    gained = 1 / math.log2(2) + 1 / math.log2(4)  # 1 + 0.5
    ideal = 1 / math.log2(2) + 1 / math.log2(3)  # 1 + 0.6309
    assert metrics.ndcg_at(("2(a)", "2(b)", "1"), NEEDS) == pytest.approx(gained / ideal)
    assert metrics.ndcg_at(("2(a)", "2(b)", "1"), NEEDS) == pytest.approx(0.91972, abs=1e-5)
    assert metrics.ndcg_at(("1", "2(b)"), NEEDS) == 1


def test_cited_recall_and_precision() -> None:
    assert metrics.cited_recall(["1", "9"], NEEDS) == 0.5
    assert metrics.cited_recall([], ()) is None
    assert metrics.cited_precision(["1", "2(a)", "9"], {"1", "2(a)", "2(b)"}) == pytest.approx(2 / 3)
    assert metrics.cited_precision(["1", "9"], {"*"}) == 1
    assert metrics.cited_precision([], {"1"}) is None


def test_alce_recall_and_precision() -> None:
    carries = {("s1", "a"), ("s2", "b"), ("s3", "c"), ("s3", "d")}

    def entails(text: str, cited: Sequence[str]) -> bool:
        return any((text, one) in carries for one in cited)

    sentences = [
        ("s1", ["a"]),  # supported
        ("s2", ["a", "b"]),  # supported; a is idle: alone it does not carry s2, without it b does
        ("s3", ["a"]),  # not supported
        ("s4", []),  # cites nothing
    ]
    assert metrics.citation_recall(sentences, entails) == 0.5  # s1, s2 of four
    assert metrics.citation_precision(sentences, entails) == 0.5  # a of s1, b of s2; not a of s2, a of s3
    assert metrics.citation_recall([], entails) is None
    assert metrics.citation_precision([("s4", [])], entails) is None
    both = [("s3", ["c", "d"])]
    assert metrics.citation_precision(both, entails) == 1  # each alone carries it


def test_alce_keeps_citations_that_only_carry_together() -> None:
    def entails(text: str, cited: Sequence[str]) -> bool:
        return {"a", "b"} <= set(cited)

    assert metrics.citation_precision([("s", ["a", "b"])], entails) == 1
    assert metrics.citation_precision([("s", ["a", "b", "c"])], entails) == pytest.approx(2 / 3)


def test_facts_are_found_through_width_script_and_spaces() -> None:
    answer = "會議於２０１８ 年 7 月 4 日在維也納舉行"
    assert metrics.fact_coverage(
        answer, [("2018年7月4日",), ("维也纳", "Vienna"), ("主席",)]
    ) == pytest.approx(2 / 3)
    assert metrics.fact_coverage(answer, []) is None


def test_clean_of_forbidden_texts() -> None:
    assert metrics.clean_of("会议主席是张三", ["張三"]) == 0
    assert metrics.clean_of("报告没有说", ["张三"]) == 1
    assert metrics.clean_of("报告没有说", []) is None


def test_verbatim_share_counts_characters_in_copied_runs() -> None:
    source = "缔约国应酌情与领事代表建立合作"
    assert metrics.verbatim_share(["酌情与领事代表建立合作"], [source]) == 1
    # 酌情与领事代表 (7 characters) is copied, 我说 and 吧 (3) are not.
    assert metrics.verbatim_share(["我说酌情与领事代表吧"], [source]) == pytest.approx(0.7)
    assert metrics.verbatim_share(["完全不同的一句话"], [source]) == 0
    assert metrics.verbatim_share(["领事"], [source]) == 1
    assert metrics.verbatim_share([], [source]) is None


def test_same_citations_is_jaccard() -> None:
    assert metrics.same_citations(["1", "2"], ["2", "3"]) == pytest.approx(1 / 3)
    assert metrics.same_citations([], []) == 1
    assert metrics.same_citations(["1"], []) == 0


def test_percentile_is_nearest_rank() -> None:
    assert metrics.percentile([5, 1, 4, 2, 3], 0.5) == 3
    assert metrics.percentile([5, 1, 4, 2, 3], 0.95) == 5
    assert metrics.percentile(range(1, 101), 0.95) == 95
    assert metrics.percentile([7], 0.5) == 7


def test_bootstrap_holds_the_mean_and_narrows_with_more_questions() -> None:
    few = metrics.bootstrap([0, 1] * 10)
    many = metrics.bootstrap([0, 1] * 500)
    assert few.low < 0.5 < few.high
    assert few.low < many.low < 0.5 < many.high < few.high
    # 1.96 standard errors: 0.5 / sqrt(1000) * 1.96 = 0.031
    assert many.high - many.low == pytest.approx(0.062, abs=0.01)
    assert metrics.bootstrap([1, 1, 1]) == metrics.Interval(1, 1)
    assert metrics.bootstrap([0, 1] * 10) == few


def test_paired_tells_a_loss_from_noise() -> None:
    same = metrics.paired([1, 0] * 20, [1, 0] * 20)
    assert (same.difference, same.lost, same.gained, same.better, same.worse) == (0, False, False, 0, 0)
    lost = metrics.paired([1] * 40, [0] * 12 + [1] * 28)
    assert lost.difference == pytest.approx(-0.3)
    assert (lost.lost, lost.worse) == (True, 12)
    noise = metrics.paired([1, 0, 1, 1], [0, 1, 1, 1])
    assert (noise.lost, noise.gained, noise.better, noise.worse) == (False, False, 1, 1)
