"""Several answers as one: each part under its own words, no part twice. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.draft import Draft, Wanted
from assistant.language.phrases import say
from assistant.model import Outcome, Sentence


def together(drafts: Sequence[Draft], wanted: Wanted) -> Draft:
    """One draft of several; a part that the reports do not answer is named."""
    shown = [
        replace(
            draft,
            opening=say("answer.partial", wanted.language, part=part.text.partition(" (")[0].strip("?？؟ ")),
        )
        if draft.outcome == "refused"
        else draft
        for draft, part in zip(drafts, wanted.parts, strict=True)
    ]
    outcomes = {draft.outcome for draft in drafts}
    outcome: Outcome = "answered"
    if outcomes == {"refused"}:
        outcome = "refused"
    elif "refused" in outcomes:
        outcome = "partial"
    elif "premise" in outcomes:
        outcome = "premise"
    shown = _once(shown)
    sentences = tuple(sentence for draft in shown for sentence in draft.sentences)
    nearest = tuple(dict.fromkeys(id for draft in drafts for id in draft.nearest))
    notes = tuple(note for draft in drafts for note in draft.notes)
    return Draft(outcome, sentences, nearest=nearest, notes=notes, parts=tuple(shown))


def _once(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without sentences that an earlier one has; one that has nothing of its own is left out."""
    kept: list[Draft] = []
    said: set[Sentence] = set()
    for draft in drafts:
        fresh = tuple(sentence for sentence in draft.sentences if sentence not in said)
        told = {earlier.opening for earlier in kept}
        if fresh == draft.sentences or (draft.opening and draft.opening not in told):
            kept.append(draft)  # «date: …», «three are listed:» stand before their sentences
        elif fresh:
            kept.append(replace(draft, sentences=fresh))
        said.update(draft.sentences)
    return kept
