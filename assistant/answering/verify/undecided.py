"""Whether a matter was settled: no consensus, no decision, opinions apart.

Reports say so in a sentence of its own, after the opinions; a claim says it with the matter in one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.answering.verify.evidence import Evidence
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Passage, Span, Unit
from assistant.language.scales import DEONTIC, Mark

_OPEN = {
    "zh": re.compile(
        r"(?:没有|没能|未能?|并未|尚未|未曾|无法|不能|难以|无|不)[^，。；]{0,16}?(?:达成|"
        r"形成|提出(?:任何)?建议|作出建议|定论|结论|共识|一致|协议|敲定|谈拢|决定)"
        r"|(?:意见|看法|立场)[^，。；]{0,4}(?:不一|不同|分歧)|分歧|谈不拢|悬而未决|莫衷一是"
    ),
    "en": re.compile(
        r"\b(?:no|not|never|nor|without|unable to|fail\w* to|\w+n't)\b[^.;,]{0,40}?\b(?:agree\w*|"
        r"consensus|decision|"
        r"decid\w+|recommend\w*|settle\w*|conclu\w*|resolv\w*)|\bleft open|\bdivided|\bwere split|"
        r"\b(?:views|opinions) (?:differ|diverg)\w*"
    ),
    "fr": re.compile(
        r"\b(?:aucun\w*|pas|rien|sans|n'|ne)(?=[\W\w])[^.;,]{0,40}?(?:accord\b|consensus|"
        r"decision|decid\w*|recommand\w*|tranch\w*|convenu\w*|"
        r"regl\w+|conclu\w*|arrete\w*|s'entend\w*|entente)|\bdivis\w+|\bpartag[eé]\w* sur|\bdiverg\w+"
    ),
    "es": re.compile(
        r"\b(?:no|ningun\w*|tampoco|sin|nada)\b[^.;,]{0,40}?(?:acuerdo|acord\w+|consenso|"
        r"decid\w+|decision|recomend\w+|conclusion\w*|"
        r"resolvi\w+|prosper\w+)|\bdividi\w+|\bdiverg\w+|\bdiscrep\w+"
    ),
    "ru": re.compile(
        r"\b(?:не|нет|без)\b[^.;,]{0,40}?(?:соглас\w*|консенсус\w*|решени\w*|решен[аоы]?\b|"
        r"договор\w*|един\w+ мнени\w*|вывод\w*)|"
        r"\b(?:договорит\w*|прийти к \w+)[^.;,]{0,20}? не |\bразошл\w+|\bрасходи\w+"
    ),
    "ar": re.compile(
        r"(?:^|[ و])(?:لم|لا|عدم|دون|لن)\b[^.؛،]{0,40}?(?:قرار|اتفاق|توافق|حسم|يبت|"
        r"راي موحد)|اختلفت? (?:الاراء|اراء)|انقسم|تباين"
    ),
}
_AGREED = {
    "zh": r"达成(?:了)?(?:一致|共识|协议)|一致(?:同意|认为)",
    "en": r"\bagreed (?:that|on)\b|\b(?:reached|was) (?:a |an )?(?:general |broad )?(?:consensus|agreement)",
    "fr": r"\bconvenu\w*|\b(?:accord|consensus) (?:a ete|s'est)|\bd'accord",
    "es": r"\bacord(?:o|aron)\b|\bse convino|\ba un (?:acuerdo|consenso)|\bconsenso\b",
    "ru": r"\bк (?:соглас\w+|един\w+|консенсус\w*)|\bдоговорил\w+",
    "ar": r"اتفق|توصل\w* الي (?:اتفاق|توافق)|بتوافق",
}
_DECIDED = {
    "zh": r"一致决定|商定|(?<!会)议定|决定|[作做]出了?(?:结论|决定)|通过了|(?:确定|规定|设定|采用|敲定)了",
    "en": r"\bdecided\b|\bunanim\w+|\badopted\b|\b(?:fixed|imposed|introduced|instituted|set) (?:an?|the)\b",
    "fr": r"\ba decide|\bunanim\w+|\badopt\w+|\ba (?:fixe|institue|retenu|impose|instaure|arrete)\b",
    "es": r"\bdecidi\w+|\baprob\w+|\bunanim\w+|\b(?:fijo|establecio|impuso|instituyo|cre[oó])\b",
    "ru": (
        r"\bпостанов\w+|\bрешил\w*|\bединоглас\w+|"
        r"\bпринял\w*(?! участи)|\b(?:установил|ввел|утвердил|закрепил|учредил)\w*"
    ),
    "ar": r"قرر|بالاجماع|اعتمد|\bحدد|\bفرض[ت ]",
}

# What bears out that something was agreed.
_BEARS = {
    "zh": r"同意|一致|共识|协议|商定|议定|决定|通过|赞同|认可|约定|达成|协定",
    "en": r"\bagree|\bconsensus|\bconcur|\bunanim|\bdeci(?:d|s)|\badopt|\baccept|\bresol",
    "fr": r"\bconv(?:enu|ien|in)|\baccord|\bconsensus|\bunanim|\bdeci|\badopt|\baccept",
    "es": r"\bac(?:ue|o)rd|\bconv(?:in|ien|en)|\bconsenso|\bunanim|\bdeci|\baprob|\bacept|\badopt",
    "ru": r"соглас|соглаш|\bдоговор|консенсус|\bедин|постанов|реш[еи]|\bприня",
    "ar": r"اتف[اق]|واف|توافق|اجماع|قر[را]|اعتم",
}

_OTHERS = {
    "zh": re.compile(r"另一些|另有(?:人|一些|几)|其他|其余"),
    "en": re.compile(r"\bothers?\b"),
    "fr": re.compile(r"\bd'autres\b"),
    "es": re.compile(r"\botr[oa]s\b"),
    "ru": re.compile(r"\b(?:другие|других|иные)\b"),
    "ar": re.compile(r"\b[وف]?(?:ال)?(?:اخرون|اخرين|اخري)\b"),
}  # who say something else than the first did
_FIRST = frozenset({"some", "several", "many", "few", "one"})  # who said what others do not
_ASIDE = re.compile(
    r"(?:[,،，][^,.;،，]{1,30}[,،，])?\s*(?:\w{1,6} ){0,2}[，,]?"
)  # «Otros, en cambio, habían …»
_VERB_AWAY = 12  # characters between an Arabic verb and the others who say it
_NEXT = 2  # characters between «other» and who they are

_BODIES = frozenset({"group", "conference", "assembly", "council", "commission"})
_WHETHER = re.compile(
    r"(?:是否|应否|可否|能否|要不要|该不该|\bwhether|"
    r"\b(?:savoir|question|determin\w+|decid\w+) (?:de )?s[i']|هل|ما اذا|"
    r"\b(?:question|issue|savoir|determin\w+|decid\w+|"
    r"disagree\w*|sobre|de|saber|вопрос\w*|о том,|solve|settle\w*) "
    r"(?:of |on |over |about |de |о том, )?(?:who|whom|what|which|"
    r"how|when|qui|quoi|comment|quand|quels?|quelles?|quien\w*|como|"
    r"cuando|cuant\w+|кто|кому|кем|как|когда|сколько) |(?:由|应由|该由)谁|谁[来应该])[^.;。；，]*$"
)  # what is asked orders nothing


def asked(passage: Passage, mark: Mark) -> bool:
    """Whether the duty is only in question: «whether there should be», «следует ли»."""
    before = _WHETHER.search(passage.plain, passage.clause(mark.start)[0], mark.end)
    return before is not None or passage.plain.startswith(" ли ", mark.end)


@lru_cache(maxsize=4_000)
def left_open(passage: Passage) -> tuple[Span, ...]:
    """Where the text says that something was not settled; what is ordered or forbidden is not that."""
    pattern = _OPEN.get(passage.language)
    ordered = [
        mark for mark in passage.marks("modality") if mark.grade in DEONTIC and not asked(passage, mark)
    ]
    spans = [found.span() for found in pattern.finditer(passage.plain)] if pattern else []
    return tuple(
        span
        for span in spans
        if not any(passage.clause(span[0])[0] <= mark.start < span[1] for mark in ordered)
    )


def both_open(claim: Passage, evidence: Evidence) -> tuple[Span, ...]:
    """Where the claim says that something was not settled, when the source says that of something."""
    return left_open(claim) if any(left_open(each) or _two_sides(each) for each in evidence.cited) else ()


def _two_sides(passage: Passage) -> bool:
    """Whether the text has some say one thing and then others another: that is how opinions differ."""
    others = _OTHERS.get(passage.language)
    first = min((mark.start for mark in passage.marks("quantifier") if mark.grade in _FIRST), default=None)
    found = others.finditer(passage.plain, first) if others and first is not None else ()
    return any(_speak(passage, each.start(), each.end()) for each in found)


def _speak(passage: Passage, start: int, end: int) -> bool:
    """Whether those others are named as speakers, or what they say comes at once."""
    who = [mark for mark in passage.marks("speaker") if start - _NEXT <= mark.start <= end + _NEXT]
    if passage.language == "ar":  # names them before, and the verb first
        who += [mark for mark in passage.marks("speaker") if 0 <= start - mark.end <= _NEXT]
    at = max([end, *(mark.end for mark in who)])
    against = (mark for mark in passage.marks("negation") if mark.grade == "against")
    says = [mark for mark in (*passage.marks("saying"), *against) if at <= mark.start]
    if any(_ASIDE.fullmatch(passage.plain, at, mark.start) for mark in says):
        return True
    before = passage.plain[passage.clause(start)[0] : start]
    return passage.language == "ar" and any(
        mark.end - passage.clause(start)[0] >= len(before) - _VERB_AWAY
        for mark in passage.marks("saying")
        if passage.clause(start)[0] <= mark.start < start
    )


def settles(passage: Passage, sentence: Span) -> bool:
    """Whether a sentence has something agreed or decided, and nothing open."""
    if any(sentence[0] <= start < sentence[1] for start, _ in left_open(passage)):
        return False
    tables = (table.get(passage.language, "(?!)") for table in (_AGREED, _DECIDED))
    return any(re.compile(table).search(passage.plain, *sentence) for table in tables)


def settled_wrong(claim: Passage, evidence: Evidence) -> Iterator[Finding]:
    """What the claim has agreed or decided where the source only says that nothing was."""
    opens = [(passage, span) for passage in evidence.cited for span in left_open(passage)]
    if claim.language not in _AGREED or left_open(claim):
        return
    if not opens:
        yield from _not_agreed(claim, evidence)
        return
    for table in (_AGREED, _DECIDED):
        for found in re.finditer(table[claim.language], claim.plain):
            clause = claim.clause(found.start())
            denied = any(clause[0] <= mark.start < clause[1] for mark in claim.marks("negation"))
            if denied or any(_settles(claim, clause, passage) for passage in evidence.cited):
                continue
            passage, span = opens[0]
            yield Finding("negation", claim.words(*clause), passage.words(*span))
            return


def _not_agreed(claim: Passage, evidence: Evidence) -> Iterator[Finding]:
    """What the claim has agreed on where the source only speaks of it: 交换了意见."""
    for table, bears in ((_AGREED, (_BEARS,)), (_DECIDED, (_BEARS, _DECIDED))):
        found = re.search(table[claim.language], claim.plain)
        if found is None or any(mark.start <= found.start() for mark in claim.marks("negation")):
            continue
        if table is _DECIDED and not _by_body(claim, found.start()):
            continue
        if not any(
            re.search(each.get(passage.language, ""), passage.plain)
            for each in bears
            for passage in evidence.everything
        ):
            yield Finding("modality", claim.words(*found.span()))


def _by_body(claim: Passage, at: int) -> bool:
    """Whether a body is named in the clause before a deed."""
    before = (claim.clause(at)[0], at)
    return any(mark.grade in _BODIES for mark in claim.marks_in("speaker", before))


def _settles(claim: Passage, clause: Span, passage: Passage) -> bool:
    """Whether a sentence that decides says more of the clause than any that leaves something open."""
    who = {place for mark in claim.marks("speaker") for place in range(mark.start, mark.end)}
    said = {
        unit.key
        for unit in _units(claim, passage)
        if clause[0] <= unit.start < clause[1] and unit.start not in who
    }
    opens = {passage.sentence(start) for start, _ in left_open(passage)}
    decides = {
        passage.sentence(found.start())
        for table in (_AGREED, _DECIDED)
        for found in re.finditer(table.get(passage.language, "(?!)"), passage.plain)
    }

    def shared(sentence: Span) -> int:
        units = _units(passage, claim)
        return len(said & {unit.key for unit in units if sentence[0] <= unit.start < sentence[1]})

    most = max(map(shared, opens), default=0)
    return any(shared(sentence) > most for sentence in decides - opens)


def _units(passage: Passage, other: Passage) -> tuple[Unit, ...]:
    return passage.units if passage.language == other.language else passage.shared
