"""Reports are kept and their paragraphs found."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from typing import Literal

from assistant.errors import NotAllowed, NotFound
from assistant.index.catalogue import Catalogue
from assistant.index.embedding import embedding
from assistant.index.entries import candidate, entries, read, section, written_in
from assistant.index.fusion import fused
from assistant.index.kept import made_with
from assistant.index.lexical import Only, Section, stem
from assistant.index.nearness import Asker
from assistant.index.query import Reader
from assistant.index.ranking import FOREIGN, Candidate, Weighed, second_look
from assistant.index.scope import reports_in
from assistant.index.serial import digest, report_from_json, report_to_json, summary
from assistant.index.shared import opened
from assistant.index.shelves import OPEN, Groups, Searched, rarity
from assistant.language.detect import language_of
from assistant.model import EVERYWHERE, Hit, Report, ReportSummary, Scope
from assistant.settings import Settings

FIRST = 100  # paragraphs that get a second look
Look = tuple[Weighed, list[Candidate]]


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
        made = "" if settings.chroma_url else made_with(settings.home / "index")
        self._embedding = embedding(settings, made)
        self._kept = opened(settings, self._embedding)
        self._asker = Asker(self._embedding, settings.language)
        self._cached = lru_cache(maxsize=64)(self._fetch)
        self._sees: frozenset[str] | None = None
        self._sorted: tuple[Catalogue, Mapping[str, ReportSummary]] | None = None

    @classmethod
    def open(cls, settings: Settings) -> Index:
        """Raises HomeError for a folder that cannot be written, is broken or of another layout."""
        return cls(settings)

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever kept here before."""
        return self._kept.is_new

    def seen_by(self, groups: frozenset[str] | None) -> Index:
        """This index as members of ``groups`` see it; None: all of it.

        What they may not see is not there: not found, not counted, weighed in nothing.
        """
        view = copy.copy(self)
        view._sees, view._sorted = groups, None
        return view

    @property
    def generation(self) -> str:
        """The mark of what is kept now; every change of the reports makes another."""
        seen, digests = self._seen(), self._kept.catalogue.digests
        marks = "\n".join(f"{id} {digests[id]}" for id in seen)
        return hashlib.sha256(marks.encode("utf-8")).hexdigest()[:32]

    def put(
        self, report: Report, groups: Collection[str] | None = None
    ) -> Literal["added", "unchanged", "replaced"]:
        """Keep a report, in the place of an older one with its id, to be seen by ``groups`` only; by
        everyone when they are empty, by whom it was before when they are None.

        Raises HomeError when another process is writing, ModelError when the embedding model fails;
        either way nothing is changed.
        """
        if self.hidden(report.id):
            raise NotAllowed("not_curator")
        content = digest(report)
        if self._kept.catalogue.digests.get(report.id) == content:
            if groups is not None:
                self.guard(report.id, groups)
            return "unchanged"
        vectors = self._embedding.passages([read(paragraph) for paragraph in report.paragraphs])
        with self._kept.write() as catalogue:
            known = report.id in catalogue.reports
            before = catalogue.circle(report.id)
            circle = before if groups is None else _circle(groups)
            self._kept.announce()
            self._kept.store.put(report, vectors, circle)
            if self._embedding.informs:
                self._kept.matrices.keep(content, [one.id for one in report.paragraphs], vectors)
            self._shelve(report, circle, before if known else circle)
            catalogue.reports[report.id] = summary(report)
            catalogue.digests[report.id] = content
            catalogue.groups[report.id] = circle
        return "replaced" if known else "added"

    def guard(self, id: str, groups: Collection[str]) -> None:
        """Let only members of ``groups`` see a report, everyone when there are none; raises NotFound."""
        self._known([id])
        with self._kept.write() as catalogue:
            report, before, circle = self.report(id), catalogue.circle(id), _circle(groups)
            if before == circle:
                return
            self._kept.announce()
            self._kept.store.guard(id, circle)
            self._shelve(report, circle, before)
            catalogue.groups[id] = circle

    def groups(self, id: str) -> Groups:
        """Who may see a report: members of these groups, everyone when there are none; raises NotFound."""
        self._known([id])
        return self._kept.catalogue.circle(id)

    def hidden(self, id: str) -> bool:
        """Whether there is a report of this id that may not be seen here."""
        return id not in self._seen() and id in self._kept.catalogue.reports

    def _shelve(self, report: Report, circle: Groups, before: Groups) -> None:
        """Out of the old circle's shelf before it is in the new one's."""
        if before != circle:
            with self._kept.shelves.of(before).change() as change:
                change.remove(report.id)
        with self._kept.shelves.of(circle).change() as change:
            change.remove(report.id)
            change.add(report.id, report_to_json(report), entries(report, stem))

    def remove(self, id: str) -> None:
        """Raises NotFound."""
        self._known([id])
        with self._kept.write() as catalogue:
            self._known([id])
            self._kept.announce()
            self._kept.store.remove(id)
            with self._kept.shelves.of(catalogue.circle(id)).change() as change:
                change.remove(id)
            del catalogue.reports[id], catalogue.digests[id]
            catalogue.groups.pop(id, None)

    def reports(self) -> tuple[ReportSummary, ...]:
        """In the order in which they were first put."""
        return tuple(self._seen().values())

    def report(self, id: str) -> Report:
        """Raises NotFound."""
        self._known([id])
        try:
            return self._cached(id, self._kept.catalogue.digests.get(id, ""))
        except NotFound:
            raise self._unknown(id) from None

    def search(self, question: str, k: int = 10, *, within: Scope = EVERYWHERE) -> tuple[Hit, ...]:
        """The ``k`` paragraphs that answer best, best first, of those in the scope.

        Raises NotFound for a report that is not there, and for a scope that no report is in.
        """
        known = self._seen()
        chosen = reports_in(within, known)
        reports = chosen if len(chosen) < len(known) else ()
        lexical = self._lexical()
        reader = self._reader(lexical)
        written = {written_in(known[id].language) for id in chosen}
        spoken = language_of(question)
        sections = _sections(within.sections, spoken, written, reader)
        nearest = self._nearest(question, reports)
        asked = spoken[:2]
        looks: list[Look] = []
        for language in sorted(written):
            concepts = reader.read(question, spoken, language)
            if concepts:
                only = Only(reports, language if len(written) > 1 else "", sections)
                found = lexical.search(concepts, max(FIRST, k), only)
                weight = FOREIGN if asked in written and asked != language else 1.0
                weighed = Weighed(concepts, self._rarity(lexical), weight)
                looks.append((weighed, [candidate(match) for match in found]))
        if not nearest:
            return tuple(second_look(looks, k))
        hits = self._with_nearest(looks, nearest, lexical, Only(sections=sections))
        foreign = {id for id in chosen if written_in(known[id].language) != asked}
        return tuple(fused(hits, nearest, foreign, self._embedding.near is not None)[:k])

    def nearness(self, question: str, report: str) -> Mapping[str, float]:
        """The cosine (−1 to 1) between the question and each paragraph of a report, by paragraph id;
        nothing where what the embedding's cosines mean is not known, or it fails. Raises NotFound."""
        self._known([report])
        if self._embedding.near is None:
            return {}
        vector = self._asker.vector(question)
        return self._kept.nearest(vector, None, {report: 0}) if vector else {}

    def holds(self, within: Scope) -> bool:
        """Whether there is any paragraph in a scope that is limited by sections."""
        known = self._seen()
        chosen = reports_in(within, known, strict=False)
        lexical = self._lexical()
        written = {written_in(known[id].language) for id in chosen}
        tongue = language_of(" ".join(within.sections))
        sections = _sections(within.sections, tongue, written, self._reader(lexical))
        return bool(chosen) and lexical.any(Only(chosen if len(chosen) < len(known) else (), "", sections))

    def _lexical(self) -> Searched:
        """The shelves that may be seen here."""
        return self._kept.shelves.seen({OPEN, *map(self._kept.catalogue.circle, self._seen())})

    def _reader(self, lexical: Searched) -> Reader:
        return Reader(stem, lexical.frequency, self._settings.home / "glossary.tsv")

    def _nearest(self, question: str, reports: Collection[str]) -> Mapping[str, float]:
        """What the embedding model finds near; nothing where it knows no more than the words do."""
        known = self._seen()
        vector = self._asker.vector(question) if known else None
        if not vector:
            return {}
        if not reports and len(known) == len(self._kept.catalogue.reports):
            return self._kept.nearest(vector, FIRST)
        # What is hidden may not even crowd others out.
        return self._kept.nearest(vector, FIRST, {id: known[id].paragraphs for id in reports or known})

    def _with_nearest(
        self, looks: list[Look], nearest: Mapping[str, float], lexical: Searched, only: Only
    ) -> list[Hit]:
        known = {one.id for _, candidates in looks for one in candidates}
        least = -1.0 if self._embedding.near is None else self._embedding.near
        near = {id for id, cosine in nearest.items() if cosine >= least}
        others = [candidate(match) for match in lexical.matches(near - known, only)]
        looks = [*looks, (Weighed([], lambda field, term: 0.0), others)]
        return second_look(looks, len(known) + len(others))

    def close(self) -> None:
        """Let go of the files. The index opens again when it is next asked."""
        self._kept.close()

    def _fetch(self, id: str, content: str) -> Report:
        """For all views; so an error says nothing of what there is."""
        payload = self._kept.shelves.of(self._kept.catalogue.circle(id)).whole(id)
        if payload is None:
            raise NotFound("unknown_report", id=id, known="")
        return report_from_json(payload)

    def _seen(self) -> Mapping[str, ReportSummary]:
        """The reports that may be seen here, in the order in which they were first put."""
        self._kept.agree()
        catalogue, sees = self._kept.catalogue, self._sees
        if sees is None:
            return catalogue.reports
        if self._sorted is None or self._sorted[0] is not catalogue:
            circles = {id: catalogue.circle(id) for id in catalogue.reports}
            seen = {id for id, circle in circles.items() if not circle or sees.intersection(circle)}
            self._sorted = catalogue, {id: one for id, one in catalogue.reports.items() if id in seen}
        return self._sorted[1]

    def _known(self, reports: Collection[str]) -> None:
        seen = self._seen()
        for id in reports:
            if id not in seen:
                raise self._unknown(id)

    def _unknown(self, id: str) -> NotFound:
        """Names what may be seen here, and nothing else."""
        return NotFound("unknown_report", id=id, known=", ".join(self._seen()))

    @staticmethod
    def _rarity(lexical: Searched) -> Callable[[str, str], float]:
        size = lexical.size()
        return lambda field, term: rarity(size, lexical.frequency(field, term))


def _sections(
    names: Iterable[str], spoken: str, written: Iterable[str], reader: Reader
) -> tuple[Section, ...]:
    """Named sections as they are sought in reports written in these languages."""
    found = []
    for name in names:
        tongues = {spoken, language_of(name, spoken)}
        readings = tuple(reader.read(name, tongue, target) for tongue in tongues for target in written)
        found.append(Section(section(name), readings))
    return tuple(found)


def _circle(groups: Collection[str]) -> Groups:
    return tuple(sorted(set(groups)))
