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
import uuid
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import RLock

from assistant.errors import HomeError
from assistant.index.catalogue import LAYOUT, Catalogue
from assistant.index.counter import changes
from assistant.index.embedding import Embedding
from assistant.index.entries import entries, read
from assistant.index.lender import Lender
from assistant.index.lexical import Lexical, stem
from assistant.index.lock import writer_lock
from assistant.index.near import Near
from assistant.index.serial import Written, summary
from assistant.index.shelves import OPEN, Shelves
from assistant.index.shelving import Shelving
from assistant.index.state import State
from assistant.index.store import Store
from assistant.language.phrases import say

_PATIENCE = 5.0  # seconds to wait for another writer
Stamp = tuple[int, int, int]
log = logging.getLogger("assistant")


def made_with(home: Path) -> str:
    """The name of the embedding that an index was made with; empty for a new one."""
    catalogue = Catalogue.load(_catalogue_path(home))
    return catalogue.embedding if catalogue else ""


class Kept:
    """Store, lexical index and catalogue of a data folder; one process writes at a time."""

    _few = 10_000  # paragraphs up to which vectors are compared from files, 20 MB

    def __init__(self, home: Path, embedding: Embedding, language: str) -> None:
        """Raises HomeError for a folder that cannot be written, is broken or of another layout."""
        self._home, self._embedding, self._language = home, embedding, language
        self._store_folder, self._lexical_folder = home / "chroma", home / "lexical"
        self._catalogue_path = _catalogue_path(home)
        self._lender = Lender(self._opened)
        self.near = Near(self._lender, self._lexical_folder / "vectors", self._few, language, embedding)
        self._turn = RLock()  # of who writes, or looks at what others have written
        self._writing = False
        self._shelves: Shelves | None = None
        self.shelving = Shelving()
        self._state: State | None = None
        self._seen: Stamp | None = None
        self._place = 0
        with self._writable():
            home.mkdir(parents=True, exist_ok=True)
        self.is_new = not self._store_folder.exists() and not self._catalogue_path.exists()
        self.now()

    @property
    def catalogue(self) -> Catalogue:
        return self._state.catalogue if self._state else Catalogue()

    @property
    def shelves(self) -> Shelves:
        if self._shelves is None:
            self._shelves = Shelves(self._lexical_folder)
        return self._shelves

    @property
    def store(self) -> Store:
        """For who writes."""
        return self._lender.store

    def _opened(self) -> Store:
        return Store.in_folder(self._store_folder, self._embedding.name)

    @contextmanager
    def write(self) -> Iterator[Catalogue]:
        """A write, to be done to ``store``, ``shelves`` and the catalogue it gives.

        It is announced first and marked as whole in both sides last; broken off between, it is found
        and mended by the next that opens the index. Raises HomeError while another process writes.
        """
        with self._turn, writer_lock(self._home / "writer.lock", _PATIENCE), self._writable():
            self._follow()
            if not (self._state and self._state.settled and self._stamp() == self._seen):
                self._settle(Catalogue.load(self._catalogue_path))
            self._same_model(self.store.embedding)
            yield from self._written()

    def _written(self) -> Iterator[Catalogue]:
        kept = self.catalogue
        fresh = copied(kept)
        self._writing = True
        try:
            yield fresh
            changed = {
                id
                for id in kept.reports.keys() | fresh.reports.keys()
                if (kept.digests.get(id), kept.circle(id)) != (fresh.digests.get(id), fresh.circle(id))
            }
            if changed:
                self._finish(fresh, changed)
        finally:
            self._writing = False
        for id in changed & kept.digests.keys():
            if fresh.digests.get(id) != kept.digests[id]:
                self.near.drop(kept.digests[id])

    def announce(self) -> None:
        """Say that the store is about to change."""
        self._save(replace(self.catalogue, embedding=self.store.embedding, writing=True))

    def now(self) -> State:
        """What is kept, with what others have written; while anybody writes, what was there before."""
        state = self._state
        if state is None or not (self._writing or self._is_fresh()):
            with self._turn:
                if self._state is None or not self._is_fresh():
                    self._agree()
                state = self._state
        return state or State()

    def _is_fresh(self) -> bool:
        return self._stamp() == self._seen

    def _agree(self) -> None:
        """See what others have written; make the lexical index again where it is not the store's."""
        stamp = self._stamp()
        self._follow()
        catalogue = Catalogue.load(self._catalogue_path)
        if not (catalogue and self._trusted(catalogue) and self._taken(catalogue, stamp)):
            if catalogue or changes(self._store_folder) != -1:
                self._compare(stamp)
            elif self.catalogue.reports:  # taken away from under us
                raise HomeError("home_broken", path=str(self._home), reason=os.strerror(errno.ENOENT))
            else:
                self._state, self._seen = State(), stamp
        self._same_model(self.catalogue.embedding)

    def close(self) -> None:
        with self._turn:
            self._lender.close()
            self.shelving.close()
            self._shelves = self._state = None

    def _follow(self) -> None:
        """Let go of files in whose place others were put: a backup was restored."""
        try:
            place = self._store_folder.stat().st_ino
        except OSError:
            return
        if self._place not in (0, place):
            self._lender.close()
            self._shelves = None
        self._place = place

    def _compare(self, stamp: Stamp) -> None:
        """The cheap signs differ: settle it, unless another process is just writing; then what was there
        before is good until it has done."""
        try:
            with writer_lock(self._home / "writer.lock", 0.0):
                self._settle(Catalogue.load(self._catalogue_path))
        except HomeError as error:
            if error.code != "home_in_use":
                raise
            if self._state and self._state.settled:
                self._seen = stamp
            else:
                catalogue = Catalogue.load(self._catalogue_path) or Catalogue()
                self._state = self._as_it_stands(catalogue, settled=False)

    def _settle(self, catalogue: Catalogue | None) -> None:
        if catalogue and catalogue.generation == self.store.generation and self._sound(catalogue):
            catalogue = replace(catalogue, changes=changes(self._store_folder))
            self._save(catalogue)
            self._state = self._renewed(catalogue)
        elif catalogue or self.store.count():
            self._rebuild()
        else:
            self._state = State()

    def _rebuild(self) -> None:
        log.warning(say("index.rebuilding", self._language, path=str(self._lexical_folder)))
        self.shelves.sweep()
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
                circle, written = fresh.circle(report.id), Written.of(report)
                if report.id in broken:
                    vectors = self._embedding.passages([read(one) for one in report.paragraphs])
                    self.store.put(report, vectors, circle, written)
                shelves[circle].add(report.id, written.json, entries(report, stem))
                fresh.reports[report.id] = summary(report)
                fresh.digests[report.id] = written.digest
        self._finish(fresh, set(fresh.reports))

    def _finish(self, catalogue: Catalogue, changed: Collection[str]) -> None:
        generation = uuid.uuid4().hex
        self.store.finish(generation, changed)
        seen = changes(self._store_folder)
        fresh = replace(catalogue, generation=generation, changes=seen, writing=False)
        fresh = replace(fresh, embedding=self.store.embedding)
        self._save(fresh)
        self._state = self._as_it_stands(fresh)

    def _taken(self, catalogue: Catalogue, stamp: Stamp) -> bool:
        """Whether a catalogue could be taken with the words that belong to it: nobody has begun to write
        since the stamp."""
        try:
            state = self._renewed(catalogue)
        except ValueError:  # of Tantivy, where the files are just being put in place
            return False
        if self._stamp() == stamp:
            self._state, self._seen = state, stamp
        return self._seen == stamp

    def _renewed(self, catalogue: Catalogue) -> State:
        """What another process has written. Raises ValueError when there are no words, or others."""
        if not self._state or not self._state.settled or catalogue.generation != self.catalogue.generation:
            self.shelves.reload()
            self._lender.close()  # Chroma does not see what another process writes
        return self._as_it_stands(catalogue)

    def _as_it_stands(self, catalogue: Catalogue, settled: bool = True) -> State:
        circles = {OPEN, *catalogue.groups.values()}
        return State(catalogue, self.shelves.now(circles), settled)

    def _trusted(self, catalogue: Catalogue) -> bool:
        agrees = catalogue.layout == LAYOUT and catalogue.changes == changes(self._store_folder)
        return agrees and not catalogue.writing and Lexical.there(self._lexical_folder)

    def _sound(self, catalogue: Catalogue) -> bool:
        if catalogue.writing or catalogue.layout != LAYOUT or not Lexical.there(self._lexical_folder):
            return False
        try:
            self.shelves.reload()
            words = self._as_it_stands(catalogue).words(catalogue.reports)
            return words.size() >= len(catalogue.reports)
        except ValueError:
            return False

    def _same_model(self, made: str) -> None:
        if made and made != self._embedding.name:
            raise HomeError("home_embedding", made=made, set=self._embedding.name)

    def _save(self, catalogue: Catalogue) -> None:
        with self._writable():
            self._lexical_folder.mkdir(parents=True, exist_ok=True)
            catalogue.save(self._catalogue_path)
        self._seen = self._stamp()

    @contextmanager
    def _writable(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = error.strerror or str(error)
            raise HomeError("home_unwritable", path=str(self._home), reason=reason) from error

    def _stamp(self) -> Stamp:
        """What differs whenever anybody has written."""
        try:
            status = self._catalogue_path.stat()
        except OSError:
            return 0, 0, changes(self._store_folder)
        return status.st_mtime_ns, status.st_ino, changes(self._store_folder)


def _catalogue_path(home: Path) -> Path:
    return home / "lexical" / "catalogue.json"


def copied(kept: Catalogue) -> Catalogue:
    """One that may be changed: those that are asked are not."""
    return replace(kept, reports=dict(kept.reports), digests=dict(kept.digests), groups=dict(kept.groups))
