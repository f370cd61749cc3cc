"""A report comes in: the bytes of a file, kept under its own name for as long as they are read."""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.errors import AssistantError, HomeError
from assistant.language.phrases import say
from assistant.model import Doubt
from assistant.reading import kept_id
from assistant.settings import Settings

_YIELDING = 10  # of 19: how far an upload lets answers go first
log = logging.getLogger("assistant")


class Intake:
    """One report at a time, for the index has one writer; indexed by a process of its own, for Chroma holds
    the interpreter for as long as it writes, some 1 ms a paragraph, and every reader would wait."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._turn = threading.Lock()

    def take(
        self,
        assistant: Assistant,
        name: str,
        content: bytes,
        language: str,
        groups: Sequence[str] | None = None,
    ) -> dict[str, Any]:
        """Keep a report, to be seen by ``groups``; raises Unreadable. ``name`` may be anything, its last
        120 characters count; the id of a report that ``assistant`` does not show is never touched.

        ``warnings`` say in ``language`` where the reader was unsure.
        """
        plain = re.sub(r"[\x00-\x1f/\\]", "-", name).strip(" .")[-120:] or "report.txt"
        with self._turn, tempfile.TemporaryDirectory() as folder:
            path = _free(Path(folder) / plain, assistant)
            path.write_bytes(content)
            doubts = assistant.read(path).doubts
            id, outcome = self._apart(path, groups)
        return {"id": id, "outcome": outcome, "warnings": [_told(doubt, language) for doubt in doubts]}

    def _apart(self, path: Path, groups: Sequence[str] | None) -> tuple[str, str]:
        command = [
            "-m",
            "assistant",
            "--home",
            str(self.settings.home),
            "--quiet",
            "ingest",
            str(path),
            "--json",
            *(["--open"] if groups is not None and not groups else []),
            *(f"--group={group}" for group in groups or ()),
        ]
        pipe = subprocess.PIPE
        with subprocess.Popen(
            [sys.executable, *command], stdout=pipe, stderr=pipe, encoding="utf-8"
        ) as worker:
            if hasattr(os, "setpriority"):
                with suppress(OSError):  # who asks comes first
                    os.setpriority(os.PRIO_PROCESS, worker.pid, _YIELDING)
            out, complaints = worker.communicate()
        if worker.returncode:
            log.error("indexing %s failed: %s%s", path.name, out, complaints)
            if not out.strip():
                raise AssistantError("internal")
        row = json.loads(out.splitlines()[-1])
        if row["outcome"] == "failed":
            raise HomeError("not_added", reason=row["reason"])
        return row["id"], row["outcome"]


def _told(doubt: Doubt, language: str) -> dict[str, Any]:
    message = say(f"read.{doubt.reason}", language)
    return {"line": doubt.line, "reason": doubt.reason, "message": message}


def _free(path: Path, assistant: Assistant) -> Path:
    """The path by whose name no hidden report goes."""
    stem, number = path.stem, 1
    while assistant.index.hidden(kept_id(path)):
        number += 1
        path = path.with_name(f"{stem}-{number}{path.suffix}")
    return path
