"""Which of the found paragraphs answer, and which of their sentences. Pure.

What a paragraph's words are worth is the mean of what it covers of the question and what its best
sentence covers, each weighted by rarity; its lead-in and headings count a part. Where a sentence encoder
says how near the paragraph is to what would answer, its score is made of both. The constants were set on the
tuning questions (eval/LOG.md).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.answering.bound import bound
from assistant.answering.coverage import Need, coverage, needs_of
from assistant.answering.cues import pattern, shows
from assistant.answering.draft import Cosines, Found, Wanted
from assistant.answering.edition import Edition
from assistant.answering.quoting import sentences_of
from assistant.answering.rarity import paragraph_tokens, rarity_in
from assistant.answering.relations import related
from assistant.answering.structure import is_caption
from assistant.language.names import names
from assistant.language.normal import plain
from assistant.model import Paragraph, Report

FITNESS, MEAN = 2.5, 0.35  # weight of meaning beside words; what keeps the best scores where they were
CONTEXT = 0.5  # what a word of the lead-in or a heading counts beside one of the paragraph
OTHERS = 0.8  # worth of what another report says beside the one kept first
FOREIGN = 0.8  # the same once more when it speaks another language than the question
LIGHT = 0.3  # weight of words such as «working group», «recommend», «should»
EARLIER = 0.4  # weight of the earlier question's topic under a follow-up
NEAR = 0.93  # share of the best score at which another paragraph answers as well
ELSEWHERE = 0.8  # worth of a paragraph of another part of the report than the one asked about
UNSURE, NEAR_UNSURE = 0.6, 0.98  # below this score only another as good as the best answers
# Share of the question that a further paragraph must newly cover; where it asks after several things, less.
ADDS, ADDS_EACH = 0.4, 0.25
WORTH = 0.6  # share of the best score below which a paragraph never adds
SENTENCE = 0.55  # share of the best sentence's coverage at which another one is quoted too
WHOLE = 300  # paragraphs of a report that is looked through from end to end
MOST_READ = 24  # paragraphs of a report that are read sentence by sentence
MOST = 4  # paragraphs of an open answer
NOTHING: Mapping[str, Cosines] = {}

_NOTE = re.compile(r"(释|注|note|annotation)\s?:")  # explains the text and is no part of it


@dataclass(frozen=True, slots=True)
class Scored:
    """A paragraph with what it covers of the question; ``met`` runs parallel to the needs. ``score``
    orders; ``worded`` is its part that rests on words, ``near`` and ``fitness`` its cosines,
    ``near`` None without an encoder."""

    paragraph: Paragraph
    report: str
    score: float
    worded: float
    near: float | None
    fitness: float
    covered: float
    met: tuple[float, ...]
    sentences: tuple[float, ...]

    @property
    def met_last(self) -> bool:
        """Whether the last sentence has as much of the question as any, as where it leads in to a list."""
        return len(self.sentences) < 2 or self.sentences[-1] >= max(self.sentences)

    @property
    def about(self) -> float:
        """How far the paragraph as a whole is what the question is about."""
        return self.covered if self.near is None else (self.covered + max(self.near, 0.0)) / 2


def needs_for(wanted: Wanted, report: Report) -> tuple[Need, ...]:
    """What the question needs from this report, the earlier question's needs at less weight."""
    return _needs(wanted, Edition(report))


@lru_cache(maxsize=64)
def _needs(wanted: Wanted, edition: Edition) -> tuple[Need, ...]:
    report = edition.report
    rarity = rarity_in(report)
    who_pays = "person" in wanted.asks and shows(wanted.text, "facet", "payer")
    relations = tuple(related(wanted, report.language, rarity))
    little = [("strip", "pays")] * who_pays + [("relation", "best")] * bool(relations)
    needs = needs_of(wanted.topic, wanted.language, report.language, rarity)
    needs = _lightened(needs, wanted.topic, *little)
    needs += (*bound(wanted, report.language, rarity), *relations)
    worth, earlier = EARLIER if needs else 1.0, wanted.leaning
    while earlier is not None:
        more = needs_of(earlier.topic, earlier.language, report.language, rarity) if earlier.topic else ()
        more = _lightened(more, earlier.topic)
        needs += tuple(replace(need, weight=need.weight * worth, start=-1, end=-1) for need in more)
        worth, earlier = worth * EARLIER, earlier.leaning
    return needs


def _lightened(needs: Sequence[Need], topic: str, *more: tuple[str, str]) -> tuple[Need, ...]:
    """The same needs, those for words that any report uses and for countries at less weight: a list of
    speakers names many countries and says nothing of them."""
    simple = plain(topic)
    spans = [
        match.span()
        for cue in (("strip", "light"), ("strip", "common"), *more)
        for match in pattern(*cue).finditer(simple)
    ]
    known = names(topic)
    spans += [(name.start, name.end) for name in known if name.kind in ("country", "place")]
    kept = [(name.start, name.end) for name in known if name.kind in ("body", "instrument")]
    return tuple(
        replace(need, weight=need.weight * LIGHT)
        if _inside(need, spans) and not _inside(need, kept)
        else need
        for need in needs
    )


def _inside(need: Need, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= need.start and need.end <= end for start, end in spans)


def scored(wanted: Wanted, found: Found) -> tuple[Scored, ...]:
    """The hits of the reports looked into, best first."""
    ranked = []
    for report in found.reports.values():
        needs = needs_for(wanted, report)
        read = [
            (_covered(met := _met(each, needs, report.language), needs), met, each)
            for each in _candidates(report, found)
            if each.kind != "header" or _about_header(wanted)
        ]
        read.sort(key=lambda one: -one[0] - found.near.get(one[2].id, Cosines()).fitness)
        ranked += [_scored(each, report, needs, met, found.near) for _, met, each in read[:MOST_READ]]
    worth = {id: _worth(wanted, report, found.home) for id, report in found.reports.items()}
    ranked = [
        replace(each, score=each.score * worth[each.report] * _of_part(wanted, each.paragraph))
        for each in ranked
    ]
    return tuple(sorted(ranked, key=lambda each: -each.score))


def _candidates(report: Report, found: Found) -> list[Paragraph]:
    """Every paragraph of a report that is not too long, captions left out, of another one those that the
    index found."""
    if len(report.paragraphs) <= WHOLE:
        return [each for each in report.paragraphs if each.text.strip() and not is_caption(each)]
    return [hit.paragraph for hit in found.hits if hit.report == report.id]


def _worth(wanted: Wanted, report: Report, home: str) -> float:
    """What a report counts when the question names none: the one kept first is the one meant."""
    if not home or report.id == home:
        return 1.0
    return OTHERS * (1.0 if report.language[:2] == wanted.language[:2] else FOREIGN)


def _of_part(wanted: Wanted, paragraph: Paragraph) -> float:
    """Less than 1 for what was said when recommendations are asked for, and the other way round."""
    if is_note(paragraph):
        return ELSEWHERE
    if shows(wanted.text, "deed", "concluded"):
        ends = shows(paragraph.text, "deed", "decided") or shows(paragraph.text, "other", "unsettled")
        return 1.0 if ends else ELSEWHERE
    recommended, discussed = (shows(wanted.text, "other", part) for part in ("recommended", "discussed"))
    if recommended and discussed and wanted.leaning is not None:  # the earlier question asks for the other
        own = wanted.text.partition(" (")[0]
        recommended, discussed = (shows(own, "other", part) for part in ("recommended", "discussed"))
    if recommended == discussed:
        return 1.0
    around = " ".join((paragraph.lead, *(heading.title for heading in paragraph.headings)))
    return 1.0 if shows(around, "other", "recommended") == recommended else ELSEWHERE


def is_note(paragraph: Paragraph) -> bool:
    """Whether a paragraph explains the text and is no part of it."""
    return _NOTE.match(plain(paragraph.text)) is not None


def _about_header(wanted: Wanted) -> bool:
    """Only a question of date, place, body or status is answered by the title page."""
    fields = ("date", "place", "body", "status", "title", "symbol", "header")
    return any(shows(wanted.text, "field", field) for field in fields)


def within(
    wanted: Wanted, report: Report, paragraphs: Sequence[Paragraph], near: Mapping[str, Cosines] = NOTHING
) -> tuple[Scored, ...]:
    """Given paragraphs of one report, in their order."""
    needs = needs_for(wanted, report)
    return tuple(
        _scored(each, report, needs, _met(each, needs, report.language), near) for each in paragraphs
    )


def _met(paragraph: Paragraph, needs: Sequence[Need], language: str) -> tuple[float, ...]:
    own = paragraph_tokens(paragraph.text, language)
    around = " ".join((paragraph.lead, *(heading.title for heading in paragraph.headings)))
    context = paragraph_tokens(around, language)
    return tuple(max(need.met(own), CONTEXT * need.met(context)) for need in needs)


def _covered(met: Sequence[float], needs: Sequence[Need]) -> float:
    total = sum(need.weight for need in needs)
    return sum(m * need.weight for m, need in zip(met, needs, strict=True)) / total if total else 0.0


def share(each: Scored, part: Sequence[int], needs: Sequence[Need]) -> float:
    """How much of some of the needs, given by their places, a paragraph has; 0 where none weighs anything."""
    total = sum(needs[at].weight for at in part)
    return sum(each.met[at] * needs[at].weight for at in part) / total if total else 0.0


def _scored(
    paragraph: Paragraph,
    report: Report,
    needs: Sequence[Need],
    met: tuple[float, ...],
    nearness: Mapping[str, Cosines],
) -> Scored:
    covered = _covered(met, needs)
    each = tuple(
        coverage(needs, paragraph_tokens(paragraph.text[start:end], report.language))
        for start, end in sentences_of(paragraph.text)
    )
    worded, near = (covered + max(each, default=0.0)) / 2, nearness.get(paragraph.id)
    score = worded if near is None else (worded + FITNESS * max(near.fitness, 0.0)) * MEAN
    likeness, fitness = (None, 0.0) if near is None else (near.likeness, near.fitness)
    return Scored(paragraph, report.id, score, worded, likeness, fitness, covered, met, each)


def answering(
    ranked: Sequence[Scored], needs: Sequence[Need], *, several: bool, each_of: bool = False
) -> tuple[Scored, ...]:
    """The paragraphs that answer together: the best, those about as good, those that add; less must be
    added where ``each_of`` several things is asked after."""
    if not ranked:
        return ()
    best = ranked[0]
    chosen = [best]
    total = sum(need.weight for need in needs) or 1.0
    met = list(best.met)
    near = NEAR if several or best.score >= UNSURE else NEAR_UNSURE
    adds = ADDS_EACH if each_of or several else ADDS
    for each in ranked[1:]:
        if len(chosen) >= (12 if several else MOST) or each.score < WORTH * best.score:
            break
        if each.report != best.report:
            continue
        gain = sum(
            max(0.0, m - had) * need.weight
            for m, had, need in zip(each.met, met, needs, strict=True)
            if need.start >= 0
        )
        as_much = several and all(m >= had for m, had in zip(each.met, best.met, strict=True))
        if as_much or each.score >= near * best.score or gain / total >= adds:
            chosen.append(each)
            met = [max(pair) for pair in zip(met, each.met, strict=True)]
    return tuple(chosen)


def spans(each: Scored) -> tuple[tuple[int, int], ...]:
    """The sentences of a paragraph that answer, in order."""
    places = sentences_of(each.paragraph.text)
    best = max(each.sentences, default=0.0)
    return tuple(
        place for place, covered in zip(places, each.sentences, strict=True) if covered >= SENTENCE * best
    )
