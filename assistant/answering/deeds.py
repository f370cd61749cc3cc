"""What a body decided, or could not agree on: every paragraph that says so; how its recommendations
stand. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.answering.cues import content_words, shows, without
from assistant.answering.draft import Draft, Found, Wanted
from assistant.answering.edition import codes_in
from assistant.answering.lists import listing
from assistant.answering.quoting import ended, led, sentence_texts
from assistant.answering.structure import items_of
from assistant.language.names import alike, names
from assistant.language.phrases import say
from assistant.model import Outcome, Paragraph, Report, Sentence

MOST = 12  # paragraphs of an answer
_RECOMMENDED = ("other", "recommended")
_ASKED = {"ask_open": ("other", "unsettled"), "ask_decided": ("deed", "decided")}


def deeds(wanted: Wanted, found: Found) -> Draft | None:
    """All decisions, or all that was left open, when a question asks for nothing else; where none is
    recorded, what is recommended instead. None for any other question."""
    asked = next((name for name in _ASKED if shows(wanted.text, "deed", name)), "")
    report = found.foremost
    if not asked or report is None or wanted.leaning is not None or _beyond(wanted, report):
        return None
    said = list(_saying(report, _ASKED[asked]))
    if said:
        return Draft("answered", tuple(said[:MOST]), listed=len(said) > 1)
    if asked == "ask_open":
        return None
    items = [item for lead in _recommending(report) for item in items_of(report, lead)]
    if not items:
        return None
    opening = say("answer.only_recommends", wanted.language)
    return replace(listing(wanted, items, report), opening=opening)


def standing(wanted: Wanted, found: Found) -> Draft | None:
    """How recommendations stand, for a question whether they bind or were adopted, or one that takes them
    for decided: the words that lead in to them. None for any other question, and where decisions are
    recorded."""
    text = wanted.text
    asked = shows(text, "deed", "binding") or shows(text, "other", "settled")
    report = found.foremost
    if not asked or report is None or wanted.leaning is not None or not shows(text, "other", "recommended"):
        return None
    leads = _recommending(report)
    if wanted.refs:
        named = {each.id.partition("(")[0] for each in found.chosen}
        leads = [lead for lead in leads if lead.id in named]
    if not leads or _beyond(wanted, report) or any(_saying(report, _ASKED["ask_decided"])):
        return None
    sentences = tuple(Sentence(ended(_told(each, _RECOMMENDED)), (each.id,)) for each in leads)
    outcome: Outcome = "answered" if shows(text, "other", "whether") else "premise"
    return Draft(outcome, sentences, opening=say("answer.only_recommends", wanted.language), listed=True)


def _recommending(report: Report) -> list[Paragraph]:
    """The lead-ins by whose words their items are recommended."""
    return [each for each in report.paragraphs if shows(each.text, *_RECOMMENDED) and items_of(report, each)]


def _beyond(wanted: Wanted, report: Report) -> list[str]:
    """What a question speaks of besides the deed and who did it: a body that the report names."""
    told = without(wanted.text, ("deed", "binding"))  # «must comply with», that only asks
    text = "".join(sign if kept != " " else " " for sign, kept in zip(wanted.topic, told, strict=True))
    for name in names(text):
        if name.kind == "body" and any(alike(name.code, code) for code in codes_in(report)):
            text = text.replace(name.text, " ")
    cues = [("deed", name) for name in ("ask_decided", "ask_open", "body")]
    cues += [
        ("other", "settled"),
        ("other", "whether"),
        ("other", "tag"),
        ("strip", "doc"),
        ("strip", "light"),
        ("strip", "common"),
        ("strip", "ask"),
        ("kind", "list"),
        ("kind", "items"),
        ("kind", "count"),
    ]
    return content_words(without(text, *cues))


def _saying(report: Report, cue: tuple[str, str]) -> Iterator[Sentence]:
    """The sentences of a report that say it, those of a paragraph together."""
    for paragraph in report.paragraphs:
        if paragraph.kind == "header" or not shows(paragraph.text, *cue):
            continue
        text = _told(paragraph, cue)
        yield Sentence(led(paragraph, text) if paragraph.lead else ended(text), (paragraph.id,))


def _told(paragraph: Paragraph, cue: tuple[str, str]) -> str:
    """The sentences of a paragraph that show the cue; all of it where only all together do."""
    texts = sentence_texts(paragraph.text)
    return "".join([text for text in texts if shows(text, *cue)] or texts)
