"""Which lines of the title page a question asks for: when, where, by whom, in which form. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.cues import content_words, shows, without
from assistant.answering.draft import Wanted
from assistant.language.names import names
from assistant.language.normal import plain
from assistant.model import ReportSummary

_FIELDS = ("date", "place", "body", "status", "title", "symbol")
_LINES = ("sponsor", "agenda", "session", "original")  # that have no field of their own


def fields_asked(wanted: Wanted, reports: Sequence[ReportSummary]) -> tuple[str, ...]:
    """The fields that are asked for, when nothing else is asked."""
    text = wanted.text
    fields = tuple(field for field in (*_FIELDS, *_LINES) if shows(text, "field", field))
    if "number" in wanted.asks:
        fields = tuple(field for field in fields if field != "status")
    if "status" in fields and {"date", "body", "sponsor"} & set(fields):
        fields = tuple(field for field in fields if field != "status")  # «when was it adopted?»
    if "sponsor" in fields:  # «which country tabled the draft» asks for no place
        fields = tuple(field for field in fields if field != "place")
    if "date" in fields and shows(text, "field", "enacted") and shows(text, "field", "force"):
        fields = (*fields, "force")
    if "date" in fields and shows(text, "field", "issued"):
        fields = ("issued", *fields)
    elsewhere = [name for name in names(text) if name.kind == "place"]
    if elsewhere and shows(text, "field", "held") and not fields and "number" not in wanted.asks:
        fields = ("place",)
    if not fields and "duration" in wanted.asks and shows(text, "field", "meeting"):
        fields = ("date",)
    known = plain(" ".join(map(_facts, reports)))
    moved = [name for name in elsewhere if plain(name.text) not in known]
    held = shows(text, "field", "held") and shows(text, "field", "meeting")
    if moved and held and wanted.premise and not shows(text, "other", "meeting"):
        return ("place",)
    if "clock" in wanted.asks or ("date" in fields and shows(text, "field", "finalised")):
        return ()
    of_page = "duration" in wanted.asks or set(_LINES) & set(fields)
    if not fields or (not of_page and shows(text, "other", "meeting")):
        return ()
    of_fields = {"sponsor": ("asks", "country"), "force": ("field", "enacted")}
    cues = [
        *(of_fields[field] for field in fields if field in of_fields),
        *(("field", field) for field in (*sorted(fields, key=_FIELDS.__contains__), *_FIELDS)),
        *(("field", "meeting"), ("field", "held"), ("strip", "ask"), ("strip", "doc"), ("strip", "light")),
    ]
    own = text
    facts = " ".join(
        map(_facts, [each for each in reports if each.id in wanted.reports or not wanted.reports])
    )
    bodies = any(name.kind == "body" for name in names(text))
    held_by = {name.code for name in names(facts) if name.kind == "body"} if bodies else set()
    for name in names(text):
        if name in elsewhere or name.code in held_by:
            own = own.replace(name.text, " ")
    rest = content_words(without(own, *cues))
    known = plain(facts)
    unknown = [word for word in rest if plain(word) not in known]
    about = (
        shows(text, "field", "meeting") or shows(text, "strip", "doc") or not rest or "报告" in plain(text)
    )
    return fields if about and not unknown else ()


def _facts(report: ReportSummary) -> str:
    return " ".join((report.title, report.body, report.place, report.status, report.symbol, *report.dates))
