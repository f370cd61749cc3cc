"""What a claim rests on: the paragraphs it cites with their lead-ins, their headings, the report's header."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.answering.edition import Edition
from assistant.answering.verify.passage import Passage
from assistant.model import Paragraph, Report
from assistant.reading.locator import canonical

_ARTICLE = re.compile(r"第.+[条條]|\bart|стат|ماد", re.IGNORECASE)
_CAPITALISED = re.compile(r"(?<![^\W_])[A-ZÀ-ÞА-Я](?=[^\W\d_])")
_NAME = re.compile(r"(?:(?<![^\W_])[A-ZÀ-ÞА-Я][^\W\d_]+(?:[-\s]+(?:[^\W\d_]{1,3}[-\s]+)?)?){2,}")
_INITIAL = re.compile(r"(?<![^\W_])[^\W\d_]")


@dataclass(frozen=True)
class Evidence:
    """``cited``: the cited paragraphs, each after its lead-in, and the items of a cited lead-in, of
    which there are ``items``; ``headings``: theirs; ``header``: the report's; ``refs``: the cited places."""

    cited: tuple[Passage, ...]
    headings: tuple[Passage, ...]
    header: tuple[Passage, ...]
    refs: tuple[str, ...] = ()
    items: int = 0
    statute: bool = False  # whether they are articles of a law, where 应当 binds

    @property
    def language(self) -> str:
        return self.cited[0].language if self.cited else ""

    @cached_property
    def everything(self) -> tuple[Passage, ...]:
        return (*self.cited, *self.headings, *self.header)

    @cached_property
    def text(self) -> str:
        return "\n".join(passage.plain for passage in self.everything)

    @cached_property
    def body(self) -> str:
        """The cited paragraphs under their headings, the header left out."""
        return "\n".join(passage.plain for passage in (*self.cited, *self.headings))

    @cached_property
    def titles(self) -> str:
        return "\n".join(passage.plain for passage in self.headings)

    @cached_property
    def body_keys(self) -> frozenset[str]:
        return frozenset(unit.key for passage in (*self.cited, *self.headings) for unit in passage.units)

    @cached_property
    def initials(self) -> tuple[str, ...]:
        """The first letters of the capitalised words of each text, and of the words of its names, small
        ones too: an acronym is among them."""
        names = (name for passage in self.everything for name in _NAME.findall(passage.raw))
        return (
            *("".join(_CAPITALISED.findall(passage.raw)) for passage in self.everything),
            *("".join(_INITIAL.findall(name)).upper() for name in names),
        )

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(unit.key for passage in self.everything for unit in passage.units)

    @cached_property
    def cited_keys(self) -> frozenset[str]:
        return frozenset(unit.key for passage in self.cited for unit in passage.units)

    @cached_property
    def concepts(self) -> frozenset[str]:
        return frozenset(unit.key for passage in self.everything for unit in passage.concepts)

    @cached_property
    def shared(self) -> frozenset[str]:
        return frozenset(unit.key for passage in self.everything for unit in passage.shared)

    @cached_property
    def places(self) -> frozenset[str]:
        """The cited places and those that the texts name."""
        named = (ref for passage in self.everything for one in passage.mentions for ref in one.refs)
        return frozenset(map(canonical, (*self.refs, *named)))

    @cached_property
    def groups(self) -> frozenset[str]:
        return frozenset(unit.key for passage in self.everything for unit in passage.groups)


def evidence(paragraphs: tuple[Paragraph, ...], report: Report | None, language: str) -> Evidence:
    """What a claim that cites ``paragraphs`` rests on; the same for the next one that does."""
    items = _items(paragraphs, report) if report is not None else ()
    statute = report is not None and _law(Edition(report))
    return _evidence(paragraphs, items, _header(report), statute, language)


@lru_cache(maxsize=200)
def _evidence(
    paragraphs: tuple[Paragraph, ...],
    items: tuple[Paragraph, ...],
    header: tuple[str, ...],
    statute: bool,
    language: str,
) -> Evidence:
    cited = [_passage(_with_lead(paragraph), language) for paragraph in (*paragraphs, *items)]
    titles = dict.fromkeys(
        heading.title for paragraph in paragraphs for heading in paragraph.headings if heading.title
    )
    if any(paragraph.kind == "header" for paragraph in paragraphs):
        cited += [_passage(text, language) for text in header]
    refs = tuple(paragraph.ref for paragraph in paragraphs)
    return Evidence(
        tuple(cited),
        tuple(_passage(text, language) for text in titles),
        tuple(_passage(text, language) for text in header),
        refs,
        len(items),
        statute,
    )


@lru_cache(maxsize=64)
def _law(edition: Edition) -> bool:
    """Whether most numbered paragraphs of the report are articles."""
    every = edition.report.paragraphs
    marked = [paragraph.mark for paragraph in every if paragraph.mark and paragraph.kind != "item"]
    return 2 * sum(_ARTICLE.search(mark) is not None for mark in marked) > len(marked)


def _header(report: Report | None) -> tuple[str, ...]:
    if report is None:
        return ()
    texts = [paragraph.text for paragraph in report.paragraphs if paragraph.kind == "header"]
    about = (report.title, report.body, report.place, report.status, *report.dates)
    return (*texts, "\n".join(dict.fromkeys(text for text in about if text)))


def _items(paragraphs: tuple[Paragraph, ...], report: Report) -> tuple[Paragraph, ...]:
    """The items that the cited lead-ins introduce."""
    leads = tuple(
        f"{paragraph.id}("
        for paragraph in paragraphs
        if paragraph.kind == "lead" or paragraph.text.rstrip().endswith((":", "："))
    )
    if not leads:
        return ()
    return tuple(item for item in report.paragraphs if item.id.startswith(leads) and item.kind == "item")


def _with_lead(paragraph: Paragraph) -> str:
    lead = paragraph.lead.strip()
    return f"{lead}{'' if lead.endswith(('：', ':')) else ' '}{paragraph.text}" if lead else paragraph.text


@lru_cache(maxsize=2_000)
def _passage(text: str, language: str) -> Passage:
    return Passage(text, language)
