"""Search beside bare Tantivy, bare Chroma, bm25s and LangChain's BM25Retriever, at several sizes.

    python eval/benchmarks/retrieval.py BEIR_FOLDER --sizes 1000 10000 --queries 100 --out results.json

The corpus is cut or, past its end, repeated with a changed ending. «bare» is Tantivy's own n-gram
index asked first and Chroma's ``query`` on the same vectors asked after it: what our search would
cost at least if it asked both. The last two want the dependency group ``benchmark``; without it they
are left out. Hit@1 counts the queries whose document is in the cut. CPU time is given beside the wall's,
for machines that have other work to do.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from assistant.index import Index
from assistant.index.embedding import BuiltIn
from assistant.language.asking import subject
from assistant.model import Paragraph, Report
from assistant.settings import Settings

Search = Callable[[str], str]
TOGETHER = 1_000  # paragraphs put at once


@dataclass(frozen=True)
class Document:
    id: str
    text: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--slow-up-to", type=int, default=10_000, help="largest size for BM25Retriever")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    rows = []
    for size in options.sizes:
        documents = list(islice(corpus(options.folder), size))
        questions = asked(options.folder, {one.id for one in documents}, options.queries)
        for name, build in contestants(size <= options.slow_up_to).items():
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
                row = {"size": size, "name": name, **measured(build, documents, questions, Path(home))}
            rows.append(row)
            Console(stderr=True).print(row)
    show(rows)
    if options.out:
        options.out.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
        options.out.with_suffix(".svg").write_text(plot(rows), encoding="utf-8")


def contestants(slow: bool) -> dict[str, Callable[[Sequence[Document], Path], Search]]:
    found: dict[str, Callable[[Sequence[Document], Path], Search]] = {"ours": ours, "bare": bare}
    if importlib.util.find_spec("bm25s") and importlib.util.find_spec("jieba"):
        found["bm25s, jieba"] = bm25s_jieba
    if slow and importlib.util.find_spec("langchain_community") and importlib.util.find_spec("jieba"):
        found["BM25Retriever, jieba"] = langchain_jieba
    return found


def measured(
    build: Callable[[Sequence[Document], Path], Search],
    documents: Sequence[Document],
    questions: Sequence[tuple[str, set[str]]],
    home: Path,
) -> dict[str, float]:
    started = time.perf_counter()
    search = build(documents, home)
    ingested = time.perf_counter() - started
    for question, _ in questions[:5]:
        search(question)
    times, spent, hits = [], [], 0
    for question, right in track(questions, transient=True, console=Console(stderr=True)):
        started, busy = time.perf_counter(), time.process_time()
        first = search(question)
        times.append(1000 * (time.perf_counter() - started))
        spent.append(1000 * (time.process_time() - busy))
        hits += first.partition("~")[0] in right
    disk = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
    return {
        "ingest_per_s": round(len(documents) / ingested),
        "p50_ms": round(statistics.median(times), 2),
        "p95_ms": round(statistics.quantiles(times, n=20)[-1], 2),
        "cpu_p50_ms": round(statistics.median(spent), 2),
        "hit@1": round(hits / len(questions), 3),
        "disk_mb": round(disk / 1e6, 1),
    }


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


def ours(documents: Sequence[Document], home: Path) -> Search:
    index = Index.open(Settings(home=home))
    ids: dict[str, str] = {}
    for start in range(0, len(documents), TOGETHER):
        report = as_report(f"part-{start}", documents[start : start + TOGETHER])
        for one, document in zip(report.paragraphs, documents[start:], strict=False):
            ids[one.id] = document.id
        index.put(report)

    def search(question: str) -> str:
        hits = index.search(question, 10)
        return ids[hits[0].paragraph.id] if hits else ""

    return search


def as_report(id: str, documents: Sequence[Document]) -> Report:
    paragraphs, length = [], 0
    for number, one in enumerate(documents, 1):
        end = length + len(one.text)
        paragraphs.append(
            Paragraph(f"{id}#{number}", str(number), one.text, length, end, "paragraph", number)
        )
        length = end + 1
    return Report(id, id, "zh", "\n".join(one.text for one in documents), tuple(paragraphs))


def bare(documents: Sequence[Document], home: Path) -> Search:
    import chromadb
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="pairs", index_option="freq")
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    (home / "tantivy").mkdir()
    index = tantivy.Index(builder.build(), path=str(home / "tantivy"))
    pairs = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(1, 2, False)).build()
    index.register_tokenizer("pairs", pairs)
    client = chromadb.PersistentClient(str(home / "chroma"), chromadb.Settings(anonymized_telemetry=False))
    collection = client.create_collection("paragraphs", embedding_function=None)
    built_in = BuiltIn()
    for start in range(0, len(documents), TOGETHER):
        batch = documents[start : start + TOGETHER]
        writer = index.writer(64_000_000, 1)
        for one in batch:
            writer.add_document(tantivy.Document(text=one.text, id=one.id))
        writer.commit()
        writer.wait_merging_threads()
        texts = [one.text for one in batch]
        collection.add(
            ids=[one.id for one in batch],
            documents=texts,
            embeddings=built_in.passages(texts),
            metadatas=[{"report": str(start), "ref": one.id, "kind": "paragraph"} for one in batch],
        )
    index.reload()

    def search(question: str) -> str:
        terms = [term for part in subject(question, "zh").split() for term in pairs.analyze(part)]
        should = [
            (tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "text", term, "freq"))
            for term in terms
        ]
        searcher = index.searcher()
        hits = searcher.search(tantivy.Query.boolean_query(should), 100, count=False).hits
        collection.query(query_embeddings=[built_in.question(question)], n_results=10)
        return str(searcher.doc(hits[0][1])["id"][0]) if hits else ""

    return search


def bm25s_jieba(documents: Sequence[Document], home: Path) -> Search:
    import bm25s
    import jieba

    retriever = bm25s.BM25()
    retriever.index([jieba.lcut(one.text) for one in documents], show_progress=False)

    def search(question: str) -> str:
        found, _ = retriever.retrieve([jieba.lcut(question)], k=10, show_progress=False)
        return documents[int(found[0][0])].id

    return search


def langchain_jieba(documents: Sequence[Document], home: Path) -> Search:
    import jieba
    from langchain_community.retrievers import BM25Retriever

    retriever = BM25Retriever.from_texts(
        [one.text for one in documents],
        metadatas=[{"id": one.id} for one in documents],
        preprocess_func=jieba.lcut,
        k=10,
    )
    return lambda question: str(retriever.invoke(question)[0].metadata["id"])


def show(rows: Sequence[dict[str, object]]) -> None:
    table = Table(*rows[0])
    for row in rows:
        table.add_row(*map(str, row.values()))
    Console().print(table)


def plot(rows: Sequence[dict[str, object]]) -> str:
    """Median query time by contestant and size, as bars on a scale of milliseconds."""
    most = max(float(str(row["p50_ms"])) for row in rows)
    bars = []
    for place, row in enumerate(rows):
        width = 420 * float(str(row["p50_ms"])) / most
        y = 24 * place + 8
        label = f"{row['name']}, {row['size']}: {row['p50_ms']} ms"
        bars.append(f'<rect x="260" y="{y}" width="{width:.0f}" height="16" fill="#0b6fa4"/>')
        bars.append(f'<text x="250" y="{y + 13}" text-anchor="end" font-size="12">{label}</text>')
    height = 24 * len(rows) + 16
    body = "\n".join(bars)
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="700" height="{height}">\n{body}\n</svg>\n'


if __name__ == "__main__":
    main()
