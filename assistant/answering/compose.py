"""The answer in the report's own words, no model: the sentences that answer, each with its paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.about import metadata, outline, section_titles
from assistant.answering.afterwards import afterwards
from assistant.answering.apart import stands_alone
from assistant.answering.captions import captioned
from assistant.answering.comparing import alike, beside, compared, of_each, told
from assistant.answering.contraries import none_of
from assistant.answering.counting import counted
from assistant.answering.coverage import Need
from assistant.answering.cues import shows
from assistant.answering.deeds import deeds, doings, objections, standing
from assistant.answering.draft import Draft, Found, Wanted
from assistant.answering.drafting import NEAREST, correction, quoted, refusal
from assistant.answering.enumerated import enumerated
from assistant.answering.frames import quoted_from, series
from assistant.answering.lists import (
    EASE,
    counted_list,
    having,
    led_by_best,
    mentioning,
    naming,
    one_of,
    whole_list,
)
from assistant.answering.mentioned import mentioned
from assistant.answering.offices import holders
from assistant.answering.phrased import phrased
from assistant.answering.pick import Scored, answering, needs_for, scored
from assistant.answering.placed import no_place, placed
from assistant.answering.premise import agrees, contradicted, deplored, presupposed, undecided, unsettled
from assistant.answering.refusal import silent, states, unreasoned
from assistant.answering.roster import roster
from assistant.answering.sides import framed, sides_of
from assistant.answering.speakers import absentees, counted_states, membership
from assistant.answering.staying import stayed
from assistant.answering.tellings import mentions_counted
from assistant.answering.together import together
from assistant.answering.unkept import tells_of
from assistant.answering.untold import untold
from assistant.answering.upcoming import upcoming
from assistant.language.phrases import say
from assistant.model import Outcome, Report

BEARS_OUT = 0.6  # share of the best score at which a paragraph may bear out what is taken for granted
MOST_TITLES = 30  # of reports that are listed by title
READ_FOR_KIND, UNSTATED = 8, 0.75  # first paragraphs that are read for the kind of thing asked for; what
# one counts that does not state it


def compose(wanted: Wanted, found: Found) -> Draft:
    """The draft of an answer; every sentence is the report's, what is ours stands in the frame."""
    if wanted.parts:
        drafts: list[Draft] = []
        for part, its in zip(wanted.parts, found.parts, strict=True):
            own = _part(part, its)
            drafts.append(afterwards(own, part, its, drafts[-1]) if drafts else own)
        return _as_one(drafts, wanted, found) or together(drafts, wanted)
    if wanted.nth and wanted.leaning and wanted.apart and found.apart:
        listed = compose(wanted.leaning, found)
        return one_of(wanted, listed, found) or compose(wanted.apart, found.apart)
    if wanted.kind == "talk":
        return _talk(wanted)
    if wanted.absent and not tells_of(wanted.absent, found):
        named_so = series(wanted.absent, wanted.language)
        return Draft("refused", opening=say("answer.no_report", wanted.language, name=named_so))
    if found.missing and not found.chosen and not all("#" in ref for ref in found.missing):
        if not wanted.refs and (laid := _laid(wanted, found)):
            return laid  # «the recommendations part and the discussion part»
        return no_place(wanted, found)
    if wanted.kind in ("open", "list", "metadata") and (next_one := upcoming(wanted, found)):
        return next_one if next_one.sentences else refusal(wanted, found, scored(wanted, found))
    said = absentees(wanted, found) or phrased(wanted, found) or holders(wanted, found)
    if said := said or section_titles(wanted, found) or mentioned(wanted, found):
        return said
    if wanted.kind in ("open", "list", "count") and (told := mentions_counted(wanted, found)):
        return told
    if wanted.kind in ("open", "list") and (box := captioned(wanted, found.reports)):
        return box
    if wanted.follows and found.before and "more" not in wanted.fields:
        stay = stayed(wanted, found, compose(wanted.follows, found.before))
        if stay:
            return stay
    if wanted.kind in ("open", "list") and not found.chosen and (laid := _laid(wanted, found)):
        return laid
    if wanted.kind in ("open", "list", "metadata", "reference") and (stand := standing(wanted, found)):
        return stand
    whole = wanted.kind in ("open", "list") and not found.chosen
    draft = (deeds(wanted, found) or doings(wanted, found)) if whole else objections(wanted, found)
    if draft:
        return draft
    if wanted.kind == "metadata":
        draft = metadata(wanted, found)
    elif wanted.kind == "membership":
        draft = membership(wanted, found)
    elif wanted.kind == "count":
        draft = counted(wanted, found)
    elif wanted.kind == "outline":
        draft = outline(wanted, found)
    elif wanted.kind == "compare":
        draft = compared(wanted, found)
    elif found.chosen:
        draft = placed(wanted, found)
    draft = draft or _open(wanted, found)
    if draft.outcome == "refused" and wanted.apart and found.apart:
        return compose(wanted.apart, found.apart)  # it asks a question of its own
    return draft


def _part(wanted: Wanted, found: Found) -> Draft:
    """The answer to one of several questions: by itself where it asks for something else than the first."""
    if wanted.apart and found.apart and stands_alone(wanted, found):
        draft = compose(wanted.apart, found.apart)
        if draft.outcome != "refused":
            return draft
    return compose(wanted if wanted.nth else replace(wanted, apart=None), found)


def _talk(wanted: Wanted) -> Draft:
    """What is said of the assistant itself, or of the reports that it keeps."""
    outcome: Outcome = "refused" if wanted.fields == ("injection",) else "talk"
    opening = say(f"answer.{wanted.fields[0]}", wanted.language, count=len(wanted.titles))
    titles = wanted.titles[:MOST_TITLES] if wanted.fields == ("shelf",) else ()
    more = "\n- …" if len(wanted.titles) > len(titles) > 0 else ""
    return Draft(outcome, opening="\n- ".join((opening, *titles)) + more)


def _open(wanted: Wanted, found: Found) -> Draft:
    if framed(wanted.text) and shows(wanted.text, "kind", "compare"):
        wanted = beside(wanted)
    ranked = scored(wanted, found)
    if not ranked:
        return refusal(wanted, found, ranked)
    report = found.reports[ranked[0].report]
    if having_it := mentioning(wanted, report):
        return having_it
    needs = needs_for(wanted, report)
    ranked = tuple(each for each in ranked if each.report == report.id)
    best = ranked[0]
    ranked = _kind_first(ranked, wanted, needs, report)
    several = wanted.kind == "list"
    listed = alike(wanted, ranked, report) or counted_list(wanted, ranked, report)
    listed = listed or having(wanted, ranked, needs, report)
    listed = listed or enumerated(wanted, ranked, needs, report, found.near)
    listed = listed or whole_list(wanted, ranked, report, found.near)
    listed = listed or led_by_best(wanted, ranked, report)
    if listed:
        return listed
    ranked = tuple(each for each in ranked if not _only_leads(each)) or ranked
    each_of = shows(wanted.text, "other", "each") or shows(wanted.text, "kind", "compare")
    chosen = _stating(answering(ranked, needs, several=several, each_of=each_of), wanted, needs, report)
    chosen = naming(wanted, ranked, chosen, needs)
    tally = counted_states(wanted, chosen, ranked, report)
    why = silent(wanted, chosen, needs, report, ranked, found.home)
    if not tally and (why == "asked" or (not why and chosen[0].paragraph == best.paragraph)):
        tally = roster(wanted, best, needs, report, stated=not why)
    if why == "asked" and unsettled(wanted, chosen[0].paragraph):
        chosen = chosen[:1]
    elif why and not (why == "asked" and tally):
        return _corrected(why, wanted, ranked, needs, report) or refusal(wanted, found, ranked)
    if tally:
        return tally
    against = _against(wanted, chosen, ranked, needs, report)
    if not against and (unreasoned(wanted, chosen) or untold(wanted, chosen[0], found.answerable)):
        return refusal(wanted, found, ranked)
    if wanted.leaning is not None and "more" in wanted.fields:
        chosen = ranked[len(answering(ranked, needs, several=False)) :][:2] or chosen
    if against and (agreeing := _agreeing(wanted, ranked, needs, report)):
        chosen, against = agreeing, []
    if against:
        return correction(wanted, quoted(against[:1], report), report)
    sentences = quoted(chosen, report)
    opening = quoted_from(report, wanted, sentences)
    return Draft("answered", sentences, opening=opening, listed=len(sentences) > 2)


def _laid(wanted: Wanted, found: Found) -> Draft | None:
    """What the report says of each of the sides that a question lays beside each other."""
    sides = () if presupposed(wanted) and not shows(wanted.text, "other", "agree") else sides_of(wanted)
    if not sides:
        return None
    wanted = beside(wanted)
    ranked = scored(wanted, found)
    if not ranked:
        return None
    report = found.reports[ranked[0].report]
    needs = needs_for(wanted, report)
    chosen = of_each(sides, [each for each in ranked if each.report == report.id], needs)
    if not chosen or silent(wanted, chosen, needs, report, ranked, found.home, ease=EASE):
        return None
    sentences = told(chosen, report)
    opening = quoted_from(report, wanted, sentences)
    return Draft("answered", sentences, opening=opening, listed=len(sentences) > 1)


def _against(
    wanted: Wanted, chosen: Sequence[Scored], ranked: Sequence[Scored], needs: Sequence[Need], report: Report
) -> list[Scored]:
    """The paragraphs that speak against what a question takes for granted; a comparison takes nothing so."""
    if shows(wanted.text, "kind", "compare") and not shows(wanted.text, "asks", "reason"):
        return []
    against = [each for each in chosen if contradicted(wanted, each, report, needs)]
    against = against or [each for each in _near(ranked) if deplored(wanted, each, needs)]
    return against or [each for each in _near(ranked, READ_FOR_KIND) if undecided(wanted, each)]


def _agreeing(
    wanted: Wanted, ranked: Sequence[Scored], needs: Sequence[Need], report: Report
) -> tuple[Scored, ...]:
    """Of the nearest paragraphs the first that bears out what a question takes for granted: that comes
    before any that speaks against it."""
    return tuple(each for each in _near(ranked) if agrees(wanted, each, report, needs))[:1]


def _near(ranked: Sequence[Scored], most: int = NEAREST) -> list[Scored]:
    return [each for each in ranked[:most] if each.score >= BEARS_OUT * ranked[0].score]


def _corrected(
    why: str, wanted: Wanted, ranked: Sequence[Scored], needs: Sequence[Need], report: Report
) -> Draft | None:
    """A premise set right, where what is asked for is not said because it is not so."""
    if why != "asked":
        return None
    each = none_of(wanted, ranked)
    if each is None and presupposed(wanted) and contradicted(wanted, ranked[0], report, needs):
        each = ranked[0]
    return correction(wanted, quoted((each,), report), report) if each else None


def _kind_first(
    ranked: Sequence[Scored], wanted: Wanted, needs: Sequence[Need], report: Report
) -> tuple[Scored, ...]:
    """The same, the first ones that do not state the kind of thing asked for put back."""
    again = [
        each
        if at >= READ_FOR_KIND or states(each, wanted, needs, report)
        else replace(each, score=each.score * UNSTATED)
        for at, each in enumerate(ranked)
    ]
    return tuple(sorted(again, key=lambda each: -each.score))


def _only_leads(each: Scored) -> bool:
    """Whether a paragraph only leads in to its items, or is met by what it says in leading in."""
    if each.paragraph.kind != "lead":
        return False
    if shows(each.paragraph.text, "other", "recommended"):
        return True  # «…建议如下。缔约国应：»
    return each.met_last


def _stating(
    chosen: Sequence[Scored], wanted: Wanted, needs: Sequence[Need], report: Report
) -> tuple[Scored, ...]:
    """Of the paragraphs chosen those that state what is asked for, where some do."""
    stating = tuple(each for each in chosen if states(each, wanted, needs, report))
    return stating or tuple(chosen)


def _as_one(drafts: Sequence[Draft], wanted: Wanted, found: Found) -> Draft | None:
    """The answer to a text of several questions taken as one, where the first or a later one alone has none
    and the later ones only go on about it."""
    if not wanted.topic or all(draft.outcome != "refused" for draft in drafts):
        return None
    whole = _open(replace(wanted, parts=()), found.parts[0])
    return whole if whole.outcome != "refused" else None
