"""The kinds of answer that a question asks for: a person, a number, a date. Pure."""

from __future__ import annotations

import re

from assistant.answering.cues import shown, shows
from assistant.language.names import names
from assistant.language.normal import plain

_SEVERAL = re.compile(r"^(?!.*(多少|几多)).*几[个名位次条项国种]")  # 几个 in a question for yes or no


def kinds_asked(text: str) -> tuple[str, ...]:
    """The kinds asked for; «几日内» is a duration, not a date, and WHO is not who."""
    for name in names(text):
        if name.kind == "body" and name.text.isupper() and not text.isupper():
            text = text[: name.start] + " " * (name.end - name.start) + text[name.end :]
    asks = shown(text, "asks")
    if "number" in asks and _SEVERAL.search(plain(text)) and shows(text, "negated", "either"):
        asks = tuple(ask for ask in asks if ask != "number")
    implied = {"date", "number"} if "duration" in asks else {"number"} if "money" in asks else set()
    return tuple(ask for ask in asks if ask not in implied)
