"""An answer beside what was expected of it: which metrics apply, and their values.

A metric that does not apply to a case is absent. An error counts as the worst value of everything
that would have applied.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import fmean

from assistant.evaluation import metrics
from assistant.evaluation.questions import Case
from assistant.model import Answer, Claim, Hit, Report, Verdict

Judge = Callable[[Claim], Verdict]
LOWER_IS_BETTER = frozenset({"false_refusal"})
_SEARCHED = frozenset({"open", "paraphrase", "attribution", "premise", "consistency"})


def score(
    case: Case,
    answer: Answer,
    hits: Sequence[Hit],
    reports: Mapping[str, Report],
    judge: Judge,
) -> tuple[dict[str, float], tuple[Verdict, ...]]:
    """The metrics of one answer, and what the verifier says of each of its sentences."""
    verdicts = tuple(judge(Claim(each.text, each.citations, case.id)) for each in answer.sentences)
    refused_well = answer.outcome in case.outcomes and answer.outcome in ("refused", "talk")
    values: dict[str, float | None] = {"outcome": float(answer.outcome in case.outcomes)}
    values |= _retrieval(case, hits)
    values |= _refusal(case, answer)
    if not refused_well:
        values |= _content(case, answer)
    values["clean"] = metrics.clean_of(answer.answer, case.not_facts)
    values |= _support(answer, verdicts, reports, judge)
    found = {name: value for name, value in values.items() if value is not None}
    found["right"] = float(_is_right(found))
    return found, verdicts


def failed(case: Case) -> dict[str, float]:
    """The metrics of a question that ended in an error: the worst of each that would apply."""
    names = {"outcome", "right"}
    if searched(case):
        names |= {"recall@5", "recall@10", "mrr@10", "ndcg@10"}
    if "refused" in case.outcomes[:1]:
        names |= {"refusal_recall", f"{_refusal_kind(case)}_refusal_recall"}
    if not {"refused", "talk"} & set(case.outcomes):
        names |= {"false_refusal"}
    if case.needs:
        names |= {"cited_recall", "cited_precision"}
    names |= {"list_complete"} if case.kind == "list" else set()
    names |= {"facts"} if case.facts else set()
    names |= {"clean"} if case.not_facts else set()
    return {name: float(name in LOWER_IS_BETTER) for name in names}


def cited_refs(case: Case, answer: Answer) -> tuple[str, ...]:
    """Refs that the answer cites; a paragraph of another report keeps that report's id before it."""
    return tuple(
        each.ref if each.report == case.report else f"{each.report}#{each.ref}" for each in answer.citations
    )


def searched(case: Case) -> bool:
    """Whether plain search can be asked to find what the case needs."""
    return bool(case.needs) and not case.before and case.kind in _SEARCHED


def _retrieval(case: Case, hits: Sequence[Hit]) -> dict[str, float | None]:
    if not searched(case):
        return {}
    found = [
        hit.paragraph.ref if hit.report == case.report else f"{hit.report}#{hit.paragraph.ref}"
        for hit in hits
    ]
    return {
        "recall@5": metrics.recall_at(found, case.needs, 5),
        "recall@10": metrics.recall_at(found, case.needs, 10),
        "mrr@10": metrics.reciprocal_rank(found, case.needs),
        "ndcg@10": metrics.ndcg_at(found, case.needs),
    }


def _refusal_kind(case: Case) -> str:
    return "near" if case.kind == "near" else "far"


def _refusal(case: Case, answer: Answer) -> dict[str, float | None]:
    refused = answer.outcome == "refused"
    values: dict[str, float | None] = {}
    if case.outcome == "refused":
        right = float(answer.outcome in case.outcomes and not (refused and answer.citations))
        values |= {"refusal_recall": right, f"{_refusal_kind(case)}_refusal_recall": right}
    if refused:
        values["refusal_precision"] = float("refused" in case.outcomes)
    if not {"refused", "talk"} & set(case.outcomes):
        values["false_refusal"] = float(refused)
    return values


def _content(case: Case, answer: Answer) -> dict[str, float | None]:
    """Against what a person says must be cited and said; nothing of it when nothing is asked for."""
    cited = cited_refs(case, answer)
    recall = metrics.cited_recall(cited, case.needs)
    return {
        "cited_recall": recall,
        "cited_precision": metrics.cited_precision(cited, case.allowed) if case.allowed else None,
        "facts": metrics.fact_coverage(answer.answer, case.facts),
        "list_complete": recall if case.kind == "list" else None,
    }


def _support(
    answer: Answer, verdicts: Sequence[Verdict], reports: Mapping[str, Report], judge: Judge
) -> dict[str, float | None]:
    known = {
        (sentence.text, sentence.citations): verdict.supported
        for sentence, verdict in zip(answer.sentences, verdicts, strict=True)
    }

    def entails(text: str, cited: Sequence[str]) -> bool:
        key = (text, tuple(cited))
        if key not in known:
            known[key] = judge(Claim(text, key[1])).supported
        return known[key]

    sentences = [(sentence.text, sentence.citations) for sentence in answer.sentences]
    quotes = [each.quote == reports[each.report].text[each.start : each.end] for each in answer.citations]
    texts = [sentence.text for sentence in answer.sentences]
    return {
        "alce_recall": metrics.citation_recall(sentences, entails),
        "alce_precision": metrics.citation_precision(sentences, entails),
        "verbatim": metrics.verbatim_share(texts, _sources(answer, reports)),
        "quotes_verbatim": fmean(quotes) if quotes else None,
    }


def _sources(answer: Answer, reports: Mapping[str, Report]) -> list[str]:
    """The cited paragraphs with the lead-ins that they complete."""
    cited = {each.id for each in answer.citations}
    paragraphs = [each for report in reports.values() for each in report.paragraphs if each.id in cited]
    return [text for each in paragraphs for text in (each.lead, each.text)]


def _is_right(found: Mapping[str, float]) -> bool:
    """The right outcome, all that must be cited and said, nothing else cited, all of it supported."""
    whole = ("outcome", "cited_recall", "cited_precision", "facts", "clean", "alce_recall", "quotes_verbatim")
    return all(found.get(name, 1.0) == 1.0 for name in whole)
