"""Documents that a question names and puts its place in, though no such report is kept. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answering.draft import Found
from assistant.answering.named import titled
from assistant.language.normal import plain
from assistant.model import ReportSummary
from assistant.reading.locator import Mention

SHORTEST = 3  # characters of the name of a law

_SYMBOL = re.compile(
    r"\b[A-Z]{1,8}(?:/[A-Z0-9][A-Za-z0-9.]*(?:\([A-Z0-9]+\))?)*/\d[A-Za-z0-9.()]*(?:/[A-Za-z0-9.]+)*"
)
_TITLE = re.compile(r"《([^》]{2,60})》的?\s*(?:之)?$")
_LAW = re.compile(r"([\u4e00-\u9fff]{2,20}(?:法|公约|议定书|协定|条例|宪章))的?\s*$")
_OWN = re.compile(
    r"(?:[本该此这那上同](?:份|部|个|项|件)?|[看想说做办方司立执宪])(?:法|公约|议定书|协定|条例|宪章)$"
)
_ASKING = re.compile(
    r"^.*(?:请问|请|告诉我|根据|按照?|依照?|关于|对于|一下|解释|介绍|引用|列出|看看|那么?|和|与|及)"
)
_CALLED = re.compile(
    r"^ ?(?:of|in|de|du|del|de la|de los) (?:the |la |l'|el )?"
    r"((?:[A-Z][\w'’-]+ (?:(?:of|on|for|against|and|the|to) )*)*"
    r"(?:Agreement|Convention|Protocol|Act|Law|Treaty|Charter|Covenant|Declaration))\b"
)


def unkept(text: str, mentions: Sequence[Mention], reports: Sequence[ReportSummary]) -> tuple[str, ...]:
    """The documents by symbol, and by the title before or after a place («《…》第2条»), of which none of
    the reports is one: as the question calls them."""
    called = [match[0].rstrip(".") for match in _SYMBOL.finditer(text)]
    missing = [name for name in called if not any(has_symbol(name, report) for report in reports)]
    missing += [name for name in _titles(text, mentions) if not any(titled(name, each) for each in reports)]
    return tuple(dict.fromkeys(missing))


def kept_as(text: str, mentions: Sequence[Mention], reports: Sequence[ReportSummary]) -> tuple[str, ...]:
    """The ids of the reports that a question calls by symbol, or by the title beside a place."""
    symbols = [match[0].rstrip(".") for match in _SYMBOL.finditer(text)]
    called = list(_titles(text, mentions))
    return tuple(
        each.id
        for each in reports
        if any(has_symbol(name, each) for name in symbols) or any(titled(name, each) for name in called)
    )


def has_symbol(symbol: str, report: ReportSummary) -> bool:
    """Whether a report bears a symbol, or was kept under an id that begins with it."""
    wanted = f"_{_joined(symbol)}_"
    return any(f"_{_joined(known)}_".startswith(wanted) for known in (report.symbol, report.id))


def tells_of(called: Sequence[str], found: Found) -> bool:
    """Whether paragraphs found speak of the documents."""
    texts = [plain(hit.paragraph.text) for hit in found.hits]
    return all(any(plain(name) in text for text in texts) for name in called)


def _titles(text: str, mentions: Sequence[Mention]) -> Iterator[str]:
    """The titles that stand beside a numbered place."""
    for mention in mentions:
        if mention.unit not in ("paragraph", "article", "item"):
            continue
        before = text[: mention.start]
        if match := _TITLE.search(before):
            yield match[1]
        elif (match := _LAW.search(before)) and not _OWN.search(match[1]):
            name = _ASKING.sub("", match[1])
            if len(name) >= SHORTEST:
                yield name
        elif (match := _CALLED.search(text[mention.end :])) and " " in match[1]:
            yield match[1]


def _joined(symbol: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", plain(symbol).replace(".", "")).strip("_")
