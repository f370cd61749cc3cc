"""The drafts that every way to an answer ends in: sentences quoted, a premise set right, a refusal. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.draft import Draft, Found, Wanted
from assistant.answering.frames import corrected_by, places
from assistant.answering.pick import Scored, spans
from assistant.answering.quoting import ended, is_long, led, without_opening
from assistant.language.phrases import say
from assistant.model import Report, Sentence

NEAREST = 3


def quoted(chosen: Sequence[Scored], report: Report) -> tuple[Sentence, ...]:
    """The sentences that answer, a lead-in once before the items that share it."""
    sentences: list[Sentence] = []
    lead = ""
    for each in sorted(chosen, key=lambda each: each.paragraph.start):
        paragraph = each.paragraph
        text = paragraph.text
        if is_long(text, report.language) and len(each.sentences) > 1:
            text = "".join(paragraph.text[start:end] for start, end in spans(each))
        if not any(other.paragraph.id.startswith(f"{paragraph.id}(") for other in chosen):
            text = without_opening(text)
        if paragraph.lead and paragraph.lead != lead:
            sentences.append(Sentence(led(paragraph, text), (paragraph.id,)))
        else:
            sentences.append(Sentence(ended(text), (paragraph.id,)))
        lead = paragraph.lead
    return tuple(sentences)


def correction(wanted: Wanted, sentences: tuple[Sentence, ...], report: Report) -> Draft:
    """What the report says instead of what a question takes for granted."""
    return Draft("premise", sentences, opening=corrected_by(report, wanted, sentences))


def refusal(wanted: Wanted, found: Found, ranked: Sequence[Scored]) -> Draft:
    """The reports do not say; the nearest paragraphs are offered, not cited."""
    nearest = [each.paragraph for each in ranked[:NEAREST]] or [hit.paragraph for hit in found.hits[:NEAREST]]
    if not nearest:
        return Draft("refused", opening=say("answer.silent", wanted.language))
    text = say("answer.silent_near", wanted.language, places=places(nearest, wanted.language))
    return Draft("refused", nearest=tuple(each.id for each in nearest), opening=text)
