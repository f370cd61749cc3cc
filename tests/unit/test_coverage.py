"""What paragraphs cover of a question, looked through all at once as if term by term."""

from __future__ import annotations

import math
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.index.coverage import Copy, Weighed
from assistant.index.query import Concept, Way
from assistant.index.terms import Terms, analysed, mark

TEXTS = st.text(alphabet="移民偷运a1 。\n二〇年", max_size=30)


def stem(word: str, language: str) -> str:
    return word


def one_by_one(terms: Terms, copy: str, around: str) -> tuple[float, float]:
    """Each term sought in each line by itself, single characters at half weight."""
    weights = {mark(term): 1.0 for term in terms.pairs}
    for term in terms.ones:
        weights.setdefault(mark(term), 0.5 if len(term) == 1 and not term.isascii() else 1.0)
    total = sum(weights.values())
    lines = copy.split("\n")
    neighbours = [*map("\n".join, pairwise(lines))] or lines
    whole = sum(weight for term, weight in weights.items() if term in copy or term in around)
    nearest = max(
        sum(weight for term, weight in weights.items() if any(term in line for line in two.split("\n")))
        for two in neighbours
    )
    return whole / total, nearest / total


@settings(max_examples=300)
@given(TEXTS, st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_all_at_once_is_one_by_one(question: str, texts: list[tuple[str, str]]) -> None:
    asked, _ = analysed(question, "zh", stem)
    copies = [Copy(*(analysed(text, "zh", stem)[1] for text in both)) for both in texts]
    weighed = Weighed([Concept((Way(asked),))] if asked.ones else [], lambda field, term: 1.0)
    for copy, covered in zip(copies, weighed.covered(copies), strict=True):
        whole, nearest = one_by_one(asked, copy.own, copy.around) if asked.ones else (0.0, 0.0)
        assert math.isclose(covered.whole, whole)
        assert math.isclose(covered.nearest, nearest)


def test_nothing_to_compare() -> None:
    weighed = Weighed([Concept((Way(Terms(("移",), ())),))], lambda field, term: 1.0)
    assert weighed.covered([]) == []
    assert weighed.covered([Copy("")])[0] == (0.0, 0.0)
