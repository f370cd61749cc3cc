"""The small words that change a sentence, found in six languages."""

from __future__ import annotations

import pytest

from assistant.language.normal import plain
from assistant.language.scales import Kind, fixed, marks
from assistant.language.wording import akin, apart, empty, opposite, same, split


def found(text: str, language: str, kind: Kind) -> list[tuple[str, str]]:
    form = plain(text)
    return [(form[mark.start : mark.end], mark.grade) for mark in marks(form, language, kind)]


@pytest.mark.parametrize(
    ("language", "text", "grades"),
    [
        ("zh", "一名发言者、有几个、一些、许多、大多数和所有缔约国", "one several some many most all"),
        ("en", "One speaker, several, some, many, most delegations and all States", "one several some many most all"),
        ("fr", "Plusieurs, certains, de nombreux États et la plupart des délégations", "several some many most"),
        ("es", "Varios, algunos, muchos y todos los oradores", "several some many all"),
        ("ru", "Несколько, некоторые, многие и все ораторы", "several some many all"),
        ("ar", "بعض الوفود ومعظم الدول وجميع الأطراف", "some most all"),
    ],
)  # fmt: skip
def test_quantifiers_climb_in_every_language(language: str, text: str, grades: str) -> None:
    assert [grade for _, grade in found(text, language, "quantifier")] == grades.split()


def test_a_modal_is_told_from_the_words_that_hold_its_characters() -> None:
    assert found("缔约国应考虑应对办法", "zh", "modality") == [("应", "should"), ("考虑", "consider")]
    assert found("States should consider and must not", "en", "modality") == [
        ("should", "should"),
        ("consider", "consider"),
        ("must", "must"),
    ]


def test_what_only_looks_like_a_denial_is_none() -> None:
    assert found("不仅不应拒绝，无论如何", "zh", "negation") == [("不应", "not"), ("拒绝", "against")]
    assert fixed("不仅可逆而且不可逆", "zh") == ((0, 2), (6, 9))
    assert found("not only did they not agree", "en", "negation") == [("not", "not")]


def test_who_speaks() -> None:
    assert found("许多发言者和工作组", "zh", "speaker") == [("发言者", "speakers"), ("工作组", "group")]
    assert found("Многие ораторы", "ru", "speaker") == [("ораторы", "speakers")]


def test_words_that_say_the_same_and_the_opposite() -> None:
    assert "呼吁" in same("zh")["促请"]
    assert "减少" in opposite("zh")[1]["增加"]
    assert "提高" in opposite("zh")[0]["增加"]
    assert "过境国" in apart("zh")["原籍国"]
    assert "的" in empty("zh")


def test_the_dictionary_knows_words_of_one_meaning() -> None:
    assert akin("迅速", "快速")
    assert not akin("年度", "季度")
    assert split("便衣警察和住房") == ["便衣警察", "和", "住房"]
