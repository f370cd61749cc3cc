"""Whether a text says when a thing was, is or will be, or how long it lasts. Pure."""

from __future__ import annotations

import re

from assistant.answering.cues import shows
from assistant.language.normal import numbers, plain
from assistant.model import Report

NEXT_TO = 16  # characters from an ordinal in which the session that it counts stands

_TIME = re.compile(
    r"[日天年月周]|星期|小时|分钟|期限|\b(day|week|month|year|hour|minute)s?\b|jour|semaine|mois|\bans?\b|heure"
    r"|dia|semana|mes(es)?\b|ano|hora|дн|день|недел|месяц|год|лет|час|يوم|ايام|اسبوع|شهر|سن[هي]|ساع"
)
_WHEN = re.compile(
    r"之日|之前|之后|以前|以后|期间|情形之一|情况下|\b(before|after|during|prior to|until|while)\b"
    r"|\b(avant|apres|pendant|lors)\b"
    r"|\b(antes|despues|durante)\b|\b(до|после|перед|во время|в ходе)\b|قبل|بعد|خلال"
)
_SESSION = re.compile(
    r"session|meeting|conference|reunion|sesion|conferencia|сесси|заседани|совещани|конференци|届会|会议|大会|دور|اجتماع|موتمر"
)
_AT = re.compile(
    r"(?:\b(?:at|to|by|until|before|for) |\b(?:a|lors de|d'ici|jusqu'a|pour) |\b(?:en|hasta|para|al?) "
    r"|\b(?:на|до|к) )"
    r"(?:\w{1,4} )?$"
)


def says_when(question: str, evidence: str) -> bool:
    """Whether a text has a date, or, where no day or year is asked for, says when in other words."""
    if any(each.kind == "date" or is_year(each.value) for each in numbers(evidence)):
        return True
    loosely = not shows(question, "other", "which_day") and _WHEN.search(plain(evidence))
    return bool(loosely) or _timed(question, evidence)


def only_past(question: str, evidence: str, report: Report) -> bool:
    """Whether it is asked when a thing will be, and all that a text dates was before the report."""
    issued = min(report.dates, default="")
    if not issued or not shows(question, "other", "will_be"):
        return False
    days = [each.value for each in numbers(evidence) if each.kind == "date" or is_year(each.value)]
    past = bool(days) and all(day[:1] != "-" and day < issued[: len(day)] for day in days)
    return past and not _timed(question, evidence)


def lasts(evidence: str) -> bool:
    """Whether a text has a number of days, months or years, or speaks of time beside a number that is no
    date."""
    if not _TIME.search(plain(evidence)):
        return False
    return any(numeral.kind != "date" and not is_year(numeral.value) for numeral in numbers(evidence))


def _timed(question: str, evidence: str) -> bool:
    """Whether a text says when without a date: by which session, other than one that the question names,
    or, asked since when, for how long."""
    simple, asked = plain(evidence), {each.value for each in numbers(question) if each.kind == "ordinal"}
    if shows(question, "other", "since") and _TIME.search(simple) and numbers(evidence):
        return True
    return any(
        each.kind == "ordinal"
        and each.value not in asked
        and _AT.search(simple[: each.start])
        and _SESSION.search(simple[each.end : each.end + NEXT_TO])
        for each in numbers(evidence)
    )


def is_year(value: str) -> bool:
    return bool(re.fullmatch(r"(19|20)\d\d", value))
