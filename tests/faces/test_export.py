"""What leaves the page: Markdown and Word with footnotes, and the evidence; each quotation verbatim."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from assistant.portal.word import Document
from tests.conftest import FIRST_REPORT, ROOT
from tests.faces.conftest import OPEN, REPORT, ask
from tests.faces.test_api import call

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TITLE = "偷运移民问题工作组 报告草稿 增编"


def saved(page: Any, form: str) -> bytes:
    page.click("#export")
    with page.expect_download() as download:
        page.click(f"#exporting [value={form}]")
    assert download.value.suggested_filename == f"report-assistant.{form}"
    return Path(download.value.path()).read_bytes()


def footnotes(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        tree = etree.fromstring(parts.read("word/footnotes.xml"))
    notes = [note for note in tree.iter(f"{W}footnote") if not note.get(f"{W}type")]
    return ["".join(note.itertext(f"{W}t")).strip() for note in notes]


def test_a_conversation_after_a_reload_as_markdown_word_and_evidence(open_page: OPEN) -> None:
    page = open_page()
    ask(page, "第2(e)段说了什么？")
    ask(page, "巴西的咖啡出口额是多少？")
    page.reload()
    page.wait_for_selector("#answers .refused")

    text = saved(page, "md").decode("utf-8")
    assert text.startswith("## 第2(e)段说了什么？\n\n")
    assert "刑事定罪。［第2(e)段］[^1]\n\n## 巴西的咖啡出口额是多少？" in text
    assert f"[^1]: {TITLE}，第2(e)段：“执行以人权为基础" in text

    content = saved(page, "docx")
    document = docx.Document(io.BytesIO(content))
    assert [one.text for one in document.paragraphs if one.style.name == "Heading 2"] == [
        "第2(e)段说了什么？",
        "巴西的咖啡出口额是多少？",
    ]
    references = [ref.get(f"{W}id") for ref in document.element.iter(f"{W}footnoteReference")]
    notes = footnotes(content)
    assert references == [str(number) for number in range(1, len(notes) + 1)]
    assert notes[0].startswith(f"{TITLE}，第2(e)段：“执行以人权为基础")

    bundle = json.loads(saved(page, "json"))
    first, second = bundle["answers"]
    assert (first["question"], first["outcome"], first["mode"]) == (
        "第2(e)段说了什么？",
        "answered",
        "quoted",
    )
    assert second["outcome"] == "refused"
    assert first["index_generation"] == bundle["index"]["generation"] != ""
    (cited,) = first["citations"]
    kept = page.request.get(f"{page.url.partition('?')[0]}api/reports/{REPORT}").json()
    assert cited["ref"] == "2(e)"
    assert cited["quote"] == kept["text"][cited["start"] : cited["end"]]
    assert cited["quote"] in cited["paragraph"]["text"]
    assert cited["report_sha256"] == bundle["reports"][0]["sha256"] == kept["sha256"] != ""
    assert bundle["reports"][0]["text_sha256"] == hashlib.sha256(kept["text"].encode()).hexdigest()
    answer_prompt = (ROOT / "prompts" / "answer.md").read_bytes()
    assert bundle["prompts"]["answer"] == hashlib.sha256(answer_prompt).hexdigest()


def test_the_first_reports_sha256_is_that_of_its_file(server: str) -> None:
    _, report, _ = call(f"{server}/api/reports/{REPORT}")
    assert report["sha256"] == hashlib.sha256(FIRST_REPORT.read_bytes()).hexdigest()


def turn(*pieces: dict[str, Any]) -> dict[str, Any]:
    return {"turns": [{"question": "问", "lines": [{"kind": "item", "pieces": list(pieces)}]}]}


def test_a_quotation_is_cut_anew_and_never_taken_from_the_page(server: str) -> None:
    _, report, _ = call(f"{server}/api/reports/{REPORT}")
    seven = next(one for one in report["paragraphs"] if one["ref"] == "7")
    piece = {"text": "第7段", "report": REPORT, "place": "7", "start": 0, "end": 5}  # not within paragraph 7
    _, bundle, _ = call(f"{server}/api/export/json", turn({"text": "甲。"}, piece))
    (cited,) = bundle["answers"][0]["citations"]
    assert (cited["start"], cited["end"], cited["quote"]) == (seven["start"], seven["end"], seven["text"])
    assert bundle["answers"][0]["answer"] == "- 甲。［第7段］"


def test_what_is_no_longer_kept_is_said_so(server: str) -> None:
    gone = {"text": "第9段", "report": "gone", "place": "9"}
    _, bundle, _ = call(f"{server}/api/export/json", turn(gone))
    assert bundle["answers"][0]["citations"] == [{"id": "gone#9", "label": "第9段", "kept": False}]
    status, text, _ = call(f"{server}/api/export/md", turn(gone))
    assert (status, text) == (200, "## 问\n\n- ［第9段］[^1]\n\n[^1]: gone\\#9\n")
    assert call(f"{server}/api/export/pdf", turn(gone))[0] == 422


@pytest.mark.parametrize("language", ["zh", "en", "ar"])
def test_a_word_document_holds_any_text(language: str) -> None:
    document = Document(language)
    document.heading("a < b & \x00c")
    document.paragraph([("甲", "“<注>” & \x07"), ("乙", ""), ("丙", "second")], listed=True)
    content = document.content()
    assert footnotes(content) == ["“<注>” &", "second"]
    again = docx.Document(io.BytesIO(content))
    assert [one.text for one in again.paragraphs] == ["a < b & c", "甲乙丙"]
    assert ("<w:bidi/>" in again.element.xml) == (language == "ar")
