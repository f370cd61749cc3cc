"""The reports of a Chroma server, and beside them a lexical index that is this copy's own.

Any number of copies answer; each looks, at most once a second, whether the mark of what the server keeps
has changed, and takes into its own lexical index the reports that have. What it has is enough to answer
by words while the server cannot be reached.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from assistant.errors import HomeError
from assistant.index.catalogue import Catalogue
from assistant.index.embedding import Embedding
from assistant.index.entries import entries, read
from assistant.index.kept import Kept, copied
from assistant.index.lexical import Change, stem
from assistant.index.lock import writer_lock
from assistant.index.row import Row
from assistant.index.serial import report_to_json, summary
from assistant.index.server import Server
from assistant.index.shelves import Groups
from assistant.index.store import Store
from assistant.language.phrases import explain, say
from assistant.settings import Settings

_OFTEN = 1.0  # seconds between two looks at the server
_PATIENCE = 5.0  # seconds to wait for another writer
log = logging.getLogger("assistant")


def opened(settings: Settings, embedding: Embedding) -> Kept:
    """What is kept in the data folder, or on the server that is set. Raises HomeError."""
    home = settings.home / "index"
    if not settings.chroma_url:
        return Kept(home, embedding, settings.language)
    named = (settings.chroma_token, settings.chroma_tenant, settings.chroma_database)
    server = Server(settings.chroma_url, *named, settings.chroma_cloud)
    return Shared(home, embedding, settings.language, server)


class Shared(Kept):
    """As ``Kept``, with the store on a server; one of all copies writes at a time."""

    _few = 0  # the server has all vectors at hand

    def __init__(self, home: Path, embedding: Embedding, language: str, server: Server) -> None:
        """Raises HomeError when the server cannot be asked and nothing of it is kept here."""
        self._server = server
        self._looked = float("-inf")
        super().__init__(home / f"server-{server.name}", embedding, language)
        self.is_new = self.catalogue.generation == "0"

    def _opened(self) -> Store:
        return Store.at(self._server, self._embedding.name)

    @contextmanager
    def write(self) -> Iterator[Catalogue]:
        """As ``Kept.write``; raises HomeError while another copy writes, or when the server fails."""
        with self._turn, self.store.lease(_PATIENCE), self._writable():
            self._follow()
            if self.store.writing:
                self._mend()
            with writer_lock(self._home / "writer.lock", _PATIENCE):
                yield from self._written()

    def _is_fresh(self) -> bool:
        return time.monotonic() - self._looked < _OFTEN

    def _agree(self) -> None:
        """See what others have written, or go on with what is here when the server cannot be asked."""
        try:
            self._follow()
        except HomeError as error:
            kept = Catalogue.load(self._catalogue_path)
            if error.code not in ("chroma_failed", "chroma_refused") or not kept:
                raise
            log.warning(explain(error, self._language))
            self._lender.close()
            self._state = self._as_it_stands(kept)
        self._looked = time.monotonic()

    def _follow(self) -> None:
        self._same_model(self.store.embedding)
        generation = self.store.generation
        if self._state and generation == self.catalogue.generation:
            return
        with writer_lock(self._home / "writer.lock", _PATIENCE), self._writable():
            known = Catalogue.load(self._catalogue_path)
            if not known or not self._sound(known):
                if known:
                    log.warning(say("index.rebuilding", self._language, path=str(self._lexical_folder)))
                known = Catalogue()
                self.shelves.sweep()
            self.shelves.reload()
            fresh = copied(known)
            self._take_over(fresh, self.store.changed_since(known.generation))
            fresh = replace(fresh, generation=generation, embedding=self.store.embedding)
            self._save(fresh)
            self._state = self._as_it_stands(fresh)
        self.store.forget()

    def _take_over(self, fresh: Catalogue, changed: Collection[str] | None) -> None:
        """Bring the lexical index and the catalogue to what the server keeps of the changed reports."""
        gone = set(fresh.reports if changed is None else changed)
        with ExitStack() as open_ones:
            shelves: dict[Groups, Change] = {}

            def shelf(circle: Groups) -> Change:
                if circle not in shelves:
                    shelves[circle] = open_ones.enter_context(self.shelves.of(circle).change())
                return shelves[circle]

            for kept in self.store.rows(changed):
                if (fresh.digests.get(kept.id), fresh.circle(kept.id)) == (kept.digest, kept.groups):
                    gone.discard(kept.id)
                    continue
                row = self.store.whole(kept)
                if row is None:  # removed meanwhile
                    continue
                gone.discard(row.id)
                report = row.report()
                shelf(fresh.circle(row.id)).remove(row.id)
                shelf(row.groups).add(row.id, report_to_json(report), entries(report, stem))
                fresh.reports[row.id], fresh.digests[row.id] = summary(report), row.digest
                fresh.groups[row.id] = row.groups
            for id in gone & set(fresh.reports):
                shelf(fresh.circle(id)).remove(id)
                del fresh.reports[id], fresh.digests[id]
                fresh.groups.pop(id, None)

    def _mend(self) -> None:
        """Put right what a write that was broken off has left on the server; what cannot be is removed."""
        broken, orphans = self.store.unfinished()
        for orphan in orphans:
            self.store.remove(orphan)
        for kept in self.store.rows(broken):
            row = self.store.whole(kept)
            if not (row and self._put_again(row)):
                self.store.remove(kept.id)
        self.store.pieces.sweep()
        self.store.finish(uuid.uuid4().hex, broken | orphans)
        self._follow()

    def _put_again(self, row: Row) -> bool:
        """False for a report that the server does not take."""
        report = row.report()
        vectors = self._embedding.passages([read(one) for one in report.paragraphs])
        try:
            self.store.put(report, vectors, row.groups)
        except HomeError as error:
            if error.code not in ("id_too_long", "chroma_refused"):
                raise
            log.warning("%s: %s", row.id, explain(error, self._language))
            return False
        return True
