"""The search measured on tiny sets, with numbers worked out by hand."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from assistant.errors import Unreadable
from assistant.evaluation.beir import measure
from assistant.settings import Settings

SHARED = Path(__file__).parents[2] / "../shared/bench"
TEXTS = {"a/1": "偷运移民议定书的缔约国", "b#2": "国际货物销售合同", "c": "电子商务示范法"}


def write(folder: Path, queries: dict[str, str], judgments: str) -> Path:
    (folder / "qrels").mkdir(parents=True)
    corpus = [json.dumps({"_id": id, "title": "", "text": text}) for id, text in TEXTS.items()]
    (folder / "corpus.jsonl").write_text("\n".join(corpus) + "\n")
    lines = [json.dumps({"_id": id, "text": text}) for id, text in queries.items()]
    (folder / "queries.jsonl").write_text("\n".join(lines) + "\n")
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n" + judgments)
    return folder


def test_a_found_and_a_missed_query(tmp_path: Path) -> None:
    queries = {"1": "偷运移民", "2": "海洋法", "unjudged": "合同"}
    folder = write(tmp_path / "set", queries, "1\ta/1\t1\n1\tc\t1\n2\tb#2\t1\n")
    result = measure(folder, Settings())
    ideal = 1 + 1 / math.log2(3)
    assert result["queries"] == 2
    assert result["ndcg@10"] == pytest.approx(1 / ideal / 2)
    assert (result["recall@1"], result["recall@10"], result["mrr@10"]) == (0.25, 0.25, 0.5)
    assert result["queries_per_second"] > 0


def test_it_is_measured_in_a_folder_of_its_own(tmp_path: Path) -> None:
    """Not on the server that is set: nobody answers there."""
    folder = write(tmp_path / "set", {"1": "偷运移民"}, "1\ta/1\t1\n")
    assert measure(folder, Settings(chroma_url="http://127.0.0.1:9"))["recall@1"] == 1


@pytest.mark.parametrize("damage", ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv"])
def test_a_folder_in_another_form_is_named(tmp_path: Path, damage: str) -> None:
    folder = write(tmp_path / "set", {"1": "偷运移民"}, "1\ta/1\t1\n")
    (folder / damage).write_text("head\nsomething else\n")
    with pytest.raises(Unreadable, match="bad_beir"):
        measure(folder, Settings())


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public sets are not here")
def test_search_on_the_chinese_paragraphs_of_xquad() -> None:
    assert measure(SHARED / "xquad-zh", Settings())["ndcg@10"] >= 0.970
