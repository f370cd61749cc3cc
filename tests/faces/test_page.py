"""The page in a real browser: ask, check a citation, read the report; nothing leaves the machine."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.faces.conftest import OPEN, QUESTION, REPORT, ask, served


def test_a_citation_opens_its_paragraph_with_the_quoted_words_lit(open_page: OPEN) -> None:
    page = open_page()
    answer = ask(page, "第2(e)段说了什么？")
    assert "不对非正常移民包括被偷运的移民进行刑事定罪" in answer.inner_text()
    answer.locator("a.cite", has_text=re.compile(r"^第2\(e\)段$")).first.click()
    page.wait_for_selector("#paper .lit mark")
    assert page.locator("#paper .lit").get_attribute("id") == "p-2(e)"
    lit = page.locator("#paper .lit mark").inner_text()
    assert "以人权为基础" in lit
    assert lit in page.locator("#paper .lit p").inner_text()
    page.wait_for_timeout(700)  # the smooth scroll
    seen = page.evaluate(
        "() => { const box = document.querySelector('#paper mark').getBoundingClientRect(), view ="
        " document.querySelector('#paper').getBoundingClientRect();"
        " return box.top >= view.top && box.bottom <= view.bottom }"
    )
    assert seen
    assert re.search(r"句均有出处 · 引用 \d+ 段 · [\d.]+ 毫秒 · 原文摘录", answer.inner_text())
    artefacts = ROOT / "artefacts"
    artefacts.mkdir(exist_ok=True)
    page.screenshot(path=artefacts / "page-citation.png")


def test_the_report_is_typeset_as_a_document(open_page: OPEN) -> None:
    page = open_page()
    headings = page.locator("#paper .heading").all_inner_texts()
    assert [re.sub(r"\s+", " ", text) for text in headings][:1] == ["二. 建议（续）"]
    assert page.locator("#paper .item").count() == 16
    lead = page.locator("[id='p-1']").bounding_box()
    item = page.locator("[id='p-1(a)']").bounding_box()
    assert item["x"] > lead["x"] + 20
    assert page.locator("[id='p-1(a)'] .mark").inner_text() == "(a)"
    assert page.locator("#paper article").get_attribute("lang") == "zh"


def test_reading_along_with_an_answer(open_page: OPEN) -> None:
    """Margin marks, the paragraph on hover, the next citation and the one before, the outline."""
    page = open_page()
    answer = ask(page, "第2段列出了哪些内容？")
    cited = [f"p-2({letter})" for letter in "abcdefg"]
    page.wait_for_selector("#paper .cited")
    assert [one.get_attribute("id") for one in page.locator("#paper .cited").all()][-7:] == cited
    answer.locator("a.cite", has_text="第2(e)段").hover()
    page.wait_for_selector("#peek:not([hidden])")
    assert "以人权为基础" in page.locator("#peek").inner_text()
    answer.locator("a.cite", has_text="第2(c)段").click()
    page.wait_for_selector("[id='p-2(c)'].lit")
    page.click("#next-citation")
    page.wait_for_selector("[id='p-2(d)'].lit")
    page.click("#previous-citation")
    page.wait_for_selector("[id='p-2(c)'].lit")
    page.click("#open-outline")
    page.locator("#outline a", has_text="审议情况概要").click()
    page.wait_for_selector("#outline", state="hidden")
    page.wait_for_timeout(700)  # the smooth scroll
    heading = page.locator("#paper .heading", has_text="审议情况概要").bounding_box()
    assert 50 < heading["y"] < 820
    answer.locator("summary").click()
    assert "查找段落" in answer.locator("dl").inner_text()
    assert answer.locator(".follow a.try").count() > 0
    page.locator("#answers .follow a.try").first.click()
    page.wait_for_function("() => document.querySelectorAll('#answers .foot').length === 2")


def test_a_refusal_looks_different_and_offers_the_nearest_paragraphs(open_page: OPEN) -> None:
    page = open_page()
    answer = ask(page, "巴西的咖啡出口额是多少？")
    assert "refused" in answer.get_attribute("class")
    assert "报告没有说" in answer.inner_text()
    assert answer.locator("a.cite:not(.near)").count() == 0


def test_a_conversation_survives_a_reload(open_page: OPEN) -> None:
    page = open_page()
    ask(page, "第3段说了什么？")
    page.reload()
    page.wait_for_selector("#answers a.cite")
    assert page.locator("#answers .asked").all_inner_texts() == ["第3段说了什么？"]
    page.click("#new")
    page.wait_for_selector("#welcome")
    assert page.locator("#answers .asked").count() == 0


def test_conversations_are_kept_renamed_and_deleted(open_page: OPEN) -> None:
    page = open_page()
    ask(page, "第3段说了什么？")
    page.click("#new")
    page.wait_for_selector("#welcome")
    ask(page, "第4段说了什么？")
    page.wait_for_timeout(800)
    page.click("#open-talks")
    assert page.locator("#talks-list b").all_inner_texts() == ["第4段说了什么？", "第3段说了什么？"]
    page.once("dialog", lambda dialog: dialog.accept("旧的"))
    page.locator("#talks-list .rename").last.click()
    with page.expect_navigation():
        page.locator("#talks-list .choose", has_text="旧的").click()
    page.wait_for_selector("#answers a.cite")
    assert page.locator("#answers .asked").all_inner_texts() == ["第3段说了什么？"]
    page.click("#open-talks")
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("#talks-list li", has_text="旧的").locator(".delete").click()
    assert page.locator("#talks-list b").all_inner_texts() == ["第4段说了什么？"]


def test_the_last_question_can_be_edited_and_asked_again(open_page: OPEN) -> None:
    page = open_page()
    ask(page, "第3段说了什么？")
    page.evaluate("document.querySelector('#answers .foot').dataset.earlier = 'yes'")
    page.click("#answers .retry")
    page.wait_for_selector("#answers .answer:not(.waiting) .foot:not([data-earlier])")
    page.wait_for_selector("#question .submit-button")
    assert page.locator("#answers .asked").count() == 1
    page.click("#answers .edit")
    page.wait_for_selector("#welcome")
    assert page.input_value(QUESTION) == "第3段说了什么？"


def test_an_answer_can_be_copied_and_shared(open_page: OPEN) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    ask(page, "第2(e)段说了什么？")
    page.click("#answers .copy")
    page.wait_for_function("() => document.querySelector('#toast').textContent")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith("刑事定罪。［第2(e)段］")
    page.locator("#answers a.cite").click()
    page.click("#copy-citation")
    assert page.evaluate("navigator.clipboard.readText()") == "偷运移民问题工作组 报告草稿 增编，第2(e)段"
    page.click("#answers .share")
    link = page.evaluate("navigator.clipboard.readText()")
    shared = open_page(link.removeprefix(page.url.partition("?")[0].rstrip("/")))
    shared.wait_for_selector("#answers .foot")
    assert shared.locator("#answers .asked").all_inner_texts() == ["第2(e)段说了什么？"]


def test_a_reader_can_say_what_was_wrong(
    open_page: OPEN, first_report_home: Path, tmp_path: Path, server: str
) -> None:
    shutil.copytree(first_report_home, tmp_path / "home")
    with served(tmp_path / "home") as url:
        page = open_page(url=url)
        ask(page, "会议在哪里开的？")
        ask(page, "第2(e)段说了什么？").locator(".bad").click()
        page.check("#why [value=citation]")
        page.fill("#why-more", "应为第2(f)段")
        page.click("#why .add")
        page.wait_for_function("() => document.querySelector('#toast').textContent.includes('谢谢')")
    (line,) = (tmp_path / "home" / "feedback.jsonl").read_text(encoding="utf-8").splitlines()
    said = json.loads(line)
    assert (said["verdict"], said["reason"]) == ("down", "citation: 应为第2(f)段")
    assert (said["question"], said["before"]) == ("第2(e)段说了什么？", ["会议在哪里开的？"])
    assert said["citations"][0].endswith("#2(e)")


def test_an_example_from_the_report_asks_itself(open_page: OPEN) -> None:
    page = open_page()
    page.wait_for_selector("#welcome a.try")
    example = page.locator("#welcome a.try").nth(1).inner_text()
    page.locator("#welcome a.try").nth(1).click()
    page.wait_for_selector("#answers .foot")
    assert page.locator("#answers .asked").all_inner_texts() == [example]
    assert page.locator("#answers a.cite").count() > 0


@pytest.mark.parametrize(
    ("locale", "title", "direction"),
    [
        ("zh-CN", "报告助手", "ltr"),
        ("zh-TW", "報告助手", "ltr"),
        ("en-US", "Report Assistant", "ltr"),
        ("fr-FR", "Assistant de rapports", "ltr"),
        ("es-ES", "Asistente de informes", "ltr"),
        ("ru-RU", "Помощник по докладам", "ltr"),
        ("ar-EG", "مساعد التقارير", "rtl"),
    ],
)
def test_the_interface_speaks_the_language_of_the_browser(
    open_page: OPEN, locale: str, title: str, direction: str
) -> None:
    page = open_page(locale=locale)
    assert page.locator("#bar .brand").inner_text().strip() == title
    assert page.locator("html").get_attribute("dir") == direction
    placeholder = page.locator(QUESTION).get_attribute("placeholder")
    assert placeholder
    assert ("报告" in placeholder) == (locale == "zh-CN")


def test_the_language_can_be_chosen(open_page: OPEN) -> None:
    page = open_page()
    page.wait_for_function(  # what the page is told at first has come to its end
        "() => performance.getEntriesByType('resource').some((each) => each.name.includes('/queue/data'))"
    )
    with page.expect_navigation():
        page.select_option("#language", "en")
    page.wait_for_selector(QUESTION)
    assert page.locator("#bar .brand").inner_text().strip() == "Report Assistant"
    assert "Ask the report" in page.locator(QUESTION).get_attribute("placeholder")


@pytest.mark.parametrize("more", ["", "#:~:text=2e"], ids=["as we make it", "as Open WebUI adds to it"])
def test_a_permalink_opens_its_paragraph_in_a_new_browser(open_page: OPEN, more: str) -> None:
    page = open_page(f"/?report={REPORT}#2(e){more}")
    page.wait_for_selector("#paper .lit")
    assert page.locator("#paper .lit").get_attribute("id") == "p-2(e)"
    assert page.evaluate("document.activeElement.id") == "p-2(e)"


def test_on_a_phone_the_report_is_a_sheet(open_page: OPEN) -> None:
    page = open_page(width=390)
    assert not page.locator("#report").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    ask(page, "第2(e)段说了什么？").locator("a.cite").first.click()
    page.wait_for_selector("#paper .lit", state="visible")
    page.keyboard.press("Escape")
    page.wait_for_selector("#report", state="hidden")


def test_the_keyboard_is_enough(open_page: OPEN) -> None:
    page = open_page()
    page.locator("#paper").focus()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.keyboard.type("第2(e)段说了什么？")
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    page.wait_for_selector("#answers .foot")
    page.locator("#answers a.cite").first.focus()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.wait_for_selector("#peek:not([hidden])")
    page.keyboard.press("Enter")
    page.wait_for_selector("#paper .lit")


def test_find_in_the_report(open_page: OPEN) -> None:
    page = open_page()
    page.fill("#find-text", "引渡")
    assert re.fullmatch(r"1 / [1-9]\d*", page.locator("#find-count").inner_text())
    page.fill("#find-text", "咖啡")
    assert page.locator("#find-count").inner_text() == "没有"


def test_the_policy_lets_nothing_foreign_run(open_page: OPEN, complaints: list[str]) -> None:
    page = open_page()
    policy = page.request.get(page.url).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    scripts = re.search(r"script-src ([^;]+)", policy)[1]  # type: ignore[index]
    assert set(scripts.split()) - {"'self'"} == set(re.findall(r"'sha256-[\w+/=]+'", scripts))
    assert page.evaluate("window.__gradio_mode__") == "app"  # Gradio's own inline scripts did run
    blocked = page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        " document.head.append(s); return window.ran === undefined }"
    )
    assert blocked
    assert len(complaints) == 1
    complaints.clear()


def test_sentences_stream_in_and_can_be_stopped(
    open_page: OPEN, complaints: list[str], first_report_home: Path, tmp_path: Path, llm_server: Any
) -> None:
    llm_server.character = "writes_slowly"
    shutil.copytree(first_report_home, tmp_path / "home")
    model = {"ASSISTANT_MODEL": "scripted", "ASSISTANT_MODEL_URL": llm_server.url}
    with served(tmp_path / "home", **model) as url:
        page = open_page(url=url)
        page.fill(QUESTION, "各国应如何保护被偷运移民的权利？")
        page.press(QUESTION, "Enter")
        page.wait_for_selector("#answers .answer.coming a.cite")
        assert page.locator("#answers .foot").count() == 0
        page.click("#question .stop-button")
        page.wait_for_selector("#question .submit-button")
        page.wait_for_selector("#answers .answer.stopped a.cite")
        assert "已停止" in page.locator("#answers .answer").inner_text()
        page.reload()
        page.wait_for_selector("#answers .answer.stopped a.cite")
    complaints.clear()  # Gradio writes to the console that its stream was cut off


HOSTILE = """<script>window.bad = 1</script> 工作组

1. <img src=x onerror="window.bad = 2"> 各国应加强[合作](javascript:window.bad=3)与**交流**，并通报鲸鱼。

2. </div><iframe src="https://evil.example/"></iframe>第二段谈到鲸鱼的保护。
"""


def test_an_uploaded_report_is_answered_and_its_markup_stays_inert(
    chromium: Any, first_report_home: Path, tmp_path: Path, open_page: OPEN
) -> None:
    path = tmp_path / "鲸鱼 #1.txt"
    path.write_text(HOSTILE, encoding="utf-8")
    with served(tmp_path / "home") as url:
        page = open_page(url=url)
        page.click("#open-shelf")
        page.set_input_files("#file", path)
        page.wait_for_function("() => document.querySelector('#paper').innerText.includes('鲸鱼')")
        assert "<script>" in page.locator("#paper").inner_text()
        page.click("#close-shelf")
        answer = ask(page, "第2段关于鲸鱼说了什么？")
        assert "鲸鱼" in answer.inner_text()
        assert page.evaluate("window.bad") is None
        assert (
            page.locator("#paper img, #paper script, #paper iframe, .answer img, .answer iframe").count() == 0
        )
        page.click("#open-shelf")
        page.once("dialog", lambda dialog: dialog.accept())
        page.locator("#shelf-list li", has_text="鲸鱼").locator(".remove").click()
        page.wait_for_function("() => !document.querySelector('#shelf-list').innerText.includes('鲸鱼')")
        page.wait_for_function("() => document.querySelector('#paper').innerText.includes('偷运移民')")


def test_a_report_is_listed_doubted_and_replaced(tmp_path: Path, open_page: OPEN) -> None:
    first, second = tmp_path / "gap.txt", tmp_path / "another name.txt"
    first.write_text("报告草稿\n\n1. 甲国发言。\n\n2. 乙国发言。\n\n5. 丙国发言。\n", encoding="utf-8")
    second.write_text("报告\n\n1. 鲸鱼增多。\n\n2. 乙国发言。\n", encoding="utf-8")
    with served(tmp_path / "home") as url:
        page = open_page(url=url)
        page.click("#open-shelf")
        row = page.locator("#shelf-list li", has_text="偷运移民").inner_text()
        for fact in ("报告草稿", "2018-07-04 – 2018-07-05", "简体中文"):
            assert fact in row
        page.set_input_files("#file", first)
        page.wait_for_function("() => document.querySelector('#paper').innerText.includes('丙国')")
        page.wait_for_selector("#doubts li")
        assert page.locator("#doubts").inner_text() == "第 7 行：编号有缺"
        with page.expect_file_chooser() as choosing:
            page.locator("#shelf-list li", has_text="gap").locator(".replace").click()
        choosing.value.set_files(second)
        page.wait_for_function("() => document.querySelector('#paper').innerText.includes('鲸鱼')")
        page.wait_for_function("() => document.querySelectorAll('#shelf-list li').length === 2")
        assert "丙国" not in page.locator("#paper").inner_text()


def test_a_long_report_opens_and_a_click_lights_its_paragraph(tmp_path: Path, open_page: OPEN) -> None:
    """5,000 paragraphs; a question goes to the ticked report, the click to the lit words."""
    lines = [f"{n}. 委员会第{n}次请各国加强合作，保护移民的权利。" for n in range(1, 5001)]
    path = tmp_path / "long.txt"
    path.write_text("\n\n".join(["报告", *lines]), encoding="utf-8")
    with served(tmp_path / "home") as url:
        page = open_page(url=url)
        page.click("#open-shelf")
        page.set_input_files("#file", path)
        page.wait_for_function(
            "() => document.querySelectorAll('#paper .block').length > 5000", timeout=60_000
        )
        page.locator("#shelf-list li", has_text="long").locator("input").check()
        page.click("#close-shelf")
        assert "1" in page.locator("#asked-of").inner_text()
        answer = ask(page, "第4400段说了什么？")
        assert answer.locator("a.cite").count() == 1
        answer.locator("a.cite").click()
        page.wait_for_selector("#paper mark")
        assert page.locator("#paper .lit").get_attribute("id") == "p-4400"


def test_without_uploads_the_page_offers_none(chromium: Any, tmp_path: Path, open_page: OPEN) -> None:
    with served(tmp_path / "home", ASSISTANT_UPLOADS="off") as url:
        page = open_page(url=url)
        page.click("#open-shelf")
        page.wait_for_selector("#shelf-list .choose")
        assert not page.locator("#file").is_visible()
        assert page.locator("#shelf .remove").count() == 0
