"""How near in meaning a word is to others, by a sentence encoder that is given each of them alone."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from itertools import islice
from threading import Lock
from typing import Any

from assistant.index.embedding import Embedding
from assistant.index.vectors import cosines, rounded, unit

_MOST = 20_000  # words remembered: 40 MB at 512 dimensions
_BATCH = 200  # words encoded at once, while others may take their turn


class Akin:
    """Remembers the vectors of words; safe to share by threads."""

    def __init__(self, embedding: Embedding) -> None:
        self._embedding = embedding
        self._vectors: OrderedDict[str, Any] = OrderedDict()
        self._turn = Lock()

    @classmethod
    def of(cls, embedding: Embedding) -> Akin | None:
        """None where what the embedding's cosines mean is not known."""
        return None if embedding.near is None else cls(embedding)

    def __call__(self, word: str, others: Sequence[str]) -> float:
        """The greatest cosine of a word and any of others; −1 without any. Raises ModelError."""
        import numpy

        if not others:
            return -1.0
        with self._turn:
            return rounded(cosines(numpy.stack(self._rows(others)), self._rows([word])[0]).max())

    def _rows(self, words: Sequence[str]) -> list[Any]:
        new = iter([word for word in dict.fromkeys(words) if word not in self._vectors])
        while batch := list(islice(new, _BATCH)):
            self._vectors.update(zip(batch, unit(self._embedding.passages(batch)), strict=True))
        rows = [self._vectors[word] for word in words]
        for word in words:
            self._vectors.move_to_end(word)
        while len(self._vectors) > max(_MOST, len(words)):
            self._vectors.popitem(last=False)
        return rows
