"""A file becomes a Report: choose the format, read the lines, find the outline, name the parts."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from assistant.errors import NotFound, Unreadable
from assistant.language.detect import language_of
from assistant.model import Dropped, Report
from assistant.reading import text as plain
from assistant.reading.assemble import Assembler
from assistant.reading.header import facts_of
from assistant.reading.lines import Source, wrap_of
from assistant.reading.manifest import Entry, entry_for
from assistant.reading.outline import Outliner


def read(path: Path) -> Report:
    """The report in a file; raises NotFound, Unreadable.

    A ``manifest.toml`` beside the file supplies id, title, language, status, symbol and source.
    """
    path = Path(path)
    if not path.is_file():
        raise NotFound("no_file", path=str(path))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable("cannot_open", path=str(path), reason=error.strerror or "") from None
    source = plain.source_of(plain.decode(data))
    entry = entry_for(path)
    sha256 = hashlib.sha256(data).hexdigest()
    return report_of(source, entry.id or id_of(path), entry, sha256)


def read_text(text: str, id: str, language: str = "") -> Report:
    """The report in a text, without a file; raises Unreadable."""
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return report_of(plain.source_of(text), id, Entry(language=language), sha256)


def id_of(path: Path) -> str:
    return re.sub(r"[\s#/]", "-", path.stem)


def report_of(source: Source, id: str, entry: Entry, sha256: str) -> Report:
    if not source.lines:
        raise Unreadable("empty_file")
    wrap = wrap_of(source.lines)
    outliner = Outliner(source.lines, wrap)
    made = Assembler(id, source.lines, outliner.run()).run()
    text = made.text
    facts = facts_of(made.header)
    dropped: list[Dropped] = sorted(source.dropped, key=lambda part: part.line)
    doubts = sorted([*outliner.doubts, *made.doubts], key=lambda doubt: doubt.line)
    return Report(
        id=id,
        title=entry.title or source.facts.get("title", "") or facts.title or id,
        language=entry.language or source.facts.get("language", "") or language_of(text),
        text=text,
        paragraphs=tuple(made.paragraphs),
        headings=tuple(made.headings),
        footnotes=tuple(made.footnotes),
        dropped=tuple(dropped),
        doubts=tuple(doubts),
        status=entry.status or facts.status,
        symbol=entry.symbol or source.facts.get("symbol", "") or facts.symbol,
        dates=facts.dates,
        place=facts.place,
        body=facts.body,
        source=entry.source,
        sha256=sha256,
    )
