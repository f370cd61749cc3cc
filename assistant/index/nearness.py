"""Questions as vectors."""

from __future__ import annotations

import logging
from functools import lru_cache

from assistant.errors import ModelError
from assistant.index.embedding import Embedding
from assistant.language.phrases import explain

log = logging.getLogger("assistant")


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
