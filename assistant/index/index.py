"""Reports are kept and their paragraphs found.

The store (Chroma) is the truth; the lexical index (Tantivy) beside it is made from it and answers
questions without opening it. Both carry one generation mark. Where they differ, or the lexical
index is missing, broken or of another layout, it is made again from the store.
"""

from __future__ import annotations

import logging
import math
import shutil
import uuid
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from threading import RLock
from typing import Literal

from assistant.errors import HomeError, ModelError, NotFound
from assistant.index.catalogue import LAYOUT, Catalogue
from assistant.index.embedding import embedding
from assistant.index.entries import candidate, context, entries
from assistant.index.lexical import Lexical, stem
from assistant.index.lock import writer_lock
from assistant.index.query import Reader
from assistant.index.ranking import FOREIGN, Candidate, Weighed, fused, second_look
from assistant.index.serial import digest, report_from_json, report_to_json, summary
from assistant.index.store import Store, changes
from assistant.language.detect import language_of
from assistant.language.phrases import explain, say
from assistant.model import Hit, Report, ReportSummary
from assistant.settings import Settings

FIRST = 100  # paragraphs that get a second look
_PATIENCE = 5.0  # seconds to wait for another writer
Look = tuple[Weighed, list[Candidate]]
log = logging.getLogger("assistant")


class Index:
    """The reports of a data folder. One process writes at a time; any number read."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._home = settings.home / "index"
        self._store_folder = self._home / "chroma"
        self._lexical_folder = self._home / "lexical"
        self._catalogue_path = self._lexical_folder / "catalogue.json"
        self._lock_path = self._home / "writer.lock"
        self._embedding = embedding(settings)
        self._turn = RLock()
        self._store: Store | None = None
        self._lexical: Lexical | None = None
        self._catalogue = Catalogue()
        self._seen: tuple[float, int] = (0.0, -2)
        self.report_json = lru_cache(maxsize=64)(self._fetch)

    @classmethod
    def open(cls, settings: Settings) -> Index:
        """Raises HomeError for a folder that cannot be written, is broken or of another layout."""
        index = cls(settings)
        try:
            index._home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise HomeError("home_unwritable", path=str(index._home), reason=error.strerror or "") from error
        index.is_new = not index._store_folder.exists() and not index._catalogue_path.exists()
        index._agree()
        return index

    is_new: bool = False

    def put(self, report: Report) -> Literal["added", "unchanged", "replaced"]:
        """Keep a report, in the place of an older one with its id.

        Raises HomeError when another process is writing, ModelError when the embedding model fails;
        either way nothing is changed.
        """
        content = digest(report)
        with self._turn:
            self._agree()
            known = self._catalogue.digests.get(report.id)
            if known == content:
                return "unchanged"
            vectors = self._embedding.passages([context(paragraph) for paragraph in report.paragraphs])
            with self._write() as store:
                store.put(report, vectors)
                self._open_lexical().replace(
                    [report.id] if known else [], [(report.id, report_to_json(report))], entries(report, stem)
                )
                self._catalogue.reports[report.id] = summary(report)
                self._catalogue.digests[report.id] = content
            return "replaced" if known else "added"

    def remove(self, id: str) -> None:
        """Raises NotFound."""
        with self._turn:
            self._agree()
            self._known([id])
            with self._write() as store:
                store.remove(id)
                self._open_lexical().replace([id], [], [])
                del self._catalogue.reports[id], self._catalogue.digests[id]

    def reports(self) -> tuple[ReportSummary, ...]:
        """In the order in which they were first put."""
        self._agree()
        return tuple(self._catalogue.reports.values())

    def report(self, id: str) -> Report:
        """Raises NotFound."""
        self._agree()
        self._known([id])
        return self.report_json(id, self._catalogue.digests[id])

    def search(self, question: str, k: int = 10, *, reports: Collection[str] = ()) -> tuple[Hit, ...]:
        """The ``k`` paragraphs that answer best, best first, of the named reports or of all.

        Raises NotFound for a report that is not there.
        """
        self._agree()
        self._known(reports)
        lexical = self._open_lexical()
        reader = Reader(stem, lexical.frequency, self._settings.home / "glossary.tsv")
        written = {self._catalogue.reports[id].language[:2] for id in reports or self._catalogue.reports}
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
        with self._turn:
            found = self._open_store().nearest(vector, FIRST, reports)
        return dict(found)

    def _with_nearest(self, looks: list[Look], nearest: dict[str, float]) -> list[Hit]:
        known = {one.id for _, candidates in looks for one in candidates}
        others = [candidate(match) for match in self._open_lexical().matches(set(nearest) - known)]
        looks = [*looks, (Weighed([], lambda field, term: 0.0), others)]
        return fused(second_look(looks, len(known) + len(others)), nearest)

    def close(self) -> None:
        """Let go of the files. The index opens again when it is next asked."""
        with self._turn:
            self._close_store()
            self._lexical = None

    def _fetch(self, id: str, content: str) -> Report:
        payload = self._open_lexical().whole(id)
        if payload is None:
            raise NotFound("unknown_report", id=id, known=", ".join(self._catalogue.reports))
        return report_from_json(payload)

    def _known(self, reports: Collection[str]) -> None:
        for id in reports:
            if id not in self._catalogue.reports:
                raise NotFound("unknown_report", id=id, known=", ".join(self._catalogue.reports))

    @staticmethod
    def _rarity(lexical: Lexical) -> Callable[[str, str], float]:
        size = lexical.size()

        def rarity(field: str, term: str) -> float:
            frequency = lexical.frequency(field, term)
            return math.log(1 + (size - frequency + 0.5) / (frequency + 0.5))

        return rarity

    # -- keeping store and lexical index together ---------------------------------------------------

    @contextmanager
    def _write(self) -> Iterator[Store]:
        """A write: announced, done in the store and the lexical index, then marked as whole in both."""
        with writer_lock(self._lock_path, _PATIENCE):
            store = self._open_store()
            self._same_model(store.embedding)
            self._save(replace(self._catalogue, embedding=store.embedding, writing=True))
            yield store
            generation = uuid.uuid4().hex
            store.finish(generation)
            self._save(
                replace(self._catalogue, generation=generation, changes=store.changes(), writing=False)
            )

    def _agree(self) -> None:
        """See what others have written; make the lexical index again where it is not the store's."""
        stamp = self._stamp()
        if stamp == self._seen:
            return
        with self._turn:
            catalogue = Catalogue.load(self._catalogue_path)
            if catalogue and self._trusted(catalogue):
                self._catalogue = catalogue
                if self._lexical:
                    self._lexical.reload()
                self._close_store()  # Chroma does not see what another process writes
            elif changes(self._store_folder) != -1 or catalogue:
                self._compare(catalogue)
            self._same_model(self._catalogue.embedding)
            self._seen = self._stamp()

    def _same_model(self, made: str) -> None:
        if made and made != self._embedding.name:
            raise HomeError("home_embedding", made=made, set=self._embedding.name)

    def _trusted(self, catalogue: Catalogue) -> bool:
        agrees = catalogue.layout == LAYOUT and catalogue.changes == changes(self._store_folder)
        return agrees and not catalogue.writing and Lexical.there(self._lexical_folder)

    def _compare(self, catalogue: Catalogue | None) -> None:
        """The cheap signs differ: ask the store itself, unless somebody is just writing it."""
        try:
            with writer_lock(self._lock_path, 0.0):
                store = self._open_store()
                same = catalogue and not catalogue.writing and catalogue.layout == LAYOUT
                if same and catalogue and catalogue.generation == store.generation and self._readable():
                    self._save(replace(catalogue, changes=store.changes()))
                else:
                    self._rebuild(store)
        except HomeError as error:
            if error.code != "home_in_use" or not catalogue:
                raise
            self._catalogue = catalogue

    def _rebuild(self, store: Store) -> None:
        log.warning(say("index.rebuilding", self._settings.language, path=str(self._lexical_folder)))
        self._lexical = None
        shutil.rmtree(self._lexical_folder, ignore_errors=True)
        broken, orphans = store.unfinished()
        for orphan in orphans:
            store.remove(orphan)
        fresh = Catalogue(embedding=store.embedding)
        lexical = self._open_lexical()
        for report in store.reports():
            if report.id in broken:
                store.put(report, self._embedding.passages([context(one) for one in report.paragraphs]))
            lexical.replace([], [(report.id, report_to_json(report))], entries(report, stem))
            fresh.reports[report.id] = summary(report)
            fresh.digests[report.id] = digest(report)
        generation = uuid.uuid4().hex
        store.finish(generation)
        self._save(replace(fresh, generation=generation, changes=store.changes()))

    def _readable(self) -> bool:
        try:
            return self._open_lexical().size() >= 0
        except ValueError:
            return False

    def _save(self, catalogue: Catalogue) -> None:
        try:
            self._lexical_folder.mkdir(parents=True, exist_ok=True)
            catalogue.save(self._catalogue_path)
        except OSError as error:
            raise HomeError("home_unwritable", path=str(self._home), reason=error.strerror or "") from error
        self._catalogue = catalogue
        self._seen = self._stamp()

    def _stamp(self) -> tuple[float, int]:
        try:
            return self._catalogue_path.stat().st_mtime_ns, changes(self._store_folder)
        except OSError:
            return 0.0, changes(self._store_folder)

    def _close_store(self) -> None:
        if self._store:
            self._store.close()
        self._store = None

    def _open_store(self) -> Store:
        if self._store is None:
            self._store = Store(self._store_folder, self._embedding.name)
        return self._store

    def _open_lexical(self) -> Lexical:
        if self._lexical is None:
            self._lexical = Lexical(self._lexical_folder)
        return self._lexical
