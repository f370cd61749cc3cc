"""Opposites that are no denial: «useless» beside «the best means», «compulsory» beside «voluntary». Pure.

What a question takes for granted may be denied without a «not»: the words of both sides, in six
languages, stand under ``[contrary]`` in ``cues.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.cues import content_words, shows, without
from assistant.answering.draft import Wanted
from assistant.answering.pick import Scored
from assistant.answering.quoting import sentences_of

NEAR = 0.6  # share of the best sentence's coverage at which another one is looked at too
ABOUT = 0.3  # share of the question that a sentence must cover to contradict it
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
)
_NONE = (("vote", "no_vote"), ("funds", "no_funds"))  # a thing asked for, and how a text says there is none


def contrary(claim: str, each: Scored) -> bool:
    """Whether a sentence of the paragraph that is about the claim says the opposite of it."""
    sides = [pair for pair in _PAIRS if _one_sided(claim, *pair)]
    return bool(sides) and any(_one_sided(text, *pair[::-1]) for text in _about(each) for pair in sides)


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
    return shows(text, "contrary", side) and not shows(text, "contrary", other)


def _about(each: Scored, least: float = ABOUT) -> list[str]:
    """The sentences of a paragraph that cover the question best, an item's after its lead-in."""
    paragraph = each.paragraph
    best = max(each.sentences, default=0.0)
    return [
        f"{paragraph.lead} {paragraph.text[start:end]}".strip()
        for (start, end), covered in zip(sentences_of(paragraph.text), each.sentences, strict=True)
        if covered >= max(NEAR * best, least)
    ]
