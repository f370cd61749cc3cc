"""A report comes in: the bytes of a file, kept under its own name for as long as they are read."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.language.phrases import say
from assistant.model import Doubt
from assistant.settings import Settings

# Chroma holds the interpreter for as long as it writes, some 1 ms a paragraph, and every reader waits:
# what is longer than this is indexed by a process of its own.
LONG = 100_000  # bytes
log = logging.getLogger("assistant")


class Intake:
    """One report at a time, for the index has one writer."""

    def __init__(self, assistant: Assistant, settings: Settings) -> None:
        self.assistant = assistant
        self.settings = settings
        self._turn = threading.Lock()

    def take(self, name: str, content: bytes, language: str) -> dict[str, Any]:
        """Keep a report; raises Unreadable. ``name`` may be anything, its last 120 characters count.

        ``warnings`` say in ``language`` where the reader was unsure.
        """
        plain = re.sub(r"[\x00-\x1f/\\]", "-", name).strip(" .")[-120:] or "report.txt"
        with self._turn, tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / plain
            path.write_bytes(content)
            if len(content) > LONG:
                doubts = self.assistant.read(path).doubts
                id, outcome = self._apart(path)
            else:
                (done,) = self.assistant.ingest([path])
                if done.error:
                    raise done.error
                id, outcome, doubts = done.id, done.outcome, done.doubts
        return {"id": id, "outcome": outcome, "warnings": [_told(doubt, language) for doubt in doubts]}

    def _apart(self, path: Path) -> tuple[str, str]:
        command = [
            "-m",
            "assistant",
            "--home",
            str(self.settings.home),
            "--quiet",
            "ingest",
            str(path),
            "--json",
        ]
        done = subprocess.run([sys.executable, *command], capture_output=True, encoding="utf-8", check=False)
        if done.returncode:
            log.error("indexing %s failed: %s%s", path.name, done.stdout, done.stderr)
            raise AssistantError("internal")
        row = json.loads(done.stdout.splitlines()[-1])
        return row["id"], row["outcome"]


def _told(doubt: Doubt, language: str) -> dict[str, Any]:
    message = say(f"read.{doubt.reason}", language)
    return {"line": doubt.line, "reason": doubt.reason, "message": message}
