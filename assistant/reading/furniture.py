"""Page furniture: what printing put between the words, dropped with its reason, the sentence healed."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from itertools import pairwise

from assistant.model import Dropped
from assistant.reading.header import symbol_in
from assistant.reading.lines import Line, Source, columns, ends, wrap_of
from assistant.reading.numbering import marks

_HEAD = 12  # lines in which the title stands; there it is no furniture
_SHORT = 90  # columns; furniture is never longer
_JOB = re.compile(
    r"(?:\d{1,4}(?:\s?/\s?\d{1,4})?\s+)?(?:V|GE)\.\s?\d\d-\d{4,6}\b.*|\d\d-\d{5}\s?(?:\([A-Z]\)|[A-Z]\b).*|\*\s?\d{6,8}\s?\*"
    r"|\d\d-\d{5}"
)
_PAGE = re.compile(
    r"\d{1,4}\s?/\s?\d{1,4}|[-–—]\s?\d{1,4}\s?[-–—]|第\s?\d{1,4}\s?[页頁](?:[，,]?\s?共\s?\d{1,4}\s?[页頁])?"
    r"|(?:Page|page|Página|página|Стр\.|стр\.|الصفحة)\s?\d{1,4}(?:\s?(?:of|sur|de|из|/)\s?\d{1,4})?"
)
_DATED = re.compile(r"\S{2,20}\s?[─—–]{1,2}\s?\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日")
_RULE = re.compile(r"[_＿]{4,}|[-—–=─]{5,}|(?:\*\s?){3,}")
_CONTENTS = re.compile(
    r"目\s*[录錄次]|(?:table of )?contents|table des matières|sommaire|índice|sumario|содержание|оглавление"
    r"|المحتويات",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}|·{4,}")
_DOTS = ("...", ". .", "…", "·")
_ENTRY = re.compile(r"(?:(?:\.\s?){3,}|…+|\s|·{2,})\s*(?:\d{1,4}|[ivxl]+)$")
_BARE_NOTE = re.compile(
    r"\d{1,3}\s(?:See |Ibid|Official Records|United Nations, |Voir |Ibíd|Véase |См\. |Там же|انظر"
    r"|المرجع نفسه|见|見|同上|《?[A-Z]+(?:/[A-Z0-9]+)*/\S*\d)|\*{1,3}\s?[^\W\d_]{2}"
)  # a note that no rule parts from the text
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡]{1,3})\s+\S")
_SENTENCE_END = re.compile(r"[.;!?؟؛]\s+\S|[。；！？]")
_FAR = 5000  # lines below a table of contents in which its entries come again
_ENTRY_LENGTH = 300  # characters; no entry of a table of contents is longer
_OPENINGS = frozenset("_＿-—–=─*VGPpСс第ا0123456789")
_DIGITS = re.compile(r"\d+")


def sweep(source: Source) -> Source:
    """The lines without page furniture; lines of one sentence that it parted are joined again."""
    short = {i: line.text for i, line in enumerate(source.lines) if len(line.text) <= _SHORT}
    reasons = _fixed_forms(source.lines, short)
    reasons |= _contents(source.lines)
    if not source.whole:  # a format that knows its paragraphs knows its running headers too
        reasons |= _page_numbers(source.lines, short, reasons)
        reasons |= _running_headers(source.lines, short, reasons)
    if not reasons and not any(_BARE_NOTE.match(text) for text in short.values()):
        return source
    made = Source([], list(source.dropped), source.facts, source.whole)
    broken = noting = paged = False  # paged: blank lines at a page end tell nothing
    gap = 0
    notes: list[Line] = []
    for i, line in enumerate(source.lines):
        if i in reasons:
            made.dropped.append(Dropped(f"{line.mark} {line.text}".strip(), reasons[i], line.number))
            noting = reasons[i] == "separator" and line.text[0] in "_＿"
            broken, gap = True, max(gap, line.gap)
            paged = paged or reasons[i] in ("page_number", "running_header", "job_number")
            continue
        starts_note = bool(_NOTE.match(line.text))
        if not line.role and _is_bare_note(made.lines, line):
            notes.append(line._replace(role="footnote"))
            noting = True
            continue
        if noting and (
            starts_note or (notes and line.gap == 0 and not (ends(notes[-1].text) and marks(line.text)))
        ):
            notes.append(line._replace(role="footnote" if starts_note else "more"))
            continue
        if broken and made.lines and _goes_on(made.lines, line):
            line = line._replace(role=line.role or "more", gap=0)
        elif broken:
            line = line._replace(gap=0 if paged else max(gap, line.gap))
        made.lines.append(line)
        broken = noting = paged = False
        gap = 0
    made.lines += notes  # after the text, so that a sentence goes on over the page end
    return made


def _is_bare_note(above: list[Line], line: Line) -> bool:
    """«1 E/2018/30.», «* Adopted at the sixty-third session.»: not inside a sentence."""
    text = line.text
    if text[0] not in "*0123456789" or not _BARE_NOTE.match(text) or line.mark or not above:
        return False
    if text[0] == "*":
        return ends(text) and any("*" in one.text for one in above[:_HEAD])
    return ends(above[-1].text) or above[-1].role == "footnote"


def _goes_on(above: list[Line], line: Line) -> bool:
    """Whether the sentence above a page end goes on below it."""
    last = above[-1]
    if last.role in ("heading", "title") or ends(last.text) or columns(last.text) < 24:
        return False
    return not marks(line.text)


def _fixed_forms(lines: list[Line], short: dict[int, str]) -> dict[int, str]:
    reasons: dict[int, str] = {}
    symbols: Counter[str] = Counter()
    for i, text in short.items():
        first = text[0]
        if first in _OPENINGS:
            if _RULE.fullmatch(text):
                reasons[i] = "separator"
            elif _JOB.fullmatch(text):
                reasons[i] = "job_number"
            elif _PAGE.fullmatch(text):
                reasons[i] = "page_number"
        elif text[-1] == "日" and _DATED.fullmatch(text):
            reasons[i] = "running_header"
        if "/" in text and i not in reasons and (symbol := symbol_in(text)):
            rest = text.replace(symbol, "", 1).strip(" \t|")
            if not rest or _PAGE.fullmatch(rest) or rest.isdigit():
                symbols[symbol] += 1
                if symbols[symbol] > 1 or rest:
                    reasons[i] = "running_header"
    return reasons


def _contents(lines: list[Line]) -> dict[int, str]:
    """A table of contents: its title and the entries below, which end in a page or come again as headings."""
    reasons: dict[int, str] = {}
    inside: frozenset[str] | None = None
    for i, line in enumerate(lines):
        text = line.text
        if len(text) > _ENTRY_LENGTH:
            inside = None
        elif inside is None and len(text) < 30 and _CONTENTS.fullmatch(text):
            again = Counter(_bare(one.text) for one in lines[i + 1 : i + _FAR] if len(one.text) < 100)
            inside = frozenset(one for one, count in again.items() if count > 1)
            if sum(_is_entry(lines, k, inside) for k in range(i + 1, i + 6)) < 2:
                inside = None
            else:
                reasons[i] = "contents"
                seen: set[str] = set()
        elif inside is not None:
            repeated = _bare(text) in seen
            seen.add(_bare(text))
            sentence = ends(text) and len(text) > 30 and not _is_entry(lines, i, inside)
            if repeated or sentence or not any(_is_entry(lines, k, inside) for k in (i, i + 1, i + 2)):
                inside = None
            else:
                reasons[i] = "contents"
        elif any(dots in text for dots in _DOTS) and _LEADER.search(text) and _ENTRY.search(text):
            reasons[i] = "contents"
    return reasons


def _is_entry(lines: list[Line], k: int, again: frozenset[str]) -> bool:
    if k >= len(lines):
        return False
    text = lines[k].text[:_ENTRY_LENGTH]
    return (bool(_ENTRY.search(text)) and not ends(text.rstrip("0123456789"))) or _bare(text) in again


def _bare(text: str) -> str:
    return re.sub(r"[\s\u3000.…·]+\d{0,4}$|[\s\u3000]+", "", text)


def _page_numbers(lines: list[Line], short: dict[int, str], known: dict[int, str]) -> dict[int, str]:
    """Bare numbers on lines of their own that count the pages: each one more than the last."""
    bare = [
        (i, int(text)) for i, text in short.items() if len(text) < 5 and text.isdecimal() and i not in known
    ]
    runs: dict[int, str] = {}
    for (i, n), (j, m) in itertools.pairwise(bare):
        if m == n + 1 and j - i >= 6:
            runs[i] = runs[j] = "page_number"
    return runs


def _running_headers(lines: list[Line], short: dict[int, str], known: dict[int, str]) -> dict[int, str]:
    """Short lines that come again and again where pages end: beside page numbers, inside sentences."""
    widest = wrap_of(lines).widest
    places: dict[str, list[int]] = defaultdict(list)
    for i, text in short.items():
        beside = i - 1 in known or i + 1 in known
        narrow = len(text) < (0.375 if text[-1] > "\u2e7f" else 0.75) * widest
        if i not in known and len(text) >= 3 and (beside or narrow):
            places[_DIGITS.sub("0", text)].append(i)
    reasons: dict[int, str] = {}
    head = next((i for i, line in enumerate(lines[:_HEAD]) if marks(line.text)), _HEAD)
    for text, found in places.items():
        if len(found) < 3 or ends(text) or _opens_low(text) or marks(text):
            continue
        if _SENTENCE_END.search(text):
            continue
        edges = sum(i - 1 in known or i + 1 in known for i in found)
        inside = sum(_inside_sentence(lines, i) for i in found)
        regular = columns(text) < 0.75 * widest and min(b - a for a, b in pairwise(found)) >= 15
        if edges >= max(2, 0.5 * len(found)) or (regular and edges + inside >= max(2, 0.6 * len(found))):
            reasons |= dict.fromkeys(found[found[0] < head :], "running_header")
        elif found[0] < head:  # the title, again
            reasons |= dict.fromkeys(found[1:], "running_header")
    return reasons


def _opens_low(text: str) -> bool:
    """Whether the first letter is a small one, as in the middle of a sentence."""
    return next((sign.islower() for sign in text if sign.isalpha()), False)


def _inside_sentence(lines: list[Line], i: int) -> bool:
    if not 0 < i < len(lines) - 1:
        return False
    above = lines[i - 1].text
    return columns(above) >= 24 and not ends(above) and not marks(lines[i + 1].text)
