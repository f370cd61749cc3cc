"""Search beside bare Tantivy with bare Chroma, and others, at several sizes; adding beside bare Chroma's.

    python eval/benchmarks/retrieval.py BEIR_FOLDER --sizes 1000 10000 --queries 100 --out results.json

The corpus is cut or, past its end, repeated with a changed ending, and put as reports of a thousand
paragraphs. All get the same texts and the same vectors (built in, computed before; a repeated text has its
first vector moved a little towards its ending's), a thousand in turn,
and then the same questions in turn, so that other work on the machine strikes all alike; CPU time is given
beside the wall's. Above ``--one-chroma-above`` there is no second Chroma: «bare Chroma» asks ours by itself,
and adding is not compared. «both legs» is our search with an embedding that is asked; «bare» is
Tantivy's own n-gram index and then Chroma's ``query`` for a hundred each, what a search that asks both
costs at least. Hit@1 counts the queries whose document is in the cut. bm25s and BM25Retriever want the
dependency group ``benchmark``; without it they are left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

import assistant.index.index
from assistant.index import Index
from assistant.index.embedding import BuiltIn
from assistant.language.asking import subject
from assistant.model import EVERYWHERE, Paragraph, Report, Scope
from assistant.settings import Settings

Search = Callable[[str], str]
TOGETHER = 1_000  # paragraphs a report
FIRST = 100  # candidates that each leg is asked for
CONSOLE = Console(stderr=True)
ONE_REPORT = "part-0"


@dataclass(frozen=True)
class Document:
    id: str
    text: str


@dataclass
class Clock:
    """Seconds by the wall and of this process's CPU."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def run(self, work: Callable[[], Any]) -> Any:
        started, busy = time.perf_counter(), time.process_time()
        result = work()
        self.wall.append(time.perf_counter() - started)
        self.cpu.append(time.process_time() - busy)
        return result


class Given(BuiltIn):
    """Vectors that were computed before; ``informs``: asked, as a model's would be."""

    def __init__(self, vectors: dict[str, list[float]], informs: bool) -> None:
        self._vectors, self.informs = vectors, informs  # type: ignore[misc]

    def passages(self, texts: Sequence[str]) -> list[list[float]]:
        return [self._vectors[text.strip()] for text in texts]

    def question(self, text: str) -> list[float]:
        return BuiltIn().passages([text])[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--slow-up-to", type=int, default=10_000, help="largest size for jieba's friends")
    parser.add_argument("--one-chroma-above", type=int, default=200_000, help="paragraphs")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    rows: list[dict[str, Any]] = []
    for size in options.sizes:
        documents = list(islice(corpus(options.folder), size))
        questions = asked(options.folder, {one.id for one in documents}, options.queries)
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
            slow, alone = size <= options.slow_up_to, size > options.one_chroma_above
            rows += measured(documents, questions, Path(home), slow, alone)
        show(rows)
        if options.out:
            options.out.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
            options.out.with_suffix(".svg").write_text(plot(rows), encoding="utf-8")


def measured(
    documents: Sequence[Document],
    questions: Sequence[tuple[str, set[str]]],
    home: Path,
    slow: bool,
    alone: bool,
) -> list[dict[str, Any]]:
    hashing, vectors = Hashing(), dict[str, list[float]]()
    ours = Ours(home / "ours", vectors)
    bare = Bare(home / "bare", vectors, ours.store if alone else None)
    for start in track(range(0, len(documents), TOGETHER), "adding", console=CONSOLE):
        batch = documents[start : start + TOGETHER]
        vectors.clear()  # of the thousand in hand only: a million would fill the memory
        vectors.update((one.text.strip(), hashing.of(one)) for one in batch)
        ours.add(start, batch)
        bare.add(start, batch)
    searches = {**ours.searches(), **bare.searches(), **(others(documents) if slow else {})}
    clocks = asked_in_turn(searches, questions, ours.ids)
    size = len(documents)
    rows = [
        {"size": size, "name": name, **times(clock), "hit@1": round(hits / len(questions), 3)}
        for name, (clock, hits) in clocks.items()
    ]
    adding = {"ours, words": ours.adding} | ({} if alone else {"Chroma": bare.adding})
    rows += [
        {"size": size, "name": f"adding: {name}", **rates(clock, size)} for name, clock in adding.items()
    ]
    rows.append({"size": size, "name": "disk: ours", "mb": on_disk(home / "ours")})
    if not alone:
        rows.append({"size": size, "name": "disk: Chroma", "mb": on_disk(home / "bare" / "chroma")})
    rows.append({"size": size, "name": "disk: our words", "mb": on_disk(home / "ours" / "index" / "lexical")})
    rows.append({"size": size, "name": "memory: ours, asked", "mb": memory(home / "ours", questions[0][0])})
    return rows


class Hashing:
    """The vector of each text, made once for all that are repeated."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def of(self, one: Document) -> list[float]:
        again = one.id.partition("~")[2]
        ending = again and f"（第{again}次重复）"
        vector = self._once(one.text.removesuffix(ending))
        if ending:
            vector = vector + 0.2 * self._once(ending)
            vector /= np.linalg.norm(vector)
        values: list[float] = vector.tolist()
        return values

    def _once(self, text: str) -> Any:
        if text not in self._made:
            self._made[text] = np.array(BuiltIn().passages([text])[0], dtype=np.float32)
        return self._made[text]


def asked_in_turn(
    searches: dict[str, Search], questions: Sequence[tuple[str, set[str]]], ids: dict[str, str]
) -> dict[str, tuple[Clock, int]]:
    for search in searches.values():
        for question, _ in questions[:5]:
            search(question)
    clocks = {name: Clock() for name in searches}
    hits = dict.fromkeys(searches, 0)
    for question, right in track(questions, "asking", console=CONSOLE):
        for name, search in searches.items():
            found = clocks[name].run(lambda search=search, question=question: search(question))
            hits[name] += ids.get(found, found).partition("~")[0] in right
    return {name: (clocks[name], hits[name]) for name in searches}


class Ours:
    """Our index, asked with and without an embedding that informs."""

    def __init__(self, home: Path, vectors: dict[str, list[float]]) -> None:
        self._settings = Settings(home=home)
        self._index = self._opened(Given(vectors, informs=False))
        self._both = Given(vectors, informs=True)
        self.ids: dict[str, str] = {}
        self.store = self._settings.home / "index" / "chroma"
        self.adding = Clock()

    def add(self, start: int, batch: Sequence[Document]) -> None:
        report = as_report(f"part-{start}", batch)
        self.adding.run(lambda: self._index.put(report))
        self.ids |= {one.id: document.id for one, document in zip(report.paragraphs, batch, strict=True)}

    def searches(self) -> dict[str, Search]:
        both, one = self._opened(self._both), Scope((ONE_REPORT,))
        return {
            "ours, words": self._search(self._index, EVERYWHERE),
            "ours, words, in one report": self._search(self._index, one),
            "ours, both legs": self._search(both, EVERYWHERE),
            "ours, both legs, in one report": self._search(both, one),
        }

    def _search(self, index: Index, within: Scope) -> Search:
        def search(question: str) -> str:
            hits = index.search(question, 10, within=within)
            return hits[0].paragraph.id if hits else ""

        return search

    def _opened(self, given: Given) -> Index:
        chosen = assistant.index.index.embedding
        assistant.index.index.embedding = lambda settings, made="": given  # type: ignore[assignment]
        try:
            return Index.open(self._settings)
        finally:
            assistant.index.index.embedding = chosen


class Bare:
    """Tantivy's n-grams and Chroma's vectors, with nothing of ours about them; the vectors are those of a
    ``store`` that is there already, where one is given."""

    def __init__(self, home: Path, vectors: dict[str, list[float]], store: Path | None) -> None:
        import tantivy

        self._vectors, self._tantivy, self._filled = vectors, tantivy, store is not None
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", tokenizer_name="pairs", index_option="freq")
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        (home / "tantivy").mkdir(parents=True)
        self._words = tantivy.Index(builder.build(), path=str(home / "tantivy"))
        self._pairs = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(1, 2, False)).build()
        self._words.register_tokenizer("pairs", self._pairs)
        self._folder = store or home / "chroma"
        self.adding = Clock()

    def add(self, start: int, batch: Sequence[Document]) -> None:
        vectors: Any = [self._vectors[one.text.strip()] for one in batch]
        places: Any = [
            {"report": f"part-{start}", "ref": one.id, "kind": "paragraph", "section": ""} for one in batch
        ]
        ids, texts = [one.id for one in batch], [one.text for one in batch]
        if not self._filled:
            self.adding.run(
                lambda: self._collection.add(ids=ids, documents=texts, embeddings=vectors, metadatas=places)
            )
        writer = self._words.writer(64_000_000, 1)
        for one in batch:
            writer.add_document(self._tantivy.Document(text=one.text, id=one.id))
        writer.commit()
        writer.wait_merging_threads()
        self._words.reload()

    def searches(self) -> dict[str, Search]:
        where = {"report": ONE_REPORT}
        return {
            "bare Tantivy, then bare Chroma": lambda question: (
                self._dense(question),
                self._sparse(question),
            )[1],
            "bare Chroma": self._dense,
            "bare Chroma, in one report (where)": lambda question: self._dense(question, where=where),
        }

    @cached_property
    def _collection(self) -> Any:
        import chromadb

        quiet = chromadb.Settings(anonymized_telemetry=False)
        hnsw: Any = {"hnsw": {"space": "cosine", "ef_search": 400}}
        return chromadb.PersistentClient(str(self._folder), quiet).create_collection(
            "paragraphs", embedding_function=None, configuration=hnsw, get_or_create=True
        )

    def _sparse(self, question: str) -> str:
        terms = [term for part in subject(question, "zh").split() for term in self._pairs.analyze(part)]
        query = self._tantivy.Query
        should = [
            (self._tantivy.Occur.Should, query.term_query(self._words.schema, "text", term, "freq"))
            for term in terms
        ]
        searcher = self._words.searcher()
        hits = searcher.search(query.boolean_query(should), FIRST, count=False).hits
        return str(searcher.doc(hits[0][1])["id"][0]) if hits else ""

    def _dense(self, question: str, **chosen: Any) -> str:
        vector: Any = BuiltIn().passages([question])
        found = self._collection.query(
            query_embeddings=vector, n_results=FIRST, include=["distances"], **chosen
        )
        return found["ids"][0][0] if found["ids"][0] else ""


def others(documents: Sequence[Document]) -> dict[str, Search]:
    found: dict[str, Search] = {}
    if not importlib.util.find_spec("jieba"):
        return found
    if importlib.util.find_spec("bm25s"):
        found["bm25s, jieba"] = bm25s_jieba(documents)
    if importlib.util.find_spec("langchain_community"):
        found["BM25Retriever, jieba"] = langchain_jieba(documents)
    return found


def bm25s_jieba(documents: Sequence[Document]) -> Search:
    import bm25s
    import jieba

    retriever = bm25s.BM25()
    retriever.index([jieba.lcut(one.text) for one in documents], show_progress=False)

    def search(question: str) -> str:
        found, _ = retriever.retrieve([jieba.lcut(question)], k=10, show_progress=False)
        return documents[int(found[0][0])].id

    return search


def langchain_jieba(documents: Sequence[Document]) -> Search:
    import jieba
    from langchain_community.retrievers import BM25Retriever

    retriever = BM25Retriever.from_texts(
        [one.text for one in documents],
        metadatas=[{"id": one.id} for one in documents],
        preprocess_func=jieba.lcut,
        k=10,
    )
    return lambda question: str(retriever.invoke(question)[0].metadata["id"])


def corpus(folder: Path) -> Iterator[Document]:
    lines = (folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(cycle(lines)):
        document = json.loads(line)
        again = number // len(lines)
        changed = document["text"] + f"（第{again}次重复）" * bool(again)
        yield Document(document["_id"] + f"~{again}" * bool(again), changed)


def asked(folder: Path, ids: set[str], most: int) -> list[tuple[str, set[str]]]:
    right: dict[str, set[str]] = {}
    for line in (folder / "qrels" / "test.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        query, document, relevance = line.split("\t")
        if int(relevance) > 0 and document in ids:
            right.setdefault(query, set()).add(document)
    lines = (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    queries = {query["_id"]: query["text"] for query in map(json.loads, lines)}
    chosen = [(queries[id], documents) for id, documents in right.items() if id in queries]
    return chosen[:: max(1, len(chosen) // most)][:most]


def as_report(id: str, documents: Sequence[Document]) -> Report:
    paragraphs, length = [], 0
    for number, one in enumerate(documents, 1):
        end = length + len(one.text)
        paragraphs.append(
            Paragraph(f"{id}#{number}", str(number), one.text, length, end, "paragraph", number)
        )
        length = end + 1
    return Report(id, id, "zh", "\n".join(one.text for one in documents), tuple(paragraphs))


def times(clock: Clock) -> dict[str, float]:
    return {
        "p50_ms": round(1000 * statistics.median(clock.wall), 2),
        "p95_ms": round(1000 * statistics.quantiles(clock.wall, n=20)[-1], 2),
        "cpu_p50_ms": round(1000 * statistics.median(clock.cpu), 2),
    }


def rates(clock: Clock, size: int) -> dict[str, float]:
    last = len(clock.wall) // 10 or 1
    return {
        "per_s": round(size / sum(clock.wall)),
        "per_cpu_s": round(size / sum(clock.cpu)),
        "per_s_at_the_end": round(last * TOGETHER / sum(clock.wall[-last:])),
    }


def on_disk(folder: Path) -> float:
    return round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6, 1)


def memory(home: Path, question: str) -> float:
    """The peak, in MB, of a process that opens the index, asks once and opens Chroma."""
    code = (
        "import sys, pathlib\n"
        "from assistant.index import Index\n"
        "from assistant.settings import Settings\n"
        "index = Index.open(Settings(home=pathlib.Path(sys.argv[1]))); index.search(sys.argv[2])\n"
        "index._kept.near.nearest([1.0] + [0.0] * 511, 100, index._kept.now())\n"
        "status = pathlib.Path('/proc/self/status').read_text()\n"  # ru_maxrss counts the parent's too
        "print(int(status.split('VmHWM:')[1].split()[0]) / 1000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(home), question], capture_output=True, text=True, check=True
    )
    return round(float(done.stdout), 0)


def show(rows: Sequence[dict[str, Any]]) -> None:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    table = Table(*columns)
    for row in rows:
        table.add_row(*(str(row.get(name, "")) for name in columns))
    Console().print(table)


def plot(rows: Sequence[dict[str, Any]]) -> str:
    """Median query time by contestant and size, as bars on a scale of milliseconds."""
    asked = [row for row in rows if "p50_ms" in row]
    most = max(row["p50_ms"] for row in asked)
    bars = []
    for place, row in enumerate(asked):
        width = 420 * row["p50_ms"] / most
        y = 24 * place + 8
        label = f"{row['name']}, {row['size']}: {row['p50_ms']} ms"
        bars.append(f'<rect x="330" y="{y}" width="{width:.0f}" height="16" fill="#0b6fa4"/>')
        bars.append(f'<text x="320" y="{y + 13}" text-anchor="end" font-size="12">{label}</text>')
    height = 24 * len(asked) + 16
    body = "\n".join(bars)
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="770" height="{height}">\n{body}\n</svg>\n'


if __name__ == "__main__":
    main()
