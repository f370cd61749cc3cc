"""What the head of a report tells: body, title, dates, place, status, symbol."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.reading.days import dates_in
from assistant.reading.lines import columns, ends

_OPENER = re.compile(
    r"(?:The (?:General Assembly|Security Council|Economic and Social Council|Human Rights Council"
    r"|Conference|Commission|Committee)|L[’']Assemblée générale|Le Conseil|La Conférence"
    r"|La Asamblea General"
    r"|El Consejo|La Conferencia|Генеральная Ассамблея|Совет|Конференция|إن الجمعية العامة|إن مجلس"
    r"|大会|安全理事会|经济及社会理事会|人权理事会|缔约方会议|缔约国会议).{0,80}[,，،]$"
)
_STATUS = re.compile(
    r"报告草稿|报告草案|决议草案|决定草案|草稿|草案|報告草稿|報告草案|決議草案"
    r"|\bdraft (?:report|resolution|decision|proposal|conclusions)\b|\bdraft\b"
    r"|\bprojet de (?:rapport|résolution|décision)\b|\bproyecto de (?:informe|resolución|decisión)\b"
    r"|проект (?:доклада|резолюции|решения)|مشروع (?:ال)?(?:تقرير|قرار|مقرر)",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:工作组|工作組|委员会|委員會|理事会|理事會|大会|大會|缔约方会议|缔约国会议|締約方會議|立法會|议会)$"
    r"|\b(?:Working Group|Committee|Commission|Council|Conference|General Assembly|Groupe de travail|Comité"
    r"|Conseil|Conférence|Assemblée générale|Grupo de Trabajo|Consejo|Conferencia|Comisión"
    r"|Asamblea General)\b|Рабочая группа|Комитет|Комиссия|Совет|Конференция|Генеральная Ассамблея"
    r"|الفريق العامل|لجنة|مجلس|مؤتمر|الجمعية العامة",
)
_SESSION = re.compile(
    r"届|屆|实质性会议|session|período de sesiones|сесси|الدورة|会议$(?<!缔约方会议)(?<!缔约国会议)",
    re.IGNORECASE,
)
_AGENDA = re.compile(
    r"(?:临时)?议程\*?\s?项目|議程項目|agenda item|item \d+ of the (?:provisional )?agenda"
    r"|point \d+.* de l[’']ordre du jour"
    r"|tema \d+ (?:del programa|de la agenda)|пункт \d+.* повестки|البند \d+",
    re.IGNORECASE,
)
_MASTHEAD = re.compile(
    r"Distr\b|Original\s?[:：]|^\*?\d{5,}\*?$|^V\.\d\d-|^\d\d-\d{5}|GENERAL$|LIMITED$", re.IGNORECASE
)
SYMBOL = re.compile(
    r"(?<![A-Za-z0-9/])[A-Z]{1,6}(?:/[A-Z0-9][A-Za-z0-9-]{0,15}(?:\.[A-Za-z0-9-]{1,8}){0,2}){1,8}(?![A-Za-z0-9/])"
)
_ADOPTED = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"adopted by the ((?:General|Human|Economic|Security)[A-Z a-z]*?(?:Assembly|Council))", ""),
        (r"adoptée par (?:l’|l'|le )(Assemblée générale|Conseil[\w ]*?)(?= le \d|$)", ""),
        (r"aprobada por (?:la|el) (Asamblea General|Consejo[\w ]*?)(?= el \d|$)", ""),
        (r"принятая Генеральной Ассамблеей", "Генеральная Ассамблея"),
        (r"принятая Советом Безопасности", "Совет Безопасности"),
        (r"(?:اتخذته|اعتمدته) (الجمعية العامة)", ""),
        (r"^(?:\d{4}年\d{1,2}月\d{1,2}日)?(大会|安全理事会|人权理事会)(?:通过的)?决议$", ""),
    )
)
_ORGANISATION = re.compile(
    r"United Nations$|Nations Unies$|Naciones Unidas$"
    r"|Организация Объединенных Наций$|الأمم المتحدة$|联合国$|聯合國$"
)
_CHAIR = (
    r"(?:Vice-)?(?:Chair|Rapporteur|President|Président|Presidenc?t?[ae]|Председатель|主席|الرئيس)\w*"
    r"(?: (?:and|et|y) \w+)?\s?[:：]"
)
_GENERIC = 20  # columns of «报告草稿 增编», which no report is told by
_BESIDE_SYMBOL = 30  # characters beside a symbol that make no sentence
_LONGEST = 400  # characters of a header line that are looked at
_HOUR = re.compile(r"\d\s?(?:[ap]\.m|ч\.\s?\d\d\s?м|h(?:eures|oras)?(?:\s?\d\d)?)\.?$")
_AROUND = " ,，、;；:：.。()（）،"
_HELD = re.compile(
    r"(?:[Hh]eld|[Tt]enue|[Cc]elebrad[ao]|состоявш\w+ся) .*?(?:, |\b(?:in|à|en|в) )(?:à |en |в )?"
    r"([^,|]{2,30}), (?:on|le|el|во?)\b[^|]*\||\|[^|]*?在([^，。|]{2,12})举行"
)


_SOURCE = re.compile(r"[\[［].*[\]］]")  # «[on the report of the Second Committee (A/65/433)]»
_BYLINE = re.compile(  # «Projet établi par le Comité»
    r"(?i)(?:\w+ )?(?:établi|préparé|rédigé|soumis|présenté)e? par\b"
    r"|(?:\w+ )?(?:prepared|submitted|drafted) by\b|(?:\w+ )?(?:preparad|presentad)[oa] por\b"
    r"|(?:\w+ )?(?:подготовлен|представлен)\w* |由.{2,20}(?:编写|提交|起草)$"
)
_CONTENTS = re.compile(
    r"(?i)(?:s ?ommaire|table des matières|contents|summary|sumario|índice|содержание|目[录錄]|المحتويات)\W*$"
)
_NOTES = re.compile(r"\s?\*[*\s,]*$")  # what points to a footnote


@dataclass(frozen=True, slots=True)
class Facts:
    title: str = ""
    body: str = ""
    status: str = ""
    place: str = ""
    symbol: str = ""
    dates: tuple[str, ...] = ()


def ends_header(text: str) -> bool:
    """Whether a line at the head of a report is already its first sentence, or opens a resolution."""
    if len(text) > _LONGEST:
        return True
    if _OPENER.match(text):
        return True
    if _MASTHEAD.search(text) or _AGENDA.match(text) or (_HOUR.search(text) and dates_in(text)):
        return False
    if re.search(r"\bU\.?N\.? Doc\b", text):
        return False
    if (symbol := symbol_in(text)) and len(text) - len(symbol) < _BESIDE_SYMBOL:
        return False  # «United Nations CTOC/COP/2018/L.1/Add.3»
    return (
        columns(text) >= (20 if "\u3400" <= text[0] <= "\u9fff" else 40)
        and ends(text)
        and not text.startswith(("[", "［"))
    )


def is_header_line(text: str) -> bool:
    """Whether a line of the head says one thing of its own: a session, an agenda item, a date and place."""
    if columns(text) > 80 or text[0].islower():
        return False
    return bool(
        _OPENER.match(text)
        or _SESSION.search(text)
        or _AGENDA.match(text)
        or _MASTHEAD.search(text)
        or _is_date(text)
    )


def _is_date(text: str) -> bool:
    """Hardly more than a date: «Vienna, 4 and 5 July 2018»."""
    found = None if ends(text) else dates_in(text)
    return found is not None and len(text) - (found[1] - found[0]) <= 30


def facts_of(header: Sequence[str]) -> Facts:
    """Read the header's lines; what is not written there stays empty."""
    lines = [re.sub(r"\s+", " ", line[:_LONGEST]) for line in header[:60] if line]
    lines = lines[: next((k for k, line in enumerate(lines) if k and _CONTENTS.match(line)), len(lines))]
    status = next((match[0] for line in lines if (match := _STATUS.search(line))), "")
    dates, place, dated = _when_and_where(lines)
    symbol = next(
        (match[0] for line in lines if (match := SYMBOL.search(line)) and _stands_alone(line, match[0])), ""
    )
    agenda = next((k for k, line in enumerate(lines) if _AGENDA.match(line)), len(lines))
    ahead = lines[: min(agenda, dated if dated >= 0 else agenda)] or lines[:1]
    named_bodies = [
        re.sub(r"\s*Distr\..*", "", line) for line in ahead if columns(line) < 120 and not _BYLINE.match(line)
    ]
    bodies = [
        line
        for line in named_bodies
        if (_BODY.search(line) or _organ(line) != line) and not _SESSION.search(line)
    ]
    body = _organ(bodies[-1]) if bodies else ""
    first = agenda + 2 if agenda + 2 < len(lines) else agenda + 1 if agenda + 1 < len(lines) else 0
    first = first or _masthead(lines)
    apart = {dated, agenda, lines.index(symbol) if symbol in lines else -1}
    apart |= {k for k, line in enumerate(lines) if _MASTHEAD.search(line) or _SOURCE.fullmatch(line)}
    labels = (k for k, line in enumerate(lines) if k > first and line[-1] in ":：")  # «State party:»
    named = [line for k, line in enumerate(lines[: next(labels, None)]) if k >= first and k not in apart]
    telling = [line for line in named if not _BYLINE.match(line)]
    named = telling if any(_tells(line, bodies) for line in telling) else named
    if named and (
        labelled := re.match(r"(?:法規名稱|法规名称|標題|标题|Title|Titre|Título)\s?[:：]\s?(.+)", named[0])
    ):
        return Facts(labelled[1][:300], body, status, place, symbol, dates)
    named = [line for line in named if line[-1] not in ":：" and not re.match(_CHAIR, line)] or named
    title = " ".join(_NOTES.sub("", line) for line in _without_organs(named, bodies))
    return Facts(title[:300], body, status, place, symbol, dates)


def _organ(line: str) -> str:
    """«Resolution adopted by the General Assembly on …» names the organ inside a sentence."""
    for pattern, name in _ADOPTED:
        if match := pattern.search(line):
            return name or match[1]
    return line


def _without_organs(named: Sequence[str], bodies: Sequence[str]) -> Sequence[str]:
    """The title after the organs and sessions above it; where hardly more than «Report» is left, the last
    organ belongs to it."""
    k = 0
    while k < len(named) - 1 and not _tells(named[k], bodies):
        k += 1
    if k and columns("".join(named[k:])) <= _GENERIC:
        organs = [line for line in named[:k] if line in bodies]
        return [*organs[-1:], *named[k:]]
    return named[k:]


def _tells(line: str, bodies: Sequence[str]) -> bool:
    """Whether a line is no organ and no session."""
    return not (line in bodies or _SESSION.search(line) or _ORGANISATION.match(line))


def _masthead(lines: Sequence[str]) -> int:
    """Where the lines above the title end: organ, distribution, date of issue, original language."""
    last = max((k for k, line in enumerate(lines) if _MASTHEAD.search(line)), default=-1)
    follows_distr = 0 <= last < len(lines) - 2 and "Distr" in lines[last] and dates_in(lines[last + 1])
    return last + 2 if follows_distr else last + 1 if last < len(lines) - 1 else 0


def symbol_in(text: str) -> str:
    """The first document symbol in a text, such as E/2023/86; it has a slash and a digit."""
    return next((match[0] for match in SYMBOL.finditer(text) if re.search(r"\d", match[0])), "")


def _stands_alone(line: str, symbol: str) -> bool:
    return (len(line) - len(symbol) < 30 or line.find(symbol) < 30) and not re.search(
        rf"[(（《]\s?{re.escape(symbol)}", line
    )


def _when_and_where(lines: Sequence[str]) -> tuple[tuple[str, ...], str, int]:
    """The first dates in the header, the place beside them, and the line they stand in.

    The date of issue, which follows «Distr.», counts only where there is no other.
    """
    issued: tuple[str, ...] = ()
    for k, line in enumerate(lines):
        found = dates_in(line)
        if found:
            start, end, dates = found
            if any("Distr" in above for above in (*lines[max(0, k - 2) : k], line[:start])):
                issued = issued or dates
                continue
            place = _place_beside(line[:start], line[end:])
            return dates, place, k if columns(line) < 80 else -1
    return issued, "", -1


def _place_beside(before: str, after: str) -> str:
    """The place that stands beside a date, a comma or (in Chinese) a space between them."""
    if held := _HELD.search(f"{before}|{after}"):
        return next(part for part in held.groups() if part).strip()
    after = re.sub(r"^\s?[(（][^)）]*[)）]$", "", after)
    parts = [
        part for part, edge in ((after, after[:1]), (before, before.rstrip()[-1:])) if _is_apart(part, edge)
    ]
    return next((part for part in (part.strip(_AROUND) for part in parts) if _is_place(part)), "")


def _is_apart(part: str, edge: str) -> bool:
    return edge in _AROUND or bool(re.search("[一-鿿]", part))


def _is_place(text: str) -> bool:
    return 0 < len(text) <= 30 and not re.search(
        r"\d|届|会议|通过|星期|day\b|决议|session|held|resolution|年|修正|日期", text
    )
