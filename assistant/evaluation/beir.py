"""The product's own search, measured on a folder in BEIR form.

``corpus.jsonl`` {"_id","title","text"}, ``queries.jsonl`` {"_id","text"}, ``qrels/test.tsv`` (query,
document, relevance). The documents become paragraphs of reports, their titles headings; they are put
and searched like any report, in a data folder of their own. A query without an answer among the
found counts as zero; one without a judgment is not asked. nDCG: Järvelin and Kekäläinen (2002), with
2^relevance − 1 as gain.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from statistics import fmean
from typing import Any

from assistant.errors import Unreadable
from assistant.index import Index
from assistant.language.detect import language_of
from assistant.model import Heading, Paragraph, Report
from assistant.settings import Settings

TOGETHER = 2_000  # documents in one report
_SAMPLE = 20  # documents that tell the language of a report
Judgments = Mapping[str, int]


def measure(folder: Path, settings: Settings, quiet: bool = True) -> dict[str, float]:
    """``ndcg@10``, ``recall@1``, ``recall@5``, ``recall@10``, ``mrr@10`` (0 to 1), ``queries_per_second``,
    ``queries``. Raises Unreadable for a folder in another form."""
    wanted = judgments(folder)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        index = Index.open(dataclasses.replace(settings, home=Path(home), chroma_url=""))
        try:
            ids = _keep(index, folder)
            queries = [(query["_id"], query["text"]) for query in lines(folder / "queries.jsonl")]
            asked = [(id, text) for id, text in queries if id in wanted]
            started = time.perf_counter()
            found = {
                id: [ids[hit.paragraph.id] for hit in index.search(text, 10)]
                for id, text in _watched(asked, quiet)
            }
            seconds = time.perf_counter() - started
        finally:
            index.close()
    rows = [_scores(found[id], wanted[id]) for id, _ in asked]
    means = {name: fmean(row[name] for row in rows) for name in rows[0]} if rows else {}
    return {**means, "queries_per_second": len(asked) / seconds if asked else 0.0, "queries": len(asked)}


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Print what ``measure`` finds; 1 when a minimum is missed."""
    from assistant.evaluation.command import minimums

    least = minimums(options.min)
    result = measure(Path(options.beir), settings, getattr(options, "quiet", False))
    if options.json:
        sys.stdout.write(json.dumps(result) + "\n")
    else:
        sys.stdout.writelines(f"{name:20} {value:10.4f}\n" for name, value in result.items())
    return int(any(result.get(name, 0.0) < value for name, value in least.items()))


def _scores(found: Sequence[str], wanted: Judgments) -> dict[str, float]:
    gains = [2 ** wanted.get(id, 0) - 1 for id in found[:10]]
    best = sorted((2**relevance - 1 for relevance in wanted.values()), reverse=True)[:10]
    first = next((rank for rank, gain in enumerate(gains, 1) if gain), 0)
    scores = {"ndcg@10": _discounted(gains) / _discounted(best)}
    for most in (1, 5, 10):
        scores[f"recall@{most}"] = sum(id in wanted for id in found[:most]) / len(wanted)
    return {**scores, "mrr@10": 1 / first if first else 0.0}


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def _keep(index: Index, folder: Path) -> dict[str, str]:
    """Put every document into the index; the document's id by its paragraph's."""
    documents = lines(folder / "corpus.jsonl")
    ids: dict[str, str] = {}
    while batch := list(islice(documents, TOGETHER)):
        report = _report(f"part-{len(ids) // TOGETHER}", batch)
        ids |= {
            one.id: one_document["_id"] for one, one_document in zip(report.paragraphs, batch, strict=True)
        }
        index.put(report)
    return ids


def _report(id: str, documents: Sequence[Mapping[str, Any]]) -> Report:
    parts: list[str] = []
    paragraphs: list[Paragraph] = []
    length = 0
    for number, document in enumerate(documents, 1):
        text, title = document["text"], document.get("title", "")
        headings = (Heading(str(number), "", title, 1, length, length),) if title else ()
        place = (length, length + len(text), "paragraph", number, "", headings)
        paragraphs.append(Paragraph(f"{id}#{number}", str(number), text, *place))  # type: ignore[arg-type]
        parts.append(text)
        length += len(text) + 1
    language = language_of("\n".join(parts[:_SAMPLE]))
    titles = tuple(heading for paragraph in paragraphs for heading in paragraph.headings)
    return Report(id, id, language, "\n".join(parts), tuple(paragraphs), titles)


def judgments(folder: Path) -> dict[str, dict[str, int]]:
    """The relevant documents of each query. Raises Unreadable."""
    wanted: dict[str, dict[str, int]] = {}
    path = folder / "qrels" / "test.tsv"
    for line in _text(path).splitlines()[1:]:
        query, document, relevance = _columns(line, path)
        if int(relevance) > 0:
            wanted.setdefault(query, {})[document] = int(relevance)
    return wanted


def _columns(line: str, path: Path) -> list[str]:
    columns = line.split("\t")
    if len(columns) != 3 or not columns[2].strip().lstrip("-").isdigit():
        raise Unreadable("bad_beir", path=str(path), line=line[:80])
    return columns


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """``_id``, ``text`` and ``title`` of each line. Raises Unreadable."""
    for line in _text(path).splitlines():
        try:
            values = json.loads(line)
            known = {
                "_id": str(values["_id"]),
                "text": str(values["text"]),
                "title": values.get("title") or "",
            }
        except (ValueError, TypeError, KeyError, AttributeError):
            raise Unreadable("bad_beir", path=str(path), line=line[:80]) from None
        yield known


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable("bad_beir", path=str(path), line=str(error)) from error


def _watched(asked: Sequence[tuple[str, str]], quiet: bool) -> Iterator[tuple[str, str]]:
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    shown = not quiet and console.is_terminal
    yield from track(asked, "beir", console=console, transient=True) if shown else asked
