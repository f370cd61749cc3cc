"""What the source makes depend on something, or excepts, and the claim expressly does not.

«Whether or not», 即使 and 一律 deny a condition without a word of denial, so that nothing else shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.verify.alignment import Aligned
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Passage, Span
from assistant.language.wording import empty

_DESPITE = re.compile(
    r"即使|即便|哪怕|就算|纵使|纵然|不论(?:是否|有无|有没有)|无论(?:是否|有无|"
    r"有没有)|不管(?:是否|有无|有没有)|\b(?:"
    r"even (?:if|when|where|though)|whether or not|regardless of|irrespective of|no matter|"
    r"meme (?:si|quand|lorsqu\w*|en l'absence)|quand bien meme|"
    r"aunque|incluso (?:si|cuando|sin)|aun (?:cuando|sin)|con independencia de|"
    r"даже если|даже без|независимо от|хотя бы и)\b|(?:حتي (?:وان|لو|اذا|في حال)|بصرف النظر|بغض النظر)"
)
_ALWAYS = re.compile(
    r"一律|一概|概不|不例外|无一例外|毫无例外|没有(?:任何)?例外|不设例外|无条件|任何情况下|任何情形下|"
    r"\b(?:without (?:any )?exceptions?|"
    r"(?:with )?no exceptions?|ningun\w* excepcion\w*|aucune exception|нет исключений|"
    r"unconditional\w*|in all (?:cases|circumstances)|under any circumstances|"
    r"sans (?:aucune )?exception|sans condition|"
    r"inconditionnel\w*|en toutes? circonstances?|sin (?:ninguna )?excepcion|incondicional\w*|"
    r"sin condiciones|"
    r"в любом случае|без исключени\w*|безоговорочно|безусловно)\b|(?:دون|بلا|بدون) (?:اي )?(?:استثناء|"
    r"شروط?)"
)
_DEPENDS = re.compile(
    r"如(?:有|果|需|属|经)|(?<![能可是])若(?!干)|前提|条件是|条件下|只有|方可|"
    r"才(?:能|可)|须经|取决于|视.{1,10}而定|\b(?:"
    r"if|when|where|provided|subject to|on condition|depending|as long as|as far as|"
    r"si|lorsqu\w*|sous reserve|a condition|pourvu|dans la mesure|selon que|"
    r"cuando|siempre que|a condicion|con sujecion|en la medida|"
    r"если|при (?:условии|наличии)|в случае|по просьбе)\b|(?:رهنا|شريطه|بشرط|اذا|في حال|حسب توافر)"
)
_EXCEPTS = re.compile(
    r"除外|除非|例外|不在此限|前提|条件是|\b(?:unless|except\w*|subject to|provided|conditional\w*|"
    r"sauf|excepte\w*|a moins|sous reserve|a condition|salvo|excepto|a menos|a condicion|"
    r"con sujecion|siempre que|"
    r"кроме|за исключением|если не|при условии)\b|باستثناء|ما لم|الا اذا|رهنا|شريطه|بشرط"
)
_CONTRARY = re.compile(
    r"但|然而|不过|however|nevertheless|toutefois|cependant|sin embargo|no obstante|однако|غير ان|لكن"
)
_NEAR = 40  # characters in which a condition is told


def exceptions_wrong(claim: Passage, aligned: tuple[Aligned, ...]) -> Iterator[Finding]:
    """Clauses of the claim that hold whatever happens, where the source has a condition or an exception."""
    if _DESPITE.search(claim.plain) is None and _ALWAYS.search(claim.plain) is None:
        return
    for one in aligned:
        span = _with_contrary(one)
        if _DESPITE.search(one.passage.plain, *span) or _ALWAYS.search(one.passage.plain, *span):
            continue
        clause = claim.plain[slice(*one.clause)]
        sentence = claim.plain[slice(*claim.sentence(one.clause[0]))]
        found = None
        if despite := _DESPITE.search(claim.plain, *one.clause):
            found = next(_denied(claim, (despite.end(), one.clause[1]), one, span), None)
        elif _ALWAYS.search(clause):
            bare = _ALWAYS.sub("", sentence)
            found = None if _EXCEPTS.search(bare) else _EXCEPTS.search(one.passage.plain, *span)
        if found is not None:
            words = one.passage.words(found.start(), min(span[1], found.end() + _NEAR))
            yield Finding("negation", claim.words(*one.clause), words)


def _with_contrary(one: Aligned) -> Span:
    """The sentence with the next, if that takes something back."""
    start, end = one.sentence
    following = next((each for each in one.passage.sentences if each[0] >= end), None)
    if following and _CONTRARY.match(one.passage.plain[slice(*following)].lstrip()):
        return start, following[1]
    return start, end


def _denied(claim: Passage, told: Span, one: Aligned, span: Span) -> Iterator[re.Match[str]]:
    """The conditions of the source that the claim takes up after «even if»."""
    hollow = empty(claim.language) if claim.language != "zh" else frozenset()
    keys = {unit.key for unit in (*claim.units, *claim.groups) if told[0] <= unit.start < told[1]} - hollow
    for found in (*_EXCEPTS.finditer(one.passage.plain, *span), *_DEPENDS.finditer(one.passage.plain, *span)):
        clause = one.passage.clause(found.start())
        theirs = {
            unit.key
            for unit in (*one.passage.units, *one.passage.groups)
            if clause[0] <= unit.start < clause[1]
        }
        if keys & theirs:
            yield found
