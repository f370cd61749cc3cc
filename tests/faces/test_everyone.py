"""For everyone: axe-core finds nothing serious, the keyboard does everything, screen readers are told."""

from __future__ import annotations

from typing import Any

import pytest

from tests.faces.conftest import OPEN, QUESTION, REPORT, ask


def serious(page: Any) -> list[str]:
    """What axe-core, which travels in its package and asks no host, finds serious or critical."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.wait_for_timeout(400)  # colours that are still fading would be measured
    found = axe.run(page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary']}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.parametrize(
    ("locale", "scheme", "width"),
    [("zh-CN", "light", 1360), ("zh-CN", "dark", 1360), ("en-GB", "light", 390), ("ar-EG", "dark", 1360)],
)
def test_axe_finds_nothing_serious(open_page: OPEN, locale: str, scheme: str, width: int) -> None:
    page = open_page(locale=locale, color_scheme=scheme, width=width)
    page.wait_for_selector("#welcome a.try")
    assert serious(page) == []
    ask(page, "巴西的咖啡出口额是多少？")
    ask(page, "第2(e)段说了什么？").locator("a.cite").first.click()
    page.wait_for_selector("#paper .lit mark")
    assert serious(page) == []


def test_axe_finds_nothing_serious_in_the_dialogs(open_page: OPEN) -> None:
    page = open_page()
    ask(page, "第2(e)段说了什么？")
    page.wait_for_timeout(700)  # the conversation is kept a moment after the answer
    for button, dialog in [
        ("#open-shelf", "#shelf"),
        ("#open-talks", "#talks"),
        ("#export", "#exporting"),
        ("#answers .bad", "#why"),
    ]:
        page.click(button)
        page.wait_for_selector(f"{dialog}[open]")
        assert serious(page) == [], dialog
        page.keyboard.press("Escape")
        page.wait_for_selector(dialog, state="hidden")
    page.click("#open-outline")
    assert serious(page) == []


def tab_to(page: Any, selector: str, backwards: bool = False) -> None:
    for _ in range(80):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none" or "textarea" in selector, f"{selector} does not show its focus"
            return
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
    raise AssertionError(f"Tab does not lead to {selector}")


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.className"))


def test_without_a_mouse(open_page: OPEN) -> None:
    """Ask, walk through the citations, read, find, export, begin anew: no click, no touch."""
    page = open_page()
    page.keyboard.press("Tab")
    page.locator("body").press("/")
    page.keyboard.type("第2段列出了哪些内容？")
    page.keyboard.press("Enter")
    page.wait_for_selector("#answers .foot")
    page.wait_for_selector("#question .submit-button")
    tab_to(page, "#answers a.cite", backwards=True)
    page.keyboard.press("Home")
    last = page.evaluate("[...document.querySelectorAll('#answers a.cite')].indexOf(document.activeElement)")
    page.keyboard.press("ArrowLeft")
    assert last - 1 == page.evaluate(
        "[...document.querySelectorAll('#answers a.cite')].indexOf(document.activeElement)"
    )
    page.wait_for_selector("#peek:not([hidden])")
    page.keyboard.press("Escape")
    page.wait_for_selector("#peek", state="hidden")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector("#paper .lit mark")
    lit = page.locator("#paper .lit").get_attribute("id")
    tab_to(page, "#next-citation")
    page.keyboard.press("Enter")
    page.wait_for_function("lit => document.querySelector('#paper .lit')?.id !== lit", arg=lit)
    tab_to(page, "#find-text", backwards=True)
    page.keyboard.type("移民")
    page.keyboard.press("Enter")
    assert page.locator("#find-count").inner_text().startswith("2 / ")
    tab_to(page, "#export", backwards=True)
    page.keyboard.press("Enter")
    page.wait_for_selector("#exporting[open]")
    tab_to(page, "#exporting [value=docx]")
    with page.expect_download():
        page.keyboard.press("Enter")
    page.wait_for_selector("#exporting", state="hidden")
    tab_to(page, "#open-talks", backwards=True)
    page.keyboard.press("Enter")
    page.wait_for_selector("#talks[open]")
    page.keyboard.press("Escape")
    assert focused(page) == "open-talks"
    tab_to(page, "#new", backwards=True)
    page.keyboard.press("Enter")
    page.wait_for_selector("#welcome")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"


def test_a_screen_reader_is_told_what_happens(open_page: OPEN) -> None:
    page = open_page()
    assert page.get_by_role("main").count() == 1
    assert page.get_by_role("banner").count() == 1
    assert page.get_by_role("complementary", name="报告").count() == 1
    assert page.get_by_role("textbox", name="问题").count() == 1
    ask(page, "第2(e)段说了什么？")
    log = page.get_by_role("log")
    assert log.get_attribute("aria-live") == "polite"
    assert "刑事定罪" in log.inner_text()
    names = page.locator("#answers .acts button").all_inner_texts()
    assert all(name.strip() for name in names)
    page.locator("#answers .copy").click()
    toast = page.get_by_role("status").filter(has_text="已复制")  # copying takes a moment
    toast.wait_for()
    assert toast.get_attribute("id") == "toast"


def test_arabic_runs_from_right_to_left_and_the_chinese_report_does_not(open_page: OPEN) -> None:
    page = open_page(locale="ar-EG")
    answer = ask(page, "ماذا تقول الفقرة 2 (هـ)؟")
    assert page.evaluate("getComputedStyle(document.querySelector('#answers .foot')).direction") == "rtl"
    chat, report = page.locator("#talk").bounding_box(), page.locator("#report").bounding_box()
    assert report["x"] < chat["x"]
    answer.locator("a.cite").first.click()
    page.wait_for_selector("#paper .lit mark")
    assert page.evaluate("getComputedStyle(document.querySelector('#paper article')).direction") == "ltr"
    assert page.evaluate("document.documentElement.scrollWidth") <= 1360


@pytest.mark.parametrize("locale", ["zh-CN", "zh-TW", "en-US", "fr-FR", "es-ES", "ru-RU", "ar-EG"])
def test_on_a_phone_every_button_of_the_bar_is_within_reach(open_page: OPEN, locale: str) -> None:
    page = open_page(locale=locale, width=360)
    for button in page.locator("#bar button:visible, #bar select:visible").all():
        box = button.bounding_box()
        assert box["x"] >= 0, button.get_attribute("id")
        assert box["x"] + box["width"] <= 360, button.get_attribute("id")
    assert page.locator("#bar button:visible").count() == 3


def test_a_phone_reads_the_sheet_and_comes_back_to_the_talk(open_page: OPEN) -> None:
    page = open_page(f"/?report={REPORT}#2(e)", width=390, has_touch=True)
    page.wait_for_selector("#paper .lit", state="visible")
    page.locator("#close-report").tap()
    page.wait_for_selector("#report", state="hidden")
    ask(page, "第2(e)段说了什么？")
    for action in page.locator("#answers .acts button").all():
        box = action.bounding_box()
        assert min(box["width"], box["height"]) >= 24  # WCAG 2.2, target size
    page.locator("#open-talks").tap()
    page.locator("#export-talk").tap()
    page.wait_for_selector("#exporting[open]")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.keyboard.press("Escape")
    assert page.locator(QUESTION).is_visible()
