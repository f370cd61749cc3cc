"""What a lead-in lists, when a question counts it or asks for all of it in words of its own. Pure.

«How many obstacles are there?» beside «the most frequent obstacles were:», «everything the secretariat
was asked», «how many of the corridors are battery-electric».
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from assistant.answering.counting import items_counted
from assistant.answering.coverage import Need
from assistant.answering.cues import shows
from assistant.answering.draft import Cosines, Draft, Wanted
from assistant.answering.howmany import things_counted
from assistant.answering.lists import counts_no_items, listing
from assistant.answering.pick import Scored, share, within
from assistant.answering.refusal import silent
from assistant.answering.structure import items_of
from assistant.model import Paragraph, Report

NEAR = 0.9  # share of what the best paragraph is about at which a lead-in lists what is counted
HELD = 0.5  # share of a word that a text must have
WHICH = 0.7  # share of what tells some items from the others that an item must have
_NO_COUNT = {"money", "duration", "date"}


def enumerated(
    wanted: Wanted,
    ranked: Sequence[Scored],
    needs: Sequence[Need],
    report: Report,
    near: Mapping[str, Cosines],
) -> Draft | None:
    """The items of a lead-in, or those of them that are meant; None when none is asked for."""
    if _NO_COUNT & set(wanted.asks) or not ranked:
        return None
    counted = "number" in wanted.asks
    everything = counted or wanted.kind == "list" or shows(wanted.text, "kind", "whole")
    things = everything and shows(wanted.text, "other", "things")
    if not counted and not things:
        return None
    leads = within(wanted, report, [each for each in report.paragraphs if items_of(report, each)], near)
    if things and (asking := _asked_of(leads, needs, wanted)):
        items = items_of(report, asking)
        return items_counted(wanted, [asking], report) if counted else listing(wanted, items, report)
    if counts_no_items(wanted):
        return None
    noun = list(_noun(wanted, needs))
    leads = tuple(each for each in leads if share(each, noun, needs) >= HELD)
    if not counted or not noun or not leads:
        return None
    some = _some(ranked, leads, needs, report)
    if some and silent(wanted, ranked[:1], needs, report, ranked) in ("", "asked"):
        return listing(wanted, some, report)
    lead = max(leads, key=lambda each: each.about)
    if silent(wanted, (lead,), needs, report, ranked) not in ("", "asked"):
        return None
    most = max(each.about for each in ranked)
    return items_counted(wanted, [lead.paragraph], report) if lead.about >= NEAR * most else None


def _asked_of(leads: Sequence[Scored], needs: Sequence[Need], wanted: Wanted) -> Paragraph | None:
    """The one lead-in that asks something of whom the question names: «the secretariat»."""
    asking = [each for each in leads if shows(each.paragraph.text, "other", "requests")]
    named = [at for at, need in enumerate(needs) if need.start >= 0 and not _light(wanted, need)]
    had = [(sum(each.met[at] * needs[at].weight for at in named), each.paragraph) for each in asking]
    held = [(score, paragraph) for score, paragraph in had if score > 0]
    best = max((score for score, _ in held), default=0.0)
    meant = [paragraph for score, paragraph in held if score == best]
    return meant[0] if len(meant) == 1 else None


def _light(wanted: Wanted, need: Need) -> bool:
    """Whether a word names nobody: a thing, a number."""
    word = wanted.topic[need.start : need.end]
    return word.isdigit() or shows(word, "other", "things")


def _noun(wanted: Wanted, needs: Sequence[Need]) -> Iterator[int]:
    """The places of the needs that say what is counted."""
    for start, end in islice(things_counted(wanted.text), 1):
        yield from (at for at, need in enumerate(needs) if start <= need.start and need.end <= end)


def _some(
    ranked: Sequence[Scored], leads: Sequence[Scored], needs: Sequence[Need], report: Report
) -> list[Paragraph]:
    """Those items of a lead-in that have what tells them from the others, when the best paragraph is one."""
    best = ranked[0].paragraph
    lead = next((each for each in leads if best.id.startswith(f"{each.paragraph.id}(")), None)
    if lead is None:
        return []
    items = items_of(report, lead.paragraph)
    held = {each.paragraph.id: each for each in ranked if each.paragraph in items}
    telling = [at for at in range(len(needs)) if lead.met[at] < HELD and ranked[0].met[at] >= HELD]
    some = [item for item in items if item.id in held and share(held[item.id], telling, needs) >= WHICH]
    return some if 1 < len(some) < len(items) else []
