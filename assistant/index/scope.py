"""Which reports a scope names. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.errors import NotFound
from assistant.language.normal import plain
from assistant.model import ReportSummary, Scope

_HOLDS: dict[str, Callable[[ReportSummary, str], bool]] = {
    "bodies": lambda report, name: plain(name) in plain(report.body),
    "years": lambda report, year: any(date[:4] == year for date in report.dates),
    "languages": lambda report, code: (report.language + "-").lower().startswith(code.lower() + "-"),
    "statuses": lambda report, name: plain(name) in plain(report.status),
}


def reports_in(within: Scope, known: Mapping[str, ReportSummary]) -> tuple[str, ...]:
    """The ids of the reports in a scope, in the order in which they are known.

    Raises NotFound for a report that is not known, and when there are reports but none in the scope.
    """
    for id in within.reports:
        if id not in known:
            raise NotFound("unknown_report", id=id, known=", ".join(known))
    chosen = [report for report in known.values() if report.id in within.reports or not within.reports]
    for field, holds in _HOLDS.items():
        if values := [value.strip() for value in getattr(within, field) if value.strip()]:
            chosen = [report for report in chosen if any(holds(report, value) for value in values)]
    if known and not chosen:
        raise NotFound("nothing_within", chosen=told(within))
    return tuple(report.id for report in chosen)


def told(within: Scope) -> str:
    """What limits a scope, for people."""
    fields = ("reports", *_HOLDS, "sections")
    named = [f"{field}: {', '.join(values)}" for field in fields if (values := getattr(within, field))]
    return "; ".join(named)
