"""Question sets: the form, the errors, what travels with the program, drafts and checks."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from assistant.errors import BadSetting
from assistant.evaluation.checks import against, duplicates, leakage
from assistant.evaluation.drafts import draft_questions
from assistant.evaluation.questions import Case, dump, load, question_files, schema
from assistant.evaluation.variants import full_width, traditional, variants
from assistant.language.normal import fold
from assistant.reading import read
from tests.conftest import FIRST_REPORT

GOOD = {
    "id": "a",
    "report": "r",
    "question": "会议在哪里？",
    "language": "zh",
    "kind": "metadata",
    "part": "tuning",
    "outcome": "answered",
    "must_cite": ["header"],
    "facts": [["维也纳", "Vienna"]],
}


def a_file(folder: Path, *rows: object) -> Path:
    path = folder / "set.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), "utf-8")
    return path


def test_a_line_becomes_a_case(tmp_path: Path) -> None:
    (case,) = load([a_file(tmp_path, GOOD, "")])
    assert case.needs == (("header",),)
    assert case.facts == (("维也纳", "Vienna"),)
    assert case.outcomes == ("answered",)
    assert case.asked().within.reports == ("r",)
    assert case.asked(everywhere=True).within.reports == ()
    assert load([a_file(tmp_path, dump([case]))]) == (case,)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"kind": "riddle"}, "kind: «riddle» is none of"),
        ({"question": "  "}, "question: empty"),
        ({"facts": ["维也纳"]}, "facts[0]: array expected"),
        ({"answer": "x"}, "answer: unknown field"),
        ({"outcome": "refused", "must_cite": ["7"]}, "must not ask for citations"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, change: dict[str, object], says: str) -> None:
    with pytest.raises(BadSetting) as caught:
        load([a_file(tmp_path, GOOD, {**GOOD, "id": "b", **change})])
    assert caught.value.code == "bad_questions"
    assert caught.value.values["place"] == "set.jsonl:2"
    assert says in str(caught.value.values["why"])


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "x"}'])
def test_a_line_that_is_no_question(tmp_path: Path, line: str) -> None:
    with pytest.raises(BadSetting):
        load([a_file(tmp_path, line)])


def test_an_id_stands_once_in_all_files(tmp_path: Path) -> None:
    with pytest.raises(BadSetting) as caught:
        load([a_file(tmp_path, GOOD, GOOD)])
    assert "stands in set.jsonl:1" in str(caught.value.values["why"])


def test_the_sets_fit_the_published_schema() -> None:
    checker = jsonschema.Draft202012Validator(schema())
    for path in question_files():
        for line in path.read_text("utf-8").splitlines():
            checker.validate(json.loads(line))


def test_the_sets_are_as_large_and_as_mixed_as_promised() -> None:
    cases = load(question_files())
    first = [case for case in cases if case.report == FIRST_REPORT.stem]
    refused = [case for case in first if case.outcome == "refused"]
    assert len(cases) >= 200
    assert len(first) >= 90
    assert len(refused) >= 30
    assert {case.kind for case in refused} >= {"near", "far"}
    assert len({case.report for case in cases}) >= 5
    assert len({case.language for case in cases}) == 7
    parts = Counter(case.part for case in cases)
    assert parts["holdout"] >= 150


def test_parts_stand_in_files_of_their_own() -> None:
    for path in question_files():
        assert {case.part for case in load([path])} == {path.stem.rpartition(".")[2]}


def test_the_first_reports_questions_hold_against_the_report() -> None:
    report = read(FIRST_REPORT)
    cases = [case for case in load(question_files()) if case.report == report.id]
    assert [complaint for case in cases for complaint in against(case, report)] == []
    assert list(duplicates(cases)) == []
    assert list(leakage(cases)) == []


def test_a_check_finds_unknown_refs_unsaid_facts_copies_and_leakage() -> None:
    report = read(FIRST_REPORT)
    case = Case("a", report.id, "第2(e)段对被偷运的移民说了什么？", "zh", "reference", "tuning", "answered")
    wrong = replace(
        case, must_cite=("2(e)", "2(z)"), facts=(("月球基地",), ("人权", "x")), not_facts=("人权",)
    )
    assert list(against(wrong, report)) == [
        f"a: {report.id} has no paragraph 2(z)",
        "a: no text of the report says 月球基地",
        "a: «人权» must not be said, but a cited paragraph says it",
    ]
    copy = replace(case, id="b", part="holdout", question="第2(e)段對被偷運的移民說了什麼？？")
    assert list(duplicates([case, replace(case, id="c")])) == ["c: asks the same as a"]
    assert list(leakage([case, copy])) == ["b: nearly the same as a, which is in the other part"]


def test_a_draft_asks_for_every_paragraph_and_list() -> None:
    report = read(FIRST_REPORT)
    drafts = draft_questions(report)
    asked = {ref for case in drafts if case.kind == "reference" for ref in case.must_cite}
    assert asked == {each.ref for each in report.paragraphs if each.kind in ("paragraph", "item")}
    lists = {case.must_cite for case in drafts if case.kind == "list"}
    assert tuple(f"2({letter})" for letter in "abcdefg") in lists
    counts = {case.must_cite[0]: case.facts for case in drafts if case.kind == "count"}
    assert counts == {"1": (("9",),), "2": (("7",),)}
    assert {case.part for case in drafts} == {"draft"}
    assert [complaint for case in drafts for complaint in against(case, report)] == []


def test_other_clothes_fold_back_to_the_question() -> None:
    assert full_width("第2(e)段说了什么?") == "第２（e）段说了什么？"
    assert traditional("缔约国应当说什么") == "締約國應當說什麼"
    case = Case("a", "r", "缔约国有几个？第2段呢?", "zh", "open", "tuning", "answered")
    others = variants(case)
    assert set(others) == {"polite", "full_width", "traditional"}
    assert fold(others["full_width"]) == fold(others["traditional"]) == fold(case.question)
    assert variants(replace(case, before=("x",))) == {}
