"""Questions are short, mixed and full of marks; their language is still told."""

from __future__ import annotations

import pytest

from assistant.language.detect import language_of

QUESTIONS = {
    "zh": """第2(e)段
第3至5段
工作组建议什么？
2(e)说了什么
哪些国家发言了
UNODC 的作用是什么？
COVID-19 对工作队有何影响
Health4Life基金有多少钱？
什么是 Best Buys？
为什么要处理根源问题
会议在哪里举行
有几个缔约国强调指出了什么？
请概括第三部分
“smuggling of migrants” 怎么翻译
儿童呢？
蛇头会坐牢吗
报告通过了没有
《The Global Compact for Migration》是谁提到的？
你好
Health4Life基金
谁说的""",
    "zh-Hant": """第2(e)段說了什麼
工作組建議什麼？
哪些國家發言了
為什麼要處理根源問題
會議在哪裡舉行
請概括第三部分
兒童呢？這份報告怎麼說
誰說的
義大利發言了嗎
締約國應當做些什麼
UNODC 的作用是什麼？
報告通過了沒有
有幾個締約國表示關切
主席是誰
關於引渡請求有何規定
這個資料庫叫什麼名字""",
    "en": """para. 2 (e)
para 3
paras. 3-5
Which countries spoke?
What does 《关于对偷运移民行动的犯罪者进行调查和起诉过程中的刑事司法对策》 say?
What is 偷运移民?
Who made statements under agenda items 2 and 3?
Is detention of children mentioned?
smuggling of migrants
Summarize section III
When was the meeting held?
Did Italy speak?
recommendations on training
How many recommendations are there?
Does the report mention “les droits de l'homme”?
what about children
Is a migrant a criminal?
Explain paragraph 7
sect. A
Why?
CTOC/COP/WG.7/2018/L.1/Add.1 status?
root causes""",
    "fr": """par. 2 e)
paragraphe 3
Quels pays ont pris la parole ?
Que recommande le Groupe de travail ?
Où s'est tenue la réunion ?
Qui a parlé de la détention d'enfants ?
Combien de recommandations y a-t-il ?
Résumez la section III
L'Italie a-t-elle fait une déclaration ?
traite des personnes
Pourquoi faut-il s'attaquer aux causes profondes ?
Que dit le rapport sur « 偷运移民 » ?
et pour les enfants ?
rôle de l'ONUDC
Le projet de rapport a-t-il été adopté ?
Quelle est la date de la réunion ?
droits de l'homme
annexe II
migrants irreguliers
Bonjour""",
    "es": """párr. 2 e)
párrafo 3
¿Qué países hablaron?
¿Qué recomienda el Grupo de Trabajo?
¿Dónde se celebró la reunión?
¿Quién habló de la detención de niños?
¿Cuántas recomendaciones hay?
Resuma la sección III
¿Hizo Italia una declaración?
trata de personas
¿Por qué hay que abordar las causas profundas?
¿Qué dice el informe sobre «偷运移民»?
¿y los niños?
papel de la UNODC
para los niños
¿Cuál es la fecha de la reunión?
derechos humanos
migrantes irregulares
que paises hablaron
Hola""",
    "ru": """пункт 2
пункт 2(e)
Какие страны выступили?
Что рекомендует Рабочая группа?
Где проходило совещание?
Кто говорил о содержании детей под стражей?
Сколько рекомендаций в докладе?
Кратко изложите раздел III
Выступала ли Италия?
торговля людьми
Почему нужно устранять коренные причины?
Что говорится в докладе о «偷运移民»?
а дети?
роль UNODC
Принят ли проект доклада?
п. 7
Привет""",
    "ar": """الفقرة 2 (هـ)
الفقرة 3
ما هي البلدان التي تكلمت؟
بماذا يوصي الفريق العامل؟
أين عقد الاجتماع؟
من تحدث عن احتجاز الأطفال؟
كم عدد التوصيات؟
لخص الفرع الثالث
هل أدلت إيطاليا ببيان؟
الاتجار بالأشخاص
لماذا ينبغي معالجة الأسباب الجذرية؟
ماذا يقول التقرير عن «偷运移民»؟
والأطفال؟
دور UNODC
هل اعتمد مشروع التقرير؟
متى عقد الاجتماع
مرحبا""",
}


@pytest.mark.parametrize(
    ("language", "question"),
    [(language, line) for language, lines in QUESTIONS.items() for line in lines.splitlines()],
)
def test_a_short_question_tells_its_language(language: str, question: str) -> None:
    assert language_of(question) == language


@pytest.mark.parametrize("text", ["", "2(e)", "7", "…?", "2018", "UNODC"])
def test_a_text_without_words_keeps_the_default(text: str) -> None:
    assert language_of(text) == "zh"
    assert language_of(text, default="ar") == "ar"


def test_characters_shared_by_both_scripts_follow_a_chinese_default() -> None:
    assert language_of("第2段", default="zh-Hant") == "zh-Hant"
    assert language_of("第2段", default="en") == "zh"


def test_the_first_report_is_chinese() -> None:
    from assistant.settings import resource

    text = (resource("corpus") / "smuggling-of-migrants-wg-2018-draft-report-add.zh.txt").read_text("utf-8")
    assert language_of(text, default="en") == "zh"
