"""Sentences as vectors, beside those of their paragraphs.

A question is often about one sentence, which the vector of a long paragraph says little of; the mean of
the paragraph's cosine and its best sentence's finds more than either (eval/LOG.md).
"""

from __future__ import annotations

import re

from assistant.index.embedding import Embedding, Vectors
from assistant.index.entries import read
from assistant.model import Paragraph, Report

_SHORTEST = 6  # characters of what counts as a sentence
_END = re.compile(r"(?<=[。！？；!?;؟؛\n])|(?<=\. )")


def told(report: Report, embedding: Embedding) -> tuple[list[str], Vectors]:
    """The vector of each sentence, before it the id of its paragraph; none of a paragraph that is only one
    sentence. Nothing where what the embedding's cosines mean is not known."""
    if embedding.near is None:
        return [], []
    said = [(paragraph.id, sentence) for paragraph in report.paragraphs for sentence in _of(paragraph)]
    return [id for id, _ in said], embedding.passages([sentence for _, sentence in said])


def _of(paragraph: Paragraph) -> list[str]:
    found = [one.strip() for one in _END.split(paragraph.text)]
    found = [one for one in found if len(one) >= _SHORTEST]
    return [] if found == [read(paragraph).strip()] else found
