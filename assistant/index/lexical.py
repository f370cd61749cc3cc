"""The words of all paragraphs, in Tantivy: what is found where, and how rare a term is.

Two kinds of documents: a paragraph, sought by its terms, and a whole report, fetched by its id. Both
carry their JSON, so that a question is answered without opening the store.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.index.lock import writer_lock
from assistant.index.query import Concept, Way
from assistant.index.terms import Terms, is_han

if TYPE_CHECKING:
    import tantivy

ONES, PAIRS, AROUND = "ones", "pairs", "around"
WEIGHTS = {ONES: 1.0, PAIRS: 1.0, AROUND: 0.05}
Worth = Callable[[str, str], float]  # of a term of a field, beside what this index makes of it
LOCK = "words.lock"  # of who changes a folder's words; Tantivy's own lets nobody wait
PATIENCE = 30.0  # seconds that a change waits for another to end
_HEAP = 64_000_000  # bytes that the writer may fill before it flushes
_STEMMERS = {"en": "english", "fr": "french", "es": "spanish", "ru": "russian", "ar": "arabic"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A paragraph to be found: the paths of its headings, its terms with those of its lead-in, those of
    its headings, its JSON."""

    id: str
    report: str
    language: str
    sections: tuple[str, ...]
    terms: Terms
    around: Terms
    payload: bytes


@dataclass(frozen=True, slots=True)
class Match:
    score: float
    payload: bytes


@dataclass(frozen=True, slots=True)
class Section:
    """A section as it is sought: its path, and its words in one or more readings."""

    path: str
    readings: tuple[tuple[Concept, ...], ...]


@dataclass(frozen=True, slots=True)
class Only:
    """What a search is limited to: these reports, this language, in one of these sections; what is
    empty limits nothing."""

    reports: Collection[str] = ()
    language: str = ""
    sections: tuple[Section, ...] = ()


ALL = Only()


class Change:
    """What is being changed in a lexical index."""

    def __init__(self, writer: tantivy.IndexWriter, tantivy: Any) -> None:
        self._writer, self._tantivy = writer, tantivy

    def remove(self, id: str) -> None:
        self._writer.delete_documents_by_term("report", id)
        self._writer.delete_documents_by_term("whole", id)

    def commit(self) -> None:
        self._writer.commit()

    def add(self, id: str, whole: bytes, entries: Iterable[Entry]) -> None:
        """A report as JSON, and its paragraphs."""
        self._writer.add_document(self._tantivy.Document(whole=id, payload=whole))
        for entry in entries:
            fields = {
                "id": entry.id,
                "report": entry.report,
                "language": entry.language,
                "section": list(entry.sections),
                "payload": entry.payload,
                ONES: " ".join(entry.terms.ones),
                PAIRS: " ".join(entry.terms.pairs),
                AROUND: " ".join(around(entry.around)),
            }
            self._writer.add_document(self._tantivy.Document(**fields))


class Lexical:
    """The lexical index of a folder. One writer at a time; ``now`` is the last commit seen."""

    def __init__(self, folder: Path) -> None:
        """Opens or creates in a folder that is there; raises ValueError when it holds something else."""
        import tantivy

        self.folder = folder
        self._tantivy = tantivy
        self._schema = _schema(tantivy)
        self._index = tantivy.Index(self._schema, path=str(folder), reuse=True)
        self._index.config_reader(reload_policy="manual")
        self._index.reload()

    @staticmethod
    def there(folder: Path) -> bool:
        """Whether a folder looks like a lexical index, without opening it."""
        return (folder / "meta.json").is_file()

    def reload(self) -> None:
        """See what another process has committed."""
        self._index.reload()

    @contextmanager
    def change(self, committed: Callable[[], None] | None = None) -> Iterator[Change]:
        """Take reports out and put reports in; seen, all at once, when the block ends well. ``committed`` is
        called as soon as others may see it, while Tantivy still tidies up. Raises HomeError while another
        changes it.
        """
        with writer_lock(self.folder / LOCK, PATIENCE):
            writer = self._index.writer(heap_size=_HEAP, num_threads=1)
            try:
                change = Change(writer, self._tantivy)
                yield change
                change.commit()
                if committed:
                    committed()
            finally:
                writer.wait_merging_threads()
        self._index.reload()

    def now(self) -> Words:
        return Words(self._index.searcher(), self._schema)


class Words:
    """A lexical index as it stood at one moment, whatever is written to it since."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema) -> None:
        import tantivy

        self._searcher, self._schema, self._tantivy = searcher, schema, tantivy
        self._frequency = lru_cache(maxsize=50_000)(searcher.doc_freq)

    def whole(self, id: str) -> bytes | None:
        """The JSON of a report."""
        query = self._tantivy.Query.term_query(self._schema, "whole", id)
        found = self._searcher.search(query, 1, count=False).hits
        return self._payload(found[0][1]) if found else None

    def search(
        self,
        concepts: Sequence[Concept],
        most: int,
        only: Only = ALL,
        worth: Worth = lambda field, term: 1.0,
    ) -> list[Match]:
        """The ``most`` best paragraphs by ``ones + pairs + 0.05·around``, each a BM25 score."""
        query = self._any([query for concept in concepts for query in self._concept(concept, worth)])
        query = self._limited(query, only)
        hits = self._searcher.search(query, most, count=False).hits
        return [Match(score, self._payload(address)) for score, address in hits]

    def frequency(self, field: str, term: str) -> int:
        """In how many paragraphs a term of ``ones`` or ``pairs`` stands."""
        return int(self._frequency(field, term))

    def size(self) -> int:
        return int(self._searcher.num_docs)

    def matches(self, ids: Collection[str], only: Only = ALL) -> list[Match]:
        """The paragraphs with these ids, without a score."""
        if not ids:
            return []
        chosen = self._limited(self._set("id", ids), only)
        hits = self._searcher.search(chosen, len(ids), count=False).hits
        return [Match(0.0, self._payload(address)) for _, address in hits]

    def _payload(self, address: tantivy.DocAddress) -> bytes:
        payload: Any = self._searcher.doc(address).get_first("payload")
        return bytes(payload)

    def any(self, only: Only) -> bool:
        """Whether any paragraph is in these sections (and reports)."""
        query = self._limited(self._tantivy.Query.all_query(), only)
        return bool(self._searcher.search(query, 1, count=False).hits)

    def _limited(self, query: tantivy.Query, only: Only) -> tantivy.Query:
        limits = [self._set("report", only.reports)] if only.reports else []
        limits += [self._set("language", [only.language])] if only.language else []
        limits += [self._any([self._under(each) for each in only.sections])] if only.sections else []
        silent = [self._tantivy.Query.const_score_query(limit, 0.0) for limit in limits]
        return self._all([*silent, query]) if silent else query

    def _under(self, section: Section) -> tantivy.Query:
        """Paragraphs whose headings have this path, or all the words of one of the readings."""
        ways = [self._set("section", [section.path])]
        for reading in section.readings:
            asked = [concept for concept in reading if concept.own]
            words = [[_telling(way.terms) for way in concept.ways] for concept in asked]
            if words and all(any(way) for way in words):
                ways.append(
                    self._all([self._any(list(map(self._titled, filter(None, way)))) for way in words])
                )
        return self._any(ways)

    def _titled(self, terms: Sequence[str]) -> tantivy.Query:
        return self._all([self._set(AROUND, [term]) for term in terms])

    def _set(self, field: str, values: Collection[str]) -> tantivy.Query:
        return self._tantivy.Query.term_set_query(self._schema, field, list(values))

    def _concept(self, concept: Concept, worth: Worth) -> list[tantivy.Query]:
        """The best of several ways; terms side by side, which Tantivy skips through fastest, where there
        is one way, or the words only widen and weigh little."""
        ways = [self._way(way, worth) for way in concept.ways]
        if len(ways) == 1 or not concept.own:
            return [term for way in ways for term in way]
        return [self._tantivy.Query.disjunction_max_query([self._any(way) for way in ways])]

    def _way(self, way: Way, worth: Worth) -> list[tantivy.Query]:
        fields = ((ONES, way.terms.ones), (PAIRS, way.terms.pairs), (AROUND, around(way.terms)))
        return [
            self._term(field, term, way.weight * WEIGHTS[field] * worth(field, term))
            for field, terms in fields
            for term in terms
        ]

    def _term(self, field: str, term: str, weight: float) -> tantivy.Query:
        query = self._tantivy.Query.term_query(self._schema, field, term, "freq")
        return self._tantivy.Query.boost_query(query, weight)

    def _all(self, queries: list[tantivy.Query]) -> tantivy.Query:
        must = self._tantivy.Occur.Must
        return self._tantivy.Query.boolean_query([(must, query) for query in queries])

    def _any(self, queries: list[tantivy.Query]) -> tantivy.Query:
        should = self._tantivy.Occur.Should
        return self._tantivy.Query.boolean_query([(should, query) for query in queries])


def around(terms: Terms) -> tuple[str, ...]:
    """The terms that headings are sought by: all but single Chinese characters."""
    stems = (term for term in terms.ones if not is_han(term[0]))
    return tuple(dict.fromkeys((*stems, *terms.pairs)))


def _telling(terms: Terms) -> tuple[str, ...]:
    """The terms that all stand in a title that says the same: stems, and pairs of Chinese characters."""
    stems = [term for term in terms.ones if not is_han(term[0])]
    return (*stems, *(term for term in terms.pairs if is_han(term[0])))


def _schema(tantivy: Any) -> Any:
    builder = tantivy.SchemaBuilder()
    for field in (ONES, PAIRS, AROUND):
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    for field in ("id", "report", "whole", "language", "section"):
        builder.add_text_field(field, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("payload", stored=True)
    return builder.build()


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """The Snowball stem of a word in its plain form; a word of Chinese text stays as it is."""
    analyzer = _stemmer(language)
    found = analyzer.analyze(word) if analyzer else None
    return str(found[0]) if found else word


@lru_cache
def _stemmer(language: str) -> Any:
    if language not in _STEMMERS:
        return None
    import tantivy

    stemmer = tantivy.Filter.stemmer(_STEMMERS[language])
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(stemmer).build()
