"""A rather than B, and A faster than B, are not the other way round."""

from __future__ import annotations

import pytest

from assistant.answering.verify import check
from assistant.model import Report
from assistant.reading import read_text
from tests.unit.test_verify import kinds

CHINESE = read_text(
    "1. 工作组重申，审前拘留应当是例外而不是常规。直接追回程序比刑事没收更为迅速。\n", "compared-zh.txt"
)
ENGLISH = read_text(
    "1. Several speakers said that the burden of proof should rest with the possessor rather than with the "
    "State claiming the return.\n",
    "compared-en.txt",
)


@pytest.mark.parametrize(
    ("claim", "report"),
    [
        ("审前拘留应当是常规而不是例外。", CHINESE),
        ("刑事没收比直接追回更快。", CHINESE),
        (
            "Several speakers said that the burden of proof should rest with the State claiming the return.",
            ENGLISH,
        ),
    ],
)
def test_a_comparison_turned_round_is_caught(claim: str, report: Report) -> None:
    assert kinds(claim, "1", report=report) == {"negation"}


@pytest.mark.parametrize(
    ("claim", "report"),
    [
        ("审前拘留应当是例外而不是常规。", CHINESE),
        ("直接追回比刑事没收更为迅速。", CHINESE),
        ("Several speakers said that the burden of proof should rest with the possessor.", ENGLISH),
    ],
)
def test_one_kept_as_it_is_passes(claim: str, report: Report) -> None:
    assert kinds(claim, "1", report=report) == set()


COURSES = {
    "zh": ("过早死亡的比率从2000年的22.9%下降到2019年的17.8%。", "过早死亡的比率从17.8%变为22.9%。"),
    "zh-Hant": ("長者的比例由24%上升至36%。", "長者的比例由36%變為24%。"),
    "en": (
        "The rate of return went from 22 per cent to 67 per cent.",
        "It went from 67 per cent to 22 per cent.",
    ),
    "fr": ("Le taux est passé de 22 % à 67 % en deux ans.", "Le taux est passé de 67 % à 22 %."),
    "es": ("La proporción pasó del 27 % al 9 %. Pasó de 27 a 9 niños.", "Pasó de 9 a 27 niños."),
    "ru": ("Число случаев изменилось с 40 до 25.", "Число случаев изменилось с 25 до 40."),
    "ar": ("تغير العدد من 40 إلى 25.", "تغير العدد من 25 إلى 40."),
}


@pytest.mark.parametrize("language", COURSES)
def test_from_one_number_to_another_is_not_the_other_way_round(language: str) -> None:
    source, turned = COURSES[language]
    report = read_text(f"1. {source}\n", language)
    cited = [paragraph for paragraph in report.paragraphs if paragraph.ref == "1"]
    assert "number" in {reason.kind for reason in check(turned, cited, report)}
    assert check(source, cited, report) == ()
