"""Who asked, and what the answer rested on: ``audit.sqlite`` of the data folder, for as long as is set.

Every question over HTTP is noted when it has ended, whichever way it came. A thread of its own writes,
so that nobody waits for the disk; what is forgotten is overwritten there.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.errors import HomeError
from assistant.portal.asked import Asked
from assistant.settings import Settings

FILE = "audit.sqlite"
_DAY = 86_400
_BETWEEN = 3_600  # seconds between two rounds of forgetting
_COLUMNS = (
    *("at", "reader", "how", "role", "address", "face", "question", "ended", "outcome", "mode"),
    *("model", "citations", "versions", "generation", "took_ms"),
)
_TABLE = (
    "CREATE TABLE IF NOT EXISTS asked (id INTEGER PRIMARY KEY, at REAL NOT NULL, reader TEXT NOT NULL,"
    " how TEXT NOT NULL, role TEXT NOT NULL, address TEXT NOT NULL, face TEXT NOT NULL, question TEXT,"
    " ended TEXT NOT NULL, outcome TEXT NOT NULL, mode TEXT NOT NULL, model TEXT NOT NULL,"
    " citations TEXT NOT NULL, versions TEXT NOT NULL, generation TEXT NOT NULL, took_ms REAL NOT NULL)"
)
Row = dict[str, Any]
log = logging.getLogger("assistant")


class Audit:
    """Notes questions. ``clock`` gives Unix time; ``lost`` counts those that could not be noted, which
    the log tells too."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        self._path, self._model = settings.home / FILE, settings.model
        self._days, self._texts = settings.audit_days, settings.audit_questions
        self._clock, self._forgot = clock, 0.0
        self._thread = ThreadPoolExecutor(1, "audit")
        self.lost = 0

    def note(self, asked: Asked) -> None:
        """Gives back at once."""
        if self._days:
            self._thread.submit(self._write, asked).add_done_callback(self._written)

    def close(self) -> None:
        """When all is written."""
        self._thread.shutdown(wait=True)

    def _write(self, asked: Asked) -> None:
        with _opened(self._path) as kept:
            self._forget(kept)
            values = self._values(asked)
            marks = ", ".join("?" * len(_COLUMNS))
            kept.execute(f"INSERT INTO asked ({', '.join(_COLUMNS)}) VALUES ({marks})", values)

    def _written(self, done: Future[None]) -> None:
        if failed := done.exception():
            self.lost += 1
            log.error("a question could not be noted in %s", self._path, exc_info=failed)

    def _values(self, asked: Asked) -> tuple[Any, ...]:
        answer, reader = asked.answer, asked.reader
        cited = [citation.id for citation in answer.citations] if answer else []
        generation, versions = "", {}
        if asked.assistant:
            generation = asked.assistant.index.generation
            named = {id.partition("#")[0] for id in cited}
            versions = {one.id: one.sha256 for one in asked.assistant.reports() if one.id in named}
        return (
            *(asked.at, reader.name, reader.how, reader.role, asked.address, asked.face),
            asked.question.text if self._texts else None,
            *(asked.ended, answer.outcome if answer else "", answer.mode if answer else ""),
            self._model if answer and answer.mode == "written" else "",
            *(json.dumps(cited, ensure_ascii=False), json.dumps(versions, ensure_ascii=False)),
            *(generation, round(asked.took * 1000, 3)),
        )

    def _forget(self, kept: sqlite3.Connection) -> None:
        now = self._clock()
        if now - self._forgot >= _BETWEEN:
            kept.execute("DELETE FROM asked WHERE at < ?", (now - self._days * _DAY,))
            self._forgot = now


def rows(home: Path, since: float = 0.0, reader: str = "", report: str = "") -> Iterator[Row]:
    """What is noted, oldest first: since a Unix time, of one reader, of what cites one report.

    ``at`` is in ISO form (UTC), ``question`` None where texts are not kept. Raises HomeError.
    """
    if not (home / FILE).exists():
        return
    asked = "SELECT id, * FROM asked WHERE at >= ? AND (? = '' OR reader = ?) ORDER BY id"
    with _opened(home / FILE) as kept:
        kept.row_factory = sqlite3.Row
        for each in kept.execute(asked, (since, reader, reader)):
            row = dict(each)
            row["at"] = datetime.fromtimestamp(row["at"], UTC).isoformat(timespec="milliseconds")
            row["citations"], row["versions"] = json.loads(row["citations"]), json.loads(row["versions"])
            if not report or report in row["versions"]:
                yield row


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """One transaction; raises HomeError for what is no database."""
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(0o600)
        with closing(sqlite3.connect(path, timeout=5)) as kept, kept:
            kept.execute("PRAGMA secure_delete = ON")
            kept.execute(_TABLE)
            yield kept
    except sqlite3.DatabaseError as error:
        raise HomeError("audit_broken", path=str(path), why=str(error)) from error
