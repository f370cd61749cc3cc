"""The answer in the report's own words, no model: the sentences that answer, each with its paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.about import metadata, outline, points
from assistant.answering.counting import counted, items_counted
from assistant.answering.coverage import Need
from assistant.answering.cues import content_words, shows
from assistant.answering.draft import Draft, Found, Wanted
from assistant.answering.frames import named, places, quoted_from
from assistant.answering.pick import Scored, answering, needs_for, scored, spans, within
from assistant.answering.premise import contradicted
from assistant.answering.quoting import ended, is_long, joined, led
from assistant.answering.refusal import silent, states
from assistant.answering.speakers import membership
from assistant.answering.structure import (
    items_of,
    paragraphs_of,
    sections_named,
    sections_told,
    with_items,
)
from assistant.language.normal import plain
from assistant.language.phrases import say
from assistant.model import Heading, Outcome, Paragraph, Report, Sentence

NEAREST = 3
READ_FOR_KIND, UNSTATED = 8, 0.85  # first paragraphs that are read for the kind of thing asked for; what
# one counts that does not state it
COUNTED = 0.5  # score of a lead-in at which its items are counted
PERSONAL = {"person", "identity", "voice", "money", "number", "date", "duration", "place", "body"}
TIED = 0.95  # share of the best lead-in's coverage at which another one's list is asked for too
LEADS = 0.9  # share of the best coverage at which a lead-in means that its whole list is asked for
MOST_SIDE = 6  # sentences of each side of a comparison


def compose(wanted: Wanted, found: Found) -> Draft:
    """The draft of an answer; every sentence is the report's, what is ours stands in the frame."""
    if wanted.parts:
        return _together(
            [compose(part, its) for part, its in zip(wanted.parts, found.parts, strict=True)], wanted
        )
    if wanted.kind == "talk":
        outcome: Outcome = "refused" if wanted.fields == ("injection",) else "talk"
        return Draft(outcome, opening=say(f"answer.{wanted.fields[0]}", wanted.language))
    if found.missing and not found.chosen:
        return _no_place(wanted, found)
    draft = None
    if wanted.kind == "metadata":
        draft = metadata(wanted, found)
    elif wanted.kind == "membership":
        draft = membership(wanted, found)
    elif wanted.kind == "count":
        draft = counted(wanted, found)
    elif wanted.kind == "outline":
        draft = outline(wanted, found)
    elif wanted.kind == "compare":
        draft = _compared(wanted, found)
    elif found.chosen:
        draft = _placed(wanted, found)
    return draft or _open(wanted, found)


def _open(wanted: Wanted, found: Found) -> Draft:
    ranked = scored(wanted, found)
    if not ranked:
        return refusal(wanted, found, ranked)
    report = found.reports[ranked[0].report]
    needs = needs_for(wanted, report)
    ranked = tuple(each for each in ranked if each.report == report.id)
    ranked = _kind_first(ranked, wanted, needs, report)
    several = wanted.kind == "list"
    listed = _counted_list(wanted, ranked, report) or _whole_list(wanted, ranked, report)
    if listed:
        return listed
    ranked = tuple(each for each in ranked if not _only_leads(each, report)) or ranked
    chosen = _stating(answering(ranked, needs, several=several), wanted, needs, report)
    if silent(wanted, chosen, needs, report, ranked, found.home):
        return refusal(wanted, found, ranked)
    if wanted.leaning is not None and "more" in wanted.fields:
        chosen = ranked[len(answering(ranked, needs, several=False)) :][:2] or chosen
    sentences = _sentences(chosen, report)
    opening = quoted_from(report, wanted)
    against = [each for each in chosen if contradicted(wanted, each.paragraph, report)]
    if against:
        opening = f"{say('answer.premise', wanted.language)} {opening}".strip()
        return Draft("premise", _sentences(against[:1], report), opening=opening)
    return Draft("answered", sentences, opening=opening, listed=len(sentences) > 2)


def _kind_first(
    ranked: Sequence[Scored], wanted: Wanted, needs: Sequence[Need], report: Report
) -> tuple[Scored, ...]:
    """The same, the first ones that do not state the kind of thing asked for put back."""
    if not wanted.asks:
        return tuple(ranked)
    again = [
        each
        if at >= READ_FOR_KIND or states(each, wanted, needs, report)
        else replace(each, score=each.score * UNSTATED)
        for at, each in enumerate(ranked)
    ]
    return tuple(sorted(again, key=lambda each: -each.score))


def _only_leads(each: Scored, report: Report) -> bool:
    """Whether a paragraph only leads in to its items, or is met by what it says in leading in."""
    if each.paragraph.kind != "lead":
        return False
    return len(each.sentences) < 2 or max(each.sentences) <= each.sentences[-1]


def _counted_list(wanted: Wanted, ranked: Sequence[Scored], report: Report) -> Draft | None:
    """How many items the best paragraph leads in to, when a number is asked for that is not written out."""
    best = ranked[0]
    if "number" not in wanted.asks or {"money", "duration"} & set(wanted.asks) or best.score < COUNTED:
        return None
    if not items_of(report, best.paragraph) or best.report != report.id:
        return None
    return items_counted(wanted, [best.paragraph], report)


def _stating(
    chosen: Sequence[Scored], wanted: Wanted, needs: Sequence[Need], report: Report
) -> tuple[Scored, ...]:
    """Of the paragraphs chosen those that state what is asked for, where some do."""
    stating = tuple(each for each in chosen if states(each, wanted, needs, report))
    return stating or tuple(chosen)


def refusal(wanted: Wanted, found: Found, ranked: Sequence[Scored]) -> Draft:
    """The reports do not say; the nearest paragraphs are offered, not cited."""
    nearest = [each.paragraph for each in ranked[:NEAREST]] or [hit.paragraph for hit in found.hits[:NEAREST]]
    if not nearest:
        return Draft("refused", opening=say("answer.silent", wanted.language))
    text = say("answer.silent_near", wanted.language, places=places(nearest, wanted.language))
    return Draft("refused", nearest=tuple(each.id for each in nearest), opening=text)


def _sentences(chosen: Sequence[Scored], report: Report) -> tuple[Sentence, ...]:
    """The sentences that answer, a lead-in once before the items that share it."""
    sentences: list[Sentence] = []
    lead = ""
    for each in sorted(chosen, key=lambda each: each.paragraph.start):
        paragraph = each.paragraph
        text = paragraph.text
        if is_long(text, report.language) and len(each.sentences) > 1:
            text = " ".join(text[start:end].strip() for start, end in spans(each))
            text = text if report.language[:2] != "zh" else text.replace(" ", "")
            text = "".join(paragraph.text[start:end] for start, end in spans(each))
        if paragraph.lead and paragraph.lead != lead:
            sentences.append(Sentence(led(paragraph, text), (paragraph.id,)))
        else:
            sentences.append(Sentence(ended(text), (paragraph.id,)))
        lead = paragraph.lead
    return tuple(sentences)


def _whole_list(wanted: Wanted, ranked: Sequence[Scored], report: Report, least: float = 0.0) -> Draft | None:
    """All the items, when the question asks for what a lead-in lists."""
    if not ranked:
        return None
    best = max((each for each in ranked), key=lambda each: each.covered)
    leads = [each for each in report.paragraphs if items_of(report, each)]
    if shows(wanted.text, "other", "recommended") and shows(wanted.text, "kind", "items"):
        leads = [each for each in leads if shows(each.text, "other", "recommended")] or leads
    covering = within(wanted, report, leads)
    most = max((each.covered for each in covering), default=0.0)
    if most < least or (wanted.kind != "list" and PERSONAL & set(wanted.asks)):
        return None
    if most < (LEADS if wanted.kind == "list" else 1.0) * best.covered:
        return None
    covering = tuple(each for each in covering if each.covered >= TIED * most)
    if not covering or silent(wanted, covering, needs_for(wanted, report), report, ranked):
        return None
    items = [item for each in covering for item in items_of(report, each.paragraph)]
    return listing(wanted, items, report) if items else None


def listing(wanted: Wanted, items: Sequence[Paragraph], report: Report) -> Draft:
    """A list with every item on its own line, the lead-in once before them."""
    sentences: list[Sentence] = []
    lead = ""
    for item in items:
        if item.kind == "lead" and wanted.kind == "list" and len(items) > 1:
            continue
        text = joined(item.lead, item.text) if item.lead and item.lead != lead else item.text
        sentences.append(Sentence(ended(text), (item.id,)))
        lead = joined(item.lead, item.text) if item.kind == "lead" else item.lead or lead
    opening = say("answer.list_open", wanted.language, count=len(sentences))
    return Draft("answered", tuple(sentences), opening=opening, listed=True)


def _placed(wanted: Wanted, found: Found) -> Draft | None:
    """What the named paragraphs say, or the sentences of theirs that a question within them asks for."""
    report = found.reports[found.subject]
    chosen = [each for each in found.chosen if each.text.strip()]
    notes: tuple[str, ...] = ()
    if found.alike:
        others = "、".join(found.reports[id].title if id in found.reports else id for id in found.alike)
        notes = (say("answer.several_hold", wanted.language, reports=others),)
    if wanted.kind == "list" and not wanted.refs and not wanted.sections:
        own = [each for each in scored(wanted, found) if each.report == report.id]
        whole = _whole_list(wanted, own, report, least=LEADS)
        if whole:
            return whole
    if wanted.kind == "list" and not wanted.refs and not _beyond_sections(wanted, report):
        items = [each for each in chosen if each.kind == "item"]
        return listing(wanted, items or chosen, report) if items or not wanted.bare else None
    if wanted.bare or (wanted.leaning is not None and not wanted.topic.strip()):
        draft = listing(wanted, chosen, report) if len(chosen) > 1 else None
        if draft is None:
            draft = Draft("answered", (Sentence(led(chosen[0]), (chosen[0].id,)),))
        opening = quoted_from(report, wanted)
        return replace(draft, opening=opening, notes=notes)
    ranked = sorted(within(wanted, report, chosen), key=lambda each: -each.score)
    needs = needs_for(wanted, report)
    best = answering(ranked, needs, several=wanted.kind == "list")
    if wanted.refs and not ranked[0].covered:
        best = tuple(ranked)
    elif "number" in wanted.asks and ranked[0].paragraph.kind == "lead" and found.chosen[1:]:
        return counted(wanted, found)
    elif (why := silent(wanted, best, needs, report, ranked)) and (why == "asked" or not wanted.refs):
        return refusal(wanted, found, ranked)
    if best[0].paragraph.kind == "lead" and len(chosen) > 1:
        return listing(wanted, chosen, report)
    sentences = _sentences(best, report)
    if contradicted(wanted, best[0].paragraph, report):
        return Draft("premise", sentences, opening=say("answer.premise", wanted.language))
    return Draft("answered", sentences, opening=quoted_from(report, wanted), notes=notes)


def _beyond_sections(wanted: Wanted, report: Report) -> list[str]:
    """What a question about sections asks besides naming them, by their place or their title."""
    titles = sections_named(report, wanted.sections) if wanted.sections else []
    titles += sections_told(wanted.text, wanted.named, wanted.language, report)
    known = plain(" ".join((*wanted.sections, *(heading.title for heading in titles))))
    return (
        [word for word in content_words(wanted.named) if plain(word) not in known] if wanted.sections else []
    )


def _compared(wanted: Wanted, found: Found) -> Draft | None:
    """What each side says, one after the other; None when there are not two sides."""
    sides: list[tuple[str, Sequence[Paragraph], Report]] = []
    if found.subject:
        report = found.reports[found.subject]
        for ref in wanted.refs:
            own = with_items(report, paragraphs_of(report, ref))
            sides.append((named((ref,), wanted.language), own, report))
        named_by = {section: sections_named(report, (section,)) for section in wanted.sections}
        for section, headings in named_by.items() if not wanted.refs else ():
            others = [each for name, some in named_by.items() if name != section for each in some]
            if len(named_by) > 2 and _above(headings, others):
                continue  # «sections A and B of part II»
            starts = {heading.start for heading in headings}
            own = [each for each in report.paragraphs if starts & {one.start for one in each.headings}]
            title = f"{headings[0].mark} {headings[0].title}" if headings else section
            sides.append((title, own, report))
    else:
        sides = [(report.title, report.paragraphs, report) for report in found.reports.values()]
    drafts = []
    for title, paragraphs, report in sides:
        draft = points(wanted, paragraphs, report, MOST_SIDE)
        if draft is not None:
            drafts.append(replace(draft, opening=say("answer.compare_side", wanted.language, place=title)))
    if len(drafts) < 2:
        return None
    sentences = tuple(sentence for draft in drafts for sentence in draft.sentences)
    return Draft("answered", sentences, parts=tuple(drafts), listed=True)


def _above(headings: Sequence[Heading], others: Sequence[Heading]) -> bool:
    """Whether some headings only say where others stand."""
    return any(other.path.startswith(f"{each.path}.") for each in headings for other in others)


def _no_place(wanted: Wanted, found: Found) -> Draft:
    text = say("answer.no_place", wanted.language, place=named(found.missing, wanted.language))
    nearest = [hit.paragraph for hit in found.hits[:NEAREST]]
    return Draft("refused", nearest=tuple(each.id for each in nearest), opening=text)


def _together(drafts: Sequence[Draft], wanted: Wanted) -> Draft:
    """One draft of several; a part that the reports do not answer is named."""
    shown = [
        replace(
            draft,
            opening=say(
                "answer.partial", wanted.language, part=part.question.text and part.text.strip("?？؟ ")
            ),
        )
        if draft.outcome == "refused"
        else draft
        for draft, part in zip(drafts, wanted.parts, strict=True)
    ]
    outcomes = {draft.outcome for draft in drafts}
    outcome: Outcome = "answered"
    if outcomes == {"refused"}:
        outcome = "refused"
    elif "refused" in outcomes:
        outcome = "partial"
    elif "premise" in outcomes:
        outcome = "premise"
    sentences = tuple(sentence for draft in drafts for sentence in draft.sentences)
    nearest = tuple(dict.fromkeys(id for draft in drafts for id in draft.nearest))
    notes = tuple(note for draft in drafts for note in draft.notes)
    return Draft(outcome, sentences, nearest=nearest, notes=notes, parts=tuple(shown))
