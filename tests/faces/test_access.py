"""What a reader may not see is not there: every endpoint, beside a server that never had it."""

from __future__ import annotations

import hashlib
import json
import re
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from http.client import IncompleteRead
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest

from assistant.assistant import Assistant
from assistant.portal.access.keys import Keys
from assistant.settings import Settings
from tests.faces.conftest import REPORT, served
from tests.faces.test_cli import assistant as run

BUDGET = """财务委员会报告

一、预算

1. 委员会核准了二〇二五年预算，总额为四百万美元。

2. 委员会建议缔约国按时缴款，并建议秘书处每季度公布收支。

3. 一名发言者提到偷运移民案件的国际合作需要经费。
"""
# Shares words with the others, so that its weight would show in theirs, and holds some of its own.
SECRET = """法律委员会报告

一、和解

1. 委员会核准了与珊瑚航运公司的和解，金额为九百万美元。

2. 委员会建议缔约国对和解保密，偷运移民案件的国际合作不受影响。

3. 航空公司的责任由仲裁庭裁定，预算由秘书处公布。

4. 珊瑚航运公司放弃上诉。
"""
HIDDEN = "legal-settlement"
WORDS = ("珊瑚", "和解", "九百万", HIDDEN)


def stocked(home: Path, folder: Path, *, secret: bool) -> dict[str, str]:
    """A data folder with its keys, by name."""
    assistant = Assistant(replace(Settings.from_environment({}), home=home))
    assert [one.id for one in assistant.reports()] == [REPORT]
    for name, text, groups in (("budget", BUDGET, ["finance"]), (HIDDEN, SECRET, ["legal"])):
        if name == "budget" or secret:
            path = folder / f"{name}.txt"
            path.write_text(text, encoding="utf-8")
            (done,) = assistant.ingest([path], groups)
            assert (done.id, done.outcome) == (name, "added")
    assistant.close()
    keys = Keys(home)
    return {
        "nobody": keys.add("nobody", "reader", ()),
        "finance": keys.add("finance", "reader", ("finance",)),
        "legal": keys.add("legal", "reader", ("legal",)),
        "both": keys.add("both", "reader", ("finance", "legal")),
        "curator": keys.add("curator", "curator", ("finance",)),
        "admin": keys.add("admin", "admin", ()),
    }


def _read(response: Any) -> str:
    """All that comes, also where the server breaks off."""
    try:
        content = response.read()
    except IncompleteRead as broken_off:
        content = broken_off.partial
    return content.decode("utf-8", "replace")


class Caller:
    """Calls a server with the keys that its data folder knows."""

    def __init__(self, url: str, keys: dict[str, str]) -> None:
        self.url, self.keys = url, keys

    def __call__(
        self, who: str, path: str, body: Any = None, method: str = "", **headers: str
    ) -> tuple[int, str]:
        data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if who:
            named["Authorization"] = f"Bearer {self.keys[who]}"
        request = urllib.request.Request(self.url + path, data, {"Content-Type": "application/json", **named})
        request.method = method or request.get_method()
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return response.status, _read(response)
        except HTTPError as error:
            with error:
                return error.code, error.read().decode("utf-8", "replace")

    def page(self, who: str, question: str, scope: str = "") -> str:
        """What the page is sent for a question, by Gradio's own way."""
        session = f"{who}{abs(hash((question, scope)))}"
        self.join(who, question, session, scope)
        return self(who, f"/gradio_api/queue/data?session_hash={session}")[1]

    def join(self, who: str, question: str, session: str, scope: str = "") -> None:
        """Ask on the page."""
        config = json.loads(self(who, "/config")[1])
        asking = next(one for one in config["dependencies"] if len(one["inputs"]) == 3)
        event = {"data": [question, [], scope], "fn_index": asking["id"], "session_hash": session}
        status, _ = self(who, "/gradio_api/queue/join", event)
        assert status == 200


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    folder = tmp_path_factory.mktemp("house")
    keys = stocked(folder / "home", folder, secret=True)
    with served(folder / "home", ASSISTANT_ANONYMOUS="off") as url:
        yield Caller(url, keys)


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    """The same house, where the secret report never was."""
    folder = tmp_path_factory.mktemp("without")
    keys = stocked(folder / "home", folder, secret=False)
    with served(folder / "home", ASSISTANT_ANONYMOUS="off") as url:
        yield Caller(url, keys)


def settled(text: str) -> str:
    """What a server says without what differs from one second to the next."""
    text = re.sub(r'"app_id": ?\d+', "", text)
    text = re.sub(r'"timings_ms": ?\{[^}]*\}', "", text)
    text = re.sub(r'"(?:id|event_id|made|created)": ?"?(?:chatcmpl-\w+|[0-9a-f]{32}|[\d:T+-]+)"?', "", text)
    text = re.sub(r"\d+(?:[.,]\d+)?\s*(?:毫秒|秒|ms|s)\b|\"(?:average_)?duration\": ?[\d.]+", "", text)
    return re.sub(r"http://127\.0\.0\.1:\d+", "", text)


def turns(report: str, place: str) -> dict[str, Any]:
    piece = {"text": "第1段", "report": report, "place": place, "start": 0, "end": 0}
    return {"turns": [{"question": "?", "lines": [{"kind": "text", "pieces": [piece]}]}]}


def chat(question: str, model: str = "report-assistant", stream: bool = False) -> dict[str, Any]:
    return {"model": model, "stream": stream, "messages": [{"role": "user", "content": question}]}


ASKED = (
    "珊瑚航运公司的和解金额是多少？",
    "航空公司有什么责任？",
    "哪些报告谈到国际合作？",
    "第4段说了什么？",
    "有哪些报告？",
    "一共有几份报告？",
    "法律委员会报告第4段说了什么？",
    "《法律委员会报告》和《财务委员会报告》有什么不同？",
    "What does the report of the legal committee say about the settlement?",
)
# As one asks who saw more in an earlier session, or who knows what it is called.
SEEN_BEFORE: tuple[dict[str, Any], ...] = (
    {"question": "那第4段呢？", "before": ["法律委员会报告第1段说了什么？"]},
    {"question": "还有呢？", "before": [ASKED[0]]},
    {"question": "委员会建议什么？", "bodies": ["法律委员会"]},
    {"question": "委员会建议什么？", "sections": ["和解"]},
    {"question": "委员会建议什么？", "reports": ["budget", HIDDEN]},
)
STREAM = {"Accept": "text/event-stream"}
EVERY: list[tuple[str, Any, str, dict[str, str]]] = [
    ("/api/reports", None, "", {}),
    ("/v1/models", None, "", {}),
    ("/readyz", None, "", {}),
    ("/api/me", None, "", {}),
    (f"/api/reports/{REPORT}/examples", None, "", {}),
    (f"/api/reports/{HIDDEN}", None, "", {}),
    (f"/api/reports/{HIDDEN}/examples", None, "", {}),
    (f"/api/reports/{HIDDEN}/access", None, "", {}),
    (f"/api/reports/{HIDDEN}/access", {"groups": []}, "PUT", {}),
    (f"/api/reports/{HIDDEN}", None, "DELETE", {}),
    (f"/?report={HIDDEN}", None, "", {}),
    ("/openapi.json", None, "", {}),
    *((path, None, "", {"Accept": "text/html"}) for path in ("/", "/embed", f"/embed?report={HIDDEN}")),
    ("/config", None, "", {}),
    ("/healthz", None, "", {}),
    ("/metrics", None, "", {}),
    ("/api/keys", None, "", {}),
    (f"/v1/models/report-assistant/{HIDDEN}", None, "", {}),
    ("/api/feedback", {"verdict": "down", "question": "?", "citations": [f"{HIDDEN}#4"]}, "", {}),
    ("/api/session", {"token": HIDDEN}, "", {}),
    *(("/api/ask", body, "", {}) for body in SEEN_BEFORE),
    *(("/api/search", {**body, "before": []}, "", {}) for body in SEEN_BEFORE[2:]),
    *(("/api/search", {"question": one, "k": 50}, "", {}) for one in ASKED),
    ("/api/search", {"question": "和解", "reports": [HIDDEN]}, "", {}),
    *(("/api/ask", {"question": one}, "", {}) for one in ASKED),
    *(("/api/ask", {"question": one}, "", STREAM) for one in ASKED),
    ("/api/ask", {"question": "第1段说了什么？", "reports": [HIDDEN]}, "", {}),
    ("/api/ask", {"question": "第1段说了什么？", "reports": [HIDDEN]}, "", STREAM),
    ("/v1/chat/completions", chat(ASKED[0]), "", {}),
    ("/v1/chat/completions", chat(ASKED[1], stream=True), "", {}),
    ("/v1/chat/completions", chat("第1段说了什么？", f"report-assistant/{HIDDEN}"), "", {}),
    ("/v1/chat/completions", chat("第1段说了什么？", f"report-assistant/{HIDDEN}", stream=True), "", {}),
    *((f"/api/export/{form}", turns(HIDDEN, "1"), "", {}) for form in ("md", "json")),
]


@pytest.mark.parametrize("who", ["nobody", "finance", "curator"])
@pytest.mark.parametrize("path,body,method,headers", EVERY, ids=lambda value: str(value)[:40])  # noqa: PT006
def test_every_answer_is_the_one_of_a_house_without_the_report(
    house: Caller, without: Caller, who: str, path: str, body: Any, method: str, headers: dict[str, str]
) -> None:
    here = house(who, path, body, method, **headers)
    there = without(who, path, body, method, **headers)
    assert (here[0], settled(here[1])) == (there[0], settled(there[1]))
    asked = json.dumps(body, ensure_ascii=False) + path
    assert not [word for word in WORDS if word in here[1] and word not in asked]


def test_every_route_is_among_them(house: Caller) -> None:
    """A new one has to be put beside the house without the report too; MCP has its own test of this."""
    walked = {
        (method or ("GET" if body is None else "POST"), path.split("?")[0]) for path, body, method, _ in EVERY
    }
    described = json.loads(house("admin", "/openapi.json")[1])["paths"]
    routes = {(method.upper(), path) for path, each in described.items() for method in each}
    # Adding has its own test below; the script says nothing of reports.
    for method, path in routes - {("POST", "/api/reports"), ("GET", "/embed.js")}:
        form = re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(path)))
        assert [one for one in walked if one[0] == method and form.fullmatch(one[1])], (method, path)


@pytest.mark.parametrize(("question", "scope"), [*((one, "") for one in ASKED), ("第1段说了什么？", HIDDEN)])
def test_the_page_answers_as_if_the_report_were_not_there(
    house: Caller, without: Caller, question: str, scope: str
) -> None:
    here, there = house.page("finance", question, scope), without.page("finance", question, scope)
    assert "process_completed" in here
    assert not [word for word in WORDS if word in here and word not in question + scope]
    assert answers(here) == answers(there)


def answers(events: str) -> list[str]:
    """The words of the last state of the page, without times, and the mark of what was asked."""
    last = [line for line in events.splitlines() if "process_completed" in line][-1]
    words = re.findall(r"<p[^>]*>(.*?)</p>", last)
    assert words
    return [*words, *re.findall(r" g-[0-9a-f]+", last)]


def test_hidden_and_unheard_of_are_refused_in_the_same_words(house: Caller) -> None:
    never = "there-never-was-one"
    for path, body, method in [
        ("/api/reports/%s", None, ""),
        ("/api/reports/%s/examples", None, ""),
        ("/api/reports/%s", None, "DELETE"),
        ("/api/reports/%s/access", None, ""),
        ("/api/reports/%s/access", {"groups": ["finance"]}, "PUT"),
    ]:
        hidden = house("curator", path % HIDDEN, body, method)
        unheard = house("curator", path % never, body, method)
        assert hidden[0] == unheard[0] == 404
        assert hidden[1].replace(HIDDEN, never) == unheard[1]


def test_members_see_it_and_the_admin_sees_all(house: Caller) -> None:
    def listed(who: str) -> set[str]:
        return {one["id"] for one in json.loads(house(who, "/api/reports")[1])["reports"]}

    assert listed("nobody") == {REPORT}
    assert listed("finance") == listed("curator") == {REPORT, "budget"}
    assert listed("legal") == {REPORT, HIDDEN}
    assert listed("both") == listed("admin") == {REPORT, "budget", HIDDEN}
    status, answer = house("legal", "/api/ask", {"question": ASKED[0]})
    assert (status, json.loads(answer)["outcome"]) == (200, "answered")
    assert "九百万美元" in answer
    assert "九百万美元" in house.page("legal", ASKED[0])
    found = json.loads(house("both", "/api/search", {"question": "委员会建议缔约国", "k": 5})[1])["hits"]
    assert {"budget", HIDDEN} <= {hit["report"] for hit in found}


def test_another_reader_of_the_same_page_session_gets_his_own_view(house: Caller) -> None:
    """The view belongs to the request, not to what the page remembers."""
    assert "九百万美元" in house.page("legal", ASKED[0])
    assert "九百万美元" not in house.page("nobody", ASKED[0])


def test_another_reader_who_learns_the_name_of_a_page_session_hears_nothing(house: Caller) -> None:
    """Gradio itself sends what a session is told to whoever names it."""
    house.join("legal", ASKED[0], "learnt")
    listening = "/gradio_api/queue/data?session_hash=learnt"
    assert (
        house("nobody", "/gradio_api/cancel", {"session_hash": "learnt", "fn_index": 0, "event_id": "?"})[0]
        == 200
    )
    inside = hashlib.sha256(json.dumps(["proxy", "legal", "learnt"]).encode()).hexdigest()
    guessed = f"/gradio_api/queue/data?session%5Fhash={inside}"
    for address in (listening, listening.replace("_hash", "%5Fhash"), guessed):
        heard = house("nobody", address)[1]
        assert "process_" not in heard
        assert not [word for word in WORDS if word in heard]
    assert "九百万美元" in house("legal", listening)[1]


def test_a_curator_shares_with_his_own_groups_only(house: Caller) -> None:
    paper = "1. 委员会欢迎新成员。\n\n2. 委员会将于三月开会。\n".encode()
    status, told = house("curator", "/api/reports?name=notes.txt&group=legal", paper)
    assert (status, json.loads(told)["error"]["code"]) == (403, "not_your_group")
    status, told = house("curator", "/api/reports?name=notes.txt&group=finance", paper)
    assert (status, json.loads(told)["id"]) == (200, "notes")
    assert house("nobody", "/api/reports/notes")[0] == 404
    assert house("finance", "/api/reports/notes")[0] == 200
    assert json.loads(house("curator", "/api/reports/notes/access")[1])["groups"] == ["finance"]
    assert house("curator", "/api/reports/notes/access", {"groups": []}, "PUT")[0] == 200
    assert house("nobody", "/api/reports/notes")[0] == 200
    assert house("nobody", "/api/reports/notes/access")[0] == 403
    assert house("admin", "/api/reports/notes/access", {"groups": ["legal"]}, "PUT")[0] == 200
    assert house("curator", "/api/reports/notes")[0] == 404
    assert house("admin", "/api/reports/notes", method="DELETE")[0] == 200


def test_a_file_with_a_hidden_reports_name_leaves_it_alone(house: Caller) -> None:
    before = house("legal", f"/api/reports/{HIDDEN}")[1]
    status, told = house("curator", f"/api/reports?name={HIDDEN}.txt&group=finance", BUDGET.encode())
    assert (status, json.loads(told)["outcome"]) == (200, "added")
    mine = json.loads(told)["id"]
    assert mine != HIDDEN
    assert house("legal", f"/api/reports/{HIDDEN}")[1] == before
    assert house("curator", f"/api/reports/{mine}", method="DELETE")[0] == 200


OPEN = {"/healthz", "/readyz", "/embed.js", "/page/{name}"}
CURATORS = {
    ("POST", "/api/reports"),
    ("DELETE", "/api/reports/{id}"),
    ("GET", "/api/reports/{id}/access"),
    ("PUT", "/api/reports/{id}/access"),
}
ADMINS = {("GET", "/api/keys"), ("GET", "/metrics")}


def test_the_rights_of_every_role_on_every_route(house: Caller) -> None:
    """401 without a key, 403 below the role; whoever has the role is not held back by it."""
    described = json.loads(house("admin", "/openapi.json")[1])["paths"]
    routes = {(method.upper(), path) for path, each in described.items() for method in each}
    assert routes >= CURATORS | ADMINS | {("POST", "/api/ask"), ("POST", "/v1/chat/completions")}
    for method, path in sorted(routes):
        real = path.replace("{id}", "nowhere").replace("{form}", "md")
        body = None if method in ("GET", "DELETE") else {}
        statuses = {who: house(who, real, body, method)[0] for who in ("", "nobody", "curator", "admin")}
        least = "admin" if (method, path) in ADMINS else "curator" if (method, path) in CURATORS else "nobody"
        if path in OPEN:
            assert set(statuses.values()) == {200}
            continue
        assert statuses[""] == 401, path
        for who in ("nobody", "curator", "admin"):
            allowed = ("nobody", "curator", "admin").index(who) >= ("nobody", "curator", "admin").index(least)
            # A body or an address that is wrong is told before, or after, but never instead of the right.
            assert (statuses[who] not in (401, 403)) if allowed else statuses[who] in (403, 422), (who, path)


def test_nothing_of_gradio_is_served_to_the_unknown(house: Caller) -> None:
    for path in ("/", "/embed", "/config", "/gradio_api/info", "/gradio_api/startup-events", "/docs"):
        assert house("", path)[0] == 401, path
    assert house("", "/gradio_api/queue/join", {"data": [], "fn_index": 0, "session_hash": "x"})[0] == 401
    assert house("", "/gradio_api/queue/data?session_hash=x")[0] == 401
    assert house("", "/page/manual.css")[0] == 200
    assert "reports" not in json.loads(house("", "/readyz")[1])
    status, page = house("", "/", Accept="text/html", Accept_Language="en")
    assert status == 401
    assert "Sign in first" in page
    assert page.startswith("<!doctype html>")


def test_keys_are_listed_without_what_they_are(house: Caller) -> None:
    told = house("admin", "/api/keys")[1]
    assert [key["name"] for key in json.loads(told)["keys"]] == list(house.keys)
    assert "digest" not in told
    assert not [key for key in house.keys.values() if key in told]


def test_the_command_line_says_who_sees_what(tmp_path: Path) -> None:
    home, paper = tmp_path / "home", tmp_path / "budget.txt"
    paper.write_text(BUDGET, encoding="utf-8")
    assert run(home, "ingest", str(paper), "--group", "finance", "--group", "board").returncode == 0
    assert run(home, "access", "budget").stdout.split() == ["board", "finance"]
    assert run(home, "ingest", str(paper)).stdout.startswith("unchanged")
    assert run(home, "access", "budget").stdout.split() == ["board", "finance"]
    assert run(home, "access", "budget", "--group", "legal").stdout.split() == ["legal"]
    assert run(home, "access", "budget", "--open").stdout.strip() == "所有人可见。"
    assert run(home, "access", "nothing").returncode == 1
    (tmp_path / "manifest.toml").write_text('[[report]]\nfile = "budget.txt"\ngroups = ["board"]\n')
    assert run(home, "ingest", str(paper)).returncode == 0
    assert run(home, "access", "budget").stdout.split() == ["board"]
    assert (
        run(home, "ask", "第1段说了什么？", "--report", "budget").returncode == 0
    )  # the folder's owner sees all
