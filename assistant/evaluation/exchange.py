"""Question sets and results in the forms of others: RAGAS, promptfoo, SQuAD.

Out: ``to_ragas`` (single-turn samples), ``to_promptfoo`` (a test list). In: ``from_squad`` (version 2,
impossible questions become refusals), ``from_ragas``, ``from_promptfoo``. A context is matched with the
paragraphs of one report by its text; what comes in is marked ``draft``, for a person to review.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from assistant.errors import BadSetting
from assistant.evaluation.metrics import squeezed
from assistant.evaluation.questions import Case
from assistant.evaluation.results import Row
from assistant.language.detect import language_of
from assistant.model import Report

Json = dict[str, Any]
_CONTAINS = frozenset({"contains", "icontains"})
_CONTAINS_ANY = frozenset({"contains-any", "icontains-any"})


def to_ragas(rows: Iterable[Row]) -> Iterator[Json]:
    """One RAGAS single-turn sample a row; the facts, any-of groups by «/», are the reference."""
    for row in rows:
        citations = [*row.answer.get("citations", ()), *row.answer.get("nearest", ())]
        yield {
            "user_input": row.case.question,
            "response": row.answer.get("answer", ""),
            "retrieved_contexts": [each["quote"] for each in citations],
            "reference": "; ".join("/".join(group) for group in row.case.facts),
        }


def to_promptfoo(cases: Iterable[Case]) -> Iterator[Json]:
    """One promptfoo test a case: its facts and forbidden texts as assertions."""
    for case in cases:
        wanted = [{"type": "icontains-any", "value": list(group)} for group in case.facts]
        unwanted = [{"type": "not-icontains", "value": text} for text in case.not_facts]
        yield {
            "description": case.id,
            "vars": {"question": case.question, "report": case.report, "before": list(case.before)},
            "assert": [*wanted, *unwanted],
            "metadata": {"kind": case.kind, "language": case.language, "outcome": case.outcome},
        }


def from_squad(data: Json, report: Report) -> Iterator[Case]:
    for article in data["data"]:
        for passage in article["paragraphs"]:
            refs = _refs(passage["context"], report)
            for asked in passage["qas"]:
                answers = tuple(dict.fromkeys(answer["text"] for answer in asked.get("answers", ())))
                absent = bool(asked.get("is_impossible"))
                facts = (answers,) if answers and not absent else ()
                yield _case(
                    str(asked["id"]), asked["question"], report, absent, () if absent else refs, facts
                )


def from_ragas(data: Iterable[Json], report: Report) -> Iterator[Case]:
    for number, sample in enumerate(data, 1):
        contexts = sample.get("reference_contexts") or ()
        refs = tuple(dict.fromkeys(ref for context in contexts for ref in _refs(context, report)))
        yield _case(
            f"ragas-{number}", sample["user_input"], report, False, refs, (), sample.get("reference") or ""
        )


def from_promptfoo(data: Iterable[Json], report: Report) -> Iterator[Case]:
    for number, test in enumerate(data, 1):
        facts = tuple(filter(None, (_expected(each) for each in test.get("assert", ()))))
        name = test.get("description") or f"promptfoo-{number}"
        yield _case(name, test["vars"]["question"], report, False, (), facts)


IMPORTS: Mapping[str, Callable[[Any, Report], Iterator[Case]]] = {
    "squad": from_squad,
    "ragas": from_ragas,
    "promptfoo": from_promptfoo,
}


def imported(form: str, data: Any, report: Report) -> tuple[Case, ...]:
    """Cases of a set in another form; raises BadSetting when it is not in that form."""
    if form not in IMPORTS:
        raise BadSetting("bad_setting", name="eval import", value=form)
    try:
        return tuple(IMPORTS[form](data, report))
    except (KeyError, TypeError, AttributeError) as error:
        raise BadSetting("bad_questions", place=form, why=f"{type(error).__name__}: {error}") from None


def _expected(assertion: Json) -> tuple[str, ...]:
    if assertion.get("type") in _CONTAINS:
        return (str(assertion["value"]),)
    return tuple(assertion["value"]) if assertion.get("type") in _CONTAINS_ANY else ()


def _refs(context: str, report: Report) -> tuple[str, ...]:
    """Paragraphs that the context holds, or that hold it."""
    wanted = squeezed(context)
    texts = ((paragraph.ref, squeezed(paragraph.text)) for paragraph in report.paragraphs)
    return tuple(ref for ref, text in texts if text in wanted or wanted in text)


def _case(
    id: str,
    question: str,
    report: Report,
    absent: bool,
    refs: tuple[str, ...],
    facts: tuple[tuple[str, ...], ...],
    notes: str = "",
) -> Case:
    return Case(
        id=id,
        report=report.id,
        question=question,
        language=language_of(question, report.language),
        kind="near" if absent else "open",
        part="draft",
        outcome="refused" if absent else "answered",
        any_cite=(refs,) if refs else (),
        facts=facts,
        notes=notes,
    )
