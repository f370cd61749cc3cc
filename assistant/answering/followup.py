"""A question that leans on the one before it: «那儿童呢？», «下一项呢？», «and how many?». Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.answering.cues import content_words, pattern, shows, without
from assistant.answering.draft import Wanted, WantedKind
from assistant.answering.utterance import asks_itself
from assistant.language.names import countries, names
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


def completed(wanted: Wanted, earlier: Wanted, *, step: int, count: bool, more: bool) -> Wanted:
    """An elliptical question made whole by the earlier one."""
    if earlier.kind == "membership" and shows(wanted.text, "follow", "others") and wanted.kind == "open":
        return replace(wanted, kind="membership", fields=())
    if turns(wanted, earlier) and not (step or count or more):
        return wanted
    text = f"{wanted.text} ({earlier.text})" if earlier.text else wanted.text
    whole = replace(
        wanted,
        text=text,
        leaning=earlier,
        reports=wanted.reports or earlier.reports,
        sections=wanted.sections or earlier.sections,
    )
    if step:
        return replace(whole, kind="reference", refs=earlier.refs, step=step, topic="")
    if count:
        kind: WantedKind = "membership" if earlier.kind == "membership" else "count"
        fields = ("count",) if kind == "membership" else ()
        return replace(
            whole, kind=kind, refs=earlier.refs, fields=fields, topic=earlier.topic, named=earlier.named
        )
    if more:
        return replace(whole, kind="list", topic=earlier.topic, fields=("more",))
    if not wanted.refs and earlier.refs and wanted.kind in ("open", "list") and points(wanted):
        return replace(whole, kind="reference", refs=earlier.refs)
    if earlier.kind == "membership" and shows(wanted.question.text, "kind", "said") and not wanted.refs:
        return replace(whole, kind="membership", fields=("said",))
    if wanted.kind == "open" and not content_words(wanted.topic):
        return replace(earlier, question=wanted.question, text=text, language=wanted.language)
    said = content_words(wanted.topic)
    if earlier.refs and not wanted.refs and len(said) == 1 and said[0].isdigit():  # «and 5?»
        return replace(whole, kind="reference", refs=tuple(said), topic="")
    items = [ref for ref in wanted.refs if ref.startswith("(")]
    if items and earlier.refs:
        base = earlier.refs[-1].partition("(")[0]
        return replace(whole, kind="reference", refs=tuple(base + ref for ref in items), topic="")
    if wanted.kind == "open" and earlier.kind in ("membership", "metadata", "count"):
        if earlier.kind == "membership" and countries(wanted.text):
            return replace(whole, kind="membership", fields=earlier.fields)
        if earlier.kind == "count" and wanted.sections:
            return replace(whole, kind="count")
    own = wanted.asks or shows(wanted.question.text, "other", "whether") or asks_itself(wanted.question.text)
    return replace(whole, asks=wanted.asks if own else earlier.asks, premise=wanted.premise)


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
