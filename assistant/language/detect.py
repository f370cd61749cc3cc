"""Which of our languages a text is in: a short question as well as a whole report.

Scripts decide between Chinese, Russian, Arabic and the Latin alphabet; frequent words decide
between English, French and Spanish. Quoted titles and acronyms say little about the language of
the sentence around them and do not count while there is anything else.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

_ENOUGH = 20_000  # characters that tell the language of a report
_QUOTED = re.compile(r"《[^》]*》|「[^」]*」|『[^』]*』|“[^”]*”|«[^»]*»|\"[^\"]*\"")
_WORD = re.compile(r"[^\W\d_]+")
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]+")
_ARABIC = re.compile(r"[\u0620-\u065f\u0671-\u06d3]+")
_SYMBOL = re.compile(r"\b[A-Z]+(?:[/.][A-Za-z0-9]+){2,}")  # of a document: CTOC/COP/WG.7/2018/L.1
_MARK = re.compile(r"\d{0,4}\s{0,2}\(?\b[a-zA-Z]\)|\([ivx]+\)")
_PARA = re.compile(r"\bparas?\b\.?(?=\s*\d)", re.IGNORECASE)
_ABBREVIATIONS = (
    ("fr", re.compile(r"\bpar\.\s*\d|\bal\.\s*[a-z\d]|\bn[o°]s?\s*\d", re.IGNORECASE)),
    ("es", re.compile(r"\bpárrs?\.|\bparrs?\.|\bnúm\.|\binc\.\s*[a-z]", re.IGNORECASE)),
    ("en", re.compile(r"\bparas?\b\.?(?=\s*\d)|\bsect\.|\bsubpara\.|\bch\.\s*[ivx]", re.IGNORECASE)),
)

# Frequent words; each counts one for every language that has it.
_FREQUENT = {
    "en": """the of and to in that is for are was were on with as by be this which from has have had it its
        at an or not their they there what who whom whose why when where how did does do been would
        should shall must can could may will all any many much more most other about between into
        under than these those such say says said mention mentions mentioned list tell give show
        paragraph paragraphs paras section report country countries meeting held states state
        recommendation recommendations summary draft agenda item speakers speaker i me my we our you your
        please if so no yes only also but against during after before each every some both whether
        hello hi thanks help compare summarize summarise explain describe next last previous one two three
        group body working children rights human law against smuggling migrants people persons""",
    "fr": """le la les de des du un une et à au aux en dans que qui quoi quel quelle quels quelles est sont
        ont été être pour par sur avec sans ne pas plus ce cet cette ces son sa ses leur leurs il ils elle
        elles on nous vous je se ou où comment pourquoi combien quand lequel laquelle lesquels dont
        entre sous selon après avant pendant contre tous toutes tout toute autre autres aussi mais si
        dit disent parle parlé résumé rapport paragraphe paragraphes pays réunion recommandations
        recommandation recommande groupe travail section états droits droit bonjour merci aide donnez migrants
        moi liste annexe chapitre énumérez fait faire peut doit doivent faut y l d qu c n s j m prochain
        suivant conférence parties mesures coopération enfants personnes projet eu tenue lieu
        orateurs orateur""",
    "es": """el la los las de del un una unos unas y a al en que quién quien quiénes qué cuál cuáles cual
        es son fue fueron ser ha han para por sobre con sin no más se su sus lo le les este esta estos
        estas ese esa esos esas como cómo cuándo dónde cuánto cuántos cuántas por porque entre según
        después antes durante contra todos todas todo toda otro otros otras también pero si dice dicen
        hay está están debe deben puede pueden resumen informe párrafo párrafos país países reunión
        recomendaciones recomendación recomienda grupo trabajo sección estados derechos derecho hola
        gracias ayuda dame lista enumere diga muestre siguiente próximo donde cuando quienes
        conferencia partes medidas cooperación niños personas proyecto tuvo celebró lugar oradores orador
        habló hablaron hablan migrantes dijo papel me mi nos e o u sobre segundo primero""",
}
_LETTERS = {"fr": "çœèêëîïûùâôÿ", "es": "ñ¿¡áíóú"}
_ENDINGS = {
    "en": ("ing", "ed", "ity", "ally", "ness", "ship", "ies", "ght"),
    "fr": (
        "eux",
        "euse",
        "iers",
        "ières",
        "elles",
        "aient",
        "eurs",
        "ité",
        "ités",
        "ique",
        "iques",
        "ait",
        "oir",
        "ée",
        "ées",
        "és",
    ),
    "es": (
        "o",
        "os",
        "ción",
        "ciones",
        "dad",
        "dades",
        "mente",
        "ales",
        "ares",
        "ado",
        "ados",
        "ada",
        "ido",
        "idos",
        "iento",
        "encia",
    ),
}
_ZH_COMMON = frozenset("的是了吗嗎呢什么麼哪谁誰怎何几幾多少在和有不与與对對为為这這那些请請说說段条條项項")


def language_of(text: str, default: str = "zh") -> str:
    """One of zh, zh-Hant, en, fr, es, ru, ar; ``default`` where the text does not tell."""
    sample = text if len(text) <= _ENOUGH else text[: _ENOUGH // 2] + text[len(text) // 2 :][: _ENOUGH // 2]
    sample = _SYMBOL.sub(" ", unicodedata.normalize("NFC", sample))
    scores = _scripts(_QUOTED.sub(" ", sample)) or _scripts(sample)
    if not scores:
        return default
    script = max(scores, key=lambda name: scores[name])
    if script == "zh":
        return _chinese(sample, default)
    return script if script in ("ru", "ar") else _latin(sample, default)


def _scripts(text: str) -> dict[str, float]:
    """How many words each script holds, roughly; a Chinese character is half a word."""
    words = _WORD.findall(_MARK.sub(" ", text))
    latin = [word for word in words if word[0] < "\u0250" and not word.isupper()]
    known = sum(word.lower() in _frequent("all") for word in latin)
    cjk = _CJK.findall(text)
    common = sum(character in _ZH_COMMON for character in cjk)
    scores = {
        "zh": 0.5 * len(cjk) + 0.5 * common,
        "ru": 1.5 * len(_CYRILLIC.findall(text)),
        "ar": 1.5 * len(_ARABIC.findall(text)),
        "latin": (0.6 if known or not cjk else 0.2) * len(latin) + known + 2.0 * bool(_abbreviated(text)),
    }
    return {name: score for name, score in scores.items() if score}


def _chinese(text: str, default: str) -> str:
    """Traditional where characters that only traditional text has outnumber the simplified ones."""
    traditional = simplified = 0
    for character, count in Counter(_CJK.findall(text)).items():
        in_simplified = _encodes(character, "gb2312")
        if in_simplified != _encodes(character, "big5"):
            simplified += count * in_simplified
            traditional += count * (not in_simplified)
    if traditional == simplified:
        return default if default in ("zh", "zh-Hant") else "zh"
    return "zh-Hant" if traditional > simplified else "zh"


@cache
def _encodes(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _latin(text: str, default: str) -> str:
    scores = dict.fromkeys(("en", "fr", "es"), 0.0)
    abbreviated = _abbreviated(text)
    if abbreviated:
        scores[abbreviated] += 2.5
    text = _PARA.sub(" ", _QUOTED.sub(" ", text) if len(_QUOTED.sub("", text)) > 3 else text)
    words = Counter(_WORD.findall(text.lower()))
    for language in scores:
        frequent, endings = _frequent(language), _ENDINGS[language]
        for word, count in words.items():
            if word in frequent:
                scores[language] += count * (1.0 if len(word) > 1 else 0.4)
            elif len(word) > 4 and word.endswith(endings):
                scores[language] += 0.4 * count
    for language, letters in _LETTERS.items():
        scores[language] += 0.6 * sum(text.lower().count(letter) for letter in letters)
    return max(scores, key=lambda language: (scores[language], language == default, language == "en"))


def _abbreviated(text: str) -> str:
    """The language whose way of citing a paragraph the text uses, if any."""
    return next((language for language, pattern in _ABBREVIATIONS if pattern.search(text)), "")


@cache
def _frequent(language: str) -> frozenset[str]:
    if language == "all":
        return frozenset().union(*(_frequent(name) for name in _FREQUENT))
    return frozenset(_FREQUENT[language].split())
