"""What a number counts, and how else it may be said: a quarter for three months, 接近六成 for 58 %."""

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
    ("hour", r"个?小时|hours?|heures?|horas?|час\w*|ساعه|ساعات"),
    ("minute", r"分钟|minutes?|minutos?|минут\w*|دقيقه|دقائق"),
    ("money", r"美元|欧元|元|dollars?|euros?|долл\w*|دولار\w*"),
)
_UNIT = re.compile(r"\s*(?:" + "|".join(f"(?P<{name}>{forms})" for name, forms in _UNITS) + ")")
_WORDED = {
    "3 month": r"季|quarter|trimestr|квартал|فصلي",
    "6 month": r"半年|half a year|six-month|semest|полгод|полугод|نصف سنه|نصف عام",
    "12 month": r"一年|年度|annual|year|\ban|año|anual|год|سنه|سنوي|عام",
    "24 hour": r"昼夜|全天|around the clock|round the clock|a day|jour|dia|круглосуточ|сут|يوم",
    "10 year": r"十年|decade|decenni|decada|десятилет|عقد",
    "#1": r"首|最早|最先|initial|inaugural|premier|primer|перв|اول",
    "50%": r"一半|半数|half|moitie|mitad|половин|нصف|نصف",
    "1/2": r"一半|半数|half|moitie|mitad|половин|نصف|50",
    "1/4": r"25|四分之一|quarter|quart|cuart|четверт|ربع",
}  # numbers that words say as well, over plain text
_CLASSIFIER = re.compile(r"余?多?[个名位项件份次处所支艘家宗类种条]?")
_SAYS_SO = 16  # characters before a number in which the claim may say that it is rounded
_ROUNDED = {
    "near": re.compile(
        r"(?:约|大约|大概|近|接近|将近|about|around|approximately|roughly|some|nearly|almost|close to|"
        r"environ|pres de|quelque|alrededor de|unos|unas|cerca de|casi|"
        r"около|примерно|почти|порядка|حوالي|نحو|قرابه)\s*\W?$"
    ),
    "over": re.compile(r"(?:超过|逾|多于|more than|over|plus de|mas de|более|свыше|اكثر من)\s*\W?$"),
    "under": re.compile(
        r"(?:不到|不足|不满|less than|under|fewer than|moins de|menos de|менее|اقل من)\s*\W?$"
    ),
}
_AFTER = {"near": re.compile(r"左右|上下"), "over": re.compile(r"多|余|有余"), "under": re.compile("(?!)")}
_BOUNDS = {"near": (0.93, 1.07), "over": (1.0, 1.25), "under": (0.85, 1.0)}  # of the rounded number


def swapped(
    claim: Passage,
    numeral: Numeral,
    like: list[tuple[Passage, Numeral]],
    theirs: list[tuple[Passage, Numeral]],
) -> tuple[Passage, Numeral] | None:
    """The number that the source has of what the claim counts, where it has this one of other things."""
    noun = _noun(claim, numeral)
    counted = [_noun(passage, one) for passage, one in like]
    if not noun or not counted or not all(counted) or any(noun & each for each in counted):
        return None
    same_kind = (each for each in theirs if each[1].kind == numeral.kind)
    literal = {key for key in noun if key[0] != "~"}
    return next((each for each in same_kind if literal & _noun(*each)), None)


def _noun(passage: Passage, numeral: Numeral) -> set[str]:
    """What a number counts, by the keys of the word right after it."""
    if numeral.kind not in ("number", "percent") or unit(passage, numeral):
        return set()
    start = numeral.end
    if passage.language == "zh":
        found = _CLASSIFIER.match(passage.plain, start)
        start = found.end() if found else start
    first = next((unit for unit in passage.units if 0 <= unit.start - start <= 1), None)
    if first is None:
        return set()
    others = (*passage.groups, *passage.concepts)
    return {first.key} | {unit.key for unit in others if unit.start == first.start}


def rounded(claim: Passage, numeral: Numeral, theirs: list[tuple[Passage, Numeral]]) -> bool:
    """Whether the claim rounds a number of the source and says so: 接近六成 for 58 %, «over 200» for 210."""
    before = claim.plain[max(0, numeral.start - _SAYS_SO) : numeral.start]
    after = claim.plain[numeral.end : numeral.end + 3]
    for kind, pattern in _ROUNDED.items():
        if not (pattern.search(before) or _AFTER[kind].match(after)):
            continue
        low, high = _BOUNDS[kind]
        ours = _amount(numeral)
        same_kind = (one for _, one in theirs if one.kind == numeral.kind)
        alike = (_amount(one) for one in same_kind if _digits(numeral) < _digits(one))
        if ours and any(value and ours * low <= value <= ours * high for value in alike):
            return True
    return False


def _digits(numeral: Numeral) -> int:
    """How many digits tell something: fewer in a rounded number."""
    return len(numeral.value.rstrip("%").replace(".", "").strip("0"))


def _amount(numeral: Numeral) -> float:
    try:
        return float(numeral.value.rstrip("%"))
    except ValueError:
        return 0.0


def worded(claim: Passage, numeral: Numeral, evidence: Evidence) -> bool:
    """Whether a word says the number: a quarter for three months, 首次 for the first, 一半 for 50 %."""
    amount = f"{numeral.value} {unit(claim, numeral)}".strip()
    if numeral.kind == "ordinal":
        amount = f"#{numeral.value}"
    said = _WORDED.get(amount)
    return said is not None and re.search(said, evidence.text) is not None


def unit(passage: Passage, numeral: Numeral) -> str:
    if numeral.kind == "date":
        return ""
    found = _UNIT.match(passage.plain, numeral.end)
    return (found.lastgroup or "") if found else ""


def unit_end(passage: Passage, numeral: Numeral) -> int:
    found = _UNIT.match(passage.plain, numeral.end) if numeral.kind != "date" else None
    return found.end() if found else numeral.end
