"""Where a question says to look: reports by symbol, title, body, year, language or status, and a section
of them. Pure; whether there is such a section is for the index to say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.answering.cues import content_words, pattern
from assistant.index.scope import reports_in
from assistant.language.detect import language_of
from assistant.language.names import names
from assistant.language.normal import plain
from assistant.model import ReportSummary, Scope
from assistant.reading.locator import parse_refs

SHARE = 0.75  # of a title's pairs of characters that name it
SHORTEST_CALL = 3  # characters of the end of a title that name it
_TONGUES = frozenset("zh zho chi cmn hans hant cn tw en eng fr fra es spa ru rus ar ara".split())  # noqa: SIM905
_HAN = re.compile("[\u3400-\u9fff]")

_DOCUMENT = re.compile(
    r"报告|文件|决议|草案|法|宣言|report|document|resolution|draft|law|declaration|rapport|informe|resolucion"
    r"|доклад|резолюци|تقرير|قرار"
)

_LANGUAGES = {
    "zh": r"中文|汉语|chinese|chinois|chino|китайск\w*|صيني\w*",
    "en": r"英文|英语|english|anglais|ingles|английск\w*|انجليزي\w*|انكليزي\w*",
    "fr": r"法文|法语|french|francais|frances|французск\w*|فرنسي\w*",
    "es": r"西班牙文|西班牙语|西文|spanish|espagnol|espanol|испанск\w*|اسباني\w*",
    "ru": r"俄文|俄语|russian|russe|ruso|русск\w*|روسي\w*",
    "ar": r"阿拉伯文|阿拉伯语|arabic|arabe|арабск\w*|عربي\w*",
}
_NOUN = (
    r"(?:报告|文件|决议|report|resolution|document|rapport|informe|documento|resolucion|доклад|резолюци"
    r"|документ|تقرير|قرار|وثيق)"
)
_IN_LANGUAGE = {
    code: re.compile(
        rf"(?:{name})(?:的|版|本)*\s?{_NOUN}|{_NOUN}\w* (?:in |en |на )?(?:باللغه |ب)?(?:ال)?(?:{name})"
    )
    for code, name in _LANGUAGES.items()
}
_IN_DRAFT = re.compile(
    r"(?:草案|草稿)(?:里|中|说|提|讲)|\bin (?:the |this )?draft\b|dans le projet|en el (?:proyecto|borrador)"
    r"|в проекте|في (?:ال)?مشروع"
)
_LOOK_INTO = re.compile(r"(?:^|在|根?据|按照?|[,，;；])$|(?:\bin|\bfrom|\baccording to) (?:the )?$")
_ITS_REPORT = re.compile(rf"(?:'s|的)?\s?(?:\d{{4}}\s?年?\s?的?)?(?:草案|draft )?{_NOUN}")
_REPORT_OF = re.compile(
    r"(?:\b(?:in|from|according to) the|\b(?:dans|selon) (?:le|la)|d'apres (?:le|la)|\b(?:en|segun) (?:el|la)"
    rf"|\b(?:в|согласно)|في|حسب) (?:\d{{4}} |\w+ )?{_NOUN}\w*"
    r"(?: (?:of|by|du|de|de la|del|de l'))?(?: the)?\s?$"
)

_WORD = r"[^\W\d_]+(?:['-][^\W\d_]+)*"
_TITLE = rf"[«\"]?\s?(?P<title>{_WORD}(?: {_WORD}){{0,5}})"
_SECTIONS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:in|from|under) the (?P<title>(?:{_WORD} ){{1,5}}?)(?:section|part|chapter)\b",
        r"\b(?:in|from|under) the (?:section|part|chapter|heading)s? (?:on |of |about |called |entitled )?"
        rf"(?:the )?{_TITLE}",
        rf"\b(?:dans|sous) (?:la|le) (?:section|partie|chapitre|rubrique|titre) "
        rf"(?:(?:consacree? |relative? |intitulee? )?(?:a |aux? |sur |des? |du )?)?(?:l'|la |les? )?{_TITLE}",
        rf"\b(?:en|bajo) (?:la|el) (?:seccion|parte|capitulo|apartado|titulo) "
        r"(?:(?:relativ[oa] |dedicad[oa] |titulad[oa] )?(?:al? |del? |sobre )?)?"
        rf"(?:la |las |los |el )?{_TITLE}",
        rf"\b(?:в|из) (?:раздел|част|глав)\w* (?:об? |по |с |под названием )?{_TITLE}",
        rf"(?:في|من) (?:ال)?(?:قسم|فصل|جزء|باب) (?:المتعلق ب|الخاص ب|بعنوان |عن )?{_TITLE}",
    )
)
_SHORTEST = 3  # letters of a title


@dataclass(frozen=True, slots=True)
class Section:
    """What ``text[start:end]`` calls a section: its mark or its title."""

    name: str
    start: int
    end: int


def narrowed(
    text: str, within: Scope, reports: Sequence[ReportSummary], holds: Callable[[Scope], bool]
) -> tuple[Scope, str]:
    """A scope made narrower by what a question names, as far as that ``holds`` any paragraph, and the
    question without the section it names. Raises NotFound for a scope that no report is in."""
    known = {report.id: report for report in reports}
    named = named_reports(text, [known[id] for id in reports_in(within, known)])
    scope = replace(within, reports=named or within.reports)
    for section in named_sections(text) if not within.sections else ():
        if holds(trial := replace(scope, sections=(section.name,))):
            rest = text[: section.start] + " " + text[section.end :]
            return trial, rest if content_words(rest) else text
    return scope, text


def named_sections(text: str) -> Iterator[Section]:
    """What may be the mark or the title of a section that a question speaks of, likeliest first."""
    for mention in parse_refs(text):
        if mention.unit in ("section", "title"):
            yield from (Section(ref, mention.start, mention.end) for ref in mention.refs)
    yield from named_titles(text)


def named_titles(text: str) -> Iterator[Section]:
    """«in the section on travel documents say» may name «travel documents say», «travel documents» …"""
    simple = plain(text)
    for named_so in _SECTIONS:
        for found in named_so.finditer(simple):
            start, end = found.span("title")
            if found.end() > end:  # «in the recommendations section»
                yield Section(text[start:end].strip(), found.start(), found.end())
                continue
            while end - start >= _SHORTEST:
                yield Section(text[start:end], found.start(), end)
                end = start + max(text[start:end].rfind(" "), 0)


def named_reports(text: str, reports: Sequence[ReportSummary]) -> tuple[str, ...]:
    """The reports named, none when the question names none or cannot tell them apart."""
    simple = plain(text)
    by_symbol = [report.id for report in reports if report.symbol and _plain(report.symbol) in simple]
    by_id = [report.id for report in reports if len(report.id) > 5 and _plain(report.id) in simple]
    if by_symbol or by_id:
        return tuple(dict.fromkeys(by_symbol + by_id))
    squeezed = _squeezed(text)
    asked = _pairs(squeezed)
    by_title = [report.id for report in reports if _titled(report.title, squeezed, asked)]
    chosen = by_title or _described(text, simple, reports)
    return tuple(chosen) if 0 < len(chosen) < max(len(reports), 2) else ()


def kept_first(known: Sequence[ReportSummary], language: str) -> str:
    """The id of the report kept first, or of the version of it in the question's language."""
    first = known[0]
    if first.language[:2] == language[:2]:
        return first.id
    bare = _unspoken(first.id)
    for each in known:
        if each.language[:2] != language[:2]:
            continue
        if each.symbol == first.symbol != "" or _unspoken(each.id) == bare != ():
            return each.id
    return first.id


def this_report(text: str, reports: Sequence[ReportSummary]) -> tuple[str, ...]:
    """The report meant by «this report» where several are kept and none has been spoken of."""
    simple = plain(text)
    found = pattern("other", "this").search(simple) if len(reports) > 1 else None
    if found is None or _DOCUMENT.search(simple[: found.start()]):  # refers back to another named before
        return ()
    return (kept_first(reports, language_of(text)),)


def _unspoken(id: str) -> tuple[str, ...]:
    """The parts of an id without those that name a language: «E_2023_86_zh» is «E_2023_86_en» in Chinese."""
    return tuple(part for part in re.split(r"[_.\-\s]+", id.lower()) if part not in _TONGUES)


def _described(text: str, simple: str, reports: Sequence[ReportSummary]) -> list[str]:
    """«in the draft report of 2018»: the reports of which every description that some report meets is
    true; none when none does."""
    known = {report.id: report for report in reports}
    described = [_by_year(simple, reports)]
    languages = tuple(code for code, pattern in _IN_LANGUAGE.items() if pattern.search(simple))
    statuses = ("draft",) if _IN_DRAFT.search(simple) else ()
    for scope in (Scope(languages=languages), Scope(statuses=statuses), Scope(bodies=_bodies(text, simple))):
        if scope != Scope() and (found := reports_in(scope, known, strict=False)):
            described.append(list(found))
    limits = [set(found) for found in described if found]
    return [id for id in known if limits and all(id in limit for limit in limits)]


def _bodies(text: str, simple: str) -> tuple[str, ...]:
    """The bodies whose report or resolution a question says to look into."""
    return tuple(
        name.text
        for name in names(text)
        if name.kind == "body"
        and (
            (_REPORT_OF.search(simple[: name.start]))
            or (_LOOK_INTO.search(simple[: name.start]) and _ITS_REPORT.match(simple[name.end :]))
        )
    )


def titled(called: str, report: ReportSummary) -> bool:
    """Whether a report is what a question calls so: its title says it, or names the same instrument."""
    for name in (report.title, report.id):
        title = _squeezed(name)
        if _squeezed(called) in title or _titled(called, title, _pairs(title)):
            return True
    meant = {name.code for name in names(called) if name.kind == "instrument"}
    return bool(meant & {name.code for name in names(report.title)})


def untitled(topic: str, text: str, reports: Sequence[ReportSummary]) -> str:
    """The topic of a plain ``text``, as long as it, without what the text calls the reports."""
    for name in (_called(text, each.title) for each in reports):
        if name and (at := text.index(name)) + len(name) <= len(topic):
            topic = topic[:at] + " " * len(name) + topic[at + len(name) :]
    return topic


def _called(text: str, title: str) -> str:
    """What a text calls a report: its title, or in Chinese the end of it («引渡法» for
    «中华人民共和国引渡法»); nothing where it does not."""
    for line in re.split(r"[\s(（]+", title) if _HAN.search(title) else (title,):
        name = plain(line)
        ends = (name[at:] for at in range(len(name) - SHORTEST_CALL + 1)) if _HAN.search(name) else (name,)
        if end := next((end for end in ends if end and end in text), ""):
            return end
    return ""


def _titled(name: str, squeezed: str, asked: frozenset[str]) -> bool:
    """Whether a question says a title, or most of its pairs of characters."""
    title = _squeezed(name)
    if len(title) < 4:
        return False
    pairs = _pairs(title)
    return title in squeezed or (len(pairs) >= 6 and len(pairs & asked) >= SHARE * len(pairs))


@lru_cache(maxsize=100_000)
def _plain(text: str) -> str:
    return plain(text)


@lru_cache(maxsize=100_000)
def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", plain(text))


@lru_cache(maxsize=100_000)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _by_year(simple: str, reports: Sequence[ReportSummary]) -> list[str]:
    """«the 2018 report»: a year beside the word for a document."""
    years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", simple))
    if (
        not years
        or not _DOCUMENT.search(simple)
        or not re.search(
            r"\d{4}\s?年?(的|度)?\W*(报告|文件|决议|会议)|report|document|rapport|informe|доклад|تقرير",
            simple,
        )
    ):
        return []
    return [report.id for report in reports if {date[:4] for date in report.dates} & years]
