"""What a question asks about that an answer cannot do without: the chair, a vote, a penalty, a reason. Pure.

A paragraph may be on the subject and still state nothing of the thing asked about. The things are the
cues of ``[facet]`` in ``cues.toml``: what the question speaks of so, the evidence must speak of too; of a
person in a role it must give a name, in the sentence that has the role.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.answering.cues import names as cue_names
from assistant.answering.cues import pattern, shows
from assistant.answering.draft import Wanted
from assistant.answering.quoting import sentence_texts
from assistant.answering.stating import led
from assistant.language.names import names
from assistant.language.normal import plain

ROLES = frozenset({"chair", "head", "deputy", "rapporteur", "secretary", "minister", "author"})
ONLY_WHO = ROLES | {"payer", "elected", "speech"}  # asked about only where a person is asked for
EVENTS = frozenset(  # also spoken of in figures of speech
    {"death", "injury", "sentence", "sunk", "jobless", "resigned", "ratified", "theft", "ban"}
)
FACTS = frozenset(  # asked of an event
    {
        "number",
        "money",
        "duration",
        "date",
        "place",
        "person",
        "identity",
        "country",
        "countries",
        "which",
        "reason",
    }
)
STATES = frozenset({"country", "countries"})
AMOUNT = frozenset({"number", "duration", "money"})
WHO = frozenset({"person", "identity"})
CALLED = re.compile(  # what names somebody
    r"[\u4e00-\u9fff][·•・][\u4e00-\u9fff]|(?:先生|女士|阁下|博士)|\b(?:Mr|Ms|Mrs|Mme|M|Dr|Sra?|Miss)\.?\s[A-ZÀ-Þ]"
    r"|г-(?:н|жа|на|жу|ном|жой)\b|السيد[هة]?\s"
)


def facet_absent(wanted: Wanted, evidence: str) -> bool:
    """Whether the evidence does not speak of a thing asked about, or names nobody of it. A report's own
    words decide, in whatever language."""
    for facet in _asked(wanted.text, wanted.asks):
        section = "told" if facet in cue_names("told") else "facet"
        held = [text for text in sentence_texts(evidence) if shows(text, section, facet)]
        told = any(shows(text, "other", "vacant") for text in held)
        told |= facet == "chair" and any(led(wanted.text, text) for text in held)
        by_name = facet in ROLES or (facet in EVENTS and STATES & set(wanted.asks))
        if not held or (by_name and not told and not any(map(_names_somebody, held))):
            return True
    return False


def gives_reason(evidence: str) -> bool:
    """Whether a text says why: a cause, a ground, or a purpose."""
    return shows(evidence, "other", "because")


@lru_cache(maxsize=256)
def _asked(question: str, asks: tuple[str, ...]) -> tuple[str, ...]:
    """The facets that the question itself speaks of, not the earlier one that it leans on; who is asked to
    prepare a thing is not its author."""
    text = plain(question.partition(" (")[0])
    who = bool(WHO & set(asks)) and not shows(text, "other", "whether")
    shown = [facet for facet in cue_names("facet") if pattern("facet", facet).search(text)]
    if any(shows(text, "other", duty) for duty in ("requests", "ought")):
        shown = [facet for facet in shown if facet != "author"]
    much = bool(AMOUNT & set(asks)) or shows(text, "other", "punished")
    fact = bool(FACTS & set(asks)) or shows(text, "other", "which")
    apt = {"prison": much} | dict.fromkeys(ONLY_WHO, who) | dict.fromkeys(EVENTS, fact)
    apt["ratified"] = fact and "number" not in asks  # «it has 29 Parties»
    return tuple(facet for facet in shown if apt.get(facet, True))


def _names_somebody(text: str) -> bool:
    return bool(CALLED.search(text)) or any(name.kind == "country" for name in names(text))
