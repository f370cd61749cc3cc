"""Chinese terms that a particle holds together: 被偷运的移民 are persons, 偷运移民 is the crime. Pure.

Their characters stand in any paragraph that speaks of the one or the other; only the pairs with the
particle tell them apart, and these no question's words are met by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.answering.coverage import KINDRED, OTHERWISE, Need, Way
from assistant.answering.draft import Wanted
from assistant.answering.rarity import Rarity
from assistant.language.glossary import kindred, terms, translations, widen
from assistant.language.normal import plain

PARTICLES = "的被"
LONGEST = 8  # characters of a term

Span = tuple[int, int, tuple[str, ...], float]


def bound(wanted: Wanted, language: str, rarity: Rarity) -> Iterator[Need]:
    """A need for each such term of the topic, as the report may call it."""
    if not language.startswith("zh"):
        return
    taken: list[tuple[int, int]] = []
    for start, end, words, worth in _named(wanted.topic, wanted.language):
        ways = {_tied(word) for word in words}
        held = [way for way in ways if way and all(pair in rarity.counts for pair in way)]
        if held and not any(start < last and first < end for first, last in taken):
            taken.append((start, end))
            weight = min(max(map(rarity.of, way)) for way in held)
            yield Need.of(weight, ((way, worth) for way in held), start, end)


def _named(topic: str, source: str) -> Iterable[Span]:
    """The terms of a topic with all that Chinese reports call them."""
    if source.startswith("zh"):
        yield from (
            (each.start, each.end, (topic[each.start : each.end],), 1.0) for each in terms(topic, source)
        )
        yield from ((each.start, each.end, each.words, OTHERWISE) for each in widen(topic, source))
    else:
        yield from ((each.start, each.end, each.words, 1.0) for each in translations(topic, source, "zh"))
    yield from ((each.start, each.end, each.words, KINDRED) for each in kindred(topic, source, "zh"))


def _tied(word: str) -> Way:
    """The pairs of a term with a particle, none of a phrase that is no term."""
    simple = plain(word)
    if len(simple) > LONGEST:
        return ()
    pairs = [simple[at : at + 2] for at in range(len(simple) - 1)]
    return tuple(pair for pair in pairs if set(pair) & set(PARTICLES) and len(pair) == 2)
