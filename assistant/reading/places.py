"""The forms in which the six languages name a paragraph, an article, an item or a section.

The patterns read folded text (lower case, half width, simplified) in this order; the first one that
claims a stretch of text keeps it.
"""

from __future__ import annotations

import re
from typing import Literal

from assistant.reading.ordinals import ITEM, NUMBER

Unit = Literal["paragraph", "article", "item", "section", "title", "header"]

RANGE = r"(?:-|–|—|~|至|到|to\b|through\b|à\b|au\b|a\b|al\b|по\b|до\b|إلى|الى)"
LIST = r"(?:,\s*(?:and\b|or\b)?|、|和|与|及|以及|或|and\b|or\b|&|et\b|ou\b|y\b|e\b|o\b|и\b|или\b|و)"
_PLACE = rf"{NUMBER}(?:\s?{ITEM})*"
_PLACES = rf"{_PLACE}(?:\s?(?:{RANGE}|{LIST})\s?第?(?:{_PLACE}|{ITEM}))*"

_PARAGRAPH = (
    r"(?<!\w)(?:sub-?)?(?:paragraph(?:e?s?)|paras?\b\.?|¶|párr(?:afo)?s?\b\.?|parr(?:afo)?s?\b\.?|par\b\.?"
    r"|пункт(?:а|е|у|ом|ы|ов|ах|ам|ами)?\b|п\b\.?|пп\b\.?|(?:ال)?فقر(?:ة|ات|تين|تان)|recommendations?\b"
    r"|recommandations?\b|recomendaci(?:ón|ones)\b|рекомендаци[яию]\b)"
)
_ARTICLE = (
    r"(?<!\w)(?:articles?\b|arts?\b\.?|artículos?\b|articulos?\b|стать(?:я|и|е|ю|ёй|ей|ях)\b|ст\b\.?"
    r"|(?:ال)?ماد(?:ة|تين))"
)
_SUBITEM = (
    r"(?:sub-?paragraph|subpara\.?|item|point|alinéa|al\.|apartado|inciso"
    r"|подпункт\w*|пп?\.|الفقرة الفرعية|البند)"
)
_OF = r"(?:\s*,?\s*(?:of|du|de la|del|de|من)?\s*)"
_SECTION_WORD = (
    r"(?<!\w)(?:sections?\b|sect\b\.?|chapters?\b|chap\b\.?|parts?\b|chapitres?\b|parties?\b|secci(?:ón|ones)\b"
    r"|capítulos?\b|partes?\b|раздел\w*|глав[аеыу]\b|част[ьи]\b|(?:ال)?قسم|(?:ال)?فصل|(?:ال)?جزء|(?:ال)?باب)"
)
_PATH = (
    r"(?:[ivxl]{1,6}|[a-z]|[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
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
        "article",
        re.compile(
            rf"第\s?(?P<places>{_PLACES})\s?条(?:\s?(?:之|第)?\s?(?P<clause>{NUMBER})\s?款)?"
            rf"(?:\s?第?\s?(?P<tail>(?:{ITEM})+|{NUMBER})(?=\s?[项目])\s?[项目])?(?:\s?第?(?P<tail2>(?:{ITEM})+))?"
        ),
    ),
    (
        "paragraph",
        re.compile(
            rf"第\s?(?P<places>{_PLACES})\s?段(?:的|第|中|中的)?\s?(?P<tail>(?:第?\s?(?:{ITEM}|[a-z](?=\s?[项目分]))"
            rf"(?:\s?(?:{RANGE}|、|和|与|及|或)?\s?第?\s?(?:{ITEM}|[a-z](?=\s?[项目分])))*)?)\s?(?:项|分段|目)?"
        ),
    ),
    ("paragraph", re.compile(rf"(?<![a-z0-9.])(?P<places>\d{{1,3}}(?:\s?{ITEM})*)\s?段(?!落)")),
    (
        "paragraph",
        re.compile(
            rf"{_SUBITEM}(?![a-zé])\s?(?P<tail>{ITEM}|[a-z]\b){_OF}{_PARAGRAPH}\s?(?:n[o°º]\.?\s?)?(?P<places>{_PLACE})"
        ),
    ),
    ("paragraph", re.compile(rf"{_PARAGRAPH}\s?(?:n[o°º]\.?\s?)?(?P<places>{_PLACES})(?![a-z0-9])")),
    ("article", re.compile(rf"{_ARTICLE}\s?(?P<places>{_PLACES})(?![a-z0-9])")),
    ("paragraph", re.compile(r"(?<![a-z0-9./-])(?P<places>\d{1,3}(?:\s?\([a-z]{1,4}\))+)(?![a-z0-9])")),
    (
        "section",
        re.compile(rf"{_SECTION_WORD}\s?(?P<path>{_PATH})(?:\s?,?\s?{_SECTION_WORD}\s?(?P<inner>{_PATH}))?"),
    ),
    (
        "section",
        re.compile(
            r"第\s?(?P<path>[0-9一二三四五六七八九十]+(?:\s?\.\s?[a-z0-9](?![a-z0-9]))*)\s?(?:节|部分|章|大部分|编)"
            r"(?:\s?第?\s?(?P<inner>[a-z0-9一二三四五六七八九十]{1,3})\s?(?:节|小节))?"
        ),
    ),
    (
        "section",
        re.compile(
            r"(?<![a-z0-9.])(?P<path>(?:[一二三四五六七八九十]{1,3}|[ivxl]{1,6}|\d)\s?\.\s?[a-z](?![a-z0-9(]))\s?(?:节|部分)?"
        ),
    ),
    ("section", re.compile(r"(?<![a-z0-9.])(?P<path>[a-z]|[ivx]{1,4})\s?(?:节|部分)")),
    (
        "title",
        re.compile(
            r"(?P<title>(?:(?![几哪]|多少|什么)[一-鿿《》、（）()]){2,30}?)(?:这一|那一|的)?(?:(?<!一)部分(?!人|国|缔|代|发)|(?<=[这那]一)部分(?!人|国|缔|代|发)|章节|一节|这节)"
        ),
    ),
    (
        "item",
        re.compile(
            rf"第\s?(?P<tail>{ITEM}|[a-z](?=\s?[项分]))\s?(?:项|分段|目)|(?<![a-z0-9)])(?P<tail2>\([a-z]{{1,4}}\))(?![a-z0-9])\s?项?"
            rf"|{_SUBITEM}\s?(?P<tail3>\(?[a-z]\))|(?<![a-z0-9])(?P<tail4>[a-z])项"
        ),
    ),
)
