"""The reports and their paragraphs in Chroma: all that is needed to rebuild everything else.

Two collections. ``reports``: a row a report, the whole of it compressed in its metadata.
``paragraphs``: a row a paragraph, its text, its vector, its place. A report's row is written first
and taken out first, so that a broken write loses nothing: ``unfinished`` names what it left behind.
"""

from __future__ import annotations

import base64
import json
import struct
import zlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.errors import HomeError
from assistant.index.serial import digest, report_from_json, report_to_json
from assistant.model import Paragraph, Report

LAYOUT = 1
_BATCH = 5_000  # Chroma refuses more than 5,461 rows at once
_PAGE = 20_000  # and more than 32,766 in one get
_SEARCH = {"hnsw": {"space": "cosine", "ef_search": 400}}
_WIDE = 1_000  # paragraphs looked at before a filter by report, which is slow in Chroma, is given to it
_DATABASE = "chroma.sqlite3"


class Store:
    """The Chroma database of a folder. Raises HomeError when it cannot be opened or is of another layout."""

    def __init__(self, folder: Path, embedding: str) -> None:
        import chromadb
        from chromadb.config import Settings
        from chromadb.errors import ChromaError

        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._client: Any = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
            self._reports: Any = self._collection("reports", embedding)
            self._paragraphs = self._collection("paragraphs", embedding)
        except OSError as error:
            raise HomeError(
                "home_unwritable", path=str(folder), reason=error.strerror or str(error)
            ) from error
        except (ChromaError, RuntimeError) as error:
            raise HomeError("home_broken", path=str(folder), reason=str(error)) from error

    @property
    def embedding(self) -> str:
        """The model that made the vectors."""
        return str(self._reports.metadata["embedding"])

    @property
    def generation(self) -> str:
        """Which state of the store this is; changes with every write."""
        fresh = self._client.get_collection("reports", embedding_function=None)
        return str(fresh.metadata["generation"])

    def count(self) -> int:
        """How many reports are kept."""
        return int(self._reports.count())

    def put(self, report: Report, vectors: Sequence[Sequence[float]], groups: Sequence[str] = ()) -> None:
        """Keep a report and its paragraphs' vectors, in the place of one with the same id."""
        packed = base64.b64encode(zlib.compress(report_to_json(report))).decode()
        content = digest(report)
        row = {"report": packed, "digest": content, "paragraphs": len(report.paragraphs)}
        row["groups"] = json.dumps(groups)
        self._reports.upsert(ids=[report.id], embeddings=[[1.0]], metadatas=[row])
        self._delete_paragraphs(report.id)
        for start in range(0, len(report.paragraphs), _BATCH):
            batch = report.paragraphs[start : start + _BATCH]
            self._paragraphs.add(
                ids=[paragraph.id for paragraph in batch],
                documents=[paragraph.text for paragraph in batch],
                embeddings=[list(vector) for vector in vectors[start : start + _BATCH]],
                metadatas=[_place(report, content, paragraph) for paragraph in batch],
            )

    def guard(self, id: str, groups: Sequence[str]) -> None:
        """Say who may see a report; nobody named: everyone."""
        self._reports.update(ids=[id], metadatas=[{"groups": json.dumps(groups)}])

    def guarded(self) -> dict[str, tuple[str, ...]]:
        """The groups of each report that not everyone may see."""
        named: dict[str, tuple[str, ...]] = {}
        for page in self._pages(self._reports, ["metadatas"]):
            for id, row in zip(page["ids"], page["metadatas"], strict=True):
                if groups := json.loads(row.get("groups") or "[]"):
                    named[id] = tuple(groups)
        return named

    def remove(self, id: str) -> None:
        self._reports.delete(ids=[id])
        self._delete_paragraphs(id)

    def reports(self) -> Iterator[Report]:
        """Every report kept, as it was put."""
        for page in self._pages(self._reports, ["metadatas"]):
            for row in page["metadatas"]:
                yield report_from_json(zlib.decompress(base64.b64decode(row["report"])))

    def unfinished(self) -> tuple[set[str], set[str]]:
        """Reports whose paragraphs are not all there, and reports of paragraphs without a report."""
        wanted: dict[str, tuple[str, int]] = {}
        for page in self._pages(self._reports, ["metadatas"]):
            for id, row in zip(page["ids"], page["metadatas"], strict=True):
                wanted[id] = (row["digest"], row["paragraphs"])
        kept: dict[str, int] = {}
        for page in self._pages(self._paragraphs, ["metadatas"]):
            for row in page["metadatas"]:
                whole = wanted.get(row["report"], ("", 0))[0] == row["digest"]
                kept[row["report"]] = kept.get(row["report"], 0) + whole
        broken = {id for id, (_, count) in wanted.items() if kept.get(id, 0) != count}
        return broken, set(kept) - set(wanted)

    def nearest(
        self, vector: Sequence[float], most: int, reports: Collection[str] = (), strictly: bool = False
    ) -> list[tuple[str, float]]:
        """The ids of the ``most`` nearest paragraphs with their cosine similarity, best first.

        ``strictly``: all ``most`` of them, however many others are nearer.
        """
        kept = self._paragraphs.count()
        if not kept:
            return []
        if not reports:
            return self._query(vector, min(most, kept))
        wide = self._query(vector, min(_WIDE, kept))
        near = [(id, share) for id, share in wide if id.partition("#")[0] in reports]
        if len(near) >= (most if strictly else most // 2) or len(wide) == kept:
            return near[:most]
        return self._query(vector, min(most, kept), {"where": {"report": {"$in": list(reports)}}})

    def _query(self, vector: Sequence[float], most: int, chosen: Any = None) -> list[tuple[str, float]]:
        found = self._paragraphs.query(
            query_embeddings=[list(vector)], n_results=most, include=["distances"], **(chosen or {})
        )
        distances = found["distances"] or [[]]
        return [(id, 1.0 - distance) for id, distance in zip(found["ids"][0], distances[0], strict=True)]

    def vectors(self, ids: Sequence[str]) -> Iterator[tuple[str, Sequence[float]]]:
        """The vectors of these paragraphs, as far as they are kept, in any order."""
        for start in range(0, len(ids), _PAGE):
            page = self._paragraphs.get(ids=list(ids[start : start + _PAGE]), include=["embeddings"])
            yield from zip(page["ids"], page["embeddings"], strict=True)

    def finish(self, generation: str) -> None:
        """Mark the end of a write."""
        self._reports.modify(metadata={**self._reports.metadata, "generation": generation})

    def changes(self) -> int:
        return changes(self._folder)

    def close(self) -> None:
        self._client.close()

    def _collection(self, name: str, embedding: str) -> Any:
        known = {collection.name for collection in self._client.list_collections()}
        if name in known:
            rows = self._client.get_collection(name, embedding_function=None)
            layout = (rows.metadata or {}).get("layout")
            if layout != LAYOUT:
                raise HomeError("home_layout", path=str(self._folder), found=layout, wanted=LAYOUT)
            return rows
        metadata = {"layout": LAYOUT, "embedding": embedding, "generation": "0"}
        settings: Any = _SEARCH
        return self._client.create_collection(
            name, metadata=metadata, configuration=settings, embedding_function=None
        )

    def _delete_paragraphs(self, report: str) -> None:
        while ids := self._paragraphs.get(where={"report": report}, limit=_BATCH, include=[])["ids"]:
            self._paragraphs.delete(ids=ids)

    @staticmethod
    def _pages(rows: Any, include: list[Any]) -> Iterator[Any]:
        for start in range(0, rows.count(), _PAGE):
            yield rows.get(limit=_PAGE, offset=start, include=include)


def _place(report: Report, content: str, paragraph: Paragraph) -> dict[str, Any]:
    return {
        "report": report.id,
        "ref": paragraph.ref,
        "kind": paragraph.kind,
        "section": paragraph.headings[-1].path if paragraph.headings else "",
        "language": report.language,
        "digest": content,
    }


def changes(folder: Path) -> int:
    """How often Chroma's database was written, from its SQLite header; −1 when there is none.

    Chroma keeps its database in rollback mode, where every transaction adds one to the number at
    byte 24 of the file (SQLite file format, «file change counter»). So a write by anybody shows
    without opening Chroma, which takes most of a second.
    """
    try:
        with (folder / _DATABASE).open("rb") as database:
            header = database.read(28)
    except OSError:
        return -1
    return int(struct.unpack(">I", header[24:28])[0]) if len(header) == 28 else -1
