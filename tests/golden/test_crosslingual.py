"""Questions in five other languages find their paragraph in the Chinese report, without a network."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from assistant.index.index import Index
from assistant.reading import read
from assistant.settings import Settings, resource
from tests.conftest import FIRST_REPORT

LEAST = 0.9  # of the questions find their paragraph among the first five


def test_nine_in_ten_questions_in_other_languages_find_their_paragraph(tmp_path: Path) -> None:
    lines = (resource("eval") / "questions" / "crosslingual" / "tuning.jsonl").read_text("utf-8").splitlines()
    asked = [each for each in map(json.loads, lines) if each["report"] == FIRST_REPORT.stem]
    index = Index.open(replace(Settings.from_environment({}), home=tmp_path))
    index.put(read(FIRST_REPORT))
    found = [
        any(hit.paragraph.ref in each["must_cite"] for hit in index.search(each["question"], 5))
        for each in asked
    ]
    index.close()
    assert len({each["language"] for each in asked}) == 5
    assert sum(found) / len(found) >= LEAST
