"""A question that leans on the one before it: «那儿童呢？», «下一项呢？», «and how many?». Pure."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answering.cues import content_words, pattern, shows, without
from assistant.answering.draft import Wanted
from assistant.language.names import names
from assistant.language.normal import plain
from assistant.reading.locator import Mention

SHORT = 14  # characters of topic, in Chinese; an elliptical question has no more
SHORT_WORDS = 4


@dataclass(frozen=True, slots=True)
class Leaning:
    """How a question leans: ``step`` to the next or previous paragraph, ``count`` what was listed,
    ``more`` of the same, a ``pronoun`` that stands for the earlier topic, or only a new ``topic``."""

    step: int = 0
    count: bool = False
    more: bool = False
    pronoun: bool = False
    topic: bool = False

    def __bool__(self) -> bool:
        return bool(self.step or self.count or self.more or self.pronoun or self.topic)


def leaning(text: str, topic: str, mentions: tuple[Mention, ...]) -> Leaning:
    """Whether and how ``text`` needs an earlier question to be understood."""
    simple = plain(text).strip(" ?？!。.؟¿¡")
    simple = simple.removesuffix("呢").strip(" ,")
    if pattern("follow", "step_next").search(simple) and not mentions:
        return Leaning(step=1)
    if pattern("follow", "step_back").search(simple) and not mentions:
        return Leaning(step=-1)
    if pattern("follow", "how_many").search(simple):
        return Leaning(count=True)
    if pattern("follow", "more").search(simple):
        return Leaning(more=True)
    opened = pattern("follow", "opener").search(simple) or pattern("follow", "closer").search(
        plain(text).strip(" 。.!")
    )
    if not any(sign.isalnum() for sign in topic) and not mentions and not shows(text, "field", "meeting"):
        return Leaning(pronoun=True)
    short = is_short(topic)
    if opened and short:
        return Leaning(topic=True, pronoun=_points_back(text))
    if mentions and any(ref.startswith("(") for mention in mentions for ref in mention.refs):
        return Leaning(topic=True)
    if _points_back(text) and is_short(without(topic, ("follow", "pronoun"))) and not mentions:
        return Leaning(pronoun=True)
    return Leaning()


def turns(wanted: Wanted, earlier: Wanted) -> bool:
    """Whether a question after one about speakers asks about something else: it names no country."""
    if earlier.kind != "membership" or wanted.kind != "open" or not content_words(wanted.topic):
        return False
    country = any(name.kind == "country" for name in names(wanted.text))
    return not (country or wanted.sections or _points_back(wanted.text))


def points(wanted: Wanted) -> bool:
    """Whether a question asks further about a paragraph that the earlier one named."""
    return not content_words(wanted.topic) or _points_back(wanted.text)


def is_short(topic: str) -> bool:
    words = topic.split()
    if any("\u3400" <= sign <= "\u9fff" for sign in topic):
        return sum(map(len, words)) <= SHORT
    return len(words) <= SHORT_WORDS


def _points_back(text: str) -> bool:
    return pattern("follow", "pronoun").search(plain(text)) is not None
