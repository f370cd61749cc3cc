"""Vectors of texts: ``multilingual``, hashed without any model, or any LangChain embedding model by setting.

The built-in vector needs no model: the terms of a text, hashed into ``DIMENSIONS`` places with a
sign, each weighted by the logarithm of its count. It keeps Chroma's own search working and finds
texts that share characters; it says nothing that the lexical index does not know, so search itself
does not ask it (``informs``).
"""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol
from zlib import crc32

from assistant.errors import BadSetting, ModelError
from assistant.index.multilingual import Multilingual
from assistant.index.terms import terms
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

DIMENSIONS = 512
BUILT_IN = f"built-in:{DIMENSIONS}"
_BATCH = 64  # texts a request
_PAUSES = (0.5, 2.0, 8.0)  # seconds before each further try
Vectors = list[list[float]]


class Embedding(Protocol):
    """``name`` identifies the model; an index made by one is never asked by another. ``informs``: it
    knows more than the words do; ``near``: the cosine below which a paragraph without a word of the
    question is near by chance only. None where what its cosines mean is not known (those of some models
    never fall below 0.7), so that no answer may be refused by them."""

    name: str
    informs: bool
    near: float | None

    def passages(self, texts: Sequence[str]) -> Vectors: ...

    def question(self, text: str) -> list[float]: ...

    def sought(self, vector: list[float]) -> list[float]:
        """Where what answers a question lies, by its vector: there itself, unless it is known better."""
        return vector

    def answerable(self, vector: list[float]) -> float:
        """Log odds that a question is answered where its subject is spoken of, by its vector; 0 unless it is
        known better."""
        return 0.0


def embedding(settings: Settings, made: str = "") -> Embedding:
    """The embedding that the settings name; when they name none, the built-in one for an index ``made``
    by it, ``multilingual`` otherwise. Raises BadSetting for one that cannot be made."""
    match settings.embedding or ("built-in" if made.startswith("built-in") else "multilingual"):
        case "built-in":
            return BuiltIn()
        case "multilingual":
            return Multilingual()
        case _:
            return Modelled(settings)


class BuiltIn(Embedding):
    """Hashed characters, pairs and words."""

    name = BUILT_IN
    informs = False
    near: float | None = None

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors; the empty text is the first unit vector."""
        return [_hashed(text) for text in texts]

    def question(self, text: str) -> list[float]:
        return self.passages([text])[0]


def _hashed(text: str) -> list[float]:
    found = terms(text, "", lambda word, language: word)
    vector = [0.0] * DIMENSIONS
    for names, share in ((found.pairs, 1.0), (found.ones, 0.3)):
        for term, count in Counter(names).items():
            place, sign = _place(term)
            vector[place] += sign * share * (1.0 + math.log(count))
    length = math.hypot(*vector)
    return [value / length for value in vector] if length else [1.0, *vector[1:]]


@lru_cache(maxsize=200_000)
def _place(term: str) -> tuple[int, float]:
    hashed = crc32(term.encode())
    return (hashed >> 1) % DIMENSIONS, 1.0 if hashed & 1 else -1.0


class Modelled(Embedding):
    """A LangChain embedding model; asked in batches, asked again when it fails."""

    informs = True
    near: float | None = None

    def __init__(self, settings: Settings) -> None:
        self.name = settings.embedding
        self._settings = settings
        self._model: Embeddings | None = None

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Raises ModelError when the model keeps failing."""
        return [vector for batch in _batches(texts) for vector in self._ask("embed_documents", list(batch))]

    def question(self, text: str) -> list[float]:
        """Raises ModelError when the model keeps failing."""
        found: list[float] = self._ask("embed_query", text)
        return found

    def _ask(self, method: str, asked: Any) -> Any:
        if self._model is None:
            self._model = _load(self._settings)
        for pause in (*_PAUSES, None):
            try:
                return getattr(self._model, method)(asked)
            except Exception as error:
                if pause is None:
                    raise ModelError("embedding_failed", name=self.name, reason=str(error)) from error
                time.sleep(pause)
        raise AssertionError("the last try returns or raises")


def _load(settings: Settings) -> Embeddings:
    provider, _, model = settings.embedding.partition(":")
    try:
        if provider == "openai" or settings.embedding_url:
            import openai
            from langchain_openai import OpenAIEmbeddings

            # The length check would fetch an encoding from the network.
            address: dict[str, Any] = {"base_url": settings.embedding_url} if settings.embedding_url else {}
            key: dict[str, Any] = {"api_key": settings.model_key or "none"} if address else {}
            return OpenAIEmbeddings(
                model=model or provider,
                check_embedding_ctx_length=False,
                http_client=openai.DefaultHttpxClient(follow_redirects=False),
                **address,
                **key,
            )
        from langchain.embeddings import init_embeddings

        made = init_embeddings(settings.embedding)
    except (ImportError, ValueError) as error:
        raise BadSetting(
            "bad_embedding", name=settings.embedding, reason=str(error).splitlines()[0]
        ) from error
    return made


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    return (texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH))
