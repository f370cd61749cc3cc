"""Whether anybody has written to a Chroma folder, without opening it."""

from __future__ import annotations

import struct
from pathlib import Path

_DATABASE = "chroma.sqlite3"


def changes(folder: Path) -> int:
    """How often Chroma's database was written, from its SQLite header; −1 when there is none.

    Chroma keeps its database in rollback mode, where every transaction adds one to the number at
    byte 24 of the file (SQLite file format, «file change counter»). So a write by anybody shows
    without opening Chroma, which takes most of a second.
    """
    try:
        with (folder / _DATABASE).open("rb") as database:
            header = database.read(28)
    except OSError:
        return -1
    return int(struct.unpack(">I", header[24:28])[0]) if len(header) == 28 else -1
