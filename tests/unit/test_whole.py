"""What stands by itself or is not there to be answered: questions that turn away from the one before, documents
that are not kept, talk of the reports: expectations written by hand."""

from __future__ import annotations

import pytest

from assistant.answering.understand import understand
from assistant.answering.unkept import has_symbol
from assistant.model import Question, ReportSummary

DRAFT = ReportSummary("draft", "偷运移民问题工作组 报告草稿", "zh", 27)
RESOLUTION = ReportSummary("A_RES_61_1_operative_zh", "A_RES_61_1_operative_zh", "zh", 19)
STATUTE = ReportSummary("statute", "中华人民共和国引渡法", "zh", 55)
DECLARATION = ReportSummary("udhr", "Universal Declaration of Human Rights", "en", 30)


def wanted(text: str, *before: str, kept: tuple[ReportSummary, ...] = (DRAFT,)):  # type: ignore[no-untyped-def]
    return understand(Question(text, before=before), kept)


@pytest.mark.parametrize(
    "question",
    ["关于拘留儿童，报告怎么说？", "关于人权，报告有什么内容？", "判例法数据库呢？", "那儿童呢？"],
)
def test_a_question_about_something_else_leaves_the_country_behind(question: str) -> None:
    turned = wanted(question, "中国发言了吗？")
    assert turned.kind != "membership"
    assert "中国" not in turned.text


@pytest.mark.parametrize("question", ["法国呢？", "那其他国家呢？", "And other countries?"])
def test_another_country_is_asked_after_as_the_first_was(question: str) -> None:
    assert wanted(question, "中国发言了吗？").kind == "membership"


@pytest.mark.parametrize(
    ("question", "absent"),
    [
        ("《巴黎协定》第2条说什么？", ("巴黎协定",)),
        ("请问引渡法第7条怎么规定？", ("引渡法",)),
        ("A/RES/99/9 第3段说了什么？", ("A/RES/99/9",)),
        ("What does paragraph 3 of A/RES/61/10 say?", ("A/RES/61/10",)),
        ("What does article 2 of the Paris Agreement say?", ("Paris Agreement",)),
        ("本法第7条怎么规定？", ()),
        ("第3段的说法是什么？", ()),
        ("报告第3段说什么？", ()),
    ],
)
def test_a_document_that_no_report_is(question: str, absent: tuple[str, ...]) -> None:
    assert wanted(question, kept=(DRAFT, RESOLUTION)).absent == absent


@pytest.mark.parametrize(
    "question",
    [
        "What does paragraph 3 of A/RES/61/1 say?",
        "A/RES/61/1 第3段说了什么？",
        "引渡法第7条怎么规定？",
        "《世界人权宣言》第3条是什么？",
    ],
)
def test_a_document_that_is_kept_is_known_by_symbol_title_or_id(question: str) -> None:
    kept = wanted(question, kept=(DRAFT, RESOLUTION, STATUTE, DECLARATION))
    assert (kept.absent, kept.kind) == ((), "reference")
    assert len(kept.reports) == 1
    assert "draft" not in kept.reports


def test_a_symbol_is_not_the_beginning_of_a_longer_one() -> None:
    assert has_symbol("A/RES/61/1", RESOLUTION)
    assert not has_symbol("A/RES/61/10", RESOLUTION)
    assert not has_symbol("A/RES/6", RESOLUTION)


@pytest.mark.parametrize(
    ("question", "talk"),
    [
        ("你有哪些报告？", ("shelf",)),
        ("Which reports do you have?", ("shelf",)),
        ("How many reports are there?", ("shelf",)),
        ("Какие доклады у вас есть?", ("shelf",)),
        ("请翻译成英文", ("manner",)),
        ("说短一点", ("manner",)),
        ("Make it shorter", ("manner",)),
        ("这个工具怎么用？", ("help",)),
    ],
)
def test_talk_of_the_reports_and_of_the_manner(question: str, talk: tuple[str, ...]) -> None:
    assert (wanted(question).kind, wanted(question).fields) == ("talk", talk)


@pytest.mark.parametrize(
    "question",
    [
        "会上提到了哪些工具？",
        "报告提到哪些程序？",
        "报告有哪些建议？",
        "人贩子怎么用假证件？",
        "证人怎么问？",
        "What can I do to help smuggled migrants?",
        "How can I use the knowledge portal?",
        "What are you recommending to States?",
        "¿Qué puede hacer el fiscal?",
    ],
)
def test_what_a_report_mentions_is_no_talk(question: str) -> None:
    assert wanted(question).kind != "talk"


def test_where_it_is_said_is_the_question_before() -> None:
    assert (
        wanted("是在哪一段说的？", "关于拘留儿童，报告怎么说？").topic
        == wanted("关于拘留儿童，报告怎么说？").topic
    )
    assert wanted("Which paragraph is that?", "第7段说什么？").refs == ("7",)


@pytest.mark.parametrize(
    "question", ["一名发言者是谁？", "非洲有哪些国家发了言？", "Which Asian countries made statements?"]
)
def test_speakers_that_no_report_tells_of(question: str) -> None:
    assert (wanted(question).kind, wanted(question).fields) == ("membership", ("untold",))


@pytest.mark.parametrize(
    "question", ["三四句话总结一下这份报告", "简要概括这份报告的内容", "用三句话概括报告"]
)
def test_a_short_summary_is_a_summary_of_the_whole(question: str) -> None:
    short = wanted(question)
    assert (short.kind, short.fields, short.bare) == ("outline", ("summary",), True)
