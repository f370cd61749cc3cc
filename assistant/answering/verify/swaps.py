"""One thing in another's place: the words around it stand as in the source, it does not.

Whatever the claim has in the slot may well be said elsewhere in the paragraph, so that no addition
shows: 具有请求国国籍 where the source has 具有中华人民共和国国籍.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.verify.alignment import Aligned
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Passage, Span
from assistant.language.names import alike
from assistant.language.wording import acts, akin, apart, broader, empty, known, manner, named, same, split

_ANCHOR = 2  # characters that stand on each side as in the source
_WIDEST = 12  # characters of a slot
_LONGEST = 5  # characters of a word in a name's place
_HAN = re.compile(r"[\u3400-\u9fff]+")
_AND = re.compile("以及|[和及与、](?!国)")
_LETTING = "使让由"  # what opens a clause before the one who acts in it
_PARTICLES = "使让的地得之等和与及或在于对向由被将把就为其该各所并并且而以"


def swaps_wrong(claim: Passage, aligned: tuple[Aligned, ...]) -> Iterator[Finding]:
    """Nouns of a Chinese claim in whose slot the source has another one that the claim leaves out."""
    if claim.language != "zh":
        return
    for one in aligned:
        if one.passage.language != "zh":
            continue
        for ours, theirs in _slots(claim, one):
            mine, other = _whole(claim.plain, _bare(claim.plain, ours)), _bare(one.passage.plain, theirs)
            mine, other = _with_end(claim.plain, mine, one.passage.plain, other)
            word, rival = claim.plain[slice(*mine)], one.passage.plain[slice(*other)]
            if not _HAN.fullmatch(word) or len(word) < _ANCHOR or len(rival) < _ANCHOR:
                continue
            if not _differ(word, rival, claim, mine, one, other):
                continue
            if rival not in claim.plain:
                yield Finding("name", claim.words(*mine), one.passage.words(*other))


def _slots(claim: Passage, one: Aligned) -> Iterator[tuple[Span, Span]]:
    """Stretches of the claim between two copied ones, with what stands between these in the source."""
    runs = list(_copied(claim.plain, one))
    for start, end, place in runs[:2]:
        head, first = one.clause[0], one.passage.clause(place)[0]
        opens = claim.plain[head] in _LETTING and claim.plain[head] == one.passage.plain[first]
        if opens and end - start > _ANCHOR and start - head <= _WIDEST and place - first <= _WIDEST:
            yield (head, start), (first, place)
    for number, (start, end, place) in enumerate(runs):
        if end - start < _ANCHOR:
            continue
        for after, last, beyond in runs[number + 1 :]:
            if after - end > _WIDEST:
                break
            first = place + end - start
            first, head = _same_clause(one.passage, first, beyond), _same_clause(claim, end, after)
            fits = after - head >= _ANCHOR and _ANCHOR <= beyond - first <= _WIDEST
            if last - after >= _ANCHOR and fits:
                yield (head, after), (first, beyond)
                break


def _same_clause(passage: Passage, start: int, end: int) -> int:
    """``start``, or where the clause begins in which ``end`` stands."""
    return max(start, passage.clause(end)[0])


def _copied(plain: str, one: Aligned) -> Iterator[tuple[int, int, int]]:
    """The longest stretches that claim and source have alike: start, end, place in the source."""
    spans = sorted({(pair.claim.start, pair.claim.end, pair.source.start) for pair in one.pairs})
    spans = [span for span in spans if one.passage.plain.startswith(plain[span[0] : span[1]], span[2])]
    run: tuple[int, int, int] | None = None
    for start, end, place in spans:
        if run is not None and start <= run[1] and place - start == run[2] - run[0]:
            run = (run[0], max(end, run[1]), run[2])
            continue
        if run is not None:
            yield run
        run = (start, end, place)
    if run is not None:
        yield run


def _bare(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in _PARTICLES:
        start += 1
    while end > start and text[end - 1] in _PARTICLES:
        end -= 1
    return start, end


def _whole(text: str, span: Span) -> Span:
    """With the character that the word shares with what follows: 请求国 for 请求 before 国籍."""
    longer = (span[0], span[1] + 1)
    return longer if text[slice(*longer)] in apart("zh") else span


def _with_end(text: str, mine: Span, source: str, other: Span) -> tuple[Span, Span]:
    """With the character that ends both as names: 外交部 and 公安部, which have 部 in common."""
    ours, theirs = (mine[0], mine[1] + 1), (other[0], other[1] + 1)
    both = named().search(text[slice(*ours)]) and named().search(source[slice(*theirs)])
    return (ours, theirs) if both else (mine, other)


def _differ(word: str, rival: str, claim: Passage, mine: Span, one: Aligned, other: Span) -> bool:
    """Whether the two are names of different things, or nouns that cannot mean the same."""
    if manner(word) or manner(rival):
        return False
    members = _AND.split(rival)
    if len(members) > 1 and any(each.endswith(word) or word.endswith(each) for each in members if each):
        return False
    ours = [name.code for name in claim.names if mine[0] <= name.start < mine[1]]
    theirs = [
        name.code
        for name in one.passage.names
        if other[0] <= name.start < other[1] and 2 * (name.end - name.start) > other[1] - other[0]
    ]
    if theirs and not any(alike(code, each) for code in ours for each in theirs):
        parts = split(word)
        return len(word) <= _LONGEST and not any(part in empty("zh") or acts(part) for part in parts)
    if set(word) & set(rival) or not (known(word) and known(rival)):
        return bool(named().search(word) and named().search(rival)) and word[-2:] != rival[-2:]
    if word in empty("zh") or rival in empty("zh"):
        return False
    if acts(word) or acts(rival):
        both = _concepts(claim, mine), _concepts(one.passage, other)
        if not all(both) or both[0] & both[1] or word in one.passage.plain:
            return False
    return word not in same("zh").get(rival, ()) and not akin(word, rival) and not broader(word, rival)


def _concepts(passage: Passage, span: Span) -> set[str]:
    return {unit.key for unit in passage.concepts if (unit.start, unit.end) == span}
