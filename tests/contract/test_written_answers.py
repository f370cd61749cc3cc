"""Whatever character the model has, the answer that a reader gets is true, cited, and in time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.model import Answer, Claim, Question, Sentence
from assistant.settings import Settings
from tests.llm_server import CHARACTERS, EVIL, LLMServer

QUESTION = "缔约国如何开展能力建设和培训？"
Make = Callable[[float], Assistant]


@pytest.fixture
def make(first_report_home: Path, settings: Settings, llm_server: LLMServer) -> Iterator[Make]:
    made: list[Assistant] = []

    def assistant(timeout: float = 5.0) -> Assistant:
        user = replace(
            settings,
            home=first_report_home,
            model="scripted",
            model_url=llm_server.url,
            model_timeout=timeout,
        )
        made.append(Assistant(user))
        return made[-1]

    yield assistant
    for each in made:
        each.close()


@pytest.mark.parametrize("character", CHARACTERS)
def test_no_character_gets_an_untruth_through(make: Make, llm_server: LLMServer, character: str) -> None:
    llm_server.character = character
    assistant = make(1.0)
    started = time.monotonic()
    answer = assistant.ask(Question(QUESTION))
    assert time.monotonic() - started < 6.0  # what importing costs included
    assert answer.outcome in ("answered", "partial", "refused")
    assert EVIL not in answer.answer
    assert "http" not in answer.answer
    for sentence in answer.sentences:
        assert assistant.verify(Claim(sentence.text, sentence.citations)).supported, sentence
        assert sentence.citations


def ask(assistant: Assistant, text: str = QUESTION, before: tuple[str, ...] = ()) -> Answer:
    return assistant.ask(Question(text, before=before))


def test_a_written_answer_says_that_it_is_written(make: Make) -> None:
    answer = ask(make(5.0))
    assert (answer.mode, answer.outcome, answer.removed) == ("written", "answered", 0)
    assert [citation.ref for citation in answer.citations] == ["1(g)", "1(h)"]
    assert answer.usage["completion_tokens"] == 20


def test_what_was_removed_is_said(make: Make, llm_server: LLMServer) -> None:
    llm_server.character = "swaps_one"
    answer = ask(make(5.0))
    assert (answer.mode, answer.removed) == ("written", 1)
    assert "3 句中 1 句未获支持，已删去。" in answer.notes


@pytest.mark.parametrize(
    ("character", "why"),
    [
        ("is_slow", "模型在 1 秒内没有答完。"),
        ("is_empty", "模型没有回应。"),
        ("breaks_the_stream", "模型的回答中断了。"),
        ("is_busy", "模型繁忙或额度已用完。请稍后再试。"),
        ("swaps_numbers", "模型写了 2 句，其中 2 句报告不支持。"),
    ],
)
def test_a_model_that_fails_is_never_worse_than_quoting(
    make: Make, llm_server: LLMServer, character: str, why: str
) -> None:
    llm_server.character = character
    assistant = make(1.0)
    answer = ask(assistant)
    quoted = Assistant(replace(assistant.settings, model="", model_url=""))
    expected = ask(quoted)
    quoted.close()
    assert (answer.mode, answer.answer, answer.sentences) == ("quoted", expected.answer, expected.sentences)
    assert answer.notes == (*expected.notes, f"{why}以下为报告原文摘录。")
    assert answer.usage["requests"] >= 1


def test_a_refusal_of_the_model_offers_the_nearest(make: Make, llm_server: LLMServer) -> None:
    llm_server.character = "refuses"
    answer = ask(make(5.0))
    assert (answer.outcome, answer.sentences, answer.citations) == ("refused", (), ())
    assert answer.nearest


def test_an_answer_in_part_says_which_part_is_missing(make: Make, llm_server: LLMServer) -> None:
    llm_server.character = "answers_in_part"
    answer = ask(make(5.0))
    assert answer.outcome == "partial"
    assert "关于「培训」，报告没有说明。" in answer.answer


def test_what_the_report_does_not_answer_is_not_put_to_a_model(make: Make, llm_server: LLMServer) -> None:
    assert ask(make(5.0), "火星上的气候怎样？").outcome == "refused"
    assert llm_server.requests == []


def test_sentences_stream_before_the_whole_answer(make: Make, llm_server: LLMServer) -> None:
    llm_server.character = "writes_slowly"
    stream = make(5.0).stream(Question(QUESTION))
    first = next(stream)
    assert isinstance(first, Sentence)
    stream.close()
    assert llm_server.hung_up.wait(2)


def test_a_follow_up_that_would_be_refused_is_completed_first(make: Make, llm_server: LLMServer) -> None:
    llm_server.character = "completes"
    assistant = make(5.0)
    answer = ask(assistant, "怎样做才算酌情？", before=("领事代表？",))
    assert answer.question == "怎样做才算酌情？"
    assert [citation.ref for citation in answer.citations] == ["1(e)"]
    asked = llm_server.requests[0]["messages"][-1]["content"]
    assert "- 领事代表？" in asked
