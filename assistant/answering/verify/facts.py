"""Numbers and dates of a claim: each must stand in the source, at the same place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise, takewhile

from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Evidence, Passage, Span
from assistant.language.numerals import Numeral

_REACH = 14  # characters around a number that tell what it counts
_CLEARLY = 4  # pairs of characters by which another number fits the place better
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
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_COUNTED = re.compile(
    r"\s*(?:[个项名国位种类方条家点份级层步]|缔约|代表|发言|建议|(?!and\b|et\b|y\b|и\b|و)[^\W\d_\u3400-\u9fff])"
)
_ITEM = re.compile(r"[项点条]")
_PRIMARY = re.compile(r"premi\w+|primer\w*|перв\w+|first")
_ABOUT = re.compile(r"[多余]([万亿])")
_LIST = re.compile(r"[^、，,：:；;。]{1,24}(?:、[^、，,：:；;。]{1,24})+")
_SAID = re.compile(r"(?:[这此该]|上述|前述|以上)$")
_BOTH = re.compile("两[类者种方]")  # «both», of things named one by one
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
        r"(?:约|大约|大概|近|接近|将近|about|around|approximately|roughly|some|nearly|almost|close to|environ|pres de|"
        r"quelque|alrededor de|unos|unas|cerca de|casi|около|примерно|почти|порядка|حوالي|نحو|قرابه)\s*\W?$"
    ),
    "over": re.compile(
        r"(?:超过|逾|多于|more than|over|plus de|mas de|более|свыше|اكثر من)\s*\W?$"
    ),
    "under": re.compile(
        r"(?:不到|不足|不满|less than|under|fewer than|moins de|menos de|менее|اقل من)\s*\W?$"
    ),
}
_AFTER = {"near": re.compile(r"左右|上下"), "over": re.compile(r"多|余|有余"), "under": None}
_BOUNDS = {"near": (0.93, 1.07), "over": (1.0, 1.25), "under": (0.85, 1.0)}  # of the rounded number
_LAST = re.compile(r"以及|和(?!国)|及|与")


def numbers_wrong(claim: Passage, evidence: Evidence, cited: int) -> Iterator[Finding]:
    """Numbers and dates of the claim that the source does not give where the claim puts them."""
    theirs = [(passage, numeral) for passage in evidence.everything for numeral in passage.numerals]
    places = [(mention.start, mention.end) for mention in claim.mentions]
    counts = None
    for numeral in claim.numerals:
        if _idle(claim, numeral, evidence) or any(start <= numeral.start < end for start, end in places):
            continue
        like = [(passage, one) for passage, one in theirs if _alike(claim, numeral, passage, one)]
        if not like and (_otherwise(claim, numeral, evidence) or _about(claim, numeral, theirs)):
            continue
        if not like:
            counts = counts if counts is not None else _counts(evidence, cited)
            if numeral.value in counts and _counting(claim, numeral):
                continue
            if _unit(claim, numeral) == "day" and numeral.value in _days(evidence):
                continue
            yield _finding(claim, numeral, _nearest(claim, numeral, theirs))
            continue
        inside = [(passage, one) for passage, one in like if passage in evidence.cited]
        swapped = _swapped(claim, numeral, inside, theirs)
        if swapped is not None:
            yield _finding(claim, numeral, swapped)
            continue
        better = _better(claim, numeral, like, theirs) if inside else _rival(claim, numeral, evidence)
        if better is not None:
            yield _finding(claim, numeral, better)


def _swapped(
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
    if numeral.kind not in ("number", "percent") or _unit(passage, numeral):
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


def _about(claim: Passage, numeral: Numeral, theirs: list[tuple[Passage, Numeral]]) -> bool:
    """Whether the claim rounds a number of the source and says so: 接近六成 for 58 %, «over 200» for 210."""
    before = claim.plain[max(0, numeral.start - _SAYS_SO) : numeral.start]
    after = claim.plain[numeral.end : numeral.end + 3]
    for kind, pattern in _ROUNDED.items():
        if not (pattern.search(before) or (_AFTER[kind] and _AFTER[kind].match(after))):
            continue
        low, high = _BOUNDS[kind]
        ours = _amount(numeral)
        alike = (_amount(one) for _, one in theirs if one.kind == numeral.kind)
        if ours and any(value and ours * low <= value <= ours * high for value in alike):
            return True
    return False


def _amount(numeral: Numeral) -> float:
    try:
        return float(numeral.value.rstrip("%"))
    except ValueError:
        return 0.0


def _otherwise(claim: Passage, numeral: Numeral, evidence: Evidence) -> bool:
    """Whether a word says the number: a quarter for three months, 首次 for the first, 一半 for 50 %."""
    amount = f"{numeral.value} {_unit(claim, numeral)}".strip()
    if numeral.kind == "ordinal":
        amount = f"#{numeral.value}"
    said = _WORDED.get(amount)
    return said is not None and re.search(said, evidence.text) is not None


def _finding(claim: Passage, numeral: Numeral, other: tuple[Passage, Numeral] | None) -> Finding:
    source = other[0].words(other[1].start, _unit_end(other[0], other[1])) if other else ""
    return Finding("number", claim.words(numeral.start, _unit_end(claim, numeral)), source)


def _counting(claim: Passage, numeral: Numeral) -> bool:
    """Whether the number counts things, as 14 个国家 and «14 parties» do and 议程项目 14 does not."""
    if numeral.kind != "number" or _unit(claim, numeral):
        return False
    return _COUNTED.match(claim.plain, numeral.end) is not None


def _idle(claim: Passage, numeral: Numeral, evidence: Evidence) -> bool:
    """一个主要方面 counts nothing, 这两类 takes up what was said, 一名发言者 is a quantifier,
    «première» may be «primary», and 第二项 may name the second item, which is cited."""
    written = claim.plain[numeral.start : numeral.end]
    if numeral.kind == "ordinal":
        item = f"({chr(96 + int(numeral.value))})" if numeral.value.isdigit() else ""
        named = _ITEM.match(claim.plain, numeral.end) and any(ref.endswith(item) for ref in evidence.refs)
        return bool(named) or _PRIMARY.fullmatch(written) is not None
    if _SAID.search(claim.plain, 0, numeral.start) or (
        numeral.value == "2" and _BOTH.match(claim.plain, numeral.start)
    ):
        return True
    lone = numeral.value == "1" and numeral.kind == "number" and not written[0].isdigit()
    return lone and not _unit(claim, numeral)


def _alike(claim: Passage, ours: Numeral, passage: Passage, theirs: Numeral) -> bool:
    """The same value, counting the same unit where both name one."""
    if _value(claim, ours) != _value(passage, theirs):
        dates = "date" in (ours.kind, theirs.kind)
        return dates and _date_alike(ours.value, theirs.value)
    unit, other = _unit(claim, ours), _unit(passage, theirs)
    return not (unit and other and unit != other)


def _value(passage: Passage, numeral: Numeral) -> str:
    """The value; 1 350多万 is 1 350万."""
    about = _ABOUT.match(passage.plain, numeral.end)
    if about is None or not numeral.value.isdigit():
        return numeral.value
    return str(int(numeral.value) * (10_000 if about[1] == "万" else 100_000_000))


def _date_alike(ours: str, theirs: str) -> bool:
    """A date may be given in part: 2018, 2018-07, --07-04 are all in 2018-07-04."""
    return theirs.startswith(f"{ours}-") or (ours.startswith("--") and theirs.endswith(ours[1:]))


def _unit(passage: Passage, numeral: Numeral) -> str:
    if numeral.kind == "date":
        return ""
    found = _UNIT.match(passage.plain, numeral.end)
    return (found.lastgroup or "") if found else ""


def _unit_end(passage: Passage, numeral: Numeral) -> int:
    found = _UNIT.match(passage.plain, numeral.end) if numeral.kind != "date" else None
    return found.end() if found else numeral.end


def _better(
    claim: Passage,
    numeral: Numeral,
    like: list[tuple[Passage, Numeral]],
    theirs: list[tuple[Passage, Numeral]],
) -> tuple[Passage, Numeral] | None:
    """Another number that stands where the claim puts this one, if one clearly does."""
    rivals = [
        (passage, one)
        for passage, one in theirs
        if one.kind == numeral.kind
        and not any(one is other for _, other in like)
        and _unit(passage, one) == _unit(claim, numeral)
    ]
    if not rivals or numeral.kind in ("date", "symbol"):
        return None
    rival = max(rivals, key=lambda other: _fit(claim, numeral, *other))
    fit = max(_fit(claim, numeral, *other) for other in like)
    both = any(rival[1].value == ours.value for ours in claim.numerals)
    return rival if _fit(claim, numeral, *rival) >= fit + (2 if both else 1) * _CLEARLY else None


def _rival(claim: Passage, numeral: Numeral, evidence: Evidence) -> tuple[Passage, Numeral] | None:
    """What the cited paragraphs have in place of a number that only the header has."""
    theirs = [(passage, one) for passage in evidence.cited for one in passage.numerals]
    nearest = _nearest(claim, numeral, theirs)
    return nearest if nearest and _fit(claim, numeral, *nearest) >= _CLEARLY else None


def _nearest(
    claim: Passage, numeral: Numeral, theirs: list[tuple[Passage, Numeral]]
) -> tuple[Passage, Numeral] | None:
    same_kind = [other for other in theirs if other[1].kind == numeral.kind]
    return max(same_kind, key=lambda other: _fit(claim, numeral, *other), default=None)


def _fit(claim: Passage, ours: Numeral, passage: Passage, theirs: Numeral) -> int:
    """How much the surroundings of two numbers share; what touches them counts twice."""
    across = claim.language != passage.language
    shared = _around(claim, (ours.start, ours.end), across) & _around(
        passage, (theirs.start, theirs.end), across
    )
    before = _alike_for(claim.plain[: ours.start][::-1], passage.plain[: theirs.start][::-1])
    after = _alike_for(claim.plain[ours.end :], passage.plain[theirs.end :])
    per_unit = 1 if claim.language == "zh" else 5
    return len(shared) + (before + after) // per_unit


def _alike_for(one: str, other: str) -> int:
    """For how many characters, within reach, two texts begin alike."""
    together = zip(one[:_REACH], other[:_REACH], strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], together))


def _around(passage: Passage, span: Span, across: bool = False) -> set[str]:
    reach = _REACH if passage.language == "zh" else 4 * _REACH
    start, end = passage.sentence(span[0])
    start, end = max(start, span[0] - reach), min(end, span[1] + reach)
    return {
        unit.key
        for unit in (passage.shared if across else passage.units)
        if (start <= unit.start and unit.end <= span[0]) or (span[1] <= unit.start and unit.end <= end)
    }


def _days(evidence: Evidence) -> set[str]:
    """How many days the periods of the source last."""
    dates = [
        date.fromisoformat(numeral.value)
        for passage in evidence.cited
        for numeral in passage.numerals
        if numeral.kind == "date" and _DAY.fullmatch(numeral.value)
    ]
    return {str((last - first).days + 1) for first, last in pairwise(dates)}


def _counts(evidence: Evidence, cited: int) -> set[str]:
    """What can be counted in the source: the items of its lists, the paragraphs cited."""
    counts = {evidence.items, cited}
    for passage in evidence.cited:
        for found in _LIST.finditer(passage.plain):
            items = found[0].split("、")
            counts.add(len(items) + bool(_LAST.search(items[-1])))
        for kind in ("country", "instrument"):
            counts.add(len({name.code for name in passage.names if name.kind == kind}))
    return {str(count) for count in counts if count > 1}
