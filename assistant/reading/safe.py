"""Opening what strangers sent: archives and XML within limits of size and depth."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from assistant.errors import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

_LARGEST_PART = 120 * 2**20  # bytes, unpacked
_LARGEST_RATIO = 200


def archive(data: bytes, format: str) -> dict[str, bytes]:
    """The XML parts of a zip archive; raises Unreadable for a bomb, a lock or damage."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            infos = [info for info in packed.infolist() if info.filename.endswith((".xml", ".rels"))]
            if any(info.flag_bits & 1 for info in infos):
                raise Unreadable("locked_file")
            total = sum(info.file_size for info in infos)
            if total > _LARGEST_PART or total > _LARGEST_RATIO * len(data) + 2**22 or len(infos) > 5000:
                raise Unreadable("unsafe_file")
            return {info.filename: _limited(packed, info) for info in infos}
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, zlib.error) as error:
        raise Unreadable("broken_file", format=format) from error


def _limited(packed: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A part no longer than its directory entry says: the entry itself may lie."""
    with packed.open(info) as part:
        content = part.read(info.file_size + 1)
    if len(content) > info.file_size:
        raise Unreadable("unsafe_file")
    return content


def parse_xml(data: bytes, format: str = "XML") -> _Element:
    """The root of an XML document; raises Unreadable. No entity is expanded, nothing is fetched."""
    from lxml import etree

    if b"<!ENTITY" in data or b"<\x00!\x00E\x00N\x00T" in data or b"\x00<\x00!\x00E\x00N\x00T" in data:
        raise Unreadable("unsafe_file")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error) or "huge" in str(error).lower():
            raise Unreadable("unsafe_file") from None
        raise Unreadable("broken_file", format=format) from None


def local(element: Any) -> str:
    """An element's name without its namespace; empty for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
