"""A later question of several that counts what the answer to the one before tells. Pure.

«Which countries contributed, and how many are they?», «多少件物品，来自几个国家？».
"""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.coverage import needs_of
from assistant.answering.draft import Draft, Found, Wanted
from assistant.answering.howmany import things_counted
from assistant.answering.rarity import rarity_in
from assistant.answering.roster import names_in_a_row
from assistant.answering.things import number_before
from assistant.language.normal import numbers, plain
from assistant.language.phrases import say
from assistant.model import Report


def afterwards(draft: Draft, wanted: Wanted, found: Found, earlier: Draft) -> Draft:
    """The draft of a later question, or what the earlier answer tells of the number it asks for."""
    if earlier.outcome != "answered" or not earlier.sentences or "number" not in wanted.asks:
        return draft
    if wanted.bare and wanted.leaning is not None:
        count = names_in_a_row(earlier.sentences[-1].text)
        opening = say("answer.list_open", wanted.language, count=count).rstrip(" :：.")
        return replace(draft, outcome="answered", sentences=(), opening=opening) if count else draft
    if draft.outcome != "refused":
        return draft
    report = found.reports.get(earlier.sentences[0].citations[0].partition("#")[0])
    told = report is not None and any(_tells(one.text, wanted, report) for one in earlier.sentences)
    return replace(earlier, opening="") if told else draft


def _tells(text: str, wanted: Wanted, report: Report) -> bool:
    """Whether a sentence has a number right before what is counted."""
    start, end = next(things_counted(wanted.text), (0, 0))
    thing = plain(wanted.text)[start:end]
    needs = needs_of(thing, wanted.language, report.language, rarity_in(report)) if thing.strip() else ()
    numerals = (numeral for numeral in numbers(text) if numeral.kind == "number")
    return bool(needs) and number_before(needs, text, numerals, report.language)
