"""A sentence beside the paragraph it cites: what passes, what does not, and in which words."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answering.verify import check
from assistant.language import normal
from assistant.language.normal import fold, numbers
from assistant.model import Paragraph, Report
from assistant.reading import read, read_text
from assistant.settings import resource

FIRST = "smuggling-of-migrants-wg-2018-draft-report-add.zh.txt"


@cache
def first() -> Report:
    return read(resource("corpus") / FIRST)


def kinds(claim: str, *refs: str, report: Report | None = None) -> set[str]:
    report = report or first()
    cited = [paragraph for paragraph in report.paragraphs if paragraph.ref in refs]
    assert len(cited) == len(refs)
    return {reason.kind for reason in check(claim, cited, report)}


@pytest.mark.parametrize(
    ("claim", "ref"),
    [
        ("根据第2(e)段，缔约国应执行以人权为基础的办法。", "2(e)"),
        ("工作组建议不对被偷运的移民进行刑事定罪。", "2(e)"),
        ("工作組建議不對被偷運的移民進行刑事定罪。", "2(e)"),
        ("国际合作被许多缔约国视为处理偷运移民问题的最佳手段。", "8"),
        ("共有十四个缔约方的代表发了言。", "10"),
        ("美国和委内瑞拉的代表作了发言。", "10"),
        ("会议于二〇一八年七月四日至五日在维也纳举行。", "header"),
        ("会期共两天。", "header"),
        ("第1段共列出九项建议。", "1"),
        ("Many speakers stressed that smuggled migrants should not be criminalized.", "7"),
        ("La réunion s'est tenue à Vienne les 4 et 5 juillet 2018.", "header"),
        ("Un orador instó a otros Estados parte a aumentar su apoyo a la UNODC.", "9"),
        ("Совещание состоялось в Вене 4–5 июля 2018 года.", "header"),
        ("أدلى ممثلو 14 طرفا ببيانات.", "10"),
    ],
)
def test_a_faithful_sentence_passes(claim: str, ref: str) -> None:
    assert kinds(claim, ref) == set()


@pytest.mark.parametrize(
    ("claim", "ref", "kind"),
    [
        ("工作组决定缔约方会议审议是否采纳以下建议。", "1", "modality"),
        ("共有15个缔约方的代表发了言。", "10", "number"),
        ("会议于2018年7月4日至6日举行。", "header", "number"),
        ("第1段共列出十二项建议。", "1", "number"),
        ("尼日尔的代表作了发言。", "10", "name"),
        ("会议在日内瓦举行。", "header", "name"),
        ("促进国际合作的途径包括《联合国反腐败公约》。", "1(a)", "name"),
        ("许多缔约国强调应当处理促成偷运移民的根源问题。", "4", "quantifier"),
        ("所有缔约国强调，国际合作是处理偷运移民问题的最佳手段。", "8", "quantifier"),
        ("有几个缔约国指出加强区域办法是国际合作的一个主要方面。", "8", "attribution"),
        ("工作组承认缔约国执行移民政策的主权。", "7", "attribution"),
        ("缔约国应在同一移民线路沿线各国之间部署检察官。", "1(d)", "modality"),
        ("缔约国必须在同一移民线路沿线各国之间部署检察官。", "1(d)", "modality"),
        ("缔约方会议已通过以下建议。", "1", "modality"),
        ("这是工作组的最终报告。", "header", "modality"),
        ("工作组建议对被偷运的移民进行刑事定罪。", "2(e)", "negation"),
        ("一名发言者促请其他缔约国减少对毒罪办的支持。", "9", "negation"),
        ("非正式沟通在正式提交请求之后进行。", "5", "negation"),
        ("许多发言者强调不应对被偷运的移民及其家属进行刑事定罪。", "7", "addition"),
        ("许多缔约国强调，国际合作是最佳手段，因为各国资源有限。", "8", "addition"),
        ("根据第3段，许多缔约国强调国际合作是最佳手段。", "8", "attribution"),
        ("会议于2018年7月4日至5日在维也纳举行。", "10", "attribution"),
        ("海洋塑料污染的治理需要新的国际文书。", "1(c)", "unrelated"),
        ("All speakers recognized the sovereignty of States parties.", "7", "quantifier"),
        ("States parties must deploy prosecutors along the same migration route.", "1(d)", "modality"),
        ("La réunion s'est tenue à Genève les 4 et 5 juillet 2018.", "header", "name"),
        ("Совещание состоялось в Вене 4–6 июля 2018 года.", "header", "number"),
        ("أدلى ممثلو 18 طرفا ببيانات.", "10", "number"),
    ],
)
def test_a_false_sentence_is_refused_for_what_is_wrong_in_it(claim: str, ref: str, kind: str) -> None:
    assert kind in kinds(claim, ref)


def test_a_reason_names_the_words_of_both_sides_in_the_language_of_the_claim() -> None:
    cited = [paragraph for paragraph in first().paragraphs if paragraph.ref == "4"]
    (reason,) = check("许多缔约国强调应当处理促成偷运移民的根源问题。", cited, first())
    assert (reason.kind, reason.claim, reason.source) == ("quantifier", "许多缔约国", "有几个缔约国")
    assert reason.message == "多少不符：这句话说「许多缔约国」，所引段落是「有几个缔约国」。"
    (reason,) = check("All States parties stressed the need to address root causes.", cited, first())
    assert reason.message.startswith("How many:")


def test_the_same_claim_gets_the_same_reasons() -> None:
    cited = [paragraph for paragraph in first().paragraphs if paragraph.ref == "7"]
    claim = "工作组强调应当对移民定罪，并设立基金。"
    assert check(claim, cited, first()) == check(claim, cited, first())


def test_paragraphs_without_a_report_are_enough() -> None:
    text = "有几个国家支持该提案。"
    paragraph = Paragraph("r#1", "1", text, 0, len(text), "paragraph", 1)
    assert check("该提案得到有几个国家的支持。", [paragraph]) == ()
    assert {reason.kind for reason in check("有几个国家反对该提案。", [paragraph])} == {"negation"}


def test_a_statute_keeps_may_from_must() -> None:
    law = read_text("第一条 有下列情形之一的，可以拒绝引渡：\n（一）本国有管辖权的；\n", "law", "zh")
    assert kinds("本国有管辖权的，可以拒绝引渡。", "1(一)", report=law) == set()
    assert "modality" in kinds("本国有管辖权的，应当拒绝引渡。", "1(一)", report=law)


def sentences() -> list[tuple[Paragraph, str]]:
    return [
        (paragraph, sentence)
        for paragraph in first().paragraphs
        for sentence in re.findall(r"[^。；\n]{6,}[。；]?", paragraph.text)
    ]


@given(st.data())
@settings(max_examples=60)
def test_what_a_paragraph_says_is_supported_by_it(data: st.DataObject) -> None:
    paragraph, sentence = data.draw(st.sampled_from(sentences()))
    assert check(sentence, [paragraph], first()) == ()


@cache
def _traditional() -> dict[int, str]:
    lines = (Path(normal.__file__).parent / "traditional.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines]
    return {ord(simplified): traditional for traditional, simplified in reversed(pairs)}


@given(st.data())
@settings(max_examples=60)
def test_the_traditional_form_of_a_sentence_is_the_sentence(data: st.DataObject) -> None:
    paragraph, sentence = data.draw(st.sampled_from(sentences()))
    traditional = sentence.translate(_traditional())
    assert fold(traditional) == fold(sentence)
    assert check(traditional, [paragraph], first()) == ()


@given(st.data(), st.integers(2, 40))
@settings(max_examples=60)
def test_another_number_in_a_sentence_is_refused(data: st.DataObject, more: int) -> None:
    numbered = [
        (paragraph, sentence, numeral)
        for paragraph, sentence in sentences()
        for numeral in numbers(sentence)
        if sentence[numeral.start : numeral.end].isdigit()
    ]
    paragraph, sentence, numeral = data.draw(st.sampled_from(numbered))
    other = str(int(sentence[numeral.start : numeral.end]) + more)
    claim = sentence[: numeral.start] + other + sentence[numeral.end :]
    kinds_given = {reason.kind for reason in check(claim, [paragraph], first())}
    inside = {one.value for one in numbers(paragraph.text)}
    assert "number" in kinds_given or {one.value for one in numbers(claim)} <= inside


@given(st.text(max_size=200))
@settings(max_examples=60)
def test_no_claim_breaks_it(claim: str) -> None:
    for reason in check(claim, first().paragraphs[:3], first()):
        assert reason.message
