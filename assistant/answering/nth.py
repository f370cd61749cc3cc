"""Places told by their order: «the third paragraph», «最后一段», «the last item of para. 2». Pure.

Their refs are ``paragraph#3``, ``recommendation#-1``, ``2(#-1)``: the third paragraph, the last
recommendation, the last item of paragraph 2, to be counted in the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.answering.cues import content_words, pattern, without
from assistant.language.normal import plain
from assistant.language.numerals import han, number_words
from assistant.reading.locator import Mention, parse_refs
from assistant.reading.places import LIST, RANGE

_UNITS = ("recommendation", "item", "paragraph")
_VALUES = ("-2", "-1", *map(str, range(1, 11)))
_FAR = 24  # characters at most between an item and the paragraph it is of
_NUMERAL = "[一二两三四五六七八九十\\d]"
_HAN = re.compile(
    rf"(?:(?P<back>最后|倒数|末尾?)的?(?P<nth>第)?(?P<n>{_NUMERAL}?)|(?P<front>首|前面?|头)(?P<m>{_NUMERAL}?)|第(?P<at>{_NUMERAL}{{1,2}}))[个大]?"
    r"(?P<unit>自然段|段(?!时间|路|话)落?|[条項项](?:一般性?)?建议|小?项(?!目)|条(?!约|件|款|例))"
)
_HAN_SIGN = re.compile("[\u3400-\u9fff]")
_OF_LISTED = re.compile(
    rf"^(?:那么?|还有|其中)?的?(?:第(?P<n>{_NUMERAL}{{1,2}})|(?P<last>最后)一?)(?:种|个|点|类|样|条|项)(?!建议|国家)"
)
_AFTER = re.compile(r"建议(?:部分|里面?|当?中|的)*(?:第.{1,2}条[和与及、])?$")
_DUAL = re.compile("ت[اي]ن$")
_OF = re.compile(r"(?:'s)?\s*(?:of|in|from|du|de|del|des|на|в|из|من|في|的|里|中|:|,)?\s*(?:the|la|le|el)?\s*")


def places_asked(text: str) -> tuple[Mention, ...]:
    """Every place that a question names, by its number or by its order, in order."""
    named = list(parse_refs(text))
    told = [*_told_in_chinese(text), *_told(text)]
    items = [each for each in told if each.unit == "item" and not any(_touch(each, one) for one in named)]
    for each in told:
        if each.unit != "item":
            named = [other for other in named if not _touch(each, other) or other.unit == "section"]
            named.append(each)
    for item in items:
        above = _above(item, named, text)
        if above is not None:
            named.remove(above)
            refs = tuple(f"{above.refs[-1]}{ref}" for ref in item.refs)
            item = Mention(refs, min(item.start, above.start), max(item.end, above.end), "paragraph")
        named.append(item)
    return tuple(sorted(named, key=lambda each: each.start))


def order_told(text: str) -> int:
    """Which of the things listed before a question asks after, when it tells no more of them: «and the third
    one?», «第二种要多久？»; negative from the end, 0 when it tells something else."""
    simple = plain(text).strip(" ?!.。¿¡؟").removeprefix("و")
    if found := _OF_LISTED.search(simple):
        return -1 if found["last"] else han(found["n"])
    if _HAN_SIGN.search(simple):
        return 0
    left = content_words(without(simple, ("follow", "opener"), ("nth", "thing"), ("strip", "ask")))
    values = [value for value in _VALUES if len(left) == 1 and pattern("nth", value).fullmatch(left[0])]
    return int(values[0]) if values else 0


def _told(text: str) -> Iterator[Mention]:
    simple = plain(text)
    for unit in _UNITS:
        for found in pattern("nth", unit).finditer(simple):
            before = _before().search(simple[: found.start()])
            after = _after().match(simple, found.end())
            if before:
                yield _mention(
                    unit, before["order"], before["many"] or before["so"], before.start(), found.end()
                )
            elif after:
                yield _mention(unit, after["order"], None, found.start(), after.end())


def _told_in_chinese(text: str) -> Iterator[Mention]:
    for found in _HAN.finditer(plain(text)):
        told = found["unit"].endswith("建议")
        of_those = told or (found["unit"] == "条" and _AFTER.search(plain(text)[: found.start()]) is not None)
        unit = "recommendation" if of_those else "item" if "项" in found["unit"] else "paragraph"
        kind = "article" if found["unit"] == "条" else unit
        if found["at"] and unit == "paragraph":
            continue  # 第三段 is the one with that number
        n = han(found["n"] or found["m"] or found["at"] or "一")
        if found["at"]:
            orders: Sequence[int] = [n]
        elif found["front"]:
            if found["front"] != "首" and not found["m"]:
                continue  # 前段
            orders = range(1, n + 1)
        elif found["nth"] or (found["back"] == "倒数" and n == 1):
            orders = [-n]
        else:
            orders = range(-n, 0)
        yield _of_unit(unit, kind, orders, found.start(), found.end())


def _mention(unit: str, order: str, many: str | None, start: int, end: int) -> Mention:
    orders: list[int] = []
    ranged = False
    for token in _token().finditer(order):
        if token["beside"]:
            ranged = bool(re.fullmatch(RANGE, token["beside"]))
            continue
        value = int(next(value for value in _VALUES if pattern("nth", value).fullmatch(token[0])))
        orders += range(orders[-1] + 1, value + 1) if ranged and 0 < orders[-1] < value else [value]
    many = many or ("2" if _DUAL.search(order) else None)
    if many and orders[0] in (1, -1):
        so_many = int(many) if many.isdigit() else number_words()[0].get(many, 1)
        orders = list(range(1, so_many + 1) if orders[0] == 1 else range(-so_many, 0))
    return _of_unit(unit, unit, orders, start, end)


def _of_unit(unit: str, kind: str, orders: Sequence[int], start: int, end: int) -> Mention:
    refs = tuple(f"(#{n})" if unit == "item" else f"{kind}#{n}" for n in orders)
    return Mention(refs, start, end, "item" if unit == "item" else "paragraph")


def _above(item: Mention, named: Sequence[Mention], text: str) -> Mention | None:
    """The paragraph that an item stands in: the one named right before or after."""
    for each in named:
        first, second = sorted((item, each), key=lambda one: one.start)
        joined = 0 <= second.start - first.end <= _FAR and _OF.fullmatch(
            plain(text[first.end : second.start])
        )
        if joined and each.unit in ("paragraph", "article") and len(each.refs) == 1:
            return each
    return None


def _touch(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _orders() -> str:
    values = "|".join(pattern("nth", value).pattern for value in _VALUES)
    return rf"(?<![\w])(?:{values})(?!\w)"


def _series() -> str:
    return rf"{_orders()}(?:\s(?:{RANGE}|{LIST})\s?(?:the |la |le |el |al )?{_orders()})*"


@cache
def _before() -> re.Pattern[str]:
    many = pattern("nth", "many").pattern
    return re.compile(
        rf"(?:(?<!\w)(?P<so>{many})\s)?(?P<order>{_series()})(?:\s(?P<many>{many}))?"
        r"(?:\sof (?:all )?(?:the )?(?:\w+ )?|\s)$"
    )


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"\s(?:(?:من|с|del?|de la|du)\s)?(?P<order>{_series()})")


@cache
def _token() -> re.Pattern[str]:
    return re.compile(rf"{_orders()}|(?P<beside>(?<=\s)(?:{RANGE}|{LIST})(?=\s)|(?<=\s)و)")
