"""Content words of alphabetic text and their light stems: one form for plural, gender and case.

The endings are a short list of our own per language, taken off once; that is enough to meet a
glossary's terms again in running text, and fast. It is no stemmer for an index.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from assistant.language.normal import plain

_WORD = re.compile("[^\\W_][\\w\u0300-\u036f\u064b-\u065f\u0670]*|[;!?؛؟…]|[.:](?=\\s|$)")
_FUNCTION = {
    "en": "the of to into for in on and a an by with from at or its their his her s as",
    "fr": "le la les l de des du d un une et a au aux en dans pour par sur ou leur leurs son sa ses avec",
    "es": "el la los las lo de del un una unos unas y e a al en para por sobre con su sus o u",
    "ru": "и в во на с со к ко по о об для из от у или а при за",
    "ar": "في من على الى عن و او مع",
}
_SHORTEST = 3  # letters of a stem
_ENDINGS = {
    "en": "ingly edly ing ied ie ed ly e y",
    "fr": """eraient erions eront erait aient ion ee e ent on ez er ir ait i""",
    "es": """acione acion amiento imiento aron ieron aban aba ando iendo ado ada ido ida
        arse erse irse aran ara eran era iran ira ar er ir an en o a e""",
    "ru": """ованиями ованием ованиях ования ованию ование овать овала овали овал уется уются ует уют
        иями ями ами иях иям ием ией его ого ему ому ими ыми ать ять еть ить ется ются ится ятся ала али
        ила или ил ает яет ают яют ения ению ении ение ением ениями ениях ений ия ии ию ий ие ое ее ые ая яя
        ую юю ой ей ый ым им ых их ом ем ах ях ам ям ов ев ла ло ли ть
        а я о е у ю ы и ь й""",
    "ar": "هما ات ون ين ان ها هم هن وا يه ه ا",
}
_IRREGULAR = {
    "en": """children=child women=woman men=man criteria=criterion met=meet held=hold spoke=speak
        spoken=speak said=say took=take taken=take gave=give given=give made=make kept=keep sent=send
        built=build paid=pay fought=fight sought=seek laid=lay led=lead chosen=choose chose=choose
        died=die dying=die lives=life""",
    "fr": """yeux=oeil travaux=travail tenue=tenir tenu=tenir pris=prendre prise=prendre tient=tenir
        peuvent=pouvoir doivent=devoir doit=devoir pays=pays lois=loi""",
    "es": """dijo=decir dijeron=decir dicho=decir dice=decir hizo=hacer hicieron=hacer hecho=hacer
        puso=poner veces=vez pais=pais mes=mes jueces=juez luces=luz crisis=crisis sintesis=sintesis""",
    "ru": """дети=ребенк детей=ребенк детям=ребенк детьми=ребенк детях=ребенк ребенок=ребенк люди=человек
        людей=человек людям=человек людьми=человек людях=человек суд=суд день=дн дней=дн""",
    "ar": "",
}
_MARKS = re.compile("[\u0300-\u036f\u0640\u064b-\u065f\u0670]")
_RU_FEMININE = re.compile("(?<=[рсф]т)ью?$|(?<=[знчщ])ью$")  # бедность, смерть, помощью: no infinitive
_CLITIC = re.compile("^(?:[وف]?(?:[بكل]?ال|لل|س)|[وفبكل])")
_SUFFIX = re.compile("(?:ها|هم|هن|ات|ون|ين|ان|يه|ه|ا|ي|ت)$")
_WEAK = re.compile("[اويىءئؤآ]")
_ADDED = re.compile("^(?:مست|ست|[متن])")
_ARTICLES = ("وال", "فال", "بال", "كال", "ولل", "لل", "ال")


class Word(NamedTuple):
    """A content word; ``joined`` is false where punctuation parts it from the word before."""

    start: int
    end: int
    surface: str
    stem: str
    joined: bool


def words(text: str, language: str) -> Iterator[Word]:
    """The content words of ``text`` in order, function words left out; commas part nothing."""
    function, joined = _function(language), False
    for match in _WORD.finditer(plain(text)):
        token = match.group()
        if not token[0].isalnum():
            joined = False
            continue
        if not token.isascii():
            token = _MARKS.sub("", token)
        if token not in function:
            yield Word(*match.span(), token, stem(token, language), joined)
            joined = True


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """The stem of a word that went through ``plain``; a number is its own stem."""
    irregular = _irregular(language).get(word)
    if irregular or word.isdigit() or len(word) <= _SHORTEST:
        return irregular or word
    if language == "ar":
        word = _without_article(word)
    elif language == "ru":
        word = word[:-2] if word.endswith(("ся", "сь")) else word
        if noun := _RU_FEMININE.search(word):
            return word[: noun.start()]
    elif language == "fr" and word.endswith("aux") and len(word) > 5:
        return word[:-3] + "al"
    elif language == "en" and word.endswith(("ss", "us", "is", "ay", "ey", "oy")):
        return word  # no ending: deploy, as in deployed
    elif word.endswith("s") or (language == "fr" and word.endswith("x")):
        word = word[:-1]
        if language == "en" and word.endswith(("ay", "ey", "oy")):
            return word
    for length in range(min(7, len(word) - _SHORTEST), 0, -1):
        if word[-length:] in _endings(language):
            word = word[:-length]
            break
    doubled = language in ("en", "fr") and len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl"
    return word[:-1] if doubled else word


@lru_cache(maxsize=50_000)
def roots(word: str) -> tuple[str, ...]:
    """The consonants that an Arabic word may have for its root, three at least."""
    bare = _CLITIC.sub("", word) if len(word) > 4 else word
    bare = _SUFFIX.sub("", bare) if len(bare) > 4 else bare
    bones = _WEAK.sub("", bare)
    forms = {bones, _ADDED.sub("", bones) if len(bones) > 3 else bones}
    return tuple(form for form in forms if len(form) >= 3)


def without_clitic(word: str) -> str:
    """An Arabic word without the conjunction or preposition written on to it, if one may be there."""
    if len(word) > 4 and word[0] in "وفبلك":
        return word[1:]
    return word


def _without_article(word: str) -> str:
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 2:
            return word[len(article) :]
    return word


@cache
def _function(language: str) -> frozenset[str]:
    return frozenset(_FUNCTION[language].split())


@cache
def _endings(language: str) -> frozenset[str]:
    return frozenset(_ENDINGS[language].split())


@cache
def _irregular(language: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in _IRREGULAR[language].split())
