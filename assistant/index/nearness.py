"""How near paragraphs are to a question, by the vectors that are kept of them."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from assistant.errors import ModelError
from assistant.index.embedding import Embedding
from assistant.language.phrases import explain

log = logging.getLogger("assistant")
Vectors = Iterable[tuple[str, Sequence[float]]]


class Asker:
    """Questions as vectors, where the embedding knows more than the words do; each asked for once."""

    def __init__(self, embedding: Embedding, language: str) -> None:
        self._informs, self._language = embedding.informs, language
        self._vector = lru_cache(maxsize=64)(embedding.question)

    def vector(self, question: str) -> list[float] | None:
        """None also when the model fails, which is told in the log."""
        if not self._informs or not question.strip():
            return None
        try:
            return self._vector(question)
        except ModelError as error:
            log.warning(explain(error, self._language))
            return None


class Matrix:
    """The vectors of some paragraphs: ``rows`` of length 1, float32, one for each of ``ids``."""

    def __init__(self, vectors: Vectors) -> None:
        import numpy

        found = dict(vectors)
        self.ids = tuple(found)
        self.rows: Any = numpy.asarray(list(found.values()), "float32").reshape(len(found), -1)
        self.rows /= numpy.maximum(numpy.linalg.norm(self.rows, axis=1, keepdims=True), 1e-9)

    def nearness(self, vector: Sequence[float]) -> Mapping[str, float]:
        """The cosine (−1 to 1) of each paragraph with a vector of any length."""
        import numpy

        asked = numpy.asarray(vector, "float32")
        asked /= max(float(numpy.linalg.norm(asked)), 1e-9)
        return dict(zip(self.ids, (self.rows @ asked).tolist(), strict=True))
