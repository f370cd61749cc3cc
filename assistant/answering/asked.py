"""The kinds of answer that a question asks for: a person, a number, a date. Pure."""

from __future__ import annotations

from assistant.answering.cues import shown
from assistant.language.names import names


def kinds_asked(text: str) -> tuple[str, ...]:
    """The kinds asked for; «几日内» is a duration, not a date, and WHO is not who."""
    for name in names(text):
        if name.kind == "body" and name.text.isupper() and not text.isupper():
            text = text[: name.start] + " " * (name.end - name.start) + text[name.end :]
    asks = shown(text, "asks")
    implied = {"date", "number"} if "duration" in asks else {"number"} if "money" in asks else set()
    return tuple(ask for ask in asks if ask not in implied)
