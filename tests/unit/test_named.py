"""Where a question says to look, in six languages."""

from __future__ import annotations

import pytest

from assistant.answering.named import named_reports, named_sections, narrowed
from assistant.model import EVERYWHERE, ReportSummary, Scope

SMUGGLING = ReportSummary(
    "smuggling",
    "会议报告",
    "zh",
    9,
    status="报告草稿",
    dates=("2018-07-04",),
    body="偷运移民问题工作组",
)
RIGHTS = ReportSummary(
    "rights", "Rights of the child", "en", 9, dates=("2020-03-02",), body="Human Rights Council"
)
WATER = ReportSummary(
    "water",
    "Eau",
    "fr",
    9,
    status="projet de résolution",
    dates=("2020-05-01",),
    body="Conseil économique et social",
)
ALL = (SMUGGLING, RIGHTS, WATER)


@pytest.mark.parametrize(
    ("question", "reports"),
    [
        ("2018年的报告说了什么？", ("smuggling",)),
        ("In the 2018 report, what is said on airlines?", ("smuggling",)),
        ("2020年的英文报告怎么说儿童？", ("rights",)),
        ("中文报告里怎么说？", ("smuggling",)),
        ("Que dit le rapport en français ?", ("water",)),
        ("¿Qué dice el informe en inglés?", ("rights",)),
        ("Что сказано в английском докладе о детях?", ("rights",)),
        ("ماذا يقول التقرير الإنجليزي عن الأطفال؟", ("rights",)),
        ("根据人权理事会的报告，儿童怎么样？", ("rights",)),
        ("In the report of the Human Rights Council, what of children?", ("rights",)),
        ("Que dit-on dans le rapport du Conseil des droits de l'homme ?", ("rights",)),
        ("¿Qué consta en el informe del Consejo de Derechos Humanos?", ("rights",)),
        ("Что сказано в докладе Совета по правам человека?", ("rights",)),
        ("ماذا ورد في تقرير مجلس حقوق الإنسان؟", ("rights",)),
        ("在草案中怎么说？", ("smuggling", "water")),
        ("In the draft resolution, what is said?", ("smuggling", "water")),
        # What is only spoken of is no place to look.
        ("人权理事会通过了什么决议？", ()),
        ("Who speaks French?", ()),
        ("讨论了哪些决议草案？", ()),
        ("2019年的报告说了什么？", ()),
        ("报告说了什么？", ()),
    ],
)
def test_reports_are_named(question: str, reports: tuple[str, ...]) -> None:
    assert named_reports(question, ALL) == reports


@pytest.mark.parametrize(
    ("question", "sections"),
    [
        ("在建议部分提到航空公司吗？", ["建议"]),
        ("第二章说了什么？", ["二"]),
        ("In the recommendations section, what is said on airlines?", ["recommendations"]),
        (
            "What is said in the section on travel documents about them?",
            ["travel documents about them", "travel documents about", "travel documents", "travel"],
        ),
        ("Dans la section des recommandations, que dit-on ?", ["recommandations"]),
        (
            "Que dit-on dans la partie consacrée à la coopération internationale ?",
            ["coopération internationale", "coopération"],
        ),
        ("¿Qué se dice en la sección de recomendaciones?", ["recomendaciones"]),
        ("Что сказано в разделе рекомендаций?", ["рекомендаций"]),
        ("ماذا قيل في قسم التوصيات؟", ["التوصيات"]),
        ("What part do airlines take in it?", []),
        ("大部分国家怎么说？", []),
    ],
)
def test_sections_are_named(question: str, sections: list[str]) -> None:
    assert [section.name for section in named_sections(question)] == sections


def test_a_question_is_narrowed_to_what_there_is() -> None:
    question = "What is said in the section on travel documents about airlines?"
    there = Scope(sections=("travel documents",))
    scope, asked = narrowed(question, EVERYWHERE, ALL, lambda scope: scope == there)
    assert (scope, asked) == (there, "What is said   about airlines?")
    assert narrowed(question, EVERYWHERE, ALL, lambda scope: False) == (EVERYWHERE, question)


def test_a_section_alone_is_also_what_is_sought() -> None:
    scope, asked = narrowed("建议部分", EVERYWHERE, ALL, lambda scope: True)
    assert (scope.sections, asked) == (("建议",), "建议部分")


def test_a_given_scope_is_never_left() -> None:
    given = Scope(("rights", "water"), sections=("I",))
    scope, asked = narrowed("2018年的报告里，建议部分怎么说？", given, ALL, lambda scope: True)
    assert (scope, asked) == (given, "2018年的报告里，建议部分怎么说？")
    assert narrowed("2020年的英文报告", given, ALL, lambda scope: True)[0].reports == ("rights",)
