"""Lines, the common form of every format, and how a report's lines are wrapped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from assistant.model import Dropped

COLON = re.compile(r"[：:][”’\"'»）)]*(?:\s?\d{1,3})?$|[—–-]$")
_WIDE = re.compile(r"[⺀-鿿豈-﫿＀-｠“”‘’]")
_IDEOGRAPH = re.compile(r"[⺀-鿿豈-﫿＀-｠]")
_SAMPLE = 4000


_ENDS = frozenset("。；：！？.;:!?…؟؛")
_CLOSERS = "”’\"'»）)]】」』〉》 "


def ends(text: str) -> bool:
    """Whether a sentence or a clause ends with the line; closing marks and a note's digits may follow."""
    last = text[-1:]
    if last in _ENDS:
        return bool(last)
    if last.isdecimal():
        bare = text.rstrip("0123456789 ")
        if len(text) - len(bare) > 4:
            return False
        text = bare
    elif last not in _CLOSERS:
        return False
    return text.rstrip(_CLOSERS)[-1:] in _ENDS and bool(text.rstrip(_CLOSERS))


class Line(NamedTuple):
    """A line without the spaces around it.

    ``number`` counts from 1 in the source, ``gap`` the blank lines above. A format that knows more
    says it: ``role`` (heading, paragraph, quote, footnote, row), ``level``, and ``mark``, the number
    that a word processor shows but does not store in the text.
    """

    text: str
    number: int
    gap: int = 0
    role: str = ""
    level: int = 0
    mark: str = ""


@dataclass(slots=True)
class Source:
    """What a format hands to the outline: lines, what it left out, and what it knows of the report.

    ``whole``: every line is a whole paragraph, none is wrapped.
    """

    lines: list[Line]
    dropped: list[Dropped] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Wrap:
    """How lines are broken: ``width`` in columns (0: a line is a paragraph), ``step`` blank lines
    between two lines of one paragraph."""

    width: float
    step: int
    loose: bool = False  # blank lines stand between paragraphs, none within
    widest: float = 0
    usual: int = 0  # the most frequent number of blank lines between two lines

    def full(self, width: float, after: str, slack: float) -> bool:
        """Whether a line of ``width`` broke because the first word of ``after`` did not fit any more."""
        if not self.width or width + 24 < self.width - slack:
            return False
        if width + 4 >= self.width - slack:
            return True
        if after[0] > "\u2e7f":
            return False
        return width + min(len(after.split(None, 1)[0]) + 1, 24) >= self.width - slack

    def likely_full(self, width: float) -> bool:
        """As ``full``, where too few lines are wrapped to measure the width: nearly the widest."""
        return not self.width and self.widest <= 170 and width >= max(50, 0.85 * self.widest)

    def at_margin(self, width: float) -> bool:
        """As ``likely_full``, and as wide as any line: a sentence may end there by chance."""
        return not self.width and 50 <= 0.96 * self.widest <= 160 and width >= 0.96 * self.widest


def columns(text: str) -> float:
    """The width of a text: two columns for an ideograph, one for any other letter."""
    if text.isascii() or not (text[-1] > "\u2e7f" or _IDEOGRAPH.search(text)):
        return len(text)
    return (len(text.encode("utf-8", "replace")) + len(text)) / 2


def wrap_of(lines: Sequence[Line]) -> Wrap:
    """Measure the wrap: many lines close to one width, and none much longer."""
    sample = lines[:_SAMPLE]
    widths = sorted(columns(line.text) for line in sample)
    if not widths:
        return Wrap(0, 0)
    step = Counter(line.gap for line in sample[1:]).most_common(1)[0][0] if len(sample) > 3 else 0
    width = widths[int(len(widths) * 0.97)] if len(widths) > 20 else widths[-1]
    near = [line for line in sample if 0.85 * width <= columns(line.text) <= 1.08 * width]
    broken = sum(not ends(line.text) for line in near)  # lines of a wrapped text mostly end inside a sentence
    apart = sum(line.gap > 0 for line in sample[1:]) / len(sample)
    many = len(near) >= max(2, 0.25 * len(sample)) and broken >= 0.4 * len(near)
    wrapped = 30 <= width <= 170 and many and widths[-1] <= 1.6 * width
    loose = step == 0 and apart > 0.15 and width < 170
    return Wrap(width if wrapped else 0, step if wrapped else 0, loose, width, step)


def join(parts: Sequence[str]) -> str:
    """The lines of a paragraph as one: ideographs meet, Latin words keep a space, a hyphen neither."""
    text = parts[0]
    pieces = [text]
    for part in parts[1:]:
        if not part:
            continue
        if not _closes(pieces[-1][-1:], part):
            pieces.append(" ")
        pieces.append(part)
    return "".join(pieces)


def _closes(last: str, after: str) -> bool:
    """Whether two lines meet without a space."""
    first = after[0]
    if not last or (last in "-‐‑/" and first.isalnum()):
        return True
    if first in "/-‐,.;:)]%" and last.isalnum() and after[1:2] not in ("", " "):
        return True
    return bool(_WIDE.match(last) or _WIDE.match(first) or last in "、，。；：" or first in "、，。；：")
