"""How much, how strongly, yes or no, and who says it: the small words that change a sentence.

    quantifier   none < one < few < several < some < many < most < all; each (各)
    modality     may, consider, encourage, should, need, must; recommend, request, urge, decide, adopt …
    negation     not, against (反对, refuse), undo (解除, 防止); words that only look so (不仅) are left out
    speaker      states, speakers, group, conference, office, meeting …: who a report lets speak
    saying       the verbs by which they do
    bound        least, most, only
    trend        up, down
    privative    what denies without a denial: 空缺, «out of», unless (lack); or for the time being (late)

The forms stand in ``scales.toml``, for zh (simplified; traditional text comes folded), en, fr, es, ru
and ar, over text as ``normal.plain`` leaves it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Kind = Literal["quantifier", "modality", "negation", "speaker", "saying", "bound", "trend", "privative"]

# What a source must say for a claim to say it: a grade not listed needs itself.
LICENCES: dict[str, frozenset[str]] = {
    "may": frozenset({"may", "able", "will", "right", "consider"}),
    "able": frozenset({"able", "may"}),
    "will": frozenset({"will", "decide", "promise"}),
    "consider": frozenset({"consider"}),
    "should": frozenset(
        {"should", "right", "need", "must", "recommend", "request", "invite", "urge", "bound", "due"}
    ),
    "need": frozenset({"need", "should", "must", "bound", "due"}),
    "must": frozenset({"must", "bound", "right", "due"}),
    "bound": frozenset({"bound", "must", "need", "should", "request", "invite", "due"}),
    "due": frozenset({"due", "bound", "must", "need", "should", "request", "decide"}),
    "recommend": frozenset({"recommend", "should"}),
    "request": frozenset({"request", "invite", "should", "urge"}),
    "invite": frozenset({"invite", "request", "recommend", "encourage"}),
    "urge": frozenset({"urge", "recommend"}),
    "endorse": frozenset({"endorse", "adopt"}),
    "hope": frozenset({"hope", "recommend", "should", "encourage", "invite", "request", "urge"}),
    "promise": frozenset({"promise", "decide", "must", "bound"}),
    "draft": frozenset({"draft"}),
}
DEONTIC = frozenset({"may", "consider", "encourage", "should", "need", "must", "bound", "due"})
HEDGES = frozenset({"consider", "encourage", "may", "hope"})


# Not the noun of a verb of saying: declaration, observación, сообщение.
_NOUN = (
    r"(?!\w*(?:[cst]iones|[cst]ion|tions?|sions?|t[eo]urs?|trices?|dor(?:es|as?)?|ances?|encias?|ments?|als?|ers?|ors?"
    r"|ни[еяю]|нием|ний|ост[ьи])(?!\w))"
)
_WORD_BEGINS = r"(?<![^\W_])(?=[^\W_])"


@dataclass(frozen=True, slots=True)
class Mark:
    """``text[start:end]`` is a form of ``grade`` on the scale ``kind``."""

    kind: Kind
    grade: str
    start: int
    end: int


def fixed(plain: str, language: str) -> tuple[tuple[int, int], ...]:
    """Where the words stand that a denial is part of (不可逆) or only seems to be (不仅)."""
    pattern, grades = _pattern("negation", language)
    found = (match for match in pattern.finditer(plain) if grades[(match.lastindex or 1) - 1] == "neutral")
    return tuple(match.span() for match in found)


def marks(plain: str, language: str, kind: Kind) -> tuple[Mark, ...]:
    """The marks of one kind in ``plain`` text, in order, none inside another."""
    pattern, grades = _pattern(kind, language)
    return tuple(
        Mark(kind, grade, match.start(), match.end())
        for match in pattern.finditer(plain)
        if (grade := grades[(match.lastindex or 1) - 1]) != "neutral"
    )


@cache
def _pattern(kind: Kind, language: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """All forms of a scale as one expression, longer forms first, and the grade of each group."""
    table = _tables()[kind]
    if kind == "saying":
        grades = {"says": table.get(language, "")}
    else:
        grades = dict(table if kind == "bound" else table.get(language, {}))
    forms = [(form, grade) for grade, together in grades.items() for form in _forms(together)]
    forms.sort(key=lambda pair: _length(pair[0]), reverse=True)
    branches = [_whole(form, _NOUN if kind == "saying" else "") for form, _ in forms] or [r"((?!))"]
    begins = {_begin(form) for form, _ in forms}
    glance = "" if None in begins else f"(?=[{''.join(sorted(filter(None, begins)))}])"
    if kind != "bound" and language != "zh":
        glance = _WORD_BEGINS
    return re.compile(f"{glance}(?:{'|'.join(branches)})"), tuple(grade for _, grade in forms)


def _begin(form: str) -> str | None:
    """The Chinese character that a form begins with: one glance at a place rules most forms out."""
    bare = re.sub(r"^\(\?<[=!][^)]*\)", "", form)
    return bare[0] if re.match("[\u4e00-\u9fff](?![?*])", bare) else None


def _forms(together: str) -> list[str]:
    """The alternatives of ``a|b(?:c|d)``, split at the bars that stand in no parenthesis."""
    forms, depth, form = [], 0, ""
    for sign in together:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            forms.append(form)
            form = ""
        else:
            form += sign
    return [form for form in (*forms, form) if form]


def _length(form: str) -> int:
    """Roughly how many characters a form matches, what it only looks at left out."""
    bare = re.sub(r"\(\?<?[=!][^)]*\)", "", form)
    return len(re.sub(r"[\\?*+(){}:|]|\|[^|)]*", "", bare))


def _whole(form: str, unless: str = "") -> str:
    """The form as a group that matches whole words; Chinese has none to respect."""
    if re.search("[\u4e00-\u9fff]", form):
        return f"({form})"
    before = r"(?<![^\W_])(?:[وفبل]|ول|فل)?" if re.search("[\u0600-\u06ff]", form) else r"(?<![^\W_])"
    after = "" if form.endswith("'") or _looks_ahead(form) else r"(?![^\W_])"
    return f"({before}{unless}(?:{form}){after})"


def _looks_ahead(form: str) -> bool:
    """Whether the form ends with what must follow it."""
    depth = 0
    for at in range(len(form) - 1, -1, -1):
        depth += (form[at] == ")") - (form[at] == "(")
        if not depth:
            return form.startswith("(?=", at)
    return False


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads((Path(__file__).parent / "scales.toml").read_text(encoding="utf-8"))
