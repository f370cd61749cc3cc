"""Reports are kept and their paragraphs found."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import Literal

from assistant.errors import ModelError, NotFound
from assistant.index.embedding import embedding
from assistant.index.entries import candidate, context, entries, written_in
from assistant.index.kept import Kept
from assistant.index.lexical import Lexical, stem
from assistant.index.query import Reader
from assistant.index.ranking import FOREIGN, Candidate, Weighed, fused, second_look
from assistant.index.serial import digest, report_from_json, report_to_json, summary
from assistant.language.detect import language_of
from assistant.language.phrases import explain
from assistant.model import Hit, Report, ReportSummary
from assistant.settings import Settings

FIRST = 100  # paragraphs that get a second look
Look = tuple[Weighed, list[Candidate]]
log = logging.getLogger("assistant")


class Index:
    """The reports of a data folder. One process writes at a time; any number read.

    ``Hit.coverage`` is the share of the question that a paragraph covers with its own text, its
    lead-in and its headings, between 0 and 1: the terms found among those asked for, each weighted by
    its rarity among all paragraphs (BM25's idf), a single Chinese character half as much as a pair.
    Interrogatives are not asked for; a numeral counts in any form; in another language a term is
    covered as far as the best of its translations is. A term that no paragraph has weighs most.
    """

    def __init__(self, settings: Settings) -> None:
        """Raises HomeError for a folder that cannot be written, is broken or of another layout."""
        self._settings = settings
        self._embedding = embedding(settings)
        self._kept = Kept(settings.home / "index", self._embedding, settings.language)
        self._cached = lru_cache(maxsize=64)(self._fetch)

    @classmethod
    def open(cls, settings: Settings) -> Index:
        """Raises HomeError for a folder that cannot be written, is broken or of another layout."""
        return cls(settings)

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever kept here before."""
        return self._kept.is_new

    @property
    def generation(self) -> str:
        """The mark of what is kept now; every change of the reports makes another."""
        self._kept.agree()
        return self._kept.catalogue.generation

    def put(self, report: Report) -> Literal["added", "unchanged", "replaced"]:
        """Keep a report, in the place of an older one with its id.

        Raises HomeError when another process is writing, ModelError when the embedding model fails;
        either way nothing is changed.
        """
        content = digest(report)
        self._kept.agree()
        if self._kept.catalogue.digests.get(report.id) == content:
            return "unchanged"
        vectors = self._embedding.passages([context(paragraph) for paragraph in report.paragraphs])
        with self._kept.write() as catalogue:
            known = report.id in catalogue.reports
            self._kept.announce()
            self._kept.store.put(report, vectors)
            with self._kept.lexical.change() as change:
                change.remove(report.id)
                change.add(report.id, report_to_json(report), entries(report, stem))
            catalogue.reports[report.id] = summary(report)
            catalogue.digests[report.id] = content
        return "replaced" if known else "added"

    def remove(self, id: str) -> None:
        """Raises NotFound."""
        self._kept.agree()
        self._known([id])
        with self._kept.write() as catalogue:
            self._known([id])
            self._kept.announce()
            self._kept.store.remove(id)
            with self._kept.lexical.change() as change:
                change.remove(id)
            del catalogue.reports[id], catalogue.digests[id]

    def reports(self) -> tuple[ReportSummary, ...]:
        """In the order in which they were first put."""
        self._kept.agree()
        return tuple(self._kept.catalogue.reports.values())

    def report(self, id: str) -> Report:
        """Raises NotFound."""
        self._kept.agree()
        self._known([id])
        return self._cached(id, self._kept.catalogue.digests[id])

    def search(self, question: str, k: int = 10, *, reports: Collection[str] = ()) -> tuple[Hit, ...]:
        """The ``k`` paragraphs that answer best, best first, of the named reports or of all.

        Raises NotFound for a report that is not there.
        """
        self._kept.agree()
        self._known(reports)
        lexical = self._kept.lexical
        reader = Reader(stem, lexical.frequency, self._settings.home / "glossary.tsv")
        known = self._kept.catalogue.reports
        written = {written_in(known[id].language) for id in reports or known}
        nearest = self._nearest(question, reports)
        spoken = language_of(question)
        asked = spoken[:2]
        looks: list[Look] = []
        for language in sorted(written):
            concepts = reader.read(question, spoken, language)
            if concepts:
                only = language if len(written) > 1 else ""
                found = lexical.search(concepts, max(FIRST, k), reports, only)
                weight = FOREIGN if asked in written and asked != language else 1.0
                weighed = Weighed(concepts, self._rarity(lexical), weight)
                looks.append((weighed, [candidate(match) for match in found]))
        if not nearest:
            return tuple(second_look(looks, k))
        return tuple(self._with_nearest(looks, nearest)[:k])

    def _nearest(self, question: str, reports: Collection[str]) -> dict[str, float]:
        """What the embedding model finds near; nothing where it knows no more than the words do."""
        if not self._embedding.informs or not question.strip():
            return {}
        try:
            vector = self._embedding.question(question)
        except ModelError as error:
            log.warning(explain(error, self._settings.language))
            return {}
        return dict(self._kept.store.nearest(vector, FIRST, reports))

    def _with_nearest(self, looks: list[Look], nearest: dict[str, float]) -> list[Hit]:
        known = {one.id for _, candidates in looks for one in candidates}
        others = [candidate(match) for match in self._kept.lexical.matches(set(nearest) - known)]
        looks = [*looks, (Weighed([], lambda field, term: 0.0), others)]
        return fused(second_look(looks, len(known) + len(others)), nearest)

    def close(self) -> None:
        """Let go of the files. The index opens again when it is next asked."""
        self._kept.close()

    def _fetch(self, id: str, content: str) -> Report:
        payload = self._kept.lexical.whole(id)
        if payload is None:
            raise NotFound("unknown_report", id=id, known=", ".join(self._kept.catalogue.reports))
        return report_from_json(payload)

    def _known(self, reports: Collection[str]) -> None:
        for id in reports:
            if id not in self._kept.catalogue.reports:
                raise NotFound("unknown_report", id=id, known=", ".join(self._kept.catalogue.reports))

    @staticmethod
    def _rarity(lexical: Lexical) -> Callable[[str, str], float]:
        size = lexical.size()

        def rarity(field: str, term: str) -> float:
            frequency = lexical.frequency(field, term)
            return math.log(1 + (size - frequency + 0.5) / (frequency + 0.5))

        return rarity
