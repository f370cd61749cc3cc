"""The command line as a process: what goes to stdout, what to stderr, and the exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import FIRST_REPORT, environment

REPORT = FIRST_REPORT.stem


def assistant(home: Path, *arguments: str, stdin: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(home, **more),
    )


def ask(home: Path, question: str, *arguments: str) -> dict[str, Any]:
    done = assistant(home, "ask", question, "--json", *arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_a_new_home_answers_from_the_first_report(tmp_path: Path) -> None:
    done = assistant(tmp_path / "new", "ask", "第2(e)段说了什么？", "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert "首次使用" in done.stderr
    assert answer["outcome"] == "answered"
    assert answer["citations"][0]["id"] == f"{REPORT}#2(e)"
    assert answer["citations"][0]["label"] == "第2(e)段"
    assert set(answer["timings_ms"]) == {"understand", "find", "compose", "verify", "total"}


def test_read_prints_the_contract_and_indexes_nothing(tmp_path: Path) -> None:
    done = assistant(tmp_path / "home", "read", str(FIRST_REPORT), "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert [heading["path"] for heading in report["headings"]] == ["二", "二.A", "二.B", "三", "四", "四.B"]
    assert all(report["text"][each["start"] : each["end"]] == each["text"] for each in report["paragraphs"])
    assert not (tmp_path / "home").exists()


def test_read_shows_a_person_the_tree(first_report_home: Path) -> None:
    done = assistant(first_report_home, "read", str(FIRST_REPORT))
    assert "B. 一般性建议" in done.stdout
    assert "2(g)" in done.stdout


def test_ingest_is_idempotent_and_a_bad_file_loses_nothing(tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 no zip")
    (tmp_path / "note.txt").write_text(
        "一. 导言\n\n1. 委员会举行了会议。\n\n2. 委员会通过了报告。\n", encoding="utf-8"
    )
    home = tmp_path / "home"
    first = assistant(home, "ingest", "--json", str(tmp_path / "broken.docx"), str(tmp_path / "note.txt"))
    again = assistant(home, "ingest", "--json", str(tmp_path / "note.txt"))
    rows = [json.loads(line) for line in first.stdout.splitlines()]
    assert first.returncode == 1
    assert [(row["outcome"], bool(row.get("reason"))) for row in rows] == [("failed", True), ("added", False)]
    assert again.returncode == 0
    assert json.loads(again.stdout)["outcome"] == "unchanged"
    listed = json.loads(assistant(home, "reports", "--json").stdout)
    assert {each["id"] for each in listed} == {REPORT, "note"}


def test_the_ids_are_whole_in_a_pipe_and_on_a_narrow_screen(tmp_path: Path) -> None:
    paper = (
        tmp_path / "a-report-with-a-name-that-is-longer-than-eighty-columns-are-wide-in-most-terminals.txt"
    )
    paper.write_text("1. 委员会举行了会议。\n\n2. 委员会通过了报告。\n", encoding="utf-8")
    home = tmp_path / "home"
    assert assistant(home, "ingest", str(paper)).returncode == 0
    lines = assistant(home, "reports", COLUMNS="40").stdout.splitlines()
    assert lines[::2] == [REPORT, paper.stem]
    assert "2018-07-04–2018-07-05" in lines[1]


def test_a_folder_and_a_picture_are_called_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\x02\0\0\0\x90wS\xde")
    (tmp_path / "x.gz").write_bytes(b"\x1f\x8b\x08\0\xa1\xb2\xc3\xd4\2\xff\xcbH\xcd\xc9\xc9\7\0")
    folder, picture, packed = (
        assistant(tmp_path / "home", "read", str(path), ASSISTANT_LANGUAGE="en")
        for path in (tmp_path, tmp_path / "x.png", tmp_path / "x.gz")
    )
    assert "is a folder" in folder.stderr
    assert "a picture" in picture.stderr
    assert "neither a text file" in packed.stderr
    assert (folder.returncode, picture.returncode, packed.returncode) == (1, 1, 1)


def test_a_year_that_is_none_is_wrong_usage(tmp_path: Path) -> None:
    done = assistant(tmp_path, "ask", "hi", "--year", "abc")
    assert done.returncode == 2
    assert "2018" in done.stderr


def test_an_empty_list_says_so_beside_the_output(tmp_path: Path) -> None:
    keys, feedback = (
        assistant(tmp_path, *words, ASSISTANT_LANGUAGE="en") for words in (("keys",), ("feedback", "list"))
    )
    assert (keys.stdout, feedback.stdout) == ("", "")
    assert "No keys" in keys.stderr
    assert "No feedback" in feedback.stderr


def test_a_removed_report_stays_away(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert assistant(home, "remove", REPORT).returncode == 0
    assert json.loads(assistant(home, "reports", "--json").stdout) == []
    unknown = assistant(home, "remove", REPORT)
    assert unknown.returncode == 1
    assert REPORT in unknown.stderr


def test_search_gives_the_best_paragraph_first(first_report_home: Path) -> None:
    done = assistant(first_report_home, "search", "判例法数据库", "-k", "3", "--json")
    hits = json.loads(done.stdout)["hits"]
    assert len(hits) == 3
    assert set(hits[0]) >= {"paragraph", "ref", "report", "score", "text"}
    assert hits[0]["paragraph"] == f"{REPORT}#2(g)"


def test_search_keeps_to_its_scope(first_report_home: Path) -> None:
    scope = ("--section", "建议", "--year", "2018", "--status", "草稿", "--language", "zh")
    done = assistant(first_report_home, "search", "国际合作", "-k", "50", *scope, "--json")
    refs = {hit["ref"] for hit in json.loads(done.stdout)["hits"]}
    assert "1(d)" in refs
    assert {ref.partition("(")[0] for ref in refs} <= {"1", "2"}  # the paragraphs of that section
    none = assistant(first_report_home, "search", "国际合作", "--year", "1999", "--json")
    assert none.returncode == 1
    assert "1999" in none.stderr


def test_questions_by_line_come_back_in_order_and_a_bad_one_costs_only_itself(
    first_report_home: Path,
) -> None:
    lines = [
        {"id": "a", "question": "会议在哪里举行？"},
        {"id": "b", "question": ""},
        {"id": "c", "question": "那第2(f)段呢？", "before": ["第2(e)段说了什么？"]},
    ]
    stdin = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n不是 JSON\n"
    done = assistant(first_report_home, "ask", "--jsonl", "-", stdin=stdin)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [row["id"] for row in rows] == ["a", "b", "c", ""]
    assert "维也纳" in rows[0]["answer"]
    assert rows[1]["error"]["code"] == "empty_question"
    assert [citation["ref"] for citation in rows[2]["citations"]] == ["2(f)"]
    assert rows[3]["error"]["code"] == "bad_line"


def test_verify_judges_each_claim(first_report_home: Path) -> None:
    claims = [
        {"id": "1", "claim": "许多缔约国强调，国际合作是处理偷运移民问题的最佳手段。", "cites": ["8"]},
        {
            "id": "2",
            "claim": "所有缔约国强调，国际合作是处理偷运移民问题的最佳手段。",
            "cites": [f"{REPORT}#8"],
        },
        {"id": "3", "claim": "会议在维也纳举行。", "cites": ["header"]},
        {"id": "4", "claim": "会议在维也纳举行。", "cites": ["99"]},
        {"id": "5", "claim": "缔约国应支持安全、有序和正常的移民。", "cites": ["第2（c）段"]},
    ]
    stdin = "\n".join(json.dumps(claim, ensure_ascii=False) for claim in claims)
    done = assistant(first_report_home, "verify", "--jsonl", "-", stdin=stdin)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert [row["supported"] for row in rows] == [True, False, True, False, True]
    assert rows[1]["reasons"][0]["kind"] == "quantifier"
    assert "所有" in rows[1]["reasons"][0]["claim"]
    assert "许多" in rows[1]["reasons"][0]["source"]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("", "问题是空的"),
        ("   ", "问题是空的"),
        ("移民" * 50_000, "100000"),
        ("migrant smuggling " * 6_000, "characters"),
    ],
    ids=["empty", "blank", "100,000 characters", "english"],
)
def test_a_question_that_cannot_be_taken_is_said_in_its_language(
    first_report_home: Path, question: str, words: str
) -> None:
    done = assistant(
        first_report_home,
        "ask",
        "--json",
        "--jsonl",
        "-",
        stdin=json.dumps({"id": "q", "question": question}),
    )
    assert words in json.loads(done.stdout)["error"]["message"]
    assert done.returncode == 1


def test_an_empty_question_is_wrong_usage(first_report_home: Path) -> None:
    done = assistant(first_report_home, "ask", "")
    assert (done.returncode, done.stdout) == (2, "")
    assert "问题是空的" in done.stderr


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"\x00\x01\x02\xff\xfe binary", "noise.txt"), (b"", "empty.txt"), (b"%PDF-1.7 broken", "broken.pdf")],
    ids=["binary", "empty", "broken pdf"],
)
def test_a_file_that_is_no_report_is_refused_clearly(tmp_path: Path, content: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(content)
    done = assistant(tmp_path / "home", "read", str(tmp_path / name), "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    done = assistant(tmp_path / "home", "ingest", str(tmp_path / "nowhere.txt"))
    assert done.returncode == 1
    assert "nowhere.txt" in done.stdout


def test_an_unwritable_home_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    done = assistant(tmp_path / "file" / "home", "ask", "会议在哪里举行？")
    assert done.returncode == 1
    assert str(tmp_path / "file" / "home") in done.stderr
    assert "Traceback" not in done.stderr


def test_a_bad_setting_is_wrong_usage(tmp_path: Path) -> None:
    done = assistant(tmp_path, "reports", ASSISTANT_PORT="seven")
    assert done.returncode == 2
    assert "ASSISTANT_PORT" in done.stderr


def test_wrong_usage_exits_with_two(tmp_path: Path) -> None:
    assert assistant(tmp_path, "search").returncode == 2
    assert assistant(tmp_path, "nonsense").returncode == 2


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_the_home_may_be_named_before_or_after_the_command(tmp_path: Path, before: bool) -> None:
    named, elsewhere = ["--home", str(tmp_path / "named")], tmp_path / "elsewhere"
    arguments = [*named, "reports"] if before else ["reports", *named]
    assert assistant(elsewhere, *arguments).returncode == 0
    assert (tmp_path / "named").exists()
    assert not elsewhere.exists()
