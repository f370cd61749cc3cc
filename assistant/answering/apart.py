"""Whether one of several questions in a text stands alone, or goes on about the one before it. Pure.

«Where was it held, and who chaired?» goes on; «what of the database? what is the Conference to be told?»
asks for something else, though it is as short.
"""

from __future__ import annotations

from assistant.answering.cues import shows
from assistant.answering.draft import Found, Wanted
from assistant.answering.pick import needs_for, scored, share

ALONE, OF_ITS_OWN = 0.6, 4.0  # share of a question that a paragraph must have, and what its words must weigh
LESS = 0.75  # share of that which the paragraph has that would answer both


def stands_alone(wanted: Wanted, found: Found) -> bool:
    """Whether a question has a paragraph of its own, that has much more of its words than what it would be
    answered with as a part of the one before."""
    apart, its = wanted.apart, found.apart
    if apart is None or its is None:
        return False
    if shows(apart.text, "next", "asked"):
        return True
    alone, leaning = scored(apart, its), scored(wanted, found)
    if not alone or not leaning or alone[0].covered < ALONE:
        return False
    needs = needs_for(apart, its.reports[alone[0].report])
    if sum(need.weight for need in needs) < OF_ITS_OWN:
        return False
    return share(leaning[0], range(len(needs)), needs) < LESS * alone[0].covered
