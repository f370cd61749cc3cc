"""What the lexical index holds, and of which state of the store it was made."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from assistant.index.serial import summary_from_json, summary_to_json
from assistant.model import ReportSummary

LAYOUT = 10  # of the lexical index; another number means: rebuild


@dataclass(frozen=True, slots=True)
class Catalogue:
    """``generation`` is the store's; ``changes`` the store's write counter when last seen to agree.

    While a report is being written ``writing`` is set: found so afterwards, the write was broken off.
    ``groups`` names those who may see a report, where not everyone may.
    """

    generation: str = "0"
    changes: int = -1
    embedding: str = ""
    writing: bool = False
    layout: int = LAYOUT
    reports: dict[str, ReportSummary] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def circle(self, id: str) -> tuple[str, ...]:
        """The groups that may see a report, sorted; none: everyone may."""
        return self.groups.get(id, ())

    def size(self, reports: Iterable[str] | None = None) -> int:
        """How many paragraphs these reports have, or all."""
        return sum(self.reports[id].paragraphs for id in (self.reports if reports is None else reports))

    def save(self, path: Path) -> None:
        """Written beside and moved into place, so that a reader sees the old or the new one whole."""
        values = {name: getattr(self, name) for name in self.__slots__ if name != "reports"}
        values["reports"] = [summary_to_json(summary) for summary in self.reports.values()]
        beside = path.with_suffix(".new")
        beside.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
        os.replace(beside, path)

    @classmethod
    def load(cls, path: Path) -> Catalogue | None:
        """None where there is none, or one that cannot be read."""
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            summaries = [summary_from_json(summary) for summary in values.pop("reports")]
            circles = {id: tuple(groups) for id, groups in values.pop("groups", {}).items()}
            return cls(**values, groups=circles, reports={summary.id: summary for summary in summaries})
        except (OSError, ValueError, TypeError, KeyError):
            return None
