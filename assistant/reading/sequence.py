"""What a mark may be, seen from the whole document: the marks around it and the lines it stands in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from assistant.reading.header import is_header_line
from assistant.reading.lines import COLON, Line, Wrap, columns, ends, join
from assistant.reading.numbering import Mark, given, marks

OUTER = frozenset(("I.", "han.", "A.", "А.", "han)"))
_LONGEST_TITLE = 240  # columns
_UNMARKED = frozenset(("more", "quote", "footnote", "title", "row"))  # roles whose lines carry no mark
_CLAUSE = re.compile(
    r"(?:[A-Z][a-z]+ly )?(?:[A-Z]?[a-z]+ing|Guided|Convinced|Concerned|Alarmed|Encouraged|Determined"
    r"|Disturbed|Aware|Mindful|Conscious|Cognizant|Desirous|[A-Z][a-zé]+ant|[A-Z][a-zé]+[ai][eé]?ndo(?:se)?|Consciente"
    r"|Préoccupée?|Guidée?)\b"
    r"|و?إذ\b|(?:回顾|重申|注意到|铭记|认识到|深信|欢迎|强调|关切|赞赏|申明|确认|再次|又|还|考虑到|鉴于|意识到|赞扬|感谢|着重指出)"
    r"|[а-я]+(?:ясь|[^с]я) "
)

# «The following items shall be handled by …», and a full stop; «следующие», «التالية», 下列各项.
_ANNOUNCES = re.compile(
    r"(?i)\b(?:the|as) follow(?:ing|s)\b(?! (?:day|week|month|year|session|meeting|page)\b)"
    r"|\b(?:suivantes?|suivants|ci-après|siguientes)\b|\bследующ(?:ие|их|им|ими)\b|التالية"
    r"|下列|如下|(?:以下|左列)(?:各|几|事項|事项|情形|條件|条件)"
)


class View:
    """The lines, every mark that one may carry, and where each mark comes next."""

    def __init__(self, lines: Sequence[Line], wrap: Wrap) -> None:
        self.lines, self.wrap = lines, wrap
        self.widths = [columns(line.text) for line in lines]
        self.started = False  # whether the first mark is behind us: what comes before is the header
        self.marks = {
            i: found
            for i, line in enumerate(lines)
            if line.role not in _UNMARKED and (found := given(line.mark) if line.mark else marks(line.text))
        }
        self._places: dict[tuple[str, int], list[int]] = defaultdict(list)
        for i, found in self.marks.items():
            for mark in found:
                self._places[mark.style, mark.ordinal].append(i)
        self._numbers = [
            (i, m.ordinal)
            for i, found in self.marks.items()
            for m in found
            if m.style == "1." and not self.mid_sentence(i)
        ]
        self.heading_styles = self._styles_of_headings()

    def next(self, style: str, ordinal: int, i: int) -> int:
        """The next line that may carry this mark; the number of lines if there is none."""
        places = self._places.get((style, ordinal), ())
        k = bisect_right(places, i)
        return places[k] if k < len(places) else len(self.lines)

    def next_number(self, i: int) -> int:
        """The value of the next arabic number that may open a paragraph; 0 if there is none."""
        k = bisect_right(self._numbers, (i, 1 << 30))
        return self._numbers[k][1] if k < len(self._numbers) else 0

    def mid_sentence(self, i: int) -> bool:
        """The line above is full and its sentence goes on: the mark may be a word of the sentence."""
        if i == 0 or self.lines[i].gap > self.wrap.usual or self.lines[i].role:
            return False
        above = self.lines[i - 1]
        width = self.widths[i - 1]
        full = self.wrap.full(width, self.lines[i].text, 0) or self.wrap.likely_full(width)
        return full and not ends(above.text)

    def _is_year(self, i: int) -> bool:
        """«… adopted in / 2018. The Group …»: a wrapped line that begins with a year."""
        mark = self.marks[i][0]
        return mark.style == "1." and mark.ordinal >= 1000 and self.mid_sentence(i)

    def after_colon(self, i: int) -> bool:
        return i > 0 and bool(COLON.search(self.lines[i - 1].text))

    def announced(self, i: int) -> bool:
        """Whether the line before says that a list follows: with a colon, or «The following … .»."""
        return self.after_colon(i) or (i > 0 and bool(_ANNOUNCES.search(self.lines[i - 1].text)))

    def text_after(self, i: int, mark: Mark) -> str:
        line = self.lines[i]
        return line.text if line.mark else line.text[mark.end :]

    def title_like(self, i: int, mark: Mark) -> bool:
        """Whether the text after the mark reads as a title: short, and no sentence."""
        if self.lines[i].role in ("heading", "paragraph", "item"):
            return self.lines[i].role == "heading"
        text = self.text_after(i, mark)
        k = i + 1
        if not text:  # the mark stands alone
            if k == len(self.lines) or k in self.marks or self.lines[k].gap > self.wrap.step + 1:
                return True
            return True if mark.style in OUTER else is_title(self.lines[k].text)
        parts = [text]
        while k < len(self.lines) and (k not in self.marks or self._is_year(k)):
            if k > i + 5:
                return False
            if not self.continues(k, first=k == i + 1):
                break
            parts.append(self.lines[k].text)
            k += 1
        return is_title(join(parts))

    def continues(self, k: int, first: bool) -> bool:
        """Whether unmarked line ``k`` goes on with the paragraph of the line above (its first or not)."""
        line, above = self.lines[k], self.lines[k - 1]
        if line.role or above.role not in ("", "more"):
            return line.role == "more"
        if line.gap > max(self.wrap.step, self.wrap.usual):
            return False
        if not self.started and is_header_line(line.text):
            return False
        width, last = self.widths[k - 1], above.text[-1]
        full = self.wrap.full(width, line.text, (10 if first else 4) if self.started else 0)
        if last in ",;，；،؛" and _CLAUSE.match(line.text):
            opening = line.text[0]  # of the next clause of a preamble
            return full and not opening.isupper() and (opening.islower() or line.gap == 0)
        if full:
            return True
        if ends(above.text):
            return False
        if self.started and self.wrap.likely_full(width) and line.gap <= self.wrap.usual:
            return True
        if self.wrap.loose and line.gap == 0:
            return width > (40 if self.started else 0.8 * self.wrap.widest)
        unfinished = "-(（《“,，、" if self.wrap.width else "-(（《“"
        return line.text[0].islower() or last in unfinished

    def _styles_of_headings(self) -> frozenset[str]:
        votes: dict[str, list[bool]] = defaultdict(list)
        for i, found in self.marks.items():
            style = found[0].style
            if style in OUTER and len(votes[style]) < 400:
                votes[style].append(self.title_like(i, found[0]))
        return frozenset(style for style, ballots in votes.items() if 2 * sum(ballots) >= len(ballots))


def is_title(text: str) -> bool:
    """Short, and no sentence: it does not end as one."""
    return bool(text) and columns(text) <= _LONGEST_TITLE and not ends(text) and text[-1] not in ",，、"
