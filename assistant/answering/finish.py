"""From a draft to the answer of the contract: verified, cited, labelled, written out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answering.draft import Draft, Found, Wanted
from assistant.answering.frames import places
from assistant.answering.quoting import joined
from assistant.answering.verify import check
from assistant.language.phrases import say
from assistant.model import Answer, Citation, Mode, Paragraph, Sentence
from assistant.reading.locator import citation_of, label

MOST_MARKS = 3  # of paragraphs in a row


def finish(
    wanted: Wanted,
    found: Found,
    draft: Draft,
    *,
    mode: Mode,
    timings: Mapping[str, float] | None = None,
) -> Answer:
    """The answer that every face shows: sentences that ``verify`` refuses are left out and counted."""
    found = replace(found, reports=found.every)
    blocks = draft.parts if draft.parts and mode == "quoted" else (draft,)
    kept = [replace(block, sentences=tuple(_verified(block.sentences, found))) for block in blocks]
    sentences = tuple(sentence for block in kept for sentence in block.sentences)
    removed = sum(len(block.sentences) for block in blocks) - len(sentences)
    outcome, nearest = draft.outcome, draft.nearest
    if not sentences and outcome not in ("refused", "talk"):
        missed = tuple(dict.fromkeys(id for each in draft.sentences for id in each.citations))
        outcome, nearest = "refused", nearest or missed[:3]
        shown = [found.paragraph(id) for id in nearest]
        text = say("answer.silent_near", wanted.language, places=places(shown, wanted.language))
        kept = [Draft("refused", opening=text)]
    if outcome in ("refused", "talk"):
        sentences = ()
    ids = tuple(dict.fromkeys(id for sentence in sentences for id in sentence.citations))
    many = len({id.partition("#")[0] for id in ids}) > 1
    text = "\n".join(filter(None, (_written(block, found, wanted.language, many) for block in kept)))

    def cited(wholes: Sequence[str]) -> tuple[Citation, ...]:
        held = ((found.reports[id.partition("#")[0]], found.paragraph(id)) for id in wholes)
        return tuple(citation_of(report, one, wanted.language) for report, one in held)

    return Answer(
        id=wanted.question.id,
        question=wanted.question.text,
        outcome=outcome,
        answer=text,
        sentences=sentences,
        citations=cited(ids),
        nearest=cited(nearest),
        mode=mode,
        language=wanted.language,
        timings_ms=dict(timings or {}),
        notes=draft.notes,
        removed=removed,
    )


def _verified(sentences: Sequence[Sentence], found: Found) -> list[Sentence]:
    kept = []
    for sentence in sentences:
        report = found.reports[sentence.citations[0].partition("#")[0]] if sentence.citations else None
        cited = [found.paragraph(id) for id in sentence.citations]
        if cited and (_verbatim(sentence.text, cited) or not check(sentence.text, cited, report)):
            kept.append(sentence)
    return kept


def _verbatim(text: str, cited: Sequence[Paragraph]) -> bool:
    """Whether a sentence is nothing but the paragraph's own words after its lead-in."""
    own = "".join("".join((each.lead, each.text)) for each in cited)
    titles = {"".join((one.mark + one.title).split()) for each in cited for one in each.headings}
    bare = "".join(text.split())
    return bare.rstrip("。.;；") in "".join(own.split()) or bare in titles


def _written(draft: Draft, found: Found, language: str, many: bool) -> str:
    lines = [
        joined(sentence.text, _marks(found, sentence.citations, language, many))
        for sentence in draft.sentences
    ]
    if draft.listed:
        body = "\n".join(f"- {line}" if line[:1] not in " 　" else line for line in lines)
    else:
        body = ("" if language.startswith("zh") else " ").join(lines)
    separator = "\n" if draft.listed else ("" if language.startswith("zh") else " ")
    text = separator.join(part for part in (draft.opening, body) if part)
    return "\n".join(part for part in (text, draft.closing) if part)


def _marks(found: Found, ids: Sequence[str], language: str, many: bool) -> str:
    """The markers of a sentence; of many paragraphs in a row (a lead-in with its items) only the first and
    the last one."""
    if len(ids) <= MOST_MARKS:
        return "".join(_mark(found, id, language, many) for id in ids)
    shown = []
    for run in _runs(ids, found):
        marks = [_mark(found, id, language, many) for id in run]
        shown += marks if len(marks) <= MOST_MARKS else [f"{marks[0]}–{marks[-1]}"]
    return "".join(shown)


def _runs(ids: Sequence[str], found: Found) -> list[list[str]]:
    """Those that stand one right after the other, together."""
    order = [each.id for report in found.reports.values() for each in report.paragraphs]
    place = {id: at for at, id in enumerate(order)}
    runs: list[list[str]] = []
    for id in ids:
        if runs and place[id] == place[runs[-1][-1]] + 1:
            runs[-1].append(id)
        else:
            runs.append([id])
    return runs


def _mark(found: Found, id: str, language: str, many: bool) -> str:
    paragraph = found.paragraph(id)
    named = label(paragraph, language)
    if many:
        report = found.reports[id.partition("#")[0]]
        close = "" if language.startswith("zh") else ", "
        named = (f"《{report.title}》" if language.startswith("zh") else report.title) + close + named
    return say("answer.mark", language, label=named)
