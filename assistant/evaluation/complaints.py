"""What readers say is wrong with answers: a queue in the data folder, from which a curator makes questions.

``feedback.jsonl`` holds every verdict of a reader as it came, ``feedback-questions.jsonl`` the questions
made of them, in the form of eval/questions/schema.json, and ``feedback-reviewed.jsonl`` which are done.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from assistant.errors import HomeError
from assistant.evaluation.questions import Case, dump


@dataclass(frozen=True, slots=True)
class Complaint:
    """An answer that a reader found wrong. ``at`` in Unix seconds; ``citations`` are full ids; ``reason``
    is answer, citation, missing or refused, and after a colon the reader's own words."""

    id: str
    at: int
    question: str
    before: tuple[str, ...]
    answer: str
    citations: tuple[str, ...]
    reason: str


class Complaints:
    """The queue of a data folder; safe to share by threads."""

    def __init__(self, home: Path) -> None:
        self.questions = home / "feedback-questions.jsonl"
        self._said = home / "feedback.jsonl"
        self._reviewed = home / "feedback-reviewed.jsonl"
        self._writing = threading.Lock()

    def keep(self, verdict: dict[str, Any]) -> None:
        """Append what a reader said; raises HomeError."""
        self._append(self._said, json.dumps({"at": round(time.time()), **verdict}, ensure_ascii=False) + "\n")

    def waiting(self) -> tuple[Complaint, ...]:
        """Those that nobody has looked at, oldest first."""
        done = {row.get("id") for path in (self._reviewed, self.questions) for row, _ in _rows(path)}
        found = {
            each.id: each
            for row, line in _rows(self._said)
            if row.get("verdict") == "down" and (each := _complaint(row, line)).id not in done
        }
        return tuple(found.values())

    def write(self, complaint: Complaint, case: Case) -> None:
        """A question was made of it; raises HomeError."""
        self._append(self.questions, dump([case]))
        self._done(complaint, case.outcome)

    def discard(self, complaint: Complaint) -> None:
        """Nothing is to be learnt from it; raises HomeError."""
        self._done(complaint, "discarded")

    def _done(self, complaint: Complaint, outcome: str) -> None:
        row = {"id": complaint.id, "at": round(time.time()), "outcome": outcome}
        self._append(self._reviewed, json.dumps(row) + "\n")

    def _append(self, path: Path, text: str) -> None:
        try:
            with self._writing, open(path, "a", encoding="utf-8", opener=_private) as kept:
                kept.write(text)
        except OSError as error:
            raise HomeError("home_unwritable", path=path.parent, reason=error.strerror) from error


def _private(path: str, flags: int) -> int:
    """For its owner only: what readers write may name people."""
    return os.open(path, flags, 0o600)


def _rows(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """The objects of a file with their lines; a line that was not written to its end is passed over."""
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict):
            yield row, line


def _complaint(row: dict[str, Any], line: str) -> Complaint:
    return Complaint(
        id="feedback-" + hashlib.sha256(line.encode()).hexdigest()[:12],
        at=int(row.get("at", 0)),
        question=str(row.get("question", "")),
        before=tuple(map(str, row.get("before", ()))),
        answer=str(row.get("answer", "")),
        citations=tuple(dict.fromkeys(_cited(str(each)) for each in row.get("citations", ()))),
        reason=str(row.get("reason", "")),
    )


def _cited(citation: str) -> str:
    """The page says where its links lead: ``?report=…&quote=…#2(e)``."""
    if not citation.startswith("?"):
        return citation
    parts = urlsplit(citation)
    return f"{''.join(parse_qs(parts.query).get('report', []))}#{parts.fragment}"
