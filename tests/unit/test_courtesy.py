"""A courteous person asks the same question."""

from __future__ import annotations

import pytest

from assistant.answering.utterance import talk_of, without_greeting


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("Hello, could you please tell me: When was it held? Thank you!", "When was it held?"),
        ("Good morning! Please tell me where it was held.", "where it was held."),
        ("Bonjour, pourriez-vous me dire : Quels États ont parlé ? Merci !", "Quels États ont parlé ?"),
        ("Hola, ¿podría decirme, por favor: ¿Qué países hablaron? ¡Gracias!", "Qué países hablaron?"),
        ("Здравствуйте, скажите, пожалуйста: Кто выступил? Спасибо!", "Кто выступил?"),
        ("مرحبا، من فضلك أخبرني: متى عُقد الاجتماع؟ شكرا!", "متى عُقد الاجتماع؟"),
        ("您好，请问哪年开的会？谢谢！", "请问哪年开的会？"),
        ("When was it held? Where?", "When was it held? Where?"),
        ("Pleased delegates spoke first?", "Pleased delegates spoke first?"),
        ("Thanks!", "Thanks!"),
        ("会议在哪里开的？我写电报要用。", "会议在哪里开的？"),
        ("请概括审议情况，供我们司长明早开会用。", "请概括审议情况"),
        ("Where was it held? It is for a briefing.", "Where was it held?"),
        ("Où s'est-elle tenue ? C'est pour une note.", "Où s'est-elle tenue ?"),
    ],
)
def test_the_question_is_what_stays(typed: str, question: str) -> None:
    assert without_greeting(typed) == question


def test_courtesy_around_a_question_is_no_small_talk() -> None:
    assert talk_of("您好，请问报告总共有多少段？谢谢！") == ""
    assert talk_of("您好！") == "greeting"
    assert talk_of("¡Gracias!") == "thanks"
    assert talk_of("Hello, what can you help me with?") == "help"
