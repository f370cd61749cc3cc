"""A question as search asks it: concepts, each with one or more ways of saying it.

A concept of the question's own words has one way. A term that is translated or widened has several;
a paragraph is credited with the best of them, never with their sum.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from assistant.index.terms import Stemmer, Terms, terms
from assistant.language.asking import subject

MOST_CHARACTERS = 4_000  # of a question that are searched for; the first ones
MOST_TERMS = 400


@dataclass(frozen=True, slots=True)
class Way:
    """One way of saying a concept, and what a match is worth beside the question's own words."""

    terms: Terms
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Concept:
    """``own`` is false for words that only widen the question: they add, but are not asked for."""

    ways: tuple[Way, ...]
    own: bool = True


def query(question: str, language: str, targets: Collection[str], stem: Stemmer) -> tuple[Concept, ...]:
    """The concepts of ``question``, to be found in reports written in ``targets``."""
    asked = subject(question[:MOST_CHARACTERS], language)
    own = Way(_distinct(terms(asked, language, stem)))
    return (Concept((own,)),) if own.terms.ones or own.terms.pairs else ()


def _distinct(found: Terms) -> Terms:
    return Terms(_first(found.ones), _first(found.pairs))


def _first(tokens: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tokens))[:MOST_TERMS]
