"""What stands around the report's words: places, dates, names of languages, the glossary's terms."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from assistant.answering.cues import without
from assistant.answering.draft import Wanted
from assistant.language.asking import is_light
from assistant.language.glossary import translations
from assistant.language.normal import plain
from assistant.language.phrases import say
from assistant.model import Paragraph, Report, Sentence
from assistant.reading.locator import label

MOST_TERMS = 4
LONGEST_SESSION = 60  # days: what goes on longer is a year's work
_A_DAY = r"(\d{4})-(\d\d)-(\d\d)"
SHORT_TERM = 4  # letters below which a word is no term, and by which two look the same
_SEPARATOR = {"zh": "、", "zh-Hant": "、", "ar": "، "}


def series(words: Sequence[str], language: str) -> str:
    return _SEPARATOR.get(language, ", ").join(words)


def places(paragraphs: Sequence[Paragraph], language: str) -> str:
    """The labels of some paragraphs, as a series."""
    return series([label(each, language) for each in paragraphs], language)


def named(refs: Sequence[str], language: str) -> str:
    """Refs that no paragraph stands for, written as labels all the same."""
    shown = []
    for ref in refs:
        numbered = re.match(r"\d", ref)
        shown.append(label(Paragraph("", ref, "", 0, 0, "paragraph"), language) if numbered else f"«{ref}»")
    return series(shown, language)


def quoted_from(report: Report, wanted: Wanted, said: Sequence[Sentence] = ()) -> str:
    """«The report says (in Chinese):» when question and report differ in language, with the terms of
    the question in the words of the sentences quoted."""
    if report.language[:2] == wanted.language[:2] or not report.language:
        return ""
    tongue = say(f"answer.language_{report.language.replace('-', '_')}", wanted.language)
    opening = say("answer.quoted_from", wanted.language, tongue=tongue)
    text = plain(" ".join(sentence.text for sentence in said))
    topic = without(wanted.topic, ("strip", "common"), ("strip", "light"), ("kind", "list"))
    terms = []
    for term in translations(topic, wanted.language, report.language):
        own = topic[term.start : term.end]
        word = next((word for word in term.words if plain(word) in text), "")
        if word and not is_light(plain(own), wanted.language) and _tells(own, word):
            terms.append(f"{own} = {word}")
    if not terms:
        return opening
    shown = say("answer.terms", wanted.language, terms="; ".join(dict.fromkeys(terms[:MOST_TERMS])))
    return f"{opening} {shown}"


def corrected_by(report: Report, wanted: Wanted, said: Sequence[Sentence]) -> str:
    """What stands before the sentences that set a premise right."""
    premise = say("answer.premise", wanted.language)
    quoted = quoted_from(report, wanted, said) or say("answer.premise_says", wanted.language)
    return premise + ("" if wanted.language.startswith("zh") else " ") + quoted


def _tells(own: str, word: str) -> bool:
    """Whether it is worth saying what a term is called: no single character, nothing that looks the same."""
    short = len(word) < (2 if "\u3400" <= word[0] <= "\u9fff" else SHORT_TERM)
    return not short and plain(own)[:SHORT_TERM] != plain(word)[:SHORT_TERM]


def dated(dates: Sequence[str], language: str) -> str:
    """ISO dates as the language writes them: 2018年7月4日至5日, 4 July 2018 to 5 July 2018."""
    first = _day(dates[0], language)
    if len(dates) < 2 or dates[1] == dates[0]:
        return first
    last = _day(dates[-1], language)
    if language.startswith("zh"):
        same = len([1 for a, b in zip(dates[0].split("-"), dates[-1].split("-"), strict=False) if a == b])
        last = re.sub(r"^\d+年", "", last) if same >= 1 else last
        last = re.sub(r"^\d+月", "", last) if same >= 2 else last
    return say("answer.dates_form", language, first=first, last=last)


def days_of(dates: Sequence[str]) -> int:
    """The days from the first date to the last, both counted; 0 unless both are days of one session."""
    days = [datetime.date.fromisoformat(each) for each in dates if re.fullmatch(_A_DAY, each)]
    count = (days[-1] - days[0]).days + 1 if days else 0
    return count if len(days) == len(dates) and 0 < count <= LONGEST_SESSION else 0


def _day(date: str, language: str) -> str:
    match = re.fullmatch(_A_DAY, date)
    if not match:
        return date
    month = say("answer.months", language).split()[int(match[2]) - 1]
    return say("answer.date_form", language, year=match[1], month=month, day=int(match[3]))
