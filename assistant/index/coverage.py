"""How much of a question paragraphs cover: their reading copies compared with its terms. Pure.

The copies of a hundred paragraphs are laid end to end and looked through once for all terms, with
NumPy: a tenth of the time that each term in each sentence takes (eval/LOG.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from assistant.index.query import Concept, Way
from assistant.index.terms import is_han, mark

_SINGLE = 0.5  # the weight of a single character beside a pair

Rarity = Callable[[str, str], float]


class Copy(NamedTuple):
    """The reading copies of a paragraph and of what stands around it."""

    own: str
    around: str = ""


class Covered(NamedTuple):
    """Shares of a question, 0 to 1: what all of a paragraph covers with what stands around it, and its
    best two neighbouring sentences alone."""

    whole: float
    nearest: float


class Weighed:
    """A question's concepts with the rarity of each term, ready to be compared with reading copies."""

    def __init__(self, concepts: Sequence[Concept], rarity: Rarity, weight: float = 1.0) -> None:
        self.weight = weight
        self._asked = []
        for concept in concepts:
            if concept.own:
                ways = [(way.weight, _weights(way, rarity)) for way in concept.ways]
                self._asked.append((ways, max(sum(weights.values()) for _, weights in ways)))
        self._whole = sum(worth for _, worth in self._asked) or 1.0
        every = (term for ways, _ in self._asked for _, weights in ways for term in weights)
        self._places = {term: place for place, term in enumerate(dict.fromkeys(every))}

    def covered(self, copies: Sequence[Copy]) -> list[Covered]:
        """What each paragraph covers."""
        import numpy

        if not self._places or not copies:
            return [Covered(0.0, 0.0)] * len(copies)
        lines, around = _Lines([copy.own for copy in copies]), _Lines([copy.around for copy in copies])
        stands = lines.standing(self._places)
        anywhere = lines.together(stands) | around.together(around.standing(self._places))
        stands[:, :-1] |= stands[:, 1:] & ~lines.last[:-1]  # a line together with the next one
        whole, nearest = numpy.zeros(len(copies)), numpy.zeros(lines.count)
        for ways, worth in self._asked:
            whole += self._best(ways, worth, anywhere)
            nearest += self._best(ways, worth, stands)
        best = numpy.maximum.reduceat(nearest, lines.firsts)
        shares = (numpy.minimum(each / self._whole, 1.0).tolist() for each in (whole, best))
        return [Covered(*both) for both in zip(*shares, strict=True)]

    def _best(self, ways: Sequence[tuple[float, Mapping[str, float]]], worth: float, stands: Any) -> Any:
        """What the best of several ways covers in each column."""
        import numpy

        found = []
        for weight, weights in ways:
            scale = weight * worth / (sum(weights.values()) or 1.0)
            shares = scale * numpy.array(list(weights.values()))
            found.append((shares[:, None] * stands[[self._places[term] for term in weights]]).sum(axis=0))
        return found[0] if len(found) == 1 else numpy.max(found, axis=0)


def _weights(way: Way, rarity: Rarity) -> dict[str, float]:
    weights = {mark(term): rarity("pairs", term) for term in way.terms.pairs}
    for term in way.terms.ones:
        share = _SINGLE if is_han(term[0]) and len(term) == 1 else 1.0
        weights.setdefault(mark(term), share * rarity("ones", term))
    return weights


class _Lines:
    """Reading copies laid end to end: ``count`` lines, the first ones of each copy, which are its last."""

    def __init__(self, copies: Sequence[str]) -> None:
        import numpy

        self._text = "\n".join(copies)
        self._codes = numpy.frombuffer(self._text.encode("utf-32-le"), numpy.uint32)
        self._line = numpy.cumsum(self._codes == ord("\n"))  # of each sign
        ends = numpy.cumsum([copy.count("\n") + 1 for copy in copies])
        self.count = int(ends[-1])
        self.firsts = numpy.concatenate(([0], ends[:-1]))
        self.last = numpy.zeros(self.count, bool)
        self.last[ends - 1] = True

    def standing(self, marks: Mapping[str, int]) -> Any:
        """Whether each mark (at its row) stands in each line (a column)."""
        import numpy

        stands = numpy.zeros((len(marks), self.count), bool)
        if self.count > len(self._text):  # nothing but ends of lines
            return stands
        chinese = {sought: row for sought, row in marks.items() if is_han(sought[0])}
        if chinese:
            self._chinese(chinese, stands)
        for sought, row in marks.items():
            if sought not in chinese:
                for found in re.finditer(re.escape(sought), self._text):
                    stands[row, self._line[found.start()]] = True
        return stands

    def _chinese(self, marks: Mapping[str, int], stands: Any) -> None:
        """Single characters and pairs: the characters asked for get numbers, a mark the number of its
        pair, where none stands for the second of a single one."""
        import numpy

        signs = sorted(set("".join(marks)))
        numbers = {sign: number for number, sign in enumerate(signs, 1)}
        size = len(signs) + 1
        number = numpy.zeros(max(ord(signs[-1]), self._codes.max(initial=0)) + 1, numpy.int16)
        number[[ord(sign) for sign in signs]] = range(1, size)
        there = numpy.append(number[self._codes], 0).astype(numpy.int32)
        at = numpy.flatnonzero(there)
        rows = numpy.full(size * size, -1, numpy.int32)
        for sought, row in marks.items():
            rows[numbers[sought[0]] * size + (numbers[sought[1]] if sought[1:] else 0)] = row
        for second in (0, there[at + 1]):
            found = rows[there[at] * size + second]
            stands[found[found >= 0], self._line[at[found >= 0]]] = True

    def together(self, stands: Any) -> Any:
        """Whether each mark stands in any line of each copy."""
        import numpy

        return numpy.logical_or.reduceat(stands, self.firsts, axis=1)
