"""What a person typed, before it is a question: small talk, greetings, several questions in one. Pure."""

from __future__ import annotations

import re

from assistant.answering.cues import content_words, pattern, shows, without
from assistant.language.normal import plain

LEAST = 4  # characters of a Chinese question
_END = re.compile(r"[?？؟]+\s*")
_JOINT = re.compile(
    r"[,;]\s?(?:and |et |y |и |以及|并且|还有)?|以及|并且"
    r"|(?:\band\b|\bet\b)(?= (?:who|what|when|where|which|how|why|qui|que|quand|ou|quel)\b)"
    r"|\by\b(?= (?:quien|que|cuando|donde|cual|como|cuant))|\bи\b(?= (?:кто|что|когда|где|как|сколько))"
)
_WH = re.compile(
    r"什么|谁|哪|多少|几[个条项名]|怎么|如何|为何|何时|何地|吗|呢|\b(?:who|what|when|where|which|how|why)\b"
    r"|\b(?:qui|quand|ou|quel\w*|combien|comment|pourquoi)\b|\b(?:quien\w*|cuando|donde|cual\w*|cuant\w*|como)\b"
    r"|\b(?:кто|что|когда|где|как\w*|сколько)\b|متي|اين|كم"
)
_EDGES = " \t\r\n,，。.!！;；:：、?？؟¿¡~…"


def talk_of(text: str) -> str:
    """greeting, thanks, help or injection when a text is nothing but that; else nothing."""
    simple = plain(text).strip(_EDGES)
    if pattern("talk", "injection").search(simple):
        return "injection"
    if len(simple) <= 60 and pattern("talk", "help").search(simple):
        return "help"
    bare = text.strip(_EDGES)
    for kind in ("thanks", "greeting"):
        rest = without(without(bare, ("talk", kind)), ("talk", "greeting"), ("talk", "thanks"))
        if shows(text, "talk", kind) and not rest.strip(_EDGES):
            return kind
    if shows(text, "talk", "address") and not re.search(r"\d", text):
        rest = without(text, ("talk", "help"), ("talk", "address"), ("talk", "chat"), ("talk", "greeting"))
        if not content_words(without(rest, ("strip", "ask"))):
            return "help"
    return "" if re.search(r"\w", text) else "help"


def split(text: str) -> list[str]:
    """The questions of a text: after question marks, and at a comma or «and» between two that ask."""
    parts = [part.strip(" ") for part in _END.split(text)]
    asked = [part for part in parts if content_words(part)]
    halves = [half for part in asked for half in _halves(part)]
    return [half + "?" for half in halves] if len(halves) > 1 else [text]


def _halves(part: str) -> list[str]:
    """«会议在哪里举行，主席是谁», «where was it held and who chaired it»: two questions in one."""
    for match in _JOINT.finditer(plain(part)):
        first, second = part[: match.start()], part[match.end() :]
        both = all(_WH.search(plain(half)) for half in (first, second))
        if both and (len(first.split()) > 1 or len(first.strip()) > LEAST) and content_words(second):
            return [first, *_halves(second)]
    return [part]


def without_greeting(text: str) -> str:
    """The question after «您好，» or «thank you.»"""
    kept = text
    for kind in ("greeting", "thanks"):
        match = pattern("talk", kind).match(plain(kept))
        if match and len(kept) > match.end() and kept[match.end()] in _EDGES:
            kept = kept[match.end() :].lstrip(_EDGES)
    return kept or text
