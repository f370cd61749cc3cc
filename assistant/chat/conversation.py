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
# Left-to-right words inside Arabic: from the first letter, or a number before it, to the last sign
# before Arabic goes on or a bracket closes that was opened outside.
_FOREIGN = re.compile(
    r"((?:\d+\s*)?[A-Za-zА-я\u3400-\u9fff][^\u0600-\u06ff\n()]*(?:\([^()\n\u0600-\u06ff]*\)[^\u0600-\u06ff\n()]*)*)"
)
_ACTS = ("copy", "retry", "edit", "share", "good", "bad")
_STEPS = ("understand", "find", "compose", "write", "verify", "total")


def escape(text: str) -> str:
    """Text that neither HTML nor Markdown will read as markup; line breaks become ``<br>``."""
    return re.sub(r"\s*[\r\n]\s*", "<br>", _entities(text))


def _entities(text: str) -> str:
    return "".join(_MARKDOWN.get(ord(sign)) or html.escape(sign) for sign in text)


def asked(question: str) -> str:
    """The reader's own question."""
    return f'<p class="asked" dir="auto">{escape(question.strip())}</p>'


def thinking(language: str) -> str:
    return f'<div class="answer waiting"><p role="status">{say("page.thinking", language)}</p></div>'


def problem(message: str, language: str) -> str:
    """An error, in words for a person, who may ask again or otherwise."""
    foot = _foot("", language, ("retry", "edit"))
    return f'<div class="answer problem"><p role="alert">{escape(message)}</p>{foot}</div>'


def stopped(shown: str, language: str) -> str:
    """An answer as it was when the reader stopped it; other HTML as it is."""
    said = say("page.stopped", language)
    if 'class="answer waiting"' in shown:
        return problem(said, language)
    if 'class="answer coming"' not in shown:
        return shown
    kept = shown.replace('class="answer coming"', 'class="answer stopped"').removesuffix("</div>")
    return f'{kept}<p class="note">{said}</p>{_foot("", language, ("copy", "retry", "edit"))}</div>'


def address(citation: Citation) -> str:
    """The permalink to the cited words: ``?report=…&quote=start-end#2(e)``."""
    place = citation.id.partition("#")[2] or citation.ref
    return (
        f"?report={quote_url(citation.report, safe='')}"
        f"&amp;quote={citation.start}-{citation.end}#{quote_url(place, safe='()¶/.')}"
    )


def chip(citation: Citation, kind: str = "", name: str = "") -> str:
    # The word joiner keeps the chip on the line of the words it stands for.
    return f'&#8288;<a class="cite {kind}" href="{address(citation)}">{escape(name or citation.label)}</a>'


def streaming(sentences: Sequence[Sentence], citations: Mapping[str, Citation]) -> str:
    """The sentences verified so far."""
    body = " ".join(_sentence(one.text, [citations[id] for id in one.citations]) for one in sentences)
    return f'<div class="answer coming" dir="auto"><p>{body}</p></div>'


def answered(
    answer: Answer,
    language: str,
    milliseconds: float,
    follow_ups: Sequence[str] = (),
    generation: str = "",
) -> str:
    """The whole answer; ``language`` is that of the interface, ``generation`` the index's."""
    body = _body(answer)
    parts = [_verdict(answer, language), *(_line(line) for line in body.split("\n") if line.strip())]
    near = [citation for citation in answer.nearest if address(citation) not in body]
    if near and answer.outcome != "talk":
        chips = " ".join(chip(citation, "near") for citation in near)
        parts.append(f'<p class="nearest"><span>{say("page.nearest", language)}</span> {chips}</p>')
    parts += [f'<p class="note">{escape(note)}</p>' for note in answer.notes if note.strip()]
    parts.append(_foot(_how(answer, language, milliseconds), language, _ACTS))
    if follow_ups:
        links = "".join(
            f'<a class="try" href="?ask={quote_url(text)}">{escape(text)}</a>' for text in follow_ups
        )
        parts.append(f'<p class="follow" lang="{language}" dir="{_direction(language)}">{links}</p>')
    # The classes are all that Gradio's sanitiser lets an export know.
    kind = f"answer {answer.outcome} {answer.mode}{f' g-{generation}' * bool(generation)}"
    return f'<div class="{kind}" lang="{answer.language}" dir="auto">{"".join(parts)}</div>'


def _verdict(answer: Answer, language: str) -> str:
    if answer.outcome not in ("refused", "partial", "premise"):
        return ""
    said = say(f"page.verdict_{answer.outcome}", language)
    return f'<p class="verdict" dir="{_direction(language)}">{said}</p>'


def _line(line: str) -> str:
    """A line of the answer; «- » begins an item, a space something deeper."""
    if line.startswith("- "):
        return f'<p class="item">{line[2:]}</p>'
    return f'<p class="deeper">{line.strip()}</p>' if line[:1] in " \u3000" else f"<p>{line}</p>"


def _body(answer: Answer) -> str:
    """``answer.answer`` with its markers replaced by chips, its lines and its opening kept."""
    known = {citation.id: citation for citation in answer.citations}
    marker = _marker(answer.citations)
    rest, pieces = answer.answer, []
    for sentence in answer.sentences:
        before, found, after = rest.partition(sentence.text)
        if not found:
            return _gap(answer.answer, answer)
        markers = marker.match(after)
        names = re.findall(r"[［\[](.*?)[］\]](?=\s*(?:[［\[]|$))", markers[0] if markers else "")
        cited = [known[id] for id in sentence.citations if id in known]
        shown = names if len(names) == len(cited) else []
        pieces += [_gap(before, answer), _sentence(sentence.text, cited, shown, answer.language)]
        rest = after[markers.end() :] if markers else after
    return "".join([*pieces, _gap(rest, answer)])


def _marker(citations: Sequence[Citation]) -> re.Pattern[str]:
    """Markers such as ［第2(e)段］ or [Report, para. 2 (e)], one after another."""
    labels = "|".join(re.escape(citation.label) for citation in citations) or "(?!)"
    return re.compile(rf"(?:\s*[［\[][^［］\n]{{0,200}}?(?:{labels})[］\]])+")


def _gap(text: str, answer: Answer) -> str:
    """What the assistant says itself, the places that it names made chips."""
    citations = sorted(answer.citations + answer.nearest, key=lambda citation: -len(citation.label))
    by_label = {citation.label: citation for citation in reversed(citations)}
    labels = "|".join(map(re.escape, by_label)) or "(?!)"
    pieces = re.split(rf"[［\[]?({labels})(?![\w(]| \()[］\]]?", text)
    for place, piece in enumerate(pieces):
        kind = "near" if answer.outcome == "refused" else ""
        pieces[place] = chip(by_label[piece], kind) if place % 2 else _entities(piece)
    return "".join(pieces)


def _sentence(text: str, cited: Sequence[Citation], names: Sequence[str] = (), language: str = "") -> str:
    """The words and their chips; ``names`` are the markers' own words where they say more."""
    chips = "".join(chip(each, "", names[place] if names else "") for place, each in enumerate(cited))
    runs = _FOREIGN.split(text) if language == "ar" else [text]
    shown = [
        f'<bdi dir="ltr">{escape(run)}</bdi>' if place % 2 else escape(run) for place, run in enumerate(runs)
    ]
    return f'<span class="sentence">{"".join(shown)}{chips}</span>'


def _how(answer: Answer, language: str, milliseconds: float) -> str:
    """The status line, and the steps folded up behind it."""
    steps = "".join(
        f"<div><dt>{say(f'page.step_{name}', language)}</dt>"
        f"<dd>{say('page.took', language, ms=_milliseconds(answer.timings_ms[name]))}</dd></div>"
        for name in _STEPS
        if name in answer.timings_ms
    )
    line = " · ".join(status(answer, language, milliseconds))
    return f'<details class="how"><summary>{line}</summary><dl>{steps}</dl></details>'


def _foot(how: str, language: str, acts: Sequence[str]) -> str:
    """What stands below an answer: how it came about, and what can be done with it."""
    named = ((name, say(f"page.{name}", language)) for name in acts)
    buttons = "".join(
        f'<button class="{name}" type="button" title="{said}"><span class="sr">{said}</span></button>'
        for name, said in named
    )
    return (
        f'<div class="foot" lang="{language}" dir="{_direction(language)}">'
        f'{how}<span class="acts">{buttons}</span></div>'
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
    if answer.removed and not _told(answer):
        parts.append(say("page.left_out", language, n=answer.removed))
    parts.append(say("page.took", language, ms=_milliseconds(milliseconds)))
    if cited:
        parts.append(say(f"page.{answer.mode}", language))
    return parts


def _told(answer: Answer) -> bool:
    """Whether a note already says how many sentences were removed."""
    said = say("write.removed", answer.language, written="|", removed=answer.removed)
    before, _, after = said.partition("|")
    return any(note.startswith(before) and note.endswith(after) for note in answer.notes)


def _milliseconds(value: float) -> str:
    return f"{value:.0f}" if value >= 1 else f"{value:.1f}"
