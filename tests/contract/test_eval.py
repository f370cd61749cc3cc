"""An evaluation from questions to files, over the real assistant and the first report."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from assistant import cli
from assistant.assistant import Assistant
from assistant.errors import BadSetting
from assistant.evaluation import evaluate
from assistant.evaluation.faults import planted_faults
from assistant.evaluation.place import assistant_with, provenance, report_paths
from assistant.evaluation.results import read_past
from assistant.settings import Settings
from tests.conftest import FIRST_REPORT
from tests.llm_server import CHARACTERS, LLMServer, Script, Seen, honest

PLACE = {
    "id": "place",
    "report": FIRST_REPORT.stem,
    "question": "会议在哪里举行？",
    "language": "zh",
    "kind": "metadata",
    "part": "tuning",
    "outcome": "answered",
    "must_cite": ["header"],
    "facts": [["维也纳"]],
}
ITEM = {**PLACE, "id": "item", "question": "第2(e)段说了什么？", "kind": "reference", "must_cite": ["2(e)"]}
ITEM |= {"may_cite": ["2"], "facts": [["以人权为基础的办法"]]}
TOO_LONG = {**PLACE, "id": "long", "question": "维" * 9_000, "kind": "open"}
ELSEWHERE = {**PLACE, "id": "elsewhere", "report": "not-here"}
WRONG = {**PLACE, "id": "wrong", "must_cite": ["7"], "facts": [["日内瓦"]], "kind": "open"}
ABSENT = {**PLACE, "id": "absent", "question": "红烧肉怎么做？", "kind": "far", "outcome": "refused"}
ABSENT |= {"must_cite": [], "facts": []}


@pytest.fixture(scope="module")
def assistant(first_report_home: Path) -> Iterator[Assistant]:
    held = Assistant(replace(Settings.from_environment({}), home=first_report_home))
    yield held
    held.close()


def questions(folder: Path, *rows: object) -> Path:
    path = folder / "set.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


def test_every_question_has_its_row_and_an_error_is_a_zero(assistant: Assistant, tmp_path: Path) -> None:
    asked = questions(tmp_path, PLACE, ITEM, TOO_LONG, ELSEWHERE, ABSENT)
    results = evaluate(assistant, [asked], tmp_path / "out")
    assert [row.case.id for row in results.rows] == ["place", "item", "long", "absent"]
    assert results.skipped == {"not-here": 1}
    place, item, long, absent = results.rows
    assert place.metrics["right"] == item.metrics["right"] == 1
    assert absent.metrics["far_refusal_recall"] == 1
    assert long.outcome == "error"
    assert "BadQuestion" in long.error
    assert long.metrics["cited_recall"] == long.metrics["right"] == long.metrics["recall@5"] == 0
    assert long.metrics["false_refusal"] == 1
    assert results.value("cited_recall") == pytest.approx(2 / 3)
    assert results.value("false_refusal") == pytest.approx(1 / 3)
    assert results.latency_ms["total"]["p95"] > 0
    assert results.by(lambda case: case.kind)["reference"]["questions"] == 1


def test_what_is_written(assistant: Assistant, tmp_path: Path) -> None:
    evaluate(assistant, [questions(tmp_path, PLACE, WRONG, TOO_LONG)], tmp_path / "out")
    written = json.loads((tmp_path / "out" / "results.json").read_text("utf-8"))
    assert {figure["name"] for figure in written["figures"]} >= {"right", "cited_recall", "groundedness"}
    assert written["provenance"]["reports"].keys() == {FIRST_REPORT.stem}
    assert len(written["provenance"]["index"]) == 16
    assert "model_key" in written["provenance"]["settings"]
    assert "home" not in written["provenance"]["settings"]
    suite = ElementTree.parse(tmp_path / "out" / "junit.xml").getroot()
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("3", "1", "1")
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "会议在哪里举行" in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    assert "| right |" in (tmp_path / "out" / "summary.md").read_text("utf-8")


def test_an_answer_cannot_break_out_of_the_page(assistant: Assistant, tmp_path: Path) -> None:
    attack = {**PLACE, "question": "会议在哪里举行？</script><script>alert(1)</script>"}
    evaluate(assistant, [questions(tmp_path, attack)], tmp_path / "out")
    assert "<script>alert" not in (tmp_path / "out" / "report.html").read_text("utf-8")


def test_against_an_earlier_run(assistant: Assistant, tmp_path: Path) -> None:
    asked = questions(tmp_path, *({**PLACE, "id": f"p{number}"} for number in range(12)))
    evaluate(assistant, [asked], tmp_path / "good")
    harder = questions(tmp_path, *({**WRONG, "id": f"p{number}"} for number in range(12)))
    results = evaluate(assistant, [harder], tmp_path / "bad", tmp_path / "good" / "results.json")
    assert {"right", "cited_recall", "facts"} <= set(results.comparison["lost"])
    assert len(results.comparison["worse"]) == 12
    assert not results.passed
    asked = questions(tmp_path, *({**PLACE, "id": f"p{number}"} for number in range(12)))
    back = evaluate(assistant, [asked], None, tmp_path / "bad" / "results.json")
    assert len(back.comparison["better"]) == 12
    assert back.passed


def test_minimums(assistant: Assistant, tmp_path: Path) -> None:
    asked = questions(tmp_path, PLACE, WRONG)
    assert evaluate(assistant, [asked], minimums={"right": 0.5, "false_refusal": 0.2}).passed
    missed = evaluate(assistant, [asked], minimums={"right": 0.6})
    assert missed.below == ("right 0.500 (0.6)",)
    with pytest.raises(BadSetting) as caught:
        evaluate(assistant, [asked], minimums={"beauty": 1})
    assert caught.value.code == "unknown_metric"


def test_nothing_to_ask(assistant: Assistant, tmp_path: Path) -> None:
    with pytest.raises(BadSetting) as caught:
        evaluate(assistant, [questions(tmp_path, ELSEWHERE)])
    assert caught.value.code == "nothing_to_ask"


def test_a_run_is_taken_up_where_it_broke_off(assistant: Assistant, tmp_path: Path) -> None:
    asked, out = questions(tmp_path, PLACE, ITEM), tmp_path / "out"
    evaluate(assistant, [asked], out)
    kept = (out / "rows.jsonl").read_text("utf-8").splitlines()
    marked = kept[1].replace('"outcome": "answered", "metrics"', '"outcome": "kept", "metrics"')
    assert marked != kept[1]
    (out / "rows.jsonl").write_text("\n".join([kept[0], marked, kept[2][:40]]), "utf-8")
    resumed = evaluate(assistant, [asked], out, resume=True)
    assert [row.outcome for row in resumed.rows] == ["kept", "answered"]
    again = evaluate(assistant, [asked], out)
    assert [row.outcome for row in again.rows] == ["answered", "answered"]
    assert read_past(out / "results.json") == read_past(out / "baseline.json")


def test_reports_that_are_not_in_the_index_are_read_into_a_place_of_their_own(
    assistant: Assistant, tmp_path: Path
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "second report.txt").write_text(
        "1. 委员会决定每年举行一次会议。\n2. 委员会请秘书长提交报告。\n", "utf-8"
    )
    assert report_paths(["second-report"], folder) == {"second-report": folder / "second report.txt"}
    second = {**ITEM, "report": "second-report", "question": "第2段说了什么？", "must_cite": ["2"]}
    asked = questions(tmp_path, PLACE, {**second, "facts": [["提交报告"]]})
    results = evaluate(assistant, [asked], reports=folder)
    assert [row.metrics["right"] for row in results.rows] == [1, 1]
    assert [summary.id for summary in assistant.reports()] == [FIRST_REPORT.stem]


def test_planted_faults_are_caught(assistant: Assistant, tmp_path: Path) -> None:
    strong = {**ITEM, "id": "many", "question": "第7段说了什么？", "must_cite": ["7"], "facts": []}
    found = planted_faults(assistant, [questions(tmp_path, ITEM, strong, ABSENT)])
    assert found["answers"] == 3
    caught = {name: of["caught"] for name, of in found["kinds"].items()}
    assert caught["wrong_paragraph"]["cited_recall"] == 1
    assert caught["wrong_paragraph"]["alce_recall"] == 1
    assert caught["raised_strength"]["alce_recall"] == 1
    assert caught["dropped_negation"]["alce_recall"] == 1
    assert caught["invented_clause"]["alce_recall"] == 1
    assert caught["shifted_quote"]["quotes_verbatim"] == 1
    assert caught["flipped_refusal"]["outcome"] == 1


def test_a_frame_has_a_line_a_question(assistant: Assistant, tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    frame = evaluate(assistant, [questions(tmp_path, PLACE, WRONG)]).frame()
    assert list(frame["id"]) == ["place", "wrong"]
    assert list(frame["right"]) == [1, 0]


def test_a_model_writes_and_judges(
    first_report_home: Path, tmp_path: Path, llm_server: LLMServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def judges(seen: Seen, turn: int) -> Script:
        asked_to_judge = re.fullmatch(r"[0-9a-f]{16}", seen.question)
        return Script("CARRIED") if asked_to_judge else honest(seen, turn)

    monkeypatch.setitem(CHARACTERS, "judges", judges)
    llm_server.character = "judges"
    settings = Settings.from_environment(
        {"ASSISTANT_MODEL": "scripted", "ASSISTANT_MODEL_URL": llm_server.url}
    )
    held = Assistant(replace(settings, home=first_report_home))
    open_question = {**PLACE, "id": "open", "kind": "open", "question": "缔约国如何开展能力建设和培训？"}
    asked = questions(
        tmp_path, *({**open_question, "id": f"q{number}", "must_cite": []} for number in range(5))
    )
    results = evaluate(held, [asked], workers=4, judge=True)
    held.close()
    assert [row.case.id for row in results.rows] == [f"q{number}" for number in range(5)]
    assert results.usage["written"] == 5
    assert results.usage["requests"] >= 5
    assert results.usage["completion_tokens"] > 0
    assert results.judge["agreement"] == 1
    assert results.judge["sentences"] >= 5
    assert results.judge["unclear"] == 0


def test_no_model_no_judge(assistant: Assistant, tmp_path: Path) -> None:
    with pytest.raises(BadSetting) as caught:
        evaluate(assistant, [questions(tmp_path, PLACE)], judge=True)
    assert caught.value.code == "no_model"


def test_the_command(
    first_report_home: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    asked = str(questions(tmp_path, PLACE, WRONG))
    start = ["--home", str(first_report_home), "eval"]
    assert cli.main([*start, "--questions", asked, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["passed"] is True
    assert cli.main([*start, "--questions", asked, "--min", "right=0.9"]) == 1
    assert "below the minimum: right" in capsys.readouterr().out
    assert cli.main([*start, "--questions", asked, "--min", "right"]) == 2
    assert "METRIC=VALUE" in capsys.readouterr().err
    assert cli.main([*start, "new", str(FIRST_REPORT)]) == 0
    assert '"part": "draft"' in capsys.readouterr().out
    assert cli.main([*start, "check", asked]) == 1
    assert "wrong: no text of the report says 日内瓦" in capsys.readouterr().out
    assert cli.main([*start, "dance"]) == 2


def test_a_run_leaves_secrets_and_the_shared_server_alone(assistant: Assistant, tmp_path: Path) -> None:
    """With the address of a server that nobody answers at, nothing may ask there."""
    told = replace(
        Settings(home=tmp_path, model_key="tell-key", oidc_secret="tell-oidc"),
        portal_secret="tell-portal",
        chroma_token="tell-token",
    )
    other = Assistant(told)
    assert other.reports()
    # Only the settings speak of a server: what was opened before stays as it was.
    other.settings = replace(told, chroma_url="http://127.0.0.1:9")
    origin = provenance(other, [])
    assert "tell-" not in json.dumps(origin)
    assert origin["settings"]["model_key"] == "set"
    assert {"numpy", "sentencepiece"} <= origin["versions"].keys()
    file = tmp_path / "away" / "needed.md"
    file.parent.mkdir()
    file.write_text("# Needed\n\n1. The committee met in Vienna.\n", "utf-8")
    with assistant_with(other, ["needed"], file.parent) as held:
        assert held is not other
        assert "needed" in {one.id for one in held.reports()}
    other.close()
