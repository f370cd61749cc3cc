"""What a body decided, or could not agree on, who objected, praised, promised: every paragraph that says
so; how its recommendations stand. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.answering.acts import act_in
from assistant.answering.cues import Cue, content_words, masked, shows, without
from assistant.answering.draft import Draft, Found, Wanted
from assistant.answering.drafting import refusal
from assistant.answering.edition import codes_in
from assistant.answering.lists import listing
from assistant.answering.quoting import ended, led, sentence_texts
from assistant.answering.structure import items_of
from assistant.language.names import alike, names
from assistant.language.phrases import say
from assistant.model import Outcome, Paragraph, Report, Sentence
from assistant.reading.locator import parse_refs

MOST = 12  # paragraphs of an answer
_OUTSPOKEN = (
    "oppose",
    "criticise",
    "praise",
    "thank",
    "promise",
    "threaten",
    "withdraw",
    "resign",
    "apologise",
)
_ON_A_PLACE = ("oppose", "refuse", "support", "criticise", "praise")
_WHO = {"person", "identity", "country", "countries", "voice"}
_RECOMMENDED = ("other", "recommended")
_ASKED = {"ask_open": ("other", "unsettled"), "ask_decided": ("deed", "decided")}


def deeds(wanted: Wanted, found: Found) -> Draft | None:
    """All decisions, or all that was left open, when a question asks for nothing else; where none is
    recorded, what is recommended instead. None for any other question."""
    asked = next((name for name in _ASKED if shows(wanted.text, "deed", name)), "")
    report = found.foremost
    if not asked or report is None or wanted.leaning is not None or _beyond(wanted, codes_in(report)):
        return None
    said = list(_saying(report.paragraphs, _ASKED[asked]))
    if said:
        return Draft("answered", tuple(said[:MOST]), listed=len(said) > 1)
    if asked == "ask_open":
        return None
    items = [item for lead in _recommending(report) for item in items_of(report, lead)]
    if not items:
        return None
    opening = say("answer.only_recommends", wanted.language)
    return replace(listing(wanted, items, report), opening=opening)


def doings(wanted: Wanted, found: Found) -> Draft | None:
    """All who did a thing, when a question asks for nothing else: «did anybody object?», «who objected?»,
    by the first report looked into that tells of any; a refusal where none does. None for any other
    question."""
    act = _outspoken(wanted)
    if not act:
        return None
    foremost = found.foremost
    others = [each for each in found.reports.values() if each is not foremost]
    around = _around(act, wanted.language)
    reports = [each for each in (foremost, *others) if each and not _beyond(wanted, codes_in(each), around)]
    for report in reports:
        said = _done(report, act)
        if said:
            return Draft("answered", said[:MOST], listed=len(said) > 1)
    return refusal(wanted, found, ()) if reports else None


def asks_who_did(wanted: Wanted) -> bool:
    """Whether a question asks who did a thing, and for nothing else: no word of it need stand in a report
    that tells."""
    act = _outspoken(wanted) if wanted.kind in ("open", "list") else ""
    return bool(act) and not _beyond(wanted, (), _around(act, wanted.language))


def _outspoken(wanted: Wanted) -> str:
    """The act of which a question asks who did it, or whether anybody; empty for any other question."""
    act = act_in(wanted.text, wanted.language)
    if act not in _OUTSPOKEN or wanted.leaning is not None or wanted.refs or wanted.sections:
        return ""
    asks = shows(wanted.text, "act", "members", wanted.language) or _WHO & set(wanted.asks)
    return act if asks and not {"reason", "number"} & set(wanted.asks) else ""


def _around(act: str, language: str) -> list[Cue]:
    return [("act", act, language), *(("act", name) for name in ("anyone", "members", "said"))]


def _done(report: Report, act: str) -> tuple[Sentence, ...]:
    """What a report says of those who did a thing, not of those who should or did not."""
    own = [
        each
        for each in report.paragraphs
        if not shows(each.lead, *_RECOMMENDED) and not shows(each.text, "act", "not_against", report.language)
    ]
    return tuple(_saying(own, ("act", act, report.language)))


def objections(wanted: Wanted, found: Found) -> Draft | None:
    """What the report tells that somebody said against or for a place that a question names: «who has
    reservations about para. 3 (e)?»; None where no other paragraph speaks of that place so."""
    act, report = act_in(wanted.text, wanted.language), found.reports.get(found.subject)
    if act not in _ON_A_PLACE or report is None or not wanted.refs or wanted.kind == "list":
        return None
    if any(shows(each.text, "act", act, report.language) for each in found.chosen):
        return None
    named = set(wanted.refs)
    others = [
        each
        for each in report.paragraphs
        if each not in found.chosen and any(named & set(mention.refs) for mention in parse_refs(each.text))
    ]
    said = tuple(_saying(others, ("act", act, report.language)))
    return Draft("answered", said[:MOST], listed=len(said) > 1) if said else None


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
    if (
        not leads
        or _beyond(wanted, codes_in(report))
        or any(_saying(report.paragraphs, _ASKED["ask_decided"]))
    ):
        return None
    sentences = tuple(Sentence(ended(_told(each, _RECOMMENDED)), (each.id,)) for each in leads)
    outcome: Outcome = "answered" if shows(text, "other", "whether") else "premise"
    return Draft(outcome, sentences, opening=say("answer.only_recommends", wanted.language), listed=True)


def _recommending(report: Report) -> list[Paragraph]:
    """The lead-ins by whose words their items are recommended."""
    return [each for each in report.paragraphs if shows(each.text, *_RECOMMENDED) and items_of(report, each)]


def _beyond(wanted: Wanted, codes: Iterable[str], more: Sequence[Cue] = ()) -> list[str]:
    """What a question speaks of besides the deed and who did it: a body of these codes,
    which the report names."""
    text = masked(wanted.topic, wanted.text, *more, ("deed", "binding"))  # «must comply with», that only asks
    for name in names(text):
        if name.kind == "body" and any(alike(name.code, code) for code in codes):
            text = text.replace(name.text, " ")
    cues: list[Cue] = [("deed", name) for name in ("ask_decided", "ask_open", "body")]
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
        *more,
    ]
    return content_words(without(text, *cues))


def _saying(paragraphs: Sequence[Paragraph], cue: Cue) -> Iterator[Sentence]:
    """The sentences that say it, those of a paragraph together."""
    for paragraph in paragraphs:
        if paragraph.kind == "header" or not shows(paragraph.text, *cue):
            continue
        text = _told(paragraph, cue)
        yield Sentence(led(paragraph, text) if paragraph.lead else ended(text), (paragraph.id,))


def _told(paragraph: Paragraph, cue: Cue) -> str:
    """The sentences of a paragraph that show the cue; all of it where only all together do."""
    texts = sentence_texts(paragraph.text)
    return "".join([text for text in texts if shows(text, *cue)] or texts)
