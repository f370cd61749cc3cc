"""What a text denies: whether a paragraph says «not» of just what a question affirms. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import fmean

from assistant.answering.coverage import Need, coverage
from assistant.answering.cues import names, pattern, shows, without
from assistant.answering.draft import Wanted
from assistant.answering.quoting import sentences_of
from assistant.answering.rarity import Rarity, rarity_in, tokens_of
from assistant.answering.segments import words_of
from assistant.language.asking import is_light
from assistant.language.glossary import Translated, Widened, kindred, translations
from assistant.language.normal import plain
from assistant.language.scales import marks
from assistant.language.stems import words
from assistant.model import Paragraph, Report

MEANT = 0.6  # share of a question's needs in a clause at which its denial may be of what is asked
SPENT = 0.2  # share of what the clause denies that those needs must be, by rarity
ALIKE = 0.4  # share of a question's needs in a clause at which both deny the same
HELD = 0.5  # how far the weightiest need must be met after the denial
AFFIRMED = 0.2  # share of a claim's words in a clause, after its denial, at which the clause denies the claim
DENIED = 0.33  # share of what the clause denies that the claim must say, both by rarity
BARRED = 0.4  # share of a question's words after a prohibition at which it forbids what the question asks
TWICE = 12  # letters within which two denials are one: «ne … pas»
TWO = 2  # words that both must have, unless the claim has but one
_AGAINST = ("rejected", "blamed", "barred", "fails", "useless")
_HOW = re.compile(r"怎么|怎样|如何|\b(how|comment|como|как|каким образом)\b|كيف")
_NO_DEED = (("other", "whether"), ("contrary", "forbidden"))


def refused(claim: str, worded: str, language: str, paragraph: Paragraph, report: Report) -> bool:
    """Whether the paragraph denies just what the claim affirms: «不得再请求引渡» beside «再请求一次»;
    ``worded`` is the claim in the paragraph's words."""
    if pattern("denial", language[:2]).search(plain(claim)) or shows(claim, "contrary", "fails"):
        return False
    if language[:2] == report.language[:2]:
        alike = in_words_of(worded, paragraph, kindred(worded, language, report.language))
        ways = [content(each, language) for each in (claim, alike)]
    else:
        terms = translations(claim, language, report.language)
        ways = [content(" ".join(word for term in terms for word in term.words), report.language)]
        ways = [ways[0] & content(f"{paragraph.lead} {paragraph.text}", report.language)]
    return any(way and _denies(paragraph, way, report) for way in ways)


def _denies(paragraph: Paragraph, said: frozenset[str], report: Report) -> bool:
    """Whether a clause denies what is said. What all paragraphs speak of is not what is denied:
    «不应对移民定罪» does not deny «移民需要保护»; nor is what is denied twice."""
    rarity = rarity_in(report)
    for clause in clauses(_in_full(paragraph)):
        found = single_denial(clause, report.language)
        if not found:
            continue
        denied, around = (content(part, report.language) for part in (clause[found.end() :], clause))
        if len(said & denied) >= min(TWO, len(said)) and any(
            _weight(said & words, rarity)
            >= max(AFFIRMED * _weight(said, rarity), DENIED * _weight(words, rarity))
            for words in (denied, around)
        ):
            return True
    return False


def denies_needs(paragraph: Paragraph, needs: Sequence[Need], report: Report) -> bool:
    """Whether a clause denies what a question needs, in whatever words or language it needs it."""
    own = [need for need in needs if need.start >= 0]
    if not own:
        return False
    rarity, language = rarity_in(report), report.language
    weightiest = max(own, key=lambda need: need.weight)
    for clause in clauses(_in_full(paragraph)):
        found = single_denial(clause, language)
        if not found:
            continue
        after, around = (tokens_of(part, language) for part in (clause[found.end() :], clause))
        if weightiest.met(after) < HELD or coverage(own, around) < MEANT:
            continue
        held = {token for need in own for way, _ in need.ways if after.issuperset(way) for token in way}
        told = content(clause[found.end() :], language)
        meant = {word for word in told if any(_within(token, word) for token in held if len(token) > 1)}
        if meant and _weight(frozenset(meant), rarity) >= SPENT * _weight(told, rarity):
            return True
    return False


def denies_alike(
    claim: str, wanted: Wanted, paragraph: Paragraph, needs: Sequence[Need], report: Report
) -> bool:
    """Whether a claim denies something and a clause of the paragraph denies it too."""
    if not pattern("denial", wanted.language[:2]).search(plain(claim)):
        return False
    own = [need for need in needs if need.start >= 0]
    return any(
        (pattern("denial", report.language[:2]).search(clause) or shows(clause, "negated", "lacking"))
        and coverage(own, tokens_of(clause, report.language)) >= ALIKE
        for clause in clauses(_in_full(paragraph))
    )


def _within(token: str, word: str) -> bool:
    """Whether a token is a word, or in Chinese a part of it."""
    return token == word or (token in word and "\u3400" <= token[0] <= "\u9fff")


def affirms(claim: str, language: str) -> bool:
    """Whether a claim denies nothing, neither by a «not» nor by a word like «oppose»."""
    return not pattern("denial", language[:2]).search(plain(claim)) and not any(
        shows(claim, "contrary", side) for side in _AGAINST
    )


def asks_who_not(text: str) -> bool:
    """Whether a question holds a «not» of a deed, not of a duty: «which States did not come»."""
    return shows(without(text, ("negated", "either")), "negated", "not") and not shows(text, "other", "ought")


def says_who_not(text: str, language: str) -> bool:
    """Whether a text denies something, speaks against it, or says that something lacks."""
    return (
        negated(text, language)
        or shows(text, "negated", "lacking")
        or any(shows(text, "contrary", side) for side in _AGAINST)
    )


def negated(text: str, language: str) -> bool:
    """Whether a text says «not»."""
    return bool(marks(plain(text), language[:2], "negation"))


def denial_in(text: str) -> re.Match[str] | None:
    """The first denial of a text in whatever language."""
    return next(filter(None, (pattern("denial", each).search(text) for each in names("denial"))), None)


def single_denial(clause: str, language: str) -> re.Match[str] | None:
    """The denial of a clause, unless it is denied in its turn."""
    denial = pattern("denial", language[:2])
    found = denial.search(clause)
    if found and not denial.search(clause, found.end() + (TWICE if found[0].isascii() else 0)):
        return found
    return None


def _in_full(paragraph: Paragraph) -> str:
    lead = paragraph.lead.rstrip(":： ")
    return f"{lead} {paragraph.text}" if lead else paragraph.text


def clauses(text: str) -> Iterator[str]:
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


def barred(wanted: Wanted, paragraph: Paragraph, report: Report) -> bool:
    """Whether a question asks how something is done that the paragraph forbids or spares."""
    text = wanted.text
    if wanted.leaning is not None or wanted.language[:2] != report.language[:2]:
        return False
    if not _HOW.search(plain(text)) or any(shows(text, *cue) for cue in _NO_DEED):
        return False
    said = content(text, wanted.language)
    for clause in clauses(paragraph.text):
        barred = pattern("contrary", "forbidden").search(clause)
        both = content(clause[barred.end() :], wanted.language) & said if barred else frozenset()
        if len(both) > TWO and len(both) >= BARRED * len(said):
            return True
    return False


def content(text: str, language: str) -> frozenset[str]:
    """The words of a text that tell something: no single characters, nothing of everyday speech."""
    simple = plain(text)
    if language.startswith("zh"):
        found = {simple[word.start : word.end] for word in words_of(simple) if word.end - word.start > 1}
        return frozenset(word for word in found if not shows(word, "strip", "common"))
    return frozenset(word.stem for word in words(simple, language) if not is_light(word.surface, language))


def in_words_of(claim: str, paragraph: Paragraph, others: Sequence[Translated | Widened]) -> str:
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
