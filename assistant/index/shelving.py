"""The words of a report on their way to a shelf: put there by this process, or by a second one.

Chroma holds the interpreter for as long as it writes, so nothing else is done here meanwhile; a second
process, started once there is enough to put, does the words on another core.
"""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import weakref
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from assistant.errors import HomeError
from assistant.index.entries import entries
from assistant.index.lexical import Change, Lexical, stem
from assistant.index.serial import report_from_json, report_to_json
from assistant.model import Report

_FEW = 1_000  # paragraphs that this process puts itself: the second one takes 0.2 s to start
_KEEP, _KEPT = b"keep", b"kept"


class Shelving:
    """Puts reports on shelves, one at a time."""

    def __init__(self) -> None:
        self._put = 0
        self._second: _Second | None = None

    @contextmanager
    def putting(self, report: Report, shelf: Lexical) -> Iterator[None]:
        """The report's words on a shelf in the place of older ones, seen when the block ends well.

        Raises OSError when the second process fails.
        """
        self._put += len(report.paragraphs)
        if self._put < _FEW:
            with shelf.change() as change:
                _put(change, report, report_to_json(report))
                yield
            return
        with ExitStack() as undone:
            undone.callback(self.close)
            second = self._second = self._second or self._started()
            second.tell(json.dumps(str(shelf.folder)).encode(), report_to_json(report))
            yield
            second.tell(_KEEP)
            second.hear()
            undone.pop_all()
        shelf.reload()

    def close(self) -> None:
        """End the second process, if there is one; what was not to be kept is gone."""
        if self._second:
            self._second.end()
            self._second = None

    def _started(self) -> _Second:
        second = _Second()
        weakref.finalize(self, second.end)
        return second


class _Second:
    """The second process, which is told lines and answers with one."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", f"from {__name__} import serve; serve()"]
        pipe = subprocess.PIPE
        # In a session of its own, so that Ctrl-C reaches only this process, which then ends it.
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, start_new_session=True)

    def tell(self, *lines: bytes) -> None:
        told: Any = self._process.stdin
        with suppress(BrokenPipeError):  # ``hear`` says why
            told.write(b"".join(line + b"\n" for line in lines))
            told.flush()

    def hear(self) -> None:
        heard: Any = self._process.stdout
        answer = heard.readline().strip()
        if answer != _KEPT:
            raise OSError(errno.EPIPE, answer.decode() or os.strerror(errno.EPIPE))

    def end(self) -> None:
        with suppress(BrokenPipeError), self._process:
            self._process.kill()


def serve() -> None:
    """What the second process does: put the reports that it is told of, one after the other."""
    told = sys.stdin.buffer
    for folder in told:
        try:
            shelf = Lexical(Path(json.loads(folder)))
            with shelf.change(_kept) as change:
                written = told.readline().strip()
                _put(change, report_from_json(written), written)
                if told.readline().strip() != _KEEP:
                    raise EOFError("who told of it is gone")
        except (OSError, ValueError, EOFError, HomeError) as error:
            _say(" ".join(str(error).split()).encode())


def _kept() -> None:
    _say(_KEPT)


def _say(answer: bytes) -> None:
    with suppress(BrokenPipeError):
        sys.stdout.buffer.write(answer + b"\n")
        sys.stdout.buffer.flush()


def _put(change: Change, report: Report, written: bytes) -> None:
    change.remove(report.id)
    change.add(report.id, written, entries(report, stem))
