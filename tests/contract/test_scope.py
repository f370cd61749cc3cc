"""A search is limited by report, body, year, language, section and status."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.errors import NotFound
from assistant.index import Index
from assistant.model import Heading, Paragraph, Question, Report, Scope
from assistant.settings import Settings

GENERAL = Heading("二", "二", "结论和建议", 1, 1, 1)
LEGAL = Heading("二.A", "A", "法律问题", 2, 2, 2)
ADVICE = Heading("II", "II", "Recommendations", 1, 3, 3)
HISTORY = Heading("I", "I", "History of the item", 1, 4, 4)


def made(id: str, language: str, year: str, body: str, status: str, *parts: tuple[str, Heading]) -> Report:
    paragraphs, text = [], ""
    for number, (said, heading) in enumerate(parts, 1):
        headings = (GENERAL, LEGAL) if heading is LEGAL else (heading,)
        place = (len(text), len(text) + len(said), "paragraph", number, "", headings)
        paragraphs.append(Paragraph(f"{id}#{number}", str(number), said, *place))  # type: ignore[arg-type]
        text += said + "\n"
    shown = tuple(dict.fromkeys(heading for one in paragraphs for heading in one.headings))
    about = {"status": status, "body": body, "dates": (f"{year}-07-04",)}
    return Report(id, id, language, text, tuple(paragraphs), shown, **about)  # type: ignore[arg-type]


CHINESE = made(
    "zh-2018",
    "zh",
    "2018",
    "偷运移民问题工作组",
    "报告草稿",
    ("各国应加强国际合作。", GENERAL),
    ("国际合作应有法律依据。", LEGAL),
    ("会议讨论了国际合作。", Heading("一", "一", "讨论情况", 1, 0, 0)),
)
ENGLISH = made(
    "en-2020",
    "en",
    "2020",
    "Third Committee",
    "draft resolution",
    ("States should strengthen international cooperation.", ADVICE),
    ("International cooperation was discussed.", HISTORY),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    index = Index.open(Settings(home=tmp_path_factory.mktemp("scope"), language="zh"))
    index.put(CHINESE)
    index.put(ENGLISH)
    return index


ALL = {"zh-2018#1", "zh-2018#2", "zh-2018#3", "en-2020#1", "en-2020#2"}
OF_CHINESE = {"zh-2018#1", "zh-2018#2", "zh-2018#3"}
ADVISING = {"zh-2018#1", "zh-2018#2", "en-2020#1"}


@pytest.mark.parametrize(
    ("within", "found"),
    [
        (Scope(), ALL),
        (Scope(reports=("zh-2018",)), OF_CHINESE),
        (Scope(years=("2018",)), OF_CHINESE),
        (Scope(years=("2018", "2020")), ALL),
        (Scope(bodies=("移民问题",)), OF_CHINESE),
        (Scope(bodies=("third committee",)), {"en-2020#1", "en-2020#2"}),
        (Scope(languages=("zh",)), OF_CHINESE),
        (Scope(statuses=("resolution",)), {"en-2020#1", "en-2020#2"}),
        (Scope(statuses=("projet",)), ALL),
        (Scope(statuses=("草稿",), sections=("讨论",)), {"zh-2018#3"}),
        (Scope(sections=("建议",)), ADVISING),
        (Scope(sections=("建議",)), ADVISING),
        (Scope(sections=("recommendation",)), ADVISING),
        (Scope(sections=("二.A",)), {"zh-2018#2"}),
        (Scope(sections=("II",)), ADVISING),
        (Scope(sections=("法律", "History")), {"zh-2018#2", "en-2020#2"}),
        (Scope(years=("2020",), sections=("法律问题",)), set()),
        (Scope(sections=("没有这一节",)), set()),
        (Scope(years=("",), sections=()), ALL),
    ],
    ids=str,
)
def test_only_what_is_in_the_scope_is_found(index: Index, within: Scope, found: set[str]) -> None:
    assert {hit.paragraph.id for hit in index.search("国际合作", 50, within=within)} == found


@pytest.mark.parametrize(
    "within",
    [Scope(years=("1999",)), Scope(bodies=("人权理事会",)), Scope(years=("2018",), languages=("en",))],
    ids=str,
)
def test_a_scope_without_a_report_is_told_so(index: Index, within: Scope) -> None:
    with pytest.raises(NotFound, match="nothing_within"):
        index.search("国际合作", within=within)


def test_a_hidden_report_is_in_no_scope(tmp_path: Path) -> None:
    index = Index.open(Settings(home=tmp_path, language="zh"))
    index.put(CHINESE, groups=["lawyers"])
    index.put(ENGLISH)
    with pytest.raises(NotFound, match="nothing_within"):
        index.seen_by(frozenset()).search("国际合作", within=Scope(years=("2018",)))


def test_an_answer_keeps_to_its_scope(tmp_path: Path) -> None:
    assistant = Assistant(Settings(home=tmp_path, language="zh"))
    for report in (CHINESE, ENGLISH):
        assistant.index.put(report)
    asked = Question(
        "关于国际合作说了什么？", within=Scope(("zh-2018",), years=("2018",), sections=("讨论情况",))
    )
    answer = assistant.ask(asked)
    assert [citation.id for citation in answer.citations] == ["zh-2018#3"]
    with pytest.raises(NotFound, match="nothing_within"):
        assistant.ask(Question("国际合作", within=Scope(years=("1999",))))


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("在建议部分，国际合作怎么样？", ADVISING),
        ("In the recommendations section, what of international cooperation?", ADVISING),
        ("Dans la section des recommandations, que dit-on de la coopération internationale ?", ADVISING),
        ("¿Qué se dice en la sección de recomendaciones sobre la cooperación internacional?", ADVISING),
        ("Что сказано в разделе рекомендаций о международном сотрудничестве?", ADVISING),
        ("ماذا قيل في قسم التوصيات عن التعاون الدولي؟", ADVISING),
        ("In the 2020 report, what of international cooperation?", {"en-2020#1", "en-2020#2"}),
        ("2018年的报告怎么说国际合作？", OF_CHINESE),
        ("在预算部分，国际合作怎么样？", ALL),
    ],
)
def test_a_question_that_names_a_place_is_searched_there(
    index: Index, question: str, found: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant = Assistant(Settings())
    monkeypatch.setitem(assistant.__dict__, "index", index)
    assert {hit.paragraph.id for hit in assistant.search(question, 50)} == found


def test_an_answer_comes_from_the_section_that_a_question_names(tmp_path: Path) -> None:
    assistant = Assistant(Settings(home=tmp_path, language="en"))
    assistant.index.put(ENGLISH)
    asked = "In the recommendations section, what is said on international cooperation?"
    within = Scope(("en-2020",))
    answer = assistant.ask(Question(asked, within=within))
    assert [citation.id for citation in answer.citations] == ["en-2020#1"]
    asked = "В разделе «Рекомендации», что сказано о международном сотрудничестве?"
    answer = assistant.ask(Question(asked, within=within))
    assert [citation.id for citation in answer.citations] == ["en-2020#1"]
