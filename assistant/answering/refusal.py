"""When the reports are silent: too little of the question is covered, or what is asked is not stated.

Likeness finds the right paragraph even for a fact that no paragraph states. So three things are looked
at: how much of the question the best paragraph covers, weighted by rarity; names, numbers and dates of
the question that it lacks; and whether it states the kind of thing asked for. The constants were set on
the tuning questions (eval/LOG.md).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from assistant.answering.acts import act_told
from assistant.answering.coverage import Need
from assistant.answering.cues import pattern, shows, without
from assistant.answering.dated import only_past
from assistant.answering.draft import Wanted
from assistant.answering.edition import codes_in
from assistant.answering.facets import WHO, facet_absent, gives_reason
from assistant.answering.howmany import bounds_in
from assistant.answering.negations import asks_who_not, says_who_not
from assistant.answering.pick import Scored
from assistant.answering.rarity import HAN
from assistant.answering.segments import words_of
from assistant.answering.stating import calls, defines, speaks, stated
from assistant.answering.things import counted_beside, thing_absent
from assistant.answering.unnamed import unnamed
from assistant.language.asking import is_light
from assistant.language.glossary import terms, translations
from assistant.language.names import Name, alike, names
from assistant.language.normal import numbers, plain
from assistant.model import Report
from assistant.reading.locator import parse_refs, without_mentions

SURE = 0.6  # confidence below which the reports are silent
ADJACENT = 1.0  # what it adds that a number stands right before what is to be counted
SURE_ELSEWHERE = 1.0  # the same in another report than the one kept first, where none is named
OF_SCORE, OF_BITS, OF_UNKNOWN, OF_TERMS, BASE = 1.9, 2.3, 2.6, 1.6, -4.3  # fitted: eval/LOG.md
# The same where a sentence encoder was asked: by words, by meaning, and by what nothing speaks of.
SURE_NEAR, SURE_NEAR_ELSEWHERE = 1.0, 1.7
NEAR_WORDS, NEAR_MEANING, NEAR_UNKNOWN, NEAR_BASE = 2.95, 14.25, 0.88, -0.94
WHOLE = 0.85  # share of the question at which its words may be as common as they like
KNOWN = 0.3  # of a need that some paragraph meets
WHO_NOT = {"number", "person", "identity", "country", "countries"}
SUBJECT = 0.38  # share of a question's weight at which a thing is what it is about
BARELY = 0.35  # of it that a paragraph may have by chance: a part of a compound
CLOSE = 0.27  # nearness from which the thing asked for may be called otherwise: 烧掉 for 损失
ABOUT = 0.3  # score below which a paragraph must say why in so many words
BRIEF, BRIEF_HAN = 60, 24  # characters of a paragraph that has no room for a reason
LONG_NUMBER = 3  # digits of a number that is telling without a unit
UNITED_NATIONS = ("UN", "UN-SYSTEM")  # nothing that a report of it need say


def silent(
    wanted: Wanted,
    chosen: Sequence[Scored],
    needs: Sequence[Need],
    report: Report,
    ranked: Sequence[Scored] = (),
    home: str = "",
    ease: float = 0.0,
) -> str:
    """Why the chosen paragraphs do not answer: ``coverage``, ``name``, ``number`` or ``asked``;
    empty when they do."""
    if not chosen or not needs:
        return "coverage"
    ranked = [each for each in ranked if each.report == report.id]
    zh = wanted.language[:2] == report.language[:2] == "zh"
    whole = max(each.worded for each in chosen) >= WHOLE
    sure = ADJACENT if "number" in wanted.asks and counted_beside(wanted, chosen, needs, report) else 0.0
    enough = _enough(not home or home == report.id, chosen[0].near is not None)
    if not whole and confidence(chosen, ranked, needs, zh=zh) + sure + ease < enough:
        return "coverage"
    if _subject_unknown(wanted, needs, ranked):
        return "coverage"
    evidence = " ".join(_whole(each) for each in chosen)
    header = " ".join(each.text for each in report.paragraphs if each.kind == "header")
    if _absent_names(wanted, evidence + " " + header, report):
        return "name"
    if _absent_numbers(wanted, evidence + " " + header):
        return "number"
    near = chosen[0].near or 0.0
    if not all(stated(ask, wanted.text, evidence, needs, report.language, near) for ask in wanted.asks):
        return "asked"
    if "date" in wanted.asks and only_past(wanted.text, _told(chosen), report):
        return "asked"
    if "definition" in wanted.asks and not wanted.refs and not defines(evidence, wanted.topic):
        return "asked"
    if (
        _not_told(wanted, chosen, report)
        or facet_absent(wanted, evidence)
        or _kind_absent(wanted, chosen, needs)
        or unnamed(wanted, chosen)
        or not any(act_told(wanted, each, needs, report.language) for each in chosen)
    ):
        return "asked"
    return "asked" if near < CLOSE and thing_absent(wanted, chosen, needs, report) else ""


def _subject_unknown(wanted: Wanted, needs: Sequence[Need], ranked: Sequence[Scored]) -> bool:
    """Whether the thing that a question is mostly about, which the glossary knows by all its names, stands in
    no paragraph: «证人» in «证人保护»."""
    if wanted.leaning is not None or not ranked:
        return False
    total = sum(need.weight for need in needs)
    for start, end in _things(wanted):
        at = [at for at, need in enumerate(needs) if start <= need.start and need.end <= end]
        weight = sum(needs[each].weight for each in at)
        if weight < SUBJECT * total:
            continue
        if max(sum(each.met[one] * needs[one].weight for one in at) for each in ranked) < BARELY * weight:
            return True
    return False


def _things(wanted: Wanted) -> Iterator[tuple[int, int]]:
    """Where the topic has a term of the glossary that is a thing and not a deed, by what it is called in
    Chinese; of a Chinese term the words that are."""
    named = [(name.start, name.end) for name in names(wanted.topic)]
    for term in terms(wanted.topic, wanted.language):
        own = wanted.topic[term.start : term.end]
        if (
            term.everyday
            or is_light(plain(own), wanted.language)
            or _says_little(own)
            or any(start < term.end and term.start < end for start, end in named)
        ):
            continue
        if wanted.language.startswith("zh"):
            things = [word for word in words_of(plain(own)) if word.kind == "thing"]
            yield from ((term.start + word.start, term.start + word.end) for word in things)
        elif known := translations(own, wanted.language, "zh"):
            kinds = {word.kind for word in words_of(plain(known[0].words[0]))}
            if "thing" in kinds and "deed" not in kinds:
                yield term.start, term.end


def _says_little(own: str) -> bool:
    """Whether a word is no thing that a report is about: everyday, a kind of document, «duties», «steps»."""
    return any(
        shows(own, *cue) for cue in (("strip", "common"), ("overall", "document"), ("other", "generic"))
    )


def _enough(at_home: bool, measured: bool) -> float:
    """The confidence that an answer needs; ``measured``: an encoder was asked."""
    if at_home:
        return SURE_NEAR if measured else SURE
    return SURE_NEAR_ELSEWHERE if measured else SURE_ELSEWHERE


def confidence(
    chosen: Sequence[Scored], ranked: Sequence[Scored], needs: Sequence[Need], *, zh: bool
) -> float:
    """How likely it is (as log odds) that the best paragraph answers: by the share of the question that it
    covers, by how much that is (a long question may be covered little and still be met in three rare
    words), and by what of the question no paragraph speaks of. ``zh``: both are Chinese, so that what is
    covered is counted by characters and not by words."""
    best = max(chosen, key=lambda each: each.score)
    ranked = ranked or chosen
    bits = sum(m * need.weight for m, need in zip(best.met, needs, strict=True))
    total = sum(need.weight for need in needs) or 1.0
    known = sum(need.weight for at, need in enumerate(needs) if max(each.met[at] for each in ranked) >= KNOWN)
    if best.near is not None:
        return (
            NEAR_BASE
            + NEAR_WORDS * best.worded
            + NEAR_MEANING * best.fitness
            - NEAR_UNKNOWN * (1 - known / total)
        )
    return (
        BASE
        + OF_SCORE * best.worded
        + OF_BITS * math.log1p(bits)
        - OF_UNKNOWN * (1 - known / total)
        + OF_TERMS * (not zh)
    )


def unreasoned(wanted: Wanted, chosen: Sequence[Scored]) -> bool:
    """Whether a question asks why, and the paragraphs give no reason in so many words: they are hardly about
    it, or too brief to say more than what is asked, or it is asked why so much."""
    why = shows(wanted.question.text, "asks", "reason") and not shows(wanted.text, "other", "ought")
    best = chosen[0]
    much = shows(wanted.question.text, "other", "so_much")
    brief = len(best.paragraph.text) < (BRIEF_HAN if HAN.search(best.paragraph.text) else BRIEF)
    return (
        why
        and (much or brief or best.score < ABOUT)
        and not any(gives_reason(_whole(each)) for each in chosen)
    )


def states(each: Scored, wanted: Wanted, needs: Sequence[Need], report: Report) -> bool:
    """Whether one paragraph states every kind of thing that is asked for, of whom and what is named."""
    whole = _whole(each)
    if "voice" in wanted.asks and not speaks(whole):
        return False
    if "definition" in wanted.asks and not defines(whole, wanted.topic):
        return False
    if facet_absent(wanted, whole) or _absent_names(wanted, whole, report) or _absent_numbers(wanted, whole):
        return False
    if _not_told(wanted, [each], report) or not act_told(wanted, each, needs, report.language):
        return False
    near = each.near or 0.0
    return all(stated(ask, wanted.text, whole, needs, report.language, near) for ask in wanted.asks)


def _not_told(wanted: Wanted, chosen: Sequence[Scored], report: Report) -> bool:
    """Whether it is asked how many or who did not do a thing, and all that is told is who did."""
    if not WHO_NOT & set(wanted.asks) or "reason" in wanted.asks or wanted.leaning is not None:
        return False
    if not asks_who_not(wanted.text):
        return False
    return not any(says_who_not(_whole(each), report.language) for each in chosen)


def _kind_absent(wanted: Wanted, chosen: Sequence[Scored], needs: Sequence[Need]) -> bool:
    """Whether «which university» finds no university: nothing chosen speaks of the kind asked for, or it
    says no more than «a university»."""
    if "source" not in wanted.asks:
        return False
    for match in pattern("asks", "source").finditer(plain(wanted.text)):
        kind = [
            at for at, need in enumerate(needs) if match.start() <= need.start and need.end <= match.end()
        ]
        if kind and all(each.met[at] < 0.5 for each in chosen for at in kind):
            return True
        if not any(calls(each.paragraph.text) for each in chosen):
            return True
    return False


def _told(chosen: Sequence[Scored]) -> str:
    return " ".join(each.paragraph.text for each in chosen)


def _whole(each: Scored) -> str:
    paragraph = each.paragraph
    return " ".join((paragraph.lead, paragraph.text, *(heading.title for heading in paragraph.headings)))


def _absent_names(wanted: Wanted, evidence: str, report: Report) -> bool:
    """Whether a country, body, instrument or title that the question names is not in the evidence."""
    asked = [name for name in names(wanted.text) if name.kind in ("country", "instrument")]
    held = {name.code for name in names(evidence)} if asked else set()
    return _lacks(held, asked) or _absent_bodies(wanted, report)


def _absent_bodies(wanted: Wanted, report: Report) -> bool:
    """Whether the question names a body that the report nowhere names, or asks other than who holds it of an
    office."""
    holder = wanted.leaning is not None or wanted.question.before or WHO & set(wanted.asks)
    kinds = ("body",) if holder else ("body", "person-title")
    asked = [name for name in names(wanted.text) if name.kind in kinds and name.code not in UNITED_NATIONS]
    return bool(asked) and _lacks(codes_in(report), asked)


def _lacks(held: Set[str], asked: Sequence[Name]) -> bool:
    return any(not any(alike(name.code, code) for code in held) for name in asked)


def _absent_numbers(wanted: Wanted, evidence: str) -> bool:
    telling = _telling(wanted.text if wanted.leaning is None else wanted.text.partition(" (")[0])
    held = {numeral.value for numeral in numbers(evidence)} if telling else set()
    held |= {value[:size] for value in held if re.match(r"\d{4}(-|$)", value) for size in (4, 7)}
    held |= {"-" + value[4:size] for value in held if re.match(r"\d{4}-\d\d", value) for size in (7, 10)}
    held |= {value[:4] for value in held if value.startswith("--")}  # 12 May is in May
    return not telling <= held


@lru_cache(maxsize=256)
def _telling(text: str) -> frozenset[str]:
    """The numbers of a question that the evidence must have."""
    text = without_mentions(text, parse_refs(text))
    bounds = set(bounds_in(text))
    asked = numbers(without(text, ("asks", "number"), ("asks", "duration"), ("asks", "date")))
    return frozenset(
        each.value
        for each in asked
        if (each.start, each.end) not in bounds
        and (each.kind in ("date", "percent", "symbol") or len(each.value) >= LONG_NUMBER)
    )
