"""An order of importance that only the claim knows: first these, and only then the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.verify.evidence import Evidence
from assistant.answering.verify.finding import Finding
from assistant.answering.verify.passage import Passage

_RANKS = {
    "zh": re.compile("优先(?!权)|其次|首要|头等|第一位"),
    "en": re.compile(
        r"\bpriorit\w+|\bfirst and foremost\b|\bsecondly\b|\btakes? precedence\b|\bbefore anything else\b"
    ),
    "fr": re.compile(
        r"\bpriorit\w+|\ben (?:premier|second) lieu\b|\bavant toute chose\b|\bprim(?:e|ent) sur\b"
    ),
    "es": re.compile(
        r"\bpriorit\w+|\bpriori(?:c|dad)\w*|\ben (?:primer|segundo) (?:lugar|termino)\b|\bantes que nada\b"
    ),
    "ru": re.compile(r"\bприоритет\w*|\bв первую очередь\b|\bво вторую очередь\b|\bпервоочередн\w+"),
    "ar": re.compile(r"اولوي\w*|في المقام (?:الاول|الثاني)|اولا وقبل كل شيء"),
}
_RANKED = {
    "zh": re.compile("优先|其次|首要|首先|头等|第一|重点|主要|核心|最|先"),
    "en": re.compile(
        r"\bpriorit|\bfirst|\bforemost|\bsecond|\bprecedence|\bmain|\bprimary|\bprincipal|"
        r"\babove all|\bmost|\bfocus|\bkey\b|\bcentr"
    ),
    "fr": re.compile(r"\bpriorit|\bpremi|\bsecond|\bavant tout|\bprincip|\bprim|\bprivileg|\bplus\b|\bcentr"),
    "es": re.compile(r"\bpriori|\bprimer|\bsegund|\bante todo|\bprincip|\bprimordial|\bmas\b|\bcentr"),
    "ru": re.compile(r"приоритет|перв|втор|прежде всего|главн|основн|\bсам\w{2,3}\b|ключев|предпочт|преимущ"),
    "ar": re.compile(r"اولوي|اول|ثاني|رييسي|اساسي|اهم|قبل كل|يركز|تركيز"),
}


def ranks_wrong(claim: Passage, evidence: Evidence) -> Iterator[Finding]:
    """Words of rank in the claim where the source puts nothing first."""
    pattern = _RANKS.get(claim.language)
    for found in pattern.finditer(claim.plain) if pattern else ():
        if not any(_ranked(passage) for passage in evidence.everything):
            yield Finding("addition", claim.words(found.start(), claim.clause(found.start())[1]))
            return


def _ranked(passage: Passage) -> bool:
    pattern = _RANKED.get(passage.language)
    return pattern is None or pattern.search(passage.plain) is not None
