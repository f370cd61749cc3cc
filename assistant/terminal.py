"""What a person sees in a terminal: trees, tables and progress, by rich.

Content goes to stdout, progress to stderr. Rich is imported where it is first needed: a machine
that asks for JSON does not wait for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from assistant.language.phrases import say
from assistant.model import Answer, Hit, Paragraph, Report, ReportSummary

if TYPE_CHECKING:
    from rich.tree import Tree

T = TypeVar("T")
_SHORT = 60
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")  # what a reader wrote may not steer the terminal


def show_report(report: Report, language: str) -> None:
    """The outline as a tree, then what was left out and where the reader was unsure."""
    from rich.console import Console
    from rich.markup import escape
    from rich.tree import Tree

    facts = [report.title, report.body, report.status, report.symbol, report.place, *report.dates]
    shown = dict.fromkeys(fact for fact in facts if fact)
    tree = Tree(f"[bold]{escape(report.id)}[/] · {report.language} · {escape(' · '.join(shown))}")
    branches: dict[str, Tree] = {"": tree}
    for heading in report.headings:
        if heading.path in branches:
            continue
        parent = heading.path.rpartition(".")[0]
        title = f"[bold cyan]{escape(heading.mark)} {escape(heading.title)}[/]"
        branches[heading.path] = branches.get(parent, tree).add(title)
    leads: dict[tuple[str, int | None], Tree] = {}
    for paragraph in report.paragraphs:
        path = paragraph.headings[-1].path if paragraph.headings else ""
        branch = branches.get(path, tree)
        if paragraph.kind == "item":
            branch = leads.get((path, paragraph.number), branch)
        added = branch.add(_line(paragraph))
        if paragraph.kind == "lead":
            leads[path, paragraph.number] = added
    console = Console(highlight=False)
    console.print(tree)
    for name, rows in (
        ("cli.footnotes", [footnote.text for footnote in report.footnotes]),
        ("cli.dropped", [f"{each.line}: {_cut(each.text)} ({each.reason})" for each in report.dropped]),
        ("cli.doubts", [f"{each.line}: {each.reason}" for each in report.doubts]),
    ):
        if rows:
            console.print(f"[yellow]{say(name, language, n=len(rows))}[/]")
            for row in rows:
                console.print("  " + row, markup=False)


def show_reports(summaries: Sequence[ReportSummary], language: str) -> None:
    """The ids whole, whatever the width: they are what other commands want."""
    from rich.console import Console

    if not summaries:
        Console(stderr=True).print(say("cli.no_reports", language))
        return
    console = Console(highlight=False, soft_wrap=True, emoji=False)
    for each in summaries:
        count = say("page.paragraphs", language, n=each.paragraphs)
        facts = (each.title, each.status, "–".join(each.dates), each.language, count)
        console.print(_CONTROL.sub("", each.id), style="bold", markup=False)
        console.print("  " + _CONTROL.sub("", " · ".join(filter(None, facts))), markup=False)


def show_hits(hits: Sequence[Hit]) -> None:
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    for hit in hits:
        console.print(f"[bold]{hit.paragraph.ref}[/] [dim]{hit.report} {hit.score:.2f}[/]")
        console.print("  " + hit.paragraph.text, markup=False)


def show_answer(answer: Answer) -> None:
    """The answer, then every cited (or nearest) paragraph in its own words."""
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    console.print(answer.answer, markup=False)
    for note in answer.notes:
        console.print(note, style="yellow", markup=False)
    for citation in answer.citations or answer.nearest:
        console.print(f"\n{citation.label} · {citation.report}", style="dim", markup=False)
        console.print("  " + citation.quote, style="dim", markup=False)


def progress(rows: Iterable[T], total: int, doing: str, quiet: bool) -> Iterator[T]:
    """The rows as they come, with a bar on stderr when a person watches it."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield from rows
        return
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task(doing, total=total)
        for row in rows:
            bar.advance(task)
            yield row


def _line(paragraph: Paragraph) -> str:
    from rich.markup import escape

    return f"[green]{escape(paragraph.ref)}[/] [dim]{paragraph.kind}[/] {escape(_cut(paragraph.text))}"


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHORT else flat[: _SHORT - 1] + "…"


def show_audit(rows: Iterable[Mapping[str, Any]]) -> None:
    """One question a line, and on the next what was cited; nothing is cut."""
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True, emoji=False)
    for row in rows:
        whose = f"{row['how']}/{row['reader']}" if row["reader"] else f"{row['how']} {row['address']}"
        ended, asked = row["outcome"] or row["ended"], " ".join((row["question"] or "").split())
        told = " · ".join(filter(None, (row["at"][:19], whose, row["face"], ended, asked)))
        console.print(_CONTROL.sub("", told), markup=False)
        if row["citations"]:
            cited = _CONTROL.sub("", " ".join(row["citations"]))
            console.print("  " + cited, style="dim", markup=False)
