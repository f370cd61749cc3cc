"""What the words find and what an embedding model finds near, in one order. Pure.

With a model whose cosines are known (eval/LOG.md), every hit has

    words / best words + 0.45 · nearness                   in the language of the question
    coverage · words / best words + 0.8 · nearness         in another language

where ``words`` is the score of the second look, ``coverage`` the most that the words cover of the
question in other languages (a translation's match says less, and least where little is translated),
and ``nearness`` the cosine, by paragraph and best sentence, between the hundredth nearest (0) and the
nearest (1).

Any other model is trusted as far as it agrees with the words (the share of its first ten that the words
found too), or as far as the words know nothing (what the best hit leaves uncovered): so a model that is
poor in a language cannot drag the answer down.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.index.ranking import Ranked

_AGREEING = 10  # of the nearest paragraphs that are asked whether the words found them too
_OWN, _ACROSS = 0.45, 0.8


def fused(
    hits: Sequence[Ranked],
    nearest: Mapping[str, float],
    foreign: Collection[str] = (),
    calibrated: bool = False,
) -> Iterator[Ranked]:
    """``hits`` with the nearness (by paragraph id) that a model gives them, best first; ``foreign``
    names the reports in another language than the question's."""
    if not hits or not nearest:
        yield from hits
        return
    most, least = max(nearest.values()), min(nearest.values())
    highest = max(hit.score for hit in hits) or 1.0
    covered = max((hit.coverage for hit in hits if hit.report in foreign), default=0.0)
    trust = 0.0 if calibrated else _trust(hits, nearest)

    def total(hit: Ranked) -> float:
        words = hit.score / highest
        near = (nearest.get(hit.id, least) - least) / ((most - least) or 1.0)
        if not calibrated:
            return words + trust * near
        return covered * words + _ACROSS * near if hit.report in foreign else words + _OWN * near

    for score, hit in sorted(((total(hit), hit) for hit in hits), key=lambda rated: -rated[0]):
        yield replace(hit, score=score, nearness=nearest.get(hit.id))


def _trust(hits: Sequence[Ranked], nearest: Mapping[str, float]) -> float:
    ranked = sorted(nearest, key=lambda id: -nearest[id])[:_AGREEING]
    worded = {hit.id for hit in hits if hit.coverage > 0}
    agreeing = sum(id in worded for id in ranked) / len(ranked)
    return max(agreeing, 1.0 - max(hit.coverage for hit in hits))
