"""A reader's complaint becomes a question that ``eval`` judges: over HTTP, at the prompt, in a terminal."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, environment
from tests.faces.conftest import REPORT, served
from tests.faces.test_api import call
from tests.faces.test_cli import assistant as run

COMPLAINTS: tuple[dict[str, Any], ...] = (
    {
        "verdict": "down",
        "question": "拘留儿童的问题，大家怎么看？",
        "answer": "答得不对。",
        "citations": [f"?report={REPORT}&quote=1-2#2(e)"],
        "reason": "citation: 应引第7段\x1b[2J",
    },
    {"verdict": "up", "question": "第2(e)段说了什么？"},
    {
        "verdict": "down",
        "question": "那主席呢？",
        "before": ["会议在哪里开的？"],
        "answer": "见标题页。",
        "citations": [f"{REPORT}#header"],
        "reason": "answer",
    },
    {"verdict": "down", "question": "asdf", "reason": "missing"},
    {"verdict": "down", "question": "第3段说了什么？", "reason": "refused"},
)


@pytest.fixture(scope="module")
def complained(first_report_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder to which readers have complained over HTTP."""
    home = tmp_path_factory.mktemp("complained") / "home"
    shutil.copytree(first_report_home, home)
    with served(home) as url:
        for body in COMPLAINTS:
            assert call(f"{url}/api/feedback", body)[:2] == (200, {"outcome": "kept"})
    assert (home / "feedback.jsonl").stat().st_mode & 0o077 == 0
    with (home / "feedback.jsonl").open("a", encoding="utf-8") as kept:
        kept.write('{"at": 1, "verdict": "down", "quest')  # the machine went down under the last one
    return home


@pytest.fixture
def home(complained: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(complained, tmp_path / "home"))


def review(home: Path, typed: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", "feedback", "review"],
        input=typed,
        env=environment(home, **more),
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=100,
    )


def waiting(home: Path) -> list[dict[str, Any]]:
    return json.loads(run(home, "feedback", "list", "--json").stdout)


def questions(home: Path) -> list[dict[str, Any]]:
    path = home / "feedback-questions.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_queue_holds_what_was_found_wrong(home: Path) -> None:
    rows = waiting(home)
    assert [row["question"] for row in rows] == [
        "拘留儿童的问题，大家怎么看？",
        "那主席呢？",
        "asdf",
        "第3段说了什么？",
    ]
    assert rows[0]["citations"] == [f"{REPORT}#2(e)"]
    assert rows[1]["before"] == ["会议在哪里开的？"]
    assert len({row["id"] for row in rows}) == 4
    shown = run(home, "feedback", "list").stdout.splitlines()
    assert shown[1].split("\t")[1:] == ["答案不对", "那主席呢？"]


def test_a_curator_makes_questions_that_eval_judges(home: Path) -> None:
    typed = ("1", "99", "7", "没有这样的话", "严重关切", "2", "3", "4")
    done = review(home, "".join(f"{line}\n" for line in typed))
    assert done.returncode == 0, done.stderr
    cited, silent = questions(home)
    assert (cited["report"], cited["must_cite"], cited["facts"]) == (REPORT, ["7"], [["严重关切"]])
    assert (cited["kind"], cited["part"], cited["outcome"]) == ("open", "tuning", "answered")
    assert (silent["question"], silent["outcome"], silent["kind"]) == ("那主席呢？", "refused", "near")
    assert silent["before"] == ["会议在哪里开的？"]
    assert [row["question"] for row in waiting(home)] == ["第3段说了什么？"]

    assert "99" in done.stderr  # there is no such paragraph, and it was asked again
    assert "没有这样的话" in done.stderr
    assert "\x1b" not in done.stderr  # what a reader wrote does not command the terminal
    assert str(home / "feedback-questions.jsonl") in done.stderr.replace("\n", "")

    out = home.parent / "out"
    run(home, "eval", "--questions", str(home / "feedback-questions.jsonl"), "--out", str(out))
    rows = json.loads((out / "results.json").read_text(encoding="utf-8"))["rows"]
    assert [row["case"]["id"] for row in rows] == [cited["id"], silent["id"]]
    assert run(home, "eval", "check", str(home / "feedback-questions.jsonl")).returncode == 0


def test_one_may_stop_anywhere_and_go_on_later(home: Path) -> None:
    assert review(home, "2\n1\n").returncode == 0  # stdin ends at the second question
    assert [row["outcome"] for row in questions(home)] == ["refused"]
    assert len(waiting(home)) == 3
    assert review(home, f"1\n标题页，{REPORT}#1(a)\n\n").returncode == 0
    assert questions(home)[1]["must_cite"] == ["header", "1(a)"]
    assert len(waiting(home)) == 2


def test_words_can_be_searched_for_on_the_way(home: Path) -> None:
    done = review(home, "1\n?领事代表\n1(e)\n\n")
    assert f"{REPORT}#1(e)" in done.stderr
    assert questions(home)[0]["must_cite"] == ["1(e)"]


@pytest.mark.parametrize(
    ("language", "prompt"),
    [
        ("en", "What would have been right?"),
        ("fr", "Qu’aurait-il fallu"),
        ("es", "¿Qué habría sido correcto?"),
        ("ru", "Как было бы правильно?"),
        ("ar", "ما الصواب؟"),
        ("zh-Hant", "應當怎樣？"),
    ],
)
def test_it_speaks_the_curators_language(home: Path, language: str, prompt: str) -> None:
    done = review(home, "", ASSISTANT_LANGUAGE=language)
    assert (done.returncode, prompt in done.stderr) == (0, True)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_in_a_terminal(home: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "feedback", "review"],
        env=environment(home, TERM="xterm"),
        cwd=ROOT,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        close_fds=True,
    )
    os.close(theirs)
    seen = output(ours)
    heard = until(seen, "4 以后再看")
    os.write(ours, b"3\n")
    heard += until(seen, "2/4") + until(seen, "4 以后再看")
    os.write(ours, b"\x04")  # end of input
    heard += until(seen, "还有 3 条未看")
    assert process.wait(30) == 0
    os.close(ours)
    assert "应引第7段" in heard


def output(terminal: int) -> Iterator[str]:
    """What is shown, as it comes."""
    held = b""
    while True:
        held += os.read(terminal, 65536)
        text = held.decode("utf-8", "ignore")
        held = held[len(text.encode("utf-8")) :]
        yield text


def until(seen: Iterator[str], wanted: str) -> str:
    heard = ""
    while wanted not in heard:
        heard += next(seen)
    return heard
