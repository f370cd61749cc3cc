"""What a sentence says of the one before it: «some opposed this», «None had been fatal», 对此表示反对.

Reports put a matter down first and then who was against it; a claim says both in one clause.
"""

from __future__ import annotations

import re

from assistant.answering.verify.alignment import Aligned
from assistant.answering.verify.passage import Passage, Span
from assistant.language.scales import Kind, Mark
from assistant.language.wording import empty

_POINTS = {
    "zh": re.compile(
        r"此(?!外|前|后|次)|这[一项种类个些]|该(?!当)|上述|其中|表示(?:反对|赞同|同意|支持)|^(?:无一|均|都)"
    ),
    "en": re.compile(
        r"\b(?:this|that|these|those|it|them|such|the (?:proposal|"
        r"suggestion|idea|request|matter|issue|question|measure))\b|"
        r"^(?:none|neither|all|most|some|others?|two|both)\b"
    ),
    "fr": re.compile(
        r"\b(?:ce(?:tte|t|la|ci)?|ces|celle-ci|celui-ci|la (?:proposition|question|demande|mesure))\b|"
        r"^(?:aucune?|tous|toutes|certain\w*|d'autres)\b"
    ),
    "es": re.compile(
        r"\b(?:es[ea]s?|est[ea]s?|es[ot]o|esos|estos|ello|al respecto|"
        r"la (?:propuesta|cuestion|solicitud|medida|idea))\b|"
        r"^(?:ningun\w*|tod[oa]s|algun[oa]s|otr[oa]s)\b"
    ),
    "ru": re.compile(
        r"\b(?:эт\w{1,3}|так\w{2,3} (?:предложени|мер|подход)\w+|"
        r"не[её]|него|нему)\b|^(?:ни один|ни одн\w+|все|друг\w+)\b"
    ),
    "ar": re.compile(r"\b[وفبلك]*(?:هذا|هذه|ذلك|تلك)\b|(?:الاقتراح|المقترح)\b"),
}

_MATTER = {
    "zh": r"(?:这|此|该|上述)[一项种类个些]{0,2}(?:提议|提案|建议|看法|意见|观点|要求|请求|主张|做法|想法)?",
    "en": r"(?:it|them|(?:this|that|these|those|the|such an?)(?: (?:proposals?|suggestions?|ideas?|requests?|"
    r"measures?|views?|opinions?|recommendations?))?)",
    "fr": r"(?:cette|cet|ce|ces|la|le|les) "
    r"(?:proposition|suggestion|idee|demande|mesure|avis|point de vue|recommandation)s?",
    "es": r"(?:ello|eso|esto|(?:es[ae]|est[ae]|la|es[ao]s|est[ao]s) "
    r"(?:propuesta|sugerencia|idea|solicitud|medida|opinion|recomendacion)(?:s|es)?)",
    "ru": r"(?:эт\w{1,3}|так\w{2,3})(?: (?:предложени|просьб|мер|иде|мнени|подход|рекомендаци)\w*)?",
    "ar": r"(?:(?:هذا|هذه|ذلك|تلك)(?: (?:ال\w+))?|الاقتراح|المقترح)",
}  # what was put forward, and no other thing
_AGAINST = {
    "zh": r"(?:反对|不同意|不赞成|不支持|拒绝(?:接受|同意)?|"
    r"没有(?:接受|同意|支持|赞成|答应)|未(?:接受|同意|支持))了?",
    "en": r"(?:oppos|reject|refus)(?:ed|es|e)?|(?:objected|was opposed|were opposed) to|disagree[sd]? with|"
    r"(?:not|n't) (?:agreed?(?: (?:with|to))?|support(?:ed)?|accept(?:ed)?|endorsed?|"
    r"favou?r(?:ed)?|shared?|in favou?r of)",
    "fr": r"(?:se (?:sont|est) )?oppose\w*(?: a)?|s'oppos\w+ a|rejet\w+|refus\w+|"
    r"(?:pas|point) (?:appuye|accepte|approuve|soutenu|souscrit a|partage|favorables? a|d'accord avec)e?",
    "es": r"(?:se )?(?:opus\w+|opon\w+)(?: a)?|rechaz\w+|"
    r"no (?:\w{1,6} )?(?:apoy|acept|respald|aprob|compart|estuv)\w+(?: (?:de acuerdo con|a favor de))?",
    "ru": r"(?:выступил\w*|возража\w+|возразил\w*) против|отверг\w+|отклонил\w*|"
    r"не (?:поддерж|соглас|принял|одобр|раздел)\w*(?: с)?",
    "ar": r"(?:عارض|رفض)\w*|(?:لم|لا) (?:[تي]?(?:وافق|قبل|ويد|دعم)\w*)(?: علي)?",
}  # to be against what others want; who only does not receive or see a thing is not
_TAKES = {  # the whole of what such a clause says, in either order
    language: re.compile(
        rf"(?:{against})\s*{_MATTER[language]}\s*$|{_MATTER[language]}\s*(?:表示)?(?:{against})\s*$"
    )
    for language, against in _AGAINST.items()
}
_OPPOSING = {language: re.compile(against) for language, against in _AGAINST.items()}
_NONE = {
    "en": re.compile(r"\s*(?:none|neither|no one|nobody|not one)\b"),
    "fr": re.compile(r"\s*(?:aucune?|nul|personne)\b"),
    "es": re.compile(r"\s*(?:ningun[ao]?|nadie)\b"),
    "ru": re.compile(r"\s*(?:ни один|ни одн\w+|никто)\b"),
}
_BODIES = frozenset(
    {"group", "conference", "assembly", "council", "commission", "office", "secretariat", "chair", "meeting"}
)  # of which there is one, where delegations may be others
_FAR = 40  # characters that may tell what is denied
_VERB_FIRST = 30  # characters in which Arabic says who, after the verb


def answer(one: Aligned) -> Span | None:
    """The clause, of the sentence after the one a clause stands beside, that is against that."""
    passage, following = one.passage, _following(one)
    takes = _TAKES.get(passage.language)
    if takes is None or following is None:
        return None
    inside = (clause for clause in passage.clauses if following[0] <= clause[0] < following[1])
    return next((clause for clause in inside if takes.search(passage.plain, *clause)), None)


def _following(one: Aligned) -> Span | None:
    return next((each for each in one.passage.sentences if each[0] >= one.sentence[1]), None)


def taking_up(passage: Passage, sentence: Span) -> Span | None:
    """The clause of a sentence that takes up what was said before."""
    points = _POINTS.get(passage.language)
    text = passage.plain[slice(*sentence)]
    start = sentence[0] + len(text) - len(text.lstrip())
    found = points.search(passage.plain[start : sentence[1]]) if points else None
    return passage.clause(start + found.start()) if found else None


def denied_after(claim: Passage, one: Aligned, mark: Mark) -> tuple[Mark, ...]:
    """The denials by which the next sentence answers what a clause of the claim denies with ``mark``: the
    same ones are against the same matter in both, or «None had …» says nothing that the claim does not."""
    span = answer(one) if _opposes(claim, mark) else None
    if span is not None and not _same_ones(claim, one, mark, span):
        return ()
    span = span or _none(claim, one)
    negations = one.passage.marks("negation")
    return tuple(each for each in negations if span and span[0] <= each.start < span[1])


def _opposes(claim: Passage, mark: Mark) -> bool:
    """Whether a denial of the claim is of being for something: «did not support», not «did not adopt»."""
    pattern = _OPPOSING.get(claim.language)
    found = pattern.search(claim.plain, mark.start, mark.end + _FAR) if pattern else None
    return found is not None and found.start() < mark.end


def _same_ones(claim: Passage, one: Aligned, mark: Mark, span: Span) -> bool:
    """Whether both name who is against, as speakers or else as some or many; a body of which the
    sentence before tells is not against its own deed."""
    end = mark.end + (_VERB_FIRST if claim.language == "ar" else 0)
    mine, theirs = (one.clause[0], min(end, one.clause[1])), span
    speakers = _grades(claim, mine, "speaker"), _grades(one.passage, theirs, "speaker")
    if all(speakers):
        bodies = _grades(one.passage, one.sentence, "speaker") & _BODIES
        return bool((speakers[0] & speakers[1]) - bodies)
    return bool(_grades(claim, mine, "quantifier") & _grades(one.passage, theirs, "quantifier"))


def _grades(passage: Passage, span: Span, kind: Kind) -> set[str]:
    return {mark.grade for mark in passage.marks(kind) if span[0] <= mark.start < span[1]}


def _none(claim: Passage, one: Aligned) -> Span | None:
    """The next sentence, if it opens with «none», as the claim does, and has no other words than it."""
    following, passage = _following(one), one.passage
    pattern = _NONE.get(claim.language)
    if pattern is None or following is None or claim.language != passage.language:
        return None
    if not (pattern.match(claim.plain, one.clause[0]) and pattern.match(passage.plain, following[0])):
        return None
    hollow = empty(passage.language) | {unit.key for unit in claim.units}
    rest = [unit for unit in passage.units if following[0] <= unit.start < following[1]]
    return None if {unit.key for unit in rest} - hollow else following
