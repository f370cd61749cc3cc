"""Which reports a scope names. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from assistant.errors import NotFound
from assistant.language.names import names
from assistant.language.normal import plain
from assistant.model import ReportSummary, Scope

_DRAFT = re.compile("草稿|草案|draft|projet|proyecto|проект|مشروع")


def _has_body(report: ReportSummary, name: str) -> bool:
    return plain(name) in plain(report.body) or bool(bodies(name) & bodies(report.body))


def _has_status(report: ReportSummary, name: str) -> bool:
    drafts = _DRAFT.search(plain(name)) and _DRAFT.search(plain(report.status))
    return plain(name) in plain(report.status) or bool(drafts)


_HOLDS: dict[str, Callable[[ReportSummary, str], bool]] = {
    "bodies": _has_body,
    "years": lambda report, year: any(date[:4] == year for date in report.dates),
    "languages": lambda report, code: (report.language + "-").lower().startswith(code.lower() + "-"),
    "statuses": _has_status,
}


@lru_cache(maxsize=10_000)
def bodies(text: str) -> frozenset[str]:
    """The bodies that a text names, whatever its language: the codes of ``language.names``."""
    return frozenset(name.code for name in names(text) if name.kind == "body")


def reports_in(within: Scope, known: Mapping[str, ReportSummary], *, strict: bool = True) -> tuple[str, ...]:
    """The ids of the reports in a scope, in the order in which they are known.

    Raises NotFound for a report that is not known, and, when ``strict``, when there are reports but none
    in the scope.
    """
    for id in within.reports:
        if id not in known:
            raise NotFound("unknown_report", id=id, known=", ".join(known))
    chosen = [report for report in known.values() if report.id in within.reports or not within.reports]
    for field, holds in _HOLDS.items():
        if values := [value.strip() for value in getattr(within, field) if value.strip()]:
            chosen = [report for report in chosen if any(holds(report, value) for value in values)]
    if strict and known and not chosen:
        raise NotFound("nothing_within", chosen=told(within))
    return tuple(report.id for report in chosen)


def told(within: Scope) -> str:
    """What limits a scope, for people."""
    fields = ("reports", *_HOLDS, "sections")
    named = [f"{field}: {', '.join(values)}" for field in fields if (values := getattr(within, field))]
    return "; ".join(named)
