"""Names of a claim, titles in 《》, and the paragraphs it says it rests on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from assistant.answering.verify.alignment import Aligned
from assistant.answering.verify.evidence import Evidence
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Passage, Span, found_words
from assistant.answering.verify.voices import BY, voices
from assistant.language.names import Name, alike
from assistant.language.wording import apart, shelved
from assistant.reading.locator import canonical

_AGENT = ("由", "被")
_BESIDE = 2  # characters between who acts and the deed
_TITLE = re.compile(r"《([^《》]+)》")
_BODIES = frozenset({"secretariat", "secretary_general", "chair", "society"})
ORGANS = frozenset({"UNGA", "ECOSOC", "UNSC", "COP", "HRC"})


def names_wrong(claim: Passage, evidence: Evidence) -> Iterator[Finding]:
    """States, bodies, instruments and places of the claim that the source does not name."""
    theirs = [(passage, name) for passage in evidence.everything for name in passage.names]
    titles = [found.span() for found in _TITLE.finditer(claim.plain)]
    for name in claim.names:
        if any(start <= name.start < end for start, end in titles) or _called(claim, name, theirs, evidence):
            continue
        rival = next((other for other in theirs if other[1].kind == name.kind), None)
        source = rival[0].words(rival[1].start, rival[1].end) if rival else ""
        yield Finding("name", claim.words(name.start, name.end), source)


def bodies_wrong(claim: Passage, evidence: Evidence) -> Iterator[Finding]:
    """Offices and groups of people in the claim, by what they are and not by name, that the source lacks."""
    ours = claim.marks("speaker")
    theirs = {mark.grade for passage in evidence.everything for mark in passage.marks("speaker") if ours}
    for mark in ours:
        if mark.grade in _BODIES - theirs or (
            mark.grade == "states"
            and not any(
                each.grade == "states" for passage in evidence.cited for each in passage.marks("speaker")
            )
            and not any(name.kind == "country" for passage in evidence.cited for name in passage.names)
            and BY.search(claim.plain, max(0, mark.start - 12), mark.start)
        ):
            yield Finding("name", claim.words(mark.start, mark.end))


def _called(claim: Passage, name: Name, theirs: Sequence[tuple[Passage, Name]], evidence: Evidence) -> bool:
    if any(alike(name.code, other.code) for _, other in theirs):
        return True
    if claim.plain[name.start : name.end] in evidence.text and name.kind not in ("country", "place"):
        return True
    opens = not claim.plain[claim.clause(name.start)[0] : name.start].strip()
    return opens and name.code in ORGANS and not any(voices(passage) for passage in evidence.cited)


def agents_wrong(claim: Passage, aligned: tuple[Aligned, ...]) -> Iterator[Finding]:
    """由甲牵头 where the source has 由乙牵头: the one before the deed is another one there."""
    for one in aligned:
        for name in claim.names:
            before = claim.plain[max(0, name.start - 1) : name.start]
            if before not in _AGENT or not one.clause[0] <= name.start < one.clause[1]:
                continue
            deed = next((pair.source for pair in one.pairs if pair.claim.start == name.end), None)
            if deed is None:
                continue
            near = [other for other in one.passage.names if 0 <= deed.start - other.end <= _BESIDE]
            if near and not alike(near[-1].code, name.code):
                words = one.passage.words(near[-1].start, near[-1].end)
                yield Finding("name", claim.words(name.start, name.end), words)


def titles_wrong(claim: Passage, evidence: Evidence) -> Iterator[Finding]:
    """Titles in 《》 that the source does not have; a shortened title is the same title."""
    titles = list(_TITLE.finditer(claim.plain)) if evidence.language == claim.language else []
    if not titles:
        return
    theirs = [found[1] for passage in evidence.everything for found in _TITLE.finditer(passage.plain)]
    codes = {name.code for passage in evidence.everything for name in passage.names}
    for found in titles:
        title = found[1]
        if title in evidence.text or any(_short(title, other) for other in theirs):
            continue
        if codes & set(_codes(claim, found.span())):
            continue
        nearest = max(theirs, key=lambda other: len(set(title) & set(other)), default="")
        yield Finding("name", claim.words(*found.span()), f"《{nearest}》" if nearest else "")


def _codes(claim: Passage, span: Span) -> Iterator[str]:
    yield from (name.code for name in claim.names if span[0] <= name.start and name.end <= span[1])


def _short(title: str, full: str) -> bool:
    """Whether a title is another one with words left out, as 《全球契约》 is of a longer one."""
    signs = iter(full)
    return len(title) >= 2 and all(sign in signs for sign in title)


def places_wrong(claim: Passage, evidence: Evidence) -> Iterator[Finding]:
    """Paragraphs that the claim says it rests on and that are not the ones cited."""
    for mention in claim.mentions:
        if mention.unit not in ("paragraph", "article") or not mention.refs:
            continue
        refs = {canonical(ref) for ref in mention.refs}
        if not any(_related(ref, other) for ref in refs for other in evidence.places):
            yield Finding("attribution", claim.words(mention.start, mention.end), ", ".join(evidence.refs))


def _related(ref: str, other: str) -> bool:
    """The same place, or one within the other; a bare «(e)» names any (e)."""
    return (
        ref == other
        or f"{other}".startswith(f"{ref}(")
        or ref.startswith(f"{other}(")
        or (ref.startswith("(") and other.endswith(ref))
    )


def shelves_wrong(claim: Passage, aligned: tuple[Aligned, ...], across: bool) -> Iterator[Finding]:
    """原籍国 where the source has 目的地国: words of one shelf that cannot stand for each other."""
    shelf = shelved() if across else apart(claim.language)
    for one in aligned:
        ours = _on_shelf(claim, one.clause, shelf, across)
        theirs = _on_shelf(one.passage, one.sentence, shelf, across) if ours else {}
        said = {span for word, span in ours.items() if _same(word, theirs, shelf)}
        for word, span in ours.items():
            rivals = [other for other in theirs if other in shelf[word] and other not in ours]
            if span not in said and rivals and one.near(span, theirs[rivals[0]]):
                yield Finding("name", claim.words(*span), one.passage.words(*theirs[rivals[0]]))


def _same(word: str, theirs: Collection[str], shelf: Mapping[str, frozenset[str]]) -> bool:
    """Whether the source has the word, or one with the same rivals: 被偷运者 for 被偷运的移民."""
    return word in theirs or any(other not in shelf[word] and shelf[other] & shelf[word] for other in theirs)


def _on_shelf(
    passage: Passage, span: Span, shelf: Mapping[str, frozenset[str]], across: bool
) -> dict[str, Span]:
    if not across:
        return dict(found_words(passage, span, shelf))
    inside = (unit for unit in passage.concepts if span[0] <= unit.start and unit.end <= span[1])
    return {unit.key: (unit.start, unit.end) for unit in inside if unit.key in shelf}
