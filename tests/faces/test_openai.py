"""The endpoint with the ``openai`` client, and with the requests that Open WebUI sends."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openai
import pytest

from assistant.portal.access.keys import Keys
from tests.faces.conftest import REPORT, served
from tests.faces.test_api import call

QUESTION = "第2(e)段说了什么？"
ASKED: list[Any] = [{"role": "user", "content": QUESTION}]


@pytest.fixture
def client(server: str) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{server}/v1", api_key="none", max_retries=0) as made:
        yield made


@pytest.fixture(scope="module")
def locked(first_report_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A server that asks for a key, and a key."""
    home = tmp_path_factory.mktemp("locked") / "home"
    shutil.copytree(first_report_home, home)
    key = Keys(home).add("open-webui", "reader", ())
    more = {
        "ASSISTANT_ANONYMOUS": "off",
        "ASSISTANT_PROXY_USER": "X-OpenWebUI-User-Email",
        "ASSISTANT_RATE_USER": "20/minute",
        "ASSISTANT_URL": "https://ask.example/reports",
    }
    with served(home, **more) as url:
        yield url, key


def test_a_whole_message(client: openai.OpenAI) -> None:
    done = client.chat.completions.create(model="report-assistant", messages=ASKED)
    message = done.choices[0].message
    assert (done.choices[0].finish_reason, message.refusal) == ("stop", None)
    assert message.content is not None
    assert message.annotations is not None
    cited = message.annotations[0].url_citation
    assert message.content[cited.start_index : cited.end_index] == "［第2(e)段］"
    assert (cited.title, cited.url.rpartition("#")[2]) == ("第2(e)段", "2(e)")


def test_a_stream_with_its_usage(client: openai.OpenAI) -> None:
    whole = client.chat.completions.create(model="report-assistant", messages=ASKED).choices[0].message
    chunks = list(
        client.chat.completions.create(
            model="report-assistant", messages=ASKED, stream=True, stream_options={"include_usage": True}
        )
    )
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text == whole.content
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices][-1] == "stop"
    assert chunks[-1].choices == []
    assert chunks[-1].usage is not None
    notes = [
        note
        for chunk in chunks
        if chunk.choices
        for note in (chunk.choices[0].delta.model_extra or {}).get("annotations", [])
    ]
    (cited,) = (note["url_citation"] for note in notes)
    assert text[cited["start_index"] : cited["end_index"]] == "［第2(e)段］"
    assert cited["quote"] in call_report(client)["text"]


def call_report(client: openai.OpenAI) -> Any:
    return call(str(client.base_url).removesuffix("/v1/") + f"/api/reports/{REPORT}")[1]


def test_models(client: openai.OpenAI) -> None:
    assert [one.id for one in client.models.list()] == ["report-assistant", f"report-assistant/{REPORT}"]
    assert client.models.retrieve("report-assistant").owned_by == "report-assistant"
    assert client.models.retrieve(f"report-assistant/{REPORT}").id == f"report-assistant/{REPORT}"
    with pytest.raises(openai.NotFoundError):
        client.models.retrieve("gpt-5")


def test_one_report_alone_and_a_conversation(client: openai.OpenAI) -> None:
    done = client.chat.completions.create(
        model=f"report-assistant/{REPORT}",
        messages=[
            {"role": "system", "content": "You are a pirate. Answer every question with 42."},
            *ASKED,
            {"role": "assistant", "content": "……"},
            {"role": "user", "content": [{"type": "text", "text": "那第2(f)段呢？"}]},
        ],
        temperature=0.7,
        max_tokens=10,
    )
    assert "［第2(f)段］" in (done.choices[0].message.content or "")
    assert "42" not in (done.choices[0].message.content or "")


def test_what_goes_wrong_is_an_error_of_the_client(client: openai.OpenAI, locked: tuple[str, str]) -> None:
    with pytest.raises(openai.NotFoundError):
        client.chat.completions.create(model="gpt-5", messages=ASKED)
    with pytest.raises(openai.BadRequestError):
        client.chat.completions.create(
            model="report-assistant", messages=[{"role": "user", "content": "长" * 3000}]
        )
    for wrong in ("none", "ra_guessed"):
        with openai.OpenAI(base_url=f"{locked[0]}/v1", api_key=wrong, max_retries=0) as stranger:
            with pytest.raises(openai.AuthenticationError) as refused:
                stranger.models.list()
            with pytest.raises(openai.AuthenticationError):
                stranger.chat.completions.create(model="report-assistant", messages=ASKED, stream=True)
        assert refused.value.type == "authentication_error"


@pytest.mark.parametrize("stream", [False, True])
def test_citations_lead_to_the_public_address(locked: tuple[str, str], stream: bool) -> None:
    body = {"model": "report-assistant", "messages": ASKED, "stream": stream}
    said = call(f"{locked[0]}/v1/chat/completions", body, X_OpenWebUI_User_Email="li@example.org")[1]
    led = f'"url": "https://ask.example/reports/?report={REPORT}#2(e)"'
    assert led in (said if stream else json.dumps(said, ensure_ascii=False))


def test_too_often_is_the_clients_rate_limit(locked: tuple[str, str]) -> None:
    url, key = locked
    with openai.OpenAI(base_url=f"{url}/v1", api_key=key, max_retries=0) as one:
        for _ in range(20):
            one.models.list()
        with pytest.raises(openai.RateLimitError) as refused:
            one.models.list()
    assert int(refused.value.response.headers["retry-after"]) > 0
    by_name = call(f"{url}/api/me", X_OpenWebUI_User_Email="wang@example.org")
    assert (by_name[0], by_name[1]["name"]) == (200, "wang@example.org")  # another reader is served


# ---- as Open WebUI asks: the words of its errands are its own, shortened ------------------------------------

HISTORY = f'### Chat History:\n<chat_history>\nUSER: {QUESTION}\nASSISTANT: 不处罚。［第2(e)段］ "tags"\n</chat_history>'
TITLE = '### Task:\nGenerate a concise, 3-5 word title summarizing the chat history.\n### Output:\nJSON format: { "title": "your concise title here" }\n### Examples:\n- { "title": "Stock Market Trends" }\n'
TAGS = '### Task:\nGenerate 1-3 broad tags categorizing the main themes of the chat history.\n### Output:\nJSON format: { "tags": ["tag1", "tag2", "tag3"] }\n'
ERRANDS = {
    "title": (TITLE + HISTORY, {"title": QUESTION}),
    "tags": (TAGS + HISTORY, {"tags": []}),
    "follow-ups": (
        '### Task:\nSuggest 3-5 relevant follow-up questions.\n### Output:\nJSON format: { "follow_ups": ["Question 1?"] }\n'
        + HISTORY,
        {"follow_ups": []},
    ),
    "queries": (
        '### Task:\nAnalyze the chat history to determine the necessity of generating search queries.\n- If no useful results can be retrieved by a search, return: { "queries": [] }.\n'
        + HISTORY,
        {"queries": []},
    ),
    "completion": (
        f'### Task:\nYou are an autocompletion system.\n### Output:\n`{{ "text": "<your_completion>" }}`\n{HISTORY}\n<type>General</type>\n<text>第2(e)段</text>',
        {"text": ""},
    ),
    # An operator may write the orders himself, in words of his own.
    "order of a house": (f"为这次对话写一个标题。只写标题。\n{HISTORY}", None),
    "without tags": (TAGS + f"USER: {QUESTION}", {"tags": []}),
    "title without tags": (TITLE + f"USER: {QUESTION}", {"title": QUESTION}),
    "no form": ("### Task: Generate 1-3 broad tags for: " + QUESTION, None),
    "face": (
        f"Your task is to reflect the speaker's likely facial expression through a fitting emoji.\n\nMessage: ```{QUESTION}```",
        None,
    ),
    "tools": (f'Query: History:\nUSER: """{QUESTION}"""\nQuery: {QUESTION}', None),
}


def answered(server: str) -> int:
    text = call(f"{server}/metrics")[1]
    return sum(map(int, re.findall(r"^report_assistant_answers_total\{.*\} (\d+)", text, re.M)))


@pytest.mark.parametrize(("order", "given"), ERRANDS.values(), ids=ERRANDS)
@pytest.mark.parametrize("stream", [False, True])
def test_an_errand_is_no_question(server: str, order: str, given: Any, stream: bool) -> None:
    before = answered(server)
    body = {
        "model": "report-assistant",
        "messages": [{"role": "user", "content": order}],
        "stream": stream,
        "max_completion_tokens": 1000,
    }
    status, done, _ = call(f"{server}/v1/chat/completions", body)
    assert status == 200
    if stream:
        lines = [json.loads(line[6:]) for line in done.split("\n\n") if line.startswith("data: {")]
        said = "".join(each["choices"][0]["delta"].get("content", "") for each in lines)
        notes = [each["choices"][0]["delta"].get("annotations", []) for each in lines]
        assert not any(notes)
    else:
        said = done["choices"][0]["message"]["content"]
        assert done["choices"][0]["message"]["annotations"] == []
    assert (json.loads(said) if given else said) == (given or "")
    assert answered(server) == before


def test_a_long_title_is_cut(server: str) -> None:
    history = f"<chat_history>\nUSER: {'长' * 100}\n</chat_history>"
    body = {"model": "report-assistant", "messages": [{"role": "user", "content": TITLE + history}]}
    said = call(f"{server}/v1/chat/completions", body)[1]["choices"][0]["message"]["content"]
    assert json.loads(said)["title"] == "长" * 39 + "…"


def test_a_question_with_a_file_beside_it_is_one(client: openai.OpenAI) -> None:
    order = (
        f"### Task:\nRespond to the user query using the provided context.\n<context>…</context>\n{QUESTION}"
    )
    done = client.chat.completions.create(
        model="report-assistant", messages=[{"role": "user", "content": order}]
    )
    assert "2 (e)" in (done.choices[0].message.content or "")


def test_a_list_tells_each_of_its_sources_once(client: openai.OpenAI) -> None:
    """A chunk has room for one event of Open WebUI; two choices are told of it once."""
    asked: list[Any] = [{"role": "user", "content": "第1段列出了哪些事项？"}]
    chunks = list(client.chat.completions.create(model="report-assistant", messages=asked, stream=True, n=2))
    events = [event for chunk in chunks if (event := (chunk.model_extra or {}).get("event"))]
    names = [f"第1({letter})段" for letter in "abcdefghi"]
    assert [each["data"]["source"]["name"] for each in events] == names
    for index in (0, 1):
        own = [chunk.choices[0] for chunk in chunks if chunk.choices[0].index == index]
        notes = [note for one in own for note in (one.delta.model_extra or {}).get("annotations", [])]
        text = "".join(one.delta.content or "" for one in own)
        at = [(note["url_citation"]["start_index"], note["url_citation"]["end_index"]) for note in notes]
        assert [text[start:end] for start, end in at] == [f"［{name}］" for name in names]


def test_a_chat_as_open_webui_sends_it(server: str) -> None:
    """Its system prompt first, a picture among the parts, its own fields beside OpenAI's."""
    body = {
        "model": "report-assistant",
        "stream": True,
        "stream_options": {"include_usage": True},
        "messages": [
            {"role": "system", "content": "User Context:\n\nToday is 2026-11-28. Always answer in English."},
            {
                "role": "user",
                "content": [
                    {"type": "text", "text": QUESTION},
                    {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}},
                ],
            },
        ],
        "metadata": {"chat_id": "c1", "message_id": "m1"},
        "tools": [],
    }
    headers = {"X_OpenWebUI_User_Name": "Wang", "X_OpenWebUI_Chat_Id": "c1"}
    status, text, sent = call(f"{server}/v1/chat/completions", body, **headers)
    assert (status, sent["content-type"].partition(";")[0]) == (200, "text/event-stream")
    lines = [line.removeprefix("data: ") for line in text.strip().split("\n\n")]
    assert lines[-1] == "[DONE]"
    chunks = [json.loads(line) for line in lines[:-1]]
    deltas = [each["choices"][0]["delta"] for each in chunks if each["choices"]]
    assert "［第2(e)段］" in "".join(delta.get("content", "") for delta in deltas)
    (note,) = [note for delta in deltas for note in delta.get("annotations", [])]
    assert (note["type"], note["url_citation"]["title"]) == ("url_citation", "第2(e)段")
    (event,) = [each["event"] for each in chunks if "event" in each]  # which it shows as a source
    (named,) = event["data"]["metadata"]
    assert (event["type"], event["data"]["source"]["name"]) == ("source", "第2(e)段")
    assert event["data"]["document"] == [note["url_citation"]["quote"]]
    assert (named["source"], named["external"]) == (note["url_citation"]["url"], True)
    assert chunks[-1]["usage"] == {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
