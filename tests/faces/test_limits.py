"""Limits against real servers: who is over one gets 429 with Retry-After, and the others are served."""

from __future__ import annotations

import http.client
import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from assistant.portal.access.keys import Keys
from tests import llm_server as llm
from tests.faces.conftest import served
from tests.faces.portal_page import SECRET, sign
from tests.faces.test_access import Caller
from tests.faces.test_api import call

ASK = {"question": "第2(e)段说了什么？"}
SLOW = {"question": "报告对拘留儿童怎么说？"}  # put to a model, where there is one


def prepared(first_report_home: Path, folder: Path, *names: str) -> tuple[Path, list[str]]:
    """A data folder, and a key for each name."""
    home = folder / "home"
    shutil.copytree(first_report_home, home)
    return home, [Keys(home).add(name, "reader", ()) for name in names]


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_a_reader_over_the_rate_waits_and_others_do_not(first_report_home: Path, tmp_path: Path) -> None:
    home, (one, other) = prepared(first_report_home, tmp_path, "one", "other")
    with served(home, ASSISTANT_RATE_USER="3/minute") as url:
        tries = [call(f"{url}/api/ask", ASK, Accept_Language="en", **bearer(one)) for _ in range(4)]
        assert [status for status, *_ in tries] == [200, 200, 200, 429]
        assert tries[3][1]["error"]["code"] == "too_often"
        assert "at most 3 in 60 seconds" in tries[3][1]["error"]["message"]
        assert 1 <= int(tries[3][2]["retry-after"]) <= 60
        assert call(f"{url}/api/ask", ASK, **bearer(other))[0] == 200
        assert call(f"{url}/api/ask", ASK)[0] == 200
        assert call(f"{url}/healthz", **bearer(one))[0] == 200


def test_a_reader_of_the_page_over_the_rate_is_told_in_words(first_report_home: Path, tmp_path: Path) -> None:
    """Gradio's page shows no status of its own: the words stand where the answer would."""
    home, (one, other) = prepared(first_report_home, tmp_path, "one", "other")
    with served(home, ASSISTANT_RATE_USER="2/minute") as url:
        page = Caller(url, {"one": one, "other": other}).page
        told = [page("one", ASK["question"]) for _ in range(3)]
        assert ["每 60 秒最多 2 次" in each for each in told] == [False, False, True]
        assert "第2(e)段" not in told[2].replace(ASK["question"], "")
        assert (
            call(f"{url}/api/ask", ASK, **bearer(one))[0] == 429
        )  # the page's questions count with the others
        assert "每 60 秒最多" not in page("other", ASK["question"])


ENTRIES: list[tuple[str, Any]] = [
    ("/api/ask", SLOW),
    ("/v1/chat/completions", {"messages": [{"role": "user", "content": SLOW["question"]}]}),
    ("/v1/chat/completions", {"messages": [{"role": "user", "content": SLOW["question"]}], "stream": True}),
]


def test_when_too_many_wait_every_way_in_says_so_and_the_others_are_served(
    first_report_home: Path, tmp_path: Path
) -> None:
    home, (one, other) = prepared(first_report_home, tmp_path, "one", "other")
    more = {"ASSISTANT_MODEL": "m", "ASSISTANT_MODEL_KEY": "k"}
    more |= {"ASSISTANT_QUESTIONS_AT_ONCE": "1", "ASSISTANT_QUESTIONS_WAITING": "1"}
    admin = Keys(home).add("prometheus", "admin", ())
    with llm.serve("is_slow") as model, served(home, ASSISTANT_MODEL_URL=model.url, **more) as url:
        for _ in range(2):  # one is answered, one waits
            threading.Thread(
                target=call, args=(f"{url}/api/ask", SLOW), kwargs=bearer(one), daemon=True
            ).start()
        while waiting(url, admin) < 1:
            time.sleep(0.02)
        for path, body in ENTRIES:
            for headers in ({}, {"Accept": "text/event-stream"}):
                status, said, sent = call(f"{url}{path}", body, **bearer(one), **headers)
                assert (status, said["error"]["code"]) == (429, "too_many"), path
                assert int(sent["retry-after"]) > 0
        tool = {"name": "ask", "arguments": SLOW}
        said = call(
            f"{url}/mcp",
            {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": tool},
            Accept="application/json, text/event-stream",
            **bearer(one),
        )[1]
        assert "等候回答的问题太多" in said
        assert "等候回答的问题太多" in Caller(url, {"one": one}).page("one", SLOW["question"])
        for path in ("/api/reports", "/api/me", "/healthz"):
            assert call(f"{url}{path}", **bearer(other))[0] == 200
        assert call(f"{url}/api/search", ASK, **bearer(other))[0] == 200


@pytest.mark.parametrize(
    "path", ["/api/ask", "/v1/chat/completions", "/mcp", "/gradio_api/queue/join", "/api/reports?name=a.txt"]
)
@pytest.mark.parametrize("told", [True, False], ids=["told", "chunked"])
def test_no_way_in_takes_more_than_its_bytes(small: str, path: str, told: bool) -> None:
    body = b" " * 40_000
    with closing(http.client.HTTPConnection(urlsplit(small).netloc, timeout=60)) as one:
        one.request(
            "POST",
            path,
            body if told else iter([body[:20_000], body[20_000:]]),
            {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"},
            encode_chunked=not told,
        )
        assert one.getresponse().status == 413
    assert call(f"{small}/api/ask", ASK)[0] == 200


@pytest.fixture(scope="module")
def small(first_report_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home, _ = prepared(first_report_home, tmp_path_factory.mktemp("small"))
    with served(home, ASSISTANT_LARGEST_BODY="0.01", ASSISTANT_LARGEST_UPLOAD="0.03") as url:
        yield url


@pytest.fixture(scope="module")
def guessed(
    first_report_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str, str]]:
    """A server that takes keys and a portal's tokens, with the keys of two readers."""
    home, (one, other) = prepared(first_report_home, tmp_path_factory.mktemp("guessed"), "one", "other")
    more = {
        "ASSISTANT_PORTAL_SECRET": SECRET,
        "ASSISTANT_RATE_FAILURES": "3/minute",
        "ASSISTANT_LIMIT_LOOPBACK": "on",
    }
    with served(home, **more) as url:
        yield url, one, other


def test_who_guesses_keys_has_to_wait(guessed: tuple[str, str, str]) -> None:
    url, one, other = guessed
    here, there = {"X_Forwarded_For": "192.0.2.1"}, {"X_Forwarded_For": "192.0.2.2"}
    assert call(f"{url}/api/me", **bearer(one), **here)[0] == 200
    guesses = [call(f"{url}/api/me", **bearer(f"ra_{number}"), **here) for number in range(4)]
    assert [status for status, *_ in guesses] == [401, 401, 401, 429]
    assert guesses[3][1]["error"]["code"] == "too_many_tries"
    assert 1 <= int(guesses[3][2]["retry-after"]) <= 60
    assert call(f"{url}/api/me", X_API_Key="ra_x", **here)[0] == 429
    forged = bearer("eyJhbGciOiJIUzI1NiJ9.e30.AAAA")
    assert call(f"{url}/api/me", **forged, **here)[0] == 429
    # A right key that was not seen before is not looked at either; one that was stays good.
    assert call(f"{url}/api/me", **bearer(other), **here)[0] == 429
    assert call(f"{url}/api/me", **bearer(one), **here)[0] == 200
    assert call(f"{url}/api/me", **bearer(other), **there)[0] == 200


def test_who_guesses_tokens_has_to_wait(guessed: tuple[str, str, str]) -> None:
    url, *_ = guessed
    here, there = {"X_Forwarded_For": "192.0.2.3"}, {"X_Forwarded_For": "192.0.2.4"}
    begun, session, _ = call(f"{url}/api/session", {"token": sign()}, **here)
    assert begun == 200
    tries = [call(f"{url}/api/session", {"token": f"a.{number}.c"}, **here) for number in range(4)]
    assert [status for status, *_ in tries] == [401, 401, 401, 429]
    assert tries[3][1]["error"]["code"] == "too_many_tries"
    assert call(f"{url}/api/session", {"token": sign()}, **here)[0] == 429
    assert call(f"{url}/api/me", **bearer(session["session"]), **there)[0] == 200
    assert call(f"{url}/api/session", {"token": sign()}, **there)[0] == 200


def test_a_session_is_begun_within_the_rate_of_an_address(first_report_home: Path, tmp_path: Path) -> None:
    home, _ = prepared(first_report_home, tmp_path)
    more = {"ASSISTANT_PORTAL_SECRET": SECRET, "ASSISTANT_RATE_ADDRESS": "2/minute"}
    with served(home, **more) as url:
        here = {"X_Forwarded_For": "192.0.2.1"}
        begun = [call(f"{url}/api/session", {"token": sign()}, **here)[0] for _ in range(3)]
        assert begun == [200, 200, 429]
        assert call(f"{url}/api/session", {"token": sign()}, X_Forwarded_For="192.0.2.2")[0] == 200


def test_readers_of_a_slow_model_take_turns(first_report_home: Path, tmp_path: Path) -> None:
    """One asks six things at once, then another asks one: it does not wait behind all six."""
    home, (greedy, modest) = prepared(first_report_home, tmp_path, "greedy", "modest")
    admin, done = Keys(home).add("prometheus", "admin", ()), list[str]()
    with (
        llm.serve("thinks_first") as model,
        served(
            home,
            ASSISTANT_MODEL="m",
            ASSISTANT_MODEL_URL=model.url,
            ASSISTANT_MODEL_KEY="k",
            ASSISTANT_QUESTIONS_AT_ONCE="1",
        ) as url,
    ):

        def ask(name: str, key: str) -> None:
            status, answer, _ = call(f"{url}/api/ask", SLOW, **bearer(key))
            done.append(name if (status, answer["mode"]) == (200, "written") else f"{status} {answer}")

        threads = [threading.Thread(target=ask, args=("greedy", greedy)) for _ in range(6)]
        for thread in threads:
            thread.start()
        while waiting(url, admin) < 5:  # one is answered, the others stand in line
            time.sleep(0.02)
        threads.append(threading.Thread(target=ask, args=("modest", modest)))
        threads[-1].start()
        for thread in threads:
            thread.join()
    assert sorted(done) == ["greedy"] * 6 + ["modest"]
    assert done.index("modest") < 4


def waiting(url: str, admin: str) -> float:
    text = call(f"{url}/metrics", **bearer(admin))[1]
    return float(re.findall(r"^report_assistant_questions_waiting (\S+)", text, re.M)[0])


def test_a_question_has_its_time(first_report_home: Path, tmp_path: Path) -> None:
    home, _ = prepared(first_report_home, tmp_path)
    with (
        llm.serve("is_slow") as model,
        served(
            home,
            ASSISTANT_MODEL="m",
            ASSISTANT_MODEL_URL=model.url,
            ASSISTANT_MODEL_KEY="k",
            ASSISTANT_QUESTION_SECONDS="8",
        ) as url,
    ):
        status, said, headers = call(f"{url}/api/ask", SLOW)
        assert (status, said["error"]["code"]) == (503, "out_of_time")
        assert int(headers["retry-after"]) > 0
        assert call(f"{url}/api/ask", ASK)[0] == 200  # a reference needs no model


def test_an_idle_connection_stays_open_for_the_next_question(server: str) -> None:
    """Uvicorn's own five seconds are shorter than a reader thinks, and than proxies keep theirs."""
    with closing(http.client.HTTPConnection(urlsplit(server).netloc, timeout=60)) as one:
        for pause in (7, 0):
            one.request("GET", "/healthz")
            assert one.getresponse().read() == b'{"status":"ok"}'
            assert one.sock is not None
            time.sleep(pause)
