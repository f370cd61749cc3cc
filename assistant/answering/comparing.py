"""Two sides, one after the other: paragraphs, sections, whole reports, or whom a question names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.about import points
from assistant.answering.coverage import Need
from assistant.answering.cues import shows
from assistant.answering.draft import Draft, Found, Wanted
from assistant.answering.drafting import quoted
from assistant.answering.frames import named
from assistant.answering.lists import listing
from assistant.answering.pick import Scored, share
from assistant.answering.quoting import ended, led
from assistant.answering.sides import MOST_SIDES, Side, laid_aside
from assistant.answering.structure import items_of, paragraphs_of, sections_named, under, with_items
from assistant.language.normal import numbers
from assistant.language.phrases import say
from assistant.model import Heading, Paragraph, Report, Sentence
from assistant.reading.locator import label

MOST_SIDE = 6  # sentences of each side of a comparison
WHOLE = 12  # paragraphs of a side that are quoted whole
TELLS = 0.5  # share of what the best paragraph covers at which one of another place is told as well
HELD = 0.7  # share of a side's words that a paragraph must have
HELD_THERE = 0.4  # the same where the side stands in a part of its own
LEAST = 1.0  # weight of words that tell a side there
TELLING = 0.7  # weight of the words of a side at least, where it is told of anywhere
WORTH = 0.4  # share of the best score below which a paragraph tells no side
AS_GOOD = 0.85  # share of the best score at which a paragraph that has both sides is taken alone
OTHER = 0.5  # what the words of another side take from a paragraph


def beside(wanted: Wanted) -> Wanted:
    """The question without the words that only lay its sides beside each other."""
    return replace(wanted, topic=laid_aside(wanted))


def of_each(sides: Sequence[Side], ranked: Sequence[Scored], needs: Sequence[Need]) -> tuple[Scored, ...]:
    """The best paragraph for each side, in the question's order, or the one that tells of both; none where
    one side has none."""
    groups = _apart([_needs_of(side, sides, needs) for side in sides], needs)
    framed = sides[0].framed
    anywhere = [group for side, group in zip(sides, groups, strict=True) if not (side.part or side.named)]
    if framed and any(sum(needs[at].weight for at in group) < TELLING for group in anywhere):
        return ()
    if len({side.part for side in sides}) == 1:
        near = [each for each in ranked if each.score >= (AS_GOOD if framed else 1.0) * ranked[0].score]
        both = [each for each in near if all(share(each, group, needs) >= HELD for group in groups)]
        alone = [_best(group, [each for each in ranked if each not in both], needs) for group in groups]
        if both and (not framed or both[0].score >= min(alone)):
            return tuple(both[:1]) if framed else ()
    chosen: list[Scored] = []
    for side, group in zip(sides, groups, strict=True):
        others = [other for other in groups if other != group]
        having = [
            each
            for each in ranked
            if share(each, group, needs) >= (HELD_THERE if side.part else HELD)
            and (side.part or side.named or each.score >= WORTH * ranked[0].score)
            and each not in chosen
            and _stands(each.paragraph, side.part)
        ]
        if not having:
            return ()
        best = max(
            having,
            key=lambda each: (
                each.score * (1 - OTHER * max((share(each, one, needs) for one in others), default=0.0))
            ),
        )
        asked = _beyond(sides, needs)
        if asked and not side.part and best.paragraph.kind == "lead":
            leads = tuple(f"{each.paragraph.id}(" for each in having)
            items = [each for each in ranked if each.paragraph.id.startswith(leads) and each not in chosen]
            items = [each for each in items if share(each, asked, needs) >= HELD]
            if not items:
                return ()
            best = items[0]  # «do the Group and the speakers agree on human rights?»: of all it recommends
        chosen.append(best)
    return tuple(chosen)


def _best(group: Sequence[int], ranked: Sequence[Scored], needs: Sequence[Need]) -> float:
    """The score of the best paragraph that has some needs."""
    return max((each.score for each in ranked if share(each, group, needs) >= HELD), default=0.0)


def alike(wanted: Wanted, ranked: Sequence[Scored], report: Report) -> Draft | None:
    """All the items of a list when as many things are laid beside each other and the best paragraph is one of
    them: «三种方案有何区别», «how do the three options differ?»."""
    if not any(shows(wanted.text, *cue) for cue in (("kind", "compare"), ("other", "each"))):
        return None
    asked = {each.value for each in numbers(wanted.text) if each.kind == "number"}
    best = ranked[0].paragraph
    lead = next((each for each in report.paragraphs if best.id.startswith(f"{each.id}(")), None)
    items = items_of(report, lead or best)
    return listing(replace(wanted, kind="list"), items, report) if str(len(items)) in asked - {"1"} else None


def told(chosen: Sequence[Scored], report: Report) -> tuple[Sentence, ...]:
    """What the paragraphs chosen for the sides say, one that leads in to items with all of them."""
    sentences: list[Sentence] = []
    for each in chosen:
        items = items_of(report, each.paragraph) if each.paragraph.kind == "lead" else []
        if not items:
            sentences += quoted((each,), report)
        for at, item in enumerate(items):
            sentences.append(Sentence(led(item) if at == 0 else ended(item.text), (item.id,)))
    return tuple(sentences)


def _needs_of(side: Side, sides: Sequence[Side], needs: Sequence[Need]) -> list[int]:
    """What tells a side, by place: its own words, or where it has none (what the speakers said about it)
    what the question says besides the sides, or the other side unless it is a name."""
    own = _within(side.told, needs)
    if own and (not side.part or sum(needs[at].weight for at in own) >= LEAST):
        return own
    beyond = _beyond(sides, needs)
    other = [at for each in sides if each is not side and not each.named for at in _within(each.told, needs)]
    light = _within(side.light, needs)
    return (beyond or light) if light else (other or beyond)


def _beyond(sides: Sequence[Side], needs: Sequence[Need]) -> list[int]:
    """What a question says besides its sides, by place."""
    return [
        at
        for at, need in enumerate(needs)
        if need.start >= 0 and not any(each.start <= need.start < each.end for each in sides)
    ]


def _apart(groups: Sequence[list[int]], needs: Sequence[Need]) -> list[list[int]]:
    """The same groups without what every side has: of 方案一 and 方案二 the numbers tell."""
    held = [{needs[at].tokens for at in group} for group in groups]
    shared = set.intersection(*held) if held else set()
    return [[at for at in group if needs[at].tokens not in shared] or group for group in groups]


def _within(spans: Sequence[tuple[int, int]], needs: Sequence[Need]) -> list[int]:
    return [at for at, need in enumerate(needs) if any(start <= need.start < end for start, end in spans)]


def _stands(paragraph: Paragraph, part: str) -> bool:
    """Whether a paragraph stands where a side's would: among what is recommended, or outside it."""
    if not part:
        return True
    around = " ".join((paragraph.lead, *(heading.title for heading in paragraph.headings)))
    return shows(around, "other", "recommended") == (part == "recommended")


def compared(wanted: Wanted, found: Found) -> Draft | None:
    """What each side says, one after the other; None when there are not two sides."""
    sides: list[tuple[str, Sequence[Paragraph], Report]] = []
    if found.subject:
        report = found.reports[found.subject]
        for ref in wanted.refs:
            own = with_items(report, paragraphs_of(report, ref))
            place = label(own[0], wanted.language) if own else named((ref,), wanted.language)
            sides.append((place, own, report))
        together = sections_named(report, wanted.sections)
        named_by = {
            section: [each for each in sections_named(report, (section,)) if each in together]
            for section in wanted.sections
        }
        for section, headings in named_by.items() if not wanted.refs else ():
            others = [each for name, some in named_by.items() if name != section for each in some]
            if len(named_by) > 2 and _above(headings, others):
                continue  # «sections A and B of part II»
            own = under(report.paragraphs, headings)
            title = f"{headings[0].mark} {headings[0].title}" if headings else section
            sides.append((title, own, report))
    else:
        sides = [(report.title, report.paragraphs, report) for report in found.reports.values()]
    drafts = []
    for title, paragraphs, report in sides:
        whole = wanted.refs and 0 < len(paragraphs) <= WHOLE
        draft = (
            listing(wanted, paragraphs, report) if whole else points(wanted, paragraphs, report, MOST_SIDE)
        )
        if draft is not None:
            drafts.append(replace(draft, opening=say("answer.compare_side", wanted.language, place=title)))
    if len(drafts) < 2:
        return None
    sentences = tuple(sentence for draft in drafts for sentence in draft.sentences)
    return Draft("answered", sentences, parts=tuple(drafts), listed=True)


def of_each_place(
    best: Sequence[Scored], ranked: Sequence[Scored], wanted: Wanted, report: Report
) -> tuple[Scored, ...]:
    """The best paragraphs, and those of every other place named that tell of the question about as well:
    «第2段(e)项和第7段对刑事定罪怎么说»."""
    if wanted.refs:
        places = [with_items(report, paragraphs_of(report, ref, wanted.sections)) for ref in wanted.refs]
    else:
        places = [under(report.paragraphs, sections_named(report, (one,))) for one in wanted.sections]
    chosen = list(best)
    for place in places if 1 < len(places) <= MOST_SIDES else ():
        own = [each for each in ranked if each.paragraph in place]
        if own and not set(own) & set(chosen) and own[0].covered >= TELLS * ranked[0].covered:
            chosen.append(own[0])
    return tuple(chosen)


def _above(headings: Sequence[Heading], others: Sequence[Heading]) -> bool:
    """Whether some headings only say where others stand."""
    return any(other.path.startswith(f"{each.path}.") for each in headings for other in others)
