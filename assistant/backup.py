"""A data folder as one file, and back, while a server answers from it.

The file is a zip archive: ``manifest.json`` with the layout of the index and the size and SHA-256 of
every other member, then the members. SQLite databases are copied by SQLite's own backup, the index while
no other process may write to it. Restoring looks through all of it before it touches anything, and keeps
what was there before.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import sqlite3
import struct
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO

from assistant import __version__
from assistant.errors import BadBackup, BadSetting, HomeError
from assistant.index.lexical import LOCK
from assistant.index.lock import all_locks, writer_lock
from assistant.index.store import LAYOUT

FORMAT = 1
_MANIFEST = "manifest.json"
_LONGEST_MANIFEST = 64 * 1024 * 1024
_PATIENCE = 60.0  # seconds to wait for a report that is just being added
_PASSED_OVER = re.compile(
    r".*\.(lock|new|new\.npz|part)|.*-(wal|shm|journal)|session\.\d+\..*"
    r"|backup-[a-z0-9_]{8}|restoring-.*|before-restore-.*"
)
# The store first: while the two sides differ, the index goes on with what it has (``index/kept.py``).
_FIRST = ("index/chroma", "index/lexical")
# What has happened is not turned back: used tokens stay used, and the audit log goes on.
_STAYS = ("audit.sqlite", "portal.sqlite")
# What zipfile raises for a damaged archive; RuntimeError for one that calls itself encrypted.
_DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the data folder, by its path in it."""

    path: str
    size: int
    sha256: str


def backup(home: Path, target: Path) -> tuple[Member, ...]:
    """Write the data folder to the file ``target``, readable by its owner only; raises BadSetting when
    there is such a file, and HomeError."""
    if target.exists():
        raise BadSetting("backup_exists", path=str(target))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="backup-", dir=target.parent) as folder:
            with _unwritten(home / "index"):
                members = tuple(_copied(home, Path(folder), target))
            return _packed(Path(folder), members, target)
    except (OSError, sqlite3.Error) as error:
        raise HomeError("backup_failed", path=str(target), why=str(error)) from error


def restore(source: Path, home: Path) -> Path | None:
    """Put a backup in the place of what ``home`` holds, and give the folder where that is kept now; None
    when nothing was there. Raises BadBackup, before anything is changed, and HomeError."""
    try:
        (home / "index").mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="restoring-", dir=home) as folder:
            members = _unpacked(source, Path(folder))
            with _unwritten(home / "index"):
                before = _swapped(home, Path(folder), members)
            _shown(home / "index")
            return before
    except _DAMAGED as error:
        raise BadBackup("backup_damaged", path=str(source), why=str(error)) from None
    except OSError as error:
        if error.errno == errno.EINVAL:  # an archive that says a member begins before the file does
            raise BadBackup("backup_damaged", path=str(source), why=str(error)) from None
        raise HomeError("home_unwritable", path=str(home), reason=str(error)) from error


@contextmanager
def _unwritten(index: Path) -> Iterator[None]:
    """While nobody writes to any index there is: that of a Chroma server lies in a folder of its own."""
    with ExitStack() as held:
        for lock in sorted({index / "writer.lock", *index.rglob("writer.lock")}):
            held.enter_context(writer_lock(lock, _PATIENCE))
        held.enter_context(all_locks(index, LOCK, _PATIENCE))  # of who still tidies up
        yield


def _shown(index: Path) -> None:
    """Let a server that looked while the turn to write was taken, and kept what it had, look once more."""
    for catalogue in index.rglob("catalogue.json"):
        os.utime(catalogue)


def _copied(home: Path, folder: Path, target: Path) -> Iterator[Member]:
    for path in sorted(home.rglob("*")):
        place = path.relative_to(home)
        beside = path.resolve() == target.resolve() or folder.resolve() in path.resolve().parents
        if beside or path.is_symlink() or not path.is_file() or not _is_kept(place):
            continue
        copy = folder / place
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("rb") as file:
                database = file.read(16) == b"SQLite format 3\0"
            (_copy_database if database else shutil.copyfile)(path, copy)
        except FileNotFoundError:
            continue  # gone since it was listed
        if path.suffix == ".jsonl":
            _cut_after_last_line(copy)
        yield Member(place.as_posix(), copy.stat().st_size, _digest(copy))


def _is_kept(place: Path) -> bool:
    return _is_inside(place.as_posix()) and not any(map(_PASSED_OVER.fullmatch, place.parts))


def _copy_database(path: Path, copy: Path) -> None:
    with (
        closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(copy)) as into,
    ):
        source.backup(into)


def _cut_after_last_line(copy: Path) -> None:
    """Of a file that somebody is just adding a line to."""
    content = copy.read_bytes()
    copy.write_bytes(content[: content.rfind(b"\n") + 1])


def _packed(folder: Path, members: tuple[Member, ...], target: Path) -> tuple[Member, ...]:
    manifest = {
        "format": FORMAT,
        "program": __version__,
        "layout": LAYOUT,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "members": [asdict(member) for member in members],
    }
    whole = folder / "whole.part"
    with open(os.open(whole, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
            for member in members:
                archive.write(folder / member.path, member.path)
        file.flush()
        os.fsync(file.fileno())
    os.replace(whole, target)
    return members


def _unpacked(source: Path, folder: Path) -> tuple[Member, ...]:
    """The members, each as the manifest says it is, in ``folder``."""
    if not source.is_file():
        raise BadBackup("no_file", path=str(source))
    with zipfile.ZipFile(source) as archive:
        members = _listed(archive, source)
        if sum(member.size for member in members) > shutil.disk_usage(folder).free:
            raise BadBackup("backup_large", path=str(source))
        for member in members:
            place = folder / member.path
            place.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(member.path) as packed, place.open("xb") as file:
                whole = _taken(packed, file, member)
            if not whole:
                raise BadBackup("backup_damaged", path=str(source), why=member.path)
            place.chmod(0o600)
    return members


def _listed(archive: zipfile.ZipFile, source: Path) -> tuple[Member, ...]:
    names = archive.namelist()
    if _MANIFEST not in names or archive.getinfo(_MANIFEST).file_size > _LONGEST_MANIFEST:
        raise BadBackup("backup_none", path=str(source))
    try:
        manifest = json.loads(archive.read(_MANIFEST))
        found, layout = manifest["format"], manifest["layout"]
        members = tuple(
            Member(str(row["path"]), int(row["size"]), row["sha256"]) for row in manifest["members"]
        )
    except (ValueError, KeyError, TypeError):
        raise BadBackup("backup_none", path=str(source)) from None
    if (found, layout) != (FORMAT, LAYOUT):
        raise BadBackup(
            "backup_layout", path=str(source), found=f"{found}/{layout}", wanted=f"{FORMAT}/{LAYOUT}"
        )
    for name in names:
        if not _is_inside(name):
            raise BadBackup("backup_outside", path=str(source), member=name)
    listed = [_MANIFEST, *(member.path for member in members)]
    if sorted(names) != sorted(listed) or len(set(listed)) != len(listed):
        raise BadBackup("backup_damaged", path=str(source), why=_MANIFEST)
    return members


def _is_inside(name: str) -> bool:
    """Whether a member's name is a plain path below the folder, on any system."""
    parts = PurePosixPath(name).parts
    return (
        "/".join(parts) == name != ""
        and not name.startswith("/")
        and ".." not in parts
        and re.search(r"[\\:\x00-\x1f]", name) is None
    )


def _taken(packed: IO[bytes], file: IO[bytes], member: Member) -> bool:
    """Copy as many bytes as the member is said to have, and no more; whether they are the right ones."""
    digest, left = hashlib.sha256(), member.size
    while chunk := packed.read(min(1 << 20, left + 1)):
        left -= len(chunk)
        if left < 0:
            return False
        digest.update(chunk)
        file.write(chunk)
    return left == 0 and digest.hexdigest() == member.sha256


def _swapped(home: Path, folder: Path, members: tuple[Member, ...]) -> Path | None:
    before = home / f"before-restore-{time.strftime('%Y%m%d-%H%M%S')}"
    units = {_unit(member.path) for member in members}
    for unit in sorted(units, key=lambda unit: (unit not in _FIRST, unit)):
        there, kept = home / unit, before / unit
        if there.exists():
            if unit in _STAYS:
                continue
            kept.parent.mkdir(parents=True, exist_ok=True)
            os.rename(there, kept)
        os.rename(folder / unit, there)
    return before if before.exists() else None


def _unit(path: str) -> str:
    """What is moved as one: a file or folder of the data folder, or of its index."""
    parts = PurePosixPath(path).parts
    return "/".join(parts[: 2 if parts[0] == "index" else 1])


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
