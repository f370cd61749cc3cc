"""A question that takes for granted what the report contradicts: «why does it recommend prison?»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import fmean

from assistant.answering.contraries import contrary
from assistant.answering.cues import pattern, shows, without
from assistant.answering.draft import Wanted
from assistant.answering.pick import Scored
from assistant.answering.quoting import sentences_of
from assistant.answering.rarity import Rarity, rarity_in
from assistant.answering.segments import words_of
from assistant.answering.stating import speaks
from assistant.answering.utterance import asks_itself
from assistant.answering.verify import check
from assistant.language.asking import is_light
from assistant.language.glossary import Translated, Widened, kindred, translations, widen
from assistant.language.normal import plain
from assistant.language.stems import words
from assistant.model import Paragraph, Reason, Report

AFFIRMED = 0.2  # share of a claim's words in a clause, after its denial, at which the clause denies the claim
DENIED = 0.33  # share of what the clause denies that the claim must say, both by rarity
ABOUT = 0.35  # how far a paragraph is about a question at which it may be held against it
SHARED = 0.34  # share of the claim's words that a paragraph must have to be compared with it word by word
OPPOSITE = 16  # characters of a source's word that is the opposite of the claim's
TWICE = 12  # letters within which two denials are one: «ne … pas»
TWO = 2  # words that both must have, unless the claim has but one
_DENIAL = {
    "zh": re.compile(r"不(?![仅但断同论管])|未|没有|禁止|反对|勿|避免|[无毋][须需]"),
    "en": re.compile(r"n't\b|\b(not|no|never|without|against|oppos\w+|refrain|avoid|prohibit\w*)\b"),
    "fr": re.compile(r"\b(ne|n|pas|non|sans|contre|jamais|interdi\w+|evit\w+)\b"),
    "es": re.compile(r"\b(no|nunca|sin|contra|evit\w+|prohib\w+)\b"),
    "ru": re.compile(r"\b(не|нет|без|против|никогда|запре\w+)\b"),
    "ar": re.compile(r"(^|\s)(لا|لم|لن|عدم|ليس|دون|ضد|حظر)(?=\s)"),
}
_WHY = (("asks", "reason"), ("other", "premise"))
_HOW = re.compile(r"怎么|怎样|如何|\b(how|comment|como|как|каким образом)\b|كيف")
_NO_DEED = (("other", "whether"), ("contrary", "forbidden"))
_CLAUSES = re.compile(r"[,，、;；،؛]|(?<=[^\s]) [–—-] ")
_EDGES = " ?？؟!¿¡。的是呢，,"
BARRED = 0.4  # share of a question's words after a prohibition at which it forbids what the question asks


def contradicted(wanted: Wanted, each: Scored, report: Report) -> bool:
    """Whether what a question presupposes fails against the paragraph that answers it."""
    paragraph = each.paragraph
    if unsettled(wanted, paragraph):
        return True
    claim = presupposed(wanted)
    if not claim:
        return _barred(wanted, paragraph, report)
    if contrary(claim, each):
        return True
    if each.about < ABOUT:
        return False
    whether = _only_asks_whether(wanted)
    across = wanted.language[:2] != report.language[:2]
    worded = claim if across else _in_words_of(claim, paragraph, widen(claim, report.language))
    if not whether and _refused(claim, worded, wanted.language, paragraph, report):
        return True
    if not across:
        claim = worded
        said = _content(claim, wanted.language)
        if len(said & _content(paragraph.text, wanted.language)) < SHARED * len(said):
            return False  # worded too freely to be laid beside the paragraph
    reasons = (reason for reason in check(claim, [paragraph], report) if reason.source)
    return any(_counts(reason, claim, whether, across) for reason in reasons)


def _counts(reason: Reason, claim: str, whether: bool, across: bool) -> bool:
    """Whether a reason against the claim speaks against the question: not a denial of the source's, which
    has been looked at more closely, nor how strongly it is said, unless it is taken for decided; who says
    it only where two are named."""
    said = plain(reason.source)
    if reason.kind == "negation" and not whether:
        seen = any(denial.match(said) for denial in _DENIAL.values())
        return not seen and (not across or len(said) <= OPPOSITE)
    if reason.kind == "modality":
        return shows(claim, "other", "settled") or any(denial.search(said) for denial in _DENIAL.values())
    if reason.kind == "attribution":
        return speaks(claim) and not shows(reason.source, "other", "impersonal")
    return reason.kind in ("negation", "quantifier")


def presupposed(wanted: Wanted) -> str:
    """What a question takes for granted: what it asks the reason of, what it says before it asks, what it
    wants confirmed; nothing where it only asks."""
    text = wanted.text.partition(" (")[0] if wanted.leaning is not None else wanted.text
    tag = pattern("other", "tag").search(plain(text).rstrip(" .!"))
    if tag:
        return text[: tag.start()].strip(_EDGES)
    if shows(text, "other", "granted"):
        text = _CLAUSES.split(text)[0]  # «既然……，» is what is taken for granted
    elif (stated := _stated_first(text)) and not wanted.premise:
        return stated
    if not wanted.premise:
        return ""
    asking = (("other", "whether"),) if _only_asks_whether(wanted) else _WHY
    return without(text, *asking, ("other", "granted")).strip(_EDGES)


def _only_asks_whether(wanted: Wanted) -> bool:
    return not any(shows(wanted.text, *cue) for cue in _WHY) and not shows(wanted.text, "other", "tag")


def _stated_first(text: str) -> str:
    """The statement before a question: «X has been banned, from when?»."""
    first, *rest = _CLAUSES.split(text, maxsplit=1)
    simple = plain(first).strip()
    asks = asks_itself(first) or shows(first, "other", "whether")
    if asks or pattern("other", "condition").search(simple) or not (rest and asks_itself(rest[0])):
        return ""
    return first.strip(_EDGES) if pattern("other", "states").search(simple) else ""


def unsettled(wanted: Wanted, paragraph: Paragraph) -> bool:
    """Whether a question takes for decided what the paragraph says was not: «from when …?», «why …?»."""
    text = wanted.text
    given = presupposed(wanted) or shows(text, "other", "taken")
    takes = (given or "date" in wanted.asks) and not shows(text, "other", "whether")
    return (
        takes
        and shows(text, "other", "settled")
        and not shows(text, "other", "unsettled")
        and (shows(paragraph.text, "other", "unsettled") or shows(paragraph.text, "contrary", "divided"))
    )


def _refused(claim: str, worded: str, language: str, paragraph: Paragraph, report: Report) -> bool:
    """Whether the paragraph denies just what the claim affirms: «不得再请求引渡» beside «再请求一次»;
    ``worded`` is the claim in the paragraph's words."""
    if _DENIAL[language[:2]].search(plain(claim)):
        return False
    if language[:2] == report.language[:2]:
        alike = _in_words_of(worded, paragraph, kindred(worded, language, report.language))
        ways = [_content(each, language) for each in (claim, alike)]
    else:
        terms = translations(claim, language, report.language)
        ways = [_content(" ".join(word for term in terms for word in term.words), report.language)]
        ways = [ways[0] & _content(f"{paragraph.lead} {paragraph.text}", report.language)]
    return any(way and _denies(paragraph, way, report) for way in ways)


def _denies(paragraph: Paragraph, said: frozenset[str], report: Report) -> bool:
    """Whether a clause denies what is said. What all paragraphs speak of is not what is denied:
    «不应对移民定罪» does not deny «移民需要保护»; nor is what is denied twice."""
    denial, rarity = _DENIAL[report.language[:2]], rarity_in(report)
    whole = f"{paragraph.lead.rstrip(':： ')} {paragraph.text}" if paragraph.lead else paragraph.text
    for clause in _clauses(whole):
        found = denial.search(clause)
        if not found or denial.search(clause, found.end() + (TWICE if found[0].isascii() else 0)):
            continue
        denied, around = (_content(part, report.language) for part in (clause[found.end() :], clause))
        if len(said & denied) >= min(TWO, len(said)) and any(
            _weight(said & words, rarity)
            >= max(AFFIRMED * _weight(said, rarity), DENIED * _weight(words, rarity))
            for words in (denied, around)
        ):
            return True
    return False


def _clauses(text: str) -> Iterator[str]:
    """The clauses of each sentence, in their plain form."""
    for start, end in sentences_of(text):
        yield from re.findall(r"[^,，;；。:：]+", plain(text[start:end]))


def _weight(said: frozenset[str], rarity: Rarity) -> float:
    """How rare words are together, one of several Chinese characters by its pairs."""
    return sum(
        fmean(rarity.of(word[at : at + 2]) for at in range(len(word) - 1))
        if "\u3400" <= word[0] <= "\u9fff"
        else rarity.of(word)
        for word in said
    )


def _barred(wanted: Wanted, paragraph: Paragraph, report: Report) -> bool:
    """Whether a question asks how something is done that the paragraph forbids or spares."""
    text = wanted.text
    if wanted.leaning is not None or wanted.language[:2] != report.language[:2]:
        return False
    if not _HOW.search(plain(text)) or any(shows(text, *cue) for cue in _NO_DEED):
        return False
    said = _content(text, wanted.language)
    for clause in _clauses(paragraph.text):
        barred = pattern("contrary", "forbidden").search(clause)
        both = _content(clause[barred.end() :], wanted.language) & said if barred else frozenset()
        if len(both) > TWO and len(both) >= BARRED * len(said):
            return True
    return False


def _content(text: str, language: str) -> frozenset[str]:
    """The words of a text that tell something: no single characters, nothing of everyday speech."""
    simple = plain(text)
    if language.startswith("zh"):
        found = {simple[word.start : word.end] for word in words_of(simple) if word.end - word.start > 1}
        return frozenset(word for word in found if not shows(word, "strip", "common"))
    return frozenset(word.stem for word in words(simple, language) if not is_light(word.surface, language))


def _in_words_of(claim: str, paragraph: Paragraph, others: Sequence[Translated | Widened]) -> str:
    """The claim with the words that the paragraph uses for the same things."""
    text = plain(paragraph.text)
    for each in reversed(others):
        word = next((word for word in each.words if _holds(text, plain(word))), "")
        if word and plain(claim[each.start : each.end]) not in text:
            claim = claim[: each.start] + word + claim[each.end :]
    return " ".join(claim.split())


def _holds(text: str, word: str) -> bool:
    """Whether a text has a word, in alphabetic scripts not as a part of another: «tout» in «toute»."""
    if "\u3400" <= word[:1] <= "\u9fff":
        return word in text
    return re.search(rf"\b{re.escape(word)}(?!\w)", text) is not None
