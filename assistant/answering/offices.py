"""Who holds an office: chair, deputy, rapporteur, secretary, where a question asks for nothing else. Pure.

«Qui préside la Commission ?», «Et comme rapporteur ?», «and her number two, who got that job?». The
sentences that give the office a name are told, those of an election or of a list of officers first.
"""

from __future__ import annotations

import re

from assistant.answering.cues import content_words, pattern, shows, without
from assistant.answering.draft import Draft, Found, Wanted
from assistant.answering.facets import CALLED, WHO
from assistant.answering.frames import quoted_from
from assistant.answering.quoting import ended, sentence_texts
from assistant.language.names import names
from assistant.language.normal import plain
from assistant.model import Sentence

_OFFICES = ("chair", "deputy", "rapporteur", "secretary")
_BESIDE = (
    *(("facet", name) for name in (*reversed(_OFFICES), "elected")),
    *(("other", "post"), ("follow", "opener"), ("follow", "pronoun"), ("deed", "body"), ("field", "meeting")),
    *(("strip", "doc"), ("strip", "ask"), ("strip", "light")),
)
_NAMED = re.compile(
    rf"{CALLED.pattern}"
    r"|[A-ZÀ-ÞА-ЯЁ][\w’'-]+ [A-ZÀ-ÞА-ЯЁ][\w’' -]*\(|[\u4e00-\u9fff]{2,4}[(（][\u4e00-\u9fff]{2,12}[)）]"
)
_LISTED = re.compile(r"^\W{0,3}[^:：]{3,40}[:：]")
MOST = 3  # sentences that name somebody


def holders(wanted: Wanted, found: Found) -> Draft | None:
    """The sentences that say who holds the office asked for; None where more is asked or nobody is named."""
    report = found.meant
    offices = _asked(wanted)
    if report is None or not offices or wanted.kind not in ("open", "list"):
        return None
    told = [
        (text, each.id)
        for each in report.paragraphs
        for text in sentence_texts(each.text)
        if any(_held(text, office, wanted.text) for office in offices)
    ]
    chosen = [pair for pair in told if shows(pair[0], "facet", "elected") or _LISTED.search(pair[0])] or told
    if not chosen or len(chosen) > MOST:
        return None
    said = tuple(Sentence(ended(text), (id,)) for text, id in chosen)
    return Draft("answered", said, opening=quoted_from(report, wanted, said))


def _asked(wanted: Wanted) -> list[str]:
    """The offices that a question asks the holder of, and nothing else."""
    own = wanted.text.partition(" (")[0]
    offices = [name for name in _OFFICES if pattern("facet", name).search(plain(own))]
    if "deputy" in offices:
        offices = ["deputy"]
    asked = WHO & set(wanted.asks) and not shows(own, "other", "whether")
    if not asked or not offices or wanted.refs or wanted.sections:
        return []
    more = content_words(without(own, *_BESIDE))
    return [] if more or any(name.kind in ("place", "country") for name in names(own)) else offices


def _held(text: str, office: str, own: str) -> bool:
    """Whether a sentence names somebody in the office, and not beside it: a deputy, who shares another."""
    if not shows(text, "facet", office) or not _NAMED.search(text):
        return False
    if shows(text, "other", "jointly") and not shows(own, "other", "jointly"):
        return False
    return office != "chair" or not shows(text, "facet", "deputy") or shows(text, "facet", "elected")
