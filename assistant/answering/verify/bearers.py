"""Who ought to do it for whom: «States should inform the Conference» is not that it should inform them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.verify.alignment import Aligned
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Passage, Span
from assistant.language.scales import Mark

_CALLS = frozenset({"urge", "request", "invite", "encourage"})
_ACTOR = {
    "zh": re.compile(
        "(?:私营|公共)?部门|企业|公司|民间社会|非政府组织|国际组织|媒体|银行|学校|青年|妇女|法院"
    ),
    "en": re.compile(
        r"\s+(?:the |all |other )*(?:private sector|industry|compan\w+|business\w*|civil society|"
        r"(?:\w+ )?organi[sz]ations?|media|banks?|schools?|young people|youth|women|courts?)\b"
    ),
    "fr": re.compile(
        r"\s+(?:a |au |aux |les? |la |l')*(?:secteur prive|entreprises?|societe civile|medias?|"
        r"banques?|ecoles?|"
        r"jeunes|femmes|tribunaux|organisations?)\b"
    ),
    "es": re.compile(
        r"\s+(?:a |al |las? |los )*(?:sector privado|empresas?|sociedad civil|medios|bancos?|"
        r"escuelas?|jovenes|"
        r"mujeres|tribunales|organizaciones)\b"
    ),
    "ru": re.compile(
        r"\s+(?:частн\w+ сектор\w*|компани\w+|предприяти\w+|гражданск\w+|банк\w*|"
        r"школ\w*|молодеж\w*|женщин\w*|суд\w*|организаци\w+)\b"
    ),
    "ar": re.compile(
        r"\s+(?:القطاع الخاص|الشركات|المجتمع المدني|وسايط الاعلام|المصارف|المدارس|"
        "الشباب|النساء|المحاكم|المنظمات)"
    ),
}  # whom one may call upon instead of States
_DUTIES = frozenset({"should", "must", "bound", "due", "consider", "encourage"})
_BETWEEN = 3  # characters between who ought and the duty in Chinese: 均应, 也应
_WORDS = 12  # the same elsewhere
_FEW = 3  # pairs that the clause must have with the duty's


def bearers_wrong(claim: Passage, aligned: tuple[Aligned, ...]) -> Iterator[Finding]:
    """Duties of the claim whose bearer is in the source the one they are owed to."""
    for one in aligned:
        ours = _bearer(claim, one.clause)
        if ours is None or len(one.pairs) < _FEW:
            continue
        who, duty = ours
        theirs = _bearer(one.passage, one.sentence)
        if theirs is None or theirs[0].grade == who.grade:
            continue
        served = {mark.grade for mark in claim.marks_in("speaker", (duty.end, one.clause[1]))}
        after = (theirs[1].end, one.sentence[1])
        theirs_served = {mark.grade for mark in one.passage.marks_in("speaker", after)}
        if theirs[0].grade in served and who.grade in theirs_served and theirs[0].grade not in theirs_served:
            words = one.passage.words(theirs[0].start, theirs[1].end)
            yield Finding("attribution", claim.words(who.start, duty.end), words)


def called_upon_wrong(claim: Passage, aligned: tuple[Aligned, ...]) -> Iterator[Finding]:
    """Whom the claim has called upon where the source calls upon States."""
    actor = _ACTOR.get(claim.language)
    for one in aligned if actor else ():
        calls = [mark for mark in claim.marks_in("modality", one.clause) if mark.grade in _CALLS]
        found = next(
            (found for mark in calls if actor and (found := actor.match(claim.plain, mark.end))), None
        )
        if found is None or any(
            mark.grade == "states" for mark in claim.marks_in("speaker", claim.sentence(found.start()))
        ):
            continue
        for call in one.passage.marks_in("modality", one.sentence):
            who = next(iter(one.passage.marks_in("speaker", (call.end, call.end + _WORDS))), None)
            if call.grade in _CALLS and who is not None and who.grade == "states":
                words = one.passage.words(call.start, who.end)
                yield Finding("attribution", claim.words(calls[0].start, found.end()), words)
                return


def _bearer(passage: Passage, span: Span) -> tuple[Mark, Mark] | None:
    """The last who ought, and the duty."""
    reach = _BETWEEN if passage.language == "zh" else _WORDS
    duties = [mark for mark in passage.marks_in("modality", span) if mark.grade in _DUTIES]
    found = [
        (who, duty)
        for duty in duties
        for who in passage.marks_in("speaker", span)
        if 0 <= duty.start - who.end <= reach
    ]
    return found[-1] if found else None
