"""What a question wants: a place, a list, a count, an outline, metadata, or an answer. Pure.

Works on the question's words alone, in seven languages, by the cues of ``cues.toml``; which report
holds the answer is for ``find``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.answering.asked import kinds_asked
from assistant.answering.cues import content_words, shown, shows, without
from assistant.answering.draft import Wanted, WantedKind
from assistant.answering.followup import Leaning, completed, is_short, leaning, of_report, swapped
from assistant.answering.howmany import bounds_in
from assistant.answering.named import named_reports, this_report, untitled
from assistant.answering.nth import order_told, places_asked
from assistant.answering.overall import about, divided, without_form
from assistant.answering.titlepage import fields_asked
from assistant.answering.unkept import kept_as, unkept
from assistant.answering.utterance import asks_itself, split, talk_of, without_greeting
from assistant.index.scope import reports_in
from assistant.language.cantonese import written
from assistant.language.detect import language_of
from assistant.language.names import countries, names
from assistant.language.normal import plain
from assistant.model import Question, ReportSummary
from assistant.reading.locator import parse_refs, without_mentions

MOST_PARTS = 5
MOST_BEFORE = 20  # earlier questions that one may lean on, through each other
_HAN = "[\u4e00-\u9fff]"
_AMOUNTS = ("money", "number", "duration")
_WHO = {"person", "identity", "body"}

_VOWELS = re.compile("[\u064b-\u0652\u0640\u0670]")  # Arabic vowel signs, which a question may carry


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, the reports it is put to, and what was understood of it and of those before it: «And
    Peru?» after «And Kenya?» takes up each several times."""

    question: Question
    reports: Sequence[ReportSummary]
    known: dict[tuple[str, tuple[str, ...], str, bool], Wanted] = field(default_factory=dict)


def understand(question: Question, reports: Sequence[ReportSummary]) -> Wanted:
    """The question, understood by itself and by the earlier ones it leans on."""
    usual = reports[0].language if len(reports) == 1 else "zh"
    language = question.language or language_of(question.text, usual)
    before = tuple(text for text in question.before if text.strip())[-MOST_BEFORE:]
    return _understood(_Asked(question, reports), question.text, before, language)


def _understood(
    asked: _Asked, text: str, before: tuple[str, ...], language: str, *, joined: bool = False
) -> Wanted:
    key = (text, before, language, joined)
    if key not in asked.known:
        asked.known[key] = _read(asked, text, before, language, joined=joined)
    return asked.known[key]


def _read(asked: _Asked, text: str, before: tuple[str, ...], language: str, *, joined: bool) -> Wanted:
    question, reports = asked.question, asked.reports
    text = written(_VOWELS.sub("", " ".join(text.split())))
    talk = talk_of(text)
    if talk:
        kept = reports_in(question.within, {report.id: report for report in reports})
        titles = tuple(report.title for report in reports if report.id in kept)
        return Wanted(question, text, language, "talk", fields=(talk,), titles=titles)
    text = without_greeting(text)
    texts = split(text)
    if len(texts) > 1:
        parts = tuple(
            _understood(asked, part, (*before, *texts[:at]), language, joined=at > 0)
            for at, part in enumerate(texts[:MOST_PARTS])
        )
        parts = tuple(part for part in parts if part.kind != "talk")
        one_report = len({part.reports for part in parts if part.reports}) < 2
        if len(parts) > 1 and one_report and all(part.kind == "metadata" for part in parts):
            fields = tuple(dict.fromkeys(field for part in parts for field in part.fields))
            return replace(_single(question, text, language, reports), kind="metadata", fields=fields)
        if len(parts) > 1:
            whole = _single(question, text, language, reports) if _of_one(parts) else None
            return replace(whole or Wanted(question, text, language), parts=parts)
    wanted = _single(question, text, language, reports)
    return _after(asked, wanted, before, joined=joined) if before else wanted


def _after(asked: _Asked, wanted: Wanted, before: tuple[str, ...], *, joined: bool) -> Wanted:
    """A question understood by the one before it, which it may lean on, go on from or only stay at."""
    question, text, language = wanted.question, wanted.text, wanted.language
    if shows(text, "follow", "where_said"):
        earlier = _understood(asked, before[-1], before[:-1], language)
        return replace(earlier, question=question, language=language)
    nth = order_told(text)
    leans = leaning(text, wanted.topic, places_asked(text)) or Leaning(topic=bool(nth))
    stays = not leans and not joined and _may_stay(wanted)
    apart = None
    if joined and not leans and wanted.kind == "open" and is_short(wanted.topic):
        leans, apart = Leaning(topic=True), wanted  # «…，照顾两位又如何？»
    if not (leans or stays):
        return wanted
    if leans and not joined and wanted.kind == "open" and _whole(wanted):
        apart = wanted  # «and what did Iraq say?»
    earlier = _understood(asked, before[-1], before[:-1], language_of(before[-1], language))
    while earlier.parts:
        earlier = earlier.parts[-1]
    earlier = replace(earlier, follows=None)  # which is answered again for this one: one step back
    if stays and (wanted.kind == "open" or earlier.kind not in ("open", "list")):
        return replace(wanted, follows=earlier)
    leans = leans or Leaning(pronoun=True)
    if (earlier.kind == "open" or "said" in earlier.fields) and (other := swapped(text, before[-1])):
        whole = _understood(asked, other, before[:-1], language)
        asks = tuple(ask for ask in whole.asks if ask not in _AMOUNTS)  # the other may give none
        return replace(whole, question=question, asks=asks)
    whole = replace(completed(wanted, earlier, leans), apart=apart, follows=earlier)
    listed = earlier
    while listed.nth and listed.leaning:
        listed = listed.leaning  # «the second? and the third?»
    if nth and not (wanted.refs and listed.refs) and listed.kind in ("open", "list", "count", "reference"):
        return replace(wanted, leaning=listed, reports=whole.reports, nth=nth, apart=whole)
    return whole


def _whole(wanted: Wanted) -> bool:
    """Whether a follow-up asks a question of its own about somebody it names."""
    return asks_itself(wanted.text) and any(name.kind in ("country", "body") for name in names(wanted.text))


def _may_stay(wanted: Wanted) -> bool:
    """Whether a question after another one may be answered from where that was: it is short, or asks only
    when, where, how long."""
    if wanted.kind == "metadata":
        return not of_report(wanted)
    return wanted.kind == "open" and not (wanted.refs or wanted.sections) and is_short(wanted.topic)


def _of_one(parts: Sequence[Wanted]) -> bool:
    """Whether the later questions of a text may only go on about what the first asks: «what of the
    prosecutors? where would they be sent?»."""
    return all(part.kind == "open" for part in parts) and all(
        part.leaning is not None and not part.asks for part in parts[1:]
    )


def _single(question: Question, text: str, language: str, reports: Sequence[ReportSummary]) -> Wanted:
    mentions = places_asked(text)
    places = [mention for mention in mentions if mention.unit in ("paragraph", "article", "header", "item")]
    refs = tuple(dict.fromkeys(ref for mention in places for ref in mention.refs))
    marked = [mention for mention in mentions if mention.unit == "section"]
    sections = tuple(
        dict.fromkeys(
            (
                *question.within.sections,
                *(ref for each in mentions if each.unit in ("section", "title") for ref in each.refs),
            )
        )
    )
    topic = without(_unbounded(without_mentions(text, places + marked)), ("strip", "ask"))
    if places:
        topic = without(topic, ("other", "translate"))
    absent = unkept(text, mentions, reports)
    wanted = Wanted(
        question,
        text,
        language,
        refs=refs,
        reports=_meant(question, text, reports),
        absent=absent,
        topic=topic,
        asks=kinds_asked(text),
        sections=sections,
        clause=max((mention.clause for mention in places), default=0),
        premise=shows(text, "other", "premise") or _strong(text),
    )
    if absent:  # what is kept may still speak of it
        return replace(wanted, refs=(), topic=text, named=text)
    kind, fields = _kind(wanted, reports)
    around = [("kind", name) for name in ("list", "count", "measured", "summary", "outline", "whole")]
    around += [("overall", "brief")] * (kind == "outline")
    named = " ".join(content_words(without(wanted.topic, *around)))
    if kind == "list" and not refs and not sections:
        wanted = replace(wanted, asks=tuple(ask for ask in wanted.asks if ask != "number"))
    rest = _beside_form(wanted, reports) if kind == "outline" else _beyond(wanted, reports)
    bare = not content_words(rest) and not (kind == "outline" and shows(text, "overall", "annex"))
    return replace(wanted, kind=kind, fields=fields, bare=bare, named=named)


def _unbounded(text: str) -> str:
    """A text with the numbers blanked out that only bound what it asks."""
    for start, end in bounds_in(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _meant(question: Question, text: str, reports: Sequence[ReportSummary]) -> tuple[str, ...]:
    """The reports that the question is put to and names; none: all. Raises NotFound."""
    known = {report.id: report for report in reports}
    within = [known[id] for id in reports_in(question.within, known)]
    named = kept_as(text, parse_refs(text), within) or named_reports(text, within)
    if named or len(within) < len(reports):
        return named or tuple(each.id for each in within)
    return () if question.before else this_report(text, reports)


def _strong(text: str) -> bool:
    """Whether a yes-or-no question asks after all of them, an obligation or a decision: the report may
    well say something weaker."""
    if _WHO & set(kinds_asked(text)):
        return False  # «who decides whether …?»
    return shows(text, "other", "whether") and shows(text, "other", "strong")


def _beyond(wanted: Wanted, reports: Sequence[ReportSummary]) -> str:
    """The topic without the words for lists, counts, summaries, documents and the sections named, and
    without the title of the report that is meant."""
    cues = [
        ("kind", name)
        for name in ("list", "count", "measured", "summary", "outline", "compare", "items", "whole")
    ]
    meant = [each for each in reports if each.id in wanted.reports or len(reports) == 1]
    topic = untitled(plain(wanted.topic), plain(wanted.text), meant)
    for section in wanted.sections:
        topic = topic.replace(plain(section), " ")
    return without(topic, *cues, ("strip", "doc"), ("strip", "light"), ("strip", "ask"))


def _beside_form(wanted: Wanted, reports: Sequence[ReportSummary]) -> str:
    """What a question says besides asking for an outline or a summary."""
    return _beyond(replace(wanted, topic=without_form(wanted.text, wanted.topic)), reports)


def _kind(wanted: Wanted, reports: Sequence[ReportSummary]) -> tuple[WantedKind, tuple[str, ...]]:
    text = wanted.text
    cues = shown(text, "kind")
    if "count" in cues and not shows(without(text, ("other", "enumerates")), "kind", "list"):
        cues = tuple(cue for cue in cues if cue != "list")  # «列举了几种» counts
    located = bool(wanted.refs or wanted.sections)
    if "compare" in cues and (len(wanted.refs) + len(wanted.sections) > 1 or len(wanted.reports) > 1):
        return "compare", ()
    if shows(text, "kind", "said") and countries(text) and not located:
        return "membership", ("said",)
    apart = shows(text, "spoken", "region") or shows(text, "spoken", "groups")
    region = "spoke" in cues and apart and not countries(text)
    if shows(text, "spoken", "unnamed") or (
        region and {"list", "count", "countries", "person"} & {*cues, *wanted.asks}
    ):
        return "membership", ("untold",)
    if "spoke" in cues and _about_speakers(wanted, cues):
        return "membership", ("count",) if "count" in cues else ()
    rest = _beyond(wanted, reports)
    countable = "items" in cues and not shows(text, "other", "uncountable")
    countable = countable or ("summary" in cues and shows(text, "other", "sections_counted"))
    if "count" in cues and (countable or (located and not content_words(rest))):
        return "count", ()
    fields = fields_asked(wanted, reports)
    if fields and not located and not ("summary" in cues and set(fields) <= {"status", "title"}):
        return "metadata", fields
    beside = _beside_form(wanted, reports)
    if not wanted.refs and not wanted.sections and divided(text, beside):
        return "outline", ()
    if wanted.refs:
        return ("list", ()) if "list" in cues and not content_words(rest) else ("reference", ())
    if wanted.sections and not content_words(beside if "list" not in cues else rest):
        return ("list", ()) if "list" in cues and "summary" not in cues else ("outline", ("summary",))
    if "summary" in cues and not wanted.refs:
        return "outline", ("summary",)
    if not (located or wanted.asks or wanted.question.before) and about(text, beside):
        return "outline", ("summary",)
    return ("list", ()) if "list" in cues else ("open", ())


def _about_speakers(wanted: Wanted, cues: tuple[str, ...]) -> bool:
    asked = {"list", "count"} & set(cues) or {"person", "country"} & set(wanted.asks)
    rest = without(wanted.topic, ("kind", "spoke"), ("strip", "doc"), ("kind", "said"), ("kind", "whole"))
    kinds = ("country", "instrument") if "listed" in cues else ("country",)
    for name in names(wanted.text):
        if name.kind in kinds:
            rest = rest.replace(name.text, " ")
    rest = without(plain(rest), ("spoken", "around"))
    return bool(countries(wanted.text) or asked) and sum(map(len, content_words(rest))) <= (
        3 if re.search(_HAN, rest) else 12
    )
