"""Which statements the paragraphs carry, and with which of their citations. Pure.

A statement without a marker of its own is tried with those of its neighbours, the next one first: a
model often marks only the last of several sentences. Borrowing gives nothing away, for every
statement is verified against the very paragraphs that it is shown with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.draft import Found
from assistant.answering.sentences import Statement
from assistant.answering.verify import check
from assistant.language.phrases import say
from assistant.model import Reason


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement with the citations it needs; ``reasons`` is empty when they carry it."""

    text: str
    citations: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()


def judged(statements: Iterable[Statement], found: Found, language: str) -> Iterator[Judged]:
    """Each statement once, in order. An introduction («……如下：») that nothing carries is left out:
    it claims nothing."""
    seen: set[Statement] = set()
    waiting: list[str] = []
    before: tuple[str, ...] = ()
    for statement in statements:
        if statement in seen or not any(character.isalnum() for character in statement.text):
            continue
        seen.add(statement)
        if not statement.citations:
            waiting.append(statement.text)
            continue
        for text in waiting:
            yield from _borrowing(text, (statement.citations, before), found, language)
        waiting.clear()
        before = statement.citations
        yield _judged(statement.text, before, found)
    for text in waiting:
        yield from _borrowing(text, (before,), found, language)


def _borrowing(
    text: str, neighbours: Sequence[tuple[str, ...]], found: Found, language: str
) -> Iterator[Judged]:
    for citations in filter(None, neighbours):
        tried = _judged(text, citations, found)
        if not tried.reasons:
            yield tried
            return
    if text[-1] not in ":：":
        reason = Reason("attribution", text, "", say("write.no_marker", language))
        yield Judged(text, (), (reason,))


def _judged(text: str, citations: tuple[str, ...], found: Found) -> Judged:
    reasons = _reasons(text, citations, found)
    return Judged(text, citations if reasons else _needed(text, citations, found), reasons)


def _needed(text: str, citations: tuple[str, ...], found: Found) -> tuple[str, ...]:
    """The citations without those that neither carry the text alone nor are missed when gone."""
    kept = list(citations)
    for id in reversed(citations):
        others = [other for other in kept if other != id]
        if others and _reasons(text, [id], found) and not _reasons(text, others, found):
            kept = others
    return tuple(kept)


def _reasons(text: str, ids: Sequence[str], found: Found) -> tuple[Reason, ...]:
    report = found.reports[ids[0].partition("#")[0]]
    return check(text, [found.paragraph(id) for id in ids], report)
