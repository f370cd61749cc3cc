"""What the source wants done and the claim has as done, or to come, by nothing but the form of the verb.

«Organizó dos talleres» for «que organizara dos talleres»: no word of duty or of doing shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.verify.alignment import Aligned
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Passage, Span, Unit
from assistant.language.scales import DEONTIC, Kind, Mark

_PAST = {
    "en": re.compile(r"(?<!\bbe )(?<!\bnot )\b\w+ed\b|\b(?:held|set up|gave|built|drew up|made|took|sent)\b"),
    "fr": re.compile(
        r"\b(?:a|ont)(?: \w+ment| deja)? (?!pu\b|ete\b)\w+(?:e|i|u|is|it|ert)\b|"
        r"\b(?:a|ont) ete \w+(?:e|i|u|is|it|ert)e?s?\b"
    ),
    "es": re.compile(r"\b\w+(?:ó|aron|ieron|ió)\b"),
    "ru": re.compile(r"\b\w+(?:[аеиоуя]л[аио]?|л[аои])(?:сь|ся)?\b"),
    "ar": re.compile(
        r"\b[وف]?(?:قامت?|نظمت?|قدمت?|وضعت?|انشا[ت]?|اعدت?|اعفت?|اتاحت?|عززت?|"
        r"استعرضت?|نشرت?)\b"
    ),
}
_FUTURE = {
    "fr": re.compile(r"\b(?:sera|seront) \w+|\b\w+(?:era|eront|ira|iront|dra|dront)\b"),
    "es": re.compile(r"\b\w+(?:ará|erá|irá|arán|erán|irán)\b"),
    "ru": re.compile(r"\b(?:будет|будут)\b"),
}
_PRESENT = {
    "en": re.compile(r"\b\w+(?<!s)s\b"),
    "fr": re.compile(r"\b\w+(?<!m)ent\b"),
    "es": re.compile(r"\b\w+[ae]n\b"),
    "ru": re.compile(r"\b\w+(?:ет|ут|ют|ит|ат|ят)(?:ся)?\b"),
}  # which says that something is so, where the source has the verb without a time of its own
_TIMELESS = {
    "en": re.compile(r"(?<!s)$"),
    "fr": re.compile("(?:er|ir|re)$"),
    "es": re.compile("[aei]r(?:se)?$"),
    "ru": re.compile("(?:ть|ти|чь)(?:ся)?$"),
}
_WANTS = DEONTIC - {"may"} | {"recommend", "request", "urge", "invite", "hope"}
_COMES = frozenset({"will", "decide", "promise", "adopt", "done", "ongoing"})
_NEAR = 3  # characters of «a été» before a verb
_BESIDE = 14  # characters between «should» and its verb: «should also»
_ROOT = 3  # pairs that the clause must have besides


def tenses_wrong(claim: Passage, aligned: tuple[Aligned, ...]) -> Iterator[Finding]:
    """Deeds of the claim that the source has somebody ask for, propose or owe."""
    for one in aligned:
        if len(one.pairs) < _ROOT or _tempered(claim, one.clause):
            continue
        for form in _forms(claim, one.clause):
            wanted = _asked_for(claim, one, form)
            if wanted is not None:
                words = one.passage.words(wanted.start, one.sentence[1])
                yield Finding("modality", claim.words(form[0], one.clause[1]), words)
                return
        yield from _simply_so(claim, one)


def _simply_so(claim: Passage, one: Aligned) -> Iterator[Finding]:
    """What the claim says to be so, in the present, where the source has the bare verb as wanted."""
    present, bare = _PRESENT.get(claim.language), _TIMELESS.get(claim.language)
    if present is None or bare is None or claim.language != one.passage.language:
        return
    for pair in one.pairs:
        verb = one.passage.plain[pair.source.start : pair.source.end]
        if not present.fullmatch(claim.plain, pair.claim.start, pair.claim.end) or not bare.search(verb):
            continue
        wanted = _wanted(one, pair.source)
        if wanted is not None and (claim.language != "en" or pair.source.start - wanted.end <= _BESIDE):
            words = one.passage.words(wanted.start, one.sentence[1])
            yield Finding("modality", claim.words(pair.claim.start, one.clause[1]), words)
            return


def _tempered(claim: Passage, clause: Span) -> bool:
    """Whether the claim says how strongly, or whose words it gives."""
    who = {place for mark in claim.marks("speaker") for place in range(mark.start, mark.end)}
    kinds: tuple[Kind, ...] = ("modality", "saying", "negation")
    span = claim.sentence(clause[0])
    marks = (mark for kind in kinds for mark in claim.marks_in(kind, span))
    return any(mark.grade != "right" and mark.start not in who for mark in marks)


def _forms(claim: Passage, clause: Span) -> Iterator[Span]:
    text = claim.raw.lower() if claim.language == "es" and len(claim.raw) == len(claim.plain) else claim.plain
    for table in (_PAST, _FUTURE):
        pattern = table.get(claim.language)
        for found in pattern.finditer(text, *clause) if pattern else ():
            yield found.span()


def _asked_for(claim: Passage, one: Aligned, form: Span) -> Mark | None:
    """The mark under which the source has the verb; or, when another language's tells no verb, all of
    what follows right after who does it."""
    verbs = [pair.source for pair in one.pairs if form[0] - _NEAR <= pair.claim.start < form[1]]
    if verbs:
        return next((want for verb in verbs if (want := _wanted(one, verb)) is not None), None)
    told = any(0 <= form[0] - mark.end <= _NEAR for mark in claim.marks("speaker"))
    if claim.language == one.passage.language or not told:
        return None
    wants = [_wanted(one, pair.source) for pair in one.pairs if pair.claim.start >= form[1]]
    return wants[0] if len(wants) >= _ROOT and all(wants) else None


def _wanted(one: Aligned, verb: Unit) -> Mark | None:
    """The mark under which the source has a verb, when it has it neither done nor to come."""
    passage = one.passage
    marks = passage.marks_in("modality", one.sentence)
    past = _PAST.get(passage.language)
    if past is not None and past.search(passage.plain, max(one.sentence[0], verb.start - _NEAR), verb.end):
        return None
    before = [mark for mark in marks if mark.end <= verb.start and mark.grade in _WANTS | _COMES]
    return before[-1] if before and before[-1].grade in _WANTS else None
