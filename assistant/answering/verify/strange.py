"""Words of a claim in an alphabet, or of a claim in another language, that nothing in the source carries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answering.verify.carried import related
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Evidence, Passage, Span, Unit
from assistant.answering.verify.voices import ORGANS, voices
from assistant.language.scales import Kind
from assistant.language.wording import adverse, empty, kin, same

_CHECKED_ELSEWHERE: tuple[Kind, ...] = ("quantifier", "modality", "negation", "bound")
_INVENTED = 2  # terms that a source in another language lacks and that make an addition
_TOGETHER = 2  # words nothing carries that make an addition
_LITERAL = 0.8  # of the words that something carries, in a claim that keeps to the source's own
_SHORT = 3  # content words of a clause in which one new word is an addition


@dataclass(frozen=True, slots=True)
class Weighed:
    """The additions found, and the share of the claim's own words that something carries."""

    findings: tuple[Finding, ...]
    carried: float


def wanting(claim: Passage, evidence: Evidence) -> bytearray:
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


def strange_words(claim: Passage, evidence: Evidence) -> Weighed:
    free = wanting(claim, evidence)
    language = claim.language
    carried = [
        *((unit.start, unit.end) for unit in claim.concepts if unit.key in evidence.concepts),
        *((unit.start, unit.end) for unit in claim.groups if unit.key in evidence.groups),
        *((mark.start, mark.end) for mark in (*claim.marks("saying"), *claim.marks("speaker"))),
        *((name.start, name.end) for name in claim.names),
    ]
    for start, end in carried:
        free[start:end] = bytes(end - start)
    strange, content, literal = [], 0, 0
    for unit in claim.units:
        word = claim.plain[unit.start : unit.end]
        if word in empty(language) or unit.key in empty(language):
            continue
        content += 1
        literal += unit.key in evidence.keys
        if free[unit.start] and not (
            unit.key in evidence.keys
            or same(language).get(unit.key, frozenset()) & evidence.keys
            or (unit.key not in adverse(language) and _near_in_meaning(word, unit.key, language, evidence))
        ):
            strange.append(unit)
    findings: tuple[Finding, ...] = ()
    against = any(unit.key in adverse(language) for unit in strange)
    alone = any(_fills(claim, unit) for unit in strange)
    most = _TOGETHER if literal / max(1, content - len(strange)) >= _LITERAL else _TOGETHER + 1
    if len(strange) >= most or against or alone:
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
