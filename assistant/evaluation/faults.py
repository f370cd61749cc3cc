"""Planted faults: good answers corrupted in known ways, to see which metrics notice.

The words that the corruptions turn on stand here on their own, so that the verifier is not judged
by its own tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.evaluation import place, scoring
from assistant.evaluation.questions import Case, load, question_files, reports_of
from assistant.model import Answer, Citation, Report, Sentence

Replacement = str | Callable[[re.Match[str]], str]
Corrupt = Callable[[Case, Answer, Report], Answer | None]
WATCHED = (
    "outcome",
    "cited_recall",
    "cited_precision",
    "facts",
    "alce_recall",
    "quotes_verbatim",
    "verbatim",
)

_RAISED: tuple[tuple[str, Replacement], ...] = (
    ("有几个缔约国", "所有缔约国"),
    ("一名发言者", "许多发言者"),
    ("许多", "所有"),
    ("考虑", "必须"),
    ("鼓励", "要求"),
    ("建议", "决定"),
    ("可以", "应当"),
    (r"\b[Ss]everal\b", "all"),
    (r"\b[Ss]ome\b", "all"),
    (r"\b[Mm]any\b", "all"),
    (r"\b[Ee]ncourages\b", "obliges"),
    (r"\b[Ii]nvites\b", "orders"),
    (r"\bshould\b", "must"),
)
_NEGATIONS: tuple[tuple[str, Replacement], ...] = (
    (r"不应|不得|不对|不会|并不|未经", lambda found: found[0].strip("不未并")),
    (r"(?<!可)(?<!可剝奪)[不無无未](?![论論管同可])", ""),
    (r"\b(?:not|не)\s", ""),
)
_INVENTED = {
    "zh": "，并为此设立五千万美元的基金",
    "zh-Hant": "，並為此設立五千萬美元的基金",
    "en": ", and establishes a fund of fifty million dollars for it",
    "ru": ", и учреждает для этого фонд в пятьдесят миллионов долларов",
}
_NUMBER = re.compile(r"\d+|[二三四五六七八九十]+(?=[日年月条項项个個名人国國])|第[一二三四五六七八九十]+")


def wrong_paragraph(case: Case, answer: Answer, report: Report) -> Answer | None:
    """The same words with a paragraph that the case does not allow."""
    other = next((each for each in report.paragraphs if each.ref not in case.allowed), None)
    if other is None or "*" in case.allowed or not answer.citations:
        return None
    cited = Citation(other.id, report.id, other.ref, other.ref, other.text, other.start, other.end)
    sentences = tuple(replace(each, citations=(other.id,)) for each in answer.sentences)
    return replace(answer, sentences=sentences, citations=(cited,))


def swapped_number(case: Case, answer: Answer, report: Report) -> Answer | None:
    return _rewritten(answer, lambda text: _NUMBER.sub(_other_number, text, count=1))


def raised_strength(case: Case, answer: Answer, report: Report) -> Answer | None:
    """有几个 becomes 所有, 考虑 becomes 必须: a stronger quantifier or duty."""
    return _rewritten(answer, lambda text: _first_replaced(text, _RAISED))


def dropped_negation(case: Case, answer: Answer, report: Report) -> Answer | None:
    return _rewritten(answer, lambda text: _first_replaced(text, _NEGATIONS))


def invented_clause(case: Case, answer: Answer, report: Report) -> Answer | None:
    clause = _INVENTED.get(report.language, _INVENTED["en"])
    return _rewritten(answer, lambda text: text.rstrip("。；;.") + clause + "。")


def dropped_sentence(case: Case, answer: Answer, report: Report) -> Answer | None:
    """The last item of a list is left out."""
    if case.kind != "list" or len(answer.citations) < 2 or len(answer.sentences) < 2:
        return None
    last = answer.sentences[-1]
    kept = {id for each in answer.sentences[:-1] for id in each.citations}
    return replace(
        answer,
        answer=answer.answer.replace(last.text, ""),
        sentences=answer.sentences[:-1],
        citations=tuple(each for each in answer.citations if each.id in kept),
    )


def shifted_quote(case: Case, answer: Answer, report: Report) -> Answer | None:
    """A quotation that is no longer what stands at its place."""
    if not answer.citations:
        return None
    first, *rest = answer.citations
    return replace(answer, citations=(replace(first, start=first.start + 1), *rest))


def flipped_refusal(case: Case, answer: Answer, report: Report) -> Answer | None:
    """What is answered is refused; what is refused is answered with the nearest paragraph."""
    if "refused" in case.outcomes and len(case.outcomes) > 1:
        return None
    if answer.outcome != "refused":
        return replace(answer, outcome="refused", answer="", sentences=(), citations=())
    near = answer.nearest[:1]
    if not near:
        return None
    sentence = Sentence(near[0].quote, (near[0].id,))
    return replace(answer, outcome="answered", answer=near[0].quote, sentences=(sentence,), citations=near)


FAULTS: Mapping[str, Corrupt] = {
    each.__name__: each
    for each in (
        wrong_paragraph,
        swapped_number,
        raised_strength,
        dropped_negation,
        invented_clause,
        dropped_sentence,
        shifted_quote,
        flipped_refusal,
    )
}


def planted_faults(
    assistant: Assistant, questions: Sequence[Path] = (), *, reports: Path | None = None
) -> dict[str, Any]:
    """Corrupt every right answer in each way that applies; the share each metric catches.

    ``{"answers": n, "kinds": {fault: {"planted": n, "caught": {metric: share, "any": share}}}}``.
    A metric catches a fault when its value falls.
    """
    cases = [case for case in load(questions or question_files()) if case.part != "draft"]
    counts: dict[str, list[dict[str, bool]]] = {name: [] for name in FAULTS}
    answers = 0
    with place.assistant_with(assistant, reports_of(cases), reports) as held:
        for case, answer, before, known in _good(held, cases):
            answers += 1
            for name, corrupt in FAULTS.items():
                worse = corrupt(case, answer, known[case.report])
                if worse is not None:
                    after, _ = scoring.score(case, worse, (), known, held.verify)
                    counts[name].append(_caught(before, after))
    return {"answers": answers, "kinds": {name: _shares(found) for name, found in counts.items() if found}}


def show(found: Mapping[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("planted fault", "planted", *WATCHED, "any", title=f"{found['answers']} right answers")
    for name, of in found["kinds"].items():
        table.add_row(name, str(of["planted"]), *(f"{of['caught'][each]:.2f}" for each in (*WATCHED, "any")))
    Console(width=max(Console().width, 140)).print(table)


def _good(
    held: Assistant, cases: Sequence[Case]
) -> Iterator[tuple[Case, Answer, Mapping[str, float], Mapping[str, Report]]]:
    """Right answers with their metrics: only they can be made worse in a known way."""
    known = {summary.id: held.report(summary.id) for summary in held.reports()}
    for case in cases:
        if case.report in known:
            answer = held.ask(case.asked())
            before, _ = scoring.score(case, answer, (), known, held.verify)
            if before["right"] == 1:
                yield case, answer, before, known


def _caught(before: Mapping[str, float], after: Mapping[str, float]) -> dict[str, bool]:
    fell = {name: name in before and after.get(name, 1.0) < before[name] for name in WATCHED}
    return {**fell, "any": any(fell.values())}


def _shares(found: Sequence[Mapping[str, bool]]) -> dict[str, Any]:
    caught = {name: sum(each[name] for each in found) / len(found) for name in (*WATCHED, "any")}
    return {"planted": len(found), "caught": caught}


def _rewritten(answer: Answer, change: Callable[[str], str]) -> Answer | None:
    """The answer with the first sentence that ``change`` alters, altered; None when none is."""
    for at, sentence in enumerate(answer.sentences):
        text = change(sentence.text)
        if text != sentence.text and sentence.citations:
            sentences = (*answer.sentences[:at], replace(sentence, text=text), *answer.sentences[at + 1 :])
            return replace(answer, answer=answer.answer.replace(sentence.text, text), sentences=sentences)
    return None


def _first_replaced(text: str, pairs: Sequence[tuple[str, Replacement]]) -> str:
    changed = (re.sub(old, new, text, count=1) for old, new in pairs)
    return next((other for other in changed if other != text), text)


def _other_number(found: re.Match[str]) -> str:
    text = found[0]
    if text.isdigit():
        return str(int(text) + 1)
    swapped = {
        "二": "三",
        "三": "四",
        "四": "五",
        "五": "六",
        "六": "七",
        "七": "八",
        "八": "九",
        "九": "八",
        "十": "九",
    }
    return "".join(swapped.get(sign, sign) for sign in text[:-1]) + swapped.get(text[-1], "二")
