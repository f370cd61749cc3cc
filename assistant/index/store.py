"""The reports and their paragraphs in Chroma: all that is needed to rebuild everything else.

Two collections. ``reports``: a row a report, the whole of it compressed in its metadata.
``paragraphs``: a row a paragraph, its text, its vector, its place. A report's row is written first, marked
until its paragraphs are there, and taken out first: ``unfinished`` names what a broken write left behind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from assistant.errors import HomeError
from assistant.index.quotas import CLOUD, FOLDER, SERVER, Pieces, Quotas, shortened
from assistant.index.row import WRITTEN, Row, belongs, last_writes, place_of, row_of, told, written_since
from assistant.index.serial import Written
from assistant.index.server import Server, Told, lease, let_go
from assistant.index.vectors import Vectors, rounded
from assistant.model import Report

LAYOUT = 1
_WHOLE = 500  # whole reports
_EXACT = 50_000  # paragraphs of chosen reports that are asked one by one
_MANY = 0.2  # share of all paragraphs from which on the nearest of all are looked through first
_WIDER = (1_000, 10_000)  # so many of them: 15 and 250 ms among 100,000
_TOGETHER = 500  # reports whose vectors are read at once


class Store:
    """Reports and paragraphs in a Chroma database: ``in_folder`` of one's own, or ``at`` a server."""

    def __init__(
        self, client: Any, embedding: str, place: str, quotas: Quotas = FOLDER, shared: bool = False
    ) -> None:
        """``place`` is what messages call it; ``shared``: by several copies. Raises HomeError when it is of
        another layout."""
        self._client, self._place, self._quotas, self._shared = client, place, quotas, shared
        self._reports: Any = self._collection("reports", embedding)
        self._paragraphs = self._collection("paragraphs", embedding)
        there = "pieces" in self._names()
        self.pieces = Pieces(lambda: self._collection("pieces", embedding), there, self._reports, quotas)
        self._vectors = Vectors(self.vectors_of)
        self._counted: int | None = None

    @classmethod
    def in_folder(cls, folder: Path, embedding: str) -> Store:
        """Raises HomeError when the folder cannot be opened or is of another layout."""
        import chromadb
        from chromadb.config import Settings
        from chromadb.errors import ChromaError

        try:
            folder.mkdir(parents=True, exist_ok=True)
            client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
            return cls(Told(client, (ChromaError,), str(folder), "home_broken"), embedding, str(folder))
        except OSError as error:
            reason = error.strerror or str(error)
            raise HomeError("home_unwritable", path=str(folder), reason=reason) from error
        except (ChromaError, RuntimeError) as error:
            raise HomeError("home_broken", path=str(folder), reason=str(error)) from error

    @classmethod
    def at(cls, server: Server, embedding: str) -> Store:
        """Raises HomeError when the server cannot be asked or holds another layout."""
        return cls(_asked(server), embedding, server.url, CLOUD if server.is_cloud else SERVER, shared=True)

    @property
    def embedding(self) -> str:
        """The model that made the vectors."""
        return str(self._reports.metadata["embedding"])

    @property
    def generation(self) -> str:
        """Which state of the store this is; changes with every write."""
        return str(self._marks()["generation"])

    def count(self) -> int:
        """How many reports are kept."""
        return int(self._reports.count())

    def put(
        self,
        report: Report,
        vectors: Sequence[Sequence[float]],
        groups: Sequence[str] = (),
        written: Written | None = None,
    ) -> None:
        """Keep a report and its paragraphs' vectors, in the place of one with the same id. Raises
        HomeError, before anything is written, for too long an id."""
        self._quotas.check(report)
        row = row_of(report, written or Written.of(report), groups)
        with self._changing(report.id), self.pieces.changing(report.id):
            self._reports.upsert(ids=[report.id], embeddings=[[1.0]], metadatas=[self.pieces.put(row)])
            self._delete_paragraphs(report.id)
            for start in range(0, len(report.paragraphs), self._quotas.write):
                batch = report.paragraphs[start : start + self._quotas.write]
                self._paragraphs.add(
                    ids=[paragraph.id for paragraph in batch],
                    documents=[shortened(paragraph.text, self._quotas.document) for paragraph in batch],
                    embeddings=list(vectors[start : start + self._quotas.write]),
                    metadatas=[place_of(report, paragraph) for paragraph in batch],
                )
            self._reports.update(ids=[report.id], metadatas=[{"writing": False}])

    def guard(self, id: str, groups: Sequence[str]) -> None:
        """Say who may see a report; nobody named: everyone."""
        self.begin()
        self._reports.update(ids=[id], metadatas=[{"groups": told(groups)}])

    def guarded(self) -> dict[str, tuple[str, ...]]:
        """The groups of each report that not everyone may see."""
        return {row.id: row.groups for row in self.rows() if row.groups}

    def remove(self, id: str) -> None:
        with self._changing(id), self.pieces.changing(id):
            self._reports.delete(ids=[id])
            self._delete_paragraphs(id)

    def reports(self) -> Iterator[Report]:
        """Every report kept, as it was put."""
        yield from (whole.report() for row in self.rows() if (whole := self.whole(row)))

    def whole(self, row: Row) -> Row | None:
        """The row with its report; another one that was put in its place meanwhile; None when it is gone."""
        read = chain([row], self.rows([row.id]))  # once more only where it is needed
        return next((whole for one in read if (whole := self.pieces.whole(one))), None)

    def rows(self, chosen: Collection[str] | None = None) -> Iterator[Row]:
        """What is kept of the chosen reports that are there, or of all, without what is in pieces."""
        if chosen is None:
            pages = self._quotas.pages(self._reports, ["metadatas"], _WHOLE)
        else:
            ids = list(chosen)
            most = min(_WHOLE, self._quotas.read)
            starts = range(0, len(ids), most)
            pages = (self._reports.get(ids=ids[at : at + most], include=["metadatas"]) for at in starts)
        for page in pages:
            for id, row in zip(page["ids"], page["metadatas"], strict=True):
                yield Row.read(id, row)

    def unfinished(self) -> tuple[set[str], set[str]]:
        """Reports whose paragraphs are not all there, and reports of paragraphs without a report."""
        found = self._quotas.pages(self._reports, ["metadatas"])
        rows = {id: row for page in found for id, row in zip(page["ids"], page["metadatas"], strict=True)}
        kept: Counter[str] = Counter()
        for page in self._quotas.pages(self._paragraphs, ["metadatas"]):
            kept.update(its["report"] for its in page["metadatas"] if belongs(its, rows.get(its["report"])))
        broken = {id for id, row in rows.items() if row.get("writing") or kept[id] != row["paragraphs"]}
        return broken, set(kept) - set(rows)

    def nearest(
        self, vector: Sequence[float], most: int | None, reports: Mapping[str, int] | None = None
    ) -> list[tuple[str, float]]:
        """The ids of the ``most`` nearest paragraphs with their cosine similarity, best first.

        ``reports``: of these only, given with how many paragraphs each has, however many of others are
        nearer; and with ``most`` None all of theirs. Chroma's own filter is never asked: it takes a tenth
        of a second and more.
        """
        if reports is not None and most is None:
            return self._vectors.nearest(vector, most, reports)
        if reports is None:
            return self._query(vector, most or self._size())
        size = sum(reports.values())
        looks = _WIDER if size > _EXACT else _WIDER[: size > self._size() * _MANY]
        for wide in dict.fromkeys(min(wide, self._quotas.nearest) for wide in looks):
            found = self._query(vector, wide)
            near = [(id, share) for id, share in found if id.partition("#")[0] in reports]
            if len(near) >= min(most or size, size):
                return near[:most]
        return self._vectors.nearest(vector, most, reports)

    def _size(self) -> int:
        """How many paragraphs are kept; counted once, for Chroma counts them one by one."""
        if self._counted is None:
            self._counted = int(self._paragraphs.count())
        return self._counted

    def holds(self, report: str, content: str) -> bool:
        """Whether a report is there as it was put under a digest, with all its paragraphs."""
        put: Any = {"$and": [{"digest": content}, WRITTEN]}
        return bool(self._reports.get(ids=[report], where=put, include=[])["ids"])

    def vectors_of(self, reports: Collection[str]) -> tuple[list[str], Any]:
        """The paragraphs of reports and their vectors."""
        ids: list[str] = []
        rows: list[Any] = []
        names = list(reports)
        for start in range(0, len(names), _TOGETHER):
            chosen: Any = {"report": {"$in": names[start : start + _TOGETHER]}}
            for found in self._quotas.pages(self._paragraphs, ["embeddings"], where=chosen):
                ids += found["ids"]
                rows += list(found["embeddings"])
        return ids, rows

    def _query(self, vector: Sequence[float], most: int) -> list[tuple[str, float]]:
        most = min(most, self._quotas.nearest)
        found = self._paragraphs.query(query_embeddings=[list(vector)], n_results=most, include=["distances"])
        distances = (found["distances"] or [[]])[0]
        return [(id, rounded(1.0 - far)) for id, far in zip(found["ids"][0], distances, strict=True)]

    def begin(self) -> None:
        """Mark the beginning of a write to what is shared, so that one that is broken off is known by it."""
        if self._shared:
            self._reports.modify(metadata={**self._marks(), "writing": True})

    @property
    def writing(self) -> bool:
        """Whether a write has begun and not ended."""
        return bool(self._marks().get("writing"))

    def finish(self, generation: str, changed: Collection[str]) -> None:
        """Mark the end of a write, and which reports it changed."""
        marks = self._marks()
        last = last_writes(marks.get("last") or "[]", generation, changed, self._quotas.mark)
        marks |= {"generation": generation, "writing": False, "last": last}
        self._reports.modify(metadata=marks)

    def changed_since(self, generation: str) -> set[str] | None:
        """The reports that later writes changed; None when that is no longer known."""
        return written_since(self._marks().get("last") or "[]", generation)

    def lease(self, patience: float) -> AbstractContextManager[None]:
        """The turn to write to a server; raises HomeError while another copy has it."""
        return lease(self._client, self._place, patience)

    def forget(self) -> None:
        """Others have written: what was read of the vectors may be no longer so."""
        self._vectors.forget()
        self._counted = None

    @contextmanager
    def _changing(self, report: str) -> Iterator[None]:
        """What others read of the report's vectors while it is changed is forgotten."""
        self.begin()
        try:
            yield
        finally:
            self._vectors.forget(report)
            self._counted = None

    def _marks(self) -> dict[str, Any]:
        return dict(self._client.get_collection("reports", embedding_function=None).metadata)

    def close(self) -> None:
        let_go(self._client)

    def _names(self) -> set[str]:
        return {collection.name for collection in self._client.list_collections()}

    def _collection(self, name: str, embedding: str) -> Any:
        if name in self._names():
            rows = self._client.get_collection(name, embedding_function=None)
            layout = (rows.metadata or {}).get("layout")
            if layout != LAYOUT:
                raise HomeError("home_layout", path=self._place, found=layout, wanted=LAYOUT)
            return rows
        metadata = {"layout": LAYOUT, "embedding": embedding, "generation": "0"}
        settings: Any = self._quotas.search
        return self._client.create_collection(
            name, metadata=metadata, configuration=settings, embedding_function=None, get_or_create=True
        )

    def _delete_paragraphs(self, report: str) -> None:
        most = self._quotas.write
        while ids := self._paragraphs.get(where={"report": report}, limit=most, include=[])["ids"]:
            self._paragraphs.delete(ids=ids)


def _asked(server: Server) -> Any:
    """A client of the server."""
    import chromadb
    import httpx
    from chromadb.config import Settings
    from chromadb.errors import ChromaError

    host, port, secure = server.address()
    failures = (ChromaError, httpx.HTTPError, httpx.InvalidURL, ValueError, OSError)
    settings = Settings(
        anonymized_telemetry=False,
        chroma_api_impl="chromadb.api.fastapi.FastAPI",
        chroma_server_host=host,
        chroma_server_http_port=port,
        chroma_server_ssl_enabled=secure,
        chroma_server_headers={"x-chroma-token": server.token} if server.token else {},
    )
    admin = Told(chromadb.AdminClient(settings), failures, server.url)
    try:  # a client that is refused leaves its connection open
        admin.get_database(server.database, server.tenant)
    finally:
        let_go(admin)
    client = chromadb.HttpClient(
        host, port, secure, settings.chroma_server_headers, settings, server.tenant, server.database
    )
    return Told(client, failures, server.url)
