"""Which instruments and bodies a report names; where each stands was looked up in the report by hand."""

from __future__ import annotations

import pytest

from assistant.answering.compose import compose
from assistant.answering.find import find
from assistant.answering.finish import finish
from assistant.answering.understand import understand
from assistant.index import Index
from assistant.model import Question, Scope
from tests.unit.asked import FIRST, ask

REPORTS = ("w1_anticorruption", "w7_en_ports")
INSTRUMENTS = {
    "《有组织犯罪公约》": ["1(a)", "1(b)"],
    "《偷运移民议定书》": ["1(b)", "1(f)", "9", "10"],
    "《安全、有序和正常移民全球契约》": ["2(d)", "6"],
}
CONVENTIONS = {name: places for name, places in INSTRUMENTS.items() if "公约" in name}
PROTOCOLS = {name: places for name, places in INSTRUMENTS.items() if "议定书" in name}
TREATIES = CONVENTIONS | PROTOCOLS
BODIES = {
    "工作组": ["1", "2", "2(d)"],
    "缔约方会议": ["1", "1(f)", "2"],
    "毒品和犯罪问题办公室": ["2(d)", "2(f)", "2(g)", "9"],
}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("报告提到了哪些公约和文书？", INSTRUMENTS),
        ("報告提及哪些公約？", CONVENTIONS),
        ("Which conventions are mentioned in the report?", CONVENTIONS),
        ("Quels instruments internationaux sont cités ?", INSTRUMENTS),
        ("¿Qué tratados se mencionan?", TREATIES),
        ("Какие конвенции упоминаются в докладе?", CONVENTIONS),
        ("哪些议定书被引用？", PROTOCOLS),
        ("ما الصكوك التي ورد ذكرها؟", INSTRUMENTS),
        ("报告里都有哪些联合国机构出现过", BODIES),
        ("Which UN bodies does the report mention?", BODIES),
    ],
)
def test_a_line_for_each_name_with_every_paragraph_that_has_it(
    index: Index, question: str, expected: dict[str, list[str]]
) -> None:
    answer = ask(index, FIRST, question)
    assert answer.outcome == "answered"
    assert {
        each.text: [id.partition("#")[2] for id in each.citations] for each in answer.sentences
    } == expected


def test_the_names_are_given_in_the_language_of_the_question(index: Index) -> None:
    answer = ask(index, FIRST, "Which UN bodies does the report mention?").answer
    assert "毒品和犯罪问题办公室 = United Nations Office on Drugs and Crime" in answer


@pytest.mark.parametrize(
    "question",
    [
        "哪些公约要求各国打击偷运移民？",
        "哪些国家提到了儿童？",
        "哪些国家提到了公约？",
        "Which conventions are not mentioned?",
    ],
)
def test_a_question_that_asks_more_is_no_list_of_names(index: Index, question: str) -> None:
    assert not any(each.text in INSTRUMENTS for each in ask(index, FIRST, question).sentences)


def test_paragraphs_apart_from_each_other_are_not_written_as_a_range(index: Index) -> None:
    answer = ask(index, FIRST, "报告提到了哪些文书？").answer
    assert "《偷运移民议定书》［第1(b)段］［第1(f)段］［第9段］［第10段］" in answer


@pytest.mark.parametrize("question", ["报告提到了哪些公约？", "偷运移民问题工作组的报告提到了哪些公约？"])
def test_where_none_is_named_the_report_kept_first_is_meant(index: Index, question: str) -> None:
    assert find(understand(Question(question), index.reports()), index).subject == FIRST


def test_bodies_written_in_capitals_are_found(index: Index) -> None:
    said = {each.text for each in ask(index, "w7_en_ports", "Which bodies are mentioned?").sentences}
    assert {
        "United Maritime Transition Council",
        "Baltic Ports Alliance",
        "Institute for Port Safety",
    } <= said


def test_where_nothing_of_the_sort_is_named_it_is_refused(index: Index) -> None:
    assert ask(index, "w7_en_ports", "Which conventions are mentioned?").outcome == "refused"


def test_reports_of_a_scope_are_not_confused(index: Index) -> None:
    question = Question("Which bodies are mentioned?", within=Scope(("w7_en_ports", "w1_anticorruption")))
    wanted = understand(question, index.reports())
    found = find(wanted, index)
    answer = finish(wanted, found, compose(wanted, found), mode="quoted")
    assert len({each.id.partition("#")[0] for each in answer.citations}) == 1
