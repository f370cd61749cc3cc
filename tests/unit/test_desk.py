"""Everyday questions on other reports than the first: expectations written by hand from their texts."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from assistant.answering.compose import compose
from assistant.answering.find import find, located
from assistant.answering.finish import finish
from assistant.answering.frames import days_of
from assistant.answering.named import kept_first
from assistant.answering.understand import understand
from assistant.answering.unkept import has_symbol
from assistant.answering.verify import check
from assistant.index import Index
from assistant.model import Answer, Question, ReportSummary, Scope
from assistant.reading import read
from assistant.settings import Settings
from tests.conftest import FIRST_REPORT, ROOT

Ask = Callable[[str, str], Answer]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Puts a question to the one report of an index of its own."""
    held: dict[str, Index] = {}

    def put(name: str, question: str) -> Answer:
        if name not in held:
            path = Path(FIRST_REPORT) if name == "first" else ROOT / f"eval/reports/{name}.txt"
            held[name] = Index.open(Settings(home=tmp_path_factory.mktemp(name)))
            held[name].put(read(path))
        wanted = located(understand(Question(question), held[name].reports()), held[name])
        found = find(wanted, held[name])
        return finish(wanted, found, compose(wanted, found), mode="quoted")

    return put


def refs(answer: Answer) -> str:
    return " ".join(citation.ref for citation in answer.citations)


def test_counts_the_items_of_the_paragraph_named(ask: Ask) -> None:
    assert ask("first", "第2段底下列了几条？").answer.startswith("第2段列有 7 项")
    assert ask("first", "第一段下面分了几小项呀").answer.startswith("第1段列有 9 项")


def test_lists_what_stands_below_a_caption(tmp_path: Path) -> None:
    path = tmp_path / "box.txt"
    path.write_text(
        "卫生工作队的报告\n\n一.\n导言\n本报告介绍2022年开展的活动。\n尼日利亚\n制定了国家酒精政策。\n"
        "通过了一项新的精神卫生法案。\n乌干达\n非传染性疾病议会论坛得到加强。\n",
        encoding="utf-8",
    )
    with closing(Index.open(Settings(home=tmp_path / "home"))) as index:
        index.put(read(path))
        wanted = understand(Question("尼日利亚取得了哪些成果？"), index.reports())
        found = find(wanted, index)
        answer = finish(wanted, found, compose(wanted, found), mode="quoted")
    assert [each.quote for each in answer.citations] == [
        "制定了国家酒精政策。",
        "通过了一项新的精神卫生法案。",
    ]


def test_counts_the_articles_of_a_law_named_by_its_title(ask: Ask) -> None:
    answer = ask("w1_dataprotection", "数据保护条例一共多少条？")
    assert answer.answer.startswith("共 40 条：")
    assert refs(answer) == "1 40"
    assert ask("w1_dataprotection", "How many articles are there?").answer.startswith("40 articles:")


@pytest.mark.parametrize(
    ("name", "question", "said"),
    [
        ("first", "会议开了几天？", "首尾共 2 天"),
        ("first", "How many days did the meeting last?", "Days, first to last: 2."),
        ("w5_fr_b", "Combien de jours a duré la réunion ?", "4"),
        ("w2_ru_cyber", "Сколько дней длилось совещание?", "4"),
    ],
)
def test_counts_the_days_of_a_meeting(ask: Ask, name: str, question: str, said: str) -> None:
    answer = ask(name, question)
    assert refs(answer) == "header"
    assert said in answer.answer


def test_no_day_is_counted_where_the_dates_are_a_year_apart() -> None:
    assert days_of(("2018-07-04", "2018-07-05")) == 2
    assert days_of(("2022-07-25", "2023-07-26")) == 0
    assert days_of(()) == 0


def test_says_once_what_answers_two_questions(ask: Ask) -> None:
    answer = ask("w5_en_a", "How many sites were sampled, and in how many countries?")
    assert refs(answer) == "16"
    assert answer.answer.count("212 coastal sites") == 1


def test_ends_an_arabic_item_with_one_stop(ask: Ask) -> None:
    answer = ask("w2_ar_food", "كم توصية اعتمد الفريق العامل؟")
    assert "3(و)" in refs(answer)
    assert "؛." not in answer.answer


def test_a_version_in_the_questions_language_is_meant_first() -> None:
    kept = [ReportSummary("E_2023_86_zh", "", "zh", 1), ReportSummary("E_2023_86_en", "", "en", 1)]
    assert kept_first(kept, "en") == "E_2023_86_en"
    assert kept_first(kept, "fr") == "E_2023_86_zh"
    assert kept_first([kept[0], ReportSummary("E_2023_87_en", "", "en", 1)], "en") == "E_2023_86_zh"


def test_knows_a_symbol_with_dots_by_the_id() -> None:
    assert has_symbol("A/C.3/56/L", ReportSummary("A_C3_56_L_right_to_development", "", "en", 1))
    assert not has_symbol("A/C.2/56/L", ReportSummary("A_C3_56_L_right_to_development", "", "en", 1))


def test_where_paragraphs_stand_is_no_claim_about_them() -> None:
    report = read(ROOT / "eval/reports/w1_dataprotection.txt")
    ends = [each for each in report.paragraphs if each.ref in ("1", "40")]
    assert not check("art. 1 – art. 40", ends, report)
    assert check("art. 2 – art. 40", ends, report)


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("first", "谁主持了会议？"),
        ("first", "下一次会议什么时候开？"),
        ("w5_en_a", "How many members voted against the report?"),
        ("w1_elderlycare", "社區券計劃由邊個部長負責？"),
        ("w4_zh_a", "马绍尔群岛为啥没来开会？"),
        ("w2_ru_cyber", "Почему операция «Северный мост» потребовала столько времени?"),
        ("first", "检察官的薪酬标准是什么？"),
        ("first", "What prison sentences does the report propose for the smugglers?"),
        ("w1_climatefinance", "Who will pay for the session if it is held in Suva?"),
    ],
)
def test_is_silent_on_a_thing_that_no_paragraph_states(ask: Ask, name: str, question: str) -> None:
    answer = ask(name, question)
    assert answer.outcome == "refused"
    assert not answer.citations


@pytest.mark.parametrize(
    ("name", "question", "cited"),
    [
        ("w4_zh_a", "谁担任会议的主席？", "40"),
        ("w5_en_a", "Who chaired the session?", "4"),
        ("w2_ru_cyber", "Почему хакеры чаще всего бьют по больницам?", "6"),
        ("w4_zh_a", "下次会在哪儿开、开多久？", "6(a)"),
        ("w5_en_a", "When and where will they meet next?", "29"),
        ("w5_fr_b", "Où se tiendra la prochaine réunion ?", "35"),
        ("w5_es_c", "¿Cuándo y dónde será el próximo período de sesiones?", "30"),
        ("w2_ar_food", "متى وأين ستعقد الدورة القادمة؟", "21"),
        ("w4_zh_a", "循环基金什么时候再讨论？", "11"),
        ("first", "凡是提到毒品和犯罪问题办公室的建议，都帮我找出来。", "2(d) 2(f) 2(g)"),
    ],
)
def test_cites_the_paragraph_that_states_it(ask: Ask, name: str, question: str, cited: str) -> None:
    answer = ask(name, question)
    assert answer.outcome == "answered"
    assert refs(answer) == cited


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("这份报告的主席是谁？", "E_2023_86_zh"),
        ("Who wrote this report?", "E_2023_86_en"),
        ("Кто готовил этот доклад?", "E_2023_86_zh"),
        ("报告的主席是谁？", ""),
    ],
)
def test_this_report_is_the_one_kept_first(question: str, meant: str) -> None:
    zh, en, other = (
        ReportSummary("E_2023_86_zh", "", "zh", 1),
        ReportSummary("E_2023_86_en", "", "en", 1),
        "A_1_ru",
    )
    kept = [zh, en, ReportSummary(other, "", "ru", 1)]
    assert understand(Question(question), kept).reports == ((meant,) if meant else ())
    assert understand(Question(question, before=("第二次会议呢？",)), kept).reports == ()
    assert understand(Question(question, within=Scope((other,))), kept).reports == (other,)


@pytest.mark.parametrize(
    ("report", "question", "cited"),
    [
        (
            "w7_en_ports",
            "Pourquoi une délégation a-t-elle préféré ne pas se prononcer sur les règles ?",
            "23",
        ),
        (
            "w2_es_mayores",
            "¿Por qué no conviene sacar conclusiones generales de los datos de Salamanca?",
            "12",
        ),
        ("w2_ar_food", "لماذا توقف توزيع الأكياس على المزارعات؟", "8"),
        ("w9_es_bosques", "Почему Индонезия не поддержала обязательство?", "24"),
        ("w7_ru_health", "Почему Минфин отказал в субсидиях?", "14"),
    ],
)
def test_knows_a_reason_that_no_because_leads_in(ask: Ask, report: str, question: str, cited: str) -> None:
    answer = ask(report, question)
    assert (answer.outcome, refs(answer)) == ("answered", cited)


@pytest.mark.parametrize(
    ("report", "question", "cited"),
    [
        ("w7_en_ports", "متى يجب أن يقدم فريق الخبراء المعني بالأمونيا نتائجه؟", "6"),  # by the fifth session
        ("w7_en_ports", "年轻人的带薪学徒期，青年代表要求至少多长？", "25"),  # 带薪 asks for no salary
        ("w5_fr_b", "Depuis quand quatre établissements sur dix n'ont-ils rien acheté ?", "9"),  # dix ans
        ("w2_ar_food", "By how much did Egypt cut its wheat losses?", "7"),  # per cent, not money
        ("w9_es_bosques", "¿Cuánto se ahorra por cada dólar gastado en prevenir?", "10"),
        ("w2_en_cultural", "Is there a phone app the public can use at no charge?", "17"),
    ],
)
def test_asks_for_no_more_than_the_question_does(ask: Ask, report: str, question: str, cited: str) -> None:
    answer = ask(report, question)
    assert (answer.outcome, refs(answer)) == ("answered", cited)
