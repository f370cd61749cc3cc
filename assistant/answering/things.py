"""Whether the very thing that is counted, done or asked for stands in the paragraphs chosen. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.answering.coverage import Need, coverage
from assistant.answering.cues import shows
from assistant.answering.draft import Wanted
from assistant.answering.howmany import things_counted
from assistant.answering.pick import Scored
from assistant.answering.rarity import tokens_of
from assistant.answering.segments import words_of
from assistant.language.normal import numbers, plain
from assistant.language.numerals import Numeral
from assistant.model import Report

REACH = 24  # characters after a number in which what it counts stands
FACTS = {"date", "money", "duration", "place", "country", "countries", "identity"}  # asked for of a deed
HELD = 0.75  # share of the question at which the thing asked for may be called otherwise
HEAD, LEAST = 0.3, 1.2  # a thing asked for is absent below the one; what weighs less is no thing

_NEXT_WORD = re.compile(r" ?[a-zа-я\u0621-\u064a]+")
_HEAD = re.compile(
    r"(?:什么|哪些|哪种|多少|几[个项种])(?:样的)?([\u3400-\u9fff]{2,4}?)(?=$|[?,。 ])"
    r"|([\u3400-\u9fff]{2})(?:是|为|有|达)?(?:多少|几何|谁|多大|多高|多长|哪里|哪儿)(?=$|[?,。 ])"
    r"|\b(?:what (?:is|was) the|what|which|quel(?:le)? (?:est|etait) l[ea']|quel(?:le)?s?"
    r"|cual (?:es|fue) (?:el|la)|как(?:ой|ая|ое|ов|ова|ово))\s?(\w+)"
)


def thing_absent(wanted: Wanted, chosen: Sequence[Scored], needs: Sequence[Need], report: Report) -> bool:
    """Whether no chosen paragraph has a word for what is counted, done or asked for by name."""
    if "number" in wanted.asks and counted_absent(wanted, chosen, needs, report):
        return True
    across = wanted.language[:2] != report.language[:2]
    known = [not across or len(need.ways) > 1 for need in needs]  # in the report's language
    if FACTS & set(wanted.asks) and _deed_absent(wanted, chosen, needs, known):
        return True
    return chosen[0].covered < HELD and _head_absent(wanted, chosen, needs, known)


def counted_beside(wanted: Wanted, chosen: Sequence[Scored], needs: Sequence[Need], report: Report) -> bool:
    """Whether the best paragraph has a number right before what is to be counted: «71 States»."""
    start, end = next(things_counted(wanted.text), (0, 0))
    thing = [need for need in needs if start <= need.start and need.end <= end]
    text = chosen[0].paragraph.text
    return bool(thing) and number_before(thing, text, numbers(text), report.language)


def number_before(thing: Sequence[Need], text: str, numerals: Iterable[Numeral], language: str) -> bool:
    """Whether one of the numerals of a text stands right before a thing."""
    return any(
        coverage(thing, tokens_of(text[numeral.end : numeral.end + REACH], language)) >= HELD
        for numeral in numerals
    )


def counted_absent(wanted: Wanted, chosen: Sequence[Scored], needs: Sequence[Need], report: Report) -> bool:
    """Whether what is to be counted («how many guards») stands in no chosen paragraph, nor much of it and
    the word after it."""
    simple = plain(wanted.text)
    for start, end in things_counted(wanted.text):
        if shows(simple[start:end], "other", "governments") and any(
            shows(each.paragraph.text, "other", "governments") for each in chosen
        ):
            continue  # countries are Parties, delegations, members
        after = _NEXT_WORD.match(simple, end)
        if all(
            _absent(wanted, chosen, needs, report, start, to) for to in (end, after.end() if after else end)
        ):
            return True
    return False


def _absent(
    wanted: Wanted, chosen: Sequence[Scored], needs: Sequence[Need], report: Report, start: int, end: int
) -> bool:
    """Whether hardly any of the words between two places of a question stands in a chosen paragraph."""
    thing = [at for at, need in enumerate(needs) if start <= need.start and need.end <= end]
    weight = sum(needs[at].weight for at in thing)
    if wanted.language[:2] != report.language[:2]:
        thing = [at for at in thing if len(needs[at].ways) > 1]  # known in the report's language
    if not thing or weight <= LEAST:
        return False
    met = (sum(each.met[at] * needs[at].weight for at in thing) / weight for each in chosen)
    return max(met, default=0.0) < HEAD


def _deed_absent(
    wanted: Wanted, chosen: Sequence[Scored], needs: Sequence[Need], known: Sequence[bool]
) -> bool:
    """Whether the best paragraph speaks of the thing but not of what was done to it: «哪一年设立»."""
    simple = plain(wanted.topic)
    deeds = [word for word in words_of(simple) if word.kind == "deed"]
    deeds = [word for word in deeds if not shows(simple[word.start : word.end], "strip", "common")]
    if not deeds:
        return False
    done = [
        at
        for at, need in enumerate(needs)
        if known[at] and deeds[-1].start <= need.start and need.end <= deeds[-1].end
    ]
    best = max(chosen, key=lambda each: each.score)
    return bool(done) and all(best.met[at] < HEAD for at in done)


def _head_absent(
    wanted: Wanted, chosen: Sequence[Scored], needs: Sequence[Need], known: Sequence[bool]
) -> bool:
    """Whether the very thing asked for («取得哪些成绩», «какой бюджет») stands in no chosen paragraph that
    covers the question as well as any."""
    if wanted.leaning is not None:
        return False
    for match in _HEAD.finditer(plain(wanted.text)):
        start, end = next(match.span(group) for group in range(1, 4) if match[group])
        if any(word.kind == "deed" for word in words_of(plain(wanted.text)[start:end])):
            continue  # 依什么办理: how, not which
        if shows(plain(wanted.text)[start:end], "other", "generic"):
            continue
        head = [at for at, need in enumerate(needs) if known[at] and start <= need.start and need.end <= end]
        if len(head) >= (2 if "\u3400" <= wanted.text[start] <= "\u9fff" else 1) and all(
            chosen[0].met[at] < HEAD and needs[at].weight > LEAST for at in head
        ):
            return True
    return False
