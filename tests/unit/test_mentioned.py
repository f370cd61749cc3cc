"""Which instruments and bodies a report names; where each stands was looked up in the report by hand."""

from __future__ import annotations

import pytest

from assistant.answering.find import find
from assistant.answering.understand import understand
from assistant.index import Index
from assistant.model import Question
from tests.unit.asked import FIRST, ask

REPORTS = ("w1_anticorruption",)
INSTRUMENTS = {
    "《有组织犯罪公约》": ["1(a)", "1(b)"],
    "《偷运移民议定书》": ["1(b)", "1(f)", "9", "10"],
    "《安全、有序和正常移民全球契约》": ["2(d)", "6"],
}
BODIES = {
    "工作组": ["1", "2", "2(d)"],
    "缔约方会议": ["1", "1(f)", "2"],
    "毒品和犯罪问题办公室": ["2(d)", "2(f)", "2(g)", "9"],
}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("报告提到了哪些公约和文书？", INSTRUMENTS),
        ("報告提及哪些公約？", INSTRUMENTS),
        ("Which conventions are mentioned in the report?", INSTRUMENTS),
        ("Quels instruments internationaux sont cités ?", INSTRUMENTS),
        ("¿Qué tratados se mencionan?", INSTRUMENTS),
        ("Какие конвенции упоминаются в докладе?", INSTRUMENTS),
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


@pytest.mark.parametrize("question", ["哪些公约要求各国打击偷运移民？", "哪些国家提到了儿童？"])
def test_a_question_that_asks_more_is_no_list_of_names(index: Index, question: str) -> None:
    assert not any(each.text in INSTRUMENTS for each in ask(index, FIRST, question).sentences)


def test_paragraphs_apart_from_each_other_are_not_written_as_a_range(index: Index) -> None:
    answer = ask(index, FIRST, "报告提到了哪些公约？").answer
    assert "《偷运移民议定书》［第1(b)段］［第1(f)段］［第9段］［第10段］" in answer


@pytest.mark.parametrize("question", ["报告提到了哪些公约？", "偷运移民问题工作组的报告提到了哪些公约？"])
def test_where_none_is_named_the_report_kept_first_is_meant(index: Index, question: str) -> None:
    assert find(understand(Question(question), index.reports()), index).subject == FIRST
