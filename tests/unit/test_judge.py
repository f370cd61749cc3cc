"""A model beside ``verify``: agreement worked out by hand."""

from __future__ import annotations

import pytest

from assistant.errors import ModelError
from assistant.evaluation.judge import agreement, judged, kappa
from assistant.evaluation.questions import Case
from assistant.evaluation.results import Row

CASE = Case("a", "r", "会议在哪里？", "zh", "open", "tuning", "answered")


def test_kappa_takes_chance_away() -> None:
    # 6 both yes, 2 both no, 1 + 1 apart: agreement 0.8; chance 0.7·0.7 + 0.3·0.3 = 0.58
    pairs = [(True, True)] * 6 + [(False, False)] * 2 + [(True, False), (False, True)]
    assert agreement(pairs) == pytest.approx(0.8)
    assert kappa(pairs) == pytest.approx((0.8 - 0.58) / 0.42)
    assert kappa([(True, True)] * 3) == 1


def test_replies_that_are_no_verdict_are_counted_apart() -> None:
    texts = ["在维也纳", "在日内瓦", "在罗马", "在巴黎"]
    sentences = [{"text": text, "citations": ["r#1"]} for text in texts]
    answer = {"sentences": sentences, "citations": [{"id": "r#1", "quote": "会议在维也纳举行"}]}
    verdicts = tuple({"supported": text == "在维也纳" or text == "在日内瓦"} for text in texts)

    def ask(messages: list[tuple[str, str]]) -> str:
        said = messages[-1][1]
        if "在巴黎" in said:
            raise ModelError("model_failed")
        return "CARRIED" if "Sentence:\n在维也纳" in said else "maybe" if "在罗马" in said else "NOT_CARRIED."

    found = judged([Row(CASE, "answered", {}, answer, verdicts)], ask)
    assert (found["sentences"], found["unclear"], found["agreement"], found["carried"]) == (2, 2, 0.5, 0.5)
    assert found["apart"] == [{"id": "a", "sentence": "在日内瓦", "verify": True, "judge": False}]
