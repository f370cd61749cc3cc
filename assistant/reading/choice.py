"""What a mark may open, each way with its score: a heading, a numbered paragraph, an item."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from assistant.reading.lines import columns, ends
from assistant.reading.numbering import Mark
from assistant.reading.sequence import OUTER, View

UNITS = frozenset(("annex", "book", "part", "chapter", "section"))
ITEMS = frozenset(("a)", "i)", "a.", "i.", "han)", "1)", "stem", "а)", "а.", "abjad", "A)"))
CONTEXTUAL = frozenset(("han.", "I.", "A.", "А.", "1."))  # items where they hang under a paragraph

_SHORT_TITLE = 24  # columns


class Choice(NamedTuple):
    """One way to take a mark; the highest score wins, none at or below zero. ``place``: list depth."""

    score: float
    kind: str
    mark: Mark
    place: int


@dataclass(slots=True)
class State:
    """Where the outline has come to: the marks that may go on."""

    headings: list[tuple[str, int, int]] = field(default_factory=list)  # style, ordinal, rank
    items: list[tuple[str, int]] = field(default_factory=list)  # style, ordinal; the outermost first
    outer: dict[str, int] = field(default_factory=dict)  # ideographs and letters that number paragraphs
    decimals: dict[str, int] = field(default_factory=dict)  # by what stands before the last point
    last: int = 0  # the last paragraph's arabic number
    article: int = 0
    under: str = ""  # the style of the paragraph that items hang under
    inside: bool = False  # whether the last block is numbered: its sentence may not be cut


class Judge:
    """Scores every reading of a mark by the state before it and the marks after it."""

    def __init__(self, view: View) -> None:
        self.view, self.state = view, State()

    def options(self, i: int, mark: Mark) -> list[Choice]:
        """Every way to take one reading of the mark on line ``i``."""
        style = mark.style
        mid = -40.0 if self.view.mid_sentence(i) else 0.0
        found: list[Choice] = []
        if style in UNITS:
            return [Choice(50 + mid, "heading", mark, 0)] if self.view.title_like(i, mark) else []
        if style == "article":
            score = self._article_score(i, mark)
            return [Choice(score + mid, "numbered", mark, 0)] if score else []
        if style == "1.1":
            return self._decimal_option(i, mark, mid)
        if self.view.lines[i].role == "heading":
            return [Choice(100, "heading", mark, 0)]
        if style in ITEMS or (style in CONTEXTUAL and self._may_be_item(i, mark)):
            found += [Choice(score + mid, "item", mark, place) for score, place in self._item_scores(i, mark)]
        if style in self.view.heading_styles and self.view.title_like(i, mark):
            found.append(Choice(self._heading_score(i, mark) + mid, "heading", mark, 0))
        elif style in OUTER and self.state.under not in ("1.", "article"):
            found += self._outer_option(i, mark, mid)
        if style == "1.":
            found += self._number_options(i, mark, mid)
        return found

    def _outer_option(self, i: int, mark: Mark, mid: float) -> list[Choice]:
        """«一、» before a sentence: a paragraph of its own, numbered 一."""
        goes_on = mark.ordinal == self.state.outer.get(mark.style, 0) + 1
        if not goes_on and (self.state.items or mark.ordinal != 1):
            return []
        listed = self.view.after_colon(i) and mark.style == "han)"
        return [Choice((46 if listed else 52) + mid, "numbered", mark, 0)]

    def _decimal_option(self, i: int, mark: Mark, mid: float) -> list[Choice]:
        """«2.1» counts below 2; a number of the text, as «3.5 million», counts on from nothing."""
        prefix = mark.label.rpartition(".")[0]
        known = self.state.decimals.get(prefix, 0)
        gap = known > 1 and known + 1 < mark.ordinal <= known + 20 and prefix == str(self.state.last)
        if mark.ordinal != known + 1 and not gap:
            return []
        starts = mark.ordinal == 1 and self.view.next("1.1", 2, i) == len(self.view.lines)
        kind = "heading" if self.view.title_like(i, mark) else "numbered"
        return [Choice((30 if starts else 50) + mid, kind, mark, 0)]

    def _has_decimals(self, i: int, n: int) -> bool:
        """«2. Results» with 2.1 below it is a section."""
        below = self.view.next("1.1", 1, i)
        if below >= min(self.view.next("1.", n + 1, i), len(self.view.lines)):
            return False
        return any(mark.label == f"{n}.1" for mark in self.view.marks[below])

    def _heading_score(self, i: int, mark: Mark) -> float:
        for style, ordinal, _ in self.state.headings:
            if style == mark.style:
                return 62 if mark.ordinal == ordinal + 1 else 45 if mark.ordinal == 1 else 40
        goes_on = self.view.next(mark.style, mark.ordinal + 1, i) < len(self.view.lines)
        return (53 if mark.ordinal == 1 else 42) + goes_on

    def _article_score(self, i: int, mark: Mark) -> float:
        n, last = mark.ordinal, self.state.article
        if n == last + 1 or (n == last and not mark.label.isdecimal()):
            return 70
        if self._interrupts(i):
            return 0
        if n == 1 or last == 0:
            return 55
        follows = self.view.next("article", n + 1, i) < len(self.view.lines)
        return 45 if n > last and (follows or n < last + 10) else 0

    def _number_options(self, i: int, mark: Mark, mid: float) -> list[Choice]:
        n, last = mark.ordinal, self.state.last
        if self.state.under == "article" or (
            self.state.under in ("han.", "han)") and self._number_is_item(i, mark)
        ):
            return []
        heading = next((ordinal for style, ordinal, _ in self.state.headings if style == "1."), 0)
        title = self.view.title_like(i, mark)
        following = self.view.next_number(i)
        options: list[Choice] = []
        if title and not mid and self._has_decimals(i, n):
            options.append(Choice(72, "heading", mark, 0))
        elif (
            title
            and not mid
            and n == heading + 1
            and self.state.headings
            and n != last + 1
            and not self._opens_list_of_names(i, n)
        ):
            options.append(Choice(58, "heading", mark, 0))
        elif (
            title
            and not mid
            and n in (1, heading + 1)
            and self.state.headings
            and following not in (0, n + 1)
        ):
            options.append(Choice(70, "heading", mark, 0))  # the paragraphs go on from elsewhere
        if n == last + 1:
            twin = mid and self.view.next("1.", n, i) < self.view.next("1.", n + 1, i)
            options.append(Choice(65 + mid - (30 if twin else 0), "numbered", mark, 0))
        elif n == 1 and last:
            options.append(Choice(44 + mid, "numbered", mark, 0))
        elif last == 0:
            sure = following == n + 1 or n < 1000
            options += [Choice(42 + mid, "numbered", mark, 0)] if sure else []
        elif n > last and not self._comes_later(i, n) and (following == n + 1 if n - last > 3 else n < 1900):
            options.append(Choice(41 + mid, "numbered", mark, 0))
        elif n == last and following == n + 1:
            options.append(Choice(30 + mid, "numbered", mark, 0))
        return options

    def _opens_list_of_names(self, i: int, n: int) -> bool:
        """«1. China / 2. France»: titles one below the other, with nothing to stand under them."""
        if self.view.next("1.", n + 1, i) != i + 1:
            return False
        return any(
            self.view.title_like(i + 1, mark) for mark in self.view.marks.get(i + 1, ()) if mark.style == "1."
        )

    def _comes_later(self, i: int, n: int) -> bool:
        """«… submitted by / 16. They …» after paragraph 14: both 15 and 16 are still to come."""
        missing = self.view.next("1.", self.state.last + 1, i)
        return missing < len(self.view.lines) and self.view.next("1.", n, missing) < len(self.view.lines)

    def _may_be_item(self, i: int, mark: Mark) -> bool:
        if mark.style == "1.":
            return self._number_is_item(i, mark)
        if mark.style in self.view.heading_styles and not self.view.announced(i):
            return bool(self.state.items) and self.state.items[-1][0] == mark.style
        return self.state.under in ("1.", "article") and (mark.ordinal > 1 or self.view.announced(i))

    def _number_is_item(self, i: int, mark: Mark) -> bool:
        """«1.» below an article, below （一）, or below a lead-in after which the numbers go on."""
        n = mark.ordinal
        if self.state.under == "article":
            return True
        if ("1.", n - 1) in self.state.items or (self.state.under in ("han.", "han)") and n == 1):
            return True
        if n != 1 or n == self.state.last + 1:
            return False
        if self.state.items and self.state.items[0][0] in ("han)", "han.", "a)"):
            return True
        goes_on = self.view.next("1.", self.state.last + 1, i) < len(self.view.lines)
        return self.state.under == "1." and self.state.last > 1 and self.view.after_colon(i) and goes_on

    def _item_scores(self, i: int, mark: Mark) -> list[tuple[float, int]]:
        """Scores and places in the list stack: an item may go on at any depth, or begin a list."""
        style, n, items = mark.style, mark.ordinal, self.state.items
        scores: list[tuple[float, int]] = []
        for place in range(len(items) - 1, -1, -1):
            if items[place] == (style, n - 1):
                ninth = style == "a)" and n == 9 and self._letters_go_on(i)
                scores.append((60 + place + (10 if ninth else 0), place))
                break
        if n == 1:
            romanette = 20 if style == "i)" and items and self._numerals_go_on(i) else 0
            scores += [(score + romanette, place) for score, place in self._list_start(i, style)]
        elif not scores:
            known = [k for k, (one, m) in enumerate(items) if one == style and m < n <= m + 4]
            if known:
                scores.append((30, known[-1]))
            elif not items and (self.view.lines[i].role == "item" or not self.view.wrap.width):
                scores.append((20, 0))
        return scores

    def _end(self, i: int, style: str) -> int:
        """The line at which a list of this style ends at the latest."""
        end = self.view.next("1.", self.state.last + 1, i)
        if style == "1)":  # the subsections of a statute, (1), hold lists of their own
            return end
        return min(end, self.view.next("a)", 1, i))

    def _letters_go_on(self, i: int) -> bool:
        """After (i): (j) comes before (ii)."""
        end = self._end(i, "a)")
        return min(self.view.next("a)", 10, i), end) < min(self.view.next("i)", 2, i), end)

    def _numerals_go_on(self, i: int) -> bool:
        """After (i): (ii) comes before (j) and before another (i)."""
        end = self._end(i, "i)")
        numeral = min(self.view.next("i)", 2, i), end)
        return numeral < min(self.view.next("a)", 10, i), end) and self.view.next("i)", 1, i) >= numeral

    def _list_start(self, i: int, style: str) -> list[tuple[float, int]]:
        items = self.state.items
        colon = self.view.after_colon(i)
        goes_on = self.view.next(style, 2, i) < min(self._end(i, style), len(self.view.lines))
        if not (colon or goes_on) and self._interrupts(i):
            return []
        place = next((k for k, (known, _) in enumerate(items) if known == style), len(items))
        inside = colon or bool(self.state.under) or bool(items)
        return [((50 if inside else 44) + 5 * goes_on + 15 * colon, place)]

    def _interrupts(self, i: int) -> bool:
        """Whether the line would cut a numbered sentence that has not come to its end."""
        if i - 1 in self.view.marks and columns(self.view.lines[i - 1].text) <= _SHORT_TITLE:
            return False  # «3. 訊問權», «2. Interpretation»: a title
        return self.state.inside and not ends(self.view.lines[i - 1].text)
