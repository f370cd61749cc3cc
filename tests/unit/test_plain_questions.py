"""Questions as a new user types them: expectations written by hand from the reports' texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.answering.utterance import split
from assistant.language.cantonese import written
from assistant.reading.locator import parse_refs
from tests.unit.asked import FIRST, ask, opened

Refs = Callable[..., list[str]]


@pytest.fixture(scope="module")
def refs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Refs]:
    """The paragraphs that an answer cites."""
    reports = ("w1_elderlycare", "w7_ru_health", "w7_en_ports", "w9_es_bosques", "w2_es_mayores")
    home: Path = tmp_path_factory.mktemp("plain")
    with closing(opened(home, reports)) as index:
        yield lambda report, text: [each.ref for each in ask(index, report, text).citations]


def test_a_second_question_may_stand_alone(refs: Refs) -> None:
    assert refs(FIRST, "判例法数据库那条怎么说？缔约方会议那边要报什么信息？") == ["2(g)", "1(f)"]
    assert refs("w9_es_bosques", "¿Quién es el presidente y cuándo es la próxima reunión?") == ["27", "34"]
    assert refs("w1_elderlycare", "照顧一位長者每月津貼多少，照顧兩位又如何？") == ["14"]


def test_who_makes_up_what_a_lead_in_names_is_in_its_items(refs: Refs) -> None:
    made_up = ["4(c)(i)", "4(c)(ii)", "4(c)(iii)"]
    assert refs("w7_ru_health", "Кто должен входить в выездную бригаду?") == made_up


def test_a_month_without_its_year_is_found(refs: Refs) -> None:
    assert "26(a)" in refs("w1_elderlycare", "去廣東養老的人七月起有什麼新支援？")


@pytest.mark.parametrize(
    ("report", "question", "ref"),
    [
        ("w7_en_ports", "¿Cuánto han gastado los operadores en reciclar a los trabajadores?", "18"),
        ("w7_en_ports", "Почему мелкие судовладельцы могут остаться в стороне?", "12"),
        ("w9_es_bosques", "How many labs can actually do the DNA tests?", "19"),
        ("w2_es_mayores", "有人反对给养老院定死人手比例，怕的是什么？", "13"),
    ],
)
def test_words_of_every_day_are_known_in_other_languages(
    refs: Refs, report: str, question: str, ref: str
) -> None:
    assert ref in refs(report, question)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("第九至第十二章讲什么", ["九", "十", "十一", "十二"]),
        ("第三章至第五章", ["三", "四", "五"]),
        ("第十九章到第二十一章", ["十九", "二十", "二十一"]),
        ("第一章和第三章", ["一", "三"]),
    ],
)
def test_a_range_of_chapters_names_those_between(text: str, named: list[str]) -> None:
    assert [ref for mention in parse_refs(text) for ref in mention.refs] == named


def test_a_word_is_told_where_a_text_says_so_called(refs: Refs) -> None:
    assert refs("w1_elderlycare", "「以老護老」係咩意思？") == ["11"]


def test_what_is_said_is_no_second_question_in_russian() -> None:
    assert len(split("Кто говорил, что пароли опаснее хакеров?")) == 1
    assert len(split("Кого выбрали секретарём и кто открыл заседание?")) == 2
    assert len(split("متى عقدت الدورة وكم دولة حضرت؟")) == 2


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("邊個話要請人先可以開咁夜？", "誰說要請人才可以開這麼夜？"),
        ("中期檢討幾時完成？檢討啲乜？", "中期檢討什麼時候完成？檢討些什麼？"),
        ("圖書館有甚麼建議？", "圖書館有甚麼建議？"),
        ("外交关系由谁负责？", "外交关系由谁负责？"),
    ],
)
def test_cantonese_is_read_as_it_is_written_elsewhere(typed: str, meant: str) -> None:
    assert written(typed) == meant


@pytest.mark.parametrize(
    "word",
    [
        "整體",
        "調整",
        "整個",
        "完整",
        "糧食",
        "人工智能",
        "傾向",
        "會點名",
        "先得到",
        "喇嘛",
        "鬧鐘",
        "熱鬧",
        "首先可以",
        "重點做",
        "周邊國家",
        "多邊國際",
        "關係邊境",
        "過去邊境",
        "支撐",
        "其後生效",
        "支出年增",
        "而家庭",
        "重返學校",
        "重返工作",
        "發放工資",
        "開放工作",
        "列入冊",
        "九點先",
    ],
)
def test_a_word_of_all_chinese_stays_in_a_cantonese_sentence(word: str) -> None:
    assert written(f"份報告喺邊度講{word}嘅？") == f"份報告在哪裏講{word}的？"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("幾多人工先夠嘅？", "多少薪酬先夠的？"),
        ("邊個出糧畀佢哋？", "哪個發薪給他們？"),
        ("係咪整爛咗喇？", "是不是損壞了？"),
        ("佢哋傾咗啲乜？", "他們商討了些什麼？"),
    ],
)
def test_what_is_cantonese_only_in_a_phrase_is_read_there(typed: str, meant: str) -> None:
    assert written(typed) == meant
