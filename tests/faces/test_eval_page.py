"""The evaluation's page in a real browser: nothing from elsewhere, filters, a citation opened."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.evaluation import evaluate
from assistant.settings import Settings
from tests.conftest import FIRST_REPORT

ITEM = {
    "id": "item",
    "report": FIRST_REPORT.stem,
    "question": "第2(e)段说了什么？",
    "language": "zh",
    "kind": "reference",
    "part": "tuning",
    "outcome": "answered",
    "must_cite": ["2(e)"],
}
WRONG = {**ITEM, "id": "wrong", "question": "第7段说了什么？<img src=x onerror=alert(1)>", "must_cite": ["8"]}


def test_the_page_filters_and_opens_a_citation(
    chromium: Any, first_report_home: Path, tmp_path: Path
) -> None:
    asked = tmp_path / "set.jsonl"
    asked.write_text("\n".join(map(json.dumps, (ITEM, WRONG))), "utf-8")
    assistant = Assistant(replace(Settings.from_environment({}), home=first_report_home))
    evaluate(assistant, [asked], tmp_path / "out")
    assistant.close()
    page = chromium.new_page()
    faults: list[str] = []
    asked_for: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: asked_for.append(request.url))
    page.goto((tmp_path / "out" / "report.html").as_uri())
    assert page.locator("#rows details").count() == 2
    page.select_option("select[name=right]", "1")
    assert page.locator("#count").inner_text() == "1 / 2"
    page.locator("#rows summary").click()
    page.locator("#rows button", has_text="第2(e)段").first.click()
    assert page.locator("#rows mark").inner_text().startswith("执行以人权为基础的办法")
    assert page.locator("#figures rect").count() >= 5
    page.close()
    assert faults == []
    assert [url for url in asked_for if not url.startswith("file:")] == []
