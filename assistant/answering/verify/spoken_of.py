"""What the source only speaks of, and the claim says outright: the role of the Office in carrying out a
compact is no duty to carry it out, and «prosecutors need to have» is not that they have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.verify.alignment import Aligned
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Passage, Span
from assistant.language.scales import DEONTIC

_ROLE = {
    "zh": re.compile("(?:对于|对|在)([^，。；]{4,50}?)(?:的|中|方面|上)[^，。；的]{0,6}(?:作用|角色)"),
    "en": re.compile(r"\broles? (?:of [^.;]{3,90}? )?(?:in|for)\b([^.;,]+)"),
    "fr": re.compile(r"\broles? (?:\w+ ){0,2}?(?:d\w{0,3}[' ][^.;]{3,90}? )?(?:dans|pour)\b([^.;,]+)"),
    "es": re.compile(
        r"\b(?:papel|funcion)(?:es)? (?:\w+ ){0,2}?(?:del? [^.;]{3,90}? )?(?:en|para)\b([^.;,]+)"
    ),
    "ru": re.compile(r"\bрол[ьи] ([^.;]{3,120})"),
    "ar": re.compile(r"(?:ال)?دور\w*([^.؛،]{3,120})"),
}
_ROLES = {
    "zh": re.compile("作用|角色|贡献|重要|职能"),
    "en": re.compile(r"\brole|\bcontribut|\bimportan|\bfunction"),
    "fr": re.compile(r"\brole|\bcontribu|\bimportan|\bfonction"),
    "es": re.compile(r"\bpapel|\bcontribu|\bimportan|\bfuncion|\brol\b"),
    "ru": re.compile(r"\bрол|\bвклад|\bважн|\bзначени"),
    "ar": re.compile("دور|اهمي|مهم|اسهام|مساهم"),
}
_HAS = {
    "zh": re.compile("(?<![没未只得应须要需])(?:拥有|具备|具有|已有|掌握|有着|都有|有(?=足够|充分|充足))"),
    "en": re.compile(
        r"\b(?:(?:have|has|had)(?! (?:not |also |already )?(?:been|to|\w+(?:ed|en|ne|ght))\b)|"
        r"possess\w*|are equipped with|enjoys?)\b"
    ),
    "fr": re.compile(
        r"\b(?:(?:ont|a) (?=des?\b|les?\b|la\b|une?\b|l\'|suffisamment|assez)|possed\w+|dispos(?:e|"
        r"ent|aient|ait)|sont dotes)\b"
    ),
    "es": re.compile(r"\b(?:tienen?|posee\w*|dispon(?:e|en|ian?)|cuentan? con)\b"),
    "ru": re.compile(r"\b(?:облада\w+|имеют|располага\w+|есть|имеется)\b"),
    "ar": re.compile(r"لدي\w*|[يت]متلك\w*|[يت]تمتع\w*|[يت]ملك\w*|تتوفر|[يت]توافر"),
}
_TRIES = {
    "zh": re.compile("图谋|企图|试图|力图|妄图"),
    "en": re.compile(
        r"\b(?:attempt\w*|(?:try|tries|tried|trying|seeks?|sought|seeking|aim\w*|"
        r"intend\w*) to)\b"
    ),
    "fr": re.compile(r"\b(?:tent(?:e|ent|er|ant|ative\w*)|cherch\w+ a|essa(?:ie|y)\w*)\b"),
    "es": re.compile(r"\b(?:intent(?!aron pon)\w+|trat(?:an?|aban?|ar|aron) de|procur\w+|tentativa\w*)\b"),
    "ru": re.compile(r"\b(?:пыта\w+|попыт\w+|стрем\w+|намерева\w+)\b"),
    "ar": re.compile(r"[يت]حاول\w*|محاول\w*|[يت]سع[يو]\w*"),
}
_OWING = DEONTIC - {"may"} | {"request", "urge", "recommend", "will", "hope", "right"}


def spoken_of_wrong(claim: Passage, aligned: tuple[Aligned, ...]) -> Iterator[Finding]:
    """Duties and possessions of the claim that the source only speaks of."""
    for one in aligned:
        found = _ordered(claim, one) or _owned(claim, one) or _tried(claim, one)
        if found is not None:
            (start, end), (first, last) = found
            yield Finding("modality", claim.words(start, end), one.passage.words(first, last))


def _ordered(claim: Passage, one: Aligned) -> tuple[Span, Span] | None:
    """A duty of which the source only says who has a role in it."""
    role, named = _ROLE.get(one.passage.language), _ROLES.get(claim.language)
    if role is None or named is None or named.search(claim.plain):
        return None
    duty = [mark for mark in claim.marks_in("modality", one.clause) if mark.grade in DEONTIC]
    for found in role.finditer(one.passage.plain, *one.sentence) if duty else ():
        if one.mostly_in(duty[-1].end, found.span(1)):
            return (duty[-1].start, one.clause[1]), found.span()
    return None


def _owned(claim: Passage, one: Aligned) -> tuple[Span, Span] | None:
    """A possession that the source has as a need."""
    has = _HAS.get(claim.language)
    found = has.search(claim.plain, *one.clause) if has else None
    span = claim.sentence(one.clause[0])
    if found is None or any(mark.grade in _OWING for mark in claim.marks_in("modality", span)):
        return None
    for need in one.passage.marks_in("modality", one.sentence):
        if need.grade == "need":
            last = one.passage.clause(need.start)[1]
            if one.mostly_in(found.end(), (need.end, last)):
                return (found.start(), one.clause[1]), (need.start, last)
    return None


def _tried(claim: Passage, one: Aligned) -> tuple[Span, Span] | None:
    """A deed that the source only has attempted."""
    mine, theirs = _TRIES.get(claim.language), _TRIES.get(one.passage.language)
    done = [mark for mark in claim.marks_in("modality", one.clause) if mark.grade == "done"]
    if not done or mine is None or theirs is None or mine.search(claim.plain, *one.clause):
        return None
    for tries in theirs.finditer(one.passage.plain, *one.sentence):
        last = one.passage.clause(tries.start())[1]
        if one.mostly_in(done[0].end, (tries.end(), last)):
            return (done[0].start, one.clause[1]), (tries.start(), last)
    return None
