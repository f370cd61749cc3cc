"""Which instruments, bodies or States a report names, where a question asks for nothing else. Pure.

«报告提到了哪些公约？», «Which bodies are mentioned?». A line for each, as it is first written, with
every paragraph that names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answering.cues import content_words, shows, without
from assistant.answering.draft import Draft, Found, Wanted
from assistant.answering.drafting import refusal
from assistant.answering.negations import asks_who_not, negated
from assistant.answering.pick import scored
from assistant.answering.speakers import speakers
from assistant.language.glossary import translations
from assistant.language.names import Name, alike, names
from assistant.language.normal import plain
from assistant.language.phrases import say
from assistant.model import Report, Sentence

_CLASSES = {"instruments": "instrument", "bodies": "body", "states": "country"}
_BESIDE = (
    *(("mentioned", name) for name in ("named", *_CLASSES, "which", "united")),
    *(("kind", name) for name in ("list", "count", "whole")),
    *(("strip", name) for name in ("doc", "ask", "light")),
)
_UNITED_NATIONS = ("UN", "UN-SYSTEM")  # a report of theirs says them of everything
_TITLE = re.compile("《([^《》]{2,60})》")
_SMALL = r"(?:(?:of|on|for|the|and|to|against|by|in|from|with|relating|concerning|regarding)\s){1,3}"
_CAPITAL = r"[A-Z\d][\w'’/-]+"
_FIRST = re.compile(r"^(?:(?:In|The|See|Under|By|This|An?|And|For|On|To)\s)+")  # of a sentence
_HEADS = {
    "instruments": "Convention|Protocol|Covenant|Treaty|Agreement|Declaration|Charter|Compact|Agenda|Statute",
    "bodies": "Council|Committee|Commission|Alliance|Federation|Forum|Institute|Coalition|Organi[sz]ation"
    "|Agency|Office|Union|Association|Authority|Fund|Bank|Board|Secretariat|Ministry|Programme|Assembly",
}
# «Protocol against the Smuggling of Migrants»: capitals about a word for an instrument, or for a body.
_CAPITALS = {
    kind: re.compile(
        rf"\b(?:{_CAPITAL}\s(?:{_SMALL})?)*(?:{heads})s?\b(?:\s{_SMALL}{_CAPITAL}(?:\s(?:{_SMALL})?{_CAPITAL})*)?"
    )
    for kind, heads in _HEADS.items()
}
_SORTS = ("convention", "treaty", "protocol", "declaration", "agreement", "law")
_TREATIES = {"convention", "treaty", "protocol", "agreement"}


def mentioned(wanted: Wanted, found: Found) -> Draft | None:
    """The names of the kind asked for, a refusal where the report has none; None for any other question."""
    report = found.meant
    if report is not None and asks_for_names(wanted, denied=True):
        return refusal(wanted, found, ())  # of what it does not name there is no end
    if report is None or not asks_for_names(wanted):
        return None
    kind = _kinds(wanted.text)[0]
    if kind == "states" and speakers(report):
        return None
    if not {name.code for name in _own_bodies(wanted)} <= _codes(report):
        return None
    sorts = _sorts_asked(wanted.text) if kind == "instruments" else set()
    held: dict[str, tuple[str, list[str]]] = {}
    for paragraph in report.paragraphs:
        for code, text in () if paragraph.kind == "header" else _named(paragraph.text, kind):
            if sorts and not _is_one(text, sorts, report.language):
                continue
            known = next((each for each in held if alike(each, code)), code)
            _, places = held.setdefault(known, (text, []))
            if paragraph.id not in places:
                places.append(paragraph.id)
    if not held:
        return refusal(wanted, found, scored(wanted, found))
    sentences = tuple(Sentence(text, tuple(places)) for text, places in held.values())
    opening = say("answer.names_open", wanted.language)
    closing = _terms(sentences, report, wanted)
    return Draft("answered", sentences, opening=opening, closing=closing, listed=True)


def _kinds(text: str) -> list[str]:
    """What of instruments, bodies and States a question speaks of."""
    return [name for name in _CLASSES if shows(text, "mentioned", name)]


def _sorts_asked(text: str) -> set[str]:
    """Of which sorts the instruments are to be that a question asks for; none: of any."""
    asked = {sort for sort in _SORTS if shows(text, "mentioned", sort)}
    if shows(text, "mentioned", "any_instrument"):
        return set()
    return asked | (_TREATIES if "treaty" in asked else set())


def _is_one(name: str, sorts: set[str], language: str) -> bool:
    """Whether a name is of one of the sorts, itself or in English: a protocol is no convention."""
    english = " ".join(term.words[0] for term in translations(name, language, "en"))
    return any(shows(called, "mentioned", sort) for called in (name, english) for sort in sorts)


def _terms(sentences: Sequence[Sentence], report: Report, wanted: Wanted) -> str:
    """The names in the asker's language, where the glossary has them."""
    if report.language[:2] == wanted.language[:2]:
        return ""
    known = [
        f"{each.text} = {term.words[0]}"
        for each in sentences
        for term in translations(each.text, report.language, wanted.language)
        if term.end - term.start >= len(each.text.strip("《》"))
    ]
    return say("answer.terms", wanted.language, terms="; ".join(known)) if known else ""


def asks_for_names(wanted: Wanted, *, denied: bool = False) -> bool:
    """Whether it is asked which instruments, bodies or States a report names, or does not name, and nothing
    besides; the report may be called by its body."""
    if wanted.refs or wanted.sections or wanted.leaning is not None:
        return False
    if len(_kinds(wanted.text)) != 1 or _denies(wanted) != denied:
        return False  # «which States referred to conventions?»
    which = wanted.kind in ("list", "count") or shows(wanted.text, "mentioned", "which")
    if not which or not shows(wanted.text, "mentioned", "named"):
        return False
    told, bodies = wanted.text, _own_bodies(wanted)
    for name in bodies:
        told = told.replace(name.text, " ")
    beside = (*_BESIDE, *((("negated", "not"),) if denied else ()))
    others = [name for name in names(wanted.topic) if name.code not in _UNITED_NATIONS]
    return len(others) == len(bodies) and not content_words(without(told, *beside))


def _denies(wanted: Wanted) -> bool:
    return asks_who_not(wanted.text) or negated(wanted.text, wanted.language)


def _own_bodies(wanted: Wanted) -> list[Name]:
    """The bodies by which the question calls the report that it is put to."""
    return [
        name
        for name in names(wanted.topic)
        if wanted.reports and name.kind == "body" and name.code not in _UNITED_NATIONS
    ]


def _codes(report: Report) -> set[str]:
    """What the title page names."""
    return {name.code for each in report.paragraphs if each.kind == "header" for name in names(each.text)}


def _named(text: str, kind: str) -> Iterator[tuple[str, str]]:
    """The names of a kind in a text: what is one thing has one code, and how it is written."""
    known = [name for name in names(text) if name.kind == _CLASSES[kind] and name.code not in _UNITED_NATIONS]
    titles = [match.span() for match in _TITLE.finditer(text)] if kind == "instruments" else []
    for start, end in titles:
        whole = [name for name in known if start <= name.start and len(name.text) >= end - start - 2]
        yield (whole[0].code if whole else plain(text[start:end])), text[start:end]
    known = [name for name in known if not any(start <= name.start < end for start, end in titles)]
    yield from ((name.code, name.text) for name in known)
    for match in _CAPITALS[kind].finditer(text) if kind in _CAPITALS else ():
        title = _FIRST.sub("", match[0])
        if " " in title and not any(match.start() <= name.start < match.end() for name in known):
            yield plain(title), title
