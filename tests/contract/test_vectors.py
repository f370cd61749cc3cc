"""The dense leg under a filter: the chosen reports' own nearest, however many of others are nearer."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from assistant.index.store import Store
from assistant.index.vectors import Vectors, best, unit
from assistant.model import Paragraph, Report

ROWS = {"a#1": [3.0, 0.0], "a#2": [0.0, 2.0], "b#1": [1.0, 1.0], "b#2": [-1.0, 0.0]}


class Reading:
    """Says what was read, to see that nothing is read twice."""

    def __init__(self) -> None:
        self.read: list[list[str]] = []

    def __call__(self, reports: Collection[str]) -> tuple[list[str], list[list[float]]]:
        self.read.append(sorted(reports))
        ids = [id for id in ROWS if id.partition("#")[0] in reports]
        return ids, [ROWS[id] for id in ids]


def test_the_nearest_of_chosen_reports_by_cosine() -> None:
    vectors = Vectors(Reading())
    assert vectors.nearest([2.0, 0.0], 2, ["a", "b"]) == [
        ("a#1", 1.0),
        ("b#1", 0.70711),
    ]
    assert vectors.nearest([2.0, 0.0], 9, ["b"])[1] == ("b#2", -1.0)
    assert [id for id, _ in vectors.nearest([0.0, 1.0], None, ["a"])] == ["a#2", "a#1"]
    assert vectors.nearest([1.0, 0.0], 5, ["empty"]) == []


def test_a_report_is_read_once_until_it_is_forgotten() -> None:
    reading = Reading()
    vectors = Vectors(reading)
    for reports in (["a"], ["a"], ["a", "b"]):
        vectors.nearest([1.0, 0.0], 1, reports)
    assert reading.read == [["a"], ["b"]]
    vectors.forget("a")
    vectors.nearest([1.0, 0.0], 1, ["a", "b"])
    assert reading.read == [["a"], ["b"], ["a"]]


def test_what_was_asked_longest_ago_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.index.vectors.MOST", 3)
    reading = Reading()
    vectors = Vectors(reading)
    for report in ("a", "b", "b", "a"):
        vectors.nearest([1.0, 0.0], 1, [report])
    assert reading.read == [["a"], ["b"], ["a"]]
    assert len(vectors.nearest([1.0, 0.0], 9, ["a", "b"])) == 4  # more than is kept is still found


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A report of 1,500 paragraphs near the question, and a small one far from it."""
    store = Store.in_folder(tmp_path_factory.mktemp("chroma"), "test")
    for id, count, across in (("near", 1_500, 0.0), ("far", 30, 30.0)):
        paragraphs = tuple(
            Paragraph(f"{id}#{number}", str(number), "文", 0, 1, "paragraph", number)
            for number in range(1, count + 1)
        )
        rows = [[1.0, across + number / 500] for number in range(count)]
        store.put(Report(id, id, "zh", "文", paragraphs), rows)
    yield store
    store.close()


def test_near_reports_do_not_crowd_out_the_chosen_one(store: Store) -> None:
    found = store.nearest([1.0, 0.0], 10, {"far": 30})
    assert [id for id, _ in found] == [f"far#{number}" for number in range(1, 11)]
    assert {id.partition("#")[0] for id, _ in store.nearest([1.0, 0.0], 10)} == {"near"}


def test_most_of_the_reports_are_looked_through_together(store: Store) -> None:
    found = store.nearest([1.0, 0.0], 20, {"near": 1_500})
    assert [id for id, _ in found] == [f"near#{number}" for number in range(1, 21)]
    assert len(store.nearest([1.0, 0.0], 2_000, {"near": 1_500, "far": 30})) == 1_530
    assert store.nearest([1.0, 0.0], 10, {}) == []


def test_a_replaced_report_is_not_found_by_its_old_vectors(tmp_path: Path) -> None:
    store = Store.in_folder(tmp_path / "chroma", "test")
    report = Report("a", "a", "zh", "文", (Paragraph("a#1", "1", "文", 0, 1, "paragraph", 1),))
    store.put(report, [[1.0, 0.0]])
    assert store.nearest([1.0, 0.0], 1, {"a": 1}) == [("a#1", 1.0)]
    store.put(report, [[0.0, 1.0]])
    assert store.nearest([1.0, 0.0], 1, {"a": 1}) == [("a#1", 0.0)]
    store.remove("a")
    assert store.nearest([1.0, 0.0], 1, {"a": 1}) == []
    store.close()


def test_a_paragraph_is_as_near_as_it_and_its_best_sentence_in_the_mean() -> None:
    whole = [(["a#1", "a#2"], unit([[0.0, 2.0], [1.0, 1.0]])), (["b#1"], unit([[3.0, 4.0]]))]
    sentences = [(["a#1", "a#1"], unit([[0.0, 3.0], [5.0, 0.0]])), ([], []), (["gone#1"], unit([[1.0, 0.0]]))]
    assert best(whole, [1.0, 0.0], None, sentences) == [("a#2", 0.70711), ("b#1", 0.6), ("a#1", 0.5)]
    assert best(whole, [0.0, 1.0], 1, sentences) == [("a#1", 1.0)]
