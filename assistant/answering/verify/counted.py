"""What a number counts, and with what unit."""

from __future__ import annotations

import re

from assistant.answering.verify.evidence import Evidence
from assistant.answering.verify.passage import Passage
from assistant.language.numerals import Numeral

_UNITS = (
    ("year", r"年|years?|ans?(?!\w)|annees?|anos?(?!\w)|лет|года?|سنه|سنوات|عاما?"),
    ("month", r"个?月|months?|mois|mes(?:es)?(?!\w)|месяц\w*|شهرا?|اشهر"),
    ("week", r"周|星期|个星期|weeks?|semaines?|semanas?|недел\w*|اسبوع\w*|اسابيع"),
    ("day", r"日|天|days?|jours?|dias?|дн\w*|день|يوما?|ايام"),
    ("hour", r"个?小时|时(?=[以之前后至到,，。]|$)|hours?|heures?|horas?|час\w*|ساعه|ساعات"),
    ("minute", r"分钟|minutes?|minutos?|минут\w*|دقيقه|دقايق"),
    ("money", r"美元|欧元|元|dollars?|euros?|долл\w*|دولار\w*"),
)
_UNIT = re.compile(r"\s*(?:" + "|".join(f"(?P<{name}>{forms})" for name, forms in _UNITS) + ")")
_OF = re.compile(
    r"\s+(?:of (?:the |these |those |its |their )?|de l[oa]s |de (?:sus|esas|esos) |des |sur (?:les )?|из |"
    r"من (?:اصل |بين )?(?:ال)?)"
)
_VERB = re.compile(
    r"\s+(?:were|was|are|is|had|have|has|did|do|would|sont|etaient|etait|ont|avaient|seraient|"
    r"eran|era|estaban|son|estan|han|habian|были|было|будут)\b"
)
_FIRST = re.compile(r"首|最早|最先|initial|inaugural|premier|primer|перв|اول")
_CLASSIFIER = re.compile(r"余?多?[个名位项件份次处所支艘家宗类种条]?")


def swapped(
    claim: Passage,
    numeral: Numeral,
    like: list[tuple[Passage, Numeral]],
    theirs: list[tuple[Passage, Numeral]],
) -> tuple[Passage, Numeral] | None:
    """The number that the source has of what the claim counts, where it has this one of other things."""
    named = noun(claim, numeral)
    counted = [noun(passage, one) for passage, one in like]
    if not named or not counted or not all(counted) or any(named & each for each in counted):
        return None
    same_kind = (each for each in theirs if each[1].kind == numeral.kind)
    literal = {key for key in named if key[0] != "~"}
    return next((each for each in same_kind if literal & noun(*each)), None)


def noun(passage: Passage, numeral: Numeral) -> set[str]:
    """What a number counts, by the keys of the word right after it; nothing in «of which 8 were»."""
    if numeral.kind not in ("number", "percent") or unit(passage, numeral):
        return set()
    if (whole := out_of(passage, numeral)) is not None:
        return noun(passage, whole)
    start = numeral.end
    if passage.language == "zh":
        found = _CLASSIFIER.match(passage.plain, start)
        start = found.end() if found else start
    first = next((unit for unit in passage.units if 0 <= unit.start - start <= 1), None)
    if first is None or bare(passage, numeral):
        return set()
    others = (*passage.groups, *passage.concepts)
    return {first.key} | {unit.key for unit in others if unit.start == first.start}


def out_of(passage: Passage, numeral: Numeral) -> Numeral | None:
    """The number of all those of which one tells: 41 in «26 of the 41 parties»."""
    of = _OF.match(passage.plain, numeral.end)
    return next((one for one in passage.numerals if of and one.start == of.end()), None)


def bare(passage: Passage, numeral: Numeral) -> bool:
    """Whether a verb follows at once, so that the number counts what one before it does: of which 8 were."""
    return _VERB.match(passage.plain, numeral.end) is not None


def worded(numeral: Numeral, evidence: Evidence) -> bool:
    """Whether a word says the number: 首次 for the first."""
    return numeral.kind == "ordinal" and numeral.value == "1" and bool(_FIRST.search(evidence.text))


def unit(passage: Passage, numeral: Numeral) -> str:
    if numeral.kind == "date":
        return ""
    found = _UNIT.match(passage.plain, numeral.end)
    return (found.lastgroup or "") if found else ""


def unit_end(passage: Passage, numeral: Numeral) -> int:
    found = _UNIT.match(passage.plain, numeral.end) if numeral.kind != "date" else None
    return found.end() if found else numeral.end
