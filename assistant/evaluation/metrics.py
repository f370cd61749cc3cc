"""What is measured, as pure functions. Formulas and sources stand in eval/README.md.

Every value lies between 0 and 1 unless its docstring says otherwise; None means that there is
nothing to measure.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from assistant.language.normal import fold

Group = Sequence[str]
Entails = Callable[[str, Sequence[str]], bool]
VERBATIM_RUN = 6


def recall_at(found: Sequence[str], needs: Sequence[Group], k: int) -> float:
    """Share of the needed groups of which one stands among the first ``k`` found."""
    first = set(found[:k])
    return fmean(not first.isdisjoint(group) for group in needs)


def reciprocal_rank(found: Sequence[str], needs: Sequence[Group], k: int = 10) -> float:
    """1 / rank of the first that is needed; 0 when none of the first ``k`` is."""
    wanted = {ref for group in needs for ref in group}
    return next((1 / rank for rank, ref in enumerate(found[:k], 1) if ref in wanted), 0.0)


def ndcg_at(found: Sequence[str], needs: Sequence[Group], k: int = 10) -> float:
    """nDCG with gain 1 for each find that meets a group not met before (Järvelin, Kekäläinen 2002)."""
    open_groups = [set(group) for group in needs]
    gained = 0.0
    for rank, ref in enumerate(found[:k], 1):
        met = next((group for group in open_groups if ref in group), None)
        if met is not None:
            open_groups.remove(met)
            gained += 1 / math.log2(rank + 1)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(k, len(needs)) + 1))
    return gained / ideal


def cited_recall(cited: Collection[str], needs: Sequence[Group]) -> float | None:
    """Share of the needed groups of which one is cited."""
    return fmean(not set(cited).isdisjoint(group) for group in needs) if needs else None


def cited_precision(cited: Collection[str], allowed: Collection[str]) -> float | None:
    """Share of the cited paragraphs that must or may be cited."""
    if not cited:
        return None
    return 1.0 if "*" in allowed else fmean(ref in allowed for ref in set(cited))


def citation_recall(sentences: Sequence[tuple[str, Sequence[str]]], entails: Entails) -> float | None:
    """ALCE: share of the sentences that their cited paragraphs, taken together, entail."""
    return fmean(bool(cited) and entails(text, cited) for text, cited in sentences) if sentences else None


def citation_precision(sentences: Sequence[tuple[str, Sequence[str]]], entails: Entails) -> float | None:
    """ALCE: share of the citations that are relevant. One is when its sentence is entailed by all of
    its citations, and the citation entails it alone or the others without it do not."""
    relevant: list[bool] = []
    for text, cited in sentences:
        entailed = bool(cited) and entails(text, cited)
        for one in cited:
            others = [other for other in cited if other != one]
            relevant.append(entailed and (not others or entails(text, [one]) or not entails(text, others)))
    return fmean(relevant) if relevant else None


def squeezed(text: str) -> str:
    """Folded, without spaces, so that line breaks and widths make no difference."""
    return "".join(fold(text).split())


def fact_coverage(answer: str, facts: Sequence[Group]) -> float | None:
    """Share of the fact groups of which one text stands in the answer."""
    text = squeezed(answer)
    return fmean(any(squeezed(fact) in text for fact in group) for group in facts) if facts else None


def clean_of(answer: str, not_facts: Sequence[str]) -> float | None:
    """1 when none of the forbidden texts stands in the answer, else 0."""
    text = squeezed(answer)
    return float(not any(squeezed(fact) in text for fact in not_facts)) if not_facts else None


def verbatim_share(texts: Iterable[str], sources: Iterable[str], run: int = VERBATIM_RUN) -> float | None:
    """Share of the characters that lie in a run of at least ``run`` characters of the sources.

    Spaces and punctuation are left out on both sides.
    """
    known = "\n".join(_letters(source) for source in sources)
    runs = {known[at : at + run] for at in range(len(known) - run + 1)}
    copied = total = 0
    for text in map(_letters, texts):
        held = [False] * len(text)
        for at in range(max(len(text) - run + 1, 0)):
            if text[at : at + run] in runs:
                held[at : at + run] = [True] * run
        if 0 < len(text) < run:
            held = [text in known] * len(text)
        copied, total = copied + sum(held), total + len(text)
    return copied / total if total else None


def same_citations(first: Collection[str], second: Collection[str]) -> float:
    """Jaccard likeness of two sets of citations; two empty ones are the same."""
    union = set(first) | set(second)
    return len(set(first) & set(second)) / len(union) if union else 1.0


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile: the smallest value with ``share`` of all at or below it."""
    return sorted(values)[max(math.ceil(share * len(values)), 1) - 1]


@dataclass(frozen=True, slots=True)
class Interval:
    low: float
    high: float


def bootstrap(values: Sequence[float], rounds: int = 1000, seed: int = 7) -> Interval:
    """95 % percentile interval of the mean over questions (Efron 1979)."""
    if len(set(values)) < 2:
        return Interval(values[0], values[0])
    draw, size = random.Random(seed), len(values)
    means = sorted(sum(draw.choices(values, k=size)) / size for _ in range(rounds))
    return Interval(percentile(means, 0.025), percentile(means, 0.975))


@dataclass(frozen=True, slots=True)
class Paired:
    """Two runs over the same questions: mean of (new − old), its 95 % interval, how many changed."""

    difference: float
    interval: Interval
    better: int
    worse: int

    @property
    def lost(self) -> bool:
        """Whether the loss is significant."""
        return self.interval.high < 0

    @property
    def gained(self) -> bool:
        return self.interval.low > 0


def paired(old: Sequence[float], new: Sequence[float]) -> Paired:
    """Paired bootstrap of the difference; the two run over the same questions in the same order."""
    changes = [after - before for before, after in zip(old, new, strict=True)]
    return Paired(
        fmean(changes),
        bootstrap(changes),
        sum(change > 0 for change in changes),
        sum(change < 0 for change in changes),
    )


def _letters(text: str) -> str:
    return "".join(sign for sign in fold(text) if sign.isalnum())
