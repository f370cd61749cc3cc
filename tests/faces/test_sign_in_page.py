"""Signing in and out as a reader does it, in Chromium, with a provider on another port."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.faces.conftest import QUESTION, ask, served
from tests.faces.test_access import ASKED, HIDDEN, stocked
from tests.faces.test_everyone import serious
from tests.oidc_provider import CLIENT, SECRET, provided


@pytest.mark.parametrize("groups", [["finance"], ["legal"]])
def test_the_page_leads_to_the_provider_and_shows_what_its_reader_may_see(
    chromium: Any, tmp_path: Path, groups: list[str]
) -> None:
    stocked(tmp_path / "home", tmp_path, secret=True)
    with provided() as provider:
        provider.claims = {"sub": "u1", "preferred_username": "wang", "groups": groups}
        oidc = {"ISSUER": provider.issuer, "CLIENT": CLIENT, "SECRET": SECRET}
        settings = {f"ASSISTANT_OIDC_{name}": value for name, value in oidc.items()}
        with served(tmp_path / "home", **settings, ASSISTANT_CURATORS="editors") as url:
            context = chromium.new_context(locale="en-GB")
            page = context.new_page()
            page.set_default_timeout(20_000)
            try:
                _read(page, url, groups)
                _over_and_out(page, url, provider.issuer)
                provider.claims["groups"] = ["editors", "finance"]
                _share(page, url, tmp_path)
            finally:
                context.close()


def _read(page: Any, url: str, groups: list[str]) -> None:
    page.goto(f"{url}/?lang=en#2(e)")
    page.wait_for_selector(QUESTION)
    page.wait_for_selector("#paper .block", state="attached")
    assert page.url.startswith(f"{url}/?lang=en")
    assert page.get_attribute("#sign-out", "title") == "wang"
    page.click("#open-shelf")
    page.wait_for_selector("#shelf-list li")
    shelf = page.inner_text("#shelf-list")
    assert (HIDDEN in shelf) == ("legal" in groups)
    assert ("budget" in shelf) == ("finance" in groups)
    assert page.is_hidden("#adding")  # a reader, no curator
    assert serious(page) == []
    page.keyboard.press("Escape")
    told = ask(page, ASKED[0]).inner_text()
    assert ("九百万美元" in told) == ("legal" in groups)


def _over_and_out(page: Any, url: str, issuer: str) -> None:
    page.click("#sign-out")
    page.wait_for_url(f"{issuer}/end?**")
    assert [one["name"] for one in page.context.cookies(url) if one["name"] == "assistant"] == []
    # A page whose session ends under it goes back through the door at its next request.
    page.goto(url)
    _at_rest(page)
    page.context.clear_cookies(name="assistant")
    page.evaluate("document.body.classList.add('before')")
    page.click("#open-shelf")
    page.wait_for_selector("body:not(.before) #sign-out")
    _at_rest(page)
    page.context.clear_cookies(name="assistant")
    page.fill(QUESTION, "第2(e)段说了什么？")
    page.press(QUESTION, "Enter")
    # Signed in again, and the question was not lost.
    page.locator("#answers .answer", has_text="第2(e)段").wait_for()


def _at_rest(page: Any) -> None:
    """All that a page asks for by itself is there: nothing under way meets the end of the session first."""
    page.wait_for_selector("#sign-out")
    page.wait_for_selector("#paper .block", state="attached")
    page.wait_for_selector("#answers .foot")
    page.wait_for_selector("#restored button", state="attached")
    fetched = "() => performance.getEntriesByType('resource').some(({name}) => name.endsWith('/examples'))"
    page.wait_for_function(fetched)


def _share(page: Any, url: str, folder: Path) -> None:
    """A curator says, as he adds a report, which of his groups will see it."""
    (folder / "notes.txt").write_text("1. 委员会欢迎新成员。\n\n2. 委员会将于三月开会。\n", encoding="utf-8")
    page.context.clear_cookies(name="assistant")
    page.goto(url)
    page.wait_for_selector("#sign-out")
    page.click("#open-shelf")
    page.select_option("#seen-by select", "finance")
    assert serious(page) == []
    page.set_input_files("#file", folder / "notes.txt")
    page.locator("#shelf-list li", has_text="Seen by: finance").locator(":scope", has_text="notes").wait_for()
