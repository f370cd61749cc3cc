"""Results for people and programs: a terminal table, a page, JUnit, Markdown, JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Template
from xml.etree import ElementTree

from assistant.evaluation.results import Results, Row, baseline_json

_PAGE = Path(__file__).with_name("page.html")


def write(results: Results, out: Path) -> None:
    """``results.json``, ``report.html``, ``junit.xml``, ``summary.md``, ``baseline.json`` in ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "results.json").write_text(json.dumps(results.to_json(), ensure_ascii=False, indent=1), "utf-8")
    baseline = json.dumps(baseline_json(results), ensure_ascii=False).replace('{"id"', '\n{"id"')
    (out / "baseline.json").write_text(baseline + "\n", "utf-8")
    (out / "report.html").write_text(page(results), "utf-8")
    (out / "junit.xml").write_text(junit(results), "utf-8")
    (out / "summary.md").write_text(markdown(results), "utf-8")


def page(results: Results) -> str:
    """One HTML file that asks no other host for anything. All data is set as text, never as markup."""
    data = json.dumps({**results.to_json(), "texts": dict(results.texts)}, ensure_ascii=False)
    return Template(_PAGE.read_text("utf-8")).substitute(data=data.replace("<", "\\u003c"))


def junit(results: Results) -> str:
    """A test a question: an error when it broke, a failure when the answer is not right."""
    wrong = [row for row in results.rows if row.metrics.get("right") != 1 and not row.error]
    broken = [row for row in results.rows if row.error]
    suite = ElementTree.Element(
        "testsuite",
        name="assistant eval",
        tests=str(len(results.rows)),
        failures=str(len(wrong)),
        errors=str(len(broken)),
    )
    for row in results.rows:
        spent = f"{row.timings.get('total', 0.0) / 1000:.3f}"
        test = ElementTree.SubElement(
            suite, "testcase", classname=row.case.kind, name=row.case.id, time=spent
        )
        if row.error:
            ElementTree.SubElement(test, "error", message=row.error.splitlines()[-1]).text = row.error
        elif row.metrics.get("right") != 1:
            ElementTree.SubElement(test, "failure", message=_why(row)).text = str(
                row.answer.get("answer", "")
            )
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True)


def markdown(results: Results) -> str:
    """A summary for a pull request."""
    return "\n".join(_markdown(results)) + "\n"


def show(results: Results) -> None:
    """The figures as a table on stdout, then what got better or worse and what is too low."""
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table("metric", "value", "95 %", "n", title=f"{len(results.rows)} questions")
    for each in results.figures:
        table.add_row(
            each.name, f"{each.value:.3f}", f"{each.low:.3f} – {each.high:.3f}", str(each.questions)
        )
    console.print(table)
    kinds = Table("kind", "n", "right", "outcome", "cited_recall", "cited_precision", "facts")
    for kind, of in results.by(lambda case: case.kind).items():
        shown = [f"{of[name]:.2f}" if name in of else "" for name in ("right", "outcome", *_SHOWN)]
        kinds.add_row(kind, f"{of['questions']:.0f}", *shown)
    console.print(kinds)
    for line in _closing(results):
        console.print(line, markup=False, highlight=False)


_SHOWN = ("cited_recall", "cited_precision", "facts")


def _why(row: Row) -> str:
    low = [f"{name} {value:.2f}" for name, value in row.metrics.items() if _low(name, value)]
    return f"{row.case.question} → {row.outcome}; {', '.join(low)}"


def _low(name: str, value: float) -> bool:
    return name in ("outcome", "clean", "alce_recall", "quotes_verbatim", *_SHOWN) and value < 1


def _closing(results: Results) -> Iterator[str]:
    spent = results.latency_ms.get("total")
    if spent:
        yield f"latency: p50 {spent['p50']:.1f} ms, p95 {spent['p95']:.1f} ms"
    if results.usage:
        yield "model: " + ", ".join(f"{name} {value:g}" for name, value in results.usage.items())
    for id, count in results.skipped.items():
        yield f"skipped {count} questions: report {id} is not here (--reports DIR)"
    if results.judge.get("sentences"):
        of = results.judge
        agreed = f"{of['agreement']:.3f} of {of['sentences']} sentences, kappa {of['kappa']:.2f}"
        yield f"the model agrees with verify on {agreed}"
    for kind, fault in results.faults.get("kinds", {}).items():
        yield f"planted {kind}: {fault['caught']['any']:.2f} of {fault['planted']} caught"
    compared = results.comparison
    if compared:
        yield f"against the earlier run: {len(compared['better'])} better, {len(compared['worse'])} worse"
        yield from (f"  + {each['id']} {each['question']}" for each in compared["better"])
        yield from (f"  - {each['id']} {each['question']}" for each in compared["worse"])
        yield from (f"significant loss: {name}" for name in compared["lost"])
    yield from (f"below the minimum: {each}" for each in results.below)


def _markdown(results: Results) -> Iterator[str]:
    yield f"## Evaluation: {'passed' if results.passed else 'FAILED'}, {len(results.rows)} questions"
    yield ""
    yield from _table(
        ("metric", "value", "95 %", "n"),
        (
            (each.name, f"{each.value:.3f}", f"{each.low:.3f} – {each.high:.3f}", each.questions)
            for each in results.figures
        ),
    )
    yield ""
    yield from _table(
        ("kind", "n", "right", "outcome"),
        (
            (kind, f"{of['questions']:.0f}", f"{of.get('right', 0):.2f}", f"{of.get('outcome', 0):.2f}")
            for kind, of in results.by(lambda case: case.kind).items()
        ),
    )
    yield ""
    yield from (f"- {line}" for line in _closing(results))


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    yield from ("| " + " | ".join(map(str, row)) + " |" for row in rows)
