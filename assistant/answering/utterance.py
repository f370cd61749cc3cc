"""What a person typed, before it is a question: small talk, greetings, several questions in one. Pure."""

from __future__ import annotations

import re

from assistant.answering.cues import content_words, pattern, shows, without
from assistant.answering.sides import framed
from assistant.language.normal import plain
from assistant.reading.locator import parse_refs

LEAST = 4  # characters of a Chinese question
MOST_HALVES, MOST_JOINTS = 5, 12  # cut off, and tried for each: a question may be nothing but commas
_END = re.compile(r"[?？؟]+\s*")
_JOINT = re.compile(
    r"[,;、،؛]\s?(?:and |et |y |и |以及|并且|还有)?|以及|并且"
    r"|\band\b(?= (?:who|whom|whose|what|when|where|which|how|why)\b)"
    r"|\bet\b(?= (?:qui|que|quand|ou|quel\w*|combien|comment|pourquoi)\b)"
    r"|\by\b(?= (?:(?:a|de|por|con|para|en) )?(?:quien|que|cuando|donde|cual|como|cuant))"
    r"|\bи\b(?= (?:(?:у|с|к|о|на|в|для|по|от|из) )?(?:кто|кого|кому|кем|что|чем|когда|где|как|сколько))"
    r"|\bو(?=(?:من|ما) (?:ال)?\w+\b)|\bو(?=(?:متي|اين|كم|ماذا|لماذا|كيف|هل|من (?:هو|هي|هم|الذي|التي))\b)"
)
_WH = re.compile(
    r"什么|谁|哪|多少|几[个条项名]|怎[么样]|如何|为何|何时|何地|吗|呢|\b(?:who(?:m|se)?|what|when|where|which|how|why)\b"
    r"|\b(?:qui|quand|ou|quel\w*|combien|comment|pourquoi)\b|\b(?:quien\w*|cuando|donde|cual\w*|cuant\w*|como)\b"
    r"|\b(?:кто|кого|кому|кем|что|чем|чего|когда|где|как\w*|сколько)\b(?!-)"
    r"|\b(?:ما|من|و?(?:متي|اين|كم|ماذا|لماذا|كيف|هل|ما|من) (?:هو|هي|هم|الذي|التي))\b"
    r"|متي|اين|كم|ماذا|لماذا|كيف|^و?(?:من|ما)\b|\b(?:و?(?:الي|علي|عن|مع|ل))\s?من\b"
)
_CLOSING = re.compile(r"^.*?\w.*[?？؟。.!！](?=[\s¡]*\w)", re.DOTALL)
_EDGES = " \t\r\n,，،؛。.!！;；:：、?？؟¿¡~…"


def talk_of(text: str) -> str:
    """greeting, thanks, help, shelf, manner or injection when a text is nothing but that; else nothing."""
    simple = plain(text).strip(_EDGES)
    if pattern("talk", "injection").search(simple):
        return "injection"
    for kind in ("shelf", "manner"):
        if pattern("talk", kind).search(simple):
            return kind
    bare = text.strip(_EDGES)
    if re.search(r"\w", bare) and not without(bare, ("talk", "greeting")).strip(_EDGES):
        return "greeting"
    for kind in ("thanks", "greeting"):
        rest = without(without(bare, ("talk", kind)), ("talk", "greeting"), ("talk", "thanks"))
        if shows(text, "talk", kind) and not rest.strip(_EDGES):
            return kind
    core = without_greeting(text)
    of_report = shows(core, "overall", "this")
    asks_help = len(simple) <= 60 and pattern("talk", "help").search(simple)
    addresses = shows(core, "talk", "address") and not re.search(r"\d", core) and not of_report
    if asks_help or addresses:
        rest = without(core, ("talk", "help"), ("talk", "address"), ("talk", "chat"), ("talk", "greeting"))
        if not content_words(without(rest, ("strip", "ask"))):
            return "help"
    return "" if re.search(r"\w", text) else "help"


def split(text: str) -> list[str]:
    """The questions of a text: after question marks, and at a comma or «and» between two that ask."""
    parts = [part.strip(" ") for part in _END.split(text)]
    asked = [part for part in parts if content_words(part) and not _manner(part)]
    if len(asked) > 1 and asked[-1] == parts[-1] and _tells(asked[-1]):
        asked.pop()  # «…? I need it for a telegram.»
    if not asked:
        return [text]
    halves = [half for part in asked for half in _halves(part)]
    return [half + "?" for half in halves] if len(halves) > 1 else [text]


def asks_itself(text: str) -> bool:
    """Whether a follow-up has an interrogative of its own: «and which one was faster?»."""
    return any(match[0] not in ("呢", "吗") for match in _WH.finditer(plain(text)))


def _tells(part: str) -> bool:
    """Whether what stands after the last question mark is no question and names no place."""
    kinds = ("list", "count", "outline", "summary", "compare")
    asks = _WH.search(plain(part)) or shows(part, "other", "whether")
    return not (asks or parse_refs(part) or any(shows(part, "kind", kind) for kind in kinds))


def _manner(part: str) -> bool:
    """Whether a part only says how to answer: «请逐条给我»."""
    rest = without(part, ("strip", "ask"), ("kind", "list"), ("kind", "whole"))
    return not content_words(rest) and not _WH.search(plain(part))


def _halves(part: str) -> list[str]:
    """«会议在哪里举行，主席是谁», «where was it held and who chaired it»: several questions in one."""
    halves: list[str] = []
    rest = part
    while len(halves) < MOST_HALVES and (joint := _joint(rest)):
        halves.append(rest[: joint[0]])
        rest = rest[joint[1] :]
    return [*halves, rest]


def _joint(part: str) -> tuple[int, int] | None:
    """Where the first two of several questions are joined, among the first joints between two that ask."""
    simple = plain(part)
    asking = [match.span() for match in _WH.finditer(simple)]
    if len(asking) < 2:
        return None
    found = [match.span() for match in _JOINT.finditer(simple, asking[0][0])]
    joints = [joint for joint in found if joint[1] < asking[-1][1]]
    laid = (joints and framed(part)) or (0, 0)
    for start, end in [joint for joint in joints if not laid[0] <= joint[0] < laid[1]][:MOST_JOINTS]:
        first, second = part[:start], part[end:]
        if not all(_WH.search(plain(half)) for half in (first, second)) or _told_there(first, second):
            continue
        told = content_words(without(first, ("strip", "ask"))) or len(first.split()) > 1
        more = content_words(without(second, ("kind", "compare")))  # «…, what is the difference?»
        if told and len(first.strip()) > LEAST and more:
            return start, end
    return None


def _told_there(first: str, second: str) -> bool:
    """Whether a clause says what the one before it tells of: «кто говорил, что …»."""
    return shows(second, "other", "that") and shows(first, "other", "telling")


def without_greeting(text: str) -> str:
    """The question itself: without «您好，», «could you please tell me:», «thank you.» around it."""
    kept, last = text, ""
    while kept != last:
        last = kept
        for kind in ("greeting", "request", "thanks"):
            kept = _after(kept, pattern("talk", kind).match(plain(kept)), kind == "request")
    aside = pattern("talk", "purpose").search(plain(kept))
    if aside and aside.start():
        kept = kept[: aside.start() + 1].rstrip(",;，；、 ")
    closing = _CLOSING.search(kept)
    if closing and talk_of(kept[closing.end() :]) == "thanks":
        kept = kept[: closing.end()].rstrip()
    return kept if content_words(kept) else text


def _after(text: str, courtesy: re.Match[str] | None, joined: bool) -> str:
    """``text`` after the courtesy it begins with; only a request goes on without a comma."""
    if not courtesy or not courtesy.end() or courtesy.end() >= len(text):
        return text
    following = text[courtesy.end()]
    return text[courtesy.end() :].lstrip(_EDGES) if following in (_EDGES if joined else _EDGES[1:]) else text
