"""One writer at a time: a lock that the system lets go of when its process ends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from assistant.errors import HomeError


@contextmanager
def writer_lock(path: Path, patience: float) -> Iterator[None]:
    """Hold ``path``; waits ``patience`` seconds. Raises HomeError when another process keeps it."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise HomeError("home_unwritable", path=str(path.parent), reason=error.strerror or "") from error
    try:
        until = time.monotonic() + patience
        while not _take(handle):
            if time.monotonic() >= until:
                raise HomeError("home_in_use", path=str(path.parent))
            time.sleep(0.05)
        yield
    finally:
        os.close(handle)


@contextmanager
def all_locks(folder: Path, name: str, patience: float) -> Iterator[None]:
    """Hold all files of this name in a folder and its folders; raises as ``writer_lock``."""
    with ExitStack() as held:
        for path in sorted(folder.rglob(name)):
            held.enter_context(writer_lock(path, patience))
        yield


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
