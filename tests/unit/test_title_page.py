"""What a title page says of a document: expectations written by hand from the pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.index import Index
from assistant.reading.reader import read_text
from tests.unit.asked import FIRST, ask, opened

REPORTS = ("w1_anticorruption", "w2_es_mayores", "w2_ru_cyber", "w2_fr_eau", "w2_ar_food")
DRAFT = """General Assembly Distr.: Limited

28 November 2001

Original: English

Fifty-sixth session
Third Committee
Agenda item 119 (b)

South Africa: draft resolution

The right to development

The General Assembly,

1. Notes the report of the Working Group;

2. Requests the Secretary-General to submit a report to the General Assembly at its next session.
"""
STATUTE = """# 中华人民共和国渔船法

2000年12月28日 第九届全国人民代表大会常务委员会第十九次会议通过

第一条 为了保障渔船的安全，制定本法。

第二条 渔船应当登记。

第三条 本法自2001年3月1日起施行。
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    index = opened(tmp_path_factory.mktemp("home"), REPORTS)
    index.put(read_text(DRAFT, "draft"))
    index.put(read_text(STATUTE, "statute"))
    yield index
    index.close()


@pytest.mark.parametrize(
    ("report", "question", "told"),
    [
        (
            "draft",
            "Which country tabled the draft, and in which Committee?",
            ("South Africa", "Third Committee"),
        ),
        ("draft", "whats the date on this draft and who tabled it", ("28 November 2001", "South Africa")),
        ("draft", "谁提交了这份决议草案？", ("South Africa",)),
        ("draft", "Quel pays a déposé ce projet de résolution ?", ("South Africa",)),
        ("draft", "¿Qué país presentó el proyecto de resolución?", ("South Africa",)),
        ("draft", "Какая страна внесла этот проект резолюции?", ("South Africa",)),
        ("draft", "من قدّم مشروع القرار؟", ("South Africa",)),
        ("draft", "Under which agenda item was it submitted?", ("119",)),
        ("draft", "What's the original language?", ("English",)),
        ("w1_anticorruption", "这是第几届会议？", ("第十八届会议",)),
        ("w1_anticorruption", "报告的日期是什么？", ("10 June 2027", "2027年6月7日")),
        (
            "w2_es_mayores",
            "¿De qué fecha es el documento y a qué tema del programa corresponde?",
            ("14 de noviembre de 2023", "Tema 8"),
        ),
        ("w2_ru_cyber", "Какое это по счёту совещание?", ("Пятое",)),
        ("w2_ar_food", "ما هي الدورة؟", ("السادسة",)),
        ("w2_fr_eau", "La réunion, c’était quand et où exactement ?", ("22-25 mai 2023", "Dakar")),
        (FIRST, "The meeting — when and where was it exactly?", ("2018", "维也纳")),
        (FIRST, "الاجتماع، متى وأين كان بالضبط؟", ("2018", "维也纳")),
        (FIRST, "Какой орган заседал?", ("偷运移民问题工作组",)),
    ],
)
def test_tells_what_the_title_page_says(
    index: Index, report: str, question: str, told: tuple[str, ...]
) -> None:
    answer = ask(index, report, question)
    assert answer.outcome == "answered"
    assert [citation.ref for citation in answer.citations] == ["header"]
    assert all(words in answer.answer for words in told)


@pytest.mark.parametrize(
    "question",
    ["这部法律什麼時候通過、什麼時候起施行？", "When was the law adopted and when did it enter into force?"],
)
def test_a_law_has_a_date_and_another_from_which_it_holds(index: Index, question: str) -> None:
    answer = ask(index, "statute", question)
    assert [citation.ref for citation in answer.citations] == ["header", "3"]
    assert "2001年3月1日" in answer.answer


def test_a_symbol_at_the_top_ends_no_title_page() -> None:
    report = read_text("United Nations CTOC/COP/2018/L.1/Add.3\n\nVienna, 4 July 2018\n\n1. One spoke.", "r")
    assert [each.kind for each in report.paragraphs] == ["header", "paragraph"]
    assert (report.symbol, report.dates) == ("CTOC/COP/2018/L.1/Add.3", ("2018-07-04",))
