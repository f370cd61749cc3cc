"""Questions to a statute and to a resolution, as a reader of them asks; both texts are made for this test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answering.understand import understand
from assistant.index import Index
from assistant.model import Question
from assistant.reading import read
from assistant.reading.header import facts_of
from assistant.reading.locator import parse_refs
from assistant.settings import Settings
from tests.unit.asked import ask

STATUTE = """# 潜水场所管理办法

## 第一章 总则

第一条 为了保障潜水人员的安全，制定本办法。

第二条 新闻单位应当播出潜水安全的公益节目。

## 第二章 经营

第三条 安全评议小组由教练、医生和水文人员组成，其中教练不超过小组人数的五分之一。

评议小组应当对下列事项进行评议：

（一）水域是否安全；

（二）设备是否完好。

第四条 申请人应当向主管部门提出申请。主管部门应当自受理之日起7个工作日内作出决定。经营单位应当具备下列条件：

（一）有固定的场所；

（二）有合格的教练。

第五条 任何单位不得组织未满18周岁的人员进行夜间潜水。

第六条 违反本办法规定，伪造教练证书的，处违法所得3倍以上8倍以下的罚款。
"""
RESOLUTION = """Resolution adopted by the General Assembly on 3 March 2011
[on the report of the Second Committee (A/65/999)]
65/999. Lighthouses for coastal development
The General Assembly,
Recalling the consultations at the second meeting of the Lighthouse Forum, held in Hobart,
1. Recognizes that lighthouses contribute to safe navigation;
2. Encourages the United Nations system to keep a register of historic lighthouses;
3. Invites Governments to exchange plans of lighthouses.
"""


VIEWS = """LIGHT/C/7/D/12

灯塔委员会

委员会关于第12号来文的意见* **

来文提交人:

周某(无律师代理)

来文日期:

2015年5月4日(首次提交)

1.来文提交人周某,生于1990年。

提交人陈述的事实

2.12010年12月19日,灯塔停止运作。

2.22011年3月29日,提交人提出申诉。

3.1提交人声称,他没有得到答复。
"""
SEEN = """Nations Unies

LIGHT/C/RUR/CO/1

Distr. générale

11 décembre2017

Original : anglais

Comité des phares

Observations finales concernant le premier rapport de Ruritanie *

Projet établi par le Comité

A.Introduction

1.Le Comité se félicite du premier rapport de la Ruritanie, soumis avec deux ans de retard.

B.Aspects positifs

2.Le Comité note avec satisfaction que l’État partie a ratifié les instruments ci-après :

a)La Convention sur les phares, le 3 mars 2012 ;

b)Le Protocole sur les bouées, le 5 mai 2014.

3.Le Comité accueille avec satisfaction l’adoption des textes suivants :

a)La loi sur les ports, en 2013 ;

b)La loi sur les pilotes, en 2012 ;

c)La loi sur les épaves.
"""
ACT = """Diving Places Act

Chapter One General Principles

Article 1
Diving places refer to waters that a licence names.

Article 2
The following tasks shall be done by the central authorities.
A. Keeping a register of diving places
B. Publishing statistics of accidents

Chapter Two Penalty

Article 3
Whoever forges a certificate shall be fined 500 dollars.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("texts")
    index = Index.open(Settings(home=folder / "home"))
    for name, text in {
        "statute.md": STATUTE,
        "resolution.txt": RESOLUTION,
        "act.txt": ACT,
        "observations.txt": SEEN,
        "views.txt": VIEWS,
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
        index.put(read(folder / name))
    yield index
    index.close()


@pytest.mark.parametrize(
    ("question", "cited", "told"),
    [
        ("新闻单位有什么义务？", "2", "应当播出"),
        ("安全评议小组里教练最多占多少？", "3", "五分之一"),
        ("未成年人可以夜间潜水吗？", "5", "不得组织未满18周岁"),
        ("伪造教练证书会罚多少钱？", "6", "3倍以上8倍以下"),
        ("What is the fine for forged instructor certificates?", "6", "3倍以上8倍以下"),
        ("主管部门多少天内作出决定？", "4", "7个工作日"),
    ],
)
def test_a_statute_is_asked_in_plain_words(index: Index, question: str, cited: str, told: str) -> None:
    answer = ask(index, "statute", question)
    assert answer.outcome == "answered"
    assert [citation.ref for citation in answer.citations] == [cited]
    assert told in answer.answer


def test_conditions_are_listed_whole(index: Index) -> None:
    answer = ask(index, "statute", "经营单位要满足哪些条件才能开业？")
    assert [citation.ref for citation in answer.citations] == ["4(一)", "4(二)"]


def test_what_opens_a_list_is_not_quoted_without_the_list(index: Index) -> None:
    assert "下列" not in ask(index, "statute", "主管部门多少天内作出决定？").answer


def test_a_line_in_brackets_above_is_no_part_of_the_title(index: Index) -> None:
    assert index.report("resolution").title == "65/999. Lighthouses for coastal development"


def test_every_report_of_the_united_nations_may_be_asked_of_its_system(index: Index) -> None:
    answer = ask(index, "resolution", "What does the Assembly encourage the UN system to do?")
    assert [citation.ref for citation in answer.citations] == ["2"]


def test_the_words_that_enact_a_resolution_answer_nothing(index: Index) -> None:
    answer = ask(index, "resolution", "Does the Assembly decide to convene a conference?")
    assert "s¶1" not in [citation.ref for citation in answer.citations]


def test_a_list_may_follow_a_full_stop(index: Index) -> None:
    act = index.report("act")
    assert [paragraph.ref for paragraph in act.paragraphs] == ["header", "1", "2", "2(A)", "2(B)", "3"]
    assert [heading.title for heading in act.headings] == ["General Principles", "Penalty"]
    answer = ask(index, "act", "What must the central authorities do?")
    assert [citation.ref for citation in answer.citations][-2:] == ["2(A)", "2(B)"]


@pytest.mark.parametrize(
    "question",
    [
        "What is chapter two about?",
        "What is in the second chapter?",
        "Summarize chapter 2",
        "第二章讲什么？",
        "De quoi parle le chapitre deux ?",
        "De quoi parle le deuxième chapitre ?",
        "¿De qué trata el capítulo segundo?",
        "О чём глава вторая?",
        "О чём говорится во второй главе?",
        "عم يتحدث الفصل الثاني؟",
    ],
)
def test_a_chapter_is_named_by_a_number_in_any_form(index: Index, question: str) -> None:
    answer = ask(index, "act", question)
    assert (answer.outcome, [citation.ref for citation in answer.citations]) == ("answered", ["3"])


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("Quels instruments l'État partie a-t-il ratifiés ?", ["2", "2(a)", "2(b)"]),
        ("Quelles lois ont été adoptées ?", ["3(a)", "3(b)", "3(c)"]),
        ("De quoi parle la section B ?", ["2", "2(a)", "2(b)", "3(a)", "3(b)", "3(c)"]),
    ],
)
def test_observations_are_read_and_asked(index: Index, question: str, cited: list[str]) -> None:
    answer = ask(index, "observations", question)
    assert answer.outcome == "answered"
    assert set(cited) >= {citation.ref for citation in answer.citations} >= set(cited) - {"2"}


def test_the_head_of_observations(index: Index) -> None:
    report = index.report("observations")
    assert report.title == "Observations finales concernant le premier rapport de Ruritanie"
    assert (report.body, report.dates) == ("Comité des phares", ("2017-12-11",))
    assert [heading.title for heading in report.headings] == ["Introduction", "Aspects positifs"]


def test_paragraphs_numbered_by_chapters(index: Index) -> None:
    views = index.report("views")
    assert (views.title, views.place) == ("委员会关于第12号来文的意见", "")
    assert [each.ref for each in views.paragraphs if each.number] == ["1", "2.1", "2.2", "3.1"]
    answer = ask(index, "views", "第2.2段说了什么？")
    assert [(each.ref, each.label) for each in answer.citations] == [("2.2", "第2.2段")]
    assert "提出申诉" in answer.answer


@pytest.mark.parametrize(
    ("question", "told", "cited"),
    [
        ("第三条第二款", "评议小组应当对下列事项进行评议：", "3"),
        ("第三条第一款说什么？", "其中教练不超过小组人数的五分之一。", "3"),
        ("第二章叫什么？", "第二章 经营", "3"),
        ("What is the title of chapter 2?", "第二章 经营", "3"),
        ("Как называется глава 2?", "第二章 经营", "3"),
    ],
)
def test_one_clause_and_what_a_chapter_is_called(index: Index, question: str, told: str, cited: str) -> None:
    answer = ask(index, "statute", question)
    assert told in answer.answer
    assert [citation.ref for citation in answer.citations] == [cited]
    assert "第四条" not in answer.answer


def test_the_articles_of_a_chapter_are_counted(index: Index) -> None:
    answer = ask(index, "statute", "第二章有几条？")
    assert "4 条" in answer.answer
    assert [citation.ref for citation in answer.citations] == ["3", "6"]


@pytest.mark.parametrize(
    "text",
    ["L'État partie deux fois sollicité", "Estado parte tres meses después", "which part one should read"],
)
def test_a_party_and_a_number_name_no_section(text: str) -> None:
    assert parse_refs(text) == ()


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            ["Human Rights Council", "Fifty-fifth session", "Report prepared by the Secretariat"],
            "Report prepared by the Secretariat",
        ),
        (
            ["Conseil des droits de l'homme", "Rapport présenté par le Rapporteur spécial"],
            "Rapport présenté par le Rapporteur spécial",
        ),
        (["*" * 60 + " ADVANCE UNEDITED VERSION", "Report on lighthouses"], "Report on lighthouses"),
    ],
)
def test_a_byline_is_the_title_where_there_is_no_other(head: list[str], title: str) -> None:
    assert facts_of(head).title.endswith(title)


@pytest.mark.parametrize(
    "question",
    ["What happens if a State refuses?", "¿Qué dijo el orador que después habló?", "Which comes first?"],
)
def test_no_list_is_asked_for_by_a_verb(question: str) -> None:
    assert understand(Question(question), ()).kind == "open"
