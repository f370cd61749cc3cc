"""Which of the reports a question names: by symbol, title, body, year or language. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.normal import plain
from assistant.model import ReportSummary

SHARE = 0.75  # of a title's pairs of characters that name it

_DOCUMENT = re.compile(
    r"报告|文件|决议|草案|法|宣言|report|document|resolution|draft|law|declaration|rapport|informe|resolucion"
    r"|доклад|резолюци|تقرير|قرار"
)


def named_reports(text: str, reports: Sequence[ReportSummary]) -> tuple[str, ...]:
    """The reports named, none when the question names none or cannot tell them apart."""
    simple = plain(text)
    by_symbol = [report.id for report in reports if report.symbol and plain(report.symbol) in simple]
    by_id = [report.id for report in reports if len(report.id) > 5 and plain(report.id) in simple]
    if by_symbol or by_id:
        return tuple(dict.fromkeys(by_symbol + by_id))
    by_title = [report.id for report in reports if _titled(report, simple)]
    chosen = by_title or _by_year(simple, reports)
    return tuple(chosen) if 0 < len(chosen) < max(len(reports), 2) else ()


def _titled(report: ReportSummary, simple: str) -> bool:
    title = re.sub(r"\s+", "", plain(report.title))
    if len(title) < 4:
        return False
    squeezed = re.sub(r"\s+", "", simple)
    if title in squeezed:
        return True
    pairs = {title[at : at + 2] for at in range(len(title) - 1)}
    held = sum(pair in squeezed for pair in pairs)
    return len(pairs) >= 6 and held >= SHARE * len(pairs)


def _by_year(simple: str, reports: Sequence[ReportSummary]) -> list[str]:
    """«the 2018 report»: a year beside the word for a document."""
    years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", simple))
    if (
        not years
        or not _DOCUMENT.search(simple)
        or not re.search(
            r"\d{4}\s?年?(的|度)?\W*(报告|文件|决议|会议)|report|document|rapport|informe|доклад|تقرير",
            simple,
        )
    ):
        return []
    return [report.id for report in reports if {date[:4] for date in report.dates} & years]
