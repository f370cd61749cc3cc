"""Markdown: its signs become what they mean, and are set apart."""

from __future__ import annotations

import itertools
import re

from assistant.model import Dropped
from assistant.reading.lines import Line, Source

_SIGNS = re.compile(
    r"(?P<heading>#{1,6})\s+(?P<title>.*?)(?P<tail>\s+#+)?$"
    r"|(?P<bullet>[*+-])\s+(?P<entry>.*)$"
    r"|(?P<quote>(?:>\s?)+)(?P<said>.*)$"
    r"|(?P<rule>(?:[-*_]\s?){3,})$"
)
_NUMBER = re.compile(r"(\d{1,4})\s+(?=\S)")
_ESCAPE = re.compile(r"\\([.()\-#*_>+!\[\]])")
_EMPHASIS = re.compile(r"(?<![\w*])(\*\*|\*|__)(?=\S)([^*_]{1,300}?)(?<=\S)\1(?![\w*])")


def is_markdown(text: str) -> bool:
    """Whether a text without a telling file name is Markdown: headings of hash signs, counted bullets."""
    head = text[:200_000]
    return bool(re.search(r"(?m)^#{1,6} \S", head)) or len(re.findall(r"(?m)^\* \d+ \S", head)) > 2


def unmark(source: Source) -> Source:
    """The lines without Markdown's signs; a bullet's number becomes its mark where bullets count on."""
    made = Source([], list(source.dropped), source.facts)
    first_title = True
    counting = _bullets_count(source.lines)
    inside_comment = False
    for line in source.lines:
        text, inside_comment = _without_comments(line, inside_comment, made.dropped)
        if not text:
            continue
        match = _SIGNS.match(text)
        role, level, mark, signs = line.role, 0, "", ""
        if match and match["heading"]:
            signs, text, level, role = (
                match["heading"] + (match["tail"] or "").strip(),
                match["title"],
                len(match["heading"]),
                "heading",
            )
            if level == 1 and first_title and not made.lines:
                role, first_title = "title", False
                made.facts["title"] = text
        elif match and match["rule"]:
            made.dropped.append(Dropped(text, "separator", line.number))
            continue
        elif match and match["bullet"]:
            signs, text, role = match["bullet"], match["entry"], "paragraph"
            number = _NUMBER.match(text) if counting else None
            if number:
                mark, text = number[1], text[number.end() :]
        elif match and match["quote"]:
            signs, text, role = match["quote"].replace(" ", ""), match["said"], "quote"
        text, more = _plain(text)
        if signs + more:
            made.dropped.append(Dropped(signs + more, "markup", line.number))
        if text:
            made.lines.append(Line(text, line.number, line.gap, role, level * 10, mark))
    return made


def _bullets_count(lines: list[Line]) -> bool:
    numbers = [int(m[1]) for line in lines if (m := re.match(r"[*+-]\s+(\d{1,4})\s+\S", line.text))]
    return len(numbers) > 2 and sum(b == a + 1 for a, b in itertools.pairwise(numbers)) >= 0.8 * (
        len(numbers) - 1
    )


def _without_comments(line: Line, inside: bool, dropped: list[Dropped]) -> tuple[str, bool]:
    """The text outside ``<!-- -->``, and whether a comment is still open at its end."""
    kept: list[str] = []
    rest = line.text
    while rest:
        if inside:
            comment, end, rest = rest.partition("-->")
            dropped.append(Dropped((comment + end).strip(), "comment", line.number))
            inside = not end
        else:
            text, opening, after = rest.partition("<!--")
            kept.append(text)
            if opening:
                dropped.append(Dropped(opening, "comment", line.number))
            rest, inside = after, bool(opening)
    return "".join(kept).strip(), inside


def _plain(text: str) -> tuple[str, str]:
    """The text without emphasis and escapes, and the signs taken out."""
    signs: list[str] = []

    def bare(match: re.Match[str]) -> str:
        signs.append(match[1] * 2)
        return match[2]

    def unescaped(match: re.Match[str]) -> str:
        signs.append("\\")
        return match[1]

    if "*" in text or "__" in text:
        text = _EMPHASIS.sub(bare, text)
    if "\\" in text:
        text = _ESCAPE.sub(unescaped, text)
    return text.strip(), "".join(signs)
