"""Whether somebody did a thing: opposed it, agreed to it, promised it. Pure.

A paragraph may be on the subject of «did anybody object to the plan?» and tell of no objection. What
answers is a sentence that tells of the act itself, or of its opposite, by whom it is asked of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.answering.coverage import Need, coverage
from assistant.answering.cues import content_words, pattern, shows, without
from assistant.answering.cues import names as cue_names
from assistant.answering.draft import Wanted
from assistant.answering.howmany import bounds_in
from assistant.answering.negations import negated
from assistant.answering.pick import Scored
from assistant.answering.quoting import sentences_of
from assistant.answering.rarity import paragraph_tokens
from assistant.language.names import names
from assistant.language.normal import plain
from assistant.model import Paragraph

AFTER = 26  # characters after an act in which who did it may stand
DOER_MET = 0.5  # how much of whom it is asked of a paragraph must have
_TELLS = {  # what tells, besides the act itself, whether it was done
    "oppose": ("refuse", "criticise", "warn", "support", "agree", "vote"),
    "refuse": ("oppose", "agree", "promise", "adopt"),
    "support": ("oppose", "refuse", "agree", "praise", "criticise", "warn", "request", "said"),
    "agree": ("oppose", "refuse", "support", "promise", "vote", "adopt"),
    "criticise": ("oppose", "warn", "praise"),
    "warn": ("criticise", "oppose", "said"),
    "praise": ("criticise", "support", "thank", "said"),
    "request": ("support", "criticise", "said"),
    "thank": ("praise",),
    "promise": ("refuse",),
    "vote": ("agree",),
    "adopt": ("agree", "refuse", "oppose", "vote", "pending"),
    "withdraw": ("adopt", "refuse"),
}
_NO_ACT = ("anyone", "members", "said", "pending", "able", "not_against")
_RARE = ("thank", "threaten", "apologise", "vote", "withdraw", "resign")  # told only where they are done
_PLAIN = ("refuse", "promise", "adopt", *_RARE)  # told in few words
_FINDS_AGAINST = ("oppose", "refuse", "criticise", "agree")
_ENDS = {  # how a matter ended, which tells of these too
    "agree": ("settled", "unsettled"),
    "adopt": ("settled", "unsettled"),
    "refuse": ("unsettled",),
}
_DUTY = (("other", "ought"), ("contrary", "forced"), ("contrary", "may"), ("act", "able"))
_PARTICLE = re.compile(r"(吗|没有?|未)$")  # «有哪个国家反对吗» asks for no name
_INVERTED = re.compile(r"(.*?)\s?\S+-(?:t-)?(?:ils?|elles?|on)\b")
_OBJECT = re.compile(r"\b(?:a|al|para|contra|en|sobre|que) (?:l[oa]s?|el)?\b|[,?]")
_WORD = re.compile(r"[^\W\d_]{4,}")
_CAPITAL = re.compile(r"\b[A-ZÀ-ÞА-ЯЁ][\w’'-]{2,}")


@dataclass(frozen=True, slots=True)
class Act:
    """What a question asks whether somebody did; ``someone``: anybody at all, of those whom
    recommendations are made to; ``doer`` where else a question names who did it."""

    name: str
    someone: bool
    doer: tuple[tuple[int, int], ...]


@lru_cache(maxsize=512)
def act_asked(text: str, language: str) -> Act | None:
    """The act that a yes-or-no question asks about: the first that it speaks of. None for any other
    question, and for what a body or a document does, which it may do by recommending."""
    if not _asks_whether(text, language):
        return None
    name, start, end = _first(text, language)
    if name == "tell":
        return None
    verb_first = language[:2] in ("es", "ru", "ar")
    around, doer = (_after if verb_first else _before)(text, start, end, language)
    someone = shows(around, "act", "members", language) or any(bounds_in(text))  # «did more than 30 attend?»
    return Act(name, someone, doer) if someone or doer or name in _RARE else None


def act_in(text: str, language: str) -> str:
    """The first act that a text speaks of; «tell» for what is none."""
    return _first(text, language)[0]


@lru_cache(maxsize=512)
def _first(text: str, language: str) -> tuple[str, int, int]:
    simple = plain(text)
    found = [
        (match.start(), -match.end(), name)
        for name in cue_names("act")
        if name not in _NO_ACT
        for match in pattern("act", name, language).finditer(simple)
    ]
    start, end, name = min(found, default=(0, 0, "tell"))
    return name, start, -end


def act_told(wanted: Wanted, each: Scored, needs: Sequence[Need], language: str) -> bool:
    """Whether a paragraph tells of the act that a yes-or-no question asks about, or of its opposite, by him
    of whom it is asked; true of any other question. ``language`` is the report's: of a name in another one
    the needs do not know every form."""
    question = wanted.text.partition(" (")[0]
    asked = act_asked(question, wanted.language) or _taken_for_done(wanted, question)
    if asked is None:
        return True
    paragraph = each.paragraph
    if asked.someone and asked.name not in _RARE and shows(paragraph.lead, "other", "recommended"):
        return False  # what is recommended to them, nobody has done
    anybody = asked.someone or wanted.language[:2] != language[:2]
    text = paragraph.text if anybody else _of_doer(asked.doer, paragraph, wanted.text, needs, language)
    told = any(shows(text, "act", name, language) for name in (asked.name, *_TELLS.get(asked.name, ())))
    told = told or any(shows(text, "other", name) for name in _ENDS.get(asked.name, ()))
    return told or (asked.name in _FINDS_AGAINST and _speaks_against(text, language, asked.name))


def _taken_for_done(wanted: Wanted, text: str) -> Act | None:
    """The act of which a question asks why it was done."""
    name = act_in(text, wanted.language) if "reason" in wanted.asks else "tell"
    return Act(name, someone=False, doer=()) if name in _PLAIN else None


def _asks_whether(text: str, language: str) -> bool:
    """Whether a question asks for a yes or a no, of what was done and not of what is to be."""
    simple = plain(text).strip(" ?!.¿¡؟")
    if pattern("doing", "interrogative").search(simple) and not _PARTICLE.search(simple):
        return False
    whether = pattern("doing", "whether").search(simple) is not None or (language == "es" and "¿" in text)
    return whether and not any(shows(text, *cue) for cue in _DUTY)


def _speaks_against(text: str, language: str, act: str) -> bool:
    """Whether somebody says «not», some say one thing and others another, or fault is found where that is
    asked."""
    lacking = act == "criticise" and shows(text, "negated", "lacking")
    against = lacking or negated(text, language) or shows(text, "contrary", "divided")
    return against and shows(text, "act", "said", language)


def _of_doer(
    doer: Sequence[tuple[int, int]], paragraph: Paragraph, text: str, needs: Sequence[Need], language: str
) -> str:
    """A paragraph from the sentence on that has whom the act is asked of; of two the whole, for they are told
    of apart; nothing where it has him not."""
    named = _named(text)
    part = [
        need
        for need in needs
        if any(first <= need.start and need.end <= last for first, last in doer)
        and not named[need.start : need.end].isspace()
    ]
    if not part or sum(name.kind == "country" for name in names(text)) > 1:
        return paragraph.text
    for start, end in sentences_of(paragraph.text):
        if coverage(part, paragraph_tokens(paragraph.text[start:end], language)) >= DOER_MET:
            return paragraph.text[start:]
    return ""


Place = tuple[str, tuple[tuple[int, int], ...]]


def _after(text: str, start: int, end: int, language: str) -> Place:
    """The words around an act, and where who did it is named: by a capital, or right after the verb."""
    after = _OBJECT.split(text[end : end + AFTER])[0]
    capitals = (match.span() for match in _CAPITAL.finditer(text[: end + len(after)]) if match.start() > 1)
    spans = tuple(span for span in capitals if content_words(_named(text[slice(*span)])))
    first = _WORD.search(_named(text[end : end + len(after)]))
    if not spans and first and not pattern("doing", "passive").search(plain(text).strip(" ¿")):
        spans = ((end + first.start(), end + first.end()),)
    return f"{text[:start]} {after}", spans


def _before(text: str, start: int, end: int, language: str) -> Place:
    """The words before an act in its clause, and where they name who did it."""
    simple = plain(text)
    at = max(simple.rfind(sign, 0, start) for sign in ",、;") + 1
    spans, inverted = [(at, start)], _INVERTED.match(text)
    if language[:2] == "zh":
        cuts = [
            (at, at),
            *(match.span() for match in pattern("doing", "before").finditer(simple, at, start)),
            (start, start),
        ]
        spans = [(left[1], right[0]) for left, right in pairwise(cuts)]
    elif inverted:
        spans = [inverted.span(1)]
    named = tuple(span for span in spans if content_words(_named(text[slice(*span)])))[:1]
    return text[at:start], () if pattern("doing", "passive").search(simple) else named


def _named(text: str) -> str:
    """A text, nobody in particular left out."""
    return without(text, ("act", "anyone"), ("deed", "body"), ("other", "whether"), ("strip", "common"))
