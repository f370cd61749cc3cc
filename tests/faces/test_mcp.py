"""The MCP server with the official client, over HTTP against a real server and over stdio."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from tests.conftest import ROOT, environment
from tests.faces.conftest import REPORT, served
from tests.faces.test_access import HIDDEN, WORDS, stocked
from tests.faces.test_api import call

QUESTION = "第2(e)段说了什么？"
MODES = ("legacy", "auto")  # the handshake that most clients speak, and the protocol without one


def apart(work: Coroutine[Any, Any, Any]) -> Any:
    """In a thread of its own: Playwright leaves a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def over_http(url: str, work: Callable[[Client], Awaitable[Any]], key: str = "", mode: str = "auto") -> Any:
    """What ``work`` gives with a client that shows ``key``."""

    async def run() -> Any:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        async with httpx2.AsyncClient(headers=headers, timeout=60) as http:
            transport = streamable_http_client(f"{url}/mcp", http_client=http)
            async with Client(transport, mode=mode) as client:
                return await work(client)

    return apart(run())


def over_stdio(home: Path, work: Callable[[Client], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        started = StdioServerParameters(
            command=sys.executable, args=["-m", "assistant", "mcp"], env=environment(home), cwd=ROOT
        )
        async with Client(started) as client:
            return await work(client)

    return apart(run())


def tool(name: str, **arguments: Any) -> Callable[[Client], Awaitable[Any]]:
    return lambda client: client.call_tool(name, arguments)


def said(result: Any) -> str:
    return "".join(part.text for part in result.content)


async def everything(client: Client) -> dict[str, Any]:
    """Each tool once."""
    return {
        "tools": (await client.list_tools()).tools,
        "ask": await client.call_tool("ask", {"question": QUESTION}),
        "next": await client.call_tool("ask", {"question": "那第2(f)段呢？", "before": [QUESTION]}),
        "search": await client.call_tool("search", {"question": "领事代表", "k": 3}),
        "paragraph": await client.call_tool("read_paragraph", {"paragraph": "para. 2 (e)"}),
        "reports": await client.call_tool("list_reports", {}),
        "silent": await client.call_tool("ask", {"question": "巴西的咖啡出口额是多少？"}),
        "nowhere": await client.call_tool("read_paragraph", {"paragraph": "99(z)"}),
    }


def check(got: dict[str, Any]) -> None:
    tools = {each.name: each for each in got["tools"]}
    assert sorted(tools) == ["ask", "list_reports", "read_paragraph", "search"]
    assert all(each.annotations.read_only_hint for each in tools.values())
    assert set(tools["ask"].input_schema["properties"]) == {"question", "before", "reports"}
    assert "citations" in tools["ask"].output_schema["properties"]

    answer = got["ask"].structured_content
    assert (answer["outcome"], answer["mode"]) == ("answered", "quoted")
    assert "［第2(e)段］" in answer["answer"]
    (cited,) = answer["citations"]
    assert (cited["id"], cited["label"]) == (f"{REPORT}#2(e)", "第2(e)段")
    assert all(cited["id"] in sentence["citations"] for sentence in answer["sentences"])
    assert json.loads(said(got["ask"]))["citations"] == answer["citations"]

    assert [one["ref"] for one in got["next"].structured_content["citations"]] == ["2(f)"]
    assert got["search"].structured_content["hits"][0]["ref"] == "1(e)"
    paragraph = got["paragraph"].structured_content
    assert (paragraph["id"], paragraph["text"]) == (cited["id"], cited["quote"])
    assert (paragraph["before"], paragraph["after"]) == (f"{REPORT}#2(d)", f"{REPORT}#2(f)")
    assert [one["id"] for one in got["reports"].structured_content["reports"]] == [REPORT]
    assert got["silent"].structured_content["outcome"] == "refused"
    assert got["silent"].structured_content["citations"] == []
    assert got["nowhere"].is_error
    assert "99(z)" in said(got["nowhere"])


@pytest.mark.parametrize("mode", MODES)
def test_over_http(server: str, mode: str) -> None:
    check(over_http(server, everything, mode=mode))


def test_over_http_under_a_public_name(server: str) -> None:
    listing = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    headers = {"Host": "ask.example", "Accept": "application/json, text/event-stream"}
    told = httpx2.post(f"{server}/mcp", json=listing, headers=headers)
    assert told.status_code == 200
    assert '"read_paragraph"' in told.text


def test_over_stdio(first_report_home: Path) -> None:
    check(over_stdio(first_report_home, everything))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("mcp-house")
    keys = stocked(folder / "home", folder, secret=True)
    with served(folder / "home", ASSISTANT_ANONYMOUS="off", ASSISTANT_LANGUAGE="zh") as url:
        yield url, keys


SEEKING = (
    tool("ask", question="珊瑚航运公司的和解金额是多少？"),
    tool("ask", question="第1段说了什么？", reports=[HIDDEN]),
    tool("search", question="航运公司放弃上诉", k=200),
    tool("search", question="第4段", reports=[HIDDEN]),
    tool("read_paragraph", paragraph=f"{HIDDEN}#4"),
    tool("read_paragraph", paragraph="4", report=HIDDEN),
    tool("list_reports"),
)


@pytest.mark.parametrize("mode", MODES)
def test_a_reader_is_told_nothing_of_a_report_they_may_not_see(house: Any, mode: str) -> None:
    url, keys = house

    async def seek(client: Client) -> list[str]:
        results = [await work(client) for work in SEEKING]
        return [f"{said(each)}{each.structured_content}" for each in results]

    told = "".join(over_http(url, seek, keys["finance"], mode))
    for asked in ("珊瑚航运公司的和解金额是多少？", f"「{HIDDEN}」", f"“{HIDDEN}”", HIDDEN):
        told = told.replace(asked, "")  # their own words, given back
    assert not [word for word in WORDS if word in told]
    allowed = "".join(over_http(url, seek, keys["legal"], mode))
    assert "九百万美元" in allowed
    assert "放弃上诉" in allowed


def test_what_is_hidden_and_what_never_was_sound_alike(house: Any) -> None:
    url, keys = house

    async def both(client: Client) -> list[str]:
        places = (f"{HIDDEN}#4", "nowhere-at-all#4")
        return [said(await tool("read_paragraph", paragraph=place)(client)) for place in places]

    hidden, nowhere = over_http(url, both, keys["finance"])
    assert hidden.replace(HIDDEN, "X") == nowhere.replace("nowhere-at-all", "X")


def test_nobody_speaks_without_signing_in(house: Any) -> None:
    url, _ = house
    hello = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    wanted = {"Accept": "application/json, text/event-stream"}
    assert call(f"{url}/mcp", hello, **wanted)[0] == 401
    assert call(f"{url}/mcp", hello, Authorization="Bearer ra_guessed", **wanted)[0] == 401


def test_another_site_cannot_speak_for_a_reader(server: str) -> None:
    hello = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    status, refused, _ = call(f"{server}/mcp", hello, Origin="https://evil.example")
    assert (status, refused["error"]["code"]) == (403, "foreign_origin")


def test_the_rate_holds_here_too(first_report_home: Path, tmp_path: Path) -> None:
    rate = {"ASSISTANT_RATE_ADDRESS": "3/minute", "ASSISTANT_LIMIT_LOOPBACK": "on"}
    with served(tmp_path / "home", **rate) as url:
        hello = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        wanted = {"Accept": "application/json, text/event-stream"}
        tries = [call(f"{url}/mcp", hello, **wanted) for _ in range(4)]
    assert [status for status, *_ in tries] == [200, 200, 200, 429]
    assert int(tries[-1][2]["retry-after"]) > 0


def test_the_framework_waits_for_the_first_client(first_report_home: Path) -> None:
    """Its import takes half a second, and Gradio would import it for a server that is off."""
    code = (
        "import os, sys; from assistant.assistant import Assistant; from assistant.settings import Settings;"
        "from assistant.portal.server import application; settings = Settings.from_environment(os.environ);"
        "application(Assistant(settings), settings); print([name for name in sys.modules if name == 'mcp']);"
        "from mcp import Client; print(Client.__name__)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(first_report_home),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout.split() == ["[]", "Client"]
