"""The two sides of an index, kept together.

The store (Chroma) is the truth; the lexical index (Tantivy) beside it is made from it and answers
questions without opening it. Both carry one generation mark, and the catalogue remembers the
store's write counter: while that stands still, nobody has written. Where they differ, or the lexical
index is missing, broken or of another layout, it is made again from the store.
"""

from __future__ import annotations

import errno
import logging
import os
import shutil
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import RLock

from assistant.errors import HomeError
from assistant.index.catalogue import LAYOUT, Catalogue
from assistant.index.counter import changes
from assistant.index.embedding import Embedding
from assistant.index.entries import entries, read
from assistant.index.lexical import Lexical, stem
from assistant.index.lock import writer_lock
from assistant.index.matrices import Matrices
from assistant.index.serial import digest, report_to_json, summary
from assistant.index.shelves import OPEN, Shelves
from assistant.index.store import Store
from assistant.language.phrases import say

_FEW = 10_000  # paragraphs up to which their vectors are all compared, 20 MB, instead of asking Chroma
_PATIENCE = 5.0  # seconds to wait for another writer
log = logging.getLogger("assistant")


def made_with(home: Path) -> str:
    """The name of the embedding that an index was made with; empty for a new one."""
    catalogue = Catalogue.load(_catalogue_path(home))
    return catalogue.embedding if catalogue else ""


class Kept:
    """Store, lexical index and catalogue of a data folder; one process writes at a time."""

    def __init__(self, home: Path, embedding: Embedding, language: str) -> None:
        """Raises HomeError for a folder that cannot be written, is broken or of another layout."""
        self._home, self._embedding, self._language = home, embedding, language
        self._store_folder, self._lexical_folder = home / "chroma", home / "lexical"
        self._catalogue_path = _catalogue_path(home)
        self.matrices = Matrices(self._lexical_folder / "vectors", lambda id: self.store.vectors_of([id]))
        self._turn = RLock()
        self._store: Store | None = None
        self._shelves: Shelves | None = None
        self._seen: tuple[int, int] | None = None
        self._place = 0
        self.catalogue = Catalogue()
        with self._writable():
            home.mkdir(parents=True, exist_ok=True)
        self.is_new = not self._store_folder.exists() and not self._catalogue_path.exists()
        self.agree()

    @property
    def shelves(self) -> Shelves:
        if self._shelves is None:
            self._shelves = Shelves(self._lexical_folder)
        return self._shelves

    @property
    def store(self) -> Store:
        with self._turn:
            if self._store is None:
                self._store = self._opened()
            return self._store

    def _opened(self) -> Store:
        return Store.in_folder(self._store_folder, self._embedding.name)

    @contextmanager
    def write(self) -> Iterator[Catalogue]:
        """A write, to be done to ``store``, ``lexical`` and the catalogue it gives.

        It is announced first and marked as whole in both sides last; broken off between, it is found
        and mended by the next that opens the index. Raises HomeError while another process writes.
        """
        with self._turn, writer_lock(self._home / "writer.lock", _PATIENCE), self._writable():
            self._follow()
            if self._stamp() != self._seen:
                self._settle(Catalogue.load(self._catalogue_path))
            self._same_model(self.store.embedding)
            yield from self._written()

    def _written(self) -> Iterator[Catalogue]:
        kept = self.catalogue
        fresh = self._copied(kept)
        yield fresh
        changed = {
            id
            for id in kept.reports.keys() | fresh.reports.keys()
            if (kept.digests.get(id), kept.circle(id)) != (fresh.digests.get(id), fresh.circle(id))
        }
        if changed:
            self._finish(fresh, changed)
            for id in changed & kept.digests.keys():
                if fresh.digests.get(id) != kept.digests[id]:
                    self.matrices.drop(kept.digests[id])

    @staticmethod
    def _copied(kept: Catalogue) -> Catalogue:
        return replace(kept, reports=dict(kept.reports), digests=dict(kept.digests), groups=dict(kept.groups))

    def announce(self) -> None:
        """Say that the store is about to change."""
        self._save(replace(self.catalogue, embedding=self.store.embedding, writing=True))

    def agree(self) -> None:
        """See what others have written; make the lexical index again where it is not the store's."""
        if self._stamp() == self._seen:
            return
        with self._turn:
            self._follow()
            catalogue = Catalogue.load(self._catalogue_path)
            if catalogue and self._trusted(catalogue):
                self._take(catalogue)
            elif catalogue or changes(self._store_folder) != -1:
                self._compare(catalogue)
            elif self.catalogue.reports:  # taken away from under us
                raise HomeError("home_broken", path=str(self._home), reason=os.strerror(errno.ENOENT))
            self._same_model(self.catalogue.embedding)
            self._seen = self._stamp()

    def nearest(
        self, vector: Sequence[float], most: int | None, reports: Mapping[str, int] | None = None
    ) -> Mapping[str, float]:
        """As ``Store.nearest``, by paragraph id."""
        kept = self.catalogue
        chosen = {id: kept.digests[id] for id in (kept.digests if reports is None else reports)}
        if sum(kept.reports[id].paragraphs for id in chosen) > _FEW:
            return dict(self.store.nearest(vector, most, reports))
        with self._writable():
            return self.matrices.nearest(vector, most, chosen)

    def close(self) -> None:
        with self._turn:
            self._close_store()
            self._shelves = None

    def _follow(self) -> None:
        """Let go of files in whose place others were put: a backup was restored."""
        try:
            place = self._store_folder.stat().st_ino
        except OSError:
            return
        if self._place not in (0, place):
            self._close_store()
            self._shelves = None
        self._place = place

    def _compare(self, catalogue: Catalogue | None) -> None:
        """The cheap signs differ: settle it, unless another process is just writing."""
        try:
            with writer_lock(self._home / "writer.lock", 0.0):
                self._settle(catalogue)
        except HomeError as error:
            if error.code != "home_in_use":
                raise
            self.catalogue = catalogue or self.catalogue

    def _settle(self, catalogue: Catalogue | None) -> None:
        if catalogue and catalogue.generation == self.store.generation and self._sound(catalogue):
            self._take(catalogue)
            self._save(replace(catalogue, changes=changes(self._store_folder)))
        elif catalogue or self.store.count():
            self._rebuild()

    def _rebuild(self) -> None:
        log.warning(say("index.rebuilding", self._language, path=str(self._lexical_folder)))
        self._shelves = None
        shutil.rmtree(self._lexical_folder, ignore_errors=True)
        broken, orphans = self.store.unfinished()
        for orphan in orphans:
            self.store.remove(orphan)
        fresh = Catalogue(embedding=self.store.embedding, groups=self.store.guarded())
        with ExitStack() as open_ones:
            shelves = {
                circle: open_ones.enter_context(self.shelves.of(circle).change())
                for circle in {OPEN, *fresh.groups.values()}
            }
            for report in self.store.reports():
                circle = fresh.circle(report.id)
                if report.id in broken:
                    vectors = self._embedding.passages([read(one) for one in report.paragraphs])
                    self.store.put(report, vectors, circle)
                shelves[circle].add(report.id, report_to_json(report), entries(report, stem))
                fresh.reports[report.id] = summary(report)
                fresh.digests[report.id] = digest(report)
        self._finish(fresh, set(fresh.reports))

    def _finish(self, catalogue: Catalogue, changed: Collection[str]) -> None:
        generation = uuid.uuid4().hex
        self.store.finish(generation, changed)
        seen = changes(self._store_folder)
        fresh = replace(catalogue, generation=generation, changes=seen, writing=False)
        self._save(replace(fresh, embedding=self.store.embedding))

    def _take(self, catalogue: Catalogue) -> None:
        if catalogue.generation != self.catalogue.generation:
            if self._shelves:
                self._shelves.reload()
            self._close_store()  # Chroma does not see what another process writes
        self.catalogue = catalogue

    def _trusted(self, catalogue: Catalogue) -> bool:
        agrees = catalogue.layout == LAYOUT and catalogue.changes == changes(self._store_folder)
        return agrees and not catalogue.writing and Lexical.there(self._lexical_folder)

    def _sound(self, catalogue: Catalogue) -> bool:
        if catalogue.writing or catalogue.layout != LAYOUT or not Lexical.there(self._lexical_folder):
            return False
        try:
            circles = {catalogue.circle(id) for id in catalogue.reports}
            return self.shelves.seen({OPEN, *circles}).size() >= len(catalogue.reports)
        except ValueError:
            return False

    def _same_model(self, made: str) -> None:
        if made and made != self._embedding.name:
            raise HomeError("home_embedding", made=made, set=self._embedding.name)

    def _save(self, catalogue: Catalogue) -> None:
        with self._writable():
            self._lexical_folder.mkdir(parents=True, exist_ok=True)
            catalogue.save(self._catalogue_path)
        self.catalogue = catalogue
        self._seen = self._stamp()

    @contextmanager
    def _writable(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = error.strerror or str(error)
            raise HomeError("home_unwritable", path=str(self._home), reason=reason) from error

    def _stamp(self) -> tuple[int, int]:
        try:
            return self._catalogue_path.stat().st_mtime_ns, changes(self._store_folder)
        except OSError:
            return 0, changes(self._store_folder)

    def _close_store(self) -> None:
        if self._store:
            self._store.close()
        self._store = None


def _catalogue_path(home: Path) -> Path:
    return home / "lexical" / "catalogue.json"
