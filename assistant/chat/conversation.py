"""An Answer as HTML for the chat: sentences with citation chips, the status line, its fold-out.

Everything that comes from a report, a model or a reader is escaped for HTML **and** Markdown, for
Gradio hands our text to its Markdown renderer before its sanitiser. No blank line may stand in the
HTML: it would end the HTML block and let Markdown begin.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote as quote_url

from assistant.language.phrases import say
from assistant.model import Answer, Citation, Sentence

_MARKDOWN = {ord(sign): f"&#{ord(sign)};" for sign in "\\`*_~[]()#|$!:@{}"}
_MARKER = re.compile(r"\s*［[^［］]{1,200}］")
_ACTS = ("copy", "retry", "edit", "share", "good", "bad")
_STEPS = ("understand", "find", "compose", "write", "verify", "total")


def escape(text: str) -> str:
    """Text that neither HTML nor Markdown will read as markup; line breaks become ``<br>``."""
    safe = "".join(_entity(sign) for sign in text)
    return re.sub(r"\s*[\r\n]\s*", "<br>", safe)


def _entity(sign: str) -> str:
    return _MARKDOWN.get(ord(sign)) or html.escape(sign)


def asked(question: str) -> str:
    """The reader's own question."""
    return f'<p class="asked" dir="auto">{escape(question.strip())}</p>'


def thinking(language: str) -> str:
    return f'<div class="answer waiting"><p role="status">{say("page.thinking", language)}</p></div>'


def problem(message: str) -> str:
    """An error, in words for a person."""
    return f'<div class="answer problem"><p role="alert">{escape(message)}</p></div>'


def address(citation: Citation) -> str:
    """The permalink to the cited words: ``?report=…&quote=start-end#2(e)``."""
    place = citation.id.partition("#")[2] or citation.ref
    return (
        f"?report={quote_url(citation.report, safe='')}"
        f"&amp;quote={citation.start}-{citation.end}#{quote_url(place, safe='()¶/.')}"
    )


def chip(citation: Citation, kind: str = "") -> str:
    # The word joiner keeps the chip on the line of the words it stands for.
    return f'&#8288;<a class="cite {kind}" href="{address(citation)}">{escape(citation.label)}</a>'


def streaming(sentences: Sequence[Sentence], citations: Mapping[str, Citation]) -> str:
    """The sentences verified so far."""
    body = " ".join(_sentence(sentence, sentence.text, citations) for sentence in sentences)
    return f'<div class="answer coming" dir="auto"><p>{body}</p></div>'


def answered(answer: Answer, language: str, milliseconds: float, follow_ups: Sequence[str] = ()) -> str:
    """The whole answer; ``language`` is that of the interface."""
    body = re.sub(r"<p>\s*</p>", "", f"<p>{_body(answer)}</p>")
    parts = [_verdict(answer, language), body]
    if answer.nearest and answer.outcome != "talk":
        chips = " ".join(chip(citation, "near") for citation in answer.nearest)
        parts.append(f'<p class="nearest"><span>{say("page.nearest", language)}</span> {chips}</p>')
    parts += [f'<p class="note">{escape(note)}</p>' for note in answer.notes if note.strip()]
    parts.append(_foot(answer, language, milliseconds))
    if follow_ups:
        links = "".join(
            f'<a class="try" href="?ask={quote_url(text)}">{escape(text)}</a>' for text in follow_ups
        )
        parts.append(f'<p class="follow" lang="{language}" dir="{_direction(language)}">{links}</p>')
    return f'<div class="answer {answer.outcome}" lang="{answer.language}" dir="auto">{"".join(parts)}</div>'


def _verdict(answer: Answer, language: str) -> str:
    if answer.outcome not in ("refused", "partial", "premise"):
        return ""
    said = say(f"page.verdict_{answer.outcome}", language)
    return f'<p class="verdict" dir="{_direction(language)}">{said}</p>'


def _body(answer: Answer) -> str:
    """``answer.answer`` with its markers replaced by chips, its lines and its opening kept."""
    known = {citation.id: citation for citation in answer.citations + answer.nearest}
    rest, pieces = answer.answer, []
    for sentence in answer.sentences:
        before, found, after = rest.partition(sentence.text)
        if not found:
            return _by_label(answer)
        pieces += [_gap(before), _sentence(sentence, sentence.text, known)]
        rest = after
    return "".join([*pieces, _gap(rest)])


def _gap(text: str) -> str:
    """What stands between two sentences: an opening, a new line, a marker that a chip replaces."""
    return "</p><p>".join(escape(line) for line in _MARKER.sub("", text).split("\n"))


def _sentence(sentence: Sentence, text: str, known: Mapping[str, Citation]) -> str:
    chips = "".join(chip(known[id]) for id in sentence.citations if id in known)
    shown = escape(_MARKER.sub("", text))
    return f'<span class="sentence">{shown}{chips}</span>'


def _by_label(answer: Answer) -> str:
    """The answer's text with every marker that names a citation turned into its chip."""
    by_label = {citation.label: citation for citation in answer.citations + answer.nearest}
    pieces = re.split(r"［([^［］]{1,200})］", answer.answer)
    for place in range(len(pieces)):
        known = by_label.get(pieces[place]) if place % 2 else None
        marked = f"［{pieces[place]}］" if place % 2 else pieces[place]
        pieces[place] = chip(known) if known else "</p><p>".join(map(escape, marked.split("\n")))
    return "".join(pieces)


def _foot(answer: Answer, language: str, milliseconds: float) -> str:
    """The status line, the steps behind it, and what can be done with the answer."""
    buttons = "".join(
        f'<button class="{name}" type="button" title="{said}"><span class="sr">{said}</span></button>'
        for name, said in ((name, say(f"page.{name}", language)) for name in _ACTS)
    )
    steps = "".join(
        f"<div><dt>{say(f'page.step_{name}', language)}</dt>"
        f"<dd>{say('page.took', language, ms=_milliseconds(answer.timings_ms[name]))}</dd></div>"
        for name in _STEPS
        if name in answer.timings_ms
    )
    line = " · ".join(status(answer, language, milliseconds))
    return (
        f'<div class="foot" lang="{language}" dir="{_direction(language)}">'
        f'<details class="how"><summary>{line}</summary><dl>{steps}</dl></details>'
        f'<span class="acts">{buttons}</span></div>'
    )


def _direction(language: str) -> str:
    return "rtl" if language == "ar" else "ltr"


def status(answer: Answer, language: str, milliseconds: float) -> list[str]:
    """「5 句均有出处」「引用 3 段」「38 毫秒」「原文摘录」, as far as they apply."""
    parts = []
    cited = [sentence for sentence in answer.sentences if sentence.citations]
    supported = sum(sentence.supported for sentence in cited)
    if cited and supported == len(cited):
        parts.append(say("page.all_supported", language, n=supported))
    elif cited:
        parts.append(say("page.some_supported", language, n=len(cited), m=supported))
    if answer.citations:
        parts.append(say("page.cited", language, n=len(answer.citations)))
    if answer.removed:
        parts.append(say("page.left_out", language, n=answer.removed))
    parts.append(say("page.took", language, ms=_milliseconds(milliseconds)))
    if cited:
        parts.append(say(f"page.{answer.mode}", language))
    return parts


def _milliseconds(value: float) -> str:
    return f"{value:.0f}" if value >= 1 else f"{value:.1f}"
