"""One question in several languages is answered from one paragraph of the first, Chinese report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.language.glossary import translations
from assistant.language.stems import stem
from assistant.model import Answer
from tests.unit.asked import FIRST, ask, opened

Asked = Callable[[str], Answer]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    home: Path = tmp_path_factory.mktemp("tongues")
    with closing(opened(home, ())) as index:
        yield lambda text: ask(index, FIRST, text)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(
            "Les migrants objets d'un trafic illicite devraient-ils être poursuivis pénalement ?",
            marks=pytest.mark.xfail(strict=True, reason="2(e) alone is told, not what 7 says besides"),
        ),
        "Должны ли незаконно ввезённые мигранты нести уголовную ответственность?",
        "被偷運的移民要負刑事責任嗎？",
        "Which states criticised restrictive border policies?",
        "Quels États ont critiqué les politiques frontalières restrictives ?",
        "¿Qué países criticaron las políticas fronterizas?",
        "ما الدول التي انتقدت السياسات الحدودية؟",
        "Should a wall be built?",
        "¿Recomienda el informe construir muros?",
        "هل توصي الوثيقة بإغلاق الحدود؟",
        "What worries states about kids?",
        "拆散家庭的問題怎麼說？",
    ],
)
def test_what_states_said_of_penalties_borders_and_children(asked: Asked, question: str) -> None:
    answer = asked(question)
    assert answer.outcome == "answered"
    assert "7" in [each.ref for each in answer.citations]


@pytest.mark.parametrize(
    "question",
    [
        "Pourquoi le rapport recommande-t-il de fermer les frontières ?",
        "¿Por qué se recomienda cerrar las fronteras?",
        "Почему надо закрыть границы?",
    ],
)
def test_closing_borders_is_not_what_it_recommends(asked: Asked, question: str) -> None:
    answer = asked(question)
    assert (answer.outcome, [each.ref for each in answer.citations]) == ("premise", ["7"])


@pytest.mark.parametrize(
    ("question", "ref"),
    [
        ("Какая помощь полагается мигрантам от консульств?", "1(e)"),
        ("¿Qué ejercicios prácticos se proponen?", "1(h)"),
        ("Какие учения предлагается проводить?", "1(h)"),
        ("Нужно ли бороться с бедностью?", "2(a)"),
        ("Куда государства должны присылать судебные решения?", "2(g)"),
        ("ماذا يقول عن مسارات الهجرة القانونية؟", "4"),
        ("ما رأي الدول في الاتفاق العالمي؟", "6"),
        ("Which states emphasised international cooperation?", "8"),
    ],
)
def test_a_plain_word_leads_to_the_paragraph(asked: Asked, question: str, ref: str) -> None:
    assert [each.ref for each in asked(question).citations] == [ref]


@pytest.mark.xfail(strict=True, reason="4 alone is told")
def test_what_drives_it_is_told_by_those_that_name_it(asked: Asked) -> None:
    answer = asked("What drives people smuggling, according to the report?")
    assert {each.ref for each in answer.citations} == {"2(a)", "4"}
    assert "如贫困和欠发达" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(
            "¿Qué datos deben reunir los Estados?",
            marks=pytest.mark.xfail(strict=True, reason="2(g), on case law, is taken for it"),
        ),
        pytest.param(
            "Le rapport parle-t-il des victimes de la traite à des fins sexuelles ?",
            marks=pytest.mark.xfail(strict=True, reason="2(b), on trafficking, is taken for it"),
        ),
    ],
)
def test_what_it_does_not_speak_of_is_refused(asked: Asked, question: str) -> None:
    assert asked(question).outcome == "refused"


@pytest.mark.parametrize(
    "question",
    [
        "Énumère les recommandations de la section A",
        "Enumera las recomendaciones de la sección A",
        "Listez toutes les recommandations adressées aux États dans le paragraphe 1.",
    ],
)
def test_a_word_that_asks_for_a_list_is_not_looked_for(asked: Asked, question: str) -> None:
    refs = [each.ref for each in asked(question).citations]
    assert [ref for ref in refs if ref != "1"] == [f"1({letter})" for letter in "abcdefghi"]


@pytest.mark.parametrize(
    "question",
    [
        "¿Es obligatorio cumplir las recomendaciones?",
        "Est-il obligatoire d'appliquer les recommandations ?",
        "Is it mandatory to follow the recommendations?",
        "Обязательно ли выполнять рекомендации?",
        "هل تنفيذ التوصيات إلزامي؟",
    ],
)
def test_whether_it_is_mandatory_to_follow_is_whether_it_binds(asked: Asked, question: str) -> None:
    assert [each.ref for each in asked(question).citations] == ["1", "2"]


@pytest.mark.parametrize(
    ("forms", "one"),
    [
        (("бедность", "бедности", "бедностью"), "бедност"),
        (("смерть", "смерти", "смертью"), "смерт"),
        (("помощь", "помощи", "помощью"), "помощ"),
        (("статья", "статьи", "статью"), "стать"),
    ],
)
def test_a_russian_noun_is_one_in_every_case(forms: tuple[str, ...], one: str) -> None:
    assert [stem(form, "ru") for form in forms] == [one] * len(forms)


@pytest.mark.parametrize(
    ("language", "text", "wrong"),
    [
        ("fr", "fermer", "农场"),
        ("es", "muros", "死亡"),
        ("es", "reunir", "会议"),
        ("ar", "الوثيقة", "密切"),
    ],
)
def test_a_word_is_not_taken_for_another_of_its_stem(language: str, text: str, wrong: str) -> None:
    words = [word for each in translations(text, language, "zh") for word in each.words]
    assert words
    assert wrong not in words
