"""Titles inside the text that the reader takes for paragraphs: «Nigeria» over the lines of a box. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answering.draft import Draft, Wanted
from assistant.answering.lists import listing
from assistant.answering.structure import is_caption
from assistant.language.names import names
from assistant.language.normal import plain
from assistant.model import Paragraph, Report

MOST = 12  # paragraphs below one that are listed


def captioned(wanted: Wanted, reports: Mapping[str, Report]) -> Draft | None:
    """All that stands below the captions which a question names, when it asks for nothing of its own kind
    there: «What was achieved in Nigeria?», «… as opposed to Ghana?». None where one is not a caption."""
    if wanted.asks or wanted.premise or wanted.leaning is not None:
        return None
    asked = {name.code for name in names(wanted.text) if name.kind == "country"}
    if not asked:
        return None
    for report in reports.values():
        named = [
            (code, below)
            for caption, below in _captions(report)
            if len(below) <= MOST and (code := _named_alone(caption)) in asked
        ]
        if {code for code, _ in named} == asked:
            told = [each for _, below in named for each in below]
            return listing(replace(wanted, kind="list"), told, report)
    return None


def _captions(report: Report) -> list[tuple[Paragraph, Sequence[Paragraph]]]:
    """The captions with what stands below each, up to the next one, a numbered paragraph or a heading."""
    found: list[tuple[Paragraph, list[Paragraph]]] = []
    for before, paragraph in zip((None, *report.paragraphs), report.paragraphs, strict=False):
        if is_caption(paragraph):
            found.append((paragraph, []))
        elif found and before is not None and (before is found[-1][0] or before in found[-1][1][-1:]):
            same = paragraph.headings == found[-1][0].headings and paragraph.kind == "paragraph"
            if same and not re.match(r"\d", paragraph.ref):
                found[-1][1].append(paragraph)
    return [(caption, below) for caption, below in found if below]


def _named_alone(caption: Paragraph) -> str:
    """The country that a caption is nothing but the name of."""
    text = plain(caption.text).strip()
    own = [name for name in names(caption.text) if name.kind == "country"]
    alone = len(own) == 1 and own[0].end - own[0].start >= len(text)
    return own[0].code if alone else ""
