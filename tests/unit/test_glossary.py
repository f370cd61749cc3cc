"""A question's terms are found, translated and widened; the tables hold what they promise."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import BadSetting
from assistant.language.glossary import (
    LANGUAGES,
    NOTHING,
    Row,
    _tables,
    kindred,
    legal,
    rows,
    terms,
    translations,
    variants,
    widen,
)

WRITTEN = 1_500  # concepts at least, States and bodies among them
TABLES = {path.name: [(name, row) for name, row in rows(path) if name != NOTHING] for path in _tables()}
ALL: list[tuple[str, Row]] = [each for table in TABLES.values() for each in table]
ABBREVIATED = re.compile(r"\b\w\.|\b\w\w\. ")  # U.S., EE. UU.: names knows these


def said(text: str, source: str, target: str) -> dict[str, tuple[str, ...]]:
    return {text[each.start : each.end]: each.words for each in translations(text, source, target)}


@pytest.mark.parametrize(
    ("language", "question", "expected"),
    [
        ("en", "Which countries spoke about the detention of children?", ["国家", "发言", "拘留儿童"]),
        ("en", "How should root causes of migrant smuggling be tackled?", ["根源", "偷运移民", "处理"]),
        ("en", "What did UNODC offer as technical assistance?", ["毒品和犯罪问题办公室", "技术援助"]),
        ("fr", "Quelles sont les causes profondes du trafic illicite de migrants ?", ["根源", "偷运移民"]),
        (
            "fr",
            "Que dit-on de l’entraide judiciaire et des demandes d’extradition ?",
            ["司法协助", "引渡请求"],
        ),
        ("es", "¿Qué se dice de los países de tránsito y de las fiscales?", ["过境国", "检察官"]),
        ("es", "¿Dónde se celebró la reunión?", ["会议"]),
        ("ru", "Какие меры принимаются для защиты прав мигрантов?", ["措施", "保护", "移民的权利"]),
        ("ru", "Что сказано о странах происхождения и транзита?", ["原籍国", "过境"]),
        ("ar", "ما هي التوصيات بشأن تدريب المدعين العامين؟", ["建议", "培训", "检察官"]),
        ("ar", "هل ذُكر احتجاز الأطفال وتسليم المجرمين؟", ["拘留儿童", "引渡"]),
    ],
)
def test_a_question_is_translated_term_by_term(language: str, question: str, expected: list[str]) -> None:
    words = [word for some in said(question, language, "zh").values() for word in some]
    assert [word for word in expected if word not in words] == []


def test_a_chinese_question_is_translated_too_in_either_script() -> None:
    assert said("偷运移民的根源是什么", "zh", "en")["偷运移民"][0] == "smuggling of migrants"
    assert "causes profondes" in said("偷運移民的根源是什麼", "zh-Hant", "fr")["根源"]
    assert "Италия" in said("義大利發言了嗎", "zh-Hant", "ru")["義大利"]


def test_the_longest_term_wins_and_spans_lie_in_the_text() -> None:
    text = "migrant smuggling case law database"
    assert [text[t.start : t.end] for t in terms(text, "en")] == ["migrant smuggling", "case law database"]
    assert terms(text, "en")[1].concepts == ("case law database",)


def test_a_single_character_is_translated_but_is_no_term() -> None:
    assert "salt" in said("盐有多少", "zh", "en")["盐"]
    assert terms("盐", "zh") == ()


def test_the_end_of_a_sentence_is_not_crossed_and_function_words_do_not_matter() -> None:
    assert "right to development" in terms("le droit au développement", "fr")[0].concepts
    assert all("right to development" not in t.concepts for t in terms("un droit. Développement", "fr"))


@pytest.mark.parametrize("word", ["deploy", "deploys", "deployed", "deploying"])
def test_a_verb_in_y_after_a_vowel_is_met_in_every_form(word: str) -> None:
    assert terms(f"they {word} officers", "en")[0].concepts == ("deploy",)


def test_an_acronym_is_met_in_capitals_only() -> None:
    assert terms("who told us", "en") == ()
    assert [t.concepts for t in terms("WHO in the US", "en")] == [("WHO",), ("US",)]


@pytest.mark.parametrize(
    ("language", "question", "everyday", "official"),
    [
        ("zh", "蛇头会坐牢吗", "蛇头", "偷运者"),
        ("zh-Hant", "蛇頭會坐牢嗎", "坐牢", "监禁"),
        ("zh", "走私人口怎么办", "走私人口", "偷运移民"),
        ("zh", "小孩怎么办", "小孩", "儿童"),
        ("zh", "钱从哪里来", "钱", "资金"),
        ("en", "do human smugglers go to jail?", "jail", "imprisonment"),
        ("en", "what about the kids?", "kids", "children"),
        ("fr", "les flics et la mafia", "flics", "police"),
        ("es", "¿qué pasa con los coyotes?", "coyotes", "traficantes de migrantes"),
        ("ru", "нужно ли сажать в тюрьму нелегалов", "нелегалов", "нелегальные мигранты"),
        ("ar", "هل توجد مافيا؟", "مافيا", "الجريمة المنظمة"),
    ],
)
def test_everyday_words_are_widened(language: str, question: str, everyday: str, official: str) -> None:
    traditional = {"蛇头": "蛇頭", "坐牢": "坐牢"} if language == "zh-Hant" else {}
    found = {question[each.start : each.end]: each.words for each in widen(question, language)}
    assert official in found[traditional.get(everyday, everyday)]


def test_an_everyday_word_is_translated_as_the_official_one() -> None:
    assert "监禁" in said("do they go to jail", "en", "zh")["jail"]
    assert "migrant smugglers" in said("蛇头是谁", "zh", "en")["蛇头"]


def test_there_are_many_concepts_none_twice_each_in_six_languages() -> None:
    assert len(ALL) >= WRITTEN
    assert [name for name, count in Counter(name for name, _ in ALL).items() if count > 1] == []
    assert [
        (name, language) for name, row in ALL for language in LANGUAGES if not variants(row, language)
    ] == []
    twice = [
        (name, language)
        for name, row in ALL
        for language in LANGUAGES
        if len(set(variants(row, language))) < len(variants(row, language))
    ]
    assert twice == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_is_found_in_its_own_language(language: str) -> None:
    lost = []
    for name, row in ALL:
        for word in variants(row, language):
            if language == "zh" and len(word) == 1:
                continue
            found = terms(word, language)
            if not (len(found) == 1 and name in found[0].concepts) and not ABBREVIATED.search(word):
                lost.append((name, word))
    assert lost == []


def test_every_everyday_word_leads_to_a_known_concept() -> None:
    lost = []
    for _, row in rows(Path(_tables()[0].parent / "everyday.tsv")):
        for word in variants(row, "says"):
            found = terms(word, row["language"])
            if len(found) != 1 or not found[0].concepts:
                lost.append(word)
    assert lost == []


def test_a_persons_own_terms_come_first(tmp_path: Path) -> None:
    own = tmp_path / "glossary.tsv"
    own.write_text("zh\ten\n水獭计划\tOtter Plan\n偷运移民\tmigrant running\n", encoding="utf-8")
    text = "the Otter Plan and smuggling of migrants"
    words = [each.words for each in translations(text, "en", "zh", own)]
    assert words == [("水獭计划",), ("偷运移民",)]
    assert translations("偷运移民", "zh", "en", own)[0].words[0] == "migrant running"
    assert [each.words for each in translations("Otter", "en", "zh")] == []


def test_a_malformed_file_of_own_terms_is_refused(tmp_path: Path) -> None:
    own = tmp_path / "glossary.tsv"
    own.write_text("zh\ten\n只有一栏\n", encoding="utf-8")
    with pytest.raises(BadSetting, match="bad_glossary"):
        terms("x", "zh", own)


@given(
    st.text(alphabet="偷运移民蛇头儿童 the smuggling of children, États. дети المهاجرين«é()'0-", max_size=80),
    st.sampled_from([*LANGUAGES, "zh-Hant"]),
)
def test_spans_are_in_order_and_do_not_overlap(text: str, language: str) -> None:
    at = 0
    for term in terms(text, language):
        assert at <= term.start < term.end <= len(text)
        assert term.concepts
        at = term.end


def test_a_statute_says_otherwise_what_people_say() -> None:
    found = {each.start: each.words for each in legal("老板拖欠工资，还炒鱿鱼", "zh")}
    assert "用人单位" in found[0]
    assert "劳动报酬" in found[2]
    assert "解除劳动合同" in found[8]
    assert legal("偷运移民者的律师", "zh") == ()


@pytest.mark.parametrize(
    ("language", "plain"),
    [
        ("en", "as well as, in person, even late, the object and the cost"),
        ("fr", "les moyens, à peine, ils pourraient, la version, une recherche"),
        ("es", "como parte de la residencia, las cámaras, los deportes, en contra, con sujeción a"),
        ("ru", "ранее, в порту, более тесное, Грузия, средний"),
        ("ar", "علاوة على ذلك، قابلة، المتوسطة، المصادر، المحلي"),
    ],
)
def test_no_term_of_everyday_life_is_met_in_common_words(language: str, plain: str) -> None:
    concepts = {name for term in terms(plain, language) for name in term.concepts}
    assert concepts & {name for name, _ in TABLES["daily.tsv"]} == set()


@pytest.mark.parametrize(
    ("language", "plain"),
    [
        ("es", "las partes no fueron informadas; las prácticas bajo control"),
        ("ru", "рабочие группы, документы, контроль, следует, скорее"),
        ("ar", "قرار غير ملزم، زيادة، الوثائق"),
        ("en", "expecting, broke, in use, on file, the rate"),
    ],
)
def test_no_looser_likeness_is_met_in_common_words(language: str, plain: str) -> None:
    said = {plain[each.start : each.end] for each in kindred(plain, language, language)}
    assert said == set()
