"""A question that takes for granted what the report contradicts: «why does it recommend prison?»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.cues import shows, without
from assistant.answering.draft import Wanted
from assistant.answering.quoting import sentences_of
from assistant.answering.segments import words_of
from assistant.answering.verify import check
from assistant.language.asking import is_light
from assistant.language.glossary import Translated, Widened, kindred, translations, widen
from assistant.language.normal import plain
from assistant.language.stems import words
from assistant.model import Paragraph, Report

MARKED = 8  # characters of a term that is worth denying: «criminalize», not «migrants» beside it
REACH = 24  # characters before a word in which a denial bears on it
AFFIRMED = 0.2  # share of a claim's words in a clause, after its denial, at which the clause denies the claim
SHARED = 0.34  # share of the claim's words that a paragraph must have to be compared with it word by word
TWO = 2  # words that both must have, unless the claim has but one
_DENIAL = {
    "zh": re.compile(r"不(?![仅但断同论管])|未|没有|禁止|反对|勿|避免"),
    "en": re.compile(r"n't\b|\b(not|no|never|without|against|oppos\w+|refrain|avoid|prohibit\w*)\b"),
    "fr": re.compile(r"\b(ne|n|pas|non|sans|contre|jamais|interdi\w+|evit\w+)\b"),
    "es": re.compile(r"\b(no|nunca|sin|contra|evit\w+|prohib\w+)\b"),
    "ru": re.compile(r"\b(не|нет|без|против|никогда|запре\w+)\b"),
    "ar": re.compile(r"(^|\s)(لا|لم|لن|عدم|ليس|دون|ضد|حظر)(?=\s)"),
}
_CONTRADICTS = {"negation", "quantifier", "modality", "attribution"}


def contradicted(wanted: Wanted, paragraph: Paragraph, report: Report) -> bool:
    """Whether what a question presupposes fails against the paragraph that answers it."""
    if unsettled(wanted, paragraph):
        return True
    if not wanted.premise:
        return False
    why = (("asks", "reason"), ("other", "premise"))
    asking = why if any(shows(wanted.text, *cue) for cue in why) else (("other", "whether"),)
    text = wanted.text
    if shows(text, "other", "granted"):
        text = re.split(r"[,，、;；]", text)[0]  # «既然……，» is what is taken for granted
    claim = without(text, *asking, ("other", "granted")).strip(" ?？؟!¿¡。的是呢")
    if wanted.language[:2] == report.language[:2]:
        if asking == why:
            alike = _in_words_of(claim, paragraph, kindred(claim, wanted.language, report.language))
            if any(_refused(each, wanted.language, paragraph) for each in (claim, alike)):
                return True
        claim = _in_words_of(claim, paragraph, widen(claim, report.language))
        said = _content(claim, wanted.language)
        if len(said & _content(paragraph.text, wanted.language)) < SHARED * len(said):
            return False  # worded too freely to be laid beside the paragraph
    elif _denied(claim, wanted.language, paragraph, report.language):
        return True
    return any(reason.kind in _CONTRADICTS for reason in check(claim, [paragraph], report))


def unsettled(wanted: Wanted, paragraph: Paragraph) -> bool:
    """Whether a question takes for decided what the paragraph says was not: «from when …?», «why …?»."""
    text = wanted.text
    takes = (wanted.premise or shows(text, "other", "granted") or "date" in wanted.asks) and not shows(
        text, "other", "whether"
    )
    return (
        takes
        and shows(text, "other", "settled")
        and not shows(text, "other", "unsettled")
        and shows(paragraph.text, "other", "unsettled")
    )


def _refused(claim: str, language: str, paragraph: Paragraph) -> bool:
    """Whether the paragraph denies just what the claim affirms: «不得再请求引渡» beside «再请求一次»."""
    denial = _DENIAL[language[:2]]
    if denial.search(plain(claim)):
        return False
    rarest = _content(claim, language)
    text = plain(paragraph.text)
    for start, end in sentences_of(paragraph.text):
        for clause in re.finditer(r"[^,，;；。:：]+", text[start:end]):
            found = denial.search(clause[0])
            both = _content(clause[0][found.end() :], language) & rarest if found else rarest
            if found and len(both) >= min(TWO, len(rarest)) and len(both) / len(rarest) >= AFFIRMED:
                return True
    return False


def _content(text: str, language: str) -> frozenset[str]:
    """The words of a text that tell something: no single characters, nothing of everyday speech."""
    simple = plain(text)
    if language.startswith("zh"):
        found = {simple[word.start : word.end] for word in words_of(simple) if word.end - word.start > 1}
        return frozenset(word for word in found if not shows(word, "strip", "common"))
    return frozenset(word.stem for word in words(simple, language) if not is_light(word.surface, language))


def _denied(claim: str, source: str, paragraph: Paragraph, target: str) -> bool:
    """Whether the paragraph denies, in its own language, a thing that the claim affirms."""
    if _DENIAL[source[:2]].search(plain(claim)):
        return False
    text, denial = plain(paragraph.text), _DENIAL[target[:2]]
    for term in translations(claim, source, target):
        for word in term.words:
            at = text.find(plain(word))
            if at >= 0 and term.end - term.start >= MARKED and denial.search(text[max(0, at - REACH) : at]):
                return True
    return False


def _in_words_of(claim: str, paragraph: Paragraph, others: Sequence[Translated | Widened]) -> str:
    """The claim with the words that the paragraph uses for the same things."""
    text = plain(paragraph.text)
    for each in reversed(others):
        word = next((word for word in each.words if plain(word) in text), "")
        if word and plain(claim[each.start : each.end]) not in text:
            claim = claim[: each.start] + word + claim[each.end :]
    return " ".join(claim.split())
