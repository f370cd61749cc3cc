"""The API over HTTP against a real server."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote

import pytest

from tests.conftest import environment
from tests.faces.conftest import free_port, http, served

REPORT = "smuggling-of-migrants-wg-2018-draft-report-add.zh"


def call(url: str, body: Any = None, method: str = "", **headers: str) -> tuple[int, Any, dict[str, str]]:
    """(status, JSON or text, headers); ``body`` is sent as JSON, bytes as they are."""
    data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", **named})
    if method:
        request.method = method
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status, _content(response), dict(response.headers.items())
    except HTTPError as error:
        with error:
            return error.code, _content(error), dict(error.headers.items())


def _content(response: Any) -> Any:
    text = response.read().decode("utf-8")
    return json.loads(text) if response.headers["Content-Type"].startswith("application/json") else text


def test_ask_gives_the_object_of_the_contract(server: str) -> None:
    status, answer, _ = call(f"{server}/api/ask", {"question": "第2(e)段说了什么？", "id": "q1"})
    assert status == 200
    assert (answer["id"], answer["outcome"], answer["mode"], answer["language"]) == (
        "q1",
        "answered",
        "quoted",
        "zh",
    )
    assert answer["citations"][0]["ref"] == "2(e)"
    assert answer["citations"][0]["label"] == "第2(e)段"
    assert "［第2(e)段］" in answer["answer"]
    assert all(sentence["supported"] for sentence in answer["sentences"])
    assert set(answer["timings_ms"]) >= {"understand", "find", "compose", "verify", "total"}
    _, report, _ = call(f"{server}/api/reports/{REPORT}")
    cited = answer["citations"][0]
    assert report["text"][cited["start"] : cited["end"]] == cited["quote"]


def test_ask_streams_sentences_and_then_the_answer(server: str) -> None:
    status, text, headers = call(
        f"{server}/api/ask", {"question": "第2(e)段说了什么？"}, Accept="text/event-stream"
    )
    assert status == 200
    assert headers["content-type"].startswith("text/event-stream")
    events = [dict(line.split(": ", 1) for line in event.split("\n")) for event in text.strip().split("\n\n")]
    assert [event["event"] for event in events[:-1]] == ["sentence"] * (len(events) - 1)
    assert events[-1]["event"] == "answer"
    answer = json.loads(events[-1]["data"])
    assert [json.loads(event["data"]) for event in events[:-1]] == answer["sentences"]


def test_an_earlier_question_is_taken_into_account(server: str) -> None:
    _, answer, _ = call(f"{server}/api/ask", {"question": "那第2(f)段呢？", "before": ["第2(e)段说了什么？"]})
    assert [citation["ref"] for citation in answer["citations"]] == ["2(f)"]


def test_search(server: str) -> None:
    status, found, _ = call(f"{server}/api/search", {"question": "领事代表", "k": 3})
    assert status == 200
    assert found["hits"][0]["ref"] == "1(e)"
    assert len(found["hits"]) <= 3
    asked = {"question": "国际合作", "k": 50, "sections": ["审议情况概要"], "years": ["2018"]}
    _, found, _ = call(f"{server}/api/search", asked)
    assert {hit["ref"] for hit in found["hits"]} >= {"3", "8"}
    assert not [hit for hit in found["hits"] if hit["ref"].startswith(("1", "2"))]
    status, said, _ = call(f"{server}/api/search", {"question": "国际合作", "bodies": ["人权理事会"]})
    assert (status, said["error"]["code"]) == (404, "nothing_within")
    _, answer, _ = call(f"{server}/api/ask", {"question": "说了什么？", "sections": ["一般性建议"]})
    assert {citation["ref"].partition("(")[0] for citation in answer["citations"]} == {"2"}


def test_reports(server: str) -> None:
    _, listed, _ = call(f"{server}/api/reports")
    assert [report["id"] for report in listed["reports"]] == [REPORT]
    _, report, _ = call(f"{server}/api/reports/{REPORT}")
    assert report["place"] == "维也纳"
    assert len(report["paragraphs"]) == 27
    _, examples, _ = call(f"{server}/api/reports/{REPORT}/examples", Accept_Language="en")
    assert "When and where was the meeting held?" in examples["questions"]


def test_the_rows_of_reports_are_those_of_the_command_line(first_report_home: Path, server: str) -> None:
    command = [sys.executable, "-m", "assistant", "reports", "--json"]
    done = subprocess.run(command, capture_output=True, check=True, env=environment(first_report_home))
    _, listed, _ = call(f"{server}/api/reports")
    assert listed == {"reports": json.loads(done.stdout)}
    assert listed["reports"][0]["status"] == "报告草稿"
    assert listed["reports"][0]["dates"] == ["2018-07-04", "2018-07-05"]


def test_metrics_count_answers_and_keep_no_question(server: str) -> None:
    def answered() -> int:
        _, text, headers = call(f"{server}/metrics")
        assert headers["content-type"].startswith("text/plain; version=0.0.4")
        assert "辣椒酱" not in text
        counts = re.findall(r"^report_assistant_answers_total\{.*\} (\d+)\.0$", text, re.M)
        return sum(map(int, counts))

    before = answered()
    call(f"{server}/api/ask", {"question": "辣椒酱第2(e)段说了什么？"})
    call(f"{server}/api/ask", {"question": "第2(e)段说了什么？"}, Accept="text/event-stream")
    assert answered() == before + 2


def test_health(server: str) -> None:
    assert call(f"{server}/healthz")[:2] == (200, {"status": "ok"})
    assert call(f"{server}/readyz")[:2] == (200, {"status": "ready", "reports": 1})


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/api/ask", {"question": " "}, 400, "empty_question"),
        ("/api/ask", {"question": "长" * 100_000}, 400, "long_question"),
        ("/api/ask", {"question": "问", "reports": ["nowhere"]}, 404, "unknown_report"),
        ("/api/ask", {"before": []}, 422, "bad_request"),
        ("/api/ask", b"{not json", 422, "bad_request"),
        ("/api/search", {"question": "问", "k": 0}, 422, "bad_request"),
        ("/api/reports/nowhere", None, 404, "unknown_report"),
        ("/api/nowhere", None, 404, "no_such_page"),
        ("/v1/nowhere", None, 404, "no_such_page"),
        ("/v1/chat/completions", {"messages": []}, 422, "bad_request"),
        (
            "/v1/chat/completions",
            {"model": "gpt-x", "messages": [{"role": "user", "content": "问"}]},
            404,
            "unknown_model",
        ),
        ("/page/..%2Fpage.py", None, 404, "no_such_page"),
        ("/gradio_api/upload", b"x", 404, "no_such_page"),
        ("/nowhere", None, 404, "no_such_page"),
        ("/nowhere/deeper", {}, 404, "no_such_page"),
        ("/mcp/nowhere", None, 404, "no_such_page"),
        ("/gradio_api/nowhere", None, 404, "no_such_page"),
        ("/monitoring/summary", None, 404, "no_such_page"),
        ("/", {}, 405, "wrong_method"),
    ],
)
def test_errors_are_json_in_the_language_of_the_request(
    server: str, path: str, body: Any, status: int, code: str
) -> None:
    got, chinese, _ = call(server + path, body, Accept_Language="zh-CN")
    assert (got, chinese["error"]["code"]) == (status, code)
    got, english, _ = call(server + path, body, Accept_Language="en")
    assert (got, english["error"]["code"]) == (status, code)
    assert english["error"]["message"] != chinese["error"]["message"]


def test_a_person_who_is_lost_is_told_so_on_a_page_that_leads_back(server: str) -> None:
    lost = f"{server}/{quote('<b>nowhere')}?lang=fr"
    status, page, headers = call(lost, Accept="text/html,*/*")
    assert status == 404
    assert 'lang="fr"' in page
    assert "Il n’y a rien à /&lt;b&gt;nowhere." in page
    assert '<a href="/">' in page
    assert "default-src 'none'" in headers["content-security-policy"]


def test_a_stream_that_cannot_begin_is_refused_as_json(server: str) -> None:
    status, said, _ = call(f"{server}/api/ask", {"question": ""}, Accept="text/event-stream")
    assert (status, said["error"]["code"]) == (400, "empty_question")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1.evil.example"])
def test_another_site_cannot_post(server: str, origin: str) -> None:
    status, said, _ = call(f"{server}/api/ask", {"question": "第2(e)段说了什么？"}, Origin=origin)
    assert (status, said["error"]["code"]) == (403, "foreign_origin")
    assert call(f"{server}/api/reports/{REPORT}", method="DELETE", Origin=origin)[0] == 403
    assert call(f"{server}/api/ask", {"question": "第2(e)段说了什么？"}, Origin=server)[0] == 200


def test_too_large_a_body_is_refused(server: str) -> None:
    status, said, _ = call(f"{server}/api/ask", b"x" * (5 * 1024 * 1024))
    assert (status, said["error"]["code"]) == (413, "too_large")


def test_the_openai_form(server: str) -> None:
    _, models, _ = call(f"{server}/v1/models")
    assert [model["id"] for model in models["data"]] == ["report-assistant", f"report-assistant/{REPORT}"]
    body = {"model": "report-assistant", "messages": [{"role": "user", "content": "第2(e)段说了什么？"}]}
    _, done, _ = call(f"{server}/v1/chat/completions", body)
    message = done["choices"][0]["message"]
    assert "［第2(e)段］" in message["content"]
    noted = message["annotations"][0]["url_citation"]
    assert message["content"][noted["start_index"] : noted["end_index"]] == "［第2(e)段］"
    assert noted["url"].endswith("#2(e)")
    _, streamed, headers = call(f"{server}/v1/chat/completions", {**body, "stream": True})
    assert headers["content-type"].startswith("text/event-stream")
    lines = [line.removeprefix("data: ") for line in streamed.strip().split("\n\n")]
    assert lines[-1] == "[DONE]"
    pieces = [json.loads(line)["choices"][0]["delta"].get("content", "") for line in lines[:-1]]
    assert "".join(pieces) == message["content"]


def test_the_openai_client_understands_it(server: str) -> None:
    openai = pytest.importorskip("openai")
    client = openai.OpenAI(base_url=f"{server}/v1", api_key="none", max_retries=0)
    done = client.chat.completions.create(
        model="report-assistant", messages=[{"role": "user", "content": "第2(e)段说了什么？"}]
    )
    assert "［第2(e)段］" in done.choices[0].message.content
    assert done.choices[0].message.annotations[0].url_citation.title == "第2(e)段"
    client.close()


def test_the_documentation_needs_no_other_host(server: str) -> None:
    _, page, headers = call(f"{server}/docs")
    assert "/api/ask" in page
    assert "http://127.0.0.1:7860/api/ask" in page
    assert "cdn" not in page
    assert "default-src 'none'" in headers["content-security-policy"]
    _, described, _ = call(f"{server}/openapi.json")
    assert {"/api/ask", "/api/search", "/api/reports", "/api/reports/{id}", "/v1/models"} <= set(
        described["paths"]
    )


def test_reports_come_and_go(tmp_path: Path) -> None:
    text = "报告\n\n1. 委员会注意到鲸鱼数量增加。\n\n2. 委员会请秘书处提交研究报告。\n".encode()
    with served(tmp_path / "home") as url:
        address = f"{url}/api/reports?name={quote('../../鲸鱼 #1.txt')}"
        status, added, _ = call(address, text)
        assert (status, added["outcome"]) == (200, "added")
        assert call(address, text)[1]["outcome"] == "unchanged"
        _, answer, _ = call(f"{url}/api/ask", {"question": "第2段说了什么？", "reports": [added["id"]]})
        assert "提交研究报告" in answer["answer"]
        assert call(f"{url}/api/reports/{quote(added['id'])}", method="DELETE")[0] == 200
        assert call(f"{url}/api/reports/{quote(added['id'])}")[0] == 404
        framed = call(address, text, Referer=f"{url}/embed?lang=zh")
        assert (framed[0], framed[1]["error"]["code"]) == (403, "uploads_off")
        gap = "报告\n\n1. 甲国发言。\n\n2. 乙国发言。\n\n5. 丙国发言。\n".encode()
        _, doubtful, _ = call(f"{url}/api/reports?name=gap.txt", gap, Accept_Language="zh")
        assert [(one["line"], one["message"]) for one in doubtful["warnings"]] == [(7, "编号有缺")]
        status, said, _ = call(f"{url}/api/reports?name=x.pdf", b"\x00\x01\x02 no report")
        assert status == 422
        assert said["error"]["message"]


def test_without_uploads_reports_stay_as_they_are(tmp_path: Path) -> None:
    with served(tmp_path / "home", ASSISTANT_UPLOADS="off") as url:
        assert call(f"{url}/api/reports?name=a.txt", b"1. x")[0] == 403
        assert call(f"{url}/api/reports/{REPORT}", method="DELETE")[0] == 403
        assert len(call(f"{url}/api/reports")[1]["reports"]) == 1


def test_a_port_in_use_is_told_in_words(server: str, tmp_path: Path) -> None:
    port = server.rpartition(":")[2]
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "chat"],
        env=environment(tmp_path, ASSISTANT_PORT=port),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert f"端口 {port} 已被占用" in done.stderr
    assert "Traceback" not in done.stderr


def test_app_py_serves_the_same(tmp_path: Path) -> None:
    from tests.conftest import ROOT

    port = free_port()
    with subprocess.Popen(
        [sys.executable, ROOT / "app.py", "--port", str(port)],
        env=environment(tmp_path),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        said = process.stderr.readline()
        assert f"http://127.0.0.1:{port}" in said
        status, page, _ = call(f"http://127.0.0.1:{port}/", Accept_Language="zh-CN")
        process.terminate()
        process.stderr.read()
    assert status == 200
    assert "报告助手" in page


@pytest.mark.parametrize(
    ("body", "kind", "told"),
    [
        (b'{"question": "?"}', "application/x-www-form-urlencoded", "Content-Type: application/json"),
        (b"{question", "application/json", "JSON (Expecting property name"),
        (b'{"ask": "?"}', "application/json", "The request is not right: question."),
    ],
    ids=["as curl sends it without a header", "no JSON", "no question"],
)
def test_a_body_that_is_not_right_is_told_why(server: str, body: bytes, kind: str, told: str) -> None:
    headers = {"Content-Type": kind, "Accept-Language": "en"}
    refused = http.post(f"{server}/api/ask", content=body, headers=headers)
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "bad_request")
    assert told in refused.json()["error"]["message"]
