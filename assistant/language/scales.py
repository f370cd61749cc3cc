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
    "request": frozenset({"request", "invite", "should", "urge", "must", "bound"}),
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
_CLITICS = "وفبل"  # Arabic conjunctions and prepositions written on to a word
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
    """All forms of a scale as one expression, longer forms first, and the grade of each group.

    A glance at the sign at a place rules most forms out: forms that begin alike stand together.
    """
    table = _tables()[kind]
    if kind == "saying":
        grades = {"says": table.get(language, "")}
    else:
        grades = dict(table if kind == "bound" else table.get(language, {}))
    forms = [(form, grade) for grade, together in grades.items() for form in _forms(together)]
    forms.sort(key=lambda pair: _length(pair[0]), reverse=True)
    signs = {sign for form, _ in forms for sign in _begin(form)}
    groups = [(sign, [one for one in forms if sign in (_begin(one[0]) or sign)]) for sign in sorted(signs)]
    loose = [one for one in forms if not _begin(one[0])]
    unless = _NOUN if kind == "saying" else ""
    branches = [f"(?={sign})(?:{_either(together, unless)})" for sign, together in groups]
    tried = f"(?=[{''.join(sorted(signs))}])(?:{'|'.join(branches)})" if signs else "(?!)"
    glance = _WORD_BEGINS if kind != "bound" and language != "zh" else ""
    ordered = [one for _, together in groups for one in together] + loose
    pattern = f"{glance}(?:{tried}|{_either(loose, unless) or '(?!)'})"
    return re.compile(pattern), tuple(grade for _, grade in ordered)


def _either(forms: list[tuple[str, str]], unless: str) -> str:
    return "|".join(_whole(form, unless) for form, _ in forms)


def _begin(form: str) -> str:
    """The signs that a form may begin with, one of them its own; empty when they are not told at once."""
    bare = re.sub(r"^(?:\(\?<[=!][^)]*\))+", "", form)
    if not re.match(r"[^\W\d_](?![?*{])", bare):
        return ""
    return bare[0] + (_CLITICS if "\u0600" <= bare[0] <= "\u06ff" else "")


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
    form = re.sub("^ال", "(?:ال|لل)", form)  # لل is to the
    before = rf"(?<![^\W_])(?:[{_CLITICS}]|ول|فل)?" if re.search("[\u0600-\u06ff]", form) else r"(?<![^\W_])"
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
