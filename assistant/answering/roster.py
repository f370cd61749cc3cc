"""How many things one sentence enumerates, where a question counts them and no number is stated. Pure.

«不丹、智利、加纳、约旦和汤加表示愿意参加试行» are five; «на английском, русском и французском языках» three.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.coverage import Need, coverage
from assistant.answering.cues import shows
from assistant.answering.draft import Draft, Wanted
from assistant.answering.howmany import things_counted
from assistant.answering.pick import Scored
from assistant.answering.quoting import ended, sentence_texts
from assistant.answering.rarity import paragraph_tokens
from assistant.answering.segments import within_word
from assistant.language.names import names
from assistant.language.normal import numbers, plain
from assistant.language.phrases import say
from assistant.model import Report, Sentence

LEAST = 3  # things that make an enumeration
NAMED = 2  # countries that do
HELD = 0.65  # share of the question that its sentence has
LONGEST, LONGEST_HAN = 60, 20  # characters of one thing
_HAN_RUN = re.compile(r"[^，,。；;：:！？?\n、]+(?:、[^，,。；;：:！？?\n、]+)+")
_HAN_AND = re.compile("[和及与]")
_ONE_WORD = re.compile(r"\w+(?:[,،] \w+)+,? (?:(?:and|et|y|e|и) |و ?)\w+")
_AFTER_COLON = re.compile(r":\s([^:;]+?)[.;]?$")
_BETWEEN = re.compile(r"[\s,،、]*(?:和|及|以及|与|and|et|y|e|и|و)?\s*(?:the|la|le|les|l'|el|los)?\s*")
_LAST = re.compile(r" (?:(?:and|et|y|e|и) |و ?)(?=\w)")
_NO_LIST = {"money", "duration", "date"}


def roster(
    wanted: Wanted, best: Scored, needs: Sequence[Need], report: Report, *, stated: bool
) -> Draft | None:
    """The sentence that enumerates what is counted, and how many they are; where a number is ``stated``, only
    if what is nearest the question enumerates."""
    if "number" not in wanted.asks or _NO_LIST & set(wanted.asks):
        return None
    if shows(wanted.text, "other", "share") or shows(wanted.text, "other", "times"):
        return None
    paragraph = best.paragraph
    thing = next(things_counted(wanted.text), None)
    if thing is None:
        return None
    counted = [need for need in needs if thing[0] <= need.start and need.end <= thing[1]]
    texts = [(paragraph_tokens(text, report.language), text) for text in sentence_texts(paragraph.text)]
    for tokens, text in sorted(texts, key=lambda pair: -coverage(needs, pair[0])):
        if coverage(needs, tokens) < HELD or (stated and _numbered(text)):
            return None
        count = _documents(wanted, text, thing) or _states(wanted, text, thing)
        count = count or _members(text, counted, tokens, wanted, thing)
        if count and (not stated or not _numbered(text)):
            opening = say("answer.list_open", wanted.language, count=count)
            return Draft("answered", (Sentence(ended(text), (paragraph.id,)),), opening=opening, listed=True)
    return None


def _numbered(text: str) -> bool:
    """Whether a sentence gives a number itself."""
    return any(each.kind in ("number", "percent") and len(each.value) < 4 for each in numbers(text))


def _states(wanted: Wanted, text: str, thing: tuple[int, int]) -> int:
    """How many countries a sentence names, when countries are counted; 0 when there is no list of them."""
    if not shows(plain(wanted.text)[thing[0] : thing[1]], "other", "governments"):
        return 0
    return names_in_a_row(text)


def names_in_a_row(text: str) -> int:
    """How many countries the longest enumeration of them names; 0 when there is none."""
    runs: list[list[str]] = []
    end = 0
    for name in names(text):
        if name.kind == "country":
            goes_on = runs and _BETWEEN.fullmatch(plain(text[end : name.start]))
            runs = [*runs[:-1], [*runs[-1], name.code]] if goes_on else [*runs, [name.code]]
            end = name.end
    several = [run for run in runs if len(run) >= NAMED]
    counted = runs if len(several) > 1 else several  # «in Africa (Nigeria and Uganda), the Pacific (Fiji)»
    return len({code for run in counted for code in run})


def _documents(wanted: Wanted, text: str, thing: tuple[int, int]) -> int:
    """How many documents a sentence names by symbol, when documents are counted."""
    if not shows(plain(wanted.text)[thing[0] : thing[1]], "other", "documents"):
        return 0
    return len({each.value for each in numbers(text) if each.kind == "symbol"})


def _members(
    text: str, counted: Sequence[Need], tokens: frozenset[str], wanted: Wanted, thing: tuple[int, int]
) -> int:
    """The members of the one enumeration of a sentence that has what is counted."""
    institution = shows(plain(wanted.text)[thing[0] : thing[1]], "other", "institutions")
    if not institution and (not counted or coverage(counted, tokens) < HELD):
        return 0
    runs = [
        _han(match[0])
        for match in _HAN_RUN.finditer(text)
        if institution or text[: match.start()].endswith((":", "："))
    ]
    runs += [_alphabetic(match[1]) for match in _AFTER_COLON.finditer(text)]
    runs = runs or [_alphabetic(match[0]) for match in _ONE_WORD.finditer(text)]
    runs = [count for count in runs if count >= LEAST]
    return runs[0] if len(runs) == 1 else 0


def _han(run: str) -> int:
    *_, last = parts = run.split("、")
    if any(len(part) > LONGEST_HAN for part in parts[1:]):
        return 0
    simple = plain(last)
    joined = any(within_word(simple, at.start()) in ("", "以及") for at in _HAN_AND.finditer(simple))
    return len(parts) + joined


def _alphabetic(run: str) -> int:
    *_, last = parts = re.split("[,،]", run)
    if len(parts) < 2 or any(len(part) > LONGEST for part in parts):
        return 0
    return len(parts) + (_LAST.search(f" {last.lstrip()}") is not None and not _LAST.match(last))
