"""The words of a report: what its texts offer to a question, and how rare each word is among them. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from assistant.answering.edition import Edition
from assistant.answering.lexicon import Lexicon, lexicon
from assistant.language.normal import plain
from assistant.language.stems import without_clitic, words
from assistant.model import Paragraph, Report

BEGUN = 3  # letters that two forms of a word begin with, to be compared
SAME_LETTERS, SAME_SHARE = 4, 0.6  # that they must have in common, and the share of the longer one
HAN = re.compile(r"[\u3400-\u9fff]+")
LATIN = re.compile(r"[a-z0-9][a-z0-9.%/-]*")


@dataclass(frozen=True, slots=True)
class Rarity:
    """In how many of ``size`` paragraphs each token stands; ``words`` are the senses of a Chinese report's
    words, ``begun`` the tokens of another one by their first ``BEGUN`` letters."""

    size: int
    counts: dict[str, int]
    words: Lexicon | None = None
    english: bool = False
    begun: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, token: str) -> float:
        count = max(self.counts.get(token, 0), 1)  # what never stands there is as rare as what stands once
        return math.log(1 + (self.size - count + 0.5) / (count + 0.5))

    def like(self, token: str) -> str:
        """The report's token that most of ``token`` begins («nettoy-» for «nettoi-»), or nothing."""
        best, most = "", 0.0
        for other in self.begun.get(token[:BEGUN], ()):
            same = _alike(token, other)
            share = same / max(len(token), len(other))
            if same >= min(SAME_LETTERS, len(token)) and share > most:
                best, most = other, share
        return best if most >= SAME_SHARE else ""


def _alike(one: str, other: str) -> int:
    """How many letters two words begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def tokens_of(text: str, language: str) -> frozenset[str]:
    """The tokens that a text of ``language`` offers to a question."""
    simple = plain(text)
    found = set(_han_tokens(simple))
    rest = HAN.sub(" ", simple)
    if language.startswith("zh"):
        found.update(LATIN.findall(rest))
    else:
        stems = {word.stem for word in words(rest, language)}
        found |= stems
        if language == "ar":
            found.update(map(without_clitic, stems))
    return frozenset(found)


def rarity_in(report: Report) -> Rarity:
    """Rarity among the paragraphs of a report."""
    return _counted(Edition(report))


@lru_cache(maxsize=64)
def _counted(edition: Edition) -> Rarity:
    report = edition.report
    counts: dict[str, int] = {}
    for paragraph in report.paragraphs:
        for token in paragraph_tokens(in_context(paragraph), report.language):
            counts[token] = counts.get(token, 0) + 1
    begun: dict[str, tuple[str, ...]] = {}
    if not report.language.startswith("zh"):
        for token in counts:
            if len(token) >= BEGUN and not token.isdigit():
                begun[token[:BEGUN]] = (*begun.get(token[:BEGUN], ()), token)
    words = lexicon(report.text) if report.language.startswith("zh") else None
    return Rarity(max(len(report.paragraphs), 1), counts, words, report.language == "en", begun)


def in_context(paragraph: Paragraph) -> str:
    """A paragraph's text after its lead-in and the titles it stands under."""
    return " ".join((*(heading.title for heading in paragraph.headings), paragraph.lead, paragraph.text))


@lru_cache(maxsize=20_000)
def paragraph_tokens(text: str, language: str) -> frozenset[str]:
    return tokens_of(text, language)


def _han_tokens(simple: str) -> Iterable[str]:
    for run in HAN.finditer(simple):
        for at in range(run.start(), run.end()):
            yield simple[at]
            if at + 1 < run.end():
                yield simple[at : at + 2]
