"""What a report calls the relation that a question asks after: the best means, what two things share. Pure.

«What helps most?» has no word of «the best means», «是一回事吗» none of «overlap»; the words stand in
``[relation]`` of ``cues.toml``, those of reports in ``[related]``, a language each.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answering.coverage import Need, way_of
from assistant.answering.cues import LANGUAGES, entries, shows
from assistant.answering.draft import Wanted
from assistant.answering.rarity import Rarity
from assistant.answering.sides import sides_of


def related(wanted: Wanted, language: str, rarity: Rarity) -> Iterator[Need]:
    """A need for each relation asked after that the report has a word for."""
    language = language[:2]
    for relation in _relations(wanted):
        words = entries("related", relation)[LANGUAGES.index(language)].split("|")
        ways = [way_of(word, language) for word in words]
        held = [way for way in ways if all(token in rarity.counts for token in way)]
        if held:
            weight = min(max(map(rarity.of, way)) for way in held)
            yield Need.of(weight, ((way, 1.0) for way in held), -1, -1)


def _relations(wanted: Wanted) -> Iterator[str]:
    text = wanted.text
    if shows(text, "relation", "best"):
        yield "best"
    sides = sides_of(wanted)
    things = bool(sides) and not any(side.part or side.named for side in sides)
    if shows(text, "relation", "same") or (things and shows(text, "kind", "compare")):
        yield "apart"
