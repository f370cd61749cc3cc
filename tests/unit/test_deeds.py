"""What was decided or left open, States counted, premises that nothing settled, nearness as evidence:
on reports of the project's own evaluation; expectations written by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.index import Index
from assistant.model import Answer
from tests.unit.asked import FIRST, ask, opened

REPORTS = ("w2_fr_eau", "w2_ru_cyber", "w4_zh_a", "w5_en_a", "w5_fr_b")


@pytest.fixture(scope="module")
def worded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    index = opened(tmp_path_factory.mktemp("worded"), REPORTS, "built-in")
    yield index
    index.close()


@pytest.fixture(scope="module")
def meant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    index = opened(tmp_path_factory.mktemp("meant"), REPORTS, "multilingual")
    yield index
    index.close()


def refs(answer: Answer) -> str:
    return " ".join(citation.ref for citation in answer.citations)


@pytest.mark.parametrize(
    ("report", "question", "expected"),
    [
        ("w2_fr_eau", "Qu'a décidé le Groupe de travail ?", "2 22"),
        ("w2_fr_eau", "What did the Working Group decide?", "2 22"),
        ("w2_ru_cyber", "Что постановила Рабочая группа?", "2 4"),
        ("w4_zh_a", "有哪些事情会上没谈拢？", "11 20 22 28 29 31 34"),
    ],
)
def test_tells_every_decision_or_all_that_was_left_open(
    worded: Index, report: str, question: str, expected: str
) -> None:
    answer = ask(worded, report, question)
    assert (answer.outcome, refs(answer)) == ("answered", expected)


def test_says_that_nothing_was_decided_and_what_is_recommended(worded: Index) -> None:
    answer = ask(worded, FIRST, "工作組決定了什麼？")
    assert answer.answer.startswith("報告沒有記載任何決定；它建議：")
    assert refs(answer).split() == [*(f"1({mark})" for mark in "abcdefghi"), *(f"2({m})" for m in "abcdefg")]


def test_counts_states_that_are_listed(worded: Index) -> None:
    answer = ask(worded, "w4_zh_a", "有多少个成员国派代表出席？")
    assert answer.answer.startswith("共 11 个国家：")
    assert refs(answer) == "42"


def test_counts_items_and_lists_them(worded: Index) -> None:
    answer = ask(worded, FIRST, "¿Cuántas recomendaciones generales hay?")
    assert answer.answer.splitlines()[0] == "párr. 2 enumera 7"
    assert answer.answer.splitlines()[-1].endswith("[párr. 2 g)]")
    assert len(answer.answer.splitlines()) == 9


@pytest.mark.parametrize(
    ("report", "question", "expected"),
    [
        ("w4_zh_a", "工作组决定全面禁用单丝刺网，从哪天开始？", "28"),
        ("w5_en_a", "Why did the group settle on an 80 per cent cut by 2040?", "31"),
        ("w2_ru_cyber", "Почему Рабочая группа приняла решение о доступе к данным за рубежом?", "4"),
    ],
)
def test_corrects_what_is_taken_for_settled(worded: Index, report: str, question: str, expected: str) -> None:
    answer = ask(worded, report, question)
    assert (answer.outcome, refs(answer)) == ("premise", expected)


def test_a_follow_up_that_asks_itself_asks_for_nothing_else(worded: Index) -> None:
    answer = ask(worded, "w4_zh_a", "它能在实质问题上拍板吗？", "联络小组由几个国家组成？")
    assert (answer.outcome, refs(answer)) == ("answered", "7")


def test_a_group_without_a_name_does_not_say_which(worded: Index) -> None:
    answer = ask(worded, "w5_fr_b", "What are the names of the four parents' associations that attended?")
    assert answer.outcome == "refused"
    assert "3" in [each.ref for each in answer.nearest]


def test_terms_are_told_only_where_the_quotation_holds_them(worded: Index) -> None:
    told = ask(worded, FIRST, "What do many States say about international cooperation?").answer
    assert told.startswith("The report says (in Chinese): (international cooperation = 国际合作) 许多缔约国")
    assert "概要)" not in ask(worded, FIRST, "Résume le rapport.").answer


@pytest.mark.parametrize(
    ("report", "question", "expected"),
    [
        ("w5_en_a", "Must my laundry appliance come with a sieve?", "20"),
        ("w4_zh_a", "稽核者受了胁迫没有？", "14"),
    ],
)
def test_what_is_meant_is_found_in_whatever_words(
    worded: Index, meant: Index, report: str, question: str, expected: str
) -> None:
    assert ask(worded, report, question).outcome == "refused"
    answer = ask(meant, report, question)
    assert (answer.outcome, refs(answer)) == ("answered", expected)


def test_nearness_answers_what_words_alone_refuse(worded: Index, meant: Index) -> None:
    question = "What did that storm dump on Samoa?"
    assert ask(worded, "w5_en_a", question).outcome == "refused"
    answer = ask(meant, "w5_en_a", question)
    assert (answer.outcome, refs(answer)) == ("answered", "21")


@pytest.mark.parametrize(
    "question", ["ما هو أفضل فريق كرة قدم في العالم؟", "姚明有多高？", "How do I bake bread?"]
)
def test_nothing_is_near_a_question_of_another_topic(meant: Index, question: str) -> None:
    assert ask(meant, "w4_zh_a", question).outcome == "refused"


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("这些建议有约束力吗？", "answered"),
        ("缔约方会议已经采纳这些建议了吗？", "answered"),
        ("工作组决定采纳哪些建议？", "premise"),
        ("Are these recommendations binding?", "answered"),
        ("Les recommandations ont-elles été adoptées ?", "answered"),
        ("¿Son vinculantes las recomendaciones?", "answered"),
        ("Обязательны ли эти рекомендации?", "answered"),
        ("هل التوصيات ملزمة؟", "answered"),
    ],
)
def test_how_recommendations_stand_is_told_by_what_leads_in_to_them(
    meant: Index, question: str, outcome: str
) -> None:
    answer = ask(meant, FIRST, question)
    assert (answer.outcome, refs(answer)) == (outcome, "1 2")
    assert {sentence.text for sentence in answer.sentences} == {"工作组建议缔约方会议审议是否采纳以下建议。"}


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("这份报告最核心的三点是什么？", 3),
        ("一句话概括这份报告", 1),
        ("用5个要点总结第三部分", 5),
        ("Summarise the report in three sentences.", 3),
        pytest.param(
            "What are the two key takeaways?",
            2,
            marks=pytest.mark.xfail(strict=True, reason="«key» is taken for what is asked about"),
        ),
        ("Résumez le rapport en deux phrases.", 2),
        ("Resume el informe en 4 puntos.", 4),
        ("Кратко изложите доклад в трёх предложениях.", 3),
        ("لخص التقرير في ثلاث نقاط", 3),
        ("What are the key takeaways?", 24),  # 16 items and 8 paragraphs: all of a short report
    ],
)
def test_a_summary_has_as_many_points_as_are_asked_for(meant: Index, question: str, cited: int) -> None:
    answer = ask(meant, FIRST, question)
    assert (answer.outcome, len(answer.sentences)) == ("answered", cited)


def test_a_later_question_without_an_answer_of_its_own_goes_on_about_the_first(meant: Index) -> None:
    answer = ask(meant, FIRST, "部署检察官那条怎么说的？图什么？")
    assert (answer.outcome, refs(answer)) == ("answered", "1(d)")


def test_a_fact_asked_for_besides_that_the_report_lacks_is_named(meant: Index) -> None:
    answer = ask(meant, FIRST, "领事代表要做什么？经费由谁承担？")
    assert (answer.outcome, refs(answer)) == ("partial", "1(e)")


@pytest.mark.parametrize(
    "question",
    [
        "缔约国必须遵守这些建议吗？",
        "各国是不是非执行这些建议不可？",
        "Are States obliged to follow the recommendations?",
        "Les États doivent-ils appliquer ces recommandations ?",
        "¿Están obligados los Estados a cumplir las recomendaciones?",
        "Обязаны ли государства выполнять эти рекомендации?",
        "هل الدول ملزمة بتنفيذ هذه التوصيات؟",
    ],
)
def test_what_is_recommended_binds_nobody(meant: Index, question: str) -> None:
    assert refs(ask(meant, FIRST, question)) == "1 2"


def test_what_another_body_decided_is_not_told(meant: Index) -> None:
    assert ask(meant, FIRST, "联合国大会做了什么决定？").outcome == "refused"


@pytest.mark.parametrize(
    "question",
    [
        "保护证人有没有建议？",
        pytest.param(
            "打击假护照的措施有哪些？", marks=pytest.mark.xfail(strict=True, reason="2(b) is taken for it")
        ),
        "What does the report say about corruption?",
    ],
)
def test_a_thing_that_no_paragraph_names_is_not_answered_with_what_is_near(
    meant: Index, question: str
) -> None:
    assert ask(meant, FIRST, question).outcome == "refused"


@pytest.mark.parametrize(
    "question", ["工作组主席说了什么？", "What did the Chair say?", "秘书长呼吁了什么？"]
)
def test_an_office_that_the_report_does_not_name_said_nothing(meant: Index, question: str) -> None:
    assert ask(meant, FIRST, question).outcome == "refused"
