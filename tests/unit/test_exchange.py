"""Sets and answers in the forms of RAGAS, promptfoo and SQuAD."""

from __future__ import annotations

import pytest

from assistant.errors import BadSetting
from assistant.evaluation.exchange import imported, to_promptfoo, to_ragas
from assistant.evaluation.questions import Case
from assistant.evaluation.results import Row
from assistant.reading import read_text

REPORT = read_text("1. 委员会每年在维也纳举行会议。\n2. 委员会请秘书长提交报告。\n", "r", "zh")
CASE = Case(
    "a",
    "r",
    "会议在哪里？",
    "zh",
    "open",
    "tuning",
    "answered",
    facts=(("维也纳", "Vienna"),),
    not_facts=("日内瓦",),
)


def test_squad_contexts_become_paragraphs_and_impossible_questions_refusals() -> None:
    asked = {"id": 1, "question": "在哪里开会？", "answers": [{"text": "维也纳"}, {"text": "维也纳"}]}
    absent = {"id": 2, "question": "谁是主席？", "answers": [], "is_impossible": True}
    passage = {"context": "委员会每年在维也纳举行会议。", "qas": [asked, absent]}
    one, two = imported("squad", {"data": [{"paragraphs": [passage]}]}, REPORT)
    assert (one.needs, one.facts, one.outcome, one.part) == ((("1",),), (("维也纳",),), "answered", "draft")
    assert (two.needs, two.facts, two.outcome, two.kind) == ((), (), "refused", "near")


def test_ragas_reference_contexts_become_paragraphs() -> None:
    sample = {
        "user_input": "谁提交报告？",
        "reference_contexts": ["委员会请秘书长提交报告。"],
        "reference": "秘书长",
    }
    (case,) = imported("ragas", [sample], REPORT)
    assert (case.needs, case.notes) == ((("2",),), "秘书长")


def test_promptfoo_there_and_back() -> None:
    (test,) = to_promptfoo([CASE])
    assert test["assert"] == [
        {"type": "icontains-any", "value": ["维也纳", "Vienna"]},
        {"type": "not-icontains", "value": "日内瓦"},
    ]
    (case,) = imported("promptfoo", [test], REPORT)
    assert (case.id, case.question, case.facts) == ("a", CASE.question, CASE.facts)


def test_a_row_becomes_a_ragas_sample() -> None:
    answer = {"answer": "在维也纳", "citations": [{"quote": "委员会每年在维也纳举行会议。"}], "nearest": []}
    assert list(to_ragas([Row(CASE, "answered", {}, answer)])) == [
        {
            "user_input": "会议在哪里？",
            "response": "在维也纳",
            "retrieved_contexts": ["委员会每年在维也纳举行会议。"],
            "reference": "维也纳/Vienna",
        }
    ]


@pytest.mark.parametrize(("form", "data"), [("squad", {"data": [{}]}), ("ragas", [{}]), ("riddles", [])])
def test_what_is_not_in_the_form(form: str, data: object) -> None:
    with pytest.raises(BadSetting):
        imported(form, data, REPORT)
