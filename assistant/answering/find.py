"""Where the answer stands: the paragraphs that a question names, or the best hits of the index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.answering.cues import content_words, shows, without
from assistant.answering.cues import names as cue_names
from assistant.answering.deeds import asks_who_did
from assistant.answering.draft import Cosines, Found, Wanted
from assistant.answering.mentioned import asks_for_names
from assistant.answering.named import kept_first, named_titles
from assistant.answering.speakers import speakers
from assistant.answering.structure import (
    neighbour,
    paragraphs_of,
    sections_named,
    sections_told,
    titled_sections,
    under,
    with_items,
)
from assistant.index import Index
from assistant.language.names import names
from assistant.language.normal import plain
from assistant.model import Hit, Paragraph, Report, Scope

MOST_HITS = 40
MOST_REPORTS = 3  # whole reports looked into for one question
MOST_TOLD = 12  # the same for one that asks who did a thing, in whatever words


def find(wanted: Wanted, index: Index) -> Found:
    """The evidence for a question. Raises NotFound for a report that the index does not hold."""
    if wanted.nth and wanted.leaning:
        return replace(find(wanted.leaning, index), apart=find(wanted.apart or wanted.leaning, index))
    found = _evidence(wanted, index)
    known = index.reports()
    home = kept_first(known, wanted.language) if len(known) > 1 and not wanted.reports else ""
    apart = find(wanted.apart, index) if wanted.apart else None
    stays = wanted.follows if wanted.kind == "open" and not wanted.refs and not wanted.sections else None
    before = find(stays, index) if stays else None
    near = _near(wanted, found, index)
    answerable = index.answerable(wanted.text) if near else 0.0
    return replace(found, home=home, near=near, answerable=answerable, apart=apart, before=before)


def _near(wanted: Wanted, found: Found, index: Index) -> dict[str, Cosines]:
    """How near in meaning the paragraphs of the reports looked into are to the question."""
    if wanted.parts or not wanted.topic.strip():
        return {}
    near: dict[str, Cosines] = {}
    for report in found.reports:
        likeness = index.nearness(wanted.text, report)
        fitness = index.fitness(wanted.text, report) if likeness else {}
        near |= {id: Cosines(cosine, fitness.get(id, cosine)) for id, cosine in likeness.items()}
    return near


def _evidence(wanted: Wanted, index: Index) -> Found:
    if wanted.parts:
        parts = _parts(wanted.parts, index)
        return Found(
            tuple(hit for part in parts for hit in part.hits),
            {id: report for part in parts for id, report in part.reports.items()},
            parts=parts,
        )
    if wanted.kind == "talk":
        return Found(())
    hits = _searched(wanted, index)
    if asks_for_names(wanted) and (meant := _candidates(wanted, (), index)):
        own = tuple(hit for hit in hits if hit.report == meant[0])
        return Found(own, {meant[0]: index.report(meant[0])}, meant[0])
    if asks_who_did(wanted):
        ids = dict.fromkeys([*_reports(wanted, hits, index), *_candidates(wanted, (), index)])
        return Found(hits, {id: index.report(id) for id in list(ids)[:MOST_TOLD]})
    everything = wanted.kind == "list" and wanted.bare and shows(wanted.text, "kind", "items")
    if wanted.kind in ("list", "count", "outline") and not wanted.refs:
        titled = _titled(wanted, hits, index) if content_words(wanted.named) else None
        placed = _placed(wanted, hits, index) if wanted.sections else None
        if placed and not (titled and _within(titled, placed, wanted)):
            return placed
        if titled or (wanted.kind == "list" and not everything):
            return titled or Found(hits, _reports(wanted, hits, index))
    if wanted.kind in ("open", "list") and not (wanted.refs or wanted.sections or everything):
        return Found(hits, _reports(wanted, hits, index))
    if wanted.kind == "compare" and len(wanted.reports) > 1:
        return Found(hits, {id: index.report(id) for id in wanted.reports})
    return _placed(wanted, hits, index)


def _within(titled: Found, placed: Found, wanted: Wanted) -> bool:
    """Whether a title named beside one section's mark stands in that section, or the mark is none here:
    «第二部分一般性建议»."""
    if not placed.chosen or placed.missing:
        return True
    return len(wanted.sections) == 1 and set(titled.chosen) < set(placed.chosen)


def located(wanted: Wanted, index: Index) -> Wanted:
    """An open question that names a section in another tongue than Chinese, with what the first likely
    report that has it calls it; the Chinese forms are read with the other places."""
    if wanted.parts:
        return replace(wanted, parts=tuple(located(part, index) for part in wanted.parts))
    if wanted.kind != "open" or wanted.refs or wanted.sections:
        return wanted
    for named in named_titles(wanted.text):
        if not index.holds(Scope(wanted.reports, sections=(named.name,))):
            continue
        blank = " " * (named.end - named.start)
        topic = wanted.topic[: named.start] + blank + wanted.topic[named.end :]
        for id in _candidates(wanted, _searched(wanted, index), index)[:MOST_REPORTS]:
            if headings := titled_sections(named.name, wanted.language, index.report(id)):
                return replace(wanted, sections=(named.name, headings[0].title), topic=topic)
    return wanted


def _parts(wanted: Sequence[Wanted], index: Index) -> tuple[Found, ...]:
    """The evidence for several questions in one, which stay in the report that the first is about."""
    found: list[Found] = []
    for part in wanted:
        subject = next((each.subject for each in found if each.subject), "")
        within = _kept_in(part, subject) if subject and not part.reports else part
        found.append(find(within, index))
    return tuple(found)


def _kept_in(part: Wanted, report: str) -> Wanted:
    apart = replace(part.apart, reports=(report,)) if part.apart else None
    return replace(part, reports=(report,), apart=apart)


def _searched(wanted: Wanted, index: Index) -> tuple[Hit, ...]:
    text = wanted.text
    if wanted.leaning is not None and not wanted.topic.strip():
        text = wanted.leaning.text
    within = Scope(wanted.reports, sections=wanted.question.within.sections)
    return index.search(text, MOST_HITS, within=within) if text.strip() else ()


def _reports(wanted: Wanted, hits: Iterable[Hit], index: Index) -> dict[str, Report]:
    ids = list(dict.fromkeys(hit.report for hit in hits)) or list(wanted.reports[:1])
    home = kept_first(index.reports(), wanted.language) if ids else ""
    near = ids[:MOST_REPORTS] + [id for id in ids[MOST_REPORTS:] if id == home]
    return {id: index.report(id) for id in near}


def _placed(wanted: Wanted, hits: tuple[Hit, ...], index: Index) -> Found:
    """Evidence for a question about a place in a report, or about a report as a whole."""
    candidates = _candidates(wanted, hits, index)
    holders: list[tuple[Report, tuple[Paragraph, ...], tuple[str, ...]]] = []
    for id in candidates:
        report = index.report(id)
        chosen, missing = _chosen(wanted, report)
        if chosen and not missing and not (wanted.kind == "membership" and speakers(report) is None):
            holders.append((report, chosen, missing))
        if holders and (len(holders) > MOST_REPORTS or not (wanted.refs or wanted.sections)):
            break
    if not holders and candidates:
        report = index.report(candidates[0])
        holders = [(report, *_chosen(wanted, report))]
    if not holders:
        return Found(hits, missing=wanted.refs)
    holders.sort(key=lambda holder: not _exactly(holder[0], wanted.sections))
    report, chosen, missing = holders[0]
    reports = {report.id: report} | _reports(wanted, hits, index)
    alike = tuple(other.id for other, _, _ in holders[1:])
    kept = tuple(hit for hit in hits if hit.report in reports)
    return Found(kept, reports, report.id, chosen, missing, alike)


def _titled(wanted: Wanted, hits: tuple[Hit, ...], index: Index) -> Found | None:
    """Evidence from the section that a list or a summary names by its title, if a likely report has one."""
    for id in _candidates(wanted, hits, index)[: 2 * MOST_REPORTS]:
        report = index.report(id)
        titled = sections_told(wanted.text, wanted.named, wanted.language, report)
        inside = under(report.paragraphs, titled)
        if inside:
            reports = {id: report} | _reports(wanted, hits, index)
            return Found(hits, reports, id, tuple(inside))
    return None


def _exactly(report: Report, sections: Sequence[str]) -> bool:
    """Whether a heading of the report is just what the question calls a section."""
    return any(plain(heading.title) == plain(name) for heading in report.headings for name in sections)


def _candidates(wanted: Wanted, hits: Sequence[Hit], index: Index) -> list[str]:
    """Report ids, likeliest first: those named, those that the topic finds, then as they were added."""
    if wanted.reports:
        return list(wanted.reports)
    known = [report.id for report in index.reports()]
    known = [kept_first(index.reports(), wanted.language), *known] if known else []
    found = list(dict.fromkeys(hit.report for hit in hits)) if _topical(wanted) else []
    return list(dict.fromkeys((*found, *known)))


def _topical(wanted: Wanted) -> bool:
    """Whether the question speaks of more than any report's meeting, parts and form."""
    topic = wanted.topic if wanted.refs or wanted.sections else wanted.text.partition(" (")[0]
    topic = topic if wanted.leaning is None else f"{topic} {wanted.leaning.topic}"
    cues = [("field", name) for name in cue_names("field")]
    cues += [("strip", name) for name in ("ask", "light", "common", "doc")]
    cues += [("kind", name) for name in ("list", "count", "summary", "outline", "items", "whole", "spoke")]
    for name in names(topic):
        topic = topic.replace(name.text, " ") if name.kind in ("country", "place") else topic
    return bool(content_words(without(topic, *cues)))


def _chosen(wanted: Wanted, report: Report) -> tuple[tuple[Paragraph, ...], tuple[str, ...]]:
    """The paragraphs of ``report`` that the question names, and the refs it does not have."""
    chosen: list[Paragraph] = []
    missing: list[str] = []
    inside = wanted.sections
    if not inside and any("#" in ref for ref in wanted.refs):  # «the last of the general recommendations»
        told = sections_told(wanted.text, wanted.named, wanted.language, report)
        inside = tuple(heading.title for heading in told)
    for ref in wanted.refs:
        named = paragraphs_of(report, ref, inside)
        if named and wanted.step:
            near = neighbour(report, named[0], wanted.step)
            named = (near,) if near else ()
        chosen += with_items(report, named)
        if not named:
            missing.append(ref)
    if not wanted.refs and wanted.sections:
        chosen = under(report.paragraphs, sections_named(report, wanted.sections))
        if not chosen:
            missing = list(wanted.sections)
    if not wanted.refs and not wanted.sections:
        titled = sections_told(wanted.text, wanted.named, wanted.language, report) if not wanted.bare else ()
        chosen = under(report.paragraphs, titled) or (
            [] if wanted.kind == "outline" and not wanted.bare else list(report.paragraphs)
        )
    return tuple(dict.fromkeys(chosen)), tuple(missing)
