"""What the sentence encoder knows of single words, and what ``verify`` makes of it."""

from __future__ import annotations

import pytest

from assistant.answering.verify import check
from assistant.index.akin import Akin
from assistant.index.embedding import BuiltIn
from assistant.index.multilingual import Multilingual
from assistant.reading import read_text

REPORT = read_text(
    "一. 建议\n\n"
    "1. 瑙鲁代表要求在报告中反映，该国对本段所载建议不持异议，但保留在国内另行确定保留区宽度的权利。\n"
    "2. 将距岸5海里以内的水域优先留给小规模渔民使用。\n"
    "3. 在移民线路沿线国家之间考虑部署检察官，以便利司法协助请求。\n",
    "akin",
)
FRENCH = read_text(
    "1. Le Groupe de travail a élu Mme Ndiaye Présidente. Le poste de rapporteur est resté vacant.\n", "poste"
)


@pytest.fixture(scope="module")
def akin() -> Akin:
    made = Akin.of(Multilingual())
    assert made is not None
    return made


def test_words_that_say_the_same_are_nearer_than_words_that_occur_together(akin: Akin) -> None:
    assert akin("别人", ("他人", "委托")) > 0.8
    assert akin("武器", ("人身安全", "权利")) < 0.5
    assert akin("anything", ()) == -1.0


def test_a_word_is_as_near_whatever_was_asked_before(akin: Akin) -> None:
    alone = Akin(Multilingual())("想找", ("寻求",))
    assert akin("想找", ("寻求", "服务", "来电")) == alone == akin("想找", ("寻求",))


def test_cosines_of_unknown_meaning_are_not_asked() -> None:
    assert Akin.of(BuiltIn()) is None


def test_other_words_for_what_the_source_says_pass(akin: Akin) -> None:
    claim = "瑙鲁不反对关于沿岸水域的建议，但想自行在国内确定保留区有多宽。"
    assert {reason.kind for reason in check(claim, REPORT.paragraphs[:2], REPORT)} == {"addition"}
    assert check(claim, REPORT.paragraphs[:2], REPORT, akin) == ()
    claim = "Le poste de rapporteur n’a pas été pourvu."
    assert {reason.kind for reason in check(claim, FRENCH.paragraphs, FRENCH)} == {"addition"}
    assert check(claim, FRENCH.paragraphs, FRENCH, akin) == ()


def test_another_member_of_a_list_stays_an_addition(akin: Akin) -> None:
    claim = "建议在移民线路沿线国家之间考虑部署检察官和联络官。"
    assert ("addition", "联络官") in {
        (reason.kind, reason.claim) for reason in check(claim, REPORT.paragraphs[2:], REPORT, akin)
    }
