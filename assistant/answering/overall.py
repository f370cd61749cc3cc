"""A question about a document as a whole: what it is about, or how it is divided. Pure."""

from __future__ import annotations

from assistant.answering.cues import content_words, masked, shows, without

_FORM = (("overall", "brief"), ("overall", "around"), ("overall", "deals"))
_CUES = (("kind", "outline"), ("kind", "summary"), ("kind", "measured"))


def divided(text: str, rest: str) -> bool:
    """Whether a question asks for the parts of a document: its structure, its headings, «which chapters does
    it have?»; ``rest`` is what it says besides, without the words for lists, counts and documents."""
    asked = shows(text, "kind", "outline") or shows(text, "overall", "parts")
    return asked and not content_words(without(rest, *_CUES, *_FORM, ("overall", "parts")))


def about(text: str, rest: str) -> bool:
    """Whether a question asks for nothing but what a document or its annex is about: «what does this report
    deal with?»."""
    if shows(text, "overall", "annex"):
        return not content_words(without(rest, *_FORM, ("overall", "annex"), ("overall", "document")))
    deals = shows(text, "overall", "deals") or shows(text, "overall", "this")
    return deals and shows(text, "overall", "document") and not content_words(without(rest, *_FORM))


def without_form(text: str, topic: str) -> str:
    """A topic without the words of its question that ask for an outline or a summary and say how long, its
    length kept."""
    return masked(topic, text, *_CUES, *_FORM)
