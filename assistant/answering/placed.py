"""The answer to a question that names paragraphs, articles or sections. Pure."""

from __future__ import annotations

import math
from dataclasses import replace

from assistant.answering.clauses import clause_asked
from assistant.answering.comparing import of_each_place
from assistant.answering.counting import counted
from assistant.answering.cues import shows
from assistant.answering.draft import Draft, Found, Wanted
from assistant.answering.drafting import NEAREST, correction, quoted, refusal
from assistant.answering.frames import named, quoted_from
from assistant.answering.lists import LEADS, beyond_sections, listing, merely, whole_list
from assistant.answering.pick import answering, needs_for, scored, within
from assistant.answering.premise import contradicted
from assistant.answering.quoting import led
from assistant.answering.refusal import silent
from assistant.answering.structure import items_of, recommending_leads
from assistant.language.phrases import say
from assistant.model import Sentence


def placed(wanted: Wanted, found: Found) -> Draft | None:
    """What the named paragraphs say, or the sentences of theirs that a question within them asks for."""
    report = found.reports[found.subject]
    chosen = [each for each in found.chosen if each.text.strip()]
    notes: tuple[str, ...] = ()
    if found.alike:
        others = "、".join(found.reports[id].title if id in found.reports else id for id in found.alike)
        notes = (say("answer.several_hold", wanted.language, reports=others),)
    if shows(wanted.text, "other", "translate"):
        notes += (say("answer.manner", wanted.language),)
    if wanted.kind == "list" and not wanted.refs and not wanted.sections:
        own = [each for each in scored(wanted, found) if each.report == report.id]
        whole = whole_list(wanted, own, report, found.near, least=LEADS)
        if whole:
            return whole
    if wanted.kind == "list" and not wanted.refs and not beyond_sections(wanted, report):
        items = [each for each in chosen if each.kind == "item"]
        if not wanted.sections:
            leads = recommending_leads(wanted.text, [each for each in chosen if items_of(report, each)])
            items = [item for lead in leads for item in items_of(report, lead)] or items
        items = list(merely(wanted, items))
        return listing(wanted, items or chosen, report) if items or not wanted.bare else None
    if wanted.bare and (clause := clause_asked(wanted, report)):
        return Draft("answered", (clause,), opening=quoted_from(report, wanted, (clause,)), notes=notes)
    if wanted.bare or (wanted.leaning is not None and not wanted.topic.strip()):
        draft = listing(wanted, chosen, report) if len(chosen) > 1 else None
        if draft is None:
            draft = Draft("answered", (Sentence(led(chosen[0]), (chosen[0].id,)),))
        opening = quoted_from(report, wanted, draft.sentences)
        return replace(draft, opening=opening, notes=notes)
    ranked = sorted(within(wanted, report, chosen, found.near), key=lambda each: -each.score)
    needs = needs_for(wanted, report)
    best = of_each_place(answering(ranked, needs, several=wanted.kind == "list"), ranked, wanted, report)
    if wanted.refs and not ranked[0].covered:
        best = tuple(ranked)
    elif "number" in wanted.asks and ranked[0].paragraph.kind == "lead" and found.chosen[1:]:
        return counted(wanted, found)
    ease = math.inf if wanted.refs else 0.0  # a paragraph that is named need not be like the question
    why = silent(wanted, best, needs, report, ranked, ease=ease)
    if why == "asked" or (why and not wanted.refs):
        return refusal(wanted, found, ranked)
    if best[0].paragraph.kind == "lead" and len(chosen) > 1:
        return listing(wanted, chosen, report)
    sentences = quoted(best, report)
    if contradicted(wanted, best[0], report, needs):
        return correction(wanted, sentences, report)
    return Draft("answered", sentences, opening=quoted_from(report, wanted, sentences), notes=notes)


def no_place(wanted: Wanted, found: Found) -> Draft:
    """The place that a question names is in no report."""
    text = say("answer.no_place", wanted.language, place=named(found.missing, wanted.language))
    nearest = [hit.paragraph for hit in found.hits[:NEAREST]]
    return Draft("refused", nearest=tuple(each.id for each in nearest), opening=text)
