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
from assistant.index.serial import report_from_json
from assistant.model import Report

_FEW = 1_000  # paragraphs that this process puts itself: the second one takes 0.2 s to start
_PATIENCE = 60.0  # seconds that the second process has to tidy up when it is to end
_READY, _KEEP, _KEPT = b"ready", b"keep", b"kept"


class Shelving:
    """Puts reports on shelves, one at a time."""

    def __init__(self) -> None:
        self._paragraphs = 0
        self._second: Second | None = None

    @contextmanager
    def putting(self, report: Report, written: bytes, shelf: Lexical, beside: bool = True) -> Iterator[None]:
        """The words of a report, which is also given as JSON, on a shelf in the place of older ones, seen
        when the block ends well.

        ``beside``: the block keeps this process busy. Raises HomeError while another changes the shelf,
        before the block begins; OSError when the second process fails after it.
        """
        self._paragraphs += len(report.paragraphs) if beside else 0
        if beside and self._paragraphs >= _FEW and self._begun(shelf, written):
            with ExitStack() as undone:
                undone.callback(self.close)
                yield
                self._kept()
                undone.pop_all()
            shelf.reload()
        else:
            with shelf.change() as change:
                _put(change, report, written)
                yield

    def close(self) -> None:
        """End the second process, if there is one; what was not to be kept is gone."""
        if self._second:
            self._second.end()
        self._second, self._paragraphs = None, 0

    def _begun(self, shelf: Lexical, written: bytes) -> bool:
        """Whether the second process has the shelf to itself and puts the report there."""
        self._second = self._second or _started()
        if self._second:
            self._second.tell(json.dumps(str(shelf.folder)).encode(), written)
            if self._second.heard() == _READY:
                return True
        self.close()
        return False

    def _kept(self) -> None:
        assert self._second
        self._second.tell(_KEEP)
        answer = self._second.heard()
        if answer != _KEPT:
            raise OSError(errno.EIO, answer.decode() or os.strerror(errno.EPIPE))


class Second:
    """The second process, which is told lines and answers with lines."""

    def __init__(self) -> None:
        # Modules are found where this process finds them, and nowhere else.
        code = f"import sys; sys.path[:] = {sys.path!r}; from {__name__} import serve; serve()"
        pipe = subprocess.PIPE
        # In a session of its own, so that Ctrl-C reaches only this process, which then ends it.
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", code], stdin=pipe, stdout=pipe, start_new_session=True
        )
        self.end = weakref.finalize(self, _end, self.process)

    def tell(self, *lines: bytes) -> None:
        told: Any = self.process.stdin
        with suppress(OSError):  # what is heard then says that it is gone
            told.write(b"".join(line + b"\n" for line in lines))
            told.flush()

    def heard(self) -> bytes:
        """A line; empty when the process is gone."""
        heard: Any = self.process.stdout
        line: bytes = heard.readline()
        return line.strip()


def _started() -> Second | None:
    try:
        return Second()
    except (OSError, TypeError):  # no interpreter to be had
        return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """It ends when it is told nothing more, once it has tidied up."""
    with suppress(OSError), process:
        told: Any = process.stdin
        with suppress(OSError):
            told.close()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()


def serve() -> None:
    """What the second process does: put the reports that it is told of, one after the other."""
    told = sys.stdin.buffer
    for folder in told:
        try:
            with Lexical(Path(json.loads(folder))).change(_say_kept) as change:
                written = told.readline().strip()
                _say(_READY)
                _put(change, report_from_json(written), written)
                if told.readline().strip() != _KEEP:
                    raise EOFError  # so that nothing is committed
        except EOFError:
            return
        except (OSError, ValueError, HomeError) as error:
            _say(" ".join(str(error).split()).encode())
            return


def _say_kept() -> None:
    _say(_KEPT)


def _say(answer: bytes) -> None:
    with suppress(BrokenPipeError):
        sys.stdout.buffer.write(answer + b"\n")
        sys.stdout.buffer.flush()


def _put(change: Change, report: Report, written: bytes) -> None:
    change.remove(report.id)
    change.add(report.id, written, entries(report, stem))
