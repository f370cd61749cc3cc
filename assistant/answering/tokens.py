"""How many tokens a text costs: by tiktoken where its encoding file is at hand, else estimated.

The only file that knows tiktoken. Counting never touches the network: the encoding is built here
from a file whose SHA-256 is checked, and is fetched only by :func:`fetch_encoding`, when a person
asks for it. Without the file every character is charged a little more than its script costs in
that encoding, so that a budget is kept; ``Counter.name`` says which of the two counted.
"""

from __future__ import annotations

import base64
import hashlib
import re
import threading
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.errors import ModelError

# How each encoding parts a text before it is encoded, as tiktoken (MIT) defines it.
_O200K = (
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
    r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
    r"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
_CL100K = (
    r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+"
    r"|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
)
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Encoding:
    """A table of tiktoken's, and what a character costs where the table is not at hand.

    ``rates`` are tokens a character: ASCII, other Latin and Greek, Cyrillic, Arabic, Chinese with
    its punctuation, anything else. They lie above what real paragraphs of each script cost.
    """

    name: str
    url: str
    sha256: str
    pattern: str
    rates: tuple[float, float, float, float, float, float]

    def file(self, folder: Path) -> Path:
        """Where tiktoken itself keeps this table: the SHA-1 of its address."""
        return folder / hashlib.sha1(self.url.encode(), usedforsecurity=False).hexdigest()


_ADDRESS = "https://openaipublic.blob.core.windows.net/encodings/{}.tiktoken"
O200K = Encoding(
    "o200k_base",
    _ADDRESS.format("o200k_base"),
    "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    _O200K,
    (0.4, 0.5, 0.5, 0.55, 1.1, 3.0),
)
CL100K = Encoding(
    "cl100k_base",
    _ADDRESS.format("cl100k_base"),
    "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    _CL100K,
    (0.4, 0.7, 0.75, 1.0, 1.6, 3.0),
)


@dataclass(frozen=True, slots=True)
class Counter:
    """``count(text)`` in tokens; ``exact`` when a table counted and not the estimate."""

    name: str
    exact: bool
    count: Callable[[str], int]


def encoding_for(model: str) -> Encoding:
    """The encoding of a model's name; for a model of another maker the dearer of the two."""
    name = model.rpartition("/")[2].removeprefix("openai:")
    return O200K if not name or re.match(r"gpt-(4o|4\.1|4\.5|[5-9]|oss)|chatgpt-4o|o\d", name) else CL100K


def counter(model: str, folder: Path) -> Counter:
    """Count as ``model`` does, with tiktoken's table from ``folder`` if it lies there whole."""
    encoding = encoding_for(model)
    file = encoding.file(folder)
    if file.is_file() and _whole(file, encoding.sha256):
        table = _table(encoding, file)
        return Counter(f"tiktoken {encoding.name}", True, table)
    return Counter(f"estimate {encoding.name}", False, lambda text: estimate(text, encoding))


def estimate(text: str, encoding: Encoding) -> int:
    """Tokens on the safe side: the sum of the characters' rates, rounded up."""
    ascii, latin, cyrillic, arabic, chinese, other = encoding.rates
    total = 0.0
    for character in text:
        code = ord(character)
        if code < 0x80:
            total += ascii
        elif code < 0x400 or 0x2010 <= code <= 0x2027:
            total += latin
        elif code < 0x530:
            total += cyrillic
        elif 0x600 <= code < 0x780:
            total += arabic
        elif 0x3000 <= code < 0xA000 or 0xFF00 <= code < 0xFFF0:
            total += chinese
        else:
            total += other
    return int(-(-total // 1))


def fetch_encoding(folder: Path, timeout: float, encoding: Encoding) -> Path:
    """Download a table into ``folder`` within ``timeout`` seconds, names looked up included.

    Returns the file, at once if it is already there. Raises ModelError: ``tokens_timeout``, or
    ``tokens_failed`` when the address cannot be read, is not the table, or cannot be written.
    """
    file = encoding.file(folder)
    if file.is_file() and _whole(file, encoding.sha256):
        return file
    outcome: list[bytes | Exception] = []
    # A thread, because no time limit of urllib covers the look-up of the host's name.
    worker = threading.Thread(target=_download, args=(encoding.url, timeout, outcome), daemon=True)
    worker.start()
    worker.join(timeout)
    if not outcome:
        raise ModelError("tokens_timeout", seconds=timeout)
    data = outcome[0]
    if isinstance(data, Exception):
        raise ModelError("tokens_failed", reason=str(data)) from data
    if hashlib.sha256(data).hexdigest() != encoding.sha256:
        raise ModelError("tokens_failed", reason="SHA-256")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(".part")
        partial.write_bytes(data)
        partial.replace(file)
    except OSError as error:
        raise ModelError("tokens_failed", reason=str(error)) from error
    return file


def _download(url: str, timeout: float, outcome: list[bytes | Exception]) -> None:
    deadline = time.monotonic() + timeout
    data = bytearray()
    try:
        with urllib.request.urlopen(url, timeout=timeout) as response:
            while time.monotonic() < deadline:
                chunk = response.read1(_CHUNK)
                if not chunk:
                    outcome.append(bytes(data))
                    return
                data += chunk
    except (OSError, ValueError) as error:
        outcome.append(error)


def _whole(file: Path, sha256: str) -> bool:
    stat = file.stat()
    return _digest(file, stat.st_mtime_ns, stat.st_size) == sha256


@cache
def _digest(file: Path, changed: int, size: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@cache
def _table(encoding: Encoding, file: Path) -> Callable[[str], int]:
    import tiktoken

    lines = (line.split() for line in file.read_bytes().splitlines() if line)
    table = tiktoken.Encoding(
        encoding.name,
        pat_str=encoding.pattern,
        mergeable_ranks={base64.b64decode(token): int(rank) for token, rank in lines},
        special_tokens={},
    )
    return lambda text: len(table.encode_ordinary(text))
