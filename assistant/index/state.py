"""What a question sees from its beginning to its end: the reports and their words at one moment.

Who writes puts another state in the place of this one; who asks keeps the one that was there, whose
words Tantivy holds open as long. So nobody who asks waits for a writer, or sees half of a report.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock

from assistant.index.catalogue import Catalogue
from assistant.index.lexical import Words
from assistant.index.serial import report_from_json
from assistant.index.shelves import OPEN, Groups, Searched, Several
from assistant.model import Report, ReportSummary

_READ = 64  # reports kept as they were read


@dataclass(frozen=True, slots=True)
class State:
    """``settled`` is false where another process was just writing when the index was opened: its words
    may be newer than the catalogue."""

    catalogue: Catalogue = field(default_factory=Catalogue)
    shelves: Mapping[Groups, Words] = field(default_factory=dict)
    settled: bool = True

    def seen_by(self, groups: frozenset[str] | None) -> Mapping[str, ReportSummary]:
        """The reports that members of ``groups`` may see (None: all), in the order in which they were
        first put."""
        reports, circle = self.catalogue.reports, self.catalogue.circle
        if groups is None:
            return reports
        return {id: one for id, one in reports.items() if not circle(id) or groups.intersection(circle(id))}

    def words(self, reports: Iterable[str]) -> Searched:
        """The shelf of what is open, and those that these reports stand on."""
        circles = {OPEN, *map(self.catalogue.circle, reports)}
        shelves = [self.shelves[circle] for circle in sorted(circles) if circle in self.shelves]
        return shelves[0] if len(shelves) == 1 else Several(shelves)

    def whole(self, id: str) -> bytes | None:
        """The JSON of a report."""
        shelf = self.shelves.get(self.catalogue.circle(id))
        return shelf.whole(id) if shelf else None


class Reports:
    """Reports as they were read last, each once; safe to share by threads."""

    def __init__(self) -> None:
        self._read: OrderedDict[tuple[str, str], Report] = OrderedDict()
        self._turn = Lock()

    def of(self, state: State, id: str) -> Report | None:
        """None where the state's words do not hold it."""
        key = id, state.catalogue.digests.get(id, "")
        with self._turn:
            if found := self._read.get(key):
                self._read.move_to_end(key)
                return found
        payload = state.whole(id)
        report = report_from_json(payload) if payload else None
        if report and state.settled:
            with self._turn:
                self._read[key] = report
                while len(self._read) > _READ:
                    self._read.popitem(last=False)
        return report
