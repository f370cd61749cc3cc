"""The marks of six languages at the head of a line: 一、 A. 1. (a) (i) (一) 第X条 a) أ Chapter II.

``marks`` gives every reading that a mark allows, for «(i)» is the ninth letter and the first roman
numeral; which one holds is decided by the sequence (``sequence.py``), never here.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from assistant.reading.marks import (
    ABJAD_NAMES,
    ARABIC_LETTERS,
    ARABIC_ORDINALS,
    CIRCLED,
    CYRILLIC_LETTERS,
    HAN,
    ORDINAL_WORDS,
    STEMS,
    TANWIN,
    UNIT_WORDS,
    han,
    roman,
)


class Mark(NamedTuple):
    """One reading of a mark: ``text`` as printed, ``label`` as refs and paths name it.

    ``style`` names the family in which ``ordinal`` counts; ``end`` is where the text goes on.
    """

    style: str
    ordinal: int
    text: str
    label: str
    end: int


_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 32}
_UNITS = "|".join(sorted(UNIT_WORDS, key=len, reverse=True))
_INSERTED = r"(?:\s?(?:bis|ter|quater|quinquies|sexies)\b|\s?مكرر[اًا]*)"
_VALUE = (
    rf"(?:[0-9٠-٩]{{1,4}}(?:er|re|\.?[ºo°]\.?|[.-]\d{{1,2}})?{_INSERTED}?|[(]\s?[0-9٠-٩]{{1,4}}\s?[)]|[IVXLC]+(?:er)?|[A-Z]|{HAN}+"
    rf"|(?i:{'|'.join(ORDINAL_WORDS)}))(?![\w])"
)
_WORD = "[A-ZÀ-ÝА-ЯЁ][a-zà-ÿа-яё]{3}"  # «A.Introduction»
_ORDINALS = "|".join(re.sub("ا$", f"(?:ا{TANWIN}?|{TANWIN}ا)", word) for word in ARABIC_ORDINALS)
_MARK = re.compile(
    rf"""
      (?P<unit>第\s?(?:{HAN}+|\d{{1,4}}(?:[-–]\d{{1,2}})?)\s?[编編篇章节節条條](?:\s?之\s?(?:{HAN}+|\d{{1,2}}))?
        |第\s?(?:{HAN}+|\d{{1,3}}|[IVXLC]{{1,6}})\s?(?:部[分份]?|分部|章)(?=[\s：:]|$))
    | (?P<annex>(?:附\s?[件录錄]|附表|附則|附则)\s?(?:{HAN}+|\d{{1,2}}|[IVX]+)?)(?=\s|$|[:：.．])
    | (?P<word>(?:{_UNITS})(?:\s+{_VALUE})?)(?=[\s.:：—–-]|$)
    | (?P<hanparen>[(（]\s?{HAN}+\s?[)）]|[㈠-㈩])
    | (?P<handot>{HAN}{{1,4}}\s?(?:、|[.．](?![0-9])))
    | (?P<decimal>\d{{1,3}}(?:\.\d{{1,3}}){{1,4}}\.?(?=\s|[一-鿿]|$|[A-ZÀ-ÝА-ЯЁ][’'a-zà-ÿа-яё])
        |\d{{1,3}}\.\d{{1,2}}?(?=(?:19|20)\d\d\s?年))
    | (?P<arabic>(?:\d{{1,4}}|[０-９]{{1,4}}|[٠-٩]{{1,4}})
        (?:\s?[.．、](?=[^0-9０-９]|$|(?:19|20)\d\d\s?年|\d{{1,2}}\s?月\s?\d)|\s?[-–](?=\s[\u0600-\u06ff«(])))
    | (?P<digitparen>[(（]\s?(?:\d{{1,3}}|[٠-٩]{{1,3}})\s?[)）]|(?:\d{{1,3}}|[٠-٩]{{1,3}})[)）]|[⑴-⒇①-⑳]
        |\d{{1,2}}°(?=\s)
        |['‘’](?:\d{{1,2}}|[٠-٩]{{1,2}})['‘’](?=\s))
    | (?P<lowerparen>[(（]\s?(?:[a-z]{{1,2}}|[ivxl]{{1,6}})(?:\s?(?:bis|ter))?\s?[)）]
        |(?:[a-z]|[ivxl]{{1,6}})[)）])
    | (?P<upperparen>[(（][A-Z][)）])
    | (?P<cyrillic>[(]?[а-яё][)）])
    | (?P<stem>[(（][{STEMS}][)）])
    | (?P<abjad>[(（]?(?:هـ|[{ARABIC_LETTERS}])\s?(?:[)）]|[-–](?=\s)))
    | (?P<ordinal>(?:{_ORDINALS})\s?[-–:](?=\s|$))
    | (?P<abjadname>(?:{"|".join(ABJAD_NAMES)})\s?[-–](?=\s|$))
    | (?P<upper>(?:[IVXLC]{{1,7}}|[A-ZА-Я]|[Ａ-Ｚ])[.．](?=\s|$|[一-鿿“「《(（]|{_WORD}))
    | (?P<lower>(?:[ivxl]{{1,6}}|[a-zа-я])\.(?=\s|$|[一-鿿]))
    """,
    re.VERBOSE,
)
_HEAD = 16  # characters in which a mark of full-width signs stands
# A first character that no mark starts with saves the costly look at most lines.
_STARTS = frozenset(
    "'‘’第附(（㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩0123456789０１２３４５６７８９٠١٢٣٤٥٦٧٨٩"
    "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
) | frozenset("〇零一二三四五六七八九十百千两○廿")
_LETTERS = re.compile(rf"[^\W\d_]{{1,8}}{TANWIN}?[^\W\d_]?\s?[^\W\d_]{{0,3}}\s?[.．)）–-]")
_INITIALS = frozenset(word[0] for word in UNIT_WORDS)
_POINT = re.compile(r"\.\s?[-–—](?=\s)|[.:：=]|\s?[-–—](?=\s)")  # Artículo 4.- …
_SPACE = re.compile(r"[\s\u3000]*")


def marks(text: str) -> tuple[Mark, ...]:
    """Every reading of the mark that ``text`` starts with, the likeliest first; () for none."""
    if not text:
        return ()
    first = text[0]
    if first not in _STARTS and not (first < "\u2e80" and first.isalpha() and _may_be_letter_mark(text)):
        return ()
    match = _MARK.match(text if first < "\uff00" else text[:_HEAD].translate(_WIDE) + text[_HEAD:])
    if match is None:
        return ()
    kind, printed = match.lastgroup or "", text[: match.end()]
    if kind in ("unit", "word") and _is_prose(kind, text, match.end()):
        return ()
    end = match.end()
    if kind == "word" and (point := _POINT.match(text, end)):
        end = point.end()
        printed = text[:end]
    end = _SPACE.match(text, end).end()  # type: ignore[union-attr]
    return tuple(
        Mark(style, ordinal, printed, label, end) for style, ordinal, label in _readings(kind, printed)
    )


def given(mark: str) -> tuple[Mark, ...]:
    """The readings of a mark that a format gives apart from the text: «12», «(a)», «Article 5»."""
    mark = mark.strip()
    if mark.isdecimal():
        return (Mark("1.", int(mark), mark, str(int(mark)), 0),)
    return tuple(found._replace(text=mark, end=0) for found in marks(mark + " "))


def _may_be_letter_mark(text: str) -> bool:
    """Letters open a mark as «A.», «a)», «IV.», or as a word of ``UNIT_WORDS``."""
    return bool(_LETTERS.match(text)) or (
        text[0] in _INITIALS and text.split(None, 1)[0].rstrip(".:：") in UNIT_WORDS
    )


def _is_prose(kind: str, text: str, end: int) -> bool:
    """«第三条规定…», «Article 5 of the Convention»: a sentence that begins by naming a place."""
    rest = text[end:]
    if kind == "unit":
        return bool(re.match(r"[第、，；。）》和与與及或至之的所中下内款项項等]|规定|規定|以及", rest))
    return bool(re.match(r"\s+[a-zà-ÿа-я]|,|\s?\(|\s+(?:من|في|على|إلى)\s", rest)) or (
        " " not in text[:end].strip() and bool(rest.strip(" .:："))
    )


@cache
def _readings(kind: str, printed: str) -> tuple[tuple[str, int, str], ...]:
    plain = printed.translate(_WIDE)
    core = (
        re.sub(r"[\s().:、\-–'‘’°]", "", plain)
        if kind not in ("decimal", "word", "annex", "unit")
        else plain.strip(" .:")
    )
    reader = _READERS.get(kind)
    return reader(core) if reader else ()


def _counted(core: str) -> int:
    if digits := re.match(r"\(?\s?(\d+)", core):
        return int(digits[1])
    if core.lower() in ORDINAL_WORDS:
        return ORDINAL_WORDS[core.lower()]
    core = core.removesuffix("er")
    return (
        han(core) or roman(core.lower()) or (ord(core) - 64 if len(core) == 1 and "A" <= core <= "Z" else 0)
    )


def _unit(core: str) -> tuple[tuple[str, int, str], ...]:
    core = re.sub(r"\s", "", core)
    match = re.match(rf"第({HAN}+|\d+|[IVXLC]+)([-–]\d+)?(部分|部份|分部|.)(?:之({HAN}+|\d+))?", core)
    if match is None:
        return ()
    number, further, unit, inserted = match.groups()
    ordinal = _counted(number)
    if unit in "条條":
        return (("article", ordinal, f"{ordinal}{further or ''}" + (f"之{inserted}" if inserted else "")),)
    style = {"编": "book", "編": "book", "篇": "book", "章": "chapter", "节": "section", "節": "section"}
    return ((style.get(unit, "section" if unit == "分部" else "part"), ordinal, core),)


def _word(core: str) -> tuple[tuple[str, int, str], ...]:
    head, value = (*core.split(None, 1), "")[:2]
    style, ordinal = UNIT_WORDS[head], _counted(value.strip()) if value else 1
    if style != "article":
        return ((style, ordinal, core),)
    further = re.fullmatch(r"\d+(?:[.-](\d+))?\D*?(bis|ter|quater|quinquies|sexies|مكرر.*)?\.?", value)
    return (
        (
            style,
            ordinal,
            f"{ordinal}{value[value.index(further[1]) - 1] + further[1] if further and further[1] else ''}"
            f"{(further[2] or '') if further else ''}",
        ),
    )


def _annex(core: str) -> tuple[tuple[str, int, str], ...]:
    value = re.sub(r"附\s?[件录錄表則则]\s?", "", core)
    return (("annex", _counted(value) if value else 1, re.sub(r"\s", "", core)),)


def _han_paren(core: str) -> tuple[tuple[str, int, str], ...]:
    if "㈠" <= core <= "㈩":
        core = "一二三四五六七八九十"[ord(core) - 0x3220]
    return (("han)", han(core), f"({core})"),)


def _digit_paren(core: str) -> tuple[tuple[str, int, str], ...]:
    number = CIRCLED.get(core) or int(core)
    return (("1)", number, f"({number})"),)


def _lower_paren(core: str) -> tuple[tuple[str, int, str], ...]:
    readings = []
    bare = re.sub(r"(?:bis|ter)$", "", core)
    if len(bare) == 1:
        readings.append(("a)", ord(bare) - 96, f"({core})"))
    elif bare[0] * len(bare) == bare and bare not in ("ii", "xx"):
        readings.append(("a)", 26 * (len(bare) - 1) + ord(bare[0]) - 96, f"({core})"))
    if roman(bare):
        readings.append(("i)", roman(bare), f"({core})"))
    return tuple(readings)


def _letter(styles: str, alphabet: str) -> object:
    def read(core: str) -> tuple[tuple[str, int, str], ...]:
        return ((styles, alphabet.index(core) + 1, f"({core})"),) if core in alphabet else ()

    return read


def _upper(core: str) -> tuple[tuple[str, int, str], ...]:
    readings = []
    if roman(core.lower()):
        readings.append(("I.", roman(core.lower()), core))
    if len(core) == 1 and "A" <= core <= "Z":
        readings.append(("A.", ord(core) - 64, core))
    elif len(core) == 1:
        readings.append(
            ("А.", CYRILLIC_LETTERS.index(core.lower()) + 1 if core.lower() in CYRILLIC_LETTERS else 0, core)
        )
        latin = "АВСЕІ".find(core)  # Russian reports letter their sections A, B, C in either alphabet
        if latin >= 0:
            readings.append(("A.", (1, 2, 3, 5, 9)[latin], "ABCEI"[latin]))
    return tuple(readings)


def _lower(core: str) -> tuple[tuple[str, int, str], ...]:
    readings = []
    if len(core) == 1 and "a" <= core <= "z":
        readings.append(("a.", ord(core) - 96, f"({core})"))
    elif len(core) == 1 and core in CYRILLIC_LETTERS:
        readings.append(("а.", CYRILLIC_LETTERS.index(core) + 1, f"({core})"))
    if roman(core):
        readings.append(("i.", roman(core), f"({core})"))
    return tuple(readings)


def _cyrillic(core: str) -> tuple[tuple[str, int, str], ...]:
    readings = [("а)", CYRILLIC_LETTERS.index(core) + 1, f"({core})")] if core in CYRILLIC_LETTERS else []
    latin = "асе".find(core)  # typed for a, c, e in lists that go on with Latin b, d
    if latin >= 0:
        readings.append(("a)", (1, 3, 5)[latin], f"({'ace'[latin]})"))
    return tuple(readings)


_READERS = {
    "unit": _unit,
    "word": _word,
    "annex": _annex,
    "hanparen": _han_paren,
    "handot": lambda core: (("han.", han(core), core),),
    "decimal": lambda core: (("1.1", int(core.rpartition(".")[2]), core),),
    "arabic": lambda core: (("1.", int(core), str(int(core))),),
    "digitparen": _digit_paren,
    "lowerparen": _lower_paren,
    "upperparen": lambda core: (("A)", ord(core) - 64, f"({core})"),),
    "cyrillic": _cyrillic,
    "stem": lambda core: (("stem", STEMS.index(core) % 12 + 1, f"({core})"),),
    "abjad": lambda core: (("abjad", ARABIC_LETTERS.index(core[0]) + 1, f"({core})"),),
    "ordinal": lambda core: (("I.", ARABIC_ORDINALS.index(core.replace(TANWIN, "")) + 1, core),),
    "abjadname": lambda core: (("A.", ABJAD_NAMES.index(core) + 1, core),),
    "upper": _upper,
    "lower": _lower,
}
