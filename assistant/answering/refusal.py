"""When the reports are silent: too little of the question is covered, or what is asked is not stated.

Likeness finds the right paragraph even for a fact that no paragraph states. So three things are looked
at: how much of the question the best paragraph covers, weighted by rarity; names, numbers and dates of
the question that it lacks; and whether it states the kind of thing asked for. The constants were set on
the tuning questions (eval/LOG.md).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.coverage import Need
from assistant.answering.cues import pattern, without
from assistant.answering.draft import Wanted
from assistant.answering.pick import Scored
from assistant.answering.stating import defines, speaks, stated
from assistant.language.names import alike, names
from assistant.language.normal import numbers, plain
from assistant.model import Report
from assistant.reading.locator import parse_refs

ENOUGH = 0.40  # score of the best paragraph below which the reports are silent
ENOUGH_SHORT = 0.55  # the same when a Chinese question is no longer than SHORT
HEAD, LEAST = (
    0.3,
    1.2,
)  # a thing asked for is absent below the one; what weighs less than the other is no thing
UNITED_NATIONS = "UN"  # nothing that a report of it need say
SHORT = 6  # characters
ENOUGH_FEW, FEW_WORDS = 0.50, 3  # the same when it speaks another one and few words are asked
ENOUGH_FOREIGN = 0.36  # the same when the report speaks another language


_HEAD = re.compile(
    r"(?:什么|哪些|哪种|多少|几[个项种])(?:样的)?([\u3400-\u9fff]{2,4}?)(?=$|[?,。 ])"
    r"|([\u3400-\u9fff]{2})(?:是|为|有|达)?(?:多少|几何|谁|多大|多高|多长|哪里|哪儿)(?=$|[?,。 ])"
    r"|\b(?:what (?:is|was) the|what|which|quel(?:le)? (?:est|etait) l[ea']|quel(?:le)?s?"
    r"|cual (?:es|fue) (?:el|la)|как(?:ой|ая|ое|ов|ова|ово))\s?(\w+)"
)


def silent(wanted: Wanted, chosen: Sequence[Scored], needs: Sequence[Need], report: Report) -> str:
    """Why the chosen paragraphs do not answer: ``coverage``, ``name``, ``number`` or ``asked``;
    empty when they do."""
    if not chosen or not needs:
        return "coverage"
    foreign = wanted.language[:2] != report.language[:2]
    enough = ENOUGH_FOREIGN if foreign else ENOUGH
    if foreign and len(needs) <= FEW_WORDS:
        enough = ENOUGH_FEW
    if report.language[:2] == wanted.language[:2] == "zh" and len(needs) <= SHORT:
        enough = ENOUGH_SHORT
    if max(each.score for each in chosen) < enough:
        return "coverage"
    evidence = " ".join(_whole(each) for each in chosen)
    header = " ".join(each.text for each in report.paragraphs if each.kind == "header")
    if _absent_names(wanted, evidence + " " + header, report):
        return "name"
    if _absent_numbers(wanted, evidence + " " + header):
        return "number"
    if not all(stated(ask, wanted.text, evidence, needs, report.language) for ask in wanted.asks):
        return "asked"
    absent = _kind_absent(wanted, chosen, needs) or _head_absent(wanted, chosen, needs)
    return "asked" if absent else ""


def _head_absent(wanted: Wanted, chosen: Sequence[Scored], needs: Sequence[Need]) -> bool:
    """Whether the very thing asked for («取得哪些成绩», «какой бюджет») stands in no chosen paragraph that
    covers the question as well as any."""
    if wanted.leaning is not None:
        return False
    for match in _HEAD.finditer(plain(wanted.text)):
        start, end = next(match.span(group) for group in range(1, 4) if match[group])
        head = [at for at, need in enumerate(needs) if start <= need.start and need.end <= end]
        if len(head) >= (2 if "\u3400" <= wanted.text[start] <= "\u9fff" else 1) and all(
            chosen[0].met[at] < HEAD and needs[at].weight > LEAST for at in head
        ):
            return True
    return False


def states(each: Scored, wanted: Wanted, needs: Sequence[Need], report: Report) -> bool:
    """Whether one paragraph states every kind of thing that is asked for."""
    whole = _whole(each)
    if "voice" in wanted.asks and not speaks(whole):
        return False
    if "definition" in wanted.asks and not defines(whole):
        return False
    return all(stated(ask, wanted.text, whole, needs, report.language) for ask in wanted.asks)


def _kind_absent(wanted: Wanted, chosen: Sequence[Scored], needs: Sequence[Need]) -> bool:
    """Whether «which university» finds no university: nothing chosen speaks of the kind asked for."""
    if "source" not in wanted.asks:
        return False
    for match in pattern("asks", "source").finditer(plain(wanted.text)):
        kind = [
            at for at, need in enumerate(needs) if match.start() <= need.start and need.end <= match.end()
        ]
        if kind and all(each.met[at] < 0.5 for each in chosen for at in kind):
            return True
    return False


def _whole(each: Scored) -> str:
    paragraph = each.paragraph
    return " ".join((paragraph.lead, paragraph.text, *(heading.title for heading in paragraph.headings)))


def _absent_names(wanted: Wanted, evidence: str, report: Report) -> bool:
    """Whether a country, body, instrument or title that the question names is not in the evidence."""
    held = {name.code for name in names(evidence)}
    return any(
        not any(alike(name.code, code) for code in held)
        for name in names(wanted.text)
        if name.kind in ("country", "instrument")
    ) or _absent_bodies(wanted, report)


def _absent_bodies(wanted: Wanted, report: Report) -> bool:
    """Whether the question names a body that the report nowhere names."""
    asked = [name for name in names(wanted.text) if name.kind == "body" and name.code != UNITED_NATIONS]
    if not asked:
        return False
    held = {name.code for name in names(report.text)}
    return any(not any(alike(name.code, code) for code in held) for name in asked)


def _absent_numbers(wanted: Wanted, evidence: str) -> bool:
    text = wanted.question.text if wanted.leaning is None else wanted.text
    for mention in parse_refs(text):
        text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    asked = numbers(without(text, ("asks", "number"), ("asks", "duration"), ("asks", "date")))
    held = {numeral.value for numeral in numbers(evidence)}
    years = {value[:4] for value in held if re.match(r"\d{4}(-|$)", value)}
    return any(
        numeral.value not in held and numeral.value not in years
        for numeral in asked
        if numeral.kind in ("date", "percent", "symbol") or len(numeral.value) >= 3
    )
