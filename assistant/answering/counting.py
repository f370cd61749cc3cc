"""How many: recommendations, items, paragraphs or sections, counted in the report's structure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.clauses import clauses_of
from assistant.answering.cues import shows
from assistant.answering.draft import Draft, Found, Wanted
from assistant.answering.drafting import refusal
from assistant.answering.frames import series
from assistant.answering.pick import needs_for, within
from assistant.answering.quoting import ended
from assistant.answering.structure import (
    items_of,
    parent,
    recommending_leads,
    sections_named,
    sections_told,
    under,
)
from assistant.answering.things import counted_absent
from assistant.language.normal import plain
from assistant.language.phrases import say
from assistant.model import Heading, Paragraph, Report, Sentence
from assistant.reading.locator import is_article, label

TIED = 0.95  # share of the best lead-in's coverage at which another one is counted too
LEAST = 0.3  # of the question that a lead-in must cover to be counted
_ARTICLES = re.compile(r"(?:多少|几)条(?!建议|意见)")  # of a statute
_PARAGRAPHS = re.compile(
    r"(?<!分)段落?|自然段|条文|条款|\b(paragraph|para|article)(e?s)?\b|parrafos?|articulos?|пункт|стат|فقر|مواد|ماده"
)
_SECTIONS = re.compile(
    r"章|节|部分|标题|\b(section|heading|chapter|part)s?\b|chapitre|combien de (?:grandes )?parties"
    r"|quelles parties"
    r"|seccion|capitulo|раздел|глав|част|قسم|فصل|اقسام"
)
_CLAUSES = re.compile(r"(?:多少|几)个?款|\b(?:clauses|alineas|incisos)\b|част[еи]й\b")
_ITEMS = re.compile(r"建议|项|recomm?[ae]nda|item|point|alinea|apartado|рекоменд|подпункт|توصي|بند|بنود")


def counted(wanted: Wanted, found: Found) -> Draft | None:
    """The number, and what was counted; None when there is nothing of the kind to count."""
    report = found.reports.get(found.subject)
    if report is None:
        return None
    asked = plain(wanted.question.text if wanted.leaning is None else wanted.text)
    if below := _sections_below(wanted, found, report, asked) or _clauses(wanted, found, report, asked):
        return below
    for section in wanted.sections:
        asked = asked.replace(plain(section), " ")
    told = sections_told(wanted.text, wanted.named, wanted.language, report)
    if not wanted.refs and not wanted.sections and _SECTIONS.search(asked):
        if told or (not wanted.bare and wanted.leaning is None):
            return None  # «combien de Parties ont un plan ?»
        top = [each for each in report.headings if each.level == 1]
        return _sections(wanted, report, top) or refusal(wanted, found, ())
    chosen = list(found.chosen)
    titled = () if wanted.refs or wanted.sections else told
    listed = _was_listed(wanted)
    placed = titled or wanted.refs or wanted.sections or listed
    numbered = [each for each in chosen if each.kind != "item" and each.number is not None]
    articles = [each for each in numbered if is_article(each)]
    if not placed and _ARTICLES.search(asked) and articles:
        return _paragraphs(wanted, articles) if wanted.bare else None
    if not placed and not _PARAGRAPHS.search(asked):
        chosen = _leads(wanted, chosen, report)
    elif not placed and not wanted.bare:
        return None
    elif wanted.sections:
        chosen = _recommending(wanted, chosen, report)
    if wanted.sections and _ARTICLES.search(asked) and articles:
        return _paragraphs(wanted, articles)
    if titled:
        chosen = under(chosen, titled)
        for heading in titled:
            asked = asked.replace(plain(heading.title), " ")  # «结论和建议一共几段»
    within_one = wanted.refs and any(each.kind == "item" for each in chosen)
    if not _ITEMS.search(asked) and _PARAGRAPHS.search(asked) and not within_one:
        numbered = [each for each in chosen if each.kind != "item" and each.number is not None]
        return _paragraphs(wanted, numbered)
    return _items(wanted, chosen, report)


def _was_listed(wanted: Wanted) -> bool:
    """Whether what the earlier question got is counted as it stands: «how many are they?» after all
    recommendations, not after «which delegations had reservations?»."""
    earlier = wanted.leaning
    if earlier is None:
        return False
    return earlier.kind not in ("open", "list") or earlier.bare or not wanted.topic.strip()


def _leads(wanted: Wanted, chosen: Sequence[Paragraph], report: Report) -> list[Paragraph]:
    """The lead-ins of what is counted: those that recommend when recommendations are, and of these, unless
    nothing more is asked, the ones that are about the question."""
    leads = [each for each in chosen or report.paragraphs if items_of(report, each)]
    recommending = recommending_leads(wanted.text, leads)
    leads = recommending or leads
    if wanted.bare and (wanted.leaning is None or wanted.leaning.bare):
        return leads
    needs, about = needs_for(wanted, report), list(within(wanted, report, leads))
    if not recommending:
        about = [each for each in about if not counted_absent(wanted, [each], needs, report)]
    most = max((each.covered for each in about), default=0.0)
    return [each.paragraph for each in about if each.covered >= TIED * most > LEAST]


def _recommending(wanted: Wanted, chosen: Sequence[Paragraph], report: Report) -> list[Paragraph]:
    """Of what stands in the sections named the lead-ins that recommend, when recommendations are counted:
    several parts of a report may have a section C."""
    leads = [each for each in chosen if each.kind != "item" and items_of(report, each)]
    said = [each for each in leads if shows(each.text, "other", "recommended")]
    counts = shows(wanted.text, "other", "recommended") and shows(wanted.text, "kind", "items")
    return said if said and counts else list(chosen)


def items_counted(wanted: Wanted, leads: Sequence[Paragraph], report: Report) -> Draft | None:
    """How many items some lead-ins have; None when they have none."""
    return _items(wanted, leads, report)


def _items(wanted: Wanted, chosen: Sequence[Paragraph], report: Report) -> Draft | None:
    leads = [(lead, _next_below(items_of(report, lead))) for lead in chosen if items_of(report, lead)]
    whole = [lead.id for lead, items in leads if items]
    leads = [(lead, items) for lead, items in leads if items and not _below(lead.id, whole)]
    if not leads:
        return None
    sentences = [Sentence(ended(lead.text), (lead.id, *(item.id for item in items))) for lead, items in leads]
    if len(leads) == 1:
        sentences += [Sentence(ended(item.text), (item.id,)) for item in leads[0][1]]
    counts = [_counting(lead, items, wanted) for lead, items in leads]
    total = say("answer.count_total", wanted.language, count=sum(len(items) for _, items in leads))
    opening = f"{total} {series(counts, wanted.language)}" if len(counts) > 1 else counts[0]
    return Draft("answered", tuple(sentences), opening=opening, listed=True)


def _below(id: str, others: Sequence[str]) -> bool:
    """Whether a lead-in is an item of another one, and so counted with it."""
    return any(id.startswith(f"{other}(") for other in others)


def _next_below(items: Sequence[Paragraph]) -> list[Paragraph]:
    """Of all that stands below a lead-in what it counts itself: (a), not (a)(i)."""
    depth = min((each.ref.count("(") for each in items), default=0)
    return [each for each in items if each.ref.count("(") == depth]


def _counting(lead: Paragraph, items: Sequence[object], wanted: Wanted) -> str:
    place = label(lead, wanted.language)
    return say("answer.count_items", wanted.language, place=place, count=len(items)).rstrip("：: .")


def _paragraphs(wanted: Wanted, numbered: Sequence[Paragraph]) -> Draft | None:
    numbered = [each for each in numbered if each.ref[0].isdigit()]  # none that only stands below one
    if not numbered:
        return None
    kind = "articles" if is_article(numbered[0]) else "paragraphs"
    opening = say(f"answer.count_{kind}", wanted.language, count=len(numbered))
    place = " – ".join(label(each, wanted.language) for each in (numbered[0], numbered[-1]))
    ends = dict.fromkeys((numbered[0].id, numbered[-1].id))
    return Draft("answered", (Sentence(place, tuple(ends)),), opening=opening)


def _sections_below(wanted: Wanted, found: Found, report: Report, asked: str) -> Draft | None:
    """How many sections the section has that a question names, if it has any; None when none is named."""
    if wanted.refs or not shows(asked, "other", "sections_counted"):
        return None
    named = sections_named(report, wanted.sections) or sections_told(
        wanted.text, wanted.named, wanted.language, report
    )
    if not named:
        return None
    below = [each for each in report.headings if parent(each) == named[0].path]
    return _sections(wanted, report, below) or refusal(wanted, found, ())


def _clauses(wanted: Wanted, found: Found, report: Report, asked: str) -> Draft | None:
    """How many 款 the one article has that a question names."""
    articles = [each for each in found.chosen if each.kind != "item"]
    if not wanted.refs or len(articles) != 1 or not _CLAUSES.search(asked):
        return None
    clauses = clauses_of(articles[0], report)
    sentences = tuple(Sentence(ended(text), (held.id,)) for text, held in clauses)
    return Draft("answered", sentences, opening=_counting(articles[0], sentences, wanted), listed=True)


def _sections(wanted: Wanted, report: Report, headings: Sequence[Heading]) -> Draft | None:
    first = {heading.start: next(iter(under(report.paragraphs, [heading])), None) for heading in headings}
    sentences = [
        Sentence(f"{heading.mark} {heading.title}", (held.id,))
        for heading in headings
        if (held := first[heading.start]) is not None
    ]
    if not sentences:
        return None
    opening = say("answer.count_sections", wanted.language, count=len(headings))
    return Draft("answered", tuple(sentences), opening=opening, listed=True)
