"""A reason that only the claim knows: «because» where the source has two things side by side."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from assistant.answering.verify.alignment import Aligned
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Passage, Span

_BECAUSE = {
    "zh": re.compile(r"因为|由于|因此|因而|所以(?!然)|导致|致使|归因于|归功于|起因于|多亏|(?<=是)因(?!素)"),
    "en": re.compile(
        r"\bbecause\b|\bowing to\b|\bas a (?:result|consequence)\b|\btherefore\b|\bconsequently\b|"
        r"\bthanks to\b|\b(?:caused?|causing|led|leads|leading) (?:by|to)\b|\bon account of\b|"
        r"\bstem\w* from\b"
    ),
    "fr": re.compile(
        r"\bparce qu|\ben raison d|\bdu fait d|\ba cause d|\bgrace a|\bpar consequent\b|\bpuisqu|"
        r"\b(?:a|ont) (?:entraine|provoque)"
    ),
    "es": re.compile(
        r"\bporque\b|\bdebid[oa]s? a|\ba causa de|\bgracias a|\bpor (?:lo )?tanto\b|\bpor consiguiente\b|"
        r"\bpuesto que\b|\bprovoc(?:o|aron|ad[oa]s?)\b|\ba raiz de"
    ),
    "ru": re.compile(
        r"\bпотому что\b|\bпоскольку\b|\bиз-за\b|\bблагодаря\b|\bвследствие\b|\bпоэтому\b|\bтак как\b|"
        r"\bпо причине\b|\bпривел[аои]? к\b"
    ),
    "ar": re.compile(r"(?<!\w)[وف]?(?:لان\w*|بسبب|نتيجه|لذلك|بفضل|من جراء)(?!\w)|(?<!\w)ا?د[يت] الي(?!\w)"),
}
# What sets one thing beside another, or against it.
_BESIDE = {
    "zh": re.compile("但|而(?!不|且|言|不是)|同时|却|然而|不过|；"),
    "en": re.compile(r"\b(?:but|while|whereas|although|though|yet|however|at the same time)\b|;"),
    "fr": re.compile(r"\b(?:mais|tandis que|alors que|cependant|toutefois|en meme temps|bien que)\b|;"),
    "es": re.compile(
        r"\b(?:pero|mientras(?: que)?|aunque|sin embargo|no obstante|al mismo tiempo|en tanto que)\b|;"
    ),
    "ru": re.compile(r"\b(?:но|а|хотя|однако|тогда как|в то время как|при этом|одновременно)\b|;"),
    "ar": re.compile(r"بينما|لكن|غير ان|في حين|الا ان|رغم|؛"),
}
_TIED = {
    "zh": re.compile("因(?!素)|由于|所以|导致|致使|从而|使得|造成|为此|理由|原因|鉴于"),
    "en": re.compile(
        r"\bbecause|\bsince\b|\bowing|\bdue to|\bresult|\bcaus|\breason|\btherefore|\bthus|\bled\b|"
        r"\bleads?\b|\battribut"
    ),
    "fr": re.compile(
        r"\bparce|\bcar\b|\braison|\bdu fait|\bcaus|\bgrace|\bpuisqu|\bdonc\b|\bconsequen|\bentrain|"
        r"\bprovoqu|\bfaute"
    ),
    "es": re.compile(
        r"\bporque|\bdebid|\bcausa|\bgracias|\bpor (?:lo )?tanto|\bconsecuen|\bpuesto que|\bya que|"
        r"\bprovoc|\braiz|\batribu"
    ),
    "ru": re.compile(
        r"потому|поскольку|из-за|благодаря|вследстви|поэтому|\bтак как|причин|привел|привод|вызва|ввиду"
    ),
    "ar": re.compile(r"لان|بسبب|نتيج|لذلك|بفضل|جراء|نظرا|[يت]ودي|اد[يت]\w* الي|ناجم|ناتج"),
}
_SIDE = 0.7  # of the words before the reason, or after it, that stand on one side in the source


def causes_wrong(claim: Passage, aligned: tuple[Aligned, ...]) -> Iterator[Finding]:
    """Reasons of the claim where the source only sets what it has them for beside them, or against them."""
    pattern = _BECAUSE.get(claim.language)
    for found in pattern.finditer(claim.plain) if pattern else ():
        first, last = claim.sentence(found.start())
        beside = [one for one in aligned if first <= one.clause[0] < last]
        span = found.span()
        if not claim.plain[first : span[0]].strip():  # «since one, the other»
            span = (claim.clause(span[0])[1],) * 2
        if any(_only_beside(span, one, beside) for one in beside):
            yield Finding("addition", claim.words(found.start(), claim.clause(found.start())[1]))
            return


def _only_beside(because: Span, one: Aligned, aligned: Sequence[Aligned]) -> bool:
    """Whether a sentence has the two sides of a reason on the two sides of «but», untied."""
    passage, sentence = one.passage, one.sentence
    tied, parts = _TIED.get(passage.language), _BESIDE.get(passage.language)
    if tied is None or parts is None or tied.search(passage.plain, *sentence):
        return False
    pairs = [pair for each in aligned if each.sentence == sentence for pair in each.pairs]
    before = {pair.source.start for pair in pairs if pair.claim.start < because[0]}
    after = {pair.source.start for pair in pairs if pair.claim.start >= because[1]}
    return any(
        _apart(before, after, part.start()) or _apart(after, before, part.start())
        for part in parts.finditer(passage.plain, *sentence)
    )


def _apart(one: Collection[int], other: Collection[int], middle: int) -> bool:
    """Whether most of the one stands before the middle, and most of the other after it."""
    first, second = sum(at < middle for at in one), sum(at > middle for at in other)
    return bool(first and second) and first >= _SIDE * len(one) and second >= _SIDE * len(other)
