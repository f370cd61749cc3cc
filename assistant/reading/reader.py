"""A file becomes a Report: choose the format, read the lines, find the outline, name the parts."""

from __future__ import annotations

import gc
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from assistant.errors import NotFound, Unreadable
from assistant.language.detect import language_of
from assistant.model import Doubt, Dropped, Report
from assistant.reading import text as plain
from assistant.reading import xml
from assistant.reading.assemble import Assembler
from assistant.reading.furniture import sweep
from assistant.reading.header import facts_of
from assistant.reading.lines import Line, Source, Wrap, wrap_of
from assistant.reading.manifest import Entry, entry_for
from assistant.reading.numbering import marks
from assistant.reading.outline import Block, Outliner
from assistant.reading.safe import parse_xml
from assistant.reading.unfold import unfold

LARGEST = 100  # megabytes
# The first bytes of PNG, JPEG, GIF, WebP and TIFF; of gzip, 7-Zip, RAR and programs for Linux.
_PICTURE = re.compile(rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|II\*\0|MM\0\*", re.DOTALL)
_PACKED = (b"\x1f\x8b\x08", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07")
SUFFIXES = frozenset(
    [".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".xml", ".akn", ".docx", ".pdf"]
)  # of the files that a folder may hold as reports


@contextmanager
def _uncollected() -> Iterator[None]:
    """Lines and marks hold no cycles: the collector would walk a million of them for nothing."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@_uncollected()
def read(path: Path, id: str = "") -> Report:
    """The report in a file; raises NotFound, Unreadable.

    A ``manifest.toml`` beside the file supplies id, title, language, status, symbol and source; a
    given ``id`` goes before its.
    """
    path = Path(path)
    if path.is_dir():
        raise NotFound("is_folder", path=str(path))
    if not path.is_file():
        raise NotFound("no_file", path=str(path))
    try:
        if path.stat().st_size > LARGEST * 2**20:
            raise Unreadable("too_big", limit=LARGEST)
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable("cannot_open", path=str(path), reason=error.strerror or "") from None
    entry = entry_for(path)
    sha256 = hashlib.sha256(data).hexdigest()
    return _report(_draft_of(data, path.suffix.lower()), id or entry.id or id_of(path), entry, sha256)


@_uncollected()
def read_text(text: str, id: str, language: str = "") -> Report:
    """The report in a text, without a file; raises Unreadable."""
    plain.refuse_binary(text)
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return _report(_outlined(plain.source_of(text)), id, Entry(language=language), sha256)


def id_of(path: Path) -> str:
    """The file's name without its last extension, with spaces, «#» and «/» made «-»."""
    return re.sub(r"[\s#/]", "-", path.stem)


def kept_id(path: Path) -> str:
    """The id under which a file is kept beside others: its own, or its whole name, extension included,
    where a file that comes before it in the folder has the same («law.txt», «law.xml»)."""
    own = entry_for(path).id or id_of(path)
    twins = (path.with_suffix(suffix) for suffix in SUFFIXES if path.suffix)
    before = [twin for twin in twins if twin.name < path.name and twin.is_file()]
    shared = any((entry_for(twin).id or id_of(twin)) == own for twin in before)
    return re.sub(r"[\s#/]", "-", path.name) if shared else own


@dataclass(frozen=True, slots=True)
class _Draft:
    """Lines and the blocks they form, before refs and offsets."""

    lines: Sequence[Line]
    blocks: Sequence[Block]
    dropped: Sequence[Dropped]
    doubts: Sequence[Doubt]
    facts: Mapping[str, str]


def _draft_of(data: bytes, suffix: str) -> _Draft:
    """Choose the format by the first bytes, the file's name only where they do not tell."""
    if _PICTURE.match(data):
        raise Unreadable("picture_file")
    if data.startswith(_PACKED):
        raise Unreadable("binary_file")
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF") or b"%PDF-" in data[:1024]:
        return _outlined(_module("pdf").source_of(data))
    if head.startswith(b"PK\x03\x04"):
        return _outlined(_module("docx").source_of(data))
    if suffix in (".html", ".htm", ".xhtml") or re.match(rb"(?i)<!doctype html|<html|<head|<body", head):
        return _outlined(_module("html").source_of(data))
    if suffix in (".xml", ".akn") or head.startswith(b"<?xml"):
        made = xml.blocks_of(parse_xml(data))
        return _Draft(made.lines, made.blocks, made.dropped, (), made.facts)
    return _outlined(plain.source_of(plain.decode(data), markdown=suffix in (".md", ".markdown")))


def _module(name: str) -> ModuleType:
    return import_module(f"assistant.reading.{name}")


def _outlined(source: Source) -> _Draft:
    source = unfold(sweep(_titled(source)))
    if not source.lines:
        raise Unreadable("empty_file")
    wrap = Wrap(0, 0) if source.whole else wrap_of(source.lines)
    outliner = Outliner(source.lines, wrap)
    return _Draft(source.lines, outliner.run(), source.dropped, outliner.doubts, source.facts)


def _titled(source: Source) -> Source:
    """A first heading that has no number and no equal is the report's title."""
    places = [i for i, line in enumerate(source.lines) if line.role == "heading"]
    if len(places) < 2:
        return source
    first = source.lines[places[0]]
    if first.mark or marks(first.text) or any(source.lines[i].level <= first.level for i in places[1:]):
        return source
    source.lines[places[0]] = first._replace(role="title")
    source.facts.setdefault("title", first.text)
    return source


def _report(draft: _Draft, id: str, entry: Entry, sha256: str) -> Report:
    if not draft.blocks:
        raise Unreadable("empty_file")
    made = Assembler(draft.lines, draft.blocks).run()
    paragraphs, footnotes = made.named(id)
    text = made.text
    facts = facts_of(made.header)
    return Report(
        id=id,
        title=entry.title or draft.facts.get("title", "") or facts.title or id,
        language=entry.language or draft.facts.get("language", "") or language_of(text),
        text=text,
        paragraphs=paragraphs,
        headings=tuple(made.headings),
        footnotes=footnotes,
        dropped=tuple(sorted([*draft.dropped, *made.dropped], key=lambda part: part.line)),
        doubts=tuple(sorted([*draft.doubts, *made.doubts], key=lambda doubt: doubt.line)),
        status=entry.status or facts.status,
        symbol=entry.symbol or draft.facts.get("symbol", "") or facts.symbol,
        dates=facts.dates,
        place=facts.place,
        body=facts.body,
        source=entry.source,
        sha256=sha256,
    )
