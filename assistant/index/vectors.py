"""The vectors of a few reports, asked one by one: what a filter by report costs when Chroma does not filter.

Chroma's own filter looks through all paragraphs that it matches, a tenth of a second and more among a
hundred thousand. A report's vectors are read once (0.1 ms a paragraph); from then on a question to
chosen reports is a product of matrices (eval/LOG.md).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from threading import Lock
from typing import Any

Ids = Sequence[str]
Read = Callable[[Collection[str]], tuple[Ids, Any]]  # of reports: paragraph ids and a row a paragraph
MOST = 50_000  # vectors kept in memory: 100 MB at 512 dimensions


def rounded(similarity: float) -> float:
    """A cosine as far as 32 bits hold it: the same whichever way it was computed."""
    return round(float(similarity), 5)


def unit(rows: Any) -> Any:
    """Rows of length 1, float32; a row of zeros stays one."""
    import numpy

    rows = numpy.asarray(rows, numpy.float32)
    return rows / numpy.maximum(numpy.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)


def cosines(rows: Any, asked: Any) -> Any:
    """Of unit rows with a unit vector. Not by BLAS, whose threads wait longer than this takes."""
    import numpy

    return numpy.einsum("ij,j->i", rows, asked)


def best(
    held: Sequence[tuple[Ids, Any]],
    vector: Sequence[float],
    most: int | None,
    sentences: Sequence[tuple[Ids, Any]] = (),
) -> list[tuple[str, float]]:
    """The ``most`` nearest (None: all) of ids with unit rows, and their cosine similarity, best first; the
    mean of it and of the best of an id's ``sentences``, where it has any."""
    import numpy

    if not held:
        return []
    asked = unit(vector)
    shares = numpy.concatenate([cosines(rows, asked) for _, rows in held])
    ids = [id for names, _ in held for id in names]
    if sentences:
        nearest = _nearest(ids, sentences, asked)
        shares = numpy.where(nearest < -1.5, shares, (shares + nearest) / 2)
    if most is not None and most < len(ids):
        some = numpy.sort(numpy.argpartition(-shares, most)[:most])
    else:
        some = numpy.arange(len(ids))
    order = some[numpy.argsort(-shares[some], kind="stable")]
    return [(ids[place], rounded(shares[place])) for place in order]


def _nearest(ids: Ids, sentences: Sequence[tuple[Ids, Any]], asked: Any) -> Any:
    """The cosine of each id's best sentence; −2 where it has none."""
    import numpy

    places = {id: place for place, id in enumerate(ids)}
    nearest = numpy.full(len(ids), -2.0, numpy.float32)
    for names, rows in sentences:
        if names and names[0] in places:
            numpy.maximum.at(nearest, [places[id] for id in names], cosines(rows, asked))
    return nearest


class Vectors:
    """Unit vectors by report, the last ones asked for kept; safe to share by threads."""

    def __init__(self, read: Read) -> None:
        """``read`` gives the paragraphs of reports: full ids, and an array [paragraphs, dimensions]."""
        self._read = read
        self._kept: OrderedDict[str, tuple[Ids, Any]] = OrderedDict()
        self._turn = Lock()

    def forget(self, report: str = "") -> None:
        """What has been read of a report, or of all, is no longer so."""
        with self._turn:
            self._kept.pop(report, None) if report else self._kept.clear()

    def nearest(
        self, vector: Sequence[float], most: int | None, reports: Collection[str]
    ) -> list[tuple[str, float]]:
        """The ``most`` nearest paragraphs of the reports (None: all), with their cosine similarity, best
        first."""
        return best(self._of(reports), vector, most)

    def _of(self, reports: Collection[str]) -> list[tuple[Ids, Any]]:
        with self._turn:
            if missing := [id for id in reports if id not in self._kept]:
                self._take(missing)
            held = [self._kept[id] for id in reports]
            for id in reports:
                self._kept.move_to_end(id)
            while sum(len(names) for names, _ in self._kept.values()) > MOST and len(self._kept) > len(held):
                self._kept.popitem(last=False)
        return [(names, rows) for names, rows in held if len(names)]

    def _take(self, missing: Collection[str]) -> None:
        ids, rows = self._read(missing)
        rows = unit(rows)
        places: dict[str, list[int]] = {report: [] for report in missing}
        for place, id in enumerate(ids):
            places[id.partition("#")[0]].append(place)
        for report, own in places.items():
            self._kept[report] = ([ids[place] for place in own], rows[own])
