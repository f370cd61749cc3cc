"""Questions whose answer the report does not hold, beside others of the same kind whose answer it does: on the
first report and on others of the project's own evaluation; expectations written by hand."""

from __future__ import annotations

import pytest

from assistant.index import Index
from tests.unit.asked import FIRST, ask

REPORTS = (
    "w1_anticorruption",
    "w2_ar_food",
    "w2_ru_cyber",
    "w4_zht_b",
    "w5_en_a",
    "w5_es_c",
    "w7_en_ports",
    "w7_ru_health",
    "w9_es_bosques",
    "w9_fr_ports",
)


@pytest.mark.parametrize(
    ("report", "question"),
    [
        # nobody is named
        ("w9_es_bosques", "¿Qué empresas fueron sancionadas por vender madera ilegal?"),
        ("w2_ar_food", "ما اسم الخبير من الجامعة الأمريكية في بيروت؟"),
        ("w2_ru_cyber", "Как зовут прокурора, который открыл совещание?"),
        ("w4_zht_b", "申報利益的那位委員是哪家出版社的董事？"),
        ("w7_ru_health", "В каких областях закупленное оборудование лежало на складах?"),
        ("w5_es_c", "¿Cómo se llamaba la última hablante de yagán?"),
        (FIRST, "拘留儿童的国家是哪几个？"),
        (FIRST, "which countries signed the Protocol?"),
        (FIRST, "ما هي الدول التي صادقت على البروتوكول؟"),
        # nothing is dated, or only what is past
        ("w5_en_a", "When will the ninth meeting of the Forum take place?"),
        (FIRST, "By when must States report to the Conference on international cooperation?"),
        (FIRST, "When will the draft be finalised?"),
        # the thing itself is not spoken of
        ("w9_fr_ports", "Combien de navires ont coulé en 2022 ?"),
        ("w7_en_ports", "How many dock workers died?"),
        ("w2_ru_cyber", "На сколько лет осудили задержанных в операции «Северный мост»?"),
        ("w9_es_bosques", "¿Por qué renunció el Jefe del Centro?"),
        ("w7_ru_health", "Сколько получает фельдшер в месяц?"),
        (FIRST, "What was the outcome of the informal consultations before extradition requests?"),
        (FIRST, "没有提到哪些公约？"),
        pytest.param(
            FIRST,
            "Y a-t-il eu des oppositions ?",
            marks=pytest.mark.xfail(strict=True, reason="a paragraph on concerns is taken for it"),
        ),
    ],
)
def test_is_silent(index: Index, report: str, question: str) -> None:
    answer = ask(index, report, question)
    assert answer.outcome == "refused"
    assert not answer.citations


@pytest.mark.parametrize(
    ("report", "question", "ref"),
    [
        ("w9_es_bosques", "¿Qué Partes no estuvieron representadas?", "29"),
        ("w2_ru_cyber", "Как зовут председателя?", "21"),
        ("w9_fr_ports", "Comment s'appelle la présidente élue ?", "27"),
        ("w5_en_a", "When will the fourth session take place?", "29"),
        ("w5_en_a", "By when must countries hand in their inventories?", "26(d)"),
        ("w9_fr_ports", "Combien de pêcheurs sont morts en 2022 ?", "14"),
        ("w7_en_ports", "Did anybody die in the ammonia incidents?", "21"),
        ("w9_fr_ports", "Combien d'États ont ratifié le Protocole ?", "2"),
        ("w9_fr_ports", "Pourquoi la Guinée-Bissau n'a-t-elle pas participé ?", "29"),
        (FIRST, "哪些缔约国强调国际合作？", "8"),
        ("w5_en_a", "Which vessels are exempted from marking?", "12"),
        (FIRST, "Was there any criticism of the detention of children?", "7"),
    ],
)
def test_answers_what_looks_like_it(index: Index, report: str, question: str, ref: str) -> None:
    answer = ask(index, report, question)
    assert answer.outcome == "answered"
    assert ref in [citation.ref for citation in answer.citations]


@pytest.mark.parametrize(
    ("report", "question", "ref"),
    [
        (FIRST, "Why do the delegations want to stop legal migration?", "4"),
        pytest.param(
            FIRST,
            "لماذا أوصى الفريق العامل بتقليص التعاون الدولي؟",
            "1(a)",
            marks=pytest.mark.xfail(
                strict=True, reason="8, that cooperation is best, is quoted as an answer"
            ),
        ),
        (FIRST, "为什么撤销判例法数据库？", "2(g)"),
        (
            FIRST,
            "Почему участники считают, что контрабанда мигрантов и торговля людьми не пересекаются?",
            "3",
        ),
        (FIRST, "Pourquoi le rapport déconseille-t-il la coopération régionale ?", "8"),
        (FIRST, "报告主张给偷渡来的人定罪，是哪一条写的？", "2(e)"),
        ("w9_fr_ports", "Pourquoi la Commission a-t-elle accepté l'offre de l'Islande pour 2027 ?", "34"),
        ("w9_es_bosques", "Pourquoi la Commission a-t-elle débattu du marché du carbone ?", "28"),
        ("w5_es_c", "Why did Argentina refuse to contribute?", "24"),
        ("w2_ru_cyber", "Почему информационные кампании так эффективны?", "12"),
        ("w7_en_ports", "Why were the ammonia incidents so deadly?", "21"),
        ("w1_anticorruption", "审议组最后选定方案二的理由是什么？", "16"),
    ],
)
def test_sets_right_what_is_turned_around(index: Index, report: str, question: str, ref: str) -> None:
    answer = ask(index, report, question)
    assert answer.outcome == "premise"
    assert [citation.ref for citation in answer.citations] == [ref]


def test_says_that_it_does_not_translate(index: Index) -> None:
    answer = ask(index, FIRST, "把第7段翻译成英文")
    assert [citation.ref for citation in answer.citations] == ["7"]
    assert "主权" in answer.answer
    assert answer.notes == (
        "我只就报告回答问题，不翻译答案，也不改写长短；可以用六种语言提问，或者只问某一段、某一点。",
    )
