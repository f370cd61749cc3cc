"""Every sentence that the assistant itself says, in the reader's language.

The tables stand in ``phrases/<language>.toml``; ``$name`` is replaced by a value. A phrase that a
language lacks is taken from its fallback: traditional Chinese from simplified, the others from
English.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from string import Template

from assistant.errors import AssistantError

LANGUAGES = ("zh", "zh-Hant", "en", "fr", "es", "ru", "ar")
_FOLDER = Path(__file__).parent / "phrases"
_FALLBACK = {"zh-Hant": "zh", "zh": "en", "fr": "en", "es": "en", "ru": "en", "ar": "en"}


@cache
def table(language: str) -> dict[str, str]:
    """All phrases of a language as ``{"error.empty_question": "…"}``, fallbacks filled in."""
    fallback = _FALLBACK.get(language)
    phrases = dict(table(fallback)) if fallback else {}
    sections = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    for section, entries in sections.items():
        phrases.update({f"{section}.{name}": text for name, text in entries.items()})
    return phrases


def say(name: str, language: str, /, **values: object) -> str:
    """The phrase ``name`` in ``language``; raises KeyError for a name or a value that is missing."""
    known = language if language in LANGUAGES else "en"
    return Template(table(known)[name]).substitute(values)


def explain(error: AssistantError, language: str) -> str:
    """What happened and what to do next, for a person."""
    return say(f"error.{error.code}", language, **error.values)
