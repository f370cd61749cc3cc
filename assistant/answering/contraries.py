"""Opposites that are no denial: «useless» beside «the best means», «compulsory» beside «voluntary». Pure.

What a question takes for granted may be denied without a «not»: the words of both sides, in six
languages, stand under ``[contrary]`` in ``cues.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.coverage import Need
from assistant.answering.cues import content_words, pattern, shows, without
from assistant.answering.draft import Wanted
from assistant.answering.pick import Scored
from assistant.answering.quoting import sentences_of
from assistant.answering.rarity import paragraph_tokens
from assistant.language.normal import plain

NEAR = 0.6  # share of the best sentence's coverage at which another one is looked at too
ABOUT = 0.3  # share of the question that a sentence must cover to contradict it
WEIGHTY, MET = 1.2, 0.5  # weight of a word that must stand there, and how far it must be met
OBJECT, OBJECT_HAN = 90, 30  # characters after a verb in which what it is done to stands
DEPLORED = 0.6  # share of the question that the sentence must cover that deplores it
NEAREST = 3  # paragraphs that are looked at
_FORMAL = (("kind", "items"), ("strip", "doc"), ("strip", "light"), ("strip", "common"), ("strip", "ask"))
_PAIRS = (
    ("works", "fails"),
    ("useless", "useful"),
    ("forced", "free"),
    ("free", "forced"),
    ("praised", "blamed"),
    ("allowed", "barred"),
    ("forced", "may"),
    ("forced", "considered"),
    ("rejected", "useful"),
    ("rejected", "praised"),
    ("blamed", "praised"),
    ("rejected", "willing"),
    ("forced", "barred"),
    ("may", "barred"),
    ("plenty", "lack"),
    ("lack", "plenty"),
    ("punish", "spared"),
    ("cheap", "dear"),
    ("dear", "cheap"),
    ("apart", "overlap"),
    ("deadly", "harmless"),
    ("held_talks", "dropped"),
)
_BEYOND = ("spared", "harmless")  # also told in the sentence after the one that says of whom
_TURNS = (("cut", "raised"), ("raised", "cut"))  # what is done to one and the same thing
_ALIKE = (
    ("fails", "fails"),
    ("useless", "useless"),
    ("useless", "fails"),
    ("blamed", "blamed"),
    ("blamed", "rejected"),
    ("rejected", "blamed"),
    ("rejected", "rejected"),
)
_WANTS = (("contrary", "urged"), ("other", "settled"))  # that a thing be done
_HANDLED = ("handled", "blamed", "fails", "useless", "rejected")
_NONE = (("vote", "no_vote"), ("funds", "no_funds"))  # a thing asked for, and how a text says there is none


def contrary(claim: str, each: Scored) -> bool:
    """Whether a sentence of the paragraph that is about the claim says the opposite of it."""
    sides = [pair for pair in _PAIRS if _one_sided(claim, *pair)]
    return any(
        _one_sided(text, *pair[::-1]) for pair in sides for text in _about(each, after=pair[1] in _BEYOND)
    )


def turned(claim: str, wanted: Wanted, each: Scored, needs: Sequence[Need], language: str) -> bool:
    """Whether the paragraph wants built up what a claim wants cut down, or the other way round: the
    weightiest thing that the question speaks of stands right after the verb."""
    for side, other in _TURNS:
        if not _one_sided(claim, side, other):
            continue
        verbs = [match.span() for match in pattern("contrary", side).finditer(plain(wanted.text))]
        own = [need for need in needs if need.start >= 0 and not _within(need, verbs)]
        thing = max(own, key=lambda need: need.weight, default=None)
        if thing and any(_done_to(thing, text, side, other, language) for text in _about(each)):
            return True
    return False


def _within(need: Need, spans: Sequence[tuple[int, int]]) -> bool:
    return any(need.start < end and start < need.end for start, end in spans)


def _done_to(thing: Need, text: str, side: str, other: str, language: str) -> bool:
    """Whether a text does to a thing only what the other side is."""
    simple = plain(text)
    if pattern("contrary", side).search(simple):
        return False
    for match in pattern("contrary", other).finditer(simple):
        reach = OBJECT_HAN if language[:2] == "zh" else OBJECT
        after = re.split("[;；。:：]", simple[match.end() : match.end() + reach])[0]
        if thing.met(paragraph_tokens(after, language)) >= MET:
            return True
    return False


def alike(claim: str, each: Scored) -> bool:
    """Whether a sentence of the paragraph about the claim speaks against the thing as the claim does."""
    sides = [said for own, said in _ALIKE if shows(claim, "contrary", own)]
    return bool(sides) and any(shows(text, "contrary", side) for text in _about(each) for side in sides)


def unwanted(claim: str, text: str, each: Scored, needs: Sequence[Need]) -> bool:
    """Whether a sentence of the paragraph deplores what a claim, as in the ``text`` of the needs, wants
    done, every weighty word of it."""
    wants = [cue for cue in _WANTS if shows(claim, *cue)]
    if not wants or any(shows(claim, "contrary", side) for side in _HANDLED):
        return False
    wanting = [match.span() for cue in wants for match in pattern(*cue).finditer(plain(text))]
    weighty = [
        at
        for at, need in enumerate(needs)
        if need.start >= 0
        and need.weight >= WEIGHTY
        and not any(start <= need.start and need.end <= end for start, end in wanting)
    ]
    return (
        bool(weighty)
        and all(each.met[at] >= MET for at in weighty)
        and max(each.sentences, default=0.0) >= DEPLORED
        and any(_one_sided(text, "blamed", "praised") for text in _about(each, DEPLORED))
    )


def none_of(wanted: Wanted, ranked: Sequence[Scored]) -> Scored | None:
    """The paragraph that says there is none of what is asked for: «adopted by consensus», when it is asked
    how many voted against."""
    for thing, none in _NONE:
        if not shows(wanted.text, "contrary", thing) or shows(wanted.text, "contrary", none):
            continue
        rest = without(wanted.topic, ("contrary", thing), ("deed", "body"), *_FORMAL)
        about = 0.0 if thing == "vote" and not content_words(rest) else ABOUT  # the report itself
        for each in ranked if about == 0.0 else ranked[:NEAREST]:
            if any(shows(text, "contrary", none) for text in _about(each, about)):
                return each
    return None


def _one_sided(text: str, side: str, other: str) -> bool:
    """Whether a text shows one side and not the other; «not compulsory» is no «compulsory»."""
    own, against = (
        [match.span() for match in pattern("contrary", name).finditer(plain(text))] for name in (side, other)
    )
    return bool(_beyond(own, against)) and not _beyond(against, own)


def _beyond(spans: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that are no part of a longer one of the others."""
    return [
        (start, end)
        for start, end in spans
        if not any(first <= start and end <= last and last - first > end - start for first, last in others)
    ]


def _about(each: Scored, least: float = ABOUT, *, after: bool = False) -> list[str]:
    """The sentences of a paragraph that cover the question best, an item's after its lead-in, and those
    that point back to them: «This invitation is not binding»; ``after``: any that comes right after."""
    paragraph, pointing = each.paragraph, after
    best, told, before = max(each.sentences, default=0.0), [], False
    for (start, end), covered in zip(sentences_of(paragraph.text), each.sentences, strict=True):
        text = paragraph.text[start:end]
        covers = covered >= max(NEAR * best, least)
        before = covers or (before and (pointing or shows(text, "contrary", "this_one")))
        pointing = after and covers
        if before:
            told.append(f"{paragraph.lead} {text}".strip())
    return told
