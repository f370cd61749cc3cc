"""What a question wants: a place, a list, a count, an outline, metadata, or an answer. Pure.

Works on the question's words alone, in seven languages, by the cues of ``cues.toml``; which report
holds the answer is for ``find``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.cues import content_words, shown, shows, without
from assistant.answering.draft import Wanted, WantedKind
from assistant.answering.followup import Leaning, is_short, leaning, points, turns
from assistant.answering.named import named_reports, this_report, untitled
from assistant.answering.unkept import kept_as, unkept
from assistant.answering.utterance import asks_itself, split, talk_of, without_greeting
from assistant.index.scope import reports_in
from assistant.language.detect import language_of
from assistant.language.names import names
from assistant.language.normal import plain
from assistant.model import Question, ReportSummary
from assistant.reading.locator import parse_refs, without_mentions

MOST_PARTS = 5
_HAN = "[\u4e00-\u9fff]"
_FIELDS = ("date", "place", "body", "status", "title", "symbol")

_VOWELS = re.compile("[\u064b-\u0652\u0640\u0670]")  # Arabic vowel signs, which a question may carry


def understand(question: Question, reports: Sequence[ReportSummary]) -> Wanted:
    """The question, understood by itself and by the earlier ones it leans on."""
    usual = reports[0].language if len(reports) == 1 else "zh"
    language = question.language or language_of(question.text, usual)
    before = tuple(text for text in question.before if text.strip())
    return _understood(question, question.text, before, language, reports)


def _understood(
    question: Question,
    text: str,
    before: tuple[str, ...],
    language: str,
    reports: Sequence[ReportSummary],
    *,
    joined: bool = False,
) -> Wanted:
    text = _VOWELS.sub("", " ".join(text.split()))
    talk = talk_of(text)
    if talk:
        kept = reports_in(question.within, {report.id: report for report in reports})
        titles = tuple(report.title for report in reports if report.id in kept)
        return Wanted(question, text, language, "talk", fields=(talk,), titles=titles)
    text = without_greeting(text)
    texts = split(text)
    if len(texts) > 1:
        parts = tuple(
            _understood(question, part, (*before, *texts[:at]), language, reports, joined=at > 0)
            for at, part in enumerate(texts[:MOST_PARTS])
        )
        parts = tuple(part for part in parts if part.kind != "talk")
        if len(parts) > 1:
            whole = _single(question, text, language, reports) if _of_one(parts) else None
            return replace(whole or Wanted(question, text, language), parts=parts)
    wanted = _single(question, text, language, reports)
    if before and shows(text, "follow", "where_said"):
        earlier = _understood(question, before[-1], before[:-1], language, reports)
        return replace(earlier, question=question, language=language)
    leans = leaning(text, wanted.topic, parse_refs(text)) if before else None
    if joined and not leans and wanted.kind == "open" and is_short(wanted.topic):
        leans = Leaning(topic=True)  # «…，照顾两位又如何？»
    if not leans:
        return wanted
    earlier = _understood(question, before[-1], before[:-1], language_of(before[-1], language), reports)
    while earlier.parts:
        earlier = earlier.parts[-1]
    return _completed(wanted, earlier, step=leans.step, count=leans.count, more=leans.more)


def _of_one(parts: Sequence[Wanted]) -> bool:
    """Whether the later questions of a text may only go on about what the first asks: «what of the
    prosecutors? where would they be sent?»."""
    return all(part.kind == "open" for part in parts) and all(
        part.leaning is not None and not part.asks for part in parts[1:]
    )


def _single(question: Question, text: str, language: str, reports: Sequence[ReportSummary]) -> Wanted:
    mentions = parse_refs(text)
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
    topic = without(without_mentions(text, places + marked), ("strip", "ask"))
    absent = unkept(text, mentions, reports)
    wanted = Wanted(
        question,
        text,
        language,
        refs=refs,
        reports=_meant(question, text, reports),
        absent=absent,
        topic=topic,
        asks=_asks(text),
        sections=sections,
        clause=max((mention.clause for mention in places), default=0),
        premise=shows(text, "other", "premise") or _strong(text),
    )
    if absent:  # what is kept may still speak of it
        return replace(wanted, refs=(), topic=text, named=text)
    kind, fields = _kind(wanted, reports)
    around = [("kind", name) for name in ("list", "count", "measured", "summary", "outline", "whole")]
    named = " ".join(content_words(without(wanted.topic, *around)))
    if kind == "list" and not refs and not sections:
        wanted = replace(wanted, asks=tuple(ask for ask in wanted.asks if ask != "number"))
    bare = not content_words(_beyond(wanted, reports))
    return replace(wanted, kind=kind, fields=fields, bare=bare, named=named)


def _meant(question: Question, text: str, reports: Sequence[ReportSummary]) -> tuple[str, ...]:
    """The reports that the question is put to and names; none: all. Raises NotFound."""
    known = {report.id: report for report in reports}
    within = [known[id] for id in reports_in(question.within, known)]
    named = kept_as(text, parse_refs(text), within) or named_reports(text, within)
    if named or len(within) < len(reports):
        return named or tuple(each.id for each in within)
    return () if question.before else this_report(text, reports)


def _asks(text: str) -> tuple[str, ...]:
    """The kinds of answer asked for; «几日内» is a duration, not a date."""
    asks = shown(text, "asks")
    implied = {"date", "number"} if "duration" in asks else {"number"} if "money" in asks else set()
    return tuple(ask for ask in asks if ask not in implied)


def _strong(text: str) -> bool:
    """Whether a yes-or-no question asks after all of them, an obligation or a decision: the report may
    well say something weaker."""
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


def _kind(wanted: Wanted, reports: Sequence[ReportSummary]) -> tuple[WantedKind, tuple[str, ...]]:
    text = wanted.text
    cues = shown(text, "kind")
    located = bool(wanted.refs or wanted.sections)
    if "compare" in cues and (len(wanted.refs) + len(wanted.sections) > 1 or len(wanted.reports) > 1):
        return "compare", ()
    if shows(text, "kind", "said") and _countries(text) and not located:
        return "membership", ("said",)
    region = "spoke" in cues and shows(text, "spoken", "region") and not _countries(text)
    if shows(text, "spoken", "unnamed") or (
        region and {"list", "count", "countries"} & {*cues, *wanted.asks}
    ):
        return "membership", ("untold",)
    if "spoke" in cues and _about_speakers(wanted, cues):
        return "membership", ("count",) if "count" in cues else ()
    rest = _beyond(wanted, reports)
    countable = "items" in cues and not shows(text, "other", "uncountable")
    if "count" in cues and (countable or (located and not content_words(rest))):
        return "count", ()
    fields = _metadata(wanted, reports)
    if fields and not located:
        return "metadata", fields
    if "outline" in cues and not wanted.refs and not content_words(rest):
        return "outline", ()
    if wanted.refs:
        return ("list", ()) if "list" in cues and not content_words(rest) else ("reference", ())
    if wanted.sections and not content_words(rest):
        return ("list", ()) if "list" in cues and "summary" not in cues else ("outline", ("summary",))
    if "summary" in cues and not wanted.refs:
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
    return bool(_countries(wanted.text) or asked) and sum(map(len, content_words(rest))) <= (
        3 if re.search(_HAN, rest) else 12
    )


def _countries(text: str) -> list[tuple[int, int]]:
    return [(name.start, name.end) for name in names(text) if name.kind == "country"]


def _metadata(wanted: Wanted, reports: Sequence[ReportSummary]) -> tuple[str, ...]:
    """The fields that are asked for, when nothing else is asked."""
    text = wanted.text
    fields = tuple(field for field in _FIELDS if shows(text, "field", field))
    if "number" in wanted.asks:
        fields = tuple(field for field in fields if field != "status")
    if "status" in fields and {"date", "body"} & set(fields):
        fields = tuple(field for field in fields if field != "status")  # «when was it adopted?»
    elsewhere = [name for name in names(text) if name.kind == "place"]
    if elsewhere and shows(text, "field", "held") and not fields:
        fields = ("place",)
    if not fields and "duration" in wanted.asks and shows(text, "field", "meeting"):
        fields = ("date",)
    known = plain(" ".join(map(_facts, reports)))
    moved = [name for name in elsewhere if plain(name.text) not in known]
    held = shows(text, "field", "held") and shows(text, "field", "meeting")
    if moved and held and wanted.premise and not shows(text, "other", "meeting"):
        return ("place",)
    if "clock" in wanted.asks:
        return ()
    if not fields or ("duration" not in wanted.asks and shows(text, "other", "meeting")):
        return ()
    cues = [
        *(("field", field) for field in _FIELDS),
        *(("field", "meeting"), ("field", "held"), ("strip", "ask"), ("strip", "doc"), ("strip", "light")),
    ]
    asked = text
    for name in elsewhere:
        asked = asked.replace(name.text, " ")
    rest = content_words(without(asked, *cues))
    known = plain(
        " ".join(_facts(report) for report in reports if report.id in wanted.reports or not wanted.reports)
    )
    unknown = [word for word in rest if plain(word) not in known]
    about = (
        shows(text, "field", "meeting") or shows(text, "strip", "doc") or not rest or "报告" in plain(text)
    )
    return fields if about and not unknown else ()


def _facts(report: ReportSummary) -> str:
    return " ".join((report.title, report.body, report.place, report.status, report.symbol, *report.dates))


def _completed(wanted: Wanted, earlier: Wanted, *, step: int, count: bool, more: bool) -> Wanted:
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
    items = [ref for ref in wanted.refs if ref.startswith("(")]
    if items and earlier.refs:
        base = earlier.refs[-1].partition("(")[0]
        return replace(whole, kind="reference", refs=tuple(base + ref for ref in items), topic="")
    if wanted.kind == "open" and earlier.kind in ("membership", "metadata", "count"):
        if earlier.kind == "membership" and _countries(wanted.text):
            return replace(whole, kind="membership", fields=earlier.fields)
        if earlier.kind == "count" and wanted.sections:
            return replace(whole, kind="count")
    own = wanted.asks or shows(wanted.question.text, "other", "whether") or asks_itself(wanted.question.text)
    return replace(whole, asks=wanted.asks if own else earlier.asks, premise=wanted.premise)
