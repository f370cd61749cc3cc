"""What stands where in a report: items of a lead-in, neighbours, sections by mark or title. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from assistant.answering.coverage import Need, coverage, needs_of
from assistant.answering.cues import shows
from assistant.answering.edition import Edition
from assistant.answering.rarity import rarity_in, tokens_of
from assistant.language.names import names
from assistant.language.normal import plain
from assistant.model import Heading, Paragraph, Report
from assistant.reading.locator import canonical, canonical_path, is_article
from assistant.reading.ordinals import number_of

TOLD = 0.9  # coverage at which a part of a long title, A_PART of it, names the section
A_PART = 0.2
_FORM = re.compile(
    r"^(summaryof(the)?|resume(du|de(s|la)?)|resumende(l|las?|los)?|краткоеизложение|ملخص)"
    r"|(概要|摘要|纪要|综述|概述)$"
)
LONGEST_CAPTION, LONGEST_IN_HAN = 60, 20  # characters
SHORTEST_TITLE = 4  # characters of a title that a question may say word for word
TITLED = 0.75  # coverage at which a question names a section by its title
_ENACTING = re.compile(r"[\u3400-\u9fff]{2,10}[,，]|(?:\w+['’ ]){1,6}\w+,")  # «The General Assembly,»
_ENDED = re.compile(r"[.。;；:：,，!！?？、]\s*$")
_CYRILLIC = "абвгдежзиклмн"  # letters of items, in order
_HAN = re.compile("[\u3400-\u9fff]")


def paragraphs_of(report: Report, ref: str, sections: Sequence[str] = ()) -> tuple[Paragraph, ...]:
    """The paragraphs with this ref, in the named sections where several have it."""
    key = canonical(ref)
    same = [paragraph for paragraph in report.paragraphs if paragraph.ref == ref] or [
        paragraph for paragraph in report.paragraphs if canonical(paragraph.ref) == key
    ]
    if len(same) > 1 and sections:
        same = under(same, sections_named(report, sections)) or same
    return tuple(same or _by_order(report, ref, sections))


def _by_order(report: Report, ref: str, sections: Sequence[str]) -> list[Paragraph]:
    """The paragraph that a ref counts: ``paragraph#-1``, ``recommendation#3``, ``2(#1)``; also ``2(3)``
    and ``2(в)`` where the items have letters."""
    if ref.startswith("("):
        return _items_alone(report, ref, sections)
    above, _, item = ref.rpartition("(")
    if above:
        mark = item.strip("#)")
        n = int(mark) if re.fullmatch(r"-?\d+", mark) else number_of(mark) or _CYRILLIC.find(mark) + 1
        line = [each for lead in paragraphs_of(report, above) for each in items_below(report, lead)]
    else:
        kind, _, place = ref.partition("#")
        n = int(place or 0)
        line = _in_order(report, kind, sections)
    at = n - 1 if n > 0 else len(line) + n  # below nothing it is counted from the end
    return line[at : at + 1] if n and at >= 0 else []


def _items_alone(report: Report, ref: str, sections: Sequence[str]) -> list[Paragraph]:
    """The items ``(e)`` or ``(#-1)`` of a question that names no paragraph, in the sections it names."""
    leads = [each for each in _inside(report, sections) if items_of(report, each)]
    leads = [each for each in leads if each.kind == "lead" and each.number is not None]
    return [item for lead in leads for item in paragraphs_of(report, f"{lead.ref}{ref}")]


def under(paragraphs: Iterable[Paragraph], headings: Iterable[Heading]) -> list[Paragraph]:
    """Those of the paragraphs that stand under one of the headings."""
    starts = {heading.start for heading in headings}
    return [each for each in paragraphs if starts & {heading.start for heading in each.headings}]


def _inside(report: Report, sections: Sequence[str]) -> list[Paragraph]:
    """What stands in the sections named, or all where the report has none of them."""
    named = sections_named(report, sections)
    return under(report.paragraphs, named) if named else list(report.paragraphs)


def _in_order(report: Report, kind: str, sections: Sequence[str]) -> list[Paragraph]:
    """What a report has of a kind, in its order: paragraphs, articles, recommendations."""
    own = _inside(report, sections)
    numbered = [each for each in own if each.number is not None and each.kind in ("paragraph", "lead")]
    articles = [each for each in numbered if is_article(each)]
    leads = [each for each in own if each.kind == "lead" and shows(each.text, "other", "recommended")]
    recommended = [item for lead in leads for item in items_below(report, lead)]
    if kind == "article":
        return articles or recommended
    return recommended if kind == "recommendation" else numbered


def items_below(report: Report, lead: Paragraph) -> list[Paragraph]:
    """The items right below a lead-in, nested ones left out."""
    return [each for each in items_of(report, lead) if each.ref.count("(") == lead.ref.count("(") + 1]


def with_items(report: Report, paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """The paragraphs, a lead-in followed by all its items."""
    whole: list[Paragraph] = []
    for paragraph in paragraphs:
        whole += [paragraph, *items_of(report, paragraph)]
    return whole


def items_of(report: Report, lead: Paragraph) -> list[Paragraph]:
    """Every item below a paragraph, nested ones included, in order; below a paragraph without a number the
    clauses that follow it up to a full stop."""
    below = [each for each in _below(Edition(report)).get(lead.id, ()) if each.ref != lead.ref]
    return below or (_clauses_after(report, lead) if _opens(lead) else [])


@lru_cache(maxsize=64)
def _below(edition: Edition) -> Mapping[str, Sequence[Paragraph]]:
    """What stands below each id of a report: ``2(e)(i)`` below ``2`` and ``2(e)``."""
    below: dict[str, list[Paragraph]] = {}
    for each in edition.report.paragraphs:
        for mark in re.finditer(r"\(", each.id):
            below.setdefault(each.id[: mark.start()], []).append(each)
    return below


def _opens(paragraph: Paragraph) -> bool:
    return (
        paragraph.number is None and paragraph.kind == "paragraph" and paragraph.text.rstrip()[-1:] in ":："
    )


def _clauses_after(report: Report, lead: Paragraph) -> list[Paragraph]:
    """What follows an unnumbered lead-in, each ended by a semicolon and the last by a full stop."""
    after = [each for each in report.paragraphs if each.start > lead.start and each.headings == lead.headings]
    clauses: list[Paragraph] = []
    for each in after:
        end = each.text.rstrip()[-1:]
        if each.kind != "paragraph" or each.number is not None or end not in ";；.。":
            return []
        clauses.append(each)
        if end in ".。":
            break
    return clauses if len(clauses) > 1 else []


def recommending_leads(question: str, leads: Sequence[Paragraph]) -> list[Paragraph]:
    """The lead-ins that recommend, when recommendations are asked for: by their words, else by the titles
    that they stand under."""
    if not (shows(question, "other", "recommended") and shows(question, "kind", "items")):
        return []
    said = [each for each in leads if shows(each.text, "other", "recommended")]
    return said or [
        each for each in leads if any(shows(title.title, "other", "recommended") for title in each.headings)
    ]


def is_caption(paragraph: Paragraph) -> bool:
    """Whether a paragraph without a number is but a few words without an end, or says whose act this is."""
    text = paragraph.text.strip()
    longest = LONGEST_IN_HAN if _HAN.search(text) else LONGEST_CAPTION
    bare = paragraph.kind == "paragraph" and paragraph.number is None and "\n" not in text
    if not bare or len(text) > longest:
        return False
    enacts = _ENACTING.fullmatch(text) and any(name.kind == "body" for name in names(text))
    return bool(enacts) or not _ENDED.search(text)


def neighbour(report: Report, paragraph: Paragraph, step: int) -> Paragraph | None:
    """The next (1) or previous (-1) paragraph: an item's among the items, else among the numbered."""
    depth = paragraph.ref.count("(")
    if paragraph.kind == "header":
        return None
    line = [each for each in report.paragraphs if each.ref.count("(") == depth and each.kind != "header"]
    at = next((place for place, each in enumerate(line) if each.id == paragraph.id), None)
    if at is None or not 0 <= at + step < len(line):
        return None
    return line[at + step]


def sections_named(report: Report, names: Sequence[str]) -> list[Heading]:
    """The headings with these paths (or the ends of them) or titles; the outermost alike first."""
    each_of: list[list[Heading]] = []
    for name in names:
        path = canonical_path(name)
        exact = [each for each in report.headings if canonical_path(each.path) == path]
        ending = [each for each in report.headings if canonical_path(each.path)[-len(path) :] == path]
        titled = [each for each in report.headings if _titled(each, name, report)]
        same = [each for each in titled if _bare(each.title) == _bare(name)]
        each_of.append(exact or ending or same or titled)
    parents = [{parent(each) for each in some} for some in each_of]
    shared = set.intersection(*parents) if len(parents) > 1 else set()
    found = [each for some in each_of for each in some]
    beside = [each for each in found if parent(each) in shared]  # «sections A and B» of one part
    return list(dict.fromkeys(beside or found))


def parent(heading: Heading) -> str:
    """The path of the section that a section stands in; empty for the outermost."""
    return heading.path.rpartition(".")[0]


def titled_sections(topic: str, language: str, report: Report) -> tuple[Heading, ...]:
    """The sections whose title is what a question is about; several when a title comes again."""
    best = 0.0
    found: list[Heading] = []
    asked = needs_of(topic, language, report.language, rarity_in(report))
    own = tokens_of(topic, report.language)
    for heading, title, back in _titles(Edition(report)):
        covered = coverage(asked, title)
        if language[:2] == report.language[:2]:
            share = coverage(back, own)
            told = len(asked) >= 4 and covered >= TOLD and share >= A_PART
            covered = covered if told else min(covered, share)
        if covered >= TITLED and covered >= best:
            found = [*found, heading] if covered == best else [heading]
            best = covered
    return tuple(found)


@lru_cache(maxsize=64)
def _titles(edition: Edition) -> tuple[tuple[Heading, frozenset[str], tuple[Need, ...]], ...]:
    """The headings of a report with the words of their titles, and what these need to be said."""
    report, found = edition.report, []
    for heading in report.headings:
        title = re.sub(r"[(（][^)）]*[)）]", " ", heading.title)
        back = needs_of(title, report.language, report.language, rarity_in(report))
        found.append((heading, tokens_of(title, report.language), back))
    return tuple(found)


def sections_told(text: str, named: str, language: str, report: Report) -> tuple[Heading, ...]:
    """The sections whose title a question says word for word, the longest, or the part of one that the rest
    of the question is about; else the annex it asks for, or by ``titled_sections``."""
    asked = _bare(text)
    told = [
        (len(title), each)
        for each in report.headings
        if len(title := _core(each.title)) >= SHORTEST_TITLE and title in asked
    ]
    longest = max((size for size, _ in told), default=0)
    if not longest and shows(text, "overall", "annex"):
        annexed = tuple(each for each in report.headings if shows(each.mark, "overall", "annex"))
        return annexed or titled_sections(named, language, report)
    above = tuple(each for size, each in told if size == longest)
    rest = " ".join(
        word for word in named.split() if not any(_bare(word) in _bare(one.title) for one in above)
    )
    below = titled_sections(rest, language, report) if above and rest else ()
    parts = tuple(each for each in below if any(each.path.startswith(f"{one.path}.") for one in above))
    return parts or above or titled_sections(named, language, report)


def _titled(heading: Heading, name: str, report: Report) -> bool:
    title, asked = _bare(heading.title), _bare(name)
    if not asked or not title:
        return False
    if asked == title or (len(asked) >= 4 and (asked in title or title in asked)):
        return True
    tokens = tokens_of(title, report.language)
    needs = needs_of(asked, report.language, report.language, rarity_in(report))
    return bool(needs) and len(asked) >= 4 and coverage(needs, tokens) >= TITLED


def _core(title: str) -> str:
    """A title without what it says of its own form: 审议情况 of «审议情况概要»."""
    return _FORM.sub("", _bare(title))


def _bare(title: str) -> str:
    text = re.sub(r"\((续|continued|suite|continuacion|продолжение|تابع)\)", "", plain(title))
    return re.sub(r"[^\w]", "", text)
