"""``manifest.toml`` beside the reports: what a file is, where its text does not say it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from assistant.errors import Unreadable


@dataclass(frozen=True, slots=True)
class Entry:
    """One ``[[report]]`` of a manifest; empty fields are left to the reader."""

    file: str = ""
    id: str = ""
    title: str = ""
    language: str = ""
    status: str = ""
    symbol: str = ""
    source: str = ""
    sha256: str = ""


def entry_for(path: Path) -> Entry:
    """The entry of the manifest beside ``path`` that names its file; an empty one if none does."""
    manifest = path.parent / "manifest.toml"
    try:
        table = tomllib.loads(manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Entry()
    known = {field.name for field in fields(Entry)}
    for report in table.get("report", ()):
        if isinstance(report, dict) and report.get("file") == path.name:
            return Entry(**{name: str(value) for name, value in report.items() if name in known})
    return Entry()


def groups_of(path: Path) -> tuple[str, ...] | None:
    """Who may see the file's report by the manifest beside it: ``groups = ["…"]``; None: it says nothing.

    Raises Unreadable for a manifest of another form: what was meant for few is not kept for all.
    """
    manifest = path.parent / "manifest.toml"
    if not manifest.is_file():
        return None
    try:
        table = tomllib.loads(manifest.read_text(encoding="utf-8"))
        groups = next(
            (one.get("groups") for one in table.get("report", ()) if one.get("file") == path.name), None
        )
        if groups is not None and not (isinstance(groups, list) and all(isinstance(g, str) for g in groups)):
            raise ValueError("groups")
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise Unreadable("bad_manifest", path=str(manifest), why=str(error)) from None
    return None if groups is None else tuple(groups)
