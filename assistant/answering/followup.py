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
    ``more`` of the same, ``each`` of what was counted, a ``pronoun`` that stands for the earlier topic,
    or only a new ``topic``."""

    step: int = 0
    count: bool = False
    more: bool = False
    each: bool = False
    pronoun: bool = False
    topic: bool = False

    def __bool__(self) -> bool:
        return bool(self.step or self.count or self.more or self.each or self.pronoun or self.topic)


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
    if pattern("follow", "which_ones").search(simple) and not mentions:
        return Leaning(each=True)
    opened = pattern("follow", "opener").search(simple) or pattern("follow", "closer").search(
        plain(text).strip(" 。.!")
    )
    if not content_words(topic) and not mentions and not shows(text, "field", "meeting"):
        return Leaning(pronoun=True)
    short = is_short(topic)
    if opened and short:
        return Leaning(topic=True, pronoun=_points_back(text))
    if mentions and any(ref.startswith("(") for mention in mentions for ref in mention.refs):
        return Leaning(topic=True)
    if _points_back(text) and is_short(without(topic, ("follow", "pronoun"))) and not mentions:
        return Leaning(pronoun=True)
    return Leaning()


def completed(wanted: Wanted, earlier: Wanted, leans: Leaning) -> Wanted:
    """An elliptical question made whole by the earlier one."""
    if earlier.kind == "membership" and shows(wanted.text, "follow", "others") and wanted.kind == "open":
        return replace(wanted, kind="membership", fields=())
    if turns(wanted, earlier) and not (leans.step or leans.count or leans.more):
        return wanted
    text = f"{wanted.text} ({earlier.text})" if earlier.text else wanted.text
    whole = replace(
        wanted,
        text=text,
        leaning=earlier,
        reports=wanted.reports or earlier.reports,
        sections=wanted.sections or earlier.sections,
    )
    there = replace(whole, refs=earlier.refs, step=earlier.step)
    if leans.step:
        return replace(there, kind="reference", step=earlier.step + leans.step, topic="")
    if leans.count:
        kind: WantedKind = "membership" if earlier.kind == "membership" else "count"
        fields = ("count",) if kind == "membership" else ()
        return replace(there, kind=kind, fields=fields, topic=earlier.topic, named=earlier.named)
    if leans.each and earlier.kind == "count":
        return replace(
            whole, kind="list", refs=earlier.refs, topic=earlier.topic, named=earlier.named, asks=()
        )
    if leans.each and earlier.kind == "membership":
        return replace(whole, kind="membership", fields=())
    if leans.more:
        return replace(whole, kind="list", topic=earlier.topic, fields=("more",))
    if not wanted.refs and earlier.refs and wanted.kind in ("open", "list", "count") and points(wanted):
        return replace(there, kind="count" if wanted.kind == "count" else "reference")
    if earlier.kind == "membership" and shows(wanted.question.text, "kind", "said") and not wanted.refs:
        return replace(whole, kind="membership", fields=("said",))
    if wanted.kind == "open" and not content_words(_beyond_telling(wanted)):
        asks = wanted.asks or earlier.asks
        return replace(earlier, question=wanted.question, text=text, language=wanted.language, asks=asks)
    if wanted.kind == "metadata" and earlier.kind in ("open", "list") and not of_report(wanted):
        asks = wanted.asks or wanted.fields  # «And when?»
        return replace(
            earlier, question=wanted.question, text=text, language=wanted.language, kind="open", asks=asks
        )
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


def _beyond_telling(wanted: Wanted) -> str:
    """The topic of a question, for one that asks who without that somebody said so: «who told them?»."""
    tells = {"person", "voice", "identity"} & set(wanted.asks)
    return without(wanted.topic, ("follow", "telling"), ("follow", "pronoun")) if tells else wanted.topic


def swapped(text: str, earlier: str) -> str:
    """The earlier question with another name in the place of its own: «And Kenya?» after «What did Japan
    offer?»; empty where not just a name is said, or not just one stands there."""
    own, theirs = names(text), names(earlier)
    rest = without(text, ("follow", "opener"), ("follow", "closer"), ("strip", "ask"))
    for name in own:
        rest = rest.replace(name.text, " ")
    alike = [name for name in theirs if own and name.kind == own[0].kind]
    if len(own) != 1 or len(alike) != 1 or content_words(rest) or own[0].code == alike[0].code:
        return ""
    return earlier[: alike[0].start] + own[0].text + earlier[alike[0].end :]


def of_report(wanted: Wanted) -> bool:
    """Whether a question of a date or a place speaks of the meeting or the document itself."""
    cues = (("field", "meeting"), ("field", "held"), ("other", "this"))
    asked = [("field", field) for field in wanted.fields] + [("asks", ask) for ask in wanted.asks]
    rest = without(
        without(wanted.text, *asked), ("strip", "ask"), ("follow", "opener"), ("follow", "pronoun")
    )
    return any(shows(wanted.text, *cue) for cue in cues) or bool(content_words(rest))


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
