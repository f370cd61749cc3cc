"""What a question counts: 国家 in «多少个国家», incidents in «of the incidents, how many …». Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.cues import pattern
from assistant.answering.segments import words_of
from assistant.language.normal import numbers, plain

_MEASURE = "[个项条名位次份种件所家处国类笔艘只部起间枚支张座宗]"
_MANY = "(?:多少|几多|(?<![好这那前近头后哪第])几)"
_VERBS = (
    r"(?:are|were|is|was|be|have|has|had|did|do|does|will|would|can|could|should|must|took|take|came|went"
    r"|got|of|in|at|there|sont|ont|est|etaient|avaient|doivent|son|fueron|eran|esta|estan|estaban|tienen|han"
    r"|hay|se|siguen|tratan|de|было|были|есть|всего|из)\b"
)
_VERB_FORMS = r"\w+(?:ит|ят|ут|ют|ет|ло|ли|ть|тся|лось|лись|aron|ieron|aban|ian)\b"
_SOME = r"((?:\w+ ){0,2}\w+)"
# One word, and the one before which it stands: «pilot districts», «пилотных районов», but «States made».
_NOUN = (
    r"(?<=how many )(?:\w*[^\W\ds]s|people|women|men|children)\b|(?<=of the )(?:\w*[^\W\ds]s|people)\b"
    r"|(?<=how many )\w+(?: \w+)?|(?<=of the )\w+(?: \w+)?|\w+(?:ых|их) \w+|\w+"
)
_PARTS = re.compile(
    rf"(?!报告|文件|会议|决议|草案|宣言|法律|全文)([\u3400-\u9fff]{{2}})(?:当中|之中|里面|里|中)[,，]?(?:一共|总共|共)?有?{_MANY}"
    rf"|\b(?:of|out of|among) (?:all )?(?:the|these|those) {_SOME},? how many"
    rf"|\b(?:parmi|sur) (?:les|ces) {_SOME},? combien"
    rf"|\b(?:de|entre) (?:l[oa]s|es[oa]s) {_SOME},? [¿]?cuant[oa]s"
    rf"|(?:из|среди) {_SOME},? сколько|(?:من بين|من) {_SOME}[،,]? كم"
)
_COUNT = re.compile(rf"{_MANY}{_MEASURE}(?=[\u3400-\u9fff])")
_THING = re.compile(
    rf"{_MANY}{_MEASURE}?([\u3400-\u9fff]{{2,5}}?)(?=$|[?,。 ]|能|会|被|受|在|参|出|有|是|来)"
    rf"|([\u3400-\u9fff]{{2,3}})(?:一共|总共|共)?(?:有|分|分为){_MANY}{_MEASURE}(?=$|[?,。 呢啊呀来])"
    r"|\b(?:how many|combien (?:y a-t-il )?d[e']|cuant[oa]s|сколько(?: всего)?|كم(?: عدد)?)\s?"
    rf"(?:of (?:the )?|de l[oa]s |из )?(?!{_VERBS}|{_VERB_FORMS})({_NOUN})"
)


def things_counted(text: str) -> Iterator[tuple[int, int]]:
    """Where a question says what it counts, once for each «how many» that has a noun."""
    simple = plain(text)
    parts = [_span(match) for match in _PARTS.finditer(simple)]
    things = parts or [_span(match) for match in _THING.finditer(simple)]
    yield from things or (_noun_after(simple, match.end()) for match in _COUNT.finditer(simple))


def bounds_in(text: str) -> Iterator[tuple[int, int]]:
    """The numbers of a question that only bound what it asks: «more than 300»."""
    simple = plain(text)
    for each in numbers(text):
        before, after = pattern("other", "bound_before"), pattern("other", "bound_after")
        if before.search(simple[: each.start]) or after.search(simple[each.end :]):
            yield each.start, each.end


def _noun_after(simple: str, start: int) -> tuple[int, int]:
    """The noun at the head of a Chinese clause: 组织 in 组织派了观察员, 拘留场所."""
    end, had = start, False
    for word in words_of(simple):
        if word.start < start:
            continue
        if word.start > end or word.kind == "small" or (had and word.kind != "thing"):
            break
        end, had = word.end, word.kind == "thing"
    return start, end


def _span(match: re.Match[str]) -> tuple[int, int]:
    return next(match.span(group) for group in range(1, len(match.groups()) + 1) if match[group])
