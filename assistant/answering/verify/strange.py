"""Words of a claim in an alphabet, or of a claim in another language, that nothing in the source carries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.verify.carried import related
from assistant.answering.verify.evidence import Evidence
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Passage, Span, Unit
from assistant.answering.verify.undecided import both_open
from assistant.answering.verify.voices import ORGANS, voices
from assistant.language.scales import Kind
from assistant.language.wording import adverse, deeds, empty, kin, light, linking, same

_CHECKED_ELSEWHERE: tuple[Kind, ...] = ("quantifier", "modality", "negation", "bound")
_ABOUT = (
    "不足",
    "不到",
    "不满",
    "未满",
    "接近",
    "将近",
    "大约",
    "超过",
    "至少",
    "最多",
    "最高",
    "最低",
    "多达",
    "高达",
    "只有",
    "仅有",
)
_INVENTED = 2  # terms that a source in another language lacks and that make an addition
_LIGHT = 0.15  # what a word that says little weighs beside a noun
_DEED = 0.4  # what a verb weighs
_RUN = 1.0  # weight of odd words side by side that makes an addition
_TOTAL = 1.8  # the same of a whole clause
_SHARE = 0.8  # the same as a share of the clause
_FREELY = 3.0  # by how much more both may be in a claim that has none of the source's own words
_MANNER = {
    "en": re.compile("ly$"),
    "fr": re.compile("ment$"),
    "es": re.compile("mente$"),
    "ru": re.compile("(?:но|ски)$"),
    "ar": re.compile("(?!)"),
}
_DEEDS = {
    "fr": re.compile("(?:er|ir|ent|ait|aient|era|eront|ant|ees?|es?)$"),
    "es": re.compile("(?:[aei]r(?:on|an?|se)?|aban?|ian?|ando|iendo|[ai]d[oa]s?|aron|ieron|a?n)$"),
    "ru": re.compile("(?:л[аио]?(?:сь)?|ть(?:ся)?|[еиюуя]т(?:ся)?|[еа]н[аоы]?|лся)$"),
    "ar": re.compile("^(?:ي|ت|ا?ست)"),
}


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
    spans += [found.span() for found in linking(claim.language).finditer(claim.plain)]
    spans += (*both_open(claim, evidence), *claim.edges)
    spans += [
        (one.start - 2, one.start) for one in claim.amounts if claim.plain.endswith(_ABOUT, 0, one.start)
    ]
    spans += [(amount.start, amount.end) for amount in claim.amounts]
    for start, end in spans:
        free[start:end] = bytes(end - start)
    return free


def _organs(claim: Passage, evidence: Evidence) -> list[Span]:
    """The organ that a resolution leaves unnamed: 大会 in 「大会鼓励……」 for 「鼓励……」."""
    if any(voices(passage) for passage in evidence.cited):
        return []
    return [(voice.start, voice.end) for voice in voices(claim) if voice.head in ORGANS]


def kindred(claim: Passage, evidence: Evidence) -> list[Span]:
    """Where the claim says in everyday words what the source says officially."""
    return [span for span, words in claim.kindred if any(word in evidence.body for word in words)]


def strange_words(claim: Passage, evidence: Evidence) -> Weighed:
    """What nothing carries: weighed by what kind of words it is, the less so the freer the rest is worded."""
    odd, content, literal = _odd(claim, evidence)
    strange = [unit for unit, weight in odd if weight]
    named = [unit for unit, weight in odd if weight == 1 and _capital(claim, unit)]
    share = literal / max(1, content - len(strange))
    found = [Finding("name", claim.words(unit.start, unit.end)) for unit in named]
    for clause in claim.clauses:
        inside = [(unit, weight) for unit, weight in odd if clause[0] <= unit.start < clause[1]]
        words = [unit for unit, weight in inside if weight > _LIGHT]
        if words and _adds([weight for _, weight in inside], share):
            found.append(Finding("addition", claim.words(words[0].start, words[-1].end)))
    return Weighed(tuple(found), 1 - len(strange) / max(1, content))


def _capital(claim: Passage, unit: Unit) -> bool:
    """Whether a word is written as a name, within a sentence."""
    before = claim.raw[: unit.start].rstrip(" «“\"'(")
    return claim.raw[unit.start].isupper() and before[-1:].isalnum() and not claim.raw[: unit.end].isupper()


def _adds(weights: Sequence[float], literal: float) -> bool:
    """Whether the odd words of a clause (0 for those something carries) are too many or too close."""
    total, run, longest = 0.0, 0.0, 0.0
    for weight in weights:
        run = run + weight if weight else 0.0
        longest = max(longest, run)
        total += weight
    freely = _FREELY * (1 - literal)
    return longest >= _RUN + freely or total >= _TOTAL + freely or total >= _SHARE * len(weights) >= _SHARE


def _odd(claim: Passage, evidence: Evidence) -> tuple[list[tuple[Unit, float]], int, int]:
    """The content words with what they weigh, 0 when something carries them; how many there are, and how
    many of them are the source's own."""
    free = wanting(claim, evidence)
    language = claim.language
    carried = [
        *((unit.start, unit.end) for unit in claim.concepts if unit.key in evidence.concepts),
        *((unit.start, unit.end) for unit in claim.groups if unit.key in evidence.groups),
        *((mark.start, mark.end) for mark in (*claim.marks("saying"), *claim.marks("speaker"))),
        *((name.start, name.end) for name in claim.names),
        *kindred(claim, evidence),
    ]
    for start, end in carried:
        free[start:end] = bytes(end - start)
    odd: list[tuple[Unit, float]] = []
    content = literal = 0
    for unit in claim.units:
        word = claim.plain[unit.start : unit.end]
        if word in empty(language) or unit.key in empty(language):
            continue
        content += 1
        literal += unit.key in evidence.keys
        odd.append((unit, _weight(claim, unit, word, evidence) if free[unit.start] else 0.0))
    return odd, content, literal


def _weight(claim: Passage, unit: Unit, word: str, evidence: Evidence) -> float:
    language = claim.language
    if unit.key in evidence.keys or same(language).get(unit.key, frozenset()) & evidence.keys:
        return 0.0
    if unit.key in light(language):
        return _LIGHT
    written = claim.raw[unit.start : unit.end]
    if written.isupper() and len(written) > 1 and any(written in each for each in evidence.initials):
        return 0.0
    against = unit.key in adverse(language)
    if not against and _near_in_meaning(word, unit.key, language, evidence):
        return 0.0
    if against:
        return 1.0
    if _MANNER[language].search(word):
        return _LIGHT
    return _DEED if _acts(word, unit.key, language) else 1.0


def _acts(word: str, stem: str, language: str) -> bool:
    if language == "en":
        return stem in deeds() and word.endswith(("ed", "ing", "es", "s"))
    return _DEEDS[language].search(word) is not None


def _near_in_meaning(word: str, stem: str, language: str, evidence: Evidence) -> bool:
    return related(word, stem, language, evidence.keys) or (
        language == "en" and bool(kin(word) & evidence.keys)
    )


def invented(claim: Passage, evidence: Evidence) -> Iterator[Finding]:
    """Clauses most of whose terms a source in another language does not have."""
    had = {unit.start for unit in claim.shared if unit.key in evidence.shared}
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
