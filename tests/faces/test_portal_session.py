"""Signed in by a portal: no cookie, no key in a page, every request of the frame with its session."""

from __future__ import annotations

import json
import shutil
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest

from assistant.assistant import Assistant
from assistant.settings import Settings
from tests.conftest import CHROMIUM
from tests.faces.conftest import REPORT, served
from tests.faces.portal_page import SECRET, Portal, sign

BUTTON = "report-assistant button"
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def site(first_report_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal, and a server that answers only those whom it has signed in."""
    home = tmp_path_factory.mktemp("signed") / "home"
    shutil.copytree(first_report_home, home)
    with Portal().served() as portal, served(home, **settings(portal)) as portal.host:
        yield portal


def near_to(portal: Portal) -> str:
    """The portal's address on the assistant's own site."""
    return portal.origin.replace("localhost", "127.0.0.1")


def settings(portal: Portal, **more: str) -> dict[str, str]:
    return {
        "ASSISTANT_PORTALS": f"{portal.origin} {near_to(portal)}",
        "ASSISTANT_PORTAL_SECRET": SECRET,  # and so nobody asks without signing in
        **more,
    }


@pytest.fixture
def portal(site: Portal) -> Portal:
    site.begin()
    site.line('data-token-url="/token"')
    return site


@pytest.fixture
def visit(chromium: Any, portal: Portal) -> Iterator[Open]:
    contexts = []

    def visiting(**more: Any) -> Any:
        contexts.append(chromium.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800}))
        page = contexts[-1].new_page()
        page.set_default_timeout(20_000)
        if more.get("clock"):
            page.clock.install()
        page.requests = []
        page.on("request", lambda request: page.requests.append(request))
        page.goto(portal.origin)
        page.evaluate(
            "() => { window.problems = [];"
            " document.addEventListener('report-assistant:problem', event => problems.push(event.detail)) }"
        )
        return page

    yield visiting
    for context in contexts:
        context.close()


def answer(page: Any, question: str = "第2(e)段说了什么？") -> Any:
    page.evaluate("question => ReportAssistant.ask(question)", question)
    chat = page.frame_locator("iframe")
    chat.locator(".asked", has_text=question).wait_for()
    chat.locator("#answers .answer").last.locator(".foot").wait_for()
    return chat


def problem(page: Any) -> dict[str, str]:
    page.wait_for_function("() => problems.length > 0")
    return dict(page.evaluate("problems.at(-1)"))


def post(url: str, body: object, **headers: str) -> tuple[int, Any]:
    request = urllib.request.Request(
        url, json.dumps(body).encode(), {"Content-Type": "application/json", **headers}
    )
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, json.load(response)
    except HTTPError as error:
        return error.code, json.load(error)


def test_a_reader_of_the_portal_asks_without_a_cookie(visit: Open, portal: Portal) -> None:
    page = visit()
    chat = answer(page)
    chat.locator("#answers a.cite").first.click()
    chat.locator("#paper .lit mark").wait_for()
    asked = [request for request in page.requests if request.url.startswith(portal.host)]
    assert page.context.cookies(portal.host) == []
    assert not [request.url for request in asked if "eyJ" in request.url]  # where logs would keep it
    signed = [one for one in asked if "authorization" in one.headers]
    assert {one.headers["authorization"][:10] for one in signed} == {"Bearer eyJ"}
    paths = {one.url.removeprefix(portal.host).split("?")[0] for one in signed}
    assert {"/api/reports", "/gradio_api/queue/join", "/gradio_api/queue/data"} <= paths
    assert portal.tokens == 1


DENIED = (
    "if (window.parent !== window) for (const store of ['localStorage', 'sessionStorage', 'indexedDB'])"
    " Object.defineProperty(window, store, { get() { throw new DOMException('denied', 'SecurityError') } })"
)


def test_a_browser_that_gives_other_sites_frames_neither_cookies_nor_storage(
    chromium: Any, portal: Portal
) -> None:
    strict = chromium.browser_type.launch(
        executable_path=CHROMIUM, args=["--no-sandbox", "--test-third-party-cookie-phaseout"]
    )
    try:
        context = strict.new_context(locale="zh-CN")
        context.add_init_script(DENIED)
        page = context.new_page()
        page.set_default_timeout(20_000)
        failed: list[str] = []
        page.on("pageerror", lambda error: failed.append(str(error)))
        page.goto(portal.origin)
        chat = answer(page)
        chat.locator("#answers a.cite").first.click()
        chat.locator("#paper .lit mark").wait_for()
        assert context.cookies() == []
        assert failed == []
    finally:
        strict.close()


def test_the_api_answers_a_session_and_nobody_else(portal: Portal) -> None:
    token = sign(groups=["legal"])
    status, given = post(f"{portal.host}/api/session", {"token": token})
    assert (status, given["seconds"], given["reader"]) == (200, 900, "wang.fang")
    ask = f"{portal.host}/api/ask"
    question = {"question": "第2(e)段说了什么？"}
    status, said = post(ask, question, Authorization=f"Bearer {given['session']}")
    assert (status, said["outcome"]) == (200, "answered")
    assert post(ask, question)[0] == 401
    assert post(ask, question, Authorization=f"Bearer {token}")[0] == 401
    assert post(ask, question, Authorization=f"Bearer {given['session'][:-3]}abc")[0] == 401


@pytest.mark.parametrize(
    ("code", "claims"),
    [
        ("token_used", {"jti": "seen"}),
        ("token_expired", {"exp": int(time.time()) - 100}),
        ("token_invalid", {"exp": int(time.time()) + 3600}),
        ("token_invalid", {"role": "admin"}),
        ("token_invalid", {"secret": "somebody else's secret, also long enough"}),
    ],
    ids=["replay", "expired", "too far ahead", "another role", "another secret"],
)
def test_a_token_that_is_not_good_is_refused(portal: Portal, code: str, claims: dict[str, Any]) -> None:
    token = sign(**claims)
    post(f"{portal.host}/api/session", {"token": sign(jti="seen")})
    status, said = post(f"{portal.host}/api/session", {"token": token}, **{"Accept-Language": "en"})
    assert (status, said["error"]["code"]) == (401, code)


def test_an_expired_token_is_told_and_a_good_one_mends_it(visit: Open, portal: Portal) -> None:
    portal.line(f'data-token="{sign(exp=int(time.time()) - 3600)}"')
    page = visit()
    page.click(BUTTON)
    chat = page.frame_locator("iframe")
    assert chat.locator("#sign-in p").inner_text() == "门户的登录凭证已过期。请刷新页面。"
    assert problem(page) == {"code": "token_expired", "message": "门户的登录凭证已过期。请刷新页面。"}
    page.evaluate("token => ReportAssistant.setToken(token)", portal.token())
    chat.locator("#sign-in").wait_for(state="detached")
    answer(page)


def test_the_portal_may_give_tokens_by_a_function(visit: Open, portal: Portal) -> None:
    portal.line("")
    page = visit()
    page.evaluate("() => ReportAssistant.setToken(async () => (await fetch('/token')).text())")
    answer(page)
    assert portal.tokens == 1


def test_a_portal_that_fails_is_told(visit: Open, portal: Portal) -> None:
    portal.line("")
    page = visit()
    page.evaluate("() => ReportAssistant.setToken(() => { throw new Error('no directory') })")
    page.click(BUTTON)
    page.frame_locator("iframe").locator("#sign-in").get_by_text("登录已过期").wait_for()
    assert page.evaluate("problems[0]") == {"code": "no_token", "message": "no directory"}


def test_without_a_token_the_reader_is_told_to_sign_in(visit: Open, portal: Portal) -> None:
    portal.line("")
    page = visit()
    page.click(BUTTON)
    page.frame_locator("iframe").locator("#sign-in").wait_for()
    assert problem(page)["code"] == "sign_in_required"
    page.evaluate("token => ReportAssistant.setToken(token)", portal.token())  # the frame begins anew
    answer(page)


def test_a_token_of_another_portal_is_refused(visit: Open, portal: Portal) -> None:
    portal.line(f'data-token="{sign(origin="https://other.example")}"')
    page = visit()
    page.click(BUTTON)
    assert problem(page)["code"] == "token_invalid"


def test_a_session_is_renewed_before_it_ends(visit: Open, portal: Portal) -> None:
    page = visit(clock=True)
    answer(page)
    with page.expect_response("**/api/session") as renewed:
        page.clock.fast_forward("12:01")
    assert renewed.value.ok
    assert portal.tokens == 2
    assert page.evaluate("problems") == []


def test_a_portal_that_fails_in_the_middle_of_a_talk_is_told_and_the_question_goes_on_when_it_is_back(
    visit: Open, portal: Portal
) -> None:
    """The session has ended while the machine slept, and the portal no longer knows its reader."""
    page = visit(clock=True)
    chat = answer(page)
    portal.claims = {"exp": int(time.time()) - 3600}
    with page.expect_response("**/api/session"):  # the renewal, which would otherwise have the next token
        page.clock.pause_at(time.time() + 16 * 60)
        page.clock.resume()
    with page.expect_response("**/api/session"):
        page.evaluate("question => ReportAssistant.ask(question)", "第7段说了什么？")
    chat.locator("#sign-in").get_by_text("门户的登录凭证已过期").wait_for()
    assert problem(page)["code"] == "token_expired"
    assert chat.locator("#answers .answer .foot").count() == 1  # what was said stays
    portal.claims = {}
    chat.locator("#sign-in button").click()
    chat.locator("#sign-in").wait_for(state="detached")
    chat.locator("#answers .answer >> nth=1 >> .foot").wait_for()
    assert chat.locator("#answers .asked").all_inner_texts()[-1].strip() == "第7段说了什么？"


def test_two_widgets_of_a_page_each_have_their_session(visit: Open, portal: Portal) -> None:
    portal.body = (
        '<report-assistant token-url="/token" mode="inline"></report-assistant>'
        f'<report-assistant token-url="/token" mode="inline" report="{REPORT}"></report-assistant>'
        '<script src="HOST/embed.js"></script>'
    )
    page = visit()
    for which in (0, 1):
        page.locator("report-assistant").nth(which).evaluate("one => one.ask('第2(e)段说了什么？')")
    for which in (0, 1):
        chat = page.frame_locator(f"report-assistant >> nth={which} >> iframe")
        chat.locator("#answers .answer .foot").wait_for()
    assert portal.tokens == 2
    assert page.evaluate("problems") == []


def test_a_tab_passes_from_one_reader_to_another_without_what_the_first_asked(
    visit: Open, portal: Portal
) -> None:
    page = visit()
    portal.claims = {}
    near = near_to(portal)  # of the same site: elsewhere a browser may keep nothing at all
    page.goto(near)
    answer(page)
    page.wait_for_timeout(700)  # the list of talks is written
    page.goto(near)
    page.click(BUTTON)
    page.frame_locator("iframe").locator(".asked").wait_for()  # kept for the same reader
    portal.reader = "li.na"
    page.goto(near)
    page.click(BUTTON)
    chat = page.frame_locator("iframe")
    chat.locator("#welcome a").first.wait_for()
    chat.locator("#open-talks").click()
    assert chat.locator("#talks-list li").all_inner_texts() == ["还没有对话"]
    assert chat.locator(".asked").count() == 0


def test_a_reader_who_signs_out_leaves_nothing(visit: Open, portal: Portal) -> None:
    portal.line(f'data-token="{portal.token()}"')
    page = visit()
    chat = answer(page)
    page.evaluate("() => ReportAssistant.setToken(null)")
    chat.locator("#sign-in").get_by_text("登录已过期").wait_for()
    assert chat.locator(".asked").count() == 0


def test_a_new_secret_ends_the_sessions_and_the_frame_signs_in_again(
    visit: Open, portal: Portal, first_report_home: Path, tmp_path: Path
) -> None:
    shutil.copytree(first_report_home, tmp_path / "home")
    before = portal.host
    try:
        with served(tmp_path / "home", **settings(portal)) as portal.host:
            page = visit()
            answer(page)
        port = portal.host.rpartition(":")[2]
        portal.secret = "the-next-secret-which-is-as-long-as-the-first"
        changed = settings(portal, ASSISTANT_PORTAL_SECRET=portal.secret, ASSISTANT_PORT=port)
        with served(tmp_path / "home", **changed):
            with page.expect_response("**/api/session") as again:
                page.evaluate("() => ReportAssistant.ask('第7段说了什么？')")
            assert again.value.ok
            page.frame_locator("iframe").locator(".answer >> nth=1 >> .foot").wait_for()
    finally:
        portal.host = before


def test_the_groups_of_a_token_open_their_reports_and_no_others(
    portal: Portal, first_report_home: Path, tmp_path: Path
) -> None:
    shutil.copytree(first_report_home, tmp_path / "home")
    assistant = Assistant(replace(Settings.from_environment({}), home=tmp_path / "home"))
    assistant.guard(REPORT, ["法律司"])
    assistant.close()
    with served(tmp_path / "home", **settings(portal)) as url:

        def asks(*groups: str) -> tuple[str, list[Any]]:
            session = post(f"{url}/api/session", {"token": sign(groups=list(groups))})[1]["session"]
            said = post(
                f"{url}/api/ask", {"question": "第2(e)段说了什么？"}, Authorization=f"Bearer {session}"
            )[1]
            return said["outcome"], said["citations"] + said.get("nearest", [])

        outcome, citations = asks("人事司", "法律司")
        assert (outcome, [one["report"] for one in citations]) == ("answered", [REPORT])
        assert asks("人事司") == asks() == ("refused", [])


def test_a_short_secret_stops_the_server_in_words(tmp_path: Path) -> None:
    with (
        pytest.raises(AssertionError, match="ASSISTANT_PORTAL_SECRET"),
        served(tmp_path / "home", ASSISTANT_PORTAL_SECRET="short"),
    ):
        pass


def test_the_report_the_frame_opens_is_read_with_the_session(visit: Open, portal: Portal) -> None:
    portal.line(f'data-token-url="/token" data-report="{REPORT}"')
    page = visit()
    page.click(BUTTON)
    page.frame_locator("iframe").locator("#paper .block").first.wait_for(state="attached")
