"""Random reports: an outline in a language, written down as its printers would, and what it says."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

HAN = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
ABJAD = ["أ", "ب", "ج", "د", "ه", "و", "ز", "ح", "ط", "ي", "ك", "ل"]
ARABIC_FIRST = ["أولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا", "ثامنا"]
ARABIC_SECOND = ["ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء"]
LETTERS = "abcdefghijkl"


@dataclass(frozen=True)
class Tongue:
    """How a language marks its headings, paragraphs and items, and words to fill them with."""

    name: str
    header: tuple[str, ...]
    sentences: tuple[str, ...]
    leads: tuple[str, ...]
    titles: tuple[str, ...]
    colon: str = ":"
    stop: str = "."
    semicolon: str = ";"
    cjk: bool = False

    def first(self, n: int) -> tuple[str, str]:
        """The printed mark of the n-th section and its name in a path."""
        if self.cjk:
            return f"{HAN[n]}.", HAN[n]
        if self.name == "ar":
            return f"{ARABIC_FIRST[n]}-", ARABIC_FIRST[n]
        return f"{ROMAN[n]}.", ROMAN[n]

    def second(self, n: int) -> tuple[str, str]:
        if self.name == "ar":
            return f"{ARABIC_SECOND[n]}-", ARABIC_SECOND[n]
        return f"{chr(65 + n)}.", chr(65 + n)

    def number(self, n: int) -> str:
        return f"{n}-" if self.name == "ar" else f"{n}."

    def item(self, n: int) -> tuple[str, str]:
        if self.name == "ar":
            return f"({ABJAD[n]})", f"({ABJAD[n]})"
        letter = LETTERS[n]
        return (f"{letter})" if self.name in ("fr", "es", "ru") else f"({letter})"), f"({letter})"

    def subitem(self, n: int) -> tuple[str, str]:
        if self.cjk:
            return f"（{HAN[n]}）", f"({HAN[n]})"
        if self.name == "ar":
            return f"({n + 1})", f"({n + 1})"
        numeral = ROMAN[n].lower()
        return (f"{numeral})" if self.name in ("fr", "es") else f"({numeral})"), f"({numeral})"


TONGUES = (
    Tongue(
        "zh",
        ("偷运移民问题工作组", "2019年9月11日至13日，维也纳", "报告草稿"),
        ("有几个缔约国强调应当处理促成偷运移民的根源问题，并采取预防性措施", "会上指出，第5/3号决议和2015年通过的第12段仍然适用",
         "一名发言者提到《有组织犯罪公约》第16条和（a）项", "秘书处介绍了2018年7月4日至5日第1.2节所述工作的情况", "许多发言者表示支持"),
        ("工作组建议缔约国", "各国应考虑采取下列措施"),
        ("导言", "关于刑事司法对策的建议", "审议情况概要", "关于对偷运移民行动的犯罪者进行调查和起诉过程中的刑事司法对策（包括国际合作）", "会议安排"),
        "：", "。", "；", True,
    ),
    Tongue(
        "zh-Hant",
        ("立法會保安事務委員會", "2013年2月6日", "報告草稿"),
        ("委員會認為有關當局應當與其他締約國加強國際合作", "當局表示2012年的數字為1,350宗，較2011年減少", "一名委員提到第12條及（b）項的規定"),
        ("委員會建議當局", "政府應採取下列措施"),
        ("引言", "背景", "委員會的商議工作", "關於執行機關之間進行國際合作的建議"),
        "：", "。", "；", True,
    ),
    Tongue(
        "en",
        ("Working Group on the Smuggling of Migrants", "Vienna, 4-5 July 2018", "Draft report"),
        ("Several speakers stressed the need to address the root causes of the smuggling of migrants and to take measures",
         "The Secretariat recalled resolution 5/3 of 2010, paragraph 12 of which remained applicable in 2018 and 2019",
         "One speaker referred to article 16 (a) of the Convention, and to the work described in section 1.2 of the note",
         "Many States expressed support for the proposal made by the Chair at the meeting"),
        ("The Working Group recommended that States parties should", "States should consider the following measures"),
        ("Introduction", "Summary of deliberations", "Criminal justice responses to the smuggling of migrants, including international cooperation in the investigation of offences", "Organization of the meeting"),
    ),
    Tongue(
        "fr",
        ("Groupe de travail sur le trafic illicite de migrants", "Vienne, 4 et 5 juillet 2018", "Projet de rapport"),
        ("Plusieurs orateurs ont souligné qu’il importait de s’attaquer aux causes profondes du trafic illicite de migrants",
         "Le Secrétariat a rappelé la résolution 5/3 de 2010, dont le paragraphe 12 restait applicable en 2018"),
        ("Le Groupe de travail a recommandé que les États parties", "Les États devraient envisager les mesures suivantes"),
        ("Introduction", "Résumé des délibérations", "Recommandations générales", "Organisation de la réunion"),
        " :", ".", " ;",
    ),
    Tongue(
        "es",
        ("Grupo de Trabajo sobre el Tráfico Ilícito de Migrantes", "Viena, 4 y 5 de julio de 2018", "Proyecto de informe"),
        ("Varios oradores destacaron la necesidad de abordar las causas profundas del tráfico ilícito de migrantes",
         "La Secretaría recordó la resolución 5/3 de 2010, cuyo párrafo 12 seguía siendo aplicable en 2018"),
        ("El Grupo de Trabajo recomendó que los Estados partes", "Los Estados deberían considerar las medidas siguientes"),
        ("Introducción", "Resumen de las deliberaciones", "Recomendaciones generales", "Organización de la reunión"),
    ),
    Tongue(
        "ru",
        ("Рабочая группа по незаконному ввозу мигрантов", "Вена, 4 и 5 июля 2018 года", "Проект доклада"),
        ("Несколько ораторов подчеркнули необходимость устранения коренных причин незаконного ввоза мигрантов",
         "Секретариат напомнил о резолюции 5/3 2010 года, пункт 12 которой сохраняет силу в 2018 году"),
        ("Рабочая группа рекомендовала государствам-участникам", "Государствам следует рассмотреть следующие меры"),
        ("Введение", "Краткое изложение обсуждений", "Общие рекомендации", "Организация совещания"),
    ),
    Tongue(
        "ar",
        ("الفريق العامل المعني بتهريب المهاجرين", "فيينا، 4 و5 تموز/يوليه 2018", "مشروع التقرير"),
        ("شدد عدة متكلمين على ضرورة معالجة الأسباب الجذرية لتهريب المهاجرين واتخاذ تدابير وقائية",
         "وأشارت الأمانة إلى القرار 5/3 الصادر في عام 2010 الذي لا تزال الفقرة 12 منه سارية في عام 2018"),
        ("أوصى الفريق العامل بأن تقوم الدول الأطراف بما يلي", "ينبغي للدول أن تنظر في التدابير التالية"),
        ("مقدمة", "موجز المداولات", "توصيات عامة", "تنظيم الاجتماع"),
        ":", ".", "؛",
    ),
)  # fmt: skip


@dataclass
class Part:
    """One marked piece: what is printed, and what a reader must find."""

    kind: str  # heading, paragraph, item
    mark: str
    text: str
    name: str  # path or ref


@dataclass
class Sample:
    tongue: Tongue
    parts: list[Part] = field(default_factory=list)

    @property
    def headings(self) -> list[tuple[str, str]]:
        return [(part.name, part.text) for part in self.parts if part.kind == "heading"]

    @property
    def paragraphs(self) -> list[tuple[str, str]]:
        return [(part.name, part.text) for part in self.parts if part.kind != "heading"]


@st.composite
def samples(draw: st.DrawFn, tongues: tuple[Tongue, ...] = TONGUES) -> Sample:
    """A report of up to six sections, with subsections, numbered paragraphs, items to two levels."""
    tongue = draw(st.sampled_from(tongues))
    sample, number = Sample(tongue), 0
    first = draw(st.integers(0, 2))
    for section in range(first, first + draw(st.integers(1, 4))):
        mark, path = tongue.first(section)
        sample.parts.append(Part("heading", mark, draw(st.sampled_from(tongue.titles)), path))
        subsections = draw(st.integers(0, 3))
        for subsection in range(max(1, subsections)):
            if subsections:
                mark, name = tongue.second(subsection)
                sample.parts.append(
                    Part("heading", mark, draw(st.sampled_from(tongue.titles)), f"{path}.{name}")
                )
            for _ in range(draw(st.integers(1, 4))):
                number += 1
                _paragraph(draw, sample, number)
    return sample


def _prose(draw: st.DrawFn, tongue: Tongue) -> str:
    gap = "" if tongue.cjk else " "
    chosen = draw(st.lists(st.sampled_from(tongue.sentences), min_size=1, max_size=4))
    return gap.join(sentence + tongue.stop for sentence in chosen)


def _paragraph(draw: st.DrawFn, sample: Sample, number: int) -> None:
    tongue = sample.tongue
    items = draw(st.sampled_from((0, 0, 0, 2, 3, 9, 11)))
    if not items:
        sample.parts.append(Part("paragraph", tongue.number(number), _prose(draw, tongue), str(number)))
        return
    lead = draw(st.sampled_from(tongue.leads)) + tongue.colon
    sample.parts.append(Part("paragraph", tongue.number(number), lead, str(number)))
    for k in range(items):
        mark, name = tongue.item(k)
        subitems = draw(st.sampled_from((0, 0, 0, 2, 3)))
        end = tongue.stop if k == items - 1 else tongue.semicolon
        body = draw(st.sampled_from(tongue.sentences))
        sample.parts.append(Part("item", mark, body + (tongue.colon if subitems else end), f"{number}{name}"))
        for j in range(subitems):
            submark, subname = tongue.subitem(j)
            subend = end if j == subitems - 1 else tongue.semicolon
            text = draw(st.sampled_from(tongue.sentences)) + subend
            sample.parts.append(Part("item", submark, text, f"{number}{name}{subname}"))


# -- printing ------------------------------------------------------------------------------------------


def columns(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in text)


def wrap(text: str, width: int, cjk: bool) -> list[str]:
    """Break as a word processor does: between ideographs, but no line opens with a closing mark."""
    if not cjk:
        lines, line = [], ""
        for word in text.split(" "):
            if line and len(line) + 1 + len(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        return [*lines, line]
    lines, line = [], ""
    for k, sign in enumerate(text):
        latin = k and all(one.isascii() and not one.isspace() for one in (sign, text[k - 1]))
        if line and columns(line) + columns(sign) > width and sign not in "，。；：、）》」” )" and not latin:
            lines.append(line)
            line = ""
        line += sign
    return [part.strip() for part in [*lines, line]]


def printed(sample: Sample, draw: st.DrawFn) -> str:
    """The report as a text file: wrapped or not, blank lines or not, parted by page ends."""
    tongue = sample.tongue
    width = draw(st.sampled_from((0, 66, 72, 76, 84)))
    spacing = draw(st.sampled_from(("tight", "loose", "double")))
    spaced = draw(st.booleans()) or not tongue.cjk  # Chinese marks may stand without a space
    pages = draw(st.booleans())
    out: list[str] = []
    for line in tongue.header:
        out += [line, ""] if spacing != "tight" else [line]
    for part in sample.parts:
        text = f"{part.mark}{' ' if spaced else ''}{part.text}"
        lines = wrap(text, width, tongue.cjk) if width else [text]
        if spacing == "double":
            out += (
                ["", *(row for line in lines for row in (line, ""))]
                if part.kind == "heading"
                else [row for line in lines for row in (line, "")]
            )
        else:
            out += lines + ([""] if spacing == "loose" else [])
    if pages:
        out = _with_page_ends(out, draw(st.integers(12, 40)), spacing == "double")
    return "\n".join(out) + "\n"


def _with_page_ends(lines: list[str], height: int, double: bool) -> list[str]:
    pages = [lines[k : k + height] for k in range(0, len(lines), height)]
    out: list[str] = []
    for n, page in enumerate(pages, 1):
        out += page
        if n < len(pages):
            furniture = [f"{n}/{len(pages)}", "V.18-04578"]
            out += [row for line in furniture for row in (line, "")] if double else furniture
    return out
