"""Lists: all the items of the lead-in that a question asks for, and how many they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.answering.counting import items_counted
from assistant.answering.coverage import Need
from assistant.answering.cues import content_words, shows
from assistant.answering.draft import Cosines, Draft, Found, Wanted
from assistant.answering.frames import quoted_from
from assistant.answering.pick import NOTHING, Scored, needs_for, share, within
from assistant.answering.quoting import QUOTED, ended, joined, led
from assistant.answering.refusal import silent
from assistant.answering.speakers import STATES
from assistant.answering.structure import items_of, recommending_leads, sections_named, sections_told
from assistant.answering.things import counted_absent
from assistant.language.names import names
from assistant.language.normal import plain
from assistant.language.phrases import say
from assistant.model import Paragraph, Report, Sentence

TIED = 0.95  # share of the best lead-in's coverage at which another one's list is asked for too
LEADS = 0.9  # share of the best coverage at which a lead-in means that its whole list is asked for
_OR = re.compile(r"[\u3400-\u9fff](或者?是?)[\u3400-\u9fff]|\w[,，]? (or|ou|o|u|или|او) \w")
OF_ONE = 0.75  # share of one side of an «or» that a paragraph must have
TELLING = 1.2  # least weight of a word that tells paragraphs apart
MOST_HAVING = 15  # paragraphs that are listed
_CLAUSE = re.compile(r"[,，;；。:：]")
HALF = 0.5  # share of the best score at which a paragraph that has the name is listed as well
ALL_TIED = 0.9  # share of the best at which another lead-in that recommends is meant too
HEAVY, RATHER = 1.2, 0.25  # weight of a word that chooses among items; by how much an item has it rather
EASE = 0.6  # confidence that a lead-in adds when a list is asked for
ASKED = 0.35  # share of a question after recommendations at which a lead-in that recommends is meant
COUNTED = 0.5  # score of a lead-in at which its items are counted
STATED = {"money", "number", "date", "duration", "place", "clock"}  # what a lead-in may state itself
PERSONAL = {"person", "identity", "voice", "money", "number", "date", "duration", "place", "body"}


def counts_no_items(wanted: Wanted) -> bool:
    """Whether what is counted is States, times or a share, which no lead-in lists."""
    if shows(wanted.text, "other", "times") or shows(wanted.text, "other", "share"):
        return True
    return bool(STATES.search(plain(wanted.text)))


def counted_list(wanted: Wanted, ranked: Sequence[Scored], report: Report) -> Draft | None:
    """How many items the best paragraph leads in to, when a number is asked for that is not written out."""
    best = ranked[0]
    if "number" not in wanted.asks or {"money", "duration"} & set(wanted.asks) or best.worded < COUNTED:
        return None
    if counts_no_items(wanted):
        return None
    if not items_of(report, best.paragraph) or best.report != report.id:
        return None
    if counted_absent(wanted, [best], needs_for(wanted, report), report):
        return None
    return items_counted(wanted, [best.paragraph], report)


def whole_list(
    wanted: Wanted,
    ranked: Sequence[Scored],
    report: Report,
    near: Mapping[str, Cosines] = NOTHING,
    least: float = 0.0,
) -> Draft | None:
    """All the items, when the question asks for what a lead-in lists."""
    if not ranked:
        return None
    best = max(ranked, key=lambda each: each.about)
    leads = [each for each in report.paragraphs if items_of(report, each)]
    recommending = recommending_leads(wanted.text, leads)
    leads = recommending or leads
    covering = within(wanted, report, leads, near)
    most = max((each.about for each in covering), default=0.0)
    told = max((each.covered for each in covering), default=0.0)
    if told < least or (wanted.kind != "list" and PERSONAL & set(wanted.asks)):
        return None
    if recommending and wanted.kind == "list" and told >= ASKED:
        meant = [each for each in covering if each.about >= ALL_TIED * most]
        if not _asks_for_some(best, meant[0], needs_for(wanted, report)):
            items = [item for each in meant for item in items_of(report, each.paragraph)]
            return listing(wanted, merely(wanted, items), report)
    if most < (LEADS if wanted.kind == "list" else 1.0) * best.about:
        return None
    covering = tuple(each for each in covering if each.about >= TIED * most)
    ease = EASE if wanted.kind == "list" else 0.0
    if not covering or silent(wanted, covering, needs_for(wanted, report), report, ranked, ease=ease):
        return None
    items = [item for each in covering for item in items_of(report, each.paragraph)]
    return listing(wanted, merely(wanted, items), report) if items else None


def led_by_best(wanted: Wanted, ranked: Sequence[Scored], report: Report) -> Draft | None:
    """The lead-in that answers best, with its items: «what is needed?», «what is meant by it?», «who makes
    up the team?»."""
    best = ranked[0]
    items = items_of(report, best.paragraph)
    only = _leads_only(best)
    if not items or not (only or best.paragraph.kind == "lead"):
        return None
    if shows(best.paragraph.text, "other", "recommended") or (STATED if only else PERSONAL) & set(
        wanted.asks
    ):
        return None
    led = [each for each in ranked if each is best or each.paragraph in items]
    if silent(wanted, led, needs_for(wanted, report), report, ranked):
        return None
    lead = [best.paragraph] if best.paragraph.kind == "lead" else []
    return listing(wanted, [*lead, *items], report)


def _leads_only(each: Scored) -> bool:
    """Whether what a paragraph has of a question stands in the sentence that leads in to its items."""
    return each.met_last and each.paragraph.text.rstrip().endswith((":", "："))


def merely(wanted: Wanted, items: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Of some items those that are only to be considered, when just these are asked for."""
    if not shows(wanted.text, "other", "merely"):
        return items
    asked = [cue for cue in ("considering", "encouraging") if shows(wanted.text, "other", cue)]
    return [
        each for each in items if any(shows(_CLAUSE.split(each.text)[0], "other", cue) for cue in asked)
    ] or items


def _asks_for_some(best: Scored, lead: Scored, needs: Sequence[Need]) -> bool:
    """Whether a question asks for some of the recommendations only: a word of weight is in an item, not in
    the lead-in."""
    return any(
        need.weight > HEAVY and had - led >= RATHER
        for need, had, led in zip(needs, best.met, lead.met, strict=True)
    )


def beyond_sections(wanted: Wanted, report: Report) -> list[str]:
    """What a question about sections asks besides naming them, by their place or their title."""
    titles = sections_named(report, wanted.sections) if wanted.sections else []
    titles += sections_told(wanted.text, wanted.named, wanted.language, report)
    known = plain(" ".join((*wanted.sections, *(heading.title for heading in titles))))
    return (
        [word for word in content_words(wanted.named) if plain(word) not in known] if wanted.sections else []
    )


def mentioning(wanted: Wanted, report: Report) -> Draft | None:
    """The paragraphs that have the names which a question asks after: «Which paragraphs mention UNODC?»."""
    named = {name.code for name in names(wanted.topic)}
    if not named or not shows(wanted.text, "other", "mentions"):
        return None
    chosen = [
        each
        for each in report.paragraphs
        if each.kind != "header" and named <= {name.code for name in names(each.text)}
    ]
    return listing(wanted, recommended_of(wanted, chosen), report) if chosen else None


def recommended_of(wanted: Wanted, some: list[Paragraph]) -> list[Paragraph]:
    """Of some paragraphs those that are recommended, when recommendations are asked for."""
    if not shows(wanted.text, "other", "recommended"):
        return some
    told = [each for each in some if shows(each.lead, "other", "recommended")]
    titled = [
        each for each in some if any(shows(title.title, "other", "recommended") for title in each.headings)
    ]
    return told or titled or some


def having(wanted: Wanted, ranked: Sequence[Scored], needs: Sequence[Need], report: Report) -> Draft | None:
    """All that have what a list is asked for of, or where something is mentioned: of «extradition or legal
    assistance» the one or the other."""
    sides = _sides(wanted, needs)
    if not sides or not all(max(needs[at].weight for at in side) >= TELLING for side in sides):
        return None
    held = {each.paragraph.id for each in ranked for side in sides if share(each, side, needs) >= OF_ONE}
    chosen = [each for each in report.paragraphs if each.id in held and each.kind not in ("lead", "header")]
    chosen = recommended_of(wanted, chosen)
    return listing(wanted, chosen, report) if 1 < len(chosen) <= MOST_HAVING else None


def _sides(wanted: Wanted, needs: Sequence[Need]) -> list[list[int]]:
    """The needs of which a paragraph is to have one group, each by its place; none where no list of parts of
    the report is meant: «who supports or opposes it» asks for none."""
    parts = wanted.kind == "list" and shows(wanted.text, "kind", "items")
    found = _OR.search(plain(wanted.text)) if parts else None
    own = sorted((at for at, need in enumerate(needs) if need.start >= 0), key=lambda at: needs[at].start)
    if found is None:
        return [own] if own and shows(wanted.text, "other", "mentions") else []
    start, end = found.span(1) if found[1] else found.span(2)
    before = [at for at in own if needs[at].end <= start]
    after = [at for at in own if needs[at].start >= end]
    sides = [_run(before[::-1], needs, wanted.topic), _run(after, needs, wanted.topic)]
    return sides if all(sides) else []


def _run(places: Sequence[int], needs: Sequence[Need], topic: str) -> list[int]:
    """The first of some needs with the Chinese ones that follow it without a gap: they are one word."""
    run = list(places[:1])
    for at in places[1:]:
        gap = sorted((needs[run[-1]], needs[at]), key=lambda need: need.start)
        if gap[0].end != gap[1].start or not "\u3400" <= topic[needs[at].start] <= "\u9fff":
            break
        run.append(at)
    return run


def naming(
    wanted: Wanted, ranked: Sequence[Scored], chosen: Sequence[Scored], needs: Sequence[Need]
) -> tuple[Scored, ...]:
    """All that a list is about when the question names it: a body, an instrument, words in quotes; and says
    of it, where the question says more, half as much as the best."""
    quoted = [plain(match[1]) for match in QUOTED.finditer(wanted.text)]
    named = {name.code for name in names(wanted.topic) if name.kind in ("body", "instrument")}
    if wanted.kind != "list" or not (quoted or named):
        return tuple(chosen)
    spans = [(name.start, name.end) for name in names(wanted.topic)]
    more = [
        at
        for at, need in enumerate(needs)
        if need.weight > TELLING and not any(start <= need.start and need.end <= end for start, end in spans)
    ]
    same = [
        each
        for each in ranked
        if each not in chosen
        and share(each, more, needs) >= HALF * share(chosen[0], more, needs)
        and each.score >= HALF * chosen[0].score
        and all(words in plain(each.paragraph.text) for words in quoted)
        and named <= {name.code for name in names(each.paragraph.text)}
    ]
    return (*chosen, *same)


def one_of(wanted: Wanted, listed: Draft, found: Found) -> Draft | None:
    """The item meant of those that an earlier answer listed: «and the third?»; None where it has no such."""
    ids = [each.citations[0] for each in listed.sentences if len(each.citations) == 1]
    items = [item for item in map(found.paragraph, ids) if item.kind == "item"]
    at = wanted.nth - 1 if wanted.nth > 0 else len(items) + wanted.nth
    if len(items) < 2 or not 0 <= at < len(items):
        return None
    sentences = (Sentence(led(items[at]), (items[at].id,)),)
    report = found.reports[items[at].id.partition("#")[0]]
    return Draft("answered", sentences, opening=quoted_from(report, wanted, sentences))


def listing(wanted: Wanted, items: Sequence[Paragraph], report: Report) -> Draft:
    """A list with every item on its own line, the lead-in once before them."""
    sentences: list[Sentence] = []
    lead = ""
    leads = bool(items[1:]) and items[0].kind == "lead" and wanted.kind != "list"
    for item in items:
        if item.kind == "lead" and wanted.kind == "list" and len(items) > 1:
            continue
        text = joined(item.lead, item.text) if item.lead and item.lead != lead else item.text
        sentences.append(Sentence(ended(text), (item.id,)))
        lead = joined(item.lead, item.text) if item.kind == "lead" else item.lead or lead
    opening = say("answer.list_open", wanted.language, count=len(sentences) - leads)
    return Draft("answered", tuple(sentences), opening=opening, listed=True)
