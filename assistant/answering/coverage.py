"""How much of a question a text covers: the share of its words, weighted by how rare they are. Pure.

A question becomes ``Need``s: for Chinese its characters, met by the pairs they form, elsewhere its
word stems; in another language than the report's, its glossary terms, each met by the best of its
translations.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.answering.cues import entries
from assistant.answering.lexicon import MOST_SENSES
from assistant.answering.rarity import HAN, LATIN, Rarity
from assistant.answering.segments import words_of
from assistant.language.asking import is_light
from assistant.language.cedict import senses
from assistant.language.glossary import Translated, kindred, terms, translations, widen
from assistant.language.normal import plain
from assistant.language.stems import words

SINGLE = 0.3  # what a character counts where neither of its pairs stands
SYLLABLE = 0.5  # the same for a word of one character, which a report says with two: 护, 保护
PART = 0.5  # what a part of a compound term counts where the whole does not stand
MOST_SIMPLE = 3  # tokens of a term that is no compound
OTHERWISE = 0.85  # what a synonym counts beside the word itself
KINDRED = 0.8  # what a looser word counts: «police» for «law enforcement authorities»
BESIDE_GLOSSARY = 0.8  # what the dictionary's words count beside the glossary's
DICTIONARY = 0.8  # an English sense of a Chinese word
FORM = 0.8  # what another form of a word counts, that its stem does not show
LONE = 0.7  # what they count for a word of one character, which has many senses
UNTRANSLATED = 0.8  # the same for a foreign word
EVERYDAY = 0.25  # weight of a word of everyday speech
UNKNOWN = {"thing": 1.0, "deed": 0.5, "small": 0.3}  # weight of a Chinese word that the report never uses

Way = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """Something that an answer's paragraph should speak of; ``ways`` are the ways to say it, each a
    set of tokens, with what each counts."""

    weight: float
    ways: tuple[tuple[Way, float], ...]
    start: int
    end: int
    tokens: frozenset[str] = frozenset()  # of all ways together

    @classmethod
    def of(cls, weight: float, ways: Iterable[tuple[Way, float]], start: int, end: int) -> Need:
        ways = tuple(ways)
        return cls(weight, ways, start, end, frozenset(token for way, _ in ways for token in way))

    def met(self, tokens: frozenset[str]) -> float:
        """0 to 1: how much of the best way the tokens hold."""
        best = 0.0
        if self.tokens.isdisjoint(tokens):
            return best
        for way, worth in self.ways:
            if worth > best and (held := sum(map(tokens.__contains__, way))):
                best = max(best, (held / len(way)) ** 2 * worth)  # half of a term is a quarter of it
        return best


def needs_of(topic: str, source: str, target: str, rarity: Rarity) -> tuple[Need, ...]:
    """What a question with this topic needs, in the words of reports in ``target``."""
    if _plain(source) == _plain(target):
        return tuple(_same(topic, _plain(source), rarity))
    return tuple(_foreign(topic, _plain(source), _plain(target), rarity))


def coverage(needs: Iterable[Need], tokens: frozenset[str]) -> float:
    """0 to 1: the share of the needs, by weight, that the tokens meet."""
    total = met = 0.0
    for need in needs:
        total += need.weight
        met += need.weight * need.met(tokens)
    return met / total if total else 0.0


def _same(topic: str, language: str, rarity: Rarity) -> Iterable[Need]:
    others = [
        (each.start, each.end, tuple((way_of(word, language), OTHERWISE) for word in each.words))
        for each in widen(topic, language)
    ] + _kindred(topic, language, language)
    others += _alike(topic, language, rarity)
    wholes = [
        (term.start, term.end, way_of(topic[term.start : term.end], language))
        for term in terms(topic, language)
    ]
    for start, end, weight, ways in _own(topic, language, rarity):
        for first, last, way in wholes:
            if first <= start and end <= last and len(way) > MOST_SIMPLE:
                ways = (*((one, worth * PART) for one, worth in ways), (way, 1.0))
        for first, last, more in others:
            if first <= start and end <= last:
                ways += more
        if not any(_held(way, rarity) for way, worth in ways if worth == 1.0):
            weight = _meant(ways, rarity) or weight
        yield Need.of(weight, ways, start, end)


def _alike(topic: str, language: str, rarity: Rarity) -> list[tuple[int, int, tuple[tuple[Way, float], ...]]]:
    """The report's words of the same sense, for each word of a topic."""
    if rarity.words is None:
        return _in_english(topic, rarity) if language == "zh" and rarity.english else []
    simple = plain(topic)
    if language == "zh":
        spans = [(word.start, word.end) for word in words_of(simple)]
        spans = [
            (start, end) for start, end in spans if end - start > 1 or simple[start] not in _stop_characters()
        ]
    else:
        spans = [(start, end) for _, start, end in _alphabetic(simple, language)]
    found = []
    for start, end in spans:
        like = rarity.words.like(simple[start:end], language)
        ways = tuple(
            (way_of(word, "zh"), worth * (LONE if end - start == 1 and language == "zh" else 1.0))
            for word, worth in like
        )
        if ways:
            found.append((start, end, ways))
    return found


def _in_english(topic: str, rarity: Rarity) -> list[tuple[int, int, tuple[tuple[Way, float], ...]]]:
    """What an English report calls the words of a Chinese topic."""
    simple = plain(topic)
    found = []
    for word in words_of(simple):
        if word.end - word.start > 1:
            meant = dict.fromkeys(senses(simple[word.start : word.end])[:MOST_SENSES])
            ways = tuple(
                (sense, DICTIONARY) for sense in meant if all(part in rarity.counts for part in sense)
            )
            if ways:
                found.append((word.start, word.end, ways))
    return found


def _kindred(topic: str, source: str, target: str) -> list[tuple[int, int, tuple[tuple[Way, float], ...]]]:
    return [
        (each.start, each.end, tuple((way_of(word, target), KINDRED) for word in each.words))
        for each in kindred(topic, source, target)
    ]


def _own(
    topic: str, language: str, rarity: Rarity
) -> Iterable[tuple[int, int, float, tuple[tuple[Way, float], ...]]]:
    """The question's own words. A Chinese character is met by either pair that it forms with its
    neighbours, so that no pair across the edge of two words is missed; alone it counts SINGLE."""
    simple = plain(topic)
    runs = [(run.start(), run.end()) for run in HAN.finditer(simple)]
    for word in words_of(simple):
        whole = word.end - word.start > 1
        first, last = next(run for run in runs if run[0] <= word.start < run[1])
        first, last = (word.start, word.end) if whole else (first, last)
        for at in range(word.start, word.end):
            if simple[at] in _stop_characters() and not whole:
                continue
            pairs = [simple[left : left + 2] for left in (at - 1, at) if first <= left < last - 1]
            pairs = [pair for pair in pairs if whole or not set(pair) & set(_stop_characters())]
            known = [rarity.of(pair) for pair in pairs if pair in rarity.counts]
            weight = min(known) if known else rarity.of(simple[at] if not pairs else "")
            if not known:
                weight *= UNKNOWN[word.kind]
            alone = (SINGLE if whole else SYLLABLE) if pairs else 1.0
            yield at, at + 1, weight, (*(((pair,), 1.0) for pair in pairs), ((simple[at],), alone))
    for token, start, end in _alphabetic(simple, language):
        weight = rarity.of(token)
        if language != "zh" and is_light(simple[start:end], language):
            weight *= EVERYDAY
        ways: tuple[tuple[Way, float], ...] = (((token,), 1.0),)
        other = "" if token in rarity.counts or token.isdigit() else rarity.like(token)
        if other:
            weight = min(weight, rarity.of(other))
            ways += (((other,), FORM),)
        yield start, end, weight, ways


def _foreign(topic: str, source: str, target: str, rarity: Rarity) -> Iterable[Need]:
    known = translations(topic, source, target)
    near = _kindred(topic, source, target)
    known += tuple(
        Translated(start, end, ())
        for start, end, _ in near
        if not any(term.start < end and start < term.end for term in known)
    )
    alike = {(start, end): ways for start, end, ways in _alike(topic, source, rarity)}
    for term in known:
        ways = tuple(_fitted(way_of(word, target), rarity) for word in term.words)
        for start, end, more in near:
            if start <= term.start and term.end <= end:
                ways += more
            elif term.start < end and start < term.end:  # «money» of «money laundering»
                ways += tuple((way, worth * PART) for way, worth in more)
        ways += tuple((way, worth * BESIDE_GLOSSARY) for way, worth in alike.get((term.start, term.end), ()))
        weight = _meant(ways, rarity) or rarity.of("")
        if is_light(plain(topic[term.start : term.end]), source):
            weight *= EVERYDAY
        size = max(1.0, (term.end - term.start) / 8)
        yield Need.of(weight * min(size, 2.0), ways, term.start, term.end)
    for start, end, weight, ways in _own(topic, source, rarity):
        if not any(term.start <= start and end <= term.end for term in known):
            more = next((ways for (first, last), ways in alike.items() if first <= start and end <= last), ())
            yield Need.of(_meant(more, rarity) or weight * UNTRANSLATED, (*ways, *more), start, end)


def _tokens_at(text: str, language: str) -> Iterable[tuple[str, int, int]]:
    simple = plain(text)
    for run in HAN.finditer(simple):
        for at in range(run.start(), run.end()):
            pair = simple[at : at + 2]
            if simple[at] not in _stop_characters():
                yield simple[at], at, at + 1
            if at + 1 < run.end() and not any(sign in _stop_characters() for sign in pair):
                yield pair, at, at + 2
    yield from _alphabetic(simple, language)


def _alphabetic(simple: str, language: str) -> Iterable[tuple[str, int, int]]:
    rest = HAN.sub(lambda run: " " * len(run[0]), simple)
    if language == "zh":
        for match in LATIN.finditer(rest):
            yield match[0], match.start(), match.end()
    else:
        for word in words(rest, language):
            yield word.stem, word.start, word.end


def way_of(word: str, language: str) -> Way:
    return tuple(dict.fromkeys(token for token, _, _ in _tokens_at(word, language)))


def _weight(way: Way, rarity: Rarity) -> float:
    return max((rarity.of(token) for token in way), default=0.0)


def _fitted(way: Way, rarity: Rarity) -> tuple[Way, float]:
    """A translation in the forms that the report uses."""
    if not rarity.begun or _held(way, rarity):
        return way, 1.0
    forms = tuple(token if token in rarity.counts else rarity.like(token) or token for token in way)
    return forms, FORM if forms != way else 1.0


def _held(way: Way, rarity: Rarity) -> bool:
    return all(token in rarity.counts for token in way)


def _meant(ways: Iterable[tuple[Way, float]], rarity: Rarity) -> float:
    """The weight of a word that the report says otherwise: that of the commonest of the likeliest ways."""
    held = [(worth, _weight(way, rarity)) for way, worth in ways if not _sign(way) and _held(way, rarity)]
    likeliest = max((worth for worth, _ in held), default=0.0)
    return min((weight for worth, weight in held if worth == likeliest), default=0.0)


def _stop_characters() -> str:
    return entries("strip", "stop_characters")[0]


def _plain(language: str) -> str:
    return "zh" if language.startswith("zh") else language


def _sign(way: Way) -> bool:
    """Whether a way is no more than one Chinese character."""
    return len(way) == 1 and len(way[0]) == 1 and "\u3400" <= way[0] <= "\u9fff"
