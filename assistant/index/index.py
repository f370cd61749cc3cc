"""Reports are kept and their paragraphs found."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Literal

from assistant.errors import NotAllowed, NotFound
from assistant.index.coverage import Weighed
from assistant.index.embedding import embedding
from assistant.index.entries import candidate, hits_of, read, section, written_in
from assistant.index.fusion import fused
from assistant.index.kept import made_with
from assistant.index.lexical import Only, Section, stem
from assistant.index.nearness import Asker
from assistant.index.query import Reader
from assistant.index.ranking import FOREIGN, Candidate, second_look
from assistant.index.scope import reports_in
from assistant.index.sentences import told
from assistant.index.serial import Written, report_to_json, summary
from assistant.index.shared import opened
from assistant.index.shelves import Groups, Searched, rarity
from assistant.index.state import Reports, State
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
        self._asker = Asker(self._embedding, self._kept.near, settings.language)
        self._read = Reports()
        self._sees: frozenset[str] | None = None
        self._pinned: State | None = None
        self._sorted: tuple[State, Mapping[str, ReportSummary]] | None = None

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

    def now(self) -> Index:
        """This index as it stands, to be asked: whatever is written meanwhile, its answers agree."""
        view = copy.copy(self)
        view._pinned = self._state()
        return view

    def _state(self) -> State:
        return self._pinned or self._kept.now()

    @property
    def generation(self) -> str:
        """The mark of what is kept now; every change of the reports makes another."""
        state = self._state()
        marks = "\n".join(f"{id} {state.catalogue.digests[id]}" for id in self._seen(state))
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
        written = Written.of(report)
        held = self._state().catalogue
        if held.digests.get(report.id) == written.digest:
            if groups is not None:
                self.guard(report.id, groups)
            return "unchanged"
        vectors = self._embedding.passages([read(paragraph) for paragraph in report.paragraphs])
        compared = self._kept.near.compares(held.size() + len(report.paragraphs))
        sentences = told(report, self._embedding) if compared else None
        with self._kept.write() as catalogue:
            known = report.id in catalogue.reports
            before = catalogue.circle(report.id)
            circle = before if groups is None else _circle(groups)
            # The words are put in while Chroma takes in the rest.
            with self._shelved(report, written.json, circle, before if known else circle):
                self._kept.announce()
                self._kept.store.put(report, vectors, circle, written)
                if self._embedding.informs:
                    self._kept.near.keep(report, written.digest, vectors, sentences)
            catalogue.reports[report.id] = summary(report)
            catalogue.digests[report.id] = written.digest
            catalogue.groups[report.id] = circle
        return "replaced" if known else "added"

    def guard(self, id: str, groups: Collection[str]) -> None:
        """Let only members of ``groups`` see a report, everyone when there are none; raises NotFound."""
        self._known(id)
        with self._kept.write() as catalogue:
            report, before, circle = self.report(id), catalogue.circle(id), _circle(groups)
            if before == circle:
                return
            with self._shelved(report, report_to_json(report), circle, before, beside=False):
                self._kept.announce()
                self._kept.store.guard(id, circle)
            catalogue.groups[id] = circle

    def groups(self, id: str) -> Groups:
        """Who may see a report: members of these groups, everyone when there are none; raises NotFound."""
        return self._known(id).catalogue.circle(id)

    def hidden(self, id: str) -> bool:
        """Whether there is a report of this id that may not be seen here."""
        state = self._state()
        return id not in self._seen(state) and id in state.catalogue.reports

    @property
    def is_whole(self) -> bool:
        """Whether nothing is hidden here."""
        state = self._state()
        return len(self._seen(state)) == len(state.catalogue.reports)

    @contextmanager
    def _shelved(
        self, report: Report, written: bytes, circle: Groups, before: Groups, beside: bool = True
    ) -> Iterator[None]:
        """A report's words, which are kept when the block has ended well: out of the old circle's shelf
        before they are in the new one's."""
        with self._kept.shelving.putting(report, written, self._kept.shelves.of(circle), beside):
            yield
            if before != circle:
                with self._kept.shelves.of(before).change() as old:
                    old.remove(report.id)

    def remove(self, id: str) -> None:
        """Raises NotFound."""
        self._known(id)
        with self._kept.write() as catalogue:
            self._known(id)
            self._kept.announce()
            self._kept.store.remove(id)
            with self._kept.shelves.of(catalogue.circle(id)).change() as change:
                change.remove(id)
            del catalogue.reports[id], catalogue.digests[id]
            catalogue.groups.pop(id, None)

    def reports(self) -> tuple[ReportSummary, ...]:
        """In the order in which they were first put."""
        return tuple(self._seen(self._state()).values())

    def report(self, id: str) -> Report:
        """Raises NotFound."""
        state = self._known(id)
        report = self._read.of(state, id)
        if report is None:
            raise self._unknown(id, state)
        return report

    def search(self, question: str, k: int = 10, *, within: Scope = EVERYWHERE) -> tuple[Hit, ...]:
        """The ``k`` paragraphs that answer best, best first, of those in the scope.

        Raises NotFound for a report that is not there, and for a scope that no report is in.
        """
        state = self._state()
        known = self._seen(state)
        chosen = reports_in(within, known)
        reports = chosen if len(chosen) < len(known) else ()
        lexical = state.words(known)
        reader = self._reader(lexical)
        written = {written_in(known[id].language) for id in chosen}
        spoken = language_of(question)
        sections = _sections(within.sections, spoken, written, reader)
        asked = spoken[:2]
        looks: list[Look] = []
        with self._asker.nearest(question, FIRST, state, reports or known) as near:
            for language in sorted(written):
                concepts = reader.read(question, spoken, language)
                if concepts:
                    only = Only(reports, language if len(written) > 1 else "", sections)
                    found = lexical.search(concepts, max(FIRST, k), only)
                    weight = FOREIGN if asked in written and asked != language else 1.0
                    weighed = Weighed(concepts, self._rarity(lexical), weight)
                    looks.append((weighed, [candidate(match) for match in found]))
            hits = second_look(looks)
            nearest = near()
        if not nearest:
            return tuple(each.hit() for each in hits[:k])
        foreign = {id for id in chosen if written_in(known[id].language) != asked}
        order = fused(
            [*hits, *self._asker.others(nearest, hits)], nearest, foreign, self._embedding.near is not None
        )
        return tuple(islice(hits_of(order, k, lexical, Only(sections=sections)), k))

    def nearness(self, question: str, report: str) -> Mapping[str, float]:
        """The cosine (−1 to 1) between the question and each paragraph of a report, by paragraph id;
        nothing where what the embedding's cosines mean is not known, or it fails. Raises NotFound."""
        state = self._known(report)
        return self._asker.nearness(question, state, report)

    def fitness(self, question: str, report: str) -> Mapping[str, float]:
        """The same with what would answer the question, as far as the embedding has learnt what that is."""
        state = self._known(report)
        return self._asker.fitness(question, state, report)

    def answerable(self, question: str) -> float:
        """Log odds that such a question is answered where its subject is spoken of, as far as the embedding
        has learnt it; else 0."""
        return self._asker.answerable(question)

    def holds(self, within: Scope) -> bool:
        """Whether there is any paragraph in a scope that is limited by sections."""
        state = self._state()
        known = self._seen(state)
        chosen = reports_in(within, known, strict=False)
        lexical = state.words(known)
        written = {written_in(known[id].language) for id in chosen}
        tongue = language_of(" ".join(within.sections))
        sections = _sections(within.sections, tongue, written, self._reader(lexical))
        return bool(chosen) and lexical.any(Only(chosen if len(chosen) < len(known) else (), "", sections))

    def _reader(self, lexical: Searched) -> Reader:
        return Reader(stem, lexical.frequency, self._settings.home / "glossary.tsv")

    def close(self) -> None:
        """Let go of the files. The index opens again when it is next asked."""
        self._kept.close()

    def _seen(self, state: State) -> Mapping[str, ReportSummary]:
        """The reports that may be seen here, in the order in which they were first put."""
        known = self._sorted
        if known is None or known[0] is not state:
            known = self._sorted = state, state.seen_by(self._sees)
        return known[1]

    def _known(self, id: str) -> State:
        """The state in which a report is known."""
        state = self._state()
        if id not in self._seen(state):
            raise self._unknown(id, state)
        return state

    def _unknown(self, id: str, state: State) -> NotFound:
        """Names what may be seen here, and nothing else."""
        return NotFound("unknown_report", id=id, known=", ".join(self._seen(state)))

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
