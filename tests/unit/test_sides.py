"""The two sides that a question lays beside each other; expectations written by hand."""

from __future__ import annotations

import pytest

from assistant.answering.sides import sides_of
from assistant.answering.understand import understand
from assistant.index import Index
from assistant.model import Question
from tests.unit.asked import FIRST, ask

REPORTS = (
    *(
        "w1_anticorruption",
        "w4_zht_b",
        "w1_climatefinance",
        "w2_ar_food",
        "w2_en_cultural",
        "w2_ru_cyber",
        "w5_es_c",
        "w5_fr_b",
    ),
    *("w9_es_bosques", "w9_fr_ports"),
)


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("What is the difference between gill nets and traps?", ["gill nets", "traps"]),
        ("How does the pledge differ from what was paid?", ["the pledge", "what was paid"]),
        ("What was achieved in Guyana as opposed to Suriname?", ["What was achieved in Guyana", "Suriname"]),
        ("En quoi le prêt diffère-t-il du don ?", ["le prêt", "don "]),
        ("¿En qué discrepan Chile y el Perú?", ["Chile", "el Perú"]),
        ("Чем рекомендация отличается от решения?", ["рекомендация", "решения"]),
        ("ما الفرق بين القرض والمنحة؟", ["القرض", "المنحة"]),
        ("应当拒绝和可以拒绝有什么区别？", ["应当拒绝", "可以拒绝"]),
        ("口头申请和书面申请，哪一种优先？", ["口头申请", "书面申请"]),
        ("甲方案还是乙方案哪个更高？", ["甲方案", "乙方案"]),
        ("Which is higher, the loan or the grant?", ["the loan", "the grant"]),
        ("谁决定，工作组还是缔约方会议？", []),
        ("建议更重视保护还是打击？", []),
        ("Who decides: the Working Group or the Conference?", []),
        ("Qui décide : le Groupe de travail ou la Conférence ?", []),
        ("¿Quién decide: el Grupo o la Conferencia?", []),
        ("Кто решает: Группа или Конференция?", []),
        ("من يقرر، الفريق العامل ام المؤتمر؟", []),
        ("会上关于船员疲劳和休息时间有哪些不同意见？", []),
        ("What differences were reported?", []),
    ],
)
def test_finds_the_sides(question: str, sides: list[str]) -> None:
    wanted = understand(Question(question), ())
    assert [wanted.text[side.start : side.end] for side in sides_of(wanted)] == sides


@pytest.mark.parametrize(
    ("report", "question", "cited"),
    [
        (
            "w2_en_cultural",
            "How does the Glasgow academic's view of self-regulation differ from what the dealers' association said?",
            "11 12",
        ),
        (
            "w2_ru_cyber",
            "Чем рекомендация о выкупе отличается от того, что говорили об этом выступавшие?",
            "3(в) 8",
        ),
        ("w2_ar_food", "ما الفرق بين مخزون الحبوب الذي أوصى به الفريق وما يحتفظ به الأردن؟", "3(أ) 12"),
        (
            FIRST,
            "¿Dicen lo mismo las recomendaciones y los oradores sobre no penalizar a los migrantes?",
            "2(e) 7",
        ),
        (FIRST, "关于人权，工作组和发言者的说法一致吗？", "2(e) 7"),
        (FIRST, "在儿童问题上，建议和发言有什么不同？", "2(b) 7"),
        pytest.param(
            "w5_es_c",
            "¿Dicen lo mismo las recomendaciones y los oradores sobre los intérpretes?",
            "25(a) 20",
            marks=pytest.mark.xfail(
                strict=True, reason="27, on courses in interpretation, is taken for 25(a)"
            ),
        ),
        ("w9_fr_ports", "L’Espagne et le Sénégal ont-ils le même problème avec les inspections ?", "9 10"),
        pytest.param(
            "w1_climatefinance",
            "赠款占比，最不发达国家和总体一样吗？",
            "6",
            marks=pytest.mark.xfail(strict=True, reason="8, on private funds, is told besides"),
        ),
        (
            "w5_fr_b",
            "Ce que recommande la Commission sur les internats correspond-il à ce qu'ont dit les délégations ?",
            "27(b) 11",
        ),
    ],
)
def test_tells_each_side(index: Index, report: str, question: str, cited: str) -> None:
    answer = ask(index, report, question)
    assert answer.outcome == "answered"
    assert [citation.ref for citation in answer.citations] == cited.split()


def test_tells_all_of_as_many_things_as_a_list_has(index: Index) -> None:
    answer = ask(index, "w1_anticorruption", "三种备选方案在时间长短上有何区别？")
    assert [citation.ref for citation in answer.citations] == ["14(a)", "14(b)", "14(c)"]


def test_takes_a_part_of_the_report_for_a_side_without_a_section_of_that_name(index: Index) -> None:
    answer = ask(index, "w4_zht_b", "建議部分和討論部分對受投訴書籍的說法一致嗎？")
    assert [citation.ref for citation in answer.citations] == ["5(e)", "21"]


def test_tells_all_items_of_a_side(index: Index) -> None:
    answer = ask(
        index,
        "w9_es_bosques",
        "Diferencias entre lo que se recomienda a las Partes y lo que se pide a la secretaría",
    )
    assert {citation.ref for citation in answer.citations} == {f"{n}({c})" for n in (5, 6) for c in "abcdef"}


@pytest.mark.xfail(strict=True, reason="8, on private funds, is told besides")
def test_writes_a_comparison_that_one_paragraph_tells_as_no_list(index: Index) -> None:
    answer = ask(index, "w1_climatefinance", "赠款占比，最不发达国家和总体一样吗？")
    assert [citation.ref for citation in answer.citations] == ["6"]
    assert not answer.answer.startswith("- ")
