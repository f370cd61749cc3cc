"""How many of what: 许多措施 is neither 一些措施 nor 所有措施, and 仅 shuts out what the source does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.verify.alignment import Aligned
from assistant.answering.verify.answered import answer
from assistant.answering.verify.evidence import Evidence
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.heard import heard
from assistant.answering.verify.passage import Passage
from assistant.answering.verify.voices import after_denial, joins, same_quantity, voices
from assistant.language.scales import Mark
from assistant.language.wording import empty

_VARIOUS = re.compile("各种|各类|种种|多种|一系列")
_GREATLY = re.compile("很大|相当大|大幅|广泛")  # which 大量 says before a verb: 大量重叠
_ANY = re.compile(r"任何|any|tout|cualquier|люб|اي")
_NEVER = re.compile(r"绝不|从不|任何|never|any|no one|jamais|aucun|nunca|ningun|никогда|ни |никто|اي|ابدا")
_BORNE = {
    "least": re.compile(
        r"以上|不少于|不得少于|不低于|不得低于|超过|多于|\b(?:more than|over|minim\w*|"
        r"n(?:ot|o) (?:fewer|less) than|plus d\w*|pas moins|mas de|no menos|"
        r"более|свыше|не менее|or (?:more|over|longer|older|above|"
        r"higher)|and (?:above|over)|minimum|ou plus|et plus|o mas|y mas|"
        r"и (?:более|выше|старше)|или более)\b|اكثر من|لا يقل|او اكثر|فاكثر|فما فوق"
    ),
    "most": re.compile(
        r"上限|最高(?!法院|人民|级)|不超过|不得超过|以内|以下|不到|\b(?:maxim\w*|up to|ceiling|within|"
        r"less than|under|jusqu\w*|plafon\w*|hasta|tope|до|"
        r"or (?:less|fewer|under|below)|ou moins|o menos|и менее|или менее)\b|"
        r"اقصي|حتي|اقل من|او اقل|فاقل"
    ),
    "only": re.compile(
        r"少数|专门|纯属|纯粹|单凭|例外|寥寥|(?<![人天英])才(?![能干])|除.{1,20}外|\b(?:dedicat\w*|special\w*|exclusiv\w*|exception\w*|"
        r"few|little|barely|merely|just|alone|peu|a peine|poc[oa]s?|apenas|мало|немног\w*|едва)\b|"
        r"n(?:e |')\w+ que|قليل"
    ),
}  # other words for a bound
_PARTLY = frozenset({"few", "several", "some", "many", "most"})
_CLOSE = 0.3  # of a clause that the source must have, lest it be about other things
_EVERY = re.compile("(?<!平)均(?![衡等匀])|(?<![首古京成])都(?!市)|皆")
_TOGETHER = re.compile("一致|无一例外|unanim|univers|a l'unanim|por unanim|един|بالاجماع")
_DEED = 3  # words at the end of a clause that tell what all did
_HALF = 0.5
_OF_THEM = re.compile(
    r"其中|当中|之中|\bof (?:the|these|those|them|whom|which|"
    r"its|his|her|their)\b|\b(?:dont|sur|parmi|d'entre)\b|"
    r"\bde (?:los|las|ellos|ellas|los cuales|las cuales)\b|\bиз\b|منها|منهم|من بين|من اصل"
)  # what makes one number a part of another
_AMOUNT = 12  # characters from «only» to the number that it calls small


def quantities_wrong(claim: Passage, aligned: tuple[Aligned, ...], across: bool) -> Iterator[Finding]:
    """Quantifiers of the claim before a noun that the source gives another number of."""
    every = voices(claim)
    sources = [
        (voice, heard(claim, voice, every[at + 1 : at + 2], aligned)) for at, voice in enumerate(every)
    ]
    spoken = [range(voice.start, voice.end) for voice, source in sources if source and source[1]]
    for mark in claim.marks("quantifier"):
        if claim.raw[mark.start : mark.end].lower() == "всё":
            continue  # everything, not all of them
        if mark.grade == "all" and after_denial(claim, mark):
            grades = {each.grade for one in aligned for each in _within(one) if _holds(one, mark)}
            if "all" in grades and not grades & _PARTLY:
                yield Finding("quantifier", claim.words(mark.start, _noun_end(claim, mark)))
            continue
        plain_one = mark.grade == "one" and claim.language != "zh"
        if (
            plain_one
            or (across and claim.plain[mark.start : mark.end] == "各级")
            or _spoken_alike(claim, mark, aligned)
            or mark.grade == "each"
            or any(mark.start in voice for voice in spoken)
            or _reckoned_elsewhere(claim, mark)
        ):
            continue
        one = next((one for one in aligned if _holds(one, mark)), None)
        if one is None or (mark.grade == "most" and _mostly_not(claim, one, mark)):
            continue
        nouns = _counted(mark, one)
        if mark.grade == "none":
            counted = [(noun, _before(one.passage, noun)) for noun in nouns]
            part = next(((noun, each) for noun, each in counted if each and each.grade in _PARTLY), None)
            if part is not None:
                words = one.passage.words(part[1].start, min(part[0] + 6, one.sentence[1]))
                yield Finding("quantifier", claim.words(mark.start, _noun_end(claim, mark)), words)
            continue
        if not nouns:
            sure = across or one.closeness >= _CLOSE
            if sure and not (_said(mark, one) or _greatly(claim, mark, one)) and mark.grade != "several":
                yield Finding("quantifier", claim.words(mark.start, _noun_end(claim, mark)))
            continue
        quantities = [_before(one.passage, noun) for noun in nouns]
        if not any(theirs and same_quantity(mark.grade, theirs.grade) for theirs in quantities):
            found, theirs = nouns[0], quantities[0]
            if theirs is None and mark.grade == "one":
                continue
            if theirs is None and (
                mark.grade == "several"
                or _greatly(claim, mark, one)
                or (_said(mark, one) and not _twice(claim, mark, one))
            ):
                continue
            start = theirs.start if theirs else found
            yield Finding(
                "quantifier",
                claim.words(mark.start, _noun_end(claim, mark)),
                one.passage.words(start, min(found + 6, one.sentence[1])),
            )


def quantities_swapped(claim: Passage, evidence: Evidence) -> Iterator[Finding]:
    """Quantifiers before words that the source has only after other ones: 几个国家的代表."""
    for mark in claim.marks("quantifier") if claim.language == evidence.language else ():
        tail = _tail(claim, mark)
        if not tail or mark.grade == "each" or after_denial(claim, mark):
            continue
        places = [
            (passage, next((each for each in passage.marks("quantifier") if each.end == at.start()), None))
            for passage in evidence.cited
            for at in re.finditer(re.escape(tail), passage.plain)
        ]
        others = [(passage, each) for passage, each in places if each is not None]
        if others and len(others) == len(places):
            passage, other = others[0]
            if not any(same_quantity(mark.grade, each.grade) for _, each in others):
                words = claim.words(mark.start, _noun_end(claim, mark))
                yield Finding("quantifier", words, passage.words(other.start, other.end + len(tail)))


def all_for_only(claim: Passage, evidence: Evidence) -> Iterator[Finding]:
    """«All did» where the source has that «only» some did."""
    if claim.language != evidence.language or claim.marks("bound"):
        return
    for start, end in _every(claim):
        last = claim.clause(start)[1]
        said = [unit.key for unit in claim.units if end <= unit.start and unit.end <= last][-_DEED:]
        for passage in evidence.cited if len(said) == _DEED else ():
            for only in passage.marks("bound"):
                clause = passage.clause(only.start)
                after = {unit.key for unit in passage.units if only.end <= unit.start < clause[1]}
                own = any(only.end <= place < clause[1] for place, _ in _every(passage))
                if only.grade == "only" and not own and after.issuperset(said):
                    yield Finding(
                        "quantifier", claim.words(start, last), passage.words(only.start, clause[1])
                    )
                    return


def _every(passage: Passage) -> list[tuple[int, int]]:
    """Where a text says «all»."""
    spans = [(mark.start, mark.end) for mark in passage.marks("quantifier") if mark.grade == "all"]
    return spans + [found.span() for found in _EVERY.finditer(passage.plain) if passage.language == "zh"]


def _tail(claim: Passage, mark: Mark) -> str:
    """The words right after a quantifier, enough of them to be known again; empty when there are fewer."""
    end = claim.clause(mark.start)[1]
    if claim.language == "zh":
        return claim.plain[mark.end : mark.end + 4] if mark.end + 4 <= end else ""
    found = re.compile(r"(?:[^\w.,;:]+\w+){2}").match(claim.plain, mark.end, end)
    return found[0] if found else ""


def _reckoned_elsewhere(claim: Passage, mark: Mark) -> bool:
    """Whether the quantifier is part of an amount (каждый третий), or stands before a number (all seven)."""
    if mark.grade != "all":
        return False
    return any(one.start <= mark.start < one.end for one in claim.amounts) or any(
        0 <= numeral.start - mark.end <= 1 for numeral in claim.numerals
    )


def _mostly_not(claim: Passage, one: Aligned, mark: Mark) -> bool:
    """Whether «most have none» is told by a share: 60 % lack it, fewer than 40 of 538 have it."""
    if not any(one.clause[0] <= each.start < one.clause[1] for each in claim.marks("negation")):
        return False
    first, last = one.sentence
    place = (mark.start, mark.end)
    inside = [
        each
        for each in one.passage.amounts
        if first <= each.start < last and one.near(place, (each.start, each.end))
    ]
    counts = [each.value for each in inside if each.kind == "number"]
    part = any(0 < count < _HALF * max(counts) for count in counts)
    return (part and _OF_THEM.search(one.passage.plain, first, last) is not None) or any(
        each.kind == "share" and each.value < 1 for each in inside
    )


def _within(one: Aligned) -> list[Mark]:
    return one.passage.marks_in("quantifier", one.sentence)


def _holds(one: Aligned, mark: Mark) -> bool:
    return one.clause[0] <= mark.start < one.clause[1]


def _spoken_alike(claim: Passage, mark: Mark, aligned: tuple[Aligned, ...]) -> bool:
    """Whether the source has the very words («任何人», “人人享有预警”), or both deny («any», 任何)."""
    end = mark.end + (2 if claim.language == "zh" else 0)
    nouns = (unit.end for unit in claim.units if unit.start >= mark.end)
    end = end if claim.language == "zh" else next(nouns, mark.end)
    words = claim.plain[mark.start : end]
    for one in aligned:
        if len(words) > mark.end - mark.start and words in one.passage.plain:
            return True
        if _holds(one, mark) and _ANY.match(claim.plain, mark.start):
            mine = any(_holds(one, deny) for deny in claim.marks("negation"))
            first, last = one.sentence
            theirs = any(first <= deny.start < last for deny in one.passage.marks("negation"))
            denied = any(
                one.clause[0] <= deny.start < mark.start
                for deny in (*claim.marks("negation"), *claim.marks("privative"))
            )
            told = answer(one) if denied else None
            if told and any(told[0] <= deny.start < told[1] for deny in one.passage.marks("negation")):
                return True
            if (denied and theirs) or (mine and _NEVER.search(one.passage.plain, first, last)):
                return True
    return False


def only_wrong(claim: Passage, aligned: tuple[Aligned, ...]) -> Iterator[Finding]:
    """仅 or «only» in the claim where the source shuts nothing out."""
    for one in aligned:
        mine = [mark for mark in claim.marks("bound") if _holds(one, mark)]
        theirs = {mark.grade for mark in one.passage.marks("bound")}
        for mark in mine:
            if mark.grade == "only" and any(
                0 <= numeral.start - mark.end <= _AMOUNT for numeral in claim.numerals
            ):
                continue
            borne = _BORNE.get(mark.grade)
            if mark.grade not in theirs and not (borne and borne.search(one.passage.plain, *one.sentence)):
                yield Finding("quantifier", claim.words(mark.start, _noun_end(claim, mark)))


def _noun_end(claim: Passage, mark: Mark) -> int:
    end = claim.clause(mark.start)[1]
    return min(end, mark.end + (4 if claim.language == "zh" else 20))


def _counted(mark: Mark, one: Aligned) -> list[int]:
    """Where the source has the noun that the claim quantifies, the place beside it first."""
    reach = 1 if one.passage.language == "zh" else 12
    hollow = empty(one.passage.language) if one.passage.language != "zh" else frozenset()
    first = next(
        (
            pair
            for pair in one.pairs
            if 0 <= pair.claim.start - mark.end <= reach and pair.claim.key not in hollow
        ),
        None,
    )
    if first is None:
        return []
    units = (*one.passage.units, *one.passage.shared)
    others = {unit.start for unit in units if unit.key == first.source.key}
    return [first.source.start, *sorted(others - {first.source.start})]


def _before(passage: Passage, noun: int) -> Mark | None:
    for mark in passage.marks("quantifier"):
        if mark.end <= noun and joins(passage.plain[mark.end : noun]):
            return mark
    return None


def _greatly(claim: Passage, mark: Mark, one: Aligned) -> bool:
    """Whether 大量 tells how much something is done, as the source does."""
    written = claim.plain[mark.start : mark.end]
    return written == "大量" and _GREATLY.search(one.passage.plain, *one.sentence) is not None


def _twice(claim: Passage, mark: Mark, one: Aligned) -> bool:
    """Whether the claim says «all» of more things than the sentence does."""
    theirs = [each for each in _within(one) if each.grade == "all"]
    mine = [each for each in claim.marks_in("quantifier", one.clause) if each.grade == "all"]
    mine = [each for each in mine if not _TOGETHER.match(claim.plain, each.start)]
    return mark in mine and len(mine) > max(1, len(theirs))


def _said(mark: Mark, one: Aligned) -> bool:
    """Whether the sentence has the quantity at all."""
    if mark.grade == "few" and any(
        each.grade == "only" for each in one.passage.marks_in("bound", one.sentence)
    ):
        return True
    if mark.grade == "many" and _VARIOUS.search(one.passage.plain, *one.sentence):
        return True
    return any(same_quantity(mark.grade, theirs.grade) for theirs in _within(one))
