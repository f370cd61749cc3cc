"""Whether a text states the kind of thing asked for: a date, a number, a name, an amount. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.coverage import Need, coverage
from assistant.answering.cues import shows
from assistant.answering.dated import is_year, lasts, says_when
from assistant.answering.rarity import paragraph_tokens
from assistant.language.names import names
from assistant.language.normal import numbers, plain
from assistant.language.numerals import Numeral

BESIDE = 24  # characters around a number in which the question's words must stand
BESIDE_WORDS = 90  # the same in alphabetic languages
BESIDE_SHARE = 0.2  # share of the question that must stand there
NEXT_WORD, NEXT_WORDS = 6, 16  # characters after an article in which what it counts stands
CLEAR = 0.45  # nearness at which a paragraph is about the question in whatever words

_BODIES = re.compile(
    r"[一-鿿](机关|机构|部门|法院|委员会|办公室|部|局|署|院|组织)|court|ministry|office|committee|council"
    r"|body|group"
)
_DEFINES = re.compile(
    r"是指|指的是|系指|含义|称为|\bmeans?\b|refers? to|defined as|s'entend|designe|se entiende"
    r"|означает|понимается|يقصد"
)
_PART = re.compile(r"[^?!.,;:，。；：«»“”「」『』\"]{2,}")
_TOLD = (
    r"[”»」』\"']?\s?(?:[,，(（]\s?)?(?:是|指|系|即|称|意|包括|包含|is\b|are\b|means?\b|refers?\b|includ|compris"
    r"|s'entend|designe|est\b|sont\b|compren|signifi|se entiende|es\b|son\b|abarca|inclu"
    r"|[-—–]|означает|понимает|включа|является|تعني|يعني|يقصد|هو\b|هي\b|يشمل|تشمل)"
)
_SO_CALLED = (
    r"(?:所谓的?|俗称|简称|又称|称为|称作|叫做|\b(?:so-called|called|known as)"
    r"|\b(?:llamad|denominad|conocid)[oa]s?(?: como)?|\bтак называем\w+|ما يسمي|المعروفه? باسم)\W{0,3}"
)
_HONORIFIC = re.compile(r"先生|女士|阁下|博士|\b(mr|ms|mrs|mme|dr|sra?)\b\.?|г-н|г-жа|السيد")
_PERSON = re.compile(r"[\u4e00-\u9fff][·•・][\u4e00-\u9fff]")
_NAMED = re.compile(
    r"哪(一)?[位名]|哪几[个名位]|(分别|具体)都?是(哪|谁)"
    r"|尊姓|贵姓|大名(?=是|[?]|$)|谁(来)?(起草|签署|主讲|主持|撰写|编写)|姓名|名字|叫什么"
    r"|\bname\b|\bnom\b|nombre de|\bимя\b|зовут|اسم"
)
_ROLE = re.compile(
    r"主席|报告员|秘书长|作者|主任|部长|专家|主持|起草人|\b(chair\w*|author|rapporteur|director|secretary|minister|president\w*|chaired"
    r"|presid\w*|auteur|directeur|directora?|autora?|ministr\w+|members?|miembros?|membres?)\b|председат|автор|директор|министр|член"
    r"|رييس|مولف|مقرر|مدير|اعضاء"
)
_WHERE = re.compile(r"国际中心|总部|大楼|会议厅|会议室|headquarters|\bcentre\b|building|hall")
_SOMEWHERE = re.compile(
    r"\b(?:city|town|port|village|ville|ciudad|город\w?|посел\w+|сел[еоа]) (?:of |de |d')?[A-ZÀ-ÝА-ЯЁ]\w{2,}"
    r"|\b(?:in|at|à|en|au|в|во) (?:the )?[A-ZÀ-ÝА-ЯЁ]\w{2,}|在[\u3400-\u9fff]{2,8}(?:举行|召开|开会)"
)
_VOICE = re.compile(
    r"(发言者|国家|工作组|委员会|缔约国|缔约方|会员国|代表团?|专家|与会者|成员|主席|秘书长|各国|会上|speakers?|delegations?|states|parties"
    r"|orateurs?|etats|oradores?|estados|ораторы?|делегаци|государств|المتكلم|الدول|الوفود).{0,6}"
    r"(强调|指出|表示|承认|促请|认为|说|要求|呼吁|交换|提出|支持|反对|stress|emphas|not|express|recogn|urg|call|said|point"
    r"|soulign|exprim|appel|subray|señal|expres|подчерк|отмет|выраз|призв|شدد|اعرب|اشار|دعا)"
)
_MONEY = re.compile(
    r"元|美金|[英]镑|卢比|卢布|比索|法郎|克朗|dollar|euro|franc|pound|rupee|shilling|\bkron|€|\$|£|usd|\bdolar|\bpesos?\b|\blibras?\b|доллар"
    r"|рубл|евро|\bкрон|франк|фунт|دولار|يورو|جنيه|درهم|دينار|ريال"
)
_MULTIPLE = re.compile(
    r"倍以?[上下]?|\b(times|fold)\b|\bfois (le|la|les)\b|\bveces\b|кратн\w+"
    r"|\bраз[а]? (больше|выше)|اضعاف|امثال"
)
_FRACTION = re.compile(
    r"\b(half|(a|one|two|three) (third|quarter|fifth)s?|majority|moitie|tiers|quart|plupart|majorite|mitad"
    r"|tercios?|cuart[oa]s?|mayoria|половин\w+|треть\w*|четверт\w+|большинств\w+)\b|نصف|ثلث|ربع|معظم|غالبيه|半数|一半|过半|大多数|多数"
)
_CLOCK = re.compile(r"\d\s?[:h]\s?\d\d|\d\s?(时|点)|\b\d{1,2}\s?(a\.?m|p\.?m|uhr|heures|horas|час)|الساعه")
_CONTACT = re.compile(r"https?://|www\.|@\w|\b\w+\.(org|com|int|net)\b|\+\d{2}|电话|传真|邮箱|网址")
_ARTICLE = re.compile(
    r"第\s?[\d一二三四五六七八九十百]+\s?[条款章号]|\barticles?\s\d|\barts?\.\s?\d|статьи?\s\d|artic"
    r"|ماده \d|\d+/\d+"
)
_HOW_MANY = re.compile(
    r"(?:多少|几)[个名位]?([\u4e00-\u9fff]{2})|how many (\w{4,6})|combien d['e]\s?(\w{4,6})"
    r"|cuant[oa]s (\w{4,6})|сколько (\w{4,6})|كم (\w{3,6})"
)
HAN_BODY = (  # a body by its name in Chinese, not «一家公司», «该协会»
    r"(?:(?![的一家间間个個某该該])[\u3400-\u9fff]){2,8}"
    r"(?:大[学學]|[银銀]行|公司|[协協][会會]|基金[会會]|出版社|[联聯]盟|[医醫]院)"
)
_CALLED = re.compile(
    rf"[“\"«「『《][^”\"»」』》]{{2,40}}[”\"»」』》]|\b[A-Z]{{3,}}\b|{HAN_BODY}"
    r"|(?<![.?!] )(?<!^)(?!States|Member|Working|Govern|Secretar)"
    r"\b[A-ZÀ-ÞА-Я][\w’'-]+ (?:(?:of|de|du|des|del|для|по) )?[A-ZÀ-ÞА-Я][\w’'-]+"
)
_VAGUE = (
    "许多|有几个|几个|一些|大多数|多数|所有|各|若干|不少|一名|many|several|some|most|all|a number|plusieurs"
    "|nombreux|certains|varios|muchos|algunos|многие|ряд|некоторые|العديد من|عدد من|بعض"
)


def stated(
    ask: str, question: str, evidence: str, needs: Sequence[Need], language: str, near: float = 0.0
) -> bool:
    """Whether the evidence, this ``near`` to the question in meaning, states the kind of thing asked for."""
    simple = plain(evidence)
    if ask == "money":
        if _MULTIPLE.search(simple) and shows(question, "other", "fine"):
            return True
        return bool(_MONEY.search(simple) and numbers(evidence)) and _of_country(question, evidence)
    if ask == "clock":
        return bool(_CLOCK.search(simple))
    if ask == "duration":
        return lasts(evidence)
    if ask == "contact":
        return bool(_CONTACT.search(simple))
    if ask == "article":
        return bool(_ARTICLE.search(simple)) or not any(name.kind == "instrument" for name in names(question))
    if ask == "number":
        least = BESIDE_SHARE if near < CLEAR else 0.0
        share = shows(question, "other", "share") and _FRACTION.search(simple)
        return _counts(evidence, needs, language, least) or _vaguely(question, simple) or bool(share)
    if ask == "body":
        return _bodies(evidence)
    if ask == "date":
        return says_when(question, evidence)
    if ask == "place":
        known = any(name.kind in ("country", "place") for name in names(evidence))
        return known or bool(_WHERE.search(simple) or _SOMEWHERE.search(evidence))
    if ask == "country" or (ask == "countries" and not shows(question, "other", "opined")):
        return bool(_countries(evidence) - _countries(question))
    if ask == "identity" and (
        _NAMED.search(plain(question))
        or _ROLE.search(plain(question))
        or any(name.kind == "person-title" for name in names(question))
    ):
        person = (
            _HONORIFIC.search(simple)
            or _PERSON.search(evidence)
            or led(question, evidence)
            or shows(evidence, "other", "vacant")
        )
        return bool(person) or any(name.kind == "country" for name in names(evidence))
    return True


def _countries(text: str) -> set[str]:
    return {name.code for name in names(text) if name.kind == "country"}


def _of_country(question: str, evidence: str) -> bool:
    """Whether an amount stands after the country that the question names: «thanked Japan» beside the balance
    of a fund does not say what Japan gave."""
    asked = _countries(question)
    places = [name.start for name in names(evidence) if name.kind == "country" and name.code in asked]
    return not places or any(
        numeral.start > min(places) and _MONEY.search(plain(evidence[numeral.end - 2 : numeral.end + 14]))
        for numeral in numbers(evidence)
    )


def _counts(evidence: str, needs: Sequence[Need], language: str, least: float) -> bool:
    """Whether a text says how many or how much: a number that is no year, item, footnote or symbol, beside
    ``least`` of the question."""
    for numeral in numbers(evidence):
        before = plain(evidence[: numeral.start])[-12:]
        numbered = re.search(
            r"(项目|议程|第|决议)[\s\d和、至]*$|(item|article|paragraph|resolution|№|n°)\s*$", before
        )
        footnote = (before[-1:].isalpha() and before[-1:].isascii()) or before[-1:] in ",;.》"
        footnote = footnote or bool(re.search(r"(?<!\d)(19|20)\d\d-$", before))  # 2001-20107
        listed = plain(evidence[numeral.end :])[:1] in "、.)" and before.strip()[-1:] in ("", ":", "。", "\n")
        if (
            numeral.kind not in ("number", "percent")
            or listed
            or numbered
            or footnote
            or is_year(numeral.value)
        ):
            continue
        if _is_article(evidence, numeral):
            reach = NEXT_WORD if language.startswith("zh") else NEXT_WORDS
            beside, least = evidence[numeral.end : numeral.end + reach], BESIDE_SHARE
        else:
            reach = BESIDE if language.startswith("zh") else BESIDE_WORDS
            beside = evidence[max(0, numeral.start - reach) : numeral.end + reach]
        if coverage(needs, paragraph_tokens(beside, language)) >= least:
            return True
    return False


def _is_article(text: str, numeral: Numeral) -> bool:
    """Whether a one is more of an article than a number: 一个没有核武器的世界, one delegation."""
    return plain(text[numeral.start : numeral.end]) in ("一", "one")


def _vaguely(question: str, evidence: str) -> bool:
    """Whether a text says «many speakers» to a question that asks how many speakers."""
    asked = _HOW_MANY.search(plain(question))
    if not asked:
        return False
    noun = next(group for group in asked.groups() if group)
    if noun in ("least", "more", "other"):
        return False
    if len(question) - asked.end() < 3 and asked.start() > 2:
        return False  # «how many parties has the Protocol» wants a number
    return bool(re.search(rf"(?:{_VAGUE})\s?(?:of the )?{re.escape(noun)}", evidence))


def _bodies(evidence: str) -> bool:
    return bool(_BODIES.search(plain(evidence))) or any(name.kind == "body" for name in names(evidence))


def calls(text: str) -> bool:
    """Whether a text calls something by a name of its own."""
    return bool(_CALLED.search(text)) or any(name.kind in ("body", "instrument") for name in names(text))


def speaks(text: str) -> bool:
    """Whether a text says who holds a view."""
    return bool(_VOICE.search(plain(text)))


def defines(text: str, topic: str) -> bool:
    """Whether a text says what the thing asked for means, or what it is or takes in; where the text does not
    have it in these words, whether it says what anything means."""
    simple = plain(text)
    term = max((part.strip().lstrip("是叫") for part in _PART.findall(plain(topic))), key=len, default="")
    if not term or term not in simple:
        return bool(_DEFINES.search(simple))
    return bool(re.search(re.escape(term) + _TOLD, simple) or re.search(_SO_CALLED + re.escape(term), simple))


def led(question: str, evidence: str) -> bool:
    """Whether it is told by whom a meeting is led, where no name is asked for."""
    if _NAMED.search(plain(question)) or not shows(question, "facet", "chair"):
        return False
    return shows(evidence, "other", "led_by")
