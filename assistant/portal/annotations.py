"""Where the markers of an answer lead, as OpenAI's ``url_citation`` annotations."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from assistant.answering.quoting import joined
from assistant.assistant import Assistant
from assistant.language.phrases import say
from assistant.model import Answer, Citation, Sentence

Json = dict[str, Any]


def content(answer: Answer) -> str:
    """The answer; a refusal with its nearest paragraphs after it."""
    if answer.outcome != "refused" or not answer.nearest:
        return answer.answer
    return answer.answer + "\n" + "".join(f"［{citation.label}］" for citation in answer.nearest)


def noted(answer: Answer, base: str, offset: int = 0) -> list[Json]:
    """One ``url_citation`` for each marker of the answer's ``content``, in characters of a message in
    which it begins at ``offset``."""
    by_label = {citation.label: citation for citation in answer.citations + answer.nearest}
    by_id = {citation.id: citation for citation in answer.citations}
    labels = "|".join(map(re.escape, sorted(by_label, key=len, reverse=True))) or "(?!)"
    markers = list(re.finditer(rf"[［\[][^［\[\]\n]*?({labels})[］\]]", content(answer)))
    cited = [by_id[id] for sentence in answer.sentences for id in sentence.citations]
    if len(cited) != len(markers):
        cited = [by_label[marker[1]] for marker in markers]
    return [
        _noted(citation, marker.start() + offset, marker.end() + offset, base)
        for marker, citation in zip(markers, cited, strict=True)
    ]


def spoken(sentence: Sentence, assistant: Assistant, language: str, base: str) -> tuple[str, list[Json]]:
    """A sentence on its own, with its markers and where they lead, before the whole answer is there."""
    text, notes = sentence.text, []
    for number, id in enumerate(sentence.citations):
        citation = assistant.citation(id, language)
        marker = say("answer.mark", language, label=citation.label)
        text = text + marker if number else joined(text, marker)
        notes.append(_noted(citation, len(text) - len(marker), len(text), base))
    return text, notes


def moved(notes: list[Json], by: int) -> list[Json]:
    """The same annotations in a message that begins ``by`` characters earlier."""
    places = ("start_index", "end_index")
    return [
        {**each, "url_citation": {**(it := each["url_citation"]), **{name: it[name] + by for name in places}}}
        for each in notes
    ]


def as_source(note: Json) -> Json:
    """The same as an event of Open WebUI, which knows no quotation in an annotation: the source is named by
    its label and not by its address, and holds the words quoted."""
    leads = note["url_citation"]
    named = {"source": leads["url"], "name": leads["title"], "external": True}
    source = {"name": leads["title"], "url": leads["url"]}
    return {"type": "source", "data": {"source": source, "document": [leads["quote"]], "metadata": [named]}}


def _noted(citation: Citation, start: int, end: int, base: str) -> Json:
    place = quote(citation.id.partition("#")[2], safe="()")
    leads = {
        "url": f"{base}?report={quote(citation.report, safe='')}#{place}",
        "title": citation.label,
        "id": citation.id,
        "quote": citation.quote,
    }
    return {"type": "url_citation", "url_citation": {"start_index": start, "end_index": end, **leads}}
