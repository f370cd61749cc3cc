"""``manifest.toml`` beside the reports: what a file is, where its text does not say it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path


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
