"""A Word document with Word's own footnotes, which python-docx cannot make by itself.

A footnote is a ``w:footnote`` of the part ``word/footnotes.xml`` (ECMA-376, 17.11), named by a
``w:footnoteReference`` in the text; the ids -1 and 0 belong to the line above the footnotes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
_FONTS = {"zh": ("SimSun", "zh-CN"), "zh-Hant": ("PMingLiU", "zh-TW")}
# What XML 1.0 cannot hold.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Document:
    """Built from the top down; ``language`` is the reader's."""

    def __init__(self, language: str) -> None:
        import docx
        from docx.oxml.ns import qn

        self._document = docx.Document()
        self._right = language == "ar"
        self._notes: list[str] = []
        font, code = _FONTS.get(language, ("SimSun", "zh-CN"))
        normal: Any = self._document.styles["Normal"]
        normal.font.name = "Times New Roman"
        fonts = normal.element.rPr.rFonts
        fonts.set(qn("w:eastAsia"), font)
        self._document.core_properties.language = code if language.startswith("zh") else language
        self._document.core_properties.author = "Report Assistant"

    def heading(self, text: str) -> None:
        self._turned(self._document.add_heading(_clean(text), 2))

    def paragraph(self, runs: Sequence[tuple[str, str]], listed: bool = False) -> None:
        """Runs of (text, its footnote or "")."""
        paragraph = self._document.add_paragraph(style="List Bullet" if listed else None)
        for text, note in runs:
            run = paragraph.add_run(_clean(text))
            if self._right:
                run.font.rtl = True
            if note:
                self._refer(paragraph, note)
        self._turned(paragraph)

    def content(self) -> bytes:
        """The file's bytes."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        body = self._document.part
        uri = PackURI("/word/footnotes.xml")
        body.relate_to(Part(uri, _TYPE, self._footnotes(), body.package), _RELATION)
        file = io.BytesIO()
        self._document.save(file)
        return file.getvalue()

    def _refer(self, paragraph: Any, note: str) -> None:
        from docx.oxml import parse_xml

        self._notes.append(note)
        xml = f'<w:r xmlns:w="{_SPACE}">{_RAISED}<w:footnoteReference w:id="{len(self._notes)}"/></w:r>'
        paragraph._p.append(parse_xml(xml))

    def _turned(self, paragraph: Any) -> None:
        """Right to left where the reader's language is."""
        if self._right:
            from docx.oxml import OxmlElement

            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))

    def _footnotes(self) -> bytes:
        lines = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{element}/></w:r></w:p></w:footnote>'
            for number, kind, element in (
                (-1, "separator", "separator"),
                (0, "continuationSeparator", "continuationSeparator"),
            )
        )
        bidi = "<w:pPr><w:bidi/></w:pPr>" if self._right else ""
        notes = "".join(
            f'<w:footnote w:id="{number}"><w:p>{bidi}<w:r>{_RAISED}<w:footnoteRef/></w:r>'
            f'<w:r><w:t xml:space="preserve"> {escape(_clean(note))}</w:t></w:r></w:p></w:footnote>'
            for number, note in enumerate(self._notes, 1)
        )
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        return f'{head}<w:footnotes xmlns:w="{_SPACE}">{lines}{notes}</w:footnotes>'.encode()


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)
