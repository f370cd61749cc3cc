"""The found paragraphs as a model sees them: marked, in the report's order, within a budget. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.answering.draft import Found
from assistant.model import Heading, Paragraph, Report

_EARLIER_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Evidence:
    """``text`` for the prompt; ``ids[n - 1]`` is the paragraph that stands behind the marker [n]."""

    text: str
    ids: tuple[str, ...]


def fence(*texts: str) -> str:
    """A word for the lines around texts. It is drawn from the texts, so that none of them can hold
    it and close the fence."""
    return "TEXT-" + hashlib.sha256("\x00".join(texts).encode()).hexdigest()[:16]


def evidence(found: Found, budget: int, count: Callable[[str], int]) -> Evidence:
    """As many paragraphs as ``budget`` tokens hold, each with its headings and lead-in: those the
    question names, then the hits, best first.

    The best one is always in, shortened if it must be. Headings and a lead-in that neighbours
    share are printed once, though each is counted in full: the budget is never exceeded.
    """
    chosen: list[Paragraph] = []
    shortened: dict[str, str] = {}
    for paragraph in (*found.chosen, *(hit.paragraph for hit in found.hits)):
        report = found.reports.get(paragraph.id.partition("#")[0])
        if report is None or any(paragraph.id == other.id for other in chosen):
            continue  # a report that is not looked into cannot be verified against
        cost = count(_block([paragraph], report, 888, shortened))
        if cost > budget and not chosen:
            frame = cost - count(paragraph.text)
            shortened[paragraph.id] = _shorten(paragraph.text, budget - frame, count)
            cost = budget
        if cost <= budget:
            chosen.append(paragraph)
            budget -= cost
    return _printed(chosen, found, shortened)


def trim(earlier: Iterable[str], budget: int, count: Callable[[str], int]) -> str:
    """The latest of the earlier questions, oldest first, in a tenth of the budget."""
    room = budget * _EARLIER_SHARE
    kept: list[str] = []
    for question in reversed(tuple(earlier)):
        line = "- " + " ".join(question.split())
        room -= count(line)
        if room < 0:
            break
        kept.append(line)
    return "\n".join(reversed(kept)) or "-"


def _printed(chosen: Sequence[Paragraph], found: Found, shortened: dict[str, str]) -> Evidence:
    blocks: list[str] = []
    ids: list[str] = []
    for report_id in dict.fromkeys(paragraph.id.partition("#")[0] for paragraph in chosen):
        own = [paragraph for paragraph in chosen if paragraph.id.partition("#")[0] == report_id]
        own.sort(key=lambda paragraph: paragraph.start)
        blocks.append(_block(own, found.reports[report_id], len(ids) + 1, shortened))
        ids += [paragraph.id for paragraph in own]
    return Evidence("\n\n".join(blocks), tuple(ids))


def _block(paragraphs: Sequence[Paragraph], report: Report, first: int, shortened: dict[str, str]) -> str:
    """Paragraphs of one report under its title, marked from ``first`` on."""
    lines = [_title(report)]
    headings: tuple[Heading, ...] = ()
    lead = ""
    for number, paragraph in enumerate(paragraphs, first):
        if paragraph.headings and paragraph.headings != headings:
            sections = (f"{each.mark} {each.title}" for each in paragraph.headings)
            lines.append("Section: " + _plain(" > ".join(sections)))
        if paragraph.lead and paragraph.lead != lead:
            lines.append("Lead-in: " + _plain(paragraph.lead))
        headings, lead = paragraph.headings, paragraph.lead
        text = _plain(shortened.get(paragraph.id, paragraph.text))
        kind = " (title page)" if paragraph.kind == "header" else " (item of the lead-in)" if lead else ""
        lines.append(f"[{number}]{kind} {text}")
    return "\n".join(lines)


def _title(report: Report) -> str:
    facts = (report.title or report.id, report.symbol, report.status, report.body, report.place)
    return "Report: " + _plain("; ".join(filter(None, (*facts, ", ".join(report.dates)))))


def _plain(text: str) -> str:
    """One line, in which nothing looks like one of our markers."""
    return re.sub(r"\[(\d{1,3})\]", r"(\1)", " ".join(text.split()))


def _shorten(text: str, budget: int, count: Callable[[str], int]) -> str:
    """The longest beginning of ``text`` within ``budget`` tokens, found by halving."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if count(text[:middle]) <= budget else (low, middle - 1)
    return text[:low]
