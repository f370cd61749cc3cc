"""What the claim adds: words that neither the cited paragraphs nor other words for them carry.

A noun that nothing carries is an addition by itself; a verb or an adverb, which paraphrase changes
freely, only beside others (``_LIGHT``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answering.verify.alignment import Aligned
from assistant.answering.verify.carried import TELLING, carried, inserted, related
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Evidence, Passage, Span, Unit
from assistant.answering.verify.voices import ORGANS, voices
from assistant.language.scales import Kind
from assistant.language.wording import acts, adverse, apart, empty, kin, known, named, same, split

_HAN = re.compile(r"[\u3400-\u9fff]")
_CHECKED_ELSEWHERE: tuple[Kind, ...] = ("quantifier", "modality", "negation", "bound")
_INVENTED = 2  # terms that a source in another language lacks and that make an addition
_LIGHT = 0.5  # what a verb weighs beside a noun
_LISTS = frozenset("、和与及或")
_COINED = 0.6  # what two characters weigh that no dictionary has together
_SAYING = 4  # characters that make a clause say something
_SHORT = 3  # content words of a clause in which one new word is an addition


@dataclass(frozen=True, slots=True)
class Weighed:
    """The additions found, and the share of the claim's own words that something carries."""

    findings: tuple[Finding, ...]
    carried: float


def additions(claim: Passage, aligned: tuple[Aligned, ...], evidence: Evidence) -> Weighed:
    """Runs of content words that nothing carries."""
    weigh = _chinese if claim.language == "zh" else _alphabetic
    return weigh(claim, aligned, evidence)


def _free(claim: Passage, evidence: Evidence) -> bytearray:
    """The places of the claim that need support: 1; those checked elsewhere: 0."""
    free = bytearray(b"\1") * len(claim.plain)
    spans: list[Span] = [(mention.start, mention.end) for mention in claim.mentions]
    spans += [(numeral.start, numeral.end) for numeral in claim.numerals]
    marks = (mark for kind in _CHECKED_ELSEWHERE for mark in claim.marks(kind))
    spans += [(mark.start, mark.end) for mark in marks if claim.language == "zh" or mark.grade != "done"]
    spans += _organs(claim, evidence)
    for start, end in spans:
        free[start:end] = bytes(end - start)
    return free


def _organs(claim: Passage, evidence: Evidence) -> list[Span]:
    """The organ that a resolution leaves unnamed: 大会 in 「大会鼓励……」 for 「鼓励……」."""
    if any(voices(passage) for passage in evidence.cited):
        return []
    return [(voice.start, voice.end) for voice in voices(claim) if voice.head in ORGANS]


def _chinese(claim: Passage, aligned: tuple[Aligned, ...], evidence: Evidence) -> Weighed:
    free = _free(claim, evidence)
    content = {at for at in range(len(free)) if free[at] and _HAN.match(claim.plain[at])}
    for unit in claim.units:
        if unit.key in evidence.body_keys:
            free[unit.start : unit.end] = bytes(unit.end - unit.start)
    for start, end in [(pair.claim.start, pair.claim.end) for one in aligned for pair in one.pairs] + [
        (name.start, name.end) for name in claim.names
    ]:
        free[start:end] = bytes(end - start)
    found, strange, hollow = [], 0, 0
    for clause in claim.clauses:
        words = []
        beside = next((one for one in aligned if one.clause == clause), None)
        spans = [span for run in _runs(claim, free, clause) for span in _words(claim, run, content, evidence)]
        for span in dict.fromkeys(spans):
            word = claim.plain[slice(*span)]
            if _hollow(word):
                hollow += len(word)
            elif not carried(claim, word, span, beside, evidence):
                words.append((word, span))
        strange += sum(len(word) for word, _ in words)
        if _content(claim, clause, content) >= _SAYING and not _rooted(claim, clause, beside, evidence):
            found.append(Finding("addition", claim.words(*clause)))
        elif sum(_weight(claim, word, span, beside, evidence) for word, span in words) >= 1:
            found += [_finding(claim, run) for run in _joined(words)]
    return Weighed(tuple(found), 1 - strange / max(1, len(content) - hollow))


def _word_of(claim: Passage, at: int, evidence: Evidence) -> Iterator[Span]:
    """The two-character word of a lone character whose neighbour only chance has covered."""
    for start in (at - 1, at):
        word = claim.plain[max(0, start) : start + 2]
        if not _hollow(claim.plain[at]) and word not in evidence.text and known(word):
            yield start, start + 2
            return


def _runs(claim: Passage, free: bytearray, clause: Span) -> Iterator[Span]:
    """The runs of characters of a clause that still want support."""
    start = None
    for at in range(clause[0], clause[1] + 1):
        wanting = at < clause[1] and free[at] and _HAN.match(claim.plain[at])
        if wanting and start is None:
            start = at
        elif not wanting and start is not None:
            yield start, at
            start = None


def _words(claim: Passage, run: Span, content: set[int], evidence: Evidence) -> Iterator[Span]:
    """The words of a run, each as long as it is known; strange characters side by side are one."""
    at, held = run[0], run[0]
    for word in split(claim.plain[run[0] : run[1]]):
        start, at = at, at + len(word)
        if len(word) == 1 and not _hollow(word):
            continue
        if held < start:
            yield _whole(claim, (held, start), content, evidence)
        held = at
        yield _whole(claim, (start, at), content, evidence)
    if held < run[1]:
        yield _whole(claim, (held, run[1]), content, evidence)


def _whole(claim: Passage, span: Span, content: set[int], evidence: Evidence) -> Span:
    """The word of which the span is a part, its other characters being covered only by chance."""
    start, end = span
    plain = claim.plain
    lone = end - start == 1
    if lone and _hollow(plain[start]):
        return span
    options = [(start, end + 1, end), (start - 1, end, start - 1)]
    options += [(start - 2, end, start - 2)] if lone else []
    for first, last, neighbour in options:
        word = plain[max(first, 0) : last]
        if lone and _hollow(plain[neighbour : neighbour + 1]):
            continue
        inside = all(place in content for place in range(first, last))
        strange = known(word) or word in apart("zh") or named().fullmatch(word)
        if inside and strange and word not in evidence.body:
            return first, last
    return span


def _hollow(word: str) -> bool:
    return word in empty("zh")


def _weight(claim: Passage, word: str, span: Span, one: Aligned | None, evidence: Evidence) -> float:
    if len(word) == 1:
        return 1.0 if word in TELLING else 0.0
    if word in adverse("zh"):
        denied = any(0 <= span[0] - mark.end <= 2 for mark in claim.marks("negation"))
        return _LIGHT if denied else 1.0
    if word in evidence.text:
        return _LIGHT
    if named().search(word) or _qualifies(claim, span) or (one is not None and inserted(span, one)):
        return 1.0
    if acts(word):
        return _LIGHT
    return 1.0 if len(word) > 2 or known(word) else _COINED


def _qualifies(claim: Passage, span: Span) -> bool:
    """Whether the word stands right before a name, and so makes it another one; or in a list."""
    before, after = claim.plain[span[0] - 1 : span[0]], claim.plain[span[1] : span[1] + 1]
    if (before and before in _LISTS) or (after and after in _LISTS):
        return True
    opens = not claim.plain[claim.clause(span[0])[0] : span[0]].strip()
    return opens and any(name.start == span[1] for name in claim.names)


def _content(claim: Passage, clause: Span, content: set[int]) -> int:
    """How many characters of a clause say something that is no name."""
    named = {place for name in claim.names for place in range(name.start, name.end)}
    at, count = clause[0], 0
    for word in split(claim.plain[slice(*clause)]):
        places = range(at, at + len(word))
        at += len(word)
        count += 0 if _hollow(word) else sum(place in content and place not in named for place in places)
    return count


def _rooted(claim: Passage, clause: Span, beside: Aligned | None, evidence: Evidence) -> bool:
    """Whether a clause has any word of the cited paragraphs besides names and numbers."""
    facts = [(name.start, name.end) for name in claim.names]
    facts += [(numeral.start, numeral.end) for numeral in claim.numerals]
    facts += [(mark.start, mark.end) for mark in claim.marks("speaker")]
    places = {place for fact in facts for place in range(*fact)}
    units = [unit for unit in claim.units if clause[0] <= unit.start and unit.end <= clause[1]]
    pairs = beside.pairs if beside is not None else ()
    return any(
        unit.start not in places
        for unit in (*(unit for unit in units if unit.key in evidence.cited_keys), *(p.claim for p in pairs))
    )


def _joined(words: list[tuple[str, Span]]) -> Iterator[list[tuple[str, Span]]]:
    """Neighbouring words together, lone light words left out."""
    run: list[tuple[str, Span]] = []
    for word, span in words:
        if run and span[0] - run[-1][1][1] > 1:
            yield run
            run = []
        run.append((word, span))
    if run:
        yield run


def _finding(claim: Passage, run: list[tuple[str, Span]]) -> Finding:
    start, end = run[0][1][0], run[-1][1][1]
    return Finding("name" if named().search(claim.plain[start:end]) else "addition", claim.words(start, end))


def _alphabetic(claim: Passage, aligned: tuple[Aligned, ...], evidence: Evidence) -> Weighed:
    free = _free(claim, evidence)
    language = claim.language
    carried = [
        *((unit.start, unit.end) for unit in claim.concepts if unit.key in evidence.concepts),
        *((mark.start, mark.end) for mark in (*claim.marks("saying"), *claim.marks("speaker"))),
        *((name.start, name.end) for name in claim.names),
    ]
    for start, end in carried:
        free[start:end] = bytes(end - start)
    strange, content = [], 0
    for unit in claim.units:
        word = claim.plain[unit.start : unit.end]
        if word in empty(language) or unit.key in empty(language):
            continue
        content += 1
        if free[unit.start] and not (
            unit.key in evidence.keys
            or same(language).get(unit.key, frozenset()) & evidence.keys
            or (unit.key not in adverse(language) and _near_in_meaning(word, unit.key, language, evidence))
        ):
            strange.append(unit)
    findings: tuple[Finding, ...] = ()
    against = any(unit.key in adverse(language) for unit in strange)
    alone = any(_fills(claim, unit) for unit in strange)
    if len(strange) >= 2 or against or alone:
        findings = (Finding("addition", claim.words(strange[0].start, strange[-1].end)),)
    return Weighed(findings, 1 - len(strange) / max(1, content))


def _near_in_meaning(word: str, stem: str, language: str, evidence: Evidence) -> bool:
    return related(stem, evidence.keys) or (language == "en" and bool(kin(word) & evidence.keys))


def _fills(claim: Passage, unit: Unit) -> bool:
    """Whether the word makes up a good part of its clause."""
    first, last = claim.clause(unit.start)
    named = {place for name in claim.names for place in range(name.start, name.end)}
    words = [one for one in claim.units if first <= one.start < last and one.start not in named]
    return len([one for one in words if one.key not in empty(claim.language)]) <= _SHORT


def invented(claim: Passage, evidence: Evidence) -> Iterator[Finding]:
    """Clauses most of whose terms a source in another language does not have."""
    have = {unit.key for passage in evidence.everything for unit in passage.shared}
    had = {unit.start for unit in claim.shared if unit.key in have}
    kinds: tuple[Kind, ...] = (*_CHECKED_ELSEWHERE, "speaker", "saying")
    facts = [(name.start, name.end) for name in claim.names]
    facts += [(numeral.start, numeral.end) for numeral in claim.numerals]
    marked = facts + [(mark.start, mark.end) for kind in kinds for mark in claim.marks(kind)]
    checked = {place for span in marked for place in range(*span)}
    for first, last in claim.clauses:
        terms = {
            (unit.start, unit.end)
            for unit in claim.concepts
            if first <= unit.start < last
            and unit.start not in checked
            and claim.plain[unit.start : unit.end] not in empty(claim.language)
        }
        missing = sorted(span for span in terms if span[0] not in had)
        known = len(terms) - len(missing) + sum(first <= start < last for start, _ in facts)
        if len(missing) >= _INVENTED * (1 + known):
            yield Finding("addition", claim.words(missing[0][0], missing[-1][1]))
