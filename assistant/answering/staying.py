"""A follow-up that is answered where the question before it was: «for how long?», «从哪里来？». Pure."""

from __future__ import annotations

from assistant.answering.cues import names, without
from assistant.answering.draft import Draft, Found, Wanted
from assistant.answering.drafting import quoted
from assistant.answering.frames import quoted_from
from assistant.answering.pick import needs_for, scored, share, within
from assistant.answering.refusal import states, unreasoned

MOST = 3  # paragraphs of the earlier answer that a question may stay at
SAID = 0.5  # share of its own words that the paragraph must have
BETTER = 0.2  # by how much another paragraph must have more of them
LITTLE = 1.0  # weight of words that tell nothing new


def stayed(wanted: Wanted, found: Found, earlier: Draft) -> Draft | None:
    """The paragraph of the earlier answer that states what is asked for, unless another one has more of the
    question's own words; None where there is none."""
    cited = dict.fromkeys(id for sentence in earlier.sentences for id in sentence.citations)
    if earlier.outcome != "answered" or not 0 < len(cited) <= MOST:
        return None
    report = found.reports.get(next(iter(cited)).partition("#")[0])
    if report is None:
        return None
    needs = needs_for(wanted, report)
    left = _own_words(wanted)
    own = [at for at, need in enumerate(needs) if need.start >= 0 and left[need.start : need.end].strip()]
    nothing_new = sum(needs[at].weight for at in own) < LITTLE or _same(wanted)
    best = scored(wanted, found)[:1]
    elsewhere = max((share(each, own, needs) for each in best if each.report == report.id), default=0.0)
    told = [each for each in report.paragraphs if each.id in cited]
    for each in within(wanted, report, told, found.near):
        had = share(each, own, needs)
        if not (nothing_new or (had >= SAID and had >= elsewhere - BETTER)):
            continue
        if states(each, wanted, needs, report) and not unreasoned(wanted, (each,)):
            sentences = quoted((each,), report)
            return Draft("answered", sentences, opening=quoted_from(report, wanted, sentences))
    return None


def _own_words(wanted: Wanted) -> str:
    """The text of a question without the words that say what kind of thing it asks for."""
    kinds, fields = names("asks"), names("field")
    cues = [("asks" if ask in kinds else "field", ask) for ask in wanted.asks if ask in (*kinds, *fields)]
    return without(wanted.text, *cues)


def _same(wanted: Wanted) -> bool:
    """Whether a question is about just what the one before it was."""
    return wanted.follows is not None and wanted.topic == wanted.follows.topic
