"""The alphabets and numerals that marks count with."""

from __future__ import annotations

import re
from functools import cache

HAN = "[〇零一二三四五六七八九十百千两○廿]"
STEMS = "子丑寅卯辰巳午未申酉戌亥"
ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
ARABIC_LETTERS = ABJAD
ARABIC_ORDINALS = (
    "أولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا", "ثامنا", "تاسعا", "عاشرا",
    "حادي عشر", "ثاني عشر", "ثالث عشر", "رابع عشر", "خامس عشر",
)  # fmt: skip
ABJAD_NAMES = ("ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء", "كاف", "لام")
CYRILLIC_LETTERS = "абвгдежзиклмнопрстуфхцчшщэюя"
CIRCLED = {chr(0x2460 + n): n + 1 for n in range(20)} | {chr(0x2474 + n): n + 1 for n in range(20)}

TANWIN = "\u064b"
_CARDINAL_WORDS = (
    "one two three four five six seven eight nine ten",
    "un deux trois quatre cinq six sept huit neuf dix",
    "uno dos tres cuatro cinco seis siete ocho nueve diez",
    "один два три четыре пять шесть семь восемь девять десять",
)
_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth",
    "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième",
    "première seconde",
    "unique",
    "único",
    "única",
    "primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo",
    "primera segunda tercera cuarta quinta sexta séptima octava novena décima",
    "первая вторая третья четвертая пятая шестая седьмая восьмая девятая десятая",
    "первой второй третьей четвертой пятой шестой седьмой восьмой девятой десятой",
    "первом втором третьем четвертом пятом шестом седьмом восьмом девятом десятом",
    "первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый",
    "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر",
    "الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة",
)
ORDINALS = {word: n for words in _ORDINAL_WORDS for n, word in enumerate(words.split(), 1)}
ORDINAL_WORDS = ORDINALS | {word: n for words in _CARDINAL_WORDS for n, word in enumerate(words.split(), 1)}

_UNIT_NAMES = {
    "chapter": "Chapter Chapitre Capítulo Глава الفصل فصل",
    "section": "Section Sección Раздел القسم الفرع",
    "part": "Part Partie Parte Часть الجزء الباب باب",
    "book": "Title Titre Título",
    "article": "Article Artículo Art. Статья المادة مادة",
    "annex": "Annex Annexe Anexo Appendix Appendice Apéndice Приложение المرفق مرفق التذييل",
}
UNIT_WORDS = {
    form: unit
    for unit, words in _UNIT_NAMES.items()
    for word in words.split()
    for form in (word, word.upper())
}

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_ROMAN = re.compile(r"(?=.)c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@cache
def han(numeral: str) -> int:
    """二十一 → 21, 一百零三 → 103, 二〇 → 20; 0 for no numeral."""
    if not all(sign in _DIGITS or sign in _UNITS or sign == "廿" for sign in numeral):
        return 0
    if all(sign in _DIGITS for sign in numeral):
        return int("".join(str(_DIGITS[sign]) for sign in numeral) or 0)
    total = digit = 0
    for sign in numeral:
        if sign in _UNITS:
            total += (digit or 1) * _UNITS[sign]
            digit = 0
        elif sign == "廿":
            total += 20
        else:
            digit = _DIGITS[sign]
    return total + digit


@cache
def roman(numeral: str) -> int:
    """xiv → 14; 0 for no roman numeral. Lower case only."""
    if not _ROMAN.fullmatch(numeral):
        return 0
    values = [_ROMAN_VALUES[sign] for sign in numeral]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
