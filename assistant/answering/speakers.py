"""Who spoke: whether a country is in the list of speakers, who is, and how many."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.cues import shows
from assistant.answering.draft import Draft, Found, Wanted
from assistant.answering.frames import places, series
from assistant.answering.negations import asks_who_not, negated
from assistant.answering.pick import Scored
from assistant.answering.quoting import ended, led, sentence_texts
from assistant.language.names import names
from assistant.language.normal import plain
from assistant.language.phrases import say
from assistant.model import Paragraph, Report, Sentence

READ = 4  # paragraphs that are read for those who did not come
OTHERWISE = {"reason", "date", "duration"}  # asked about those who did not come
A_LIST = 3  # countries that make a list of speakers
STATES = re.compile(
    r"(?:多少|几)个?[^?,。]{0,16}?(?:国家|缔约国|缔约方|成员国?|会员国|代表团)"
    r"|how many (?:\w+ ){0,3}(?:countries|states|parties|delegations|members)"
    r"|combien d(?:e |')(?:\w+ ){0,2}(?:pays|etats|delegations|parties|membres)"
    r"|cuant[oa]s (?:\w+ ){0,2}(?:paises|estados|delegaciones|partes|miembros)"
    r"|сколько (?:\w+ ){0,2}(?:стран|государств|делегаций|сторон|членов)|كم (?:\w+ )?(?:دوله|بلد|طرف|وفد)"
)


def membership(wanted: Wanted, found: Found) -> Draft | None:
    """Yes or no with the list, or the list; None when the report has no list of speakers."""
    report = found.reports.get(found.subject)
    listing = speakers(report) if report else None
    if report is None or listing is None:
        return None
    held = {name.code for name in names(listing.text) if name.kind == "country"}
    text = wanted.text.partition(" (")[0]
    asked = [name for name in names(text) if name.kind == "country"]
    if not asked and wanted.leaning is not None:
        text = wanted.leaning.text
        asked = [name for name in names(text) if name.kind == "country"]
    sentences = (Sentence(ended(listing.text), (listing.id,)),)
    if "untold" in wanted.fields or (not asked and asks_who_not(text)):
        if shows(text, "spoken", "groups") and shows(report.text, "spoken", "groups"):
            return None  # the list gives no groups, but the report speaks of some
        opening = say("answer.silent_near", wanted.language, places=places([listing], wanted.language))
        return Draft("refused", nearest=(listing.id,), opening=opening)
    if "said" in wanted.fields or (asked and {"reason", "duration", "date"} & set(wanted.asks)):
        if any(_named_elsewhere(report, listing, name.code) for name in asked):
            return None
        near = places([listing], wanted.language)
        opening = say("answer.silent_near", wanted.language, places=near)
        return Draft("refused", nearest=(listing.id,), opening=opening)
    if not asked:
        name = "answer.spoke_count" if "count" in wanted.fields else "answer.spoke_list"
        return Draft("answered", sentences, opening=say(name, wanted.language, count=len(held)))
    shown = {name.code: text[name.start : name.end] for name in asked}
    yes = [word for code, word in shown.items() if code in held]
    no = [word for code, word in shown.items() if code not in held]
    parts = [
        say(key, wanted.language, names=series(words, wanted.language))
        for key, words in (("answer.spoke_yes", yes), ("answer.spoke_no", no))
        if words
    ]
    return Draft("answered", sentences, opening=" ".join(parts))


def speakers(report: Report) -> Paragraph | None:
    """The paragraph that lists who spoke: the one with most countries among those that say so."""
    counted = [
        (sum(name.kind == "country" for name in names(each.text)), each)
        for each in report.paragraphs
        if shows(each.text, "kind", "listed")
    ]
    most = max(counted, key=lambda pair: pair[0], default=(0, None))
    return most[1] if most[0] >= A_LIST else None


def absentees(wanted: Wanted, found: Found) -> Draft | None:
    """Which States did not come, where a paragraph lists them; None for any other question."""
    report, text = found.foremost, wanted.text
    if report is None or wanted.leaning is not None or not shows(text, "negated", "absent"):
        return None
    if shows(text, "other", "happens"):
        return None  # to one who does not appear
    if (
        OTHERWISE & set(wanted.asks)
        or shows(text, "other", "whether")
        or any(name.kind == "country" for name in names(text))
    ):
        return None
    told = [(each, some) for each in report.paragraphs if (some := _not_there(each))]
    if not told:
        return None
    states = set().union(*(some for _, some in told))
    counts = "number" in wanted.asks
    opening = say("answer.states_count", wanted.language, count=len(states)) if counts else ""
    return Draft("answered", tuple(Sentence(led(each), (each.id,)) for each, _ in told), opening=opening)


def _not_there(paragraph: Paragraph) -> set[str]:
    """The States of which a paragraph says that they did not come."""
    said = [one for one in sentence_texts(paragraph.text) if shows(one, "negated", "absent")]
    return {name.code for one in said for name in names(one) if name.kind == "country"}


def counted_states(
    wanted: Wanted, chosen: Sequence[Scored], ranked: Sequence[Scored], report: Report
) -> Draft | None:
    """How many States the best paragraph lists, when that is asked and it gives no number itself; of those
    that did not come the best one that denies it."""
    if "number" not in wanted.asks or not STATES.search(plain(wanted.text)):
        return None
    denied = negated(wanted.text, wanted.language)
    if denied:
        chosen = [each for each in ranked[:READ] if negated(each.paragraph.text, report.language)]
    if not chosen:
        return None
    paragraph = chosen[0].paragraph
    texts = sentence_texts(paragraph.text)
    told = " ".join(one for one in texts if negated(one, report.language)) if denied else paragraph.text
    listed = {name.code for name in names(told) if name.kind == "country"}
    if len(listed) < (1 if denied else A_LIST) or not shows(paragraph.text, "kind", "listed"):
        return None
    opening = say("answer.states_count", wanted.language, count=len(listed))
    return Draft("answered", (Sentence(ended(paragraph.text), (paragraph.id,)),), opening=opening)


def _named_elsewhere(report: Report, listing: Paragraph, code: str) -> bool:
    return any(
        name.code == code for each in report.paragraphs if each.id != listing.id for name in names(each.text)
    )
