"""Answers about a report itself: its date, place, body, status, title; its outline; its main points."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.cues import content_words, pattern, shows
from assistant.answering.cues import names as cue_names
from assistant.answering.draft import Draft, Found, Wanted
from assistant.answering.frames import dated, days_of, quoted_from, series
from assistant.answering.quoting import ended, joined, sentences_of
from assistant.answering.rarity import paragraph_tokens, rarity_in
from assistant.answering.stating import stated
from assistant.answering.structure import sections_named, under
from assistant.language.glossary import translations
from assistant.language.names import names
from assistant.language.normal import numbers, plain
from assistant.language.numerals import HAN_NUMERAL, han
from assistant.language.phrases import say
from assistant.model import Outcome, Paragraph, Report, Sentence

MOST_POINTS = 12  # sentences of a report's main points
MOST_CITED = 8  # paragraphs cited for one heading of an outline
_HAN_NUMERAL = re.compile(f"[{HAN_NUMERAL}]+")


def metadata(wanted: Wanted, found: Found) -> Draft | None:
    """The fields asked for, with the lines of the header that state them; None when it states none."""
    report = found.reports.get(found.subject)
    header = _header(report) if report else None
    if report is None or header is None:
        return None
    other = _other_place(wanted, header, report)
    if other:
        return other
    known: list[str] = []
    lines: list[str] = []
    missing = 0
    within: tuple[Sentence, ...] = ()
    for field in wanted.fields:
        if field == "force" and (clause := _in_force(report)):
            within = (Sentence(ended(clause.text), (clause.id,)),)
            continue
        value, stating = _field(report, header, field, wanted.language)
        if value:
            known.append(say(f"answer.{field}", wanted.language, value=value))
        if value and field == "date" and "duration" in wanted.asks and (days := days_of(report.dates)):
            known.append(say("answer.days", wanted.language, count=days))
        missing += not (value or stating or field == "issued")
        lines += [line for line in stating if line not in lines]
    if not lines:
        return None
    outcome: Outcome = "partial" if missing else "answered"
    closing = say("answer.partial_rest", wanted.language) if outcome == "partial" else ""
    sentences = (*(Sentence(line, (header.id,)) for line in lines), *within)
    between = "" if wanted.language.startswith("zh") else " "
    return Draft(outcome, sentences, opening=between.join(known), closing=closing)


def _other_place(wanted: Wanted, header: Paragraph, report: Report) -> Draft | None:
    """A premise corrected: the question places the meeting elsewhere than the header does."""
    held = {name.code for name in names(header.text)}
    asked = [name for name in names(wanted.question.text) if name.kind in ("place", "country")]
    if not report.place or not asked or all(name.code in held for name in asked):
        return None
    value, lines = _field(report, header, "place", wanted.language)
    opening = say("answer.premise_place", wanted.language) + say("answer.place", wanted.language, value=value)
    return Draft("premise", tuple(Sentence(line, (header.id,)) for line in lines), opening=opening)


def _header(report: Report) -> Paragraph | None:
    return next((each for each in report.paragraphs if each.kind == "header"), None)


def _field(report: Report, header: Paragraph, field: str, language: str) -> tuple[str, list[str]]:
    """The value of a field as the language says it, and the header's lines that state it; a place that
    only stands within a line («проходившего в Вене») has the line and no value."""
    lines = [" ".join(line.split()) for line in header.text.splitlines() if line.strip()]
    if field == "issued":
        return "", _issued(lines)
    if field in cue_names("title_page"):
        return "", [line for line in lines if shows(line, "title_page", field)][:1]
    if field == "date" and report.dates:
        stating = [line for line in lines if {each.value for each in numbers(line)} & set(report.dates)]
        return dated(report.dates, language), stating or lines[:1]
    value: str = {
        "place": report.place,
        "body": report.body,
        "status": report.status,
        "title": report.title,
        "symbol": report.symbol,
    }.get(field, "")
    if not value and field == "body":
        value = next((line for line in lines if stated("body", "", line, (), report.language)), "")
    if not value and field == "place":
        return "", [line for line in lines if any(name.kind == "place" for name in names(line))][:1]
    if not value:
        return "", []
    stating = [line for line in lines if plain(line) in plain(value) or plain(value) in plain(line)]
    return _translated(value, report.language, language), stating or lines[:1]


def _issued(lines: list[str]) -> list[str]:
    """The line with the date of issue: at «Distr.» or soon after it."""
    marked = [at for at, line in enumerate(lines) if shows(line, "title_page", "issued")]
    after = lines[marked[0] : marked[0] + 3] if marked else []
    return [line for line in after if any(each.kind == "date" for each in numbers(line))][:1]


def _in_force(report: Report) -> Paragraph | None:
    """The last article that says from when a law holds."""
    body = [each for each in report.paragraphs if each.kind != "header"]
    return next((each for each in reversed(body) if shows(each.text, "title_page", "force")), None)


def _translated(value: str, source: str, target: str) -> str:
    """A value with the glossary's word for it when all of it is one term."""
    for term in translations(value, source, target):
        if term.end - term.start >= len(value.strip()) - 1:
            return f"{term.words[0]} ({value})"
    return value


def outline(wanted: Wanted, found: Found) -> Draft | None:
    """The headings of a report, or the main points of what the question names."""
    report = found.reports.get(found.subject)
    if report is None:
        return None
    if "summary" in wanted.fields:
        if not found.chosen:
            return None
        return points(wanted, found.chosen, report)
    sentences = []
    for heading in report.headings:
        inside = [each for each in under(report.paragraphs, [heading]) if each.kind != "item"]
        inside = inside if len(inside) <= MOST_CITED else inside[:1]
        if inside:
            indent = (
                "　" * (heading.level - 1) if wanted.language.startswith("zh") else "  " * (heading.level - 1)
            )
            text = indent + joined(f"{heading.mark} ", heading.title)
            sentences.append(Sentence(text, tuple(each.id for each in inside)))
    if not sentences:
        return points(wanted, found.chosen, report)
    opening = say("answer.outline_open", wanted.language)
    return Draft("answered", tuple(sentences), opening=opening, listed=True)


def section_titles(wanted: Wanted, found: Found) -> Draft | None:
    """What the named sections are called, when no more is asked of them."""
    report = found.reports.get(found.subject)
    if report is None or not wanted.sections or not shows(wanted.question.text, "field", "title"):
        return None
    if len(content_words(wanted.topic)) > 1:  # more than «title», «llama»
        return None
    named = sections_named(report, wanted.sections)
    opens = [(heading, next(iter(under(report.paragraphs, [heading])), None)) for heading in named]
    sentences = [
        Sentence(f"{heading.mark} {heading.title}".strip(), (first.id,)) for heading, first in opens if first
    ]
    if not sentences:
        return None
    return Draft("answered", tuple(sentences), opening=quoted_from(report, wanted, sentences))


def points(
    wanted: Wanted, paragraphs: Sequence[Paragraph], report: Report, most: int = MOST_POINTS
) -> Draft | None:
    """Extractive: the sentences that carry the paragraphs, in the report's order, each section heard; as
    many as the question asks for."""
    body = [each for each in paragraphs if each.kind != "header" and each.text.strip()]
    if any(each.kind == "item" for each in body):
        body = [each for each in body if each.kind != "lead"]
    if not body:
        return None
    asked = _points_asked(wanted.text)
    kept = _central(body, report, asked or most) if asked or len(body) > 2 * most else body
    sentences: list[Sentence] = []
    lead = ""
    for each in kept:
        text = _carrying(each, report)
        text = joined(each.lead, text) if each.lead and each.lead != lead else text
        lead = each.lead
        sentences.append(Sentence(ended(text), (each.id,)))
    frame = quoted_from(report, wanted)
    opening = series([part for part in (say("answer.summary_open", wanted.language), frame) if part], "en")
    opening = f"{frame} " * bool(frame) + say("answer.summary_open", wanted.language)
    return Draft("answered", tuple(sentences), opening=opening, listed=True)


def _points_asked(text: str) -> int:
    """How many sentences or points a question wants, 0 where it does not say: «in three sentences»."""
    measured = pattern("kind", "measured").search(plain(text))
    if not measured:
        return 0
    written = _HAN_NUMERAL.search(measured[0])
    asked = [han(written[0])] if written else [int(each.value) for each in numbers(measured[0])]
    return min(asked[0], MOST_POINTS) if asked else 0


def _central(body: Sequence[Paragraph], report: Report, most: int) -> list[Paragraph]:
    """At most so many paragraphs, in the report's order: the most central one of each section first."""
    ranked = sorted(body, key=lambda each: -_centrality(each, report))
    heard = {each.headings[-1].start if each.headings else 0: each.id for each in reversed(ranked)}
    firsts = set(heard.values())
    ranked.sort(key=lambda each: each.id not in firsts)
    kept = {each.id for each in ranked[:most]}
    return [each for each in body if each.id in kept]


def _carrying(paragraph: Paragraph, report: Report) -> str:
    """The sentence of a paragraph that shares most with the rest of the report; the first on a tie."""
    spans = sentences_of(paragraph.text)
    rarity = rarity_in(report)
    texts = [paragraph.text[start:end] for start, end in spans]
    return max(
        texts, key=lambda text: round(_common(paragraph_tokens(text, report.language), rarity.counts), 1)
    )


def _centrality(paragraph: Paragraph, report: Report) -> float:
    return _common(paragraph_tokens(paragraph.text, report.language), rarity_in(report).counts)


def _common(tokens: frozenset[str], counts: dict[str, int]) -> float:
    """How many other paragraphs the tokens stand in, for long tokens, on a scale that length damps."""
    shared = sum(counts.get(token, 1) - 1 for token in tokens if len(token) > 1)
    return shared / (len(tokens) + 20)
