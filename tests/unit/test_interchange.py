"""Words that may stand for one another: met in any form, bridging languages, opposites apart."""

from __future__ import annotations

import pytest

from assistant.answering.verify import check
from assistant.language.interchange import interchange, interchangeable
from assistant.language.wording import against
from assistant.model import Paragraph


def groups(text: str, language: str) -> set[str]:
    return {group for found in interchange(text, language) for group in found.groups}


def paragraph(text: str) -> Paragraph:
    return Paragraph(id="r#1", ref="1", text=text, start=0, end=len(text), kind="paragraph", number=1)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("各国应强化执法", "zh"),
        ("States should reinforce it", "en"),
        ("Les États devraient renforcer", "fr"),
        ("deberían fortalecer", "es"),
        ("следует укреплять", "ru"),
        ("ينبغي تعزيز", "ar"),
    ],
)
def test_one_group_bridges_six_languages(text: str, language: str) -> None:
    assert "加强" in groups(text, language)


def test_a_word_has_the_others_of_its_group() -> None:
    assert {"强化", "巩固"} <= interchangeable("zh")["加强"]
    assert "减少" not in interchangeable("zh")["增加"]


def test_inflected_words_are_met_by_how_they_begin() -> None:
    assert "预防" in groups("предотвращению", "ru")


def test_opposites_are_set_against_each_other_and_share_no_word() -> None:
    assert "减少" in against()["增加"]
    assert "增加" in against()["减少"]
    for text, language in (("increase", "en"), ("augmenter", "fr"), ("aumentar", "es"), ("увеличить", "ru")):
        assert not groups(text, language) & against()["增加"]


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("赠款占近六成。", "赠款占总额的58%。"),
        ("东欧的副主席一职无人担任。", "东欧的副主席职位仍然空缺。"),
        ("Ghana got 4.3 billion dollars.", "Ghana received 4,300 million dollars."),
        ("The first report came in 2020.", "The initial report came in 2020."),
    ],
)
def test_the_same_said_in_other_words_passes(claim: str, source: str) -> None:
    assert check(claim, [paragraph(source)]) == ()


@pytest.mark.parametrize(
    ("claim", "source", "kind"),
    [
        ("赠款占近七成。", "赠款占总额的58%。", "number"),
        (
            "В Гане обучили 85 следователей и 640 судей.",
            "В Гане обучили 640 следователей и 85 судей.",
            "number",
        ),
        ("L’absentéisme a augmenté de 12 %.", "L’absentéisme avait reculé de 12 %.", "negation"),
        ("La Secretaría lamentó la demora.", "Muchos oradores lamentaron la demora.", "attribution"),
        ("工作组认为，保释金过高。", "工作组一名成员认为，保释金过高。", "attribution"),
        ("过境的时间由外交部决定。", "过境的时间等事宜由公安部决定。", "name"),
        ("工作组已经编写了一份研究报告。", "工作组决定编写一份研究报告。", "modality"),
    ],
)
def test_what_is_turned_round_or_swapped_is_named_so(claim: str, source: str, kind: str) -> None:
    assert kind in {reason.kind for reason in check(claim, [paragraph(source)])}
