"""Whether «which delegation», «what is his name» finds nobody named: «one delegation». Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.cues import shows
from assistant.answering.draft import Wanted
from assistant.answering.pick import Scored
from assistant.answering.quoting import sentences_of
from assistant.answering.stating import HAN_BODY
from assistant.language.names import names

TELLS = 0.6  # share of the best sentence's coverage from which on a paragraph may name it
_SPEAKER = re.compile(  # who speaks is not who is spoken of
    r"(?i)^(?:[^,.;。；]{0,60}\b(?:representative|observer|delegation|panellist|représentant\w*|observat\w+"
    r"|representante|observador\w*|délégation|delegación|представител\w+|наблюдател\w+)\b[^.;]{0,110}?"
    r"\b(?:said|stated|reported|noted|explained|recalled|a \w+é|dijo|inform[óo]|se[ñn]al[óo]|afirm[óo]"
    r"|indic[óo]|recordó|сообщил\w*|заявил\w*|отметил\w*|указал\w*)\b"
    r"|[^，。；]{0,30}?(?:代表|观察员|觀察員|专家|嘉宾)[^，。；]{0,8}?(?:说|表示|指出|报告|介绍|认为))"
)
_CALLED = re.compile(
    r"[“\"«「『][^”\"»」』]{2,40}[”\"»」』]|[\u3400-\u9fff][·•・][\u4e00-\u9fff]|[\u3400-\u9fff]{2,4}(?:先生|女士|博士)"
    rf"|{HAN_BODY}|السيد[هة]?\s|\b(?:Mr|Ms|Mrs|Mme|Sra?|Dr)\b"
)
_PROPER = re.compile(r"(?<=[\w,;:»)] )[A-ZÀ-ÞА-ЯЁ][\w’'-]{2,}(?: (?:de |du |of |da )?[A-ZÀ-ÞА-ЯЁ][\w’'.-]+)*")
_OFFICE = re.compile(  # the report's own bodies, and offices without their holder
    r"Working|Group|Commission|Comisi|Comit|Commit|Council|Conf|Forum|Foro|Govern|Gobierno|Gouvern|Secret|State"
    r"|Member|Part|Estado|[EÉ]tat|Chair|Pr[eé]sid|Minist|General|Executive|Рабоч|Комисси|Комитет|Секретариат"
    r"|Совещани|Конференци|Генеральн|Министр|Республик"
)


def unnamed(wanted: Wanted, chosen: Sequence[Scored]) -> bool:
    """Whether one of several or a name is asked for, and what is said of it names none."""
    text = wanted.text.partition(" (")[0]
    called = shows(text, "other", "called")
    if not (called or shows(text, "other", "which")) or shows(text, "other", "ought"):
        return False
    if "countries" in wanted.asks and shows(text, "other", "opined"):
        return False  # «several States parties» may be all that is told of them
    return not any(_names(_telling(each, alone=called), text, called=called) for each in chosen)


def _telling(each: Scored, *, alone: bool) -> str:
    """The sentences of a paragraph that are about the question, and, unless they ``alone`` are to tell, all
    that comes after the first of them."""
    text = each.paragraph.text
    least = TELLS * max(each.sentences, default=0.0)
    spans = zip(sentences_of(text), each.sentences, strict=True)
    told = [text[start : end if alone else None] for (start, end), covered in spans if covered >= least]
    return "".join(told) if alone else (told or [text])[0]


def _names(told: str, question: str, *, called: bool) -> bool:
    """Whether a text names one whom the question does not; a country is no name of what is ``called``."""
    asked = {name.code for name in names(question)}
    places = [name for name in names(told) if name.kind in ("country", "place")]
    if not called and any(name.code not in asked for name in places):
        return True
    told = _SPEAKER.sub("", told)
    if any(match[0] not in question for match in _CALLED.finditer(told)):
        return True
    known = {name.text for name in places}
    proper = (match[0] for match in _PROPER.finditer(told))
    return any(each not in question and each not in known and not _OFFICE.match(each) for each in proper)
