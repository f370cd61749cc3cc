"""All that a report says in a phrase, or that speakers of some number say, where nothing more is asked. Pure.

«报告里冠以“有几个缔约国”的意见有哪些», «what did many speakers say?», «许多发言者和有几个缔约国各讲了什么».
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.cues import content_words, shows, without
from assistant.answering.draft import Draft, Found, Wanted
from assistant.answering.frames import quoted_from
from assistant.answering.quoting import QUOTED, ended, sentence_texts
from assistant.answering.verify.passage import Passage
from assistant.answering.verify.voices import Voice, quantified, same_voice, voices
from assistant.language.normal import plain
from assistant.model import Paragraph, Sentence

_BESIDE = (
    ("other", "views"),
    ("other", "each"),
    ("kind", "list"),
    ("kind", "said"),
    ("kind", "whole"),
    ("strip", "ask"),
)
_KINDS = frozenset({"open", "list", "membership", "outline", "reference"})
_SOME = frozenset({"one", "few", "several", "some", "many", "most"})


def phrased(wanted: Wanted, found: Found) -> Draft | None:
    """Every sentence with the phrase in quotes or the speakers that a question names; None where it asks
    for more or the report has none."""
    report = found.meant
    if report is None or wanted.leaning is not None or wanted.kind not in _KINDS:
        return None
    if "definition" in wanted.asks:
        return None
    quotes = list(QUOTED.finditer(wanted.text))
    asking = Passage(wanted.text, wanted.language[:2])
    counted = [each for each in quantified(asking) if each.grade in _SOME and not _asked(each, asking)]
    spans = [match.span() for match in quotes] or [(each.start, each.end) for each in counted]
    if not spans or _more(wanted, asking, spans):
        return None
    body = [each for each in found.chosen or report.paragraphs if each.kind != "header"]
    said = _verbatim([match[1] for match in quotes], body) or _by(counted, body, report.language)
    if not said:
        return None
    return Draft("answered", tuple(said), opening=quoted_from(report, wanted, said), listed=len(said) > 1)


def _asked(voice: Voice, asking: Passage) -> bool:
    """Whether a question asks how many they are."""
    return asking.plain.endswith("how ", 0, voice.start) or asking.plain.startswith("几", voice.start)


def _more(wanted: Wanted, asking: Passage, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a question asks for more than what is said in the phrase or by the speakers."""
    rest = list(wanted.topic)
    said = [(mark.start, mark.end) for mark in asking.marks("saying")]
    if any(_takes_side(asking.plain[start:end]) for start, end in said):
        return True
    for start, end in (*spans, *said):
        rest[start:end] = " " * (end - start)
    return bool(content_words(without("".join(rest), *_BESIDE)))


def _takes_side(word: str) -> bool:
    """Whether a verb of saying says which: «who opposed», «谁支持» ask for more than what was said."""
    return shows(word, "contrary", "rejected") or shows(word, "contrary", "backed")


def _verbatim(phrases: Sequence[str], body: Sequence[Paragraph]) -> list[Sentence]:
    """The sentences that have one of the phrases word for word."""
    asked = [plain(phrase) for phrase in phrases]
    said = []
    for each in body:
        texts = sentence_texts(each.text)
        said += _told(each, [text for text in texts if any(phrase in plain(text) for phrase in asked)])
    return said


def _by(asked: Sequence[Voice], body: Sequence[Paragraph], language: str) -> list[Sentence]:
    """The sentences in which as many speakers of the kind say something."""
    said = []
    for each in body:
        texts = []
        for text in sentence_texts(each.text):
            passage = Passage(text, language[:2])
            if any(same_voice(one, voice) for one in asked for voice in voices(passage)):
                texts.append(text)
        said += _told(each, texts)
    return said


def _told(paragraph: Paragraph, texts: Sequence[str]) -> list[Sentence]:
    return [Sentence(ended("".join(texts)), (paragraph.id,))] if texts else []
