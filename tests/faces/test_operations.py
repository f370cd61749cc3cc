"""What whoever runs the server sees: metrics, signs of life, against real servers."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from assistant.portal.access.keys import Keys
from assistant.portal.health import Model
from assistant.settings import Settings
from tests.faces.conftest import free_port, http, served
from tests.faces.test_cli import assistant as run
from tests.llm_server import LLMServer


@pytest.fixture
def copy_of(first_report_home: Path, tmp_path: Path) -> Callable[[], Path]:
    def copied() -> Path:
        home = tmp_path / "home"
        shutil.copytree(first_report_home, home)
        return home

    return copied


def samples(url: str, **headers: str) -> dict[tuple[str, ...], float]:
    """The value by the sample's name and its labels' values."""
    text = http.get(f"{url}/metrics", headers=headers).text
    return {
        (
            sample.name.removeprefix("report_assistant_"),
            *(sample.labels[name] for name in sorted(sample.labels)),
        ): (sample.value)
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_the_metrics_are_for_admins_wherever_one_can_sign_in(copy_of: Callable[[], Path]) -> None:
    home = copy_of()
    keys = {role: Keys(home).add(role, role, ()) for role in ("curator", "admin")}
    with served(home, ASSISTANT_PROXY_USER="X-Forwarded-User", ASSISTANT_ANONYMOUS="on") as url:
        told = {who: http.get(f"{url}/metrics", headers={"X-API-Key": key}) for who, key in keys.items()}
        assert http.get(f"{url}/metrics").status_code == 403
        assert http.get(f"{url}/api/reports").status_code == 200
    assert (told["curator"].status_code, told["admin"].status_code) == (403, 200)


def test_a_key_makes_the_metrics_an_admins_and_before_they_count_what_is_seen(
    copy_of: Callable[[], Path],
) -> None:
    home = copy_of()
    hidden = home.parent / "hidden.txt"
    hidden.write_text("1. 委员会欢迎新成员。\n", encoding="utf-8")
    assert run(home, "ingest", str(hidden), "--group", "法律司").returncode == 0
    with served(home) as url:
        assert (samples(url)["reports",], samples(url)["paragraphs",]) == (1, 27)
        assert ("index_bytes",) not in samples(url)  # what is hidden takes room there
        key = Keys(home).add("prometheus", "admin", ())
        assert http.get(f"{url}/metrics").status_code == 403
        told = samples(url, **{"X-API-Key": key})
        assert told["reports",] == 2
        assert told["index_bytes",] > 10_000


def test_the_metrics_tell_questions_outcomes_times_and_what_is_kept(copy_of: Callable[[], Path]) -> None:
    with served(copy_of()) as url:
        assert (
            http.post(f"{url}/api/ask", json={"question": "第2(e)段说了什么？"}).json()["outcome"]
            == "answered"
        )
        assert http.post(f"{url}/api/ask", json={"question": " "}).status_code == 400
        asked = {"messages": [{"role": "user", "content": "第99段说了什么？"}]}
        assert http.post(f"{url}/v1/chat/completions", json=asked).status_code == 200
        told = samples(url)
        assert "2(e)" not in http.get(f"{url}/metrics").text
    assert told["questions_total", "answered", "api"] == 1
    assert told["questions_total", "empty_question", "api"] == 1
    assert told["questions_total", "answered", "openai"] == 1
    assert told["answers_total", "quoted", "answered"] == 1
    assert told["answers_total", "quoted", "refused"] == 1
    assert told["sentences_removed_total",] == 0
    assert told["wait_seconds_count",] == 3
    for step in ("understand", "find", "compose", "verify", "total"):
        assert told["step_seconds_count", step] == 2
    assert told["step_seconds_bucket", "+Inf", "total"] == 2
    assert told["questions_waiting",] == told["questions_served",] == 0
    assert (told["reports",], told["paragraphs",]) == (1, 27)
    assert told["index_bytes",] > 10_000
    assert told["process_resident_memory_bytes",] > 0


def test_two_servers_in_one_process_count_apart() -> None:
    from assistant.portal.limits.line import Line
    from assistant.portal.metrics import Metrics

    one, other = (Metrics(Line(1, 1)) for _ in range(2))
    assert one.registry is not other.registry


def test_ready_says_whether_the_model_can_be_reached(
    copy_of: Callable[[], Path], llm_server: LLMServer
) -> None:
    home, dead = copy_of(), f"http://127.0.0.1:{free_port()}/v1"
    with served(home, ASSISTANT_MODEL="openai:m", ASSISTANT_MODEL_URL=dead, ASSISTANT_MODEL_KEY="k") as url:
        answer = http.get(f"{url}/readyz")
        assert (answer.status_code, answer.json()) == (
            200,
            {"status": "ready", "model": "unreachable", "reports": 1},
        )
        strict = http.get(f"{url}/readyz?needs=model", headers={"Accept-Language": "en"})
        assert (strict.status_code, strict.json()["status"]) == (503, "not ready")
        assert strict.json()["error"]["code"] == "model_unreachable"
        assert dead in strict.json()["error"]["message"]


def test_the_model_is_looked_for_once_in_a_while(settings: Settings, llm_server: LLMServer) -> None:
    from dataclasses import replace

    now = [0.0]
    model = Model(replace(settings, model_url=llm_server.url, model_key="k"), lambda: now[0])
    assert model.answers() is True
    llm_server.close()
    now[0] = 14.0
    assert model.answers() is True
    now[0] = 15.0
    assert model.answers() is False
    assert Model(settings).answers() is None


@pytest.mark.parametrize("known", [True, False])
def test_an_index_that_has_gone_is_told_in_full_only_to_those_it_knows(
    copy_of: Callable[[], Path], known: bool
) -> None:
    home = copy_of()
    with served(home, ASSISTANT_ANONYMOUS="on" if known else "off") as url:
        shutil.rmtree(home / "index")
        (home / "index").write_text("no folder", encoding="utf-8")
        answer = http.get(f"{url}/readyz")
        assert (answer.status_code, answer.json()["status"]) == (503, "not ready")
        assert answer.json()["error"]["code"] == ("home_broken" if known else "not_ready")
        assert (str(home) in answer.text) is known
        assert http.get(f"{url}/healthz").json() == {"status": "ok"}
        if known:
            assert ("reports",) not in samples(url)
