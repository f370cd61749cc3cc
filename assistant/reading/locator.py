"""Where a paragraph stands, in words: «第2(e)段», «para. 2 (e)», «пункт 2(e)» and back.

``parse_refs`` finds the places that a text names; ``label`` names one in a reader's language;
``canonical`` makes refs of differently numbered editions comparable (أ = a, 一 = 1 = I).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.language.detect import language_of
from assistant.language.normal import fold
from assistant.language.remembered import remembered
from assistant.model import Citation, Paragraph, Report
from assistant.reading.marks import UNIT_WORDS
from assistant.reading.ordinals import arabic, canonical_mark, items_of, number_of, steps
from assistant.reading.places import PATTERNS, RANGE, Unit
from assistant.reading.ranges import between, decimals, expanded, paths

_SECTION_NAMES = {word.lower() for word, unit in UNIT_WORDS.items() if unit in ("chapter", "section", "part")}


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a text: ``text[start:end]`` names ``refs`` (``2(e)``, ``二.A``, ``header``).

    ``clause`` is the 款 of an article (counted from 1), 0 when none is named; a bare item has the
    ref ``(e)``.
    """

    refs: tuple[str, ...]
    start: int
    end: int
    unit: Unit
    clause: int = 0


_FOR = re.compile(r"\bpara\b(?=\s)")  # «propuso un plan para 2030»


@remembered(2_000)
def parse_refs(text: str) -> tuple[Mention, ...]:
    """Every place that ``text`` names, in order, ranges and lists expanded."""
    plain = fold(text).replace("ё", "е")
    if _FOR.search(plain) and language_of(text) == "es":
        plain = _FOR.sub("----", plain)
    mentions: list[Mention] = []
    taken = bytearray(len(plain))
    for unit, pattern in PATTERNS:
        for match in pattern.finditer(plain):
            start, end = _trim(plain, *match.span())
            if start == end or any(taken[start:end]):
                continue
            mention = _mention(unit, match, start, end, text)
            if mention is not None:
                mentions.append(mention)
                taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    return _joined(sorted(mentions, key=lambda mention: mention.start), plain)


def label(paragraph: Paragraph, language: str) -> str:
    """The paragraph's place as a citation of ``language`` writes it."""
    ref, words = paragraph.ref, _WORDS.get(language, _WORDS["en"])
    if ref == "header":
        return words["header"]
    unnumbered = re.fullmatch(r"s(.*)¶(\d+)", ref, re.S)
    if unnumbered:
        return f"§{unnumbered[1]} ¶{unnumbered[2]}"
    steps_of = steps(ref)
    if steps_of is None:
        return ref
    number, items = steps_of
    article = is_article(paragraph)
    items_text = items_of(items, language)
    named = words["article" if article else "paragraph"].format(n=number, items=items_text)
    if article and items and language in ("zh", "zh-Hant"):
        named = named.replace(items_text, "") + f"第{items_text}{words['item']}"
    section = paragraph.id.partition("#")[2].rpartition("/")[0]
    return words["section"].format(path=section) + named if section else named


def is_article(paragraph: Paragraph) -> bool:
    """Whether a paragraph is an article of a law, or part of one."""
    marked = re.search(r"[条條]|art|стат|ماد", paragraph.mark.lower())
    return bool(marked) or _in_article(paragraph) or _in_statute(paragraph)


def citation_of(report: Report, paragraph: Paragraph, language: str) -> Citation:
    """A whole paragraph of a report, as an answer in ``language`` cites it."""
    start, end = paragraph.start, paragraph.end
    named, quote = label(paragraph, language), report.text[start:end]
    return Citation(paragraph.id, report.id, paragraph.ref, named, quote, start, end)


def without_mentions(text: str, mentions: Iterable[Mention]) -> str:
    """``text`` with mentions blanked out, its length kept."""
    kept = list(text)
    for mention in mentions:
        kept[mention.start : mention.end] = " " * (mention.end - mention.start)
    return "".join(kept)


def canonical(ref: str) -> str:
    """The ref with every mark made comparable: ``2(أ)`` → ``2(a)``, ``12(三)`` → ``12(3)``."""
    parts = steps(ref)
    if parts is None:
        return ref
    number, items = parts
    return f"{number}" + "".join(f"({canonical_mark(item, depth)})" for depth, item in enumerate(items))


def canonical_path(path: str) -> tuple[str, ...]:
    """The marks of a section path, made comparable: ``二.A`` = ``Part II.A`` = ``Chapter Two.A``."""
    marks = [mark.strip("()（） 第章节節部分编編.、") for mark in re.split(r"[.\s]+", fold(path))]
    bare = [mark for mark in marks if mark and mark not in _SECTION_NAMES]
    return tuple(arabic(mark) for mark in bare or marks if mark)


def _in_article(paragraph: Paragraph) -> bool:
    return paragraph.kind == "item" and bool(re.search(r"[一二三四五六七八九十]", paragraph.ref))


def _in_statute(paragraph: Paragraph) -> bool:
    """Whether a bare number is an article's: the file is named as a law, «引渡法», «Extradition Act»."""
    law = r"(法|法典|条例|條例)(?=[^\u3400-\u9fff]|$)|(?<![a-z])(act|law|code)(?![a-z])"
    return paragraph.mark.isdigit() and bool(re.search(law, paragraph.id.partition("#")[0].lower()))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] in " ,、和与及":
        end -= 1
    while start < end and text[start] == " ":
        start += 1
    return start, end


_PARTY = re.compile(r"part(?:ies?|es?)\b")  # «l'État partie a ratifié», «el Estado parte y …»
_SMALL_WORDS = {"a", "y", "e", "o", "u", "l", "d", "s", "n"}


def _mention(unit: Unit, match: re.Match[str], start: int, end: int, text: str) -> Mention | None:
    groups = match.groupdict()
    if unit == "header":
        return Mention(("header",), start, end, unit)
    if unit == "title":
        return _title(match, end, text)
    if unit == "section":
        if _PARTY.match(match[0]) and text[slice(*match.span("path"))] in _SMALL_WORDS:
            return None
        path = ".".join(filter(None, (groups["path"], groups.get("inner") or groups.get("inner2"))))
        path = re.sub(r"[\s.]+", ".", path.strip()).upper()
        return Mention(paths(path, groups.get("more") or ""), start, end, unit)
    if decimal := groups.get("decimals") or groups.get("decimals2"):
        return Mention(decimals(decimal), start, end, unit)
    if groups.get("nth"):
        path = text[match.start("path") : match.end("path")]
        return Mention((f"s{path}¶{groups['nth']}",), start, end, unit)
    tail = next((value for name, value in groups.items() if name.startswith("tail") and value), "")
    if unit == "item":
        marks = tuple(ref[1:] for ref in expanded("0", tail) if len(ref) > 1)  # of a paragraph named before
        return Mention(marks, start, end, unit) if marks else None
    refs = expanded(groups["places"] or groups["places2"], tail)
    clause = number_of(groups["clause"]) if groups.get("clause") else 0
    return Mention(refs, start, end, unit, clause or 0) if refs else None


_FUNCTION = re.compile(
    r".*(?:在|的|从|给出|列出|把|说说|讲讲|看看?|关于|对于|对(?![策外话象应等])|概括|总结|介绍|比较|和|与|跟|这份|报告|请问|一下)"
)


def _title(match: re.Match[str], end: int, text: str) -> Mention | None:
    start = match.start("title")
    title = text[start : match.end("title")].removesuffix("的").rstrip("那这")
    head = _FUNCTION.match(title)
    if head and head.end() < len(title):
        start, title = start + head.end(), title[head.end() :]
    if len(title) < 2 or title in {"哪些", "哪个", "几个", "大部", "这个", "那个", "另一", "一个", "每个"}:
        return None
    return Mention((title,), start, end, "title")


_RANGED = re.compile(rf"\s*{RANGE}\s*(?:the\b|el\b|la\b|le\b)?\s*")


def _joined(mentions: list[Mention], plain: str) -> tuple[Mention, ...]:
    """«第3段至第5段», «1(a)-1(c)»: two places with a range word between are one mention."""
    joined: list[Mention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        alike = last is not None and last.unit == mention.unit and mention.unit in ("paragraph", "article")
        if last and alike and _RANGED.fullmatch(plain, last.end, mention.start):
            refs = (*last.refs, *between(last.refs[-1], mention.refs[0]), *mention.refs[1:])
            joined[-1] = Mention(tuple(dict.fromkeys(refs)), last.start, mention.end, last.unit)
        else:
            joined.append(mention)
    return tuple(joined)


_WORDS: dict[str, dict[str, str]] = {
    "zh": {
        "header": "标题页",
        "paragraph": "第{n}{items}段",
        "article": "第{n}条{items}",
        "item": "项",
        "section": "第{path}节",
    },
    "zh-Hant": {
        "header": "標題頁",
        "paragraph": "第{n}{items}段",
        "article": "第{n}條{items}",
        "item": "項",
        "section": "第{path}節",
    },
    "en": {
        "header": "title page",
        "paragraph": "para. {n}{items}",
        "article": "art. {n}{items}",
        "section": "sect. {path}, ",
    },
    "fr": {
        "header": "page de titre",
        "paragraph": "par. {n}{items}",
        "article": "art. {n}{items}",
        "section": "sect. {path}, ",
    },
    "es": {
        "header": "portada",
        "paragraph": "párr. {n}{items}",
        "article": "art. {n}{items}",
        "section": "secc. {path}, ",
    },
    "ru": {
        "header": "титульная страница",
        "paragraph": "пункт {n}{items}",
        "article": "статья {n}{items}",
        "section": "раздел {path}, ",
    },
    "ar": {
        "header": "صفحة العنوان",
        "paragraph": "الفقرة {n}{items}",
        "article": "المادة {n}{items}",
        "section": "القسم {path}، ",
    },
}
