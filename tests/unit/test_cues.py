"""Word lists that are looked for in plain text must be written in plain letters, or they are never found."""

from __future__ import annotations

from pathlib import Path

import pytest

import assistant
from assistant.answering.cues import masked

ROOT = Path(assistant.__file__).parent


@pytest.mark.parametrize(
    "name",
    [
        "answering/cues.toml",
        "language/scales.toml",
        "language/amounts.toml",
        "language/numerals.toml",
        "language/asking.toml",
    ],
)
def test_arabic_letters_are_plain(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    assert [line[:40] for line in lines if not line.startswith("#") and set(line) & set("أإآؤئىة")] == []


def test_a_topic_loses_what_its_question_shows() -> None:
    text = "States must comply with the recommendations"
    assert masked(text, text, ("deed", "binding")).split() == ["States", "the", "recommendations"]


def test_the_topic_of_a_follow_up_stands_for_another_text() -> None:
    text = "States must comply with the recommendations"
    assert masked("and children?", text, ("deed", "binding")) == "and children?"
