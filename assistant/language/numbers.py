"""Numbers, ordinals, per cents and dates in a text, in seven ways of writing.

    value      kind       written as
    1000       number     1,000 · 1 000 · 一千 · one thousand · mille
    3          ordinal    第三 · third · troisième · 3rd
    80%        percent    百分之八十 · 80 % · 80 per cent · 80 pour cent · 80 في المائة
    1/3        number     三分之一 · 1/3
    2018       date       2018年 · 二〇一八年
    2018-07-04 date       2018年7月4日 · 4 July 2018 · 4 juillet 2018 · 4 июля 2018 года · 2018-07-04
    --07-04    date       7月4日 · 4 July (no year given or implied)
    a/res/61/1 symbol     A/RES/61/1 · 55/25

A range gives two numerals: 2018年7月4日至5日 is 2018-07-04 and 2018-07-05, each with its own span.
A bare year (in 2018) is the number 2018: the same value as the date 2018. 一 counts only before a
counting word (一名发言者), since 进一步 or 一些 count nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.language.dates import dates
from assistant.language.numerals import HAN_NUMERAL, Numeral, digits, han, number_words, spoken, written

_PLAIN_NUMBER = r"\d{1,3}(?:[ ]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*"
_HAN = f"[{HAN_NUMERAL}]+"
_COUNTED = (
    "个名项条次届段款年月天日周岁人种件份位倍类章节节期批轮组处页票点区对方面阶段小时分钟美元欧元元吨公里米"
    "级号所支艘架辆头场代层步成"
)
_IDIOMS = (
    r"十分(?!之)|千万(?=[不别要])|万一|百姓|百般|千方百计|万国|一一|三三两两|四川|十足|万众|百年大计|千古|"
    r"三角|五金|九龙|八方|四面|四处|两岸|万能|亿万|千百|百分比|百分率|百分点|成千上万|七国集团|五常"
)
_ZH_NUMBER = rf"(?:\d+(?:[,.]\d+)*|{_HAN})"


def scan(text: str, plain: str) -> tuple[Numeral, ...]:
    """The numerals of ``text``; ``plain`` is the same text through ``normal.plain``."""
    taken: list[Numeral] = []
    free = bytearray(b"\1") * len(plain)
    for find, needed in _FINDERS:
        if not needed.search(plain):
            continue
        for numeral in find(text, plain):
            if all(free[numeral.start : numeral.end]):
                free[numeral.start : numeral.end] = bytes(numeral.end - numeral.start)
                taken.append(numeral)
    return tuple(sorted(taken, key=lambda numeral: numeral.start))


_SYMBOL = re.compile(
    r"(?<![a-z0-9/])[a-z]+[a-z.]*(?:/[a-z0-9.\-]*[a-z0-9])+|(?<![\d/.-])\d{1,3}/\d{1,4}(?![\d/])"
)


def _symbols(text: str, plain: str) -> Iterator[Numeral]:
    for found in _SYMBOL.finditer(plain):
        token = found[0]
        if token[0].isdigit() or (any(sign.isdigit() for sign in token) and text[found.start()].isupper()):
            yield Numeral(token, "symbol", found.start(), found.end())


_PERCENT = re.compile(
    rf"百分之({_ZH_NUMBER})|({_PLAIN_NUMBER})[ ]?"
    r"(?:%|per cent|percent|pour cent|por ciento|процент\w*|في المايه)"
)
_FRACTION = re.compile(rf"({_ZH_NUMBER})分之({_ZH_NUMBER})")
_ORDINAL = re.compile(
    rf"第\s*({_ZH_NUMBER})|(?<![\w.])(\d+)(?:st|nd|rd|th|e|er|ere|eme|o|a|º|ª|-(?:й|я|е|го|м))(?!\w)"
)
_DIGITS = re.compile(rf"(?<![\d.])({_PLAIN_NUMBER})\s*([万亿兆]+)?(?!\d)")
_SCALE = re.compile(
    r"[ ](?:(?P<milliard>mil millones|billions?|milliards?|млрд\.?|миллиард\w*|مليارا?ت?|بليونا?)"
    r"|(?P<million>millions?|millon(?:es)?|млн\.?|миллион\w*|مليونا?|ملايين|مليونين)"
    r"|(?P<thousand>thousand|mille|mil|тыс\.?|тысяч\w*|الفا?|الاف))(?!\w)"
)
_TENTHS = re.compile(
    rf"(?<![\d{HAN_NUMERAL}])([{HAN_NUMERAL}\d])成(?![员果立为功分就熟长都]|本(?!身))(?:([{HAN_NUMERAL}])(?!\w))?"
)
_LABELLED = re.compile("(?:方案|选项|情景|备选案文)$")  # 方案二 is the second one
_RANGED = re.compile(rf"[至到]{_HAN}[{_COUNTED}]|时(?:以[前后]|许|整)")
_HAN_NUMBER = re.compile(_HAN)
_IDIOM = re.compile(_IDIOMS)
_WORD = re.compile(r"[^\W\d_]+")


def _read(numeral: str) -> str:
    return written(digits(numeral)) if numeral[0].isascii() else str(han(numeral))


def _percents(text: str, plain: str) -> Iterator[Numeral]:
    for found in _PERCENT.finditer(plain):
        yield Numeral(_read(found[1] or found[2]) + "%", "percent", *found.span())
    for found in _TENTHS.finditer(plain):
        yield Numeral(f"{int(_read(found[1])) * 10}%", "percent", *found.span())
    for found in _FRACTION.finditer(plain):
        yield Numeral(f"{_read(found[2])}/{_read(found[1])}", "number", *found.span())


def _ordinals(text: str, plain: str) -> Iterator[Numeral]:
    for found in _ORDINAL.finditer(plain):
        yield Numeral(_read(found[1] or found[2]), "ordinal", *found.span())


def _digit_numbers(text: str, plain: str) -> Iterator[Numeral]:
    for found in _DIGITS.finditer(plain):
        scale, end = (han(found[2]), found.end(2)) if found[2] else _scale(plain, found.end(1))
        yield Numeral(written(digits(found[1]) * scale), "number", found.start(), end)


def _scale(plain: str, end: int) -> tuple[int, int]:
    """What a word after digits multiplies them by, and where it ends: «4.3 billion», «47 тысяч»."""
    found = _SCALE.match(plain, end)
    if found is None:
        return 1, end
    name = found.lastgroup or ""
    return {"thousand": 1_000, "million": 1_000_000}.get(name, 1_000_000_000), found.end()


def _han_numbers(text: str, plain: str) -> Iterator[Numeral]:
    idioms = {place for found in _IDIOM.finditer(plain) for place in range(*found.span())}
    for found in _HAN_NUMBER.finditer(plain):
        before, after = plain[max(0, found.start() - 1) : found.start()], plain[found.end() : found.end() + 1]
        upon = before == "上" and not plain.endswith(("以上", "晚上", "早上"), 0, found.start())
        if found.start() in idioms or before.isdigit() or upon or (before and before in "数几"):
            continue
        numeral = found[0]
        if set(numeral) <= set("十百千万亿兆") and numeral != "十":
            continue
        if _LABELLED.search(plain, 0, found.start()) and (not after or after not in _COUNTED):
            yield Numeral(str(han(numeral)), "ordinal", *found.span())
            continue
        if len(numeral) == 1 and not (_counts(numeral, before, after) or _RANGED.match(plain, found.end())):
            continue
        yield Numeral(str(han(numeral)), "number", *found.span())


def _counts(numeral: str, before: str, after: str) -> bool:
    """Whether a lone Chinese numeral counts something: 三个 does, 三角 and 进一步 do not."""
    if numeral in "一壹":
        ruled_out = before and before in "另每同任某这那唯统逐进第哪"
        return after != "" and after in "个名项条次届段款年天种件份位票" and not ruled_out
    return not after or after in _COUNTED or not (_is_han(after) or _is_han(before))


def _is_han(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"


_JOINERS = ("and", "et", "y")


def _word_numbers(text: str, plain: str) -> Iterator[Numeral]:
    cardinals, scales, ordinals = number_words()
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(plain):
        if run and word[0] in _JOINERS:
            continue
        if word[0] in ordinals:
            tens = _tens_before(plain, run, word)
            start = run[-1].start() if tens else word.start()
            yield Numeral(str(tens + ordinals[word[0]]), "ordinal", start, word.end())
            if tens:
                run = []
                continue
        joined = bool(run) and _joined(plain[run[-1].end() : word.start()], run[-1][0])
        bare = word[0].removeprefix("و") if joined else word[0]
        if run and not (joined and (bare in cardinals or bare in scales)):
            yield from _spoken(text, plain, run)
            run = []
        if bare in cardinals or bare in scales:
            run.append(word)
    if run:
        yield from _spoken(text, plain, run)


def _tens_before(plain: str, run: list[re.Match[str]], word: re.Match[str]) -> int:
    """The seventy of seventy-eighth; 0 when nothing such stands before the ordinal."""
    if len(run) != 1 or plain[run[0].end() : word.start()] not in ("-", " "):
        return 0
    tens = number_words()[0].get(run[0][0], 0)
    return tens if tens >= 20 and tens % 10 == 0 and number_words()[2][word[0]] < 10 else 0


def _joined(between: str, before: str) -> bool:
    """Whether two number words are one number: two hundred and fifty is, two and three is not."""
    cardinals, scales, _ = number_words()
    joiner = between.strip(" -")
    if joiner == "and":
        return before in scales
    return not joiner or (joiner in _JOINERS and cardinals.get(before, 0) >= 20)


def _spoken(text: str, plain: str, run: list[re.Match[str]]) -> Iterator[Numeral]:
    start, end = run[0].start(), run[-1].end()
    if len(run) == 1 and (run[0][0] in number_words()[1] or text[start:end].lower() == "très"):
        return
    if plain[start:end] == "one" and not _one(plain, start, end):
        return
    if plain[start:end] == "neuf" and not _NINE.match(plain, end):
        return  # new
    value = spoken([word[0] for word in run])
    if value is not None:
        yield Numeral(str(value), "number", start, end)


_NINE = re.compile(r" (?:de |des )?(?:\w+ )?\w+[sx]\b")  # neuf membres
_NOT_ONE_BEFORE = re.compile(r"(?:\b(?:no|any|every|some|each|which|this|that|the|another)[ -]|-)$")
_NOT_ONE_AFTER = re.compile(r"[ -](?:of|another|or|by|\w+self|can|may|should|must|is)\b|['-]")


def _one(plain: str, start: int, end: int) -> bool:
    """Whether the English «one» counts: one speaker does, one another and no one do not."""
    return not _NOT_ONE_BEFORE.search(plain[max(0, start - 10) : start]) and not _NOT_ONE_AFTER.match(
        plain, end
    )


_LETTER = re.compile(r"[a-z\u0400-\u06ff]")
_DIGIT = re.compile(r"\d")
_FINDERS = (  # with what a text must have for each to find anything: most have little of it
    (_symbols, _DIGIT),
    (dates, re.compile(r"[\d年月a-z\u0400-\u06ff]")),
    (_percents, re.compile(r"[\d成]|分之")),
    (_ordinals, re.compile(r"[\d第]")),
    (_han_numbers, _HAN_NUMBER),
    (_digit_numbers, _DIGIT),
    (_word_numbers, _LETTER),
)
