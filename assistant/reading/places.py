"""The forms in which the six languages name a paragraph, an article, an item or a section.

The patterns read folded text (lower case, half width, simplified) in this order; the first one that
claims a stretch of text keeps it.
"""

from __future__ import annotations

import re
from typing import Literal

from assistant.reading.marks import ABJAD_NAMES, ORDINAL_WORDS, ORDINALS
from assistant.reading.ordinals import ARABIC_LETTER, CJK_NUMBER, ITEM, NUMBER

Unit = Literal["paragraph", "article", "item", "section", "title", "header"]

RANGE = (
    r"(?:--?|–|—|~|(?:一?直)?[至到]|(?:up )?to\b|through\b|until\b|(?:jusqu'\s?)?(?:à|au)\b|a\b|al\b|hasta\b"
    r"|по\b|до\b|إلى|الى|الي|حتى)"
)
LIST = r"(?:[,،]\s*(?:and\b|or\b)?|、|和|与|及|以及|或|跟|and\b|or\b|&|et\b|ou\b|y\b|e\b|o\b|и\b|или\b|و)"
_FROM = r"(?:(?:from|du|del?|desde|со?|от|من|从)\s(?:l[ao]s?\s)?)?"  # «paragraphes de 3 à 5»
_PLACE = rf"{NUMBER}(?:-(?:г?о?й|г?о|[яеймх]|м[иу])\b)?(?:\s?{ITEM}|[a-z](?![a-z0-9]))*"
_PLACES = rf"{_PLACE}(?:\s?(?:{RANGE}|{LIST})\s?(?:l[ao]s?\s|第)?(?:{_PLACE}|{ITEM}))*"
DECIMAL = rf"\d{{1,3}}(?:\.\d{{1,3}})+(?:\s?{ITEM})*"  # 2.1 of a decision on a communication
_DECIMALS = rf"{DECIMAL}(?:\s?(?:{RANGE}|{LIST})\s?(?:l[ao]s?\s|第)?{DECIMAL})*"
LONE = (  # no letter that is a Russian preposition
    r"(?:(?<![a-zà-ÿа-я0-9'])(?:[a-z]|[абгдежзлмнс])(?![a-zà-ÿа-я0-9'])"
    rf"|(?:(?<![\u0600-\u06ff])|(?<=\sو)){ARABIC_LETTER}(?![\u0600-\u06ff]))"
)

_PARAGRAPH = (
    r"(?<!\w)(?:sub-?)?(?:paragraph(?:e?s?)|paras?\b\.?|¶|párr(?:afo)?s?\b\.?|parr(?:afo)?s?\b\.?|par\b\.?"
    r"|пункт(?:а|е|у|ом|ы|ов|ах|ам|ами)?\b|п\b\.?|пп\b\.?|(?:[وف]?(?:[بك]?ال|لل)?)فقر(?:ة|ات|تين|تان)|recommendations?\b"
    r"|recommandations?\b|recomendaci(?:ón|ones)\b|рекомендаци[яию]\b)"
)
_ARTICLE = (
    r"(?<!\w)(?:articles?\b|arts?\b\.?|artículos?\b|articulos?\b|стать(?:я|и|е|ю|ёй|ей|ях)\b|ст\b\.?"
    r"|(?:[وف]?(?:[بك]?ال|لل)?)(?:ماد(?:ة|تين|تان)|مواد))"
)
_SUBITEM = (
    r"(?<!agenda )(?:sub-?paragraphs?|sub-?paras?\b\.?|items?|points?|alin[ée]as?|als?\.|lettres?|apartados?"
    r"|incisos?|literal(?:es)?|подпункт\w*|пп?\.|recomm[ea]ndations?|recomendaci(?:ón|ones)|рекомендаци\w+"
    r"|(?:ال)?فقر(?:ة|ات|تان|تين) (?:ال)?فرعي(?:ة|تان|تين)|(?:ال)?بن(?:د|دان|دين|ود)\b)(?![a-zé])\s?"
)
_LETTER = r"\((?:[a-z]|aa|bb|cc|dd|ee|ff|gg|hh|[ivxl]{2,5})\)"  # not an acronym, «(COP)»
_SO_MANY = r"(?:\s?[两二三四五六七八九几]个?小?项)?"  # «(a)、(b)两项»
_LETTERED = (
    rf"(?<![0-9)])(?<![a-z]{{2}})(?P<tail2>{_LETTER}(?:\s?项?\s?(?:{RANGE}|{LIST})\s?第?\s?{_LETTER})*)"
    r"(?![a-z0-9])\s?项?"
)
_OF = r"(?:\s*,?\s*(?:of(?: the)?|in(?: the)?|du|de la|del|de|dans le|en el|в|من|في)?\s*)"
_MARK = rf"(?:{ITEM}|{LONE}|{NUMBER})"
_MARKS = rf"{_MARK}(?:\s?(?:{RANGE}|{LIST})\s?(?:la\s|{_SUBITEM})?{_MARK})*"
_TO_LETTER = (
    r"(?=(?:\s?(?:[-至到、,和与及或跟]|以及)\s?第?[a-z])*\s?[两二三四五六七八九几]?个?(?:小?项|目|分段))"
)
_ZH_MARK = rf"第?\s?(?:{ITEM}|[a-z](?![a-z]){_TO_LETTER}|(?<=第){NUMBER}(?=\s?[项目]))\s?(?:小?项|分段|目)?"
_ZH_MARKS = rf"{_ZH_MARK}(?:\s?(?:{RANGE}|、|,|和|与|及|或|跟|以及)?\s?{_ZH_MARK})*"
_SECTION_WORD = (
    r"(?<!\w)(?:sections?\b|sect\b\.?|chapters?\b|chap\b\.?|parts?\b|chapitres?\b|parties?\b|secci(?:ón|ones)\b"
    r"|capítulos?\b|partes?\b|раздел\w*|глав[аеыу]\b|част[ьи]\b"
    r"|(?:ال)?قسم|(?:ال)?فصل|(?:ال)?جزء|(?:ال)?باب|(?:ال)?فرع)"
)
_SECTION_WORDS = (  # of several
    r"(?<!\w)(?:sections|sects\b\.?|chapters|chaps\b\.?|parts|chapitres|parties|secciones|capítulos|partes"
    r"|раздел(?:ы|ах|ов|ам|ами)|глав(?:ы|ах)|част(?:и|ях)|(?:ال)?(?:قسمين|اقسام|أقسام|فصلين|فصول|جزأين|أجزاء))\b"
)
_SECTION = r"(?:(?:[ivxl]{1,6}|[a-z]|[0-9]{1,2})(?![a-z0-9'(])|[一二三四五六七八九十]{1,3})"
_SPELLED = "|".join(ORDINAL_WORDS)  # «chapter four», «quatrième chapitre», «глава четвертая»
_ORDERS = "|".join(ORDINALS)
_CHAPTER = (
    r"(?:sections?|chapters?|chapitre|sección|capítulo|раздел\w*|глав[аеыу]"
    r"|(?:ال)?(?:قسم|فصل|باب|جزء))"
)
_NAMES_OF_LETTERS = "|".join((*ABJAD_NAMES, "الف"))
_PATH = (
    rf"(?:(?:{_NAMES_OF_LETTERS})(?!\w)|"
    r"[ivxl]{1,6}|[a-z]|[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
    r"(?:\s?[.\s]\s?(?:[a-z]|[0-9]{1,2})(?![a-z0-9(]))*(?![a-z0-9])"
)

PATTERNS: tuple[tuple[Unit, re.Pattern[str]], ...] = (
    (
        "header",
        re.compile(
            r"标题页|\btitle page\b|page de titre|\bportada\b|титульн\w+ (?:страниц|лист)\w*|صفحة العنوان"
        ),
    ),
    ("paragraph", re.compile(r"§(?P<path>[^§¶]*?)\s?¶\s?(?P<nth>\d+)")),
    (
        "paragraph",
        re.compile(
            rf"第\s?(?P<decimals>{_DECIMALS})\s?[段条]"
            rf"|{_PARAGRAPH}\s?(?:n[o°º]\.?\s?)?{_FROM}(?P<decimals2>{_DECIMALS})(?![a-z0-9])"
        ),
    ),
    (
        "article",
        re.compile(
            rf"第\s?(?P<places>{_PLACES})\s?条(?:\s?(?:之|第)?\s?(?P<clause>{NUMBER})\s?款)?"
            rf"(?:\s?(?P<tail>{_ZH_MARKS}|{NUMBER}(?=\s?[项目])\s?[项目]){_SO_MANY})?"
        ),
    ),
    (
        "paragraph",
        re.compile(
            rf"第\s?(?P<places>{_PLACES})\s?段(?:(?:的|中的?|里的?)?\s?(?P<tail>{_ZH_MARKS}){_SO_MANY})?"
        ),
    ),
    (
        "paragraph",
        re.compile(
            rf"(?<![a-z0-9.])(?P<places>\d{{1,3}}(?:\s?{ITEM})*(?:\s?{RANGE}\s?\d{{1,3}})?)\s?段(?!落)"
            rf"|(?P<places2>{CJK_NUMBER}[至到]{CJK_NUMBER})段"
        ),
    ),
    (
        "paragraph",
        re.compile(
            rf"{_SUBITEM}{_FROM}(?P<tail>{_MARKS}){_OF}{_PARAGRAPH}\s?(?:n[o°º]\.?\s?)?(?P<places>{_PLACE})"
        ),
    ),
    (
        "paragraph",
        re.compile(
            rf"{_PARAGRAPH}\s?(?:n[o°º]\.?\s?)?{_FROM}(?P<places>{_PLACES})(?![a-z0-9])"
            rf"(?:\s?[,،(]?\s?{_SUBITEM}{_FROM}(?P<tail>{_MARKS})\)?)?(?![a-z0-9])"
        ),
    ),
    ("article", re.compile(rf"{_ARTICLE}\s?{_FROM}(?P<places>{_PLACES})(?![a-z0-9])")),
    (
        "paragraph",
        re.compile(
            rf"(?<![a-z0-9./-])(?P<places>\d{{1,3}}(?:\s?{_LETTER})+"
            rf"(?:\s?(?:{RANGE}|{LIST})\s?(?:\d{{1,3}}\s?)?(?:{_LETTER})+)*)(?![a-z0-9])"
        ),
    ),
    (
        "section",
        re.compile(
            rf"{_SECTION_WORDS}\s?{_FROM}(?P<path>{_SECTION})(?P<more>(?:\s?(?:{RANGE}|{LIST})\s?{_SECTION})+)"
        ),
    ),
    ("section", re.compile(rf"(?<!\w){_CHAPTER}\s(?P<path>{_SPELLED})(?!\w)")),
    (
        "section",
        re.compile(
            r"(?<!state )(?<!states )(?<!état )(?<!états )(?<!estado )(?<!estados )(?<!\w)"
            rf"(?:parts?|parties?|partes?|част[ьи])\s(?P<path>{_SPELLED})"
            r"(?=\W*$|\W*[?.,;:]|\s(?:of|du|del?|say|dit|dice)\b)"
        ),
    ),
    ("section", re.compile(rf"(?<!\w)(?P<path>{_ORDERS})\s{_CHAPTER}(?!\w)")),
    (
        "section",
        re.compile(rf"{_SECTION_WORD}\s?(?P<path>{_PATH})(?:\s?,?\s?{_SECTION_WORD}\s?(?P<inner>{_PATH}))?"),
    ),
    (
        "section",
        re.compile(
            rf"第\s?(?P<path>{NUMBER})\s?(?P<unit>节|部分|章|编)(?P<more>(?:\s?[至到]\s?第?{NUMBER}\s?(?P=unit))+)"
        ),
    ),
    (
        "section",
        re.compile(
            rf"第\s?(?P<path>{NUMBER})(?P<more>(?:\s?(?:[至到、,和与及或]|以及)\s?第?{NUMBER})+)\s?[两二三四]?个?(?:节|部分|章|编)"
        ),
    ),
    (
        "section",
        re.compile(
            r"第\s?(?P<path>[0-9一二三四五六七八九十]+(?:\s?\.\s?[a-z0-9](?![a-z0-9]))*)\s?(?:节|部分|章|大部分|编)"
            r"(?:\s?第?\s?(?P<inner>[a-z0-9一二三四五六七八九十]{1,3})\s?(?:节|小节)|\s?(?P<inner2>[a-z])(?![a-z0-9]))?"
        ),
    ),
    (
        "section",
        re.compile(
            r"(?<![a-z0-9.])(?P<path>(?:[一二三四五六七八九十]{1,3}|[ivxl]{1,6}|\d)\s?\.\s?[a-z](?![a-z0-9(]))\s?(?:节|部分)?"
        ),
    ),
    (
        "section",
        re.compile(
            r"(?<![a-z0-9.])(?P<path>[a-z]|[ivx]{1,4})(?P<more>(?:\s?(?:[至到、,和与及或-]|以及)\s?(?:[a-z]|[ivx]{1,4}))*)"
            r"\s?[两二三四]?个?(?:节|部分)"
        ),
    ),
    (
        "title",
        re.compile(
            r"(?P<title>(?:(?![几哪]|多少|什么)[一-鿿《》、（）()]){2,30}?)(?:这一|那一|的)?(?:(?<!一)部分(?!人|国|缔|代|发|有多)|(?<=[这那]一)部分(?!人|国|缔|代|发)|章节|一节|这节)"
        ),
    ),
    (
        "item",
        re.compile(
            rf"第\s?(?P<tail>{ITEM}|[a-z](?=\s?[项分]))\s?(?:项|分段|目)|{_LETTERED}"
            rf"|{_SUBITEM}(?P<tail3>\(?[a-z](?:\)|(?=\s*[?.,]|\s*$))(?:\s?(?:{RANGE}|{LIST})\s?\(?[a-z]\))*)|(?<![a-z0-9])(?P<tail4>[a-z])项"
        ),
    ),
)
