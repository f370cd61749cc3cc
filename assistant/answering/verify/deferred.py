"""What the source only puts off or comes back to, and the claim has decided or ordered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.verify.alignment import Aligned
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Passage
from assistant.answering.verify.undecided import left_open

_PUTS_OFF = {
    "zh": re.compile(
        "推迟|延期|延后|暂缓|搁置|推后|再议|重新(?:审议|讨论)|再(?:次|行)(?:审议|讨论)|留待|择期"
    ),
    "en": re.compile(
        r"\b(?:postpon\w+|defer(?:s|red|ring)?|adjourn\w*|put off|shelv\w+|(?:revert|return|"
        r"come back|came back) to|"
        r"reconsider\w*|re-?examin\w+|revisit\w*|take up again)\b"
    ),
    "fr": re.compile(
        r"\b(?:report(?:er|ee?s?|ent|ait)|differ(?:er|ee?s?)|ajourn\w+|reexamin\w+|revenir (?:sur|a))\b"
    ),
    "es": re.compile(
        r"\b(?:aplaz\w+|pospon\w+|posp(?:us|uest)\w+|posterg\w+|volv\w+ a (?:examin|trat)\w+|"
        r"reexamin\w+|retom\w+)\b"
    ),
    "ru": re.compile(r"\b(?:отлож\w+|отклад\w+|отсроч\w+|перене[сч]\w+|вернуться к|вновь рассмотр\w+)\b"),
    "ar": re.compile(r"تاجيل|ارجا\w*|ارجي\w*|العوده الي|اعاده النظر|معاوده النظر"),
}
_AGAIN = re.compile(
    r"再|重新|今后|下[一]?[届次]|\b(?:again|later|next|de nouveau|a nouveau|plus tard|prochaine?|"
    r"de nuevo|nuevamente|mas adelante|proxim[oa]|снова|вновь|еще раз|позже|следующ\w+)\b|"
    r"مجددا|مره اخري|لاحق|المقبل"
)  # a claim that says so has it put off as well
_FIRM = frozenset({"decide", "adopt", "endorse", "should", "must", "bound", "will"})
_BREAKS = re.compile(r"[,;，；،]|\b(?:and|et|y|e|и)\b|并|而|و(?=ان)")


def deferrals_wrong(claim: Passage, aligned: tuple[Aligned, ...]) -> Iterator[Finding]:
    """Clauses of the claim that settle what the source says after «postpone» or «revert to»."""
    pattern = _PUTS_OFF.get(claim.language)
    if (
        pattern is None
        or pattern.search(claim.plain)
        or _AGAIN.search(claim.plain)
        or left_open(claim)
        or claim.marks("negation")
    ):
        return
    late = {mark.start for mark in claim.marks("privative") if mark.grade == "late"}
    for one in aligned:
        theirs = _PUTS_OFF.get(one.passage.language)
        firm = [mark for mark in claim.marks_in("modality", one.clause) if mark.grade in _FIRM]
        if theirs is None or not firm or late & set(range(*one.clause)):
            continue
        for found in theirs.finditer(one.passage.plain, *one.sentence):
            last = one.passage.clause(found.start())[1]
            inside = one.mostly_in(firm[0].end, (found.end(), last))
            if inside and not _BREAKS.search(one.passage.plain, found.end(), inside[0]):
                words = one.passage.words(found.start(), last)
                yield Finding("modality", claim.words(firm[0].start, one.clause[1]), words)
                return
