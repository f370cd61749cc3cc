"""The two sides that a question lays beside each other: «how does X differ from Y», «X和Y有何区别». Pure.

A frame of ``cues.toml`` says where each side stands; without one they are the names of a question that asks
after each of several, or what is recommended and what was said where it sets these against each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from assistant.answering.cues import content_words, entries, masked, pattern, shows, without
from assistant.answering.draft import Wanted
from assistant.language.names import names
from assistant.language.normal import plain

MOST_SIDES = 4
_CUES = (("kind", "compare"), ("other", "each"), ("other", "agree"))
_LAID = (("kind", "compare"), ("kind", "said"), ("other", "each"), ("other", "agree"), ("sides", "laid"))
_PARTS = (("other", "recommended"), ("sides", "floor"), ("other", "discussed"))
_PAIR = re.compile(
    r"([\u3400-\u9fff]{2,10}?)[和与跟同及]([\u3400-\u9fff]{2,10}?)"
    r"(?=之间|的?[^?,。]{0,8}(?:区别|差别|差异|不同(?!意见|看法|观点|立场|主张|的)|异同)|有(?:什么|何|啥)|[^?,。]{0,16}(?:分别|各)|相比|比起?来)"
)
_NAMED = re.compile(
    r"(?<!^)(?<![.?!¿¡] )(?<![¿¡«\"])\b[A-ZÀ-ÞА-ЯЁ][\w’'-]+"
    r"(?: (?:(?:of|for|on|de|du|des|del|для|по) (?:the |la |los )?)?[A-ZÀ-ÞА-ЯЁ][\w’'-]+)*"
)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Side:
    """``text[start:end]`` names one side; ``part`` says where the report speaks of it: ``recommended``,
    ``discussed`` or, empty, anywhere; ``told`` the words of it that say more than that, ``light`` those that
    say little, such as to whom it is recommended; ``framed`` whether
    a frame tells it, ``named`` whether it is a country, a body or another name."""

    start: int
    end: int
    part: str = ""
    told: tuple[Span, ...] = ()
    light: tuple[Span, ...] = ()
    framed: bool = False
    named: bool = False


def framed(text: str) -> Span | None:
    """From where to where a question lays two sides beside each other in so many words."""
    spans = _framed(text)
    return (spans[0][0], spans[1][1]) if spans else None


def sides_of(wanted: Wanted) -> tuple[Side, ...]:
    """The sides of a question about the whole report, in its order; none where it has not two at least."""
    if wanted.refs:
        return ()
    text = wanted.text
    if spans := _framed(text):
        first, second = (_side(text, span) for span in spans)
        if not second.part and pattern("sides", "so").match(plain(text[second.start : second.end])):
            second = replace(second, part=first.part)  # «… and those to the Ministry»
        return first, second
    if not any(shows(text, *cue) for cue in _CUES):
        return ()
    if shows(text, "other", "recommended") and shows(text, "sides", "floor"):
        return Side(0, 0, "recommended"), Side(0, 0, "discussed")
    return tuple(Side(start, end, told=((start, end),), named=True) for start, end in _named(wanted))


def laid_aside(wanted: Wanted) -> str:
    """The topic of a question without the words that only lay sides beside each other; its length kept."""
    return without(masked(wanted.topic, wanted.text, *_LAID), *_LAID)


@lru_cache(maxsize=64)
def _framed(text: str) -> tuple[Span, Span] | None:
    """Where the first frame that fits has its sides; both must say something."""
    simple = plain(text)
    for frame in _frames():
        for found in frame.finditer(simple):
            spans = (found.span("a"), found.span("b"))
            if all(content_words(without(text[start:end], ("strip", "ask"))) for start, end in spans) or all(
                _part(text[start:end]) or content_words(text[start:end]) for start, end in spans
            ):
                return spans
    return None


def _side(text: str, span: Span) -> Side:
    start, end = span
    part = _part(text[start:end])
    own = [each for each in names(text) if each.kind in ("country", "body") and start <= each.start < end]
    if own and not part:
        told = tuple((each.start, each.end) for each in own)
        return Side(start, end, told=told, framed=True, named=True)
    said = without(text[start:end], *_PARTS, ("kind", "items"), ("strip", "ask"), *_LAID) if part else ""
    more = without(said, ("strip", "light"), ("strip", "common")) if part else text[start:end]
    return Side(start, end, part, _words(more, start), _words(said, start), framed=True)


def _words(text: str, start: int) -> tuple[Span, ...]:
    """Where the words of a text stand that tell something, counted from ``start``."""
    words = re.finditer(r"[^\W_]+", text)
    return tuple((start + word.start(), start + word.end()) for word in words if content_words(word[0]))


def _part(text: str) -> str:
    if shows(text, "other", "recommended"):
        return "recommended"
    return "discussed" if shows(text, "sides", "floor") else ""


def _named(wanted: Wanted) -> tuple[Span, ...]:
    text = wanted.text
    known = [(each.start, each.end) for each in names(text) if each.kind in ("country", "body")]
    pair = _PAIR.search(plain(text))
    told = (
        [match.span() for match in _NAMED.finditer(text)] if wanted.language[:2] not in ("zh", "ar") else []
    )
    spans = known + [span for span in told if not any(_touch(span, other) for other in known)]
    if len(spans) < 2 and pair:
        spans = [pair.span(1), pair.span(2)]
    return tuple(sorted(spans)) if 2 <= len(spans) <= MOST_SIDES else ()


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@cache
def _frames() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(frame) for frame in entries("sides", "frames"))
