"""``assistant eval``: measure answers, or see to the question sets.

eval [--questions FILE …] [--reports DIR] [--out DIR] [--against FILE] [--min METRIC=VALUE …]
eval new REPORT     a draft set from the report's structure, for a person to review, on stdout
eval check          what is wrong with the question sets
eval faults         corrupt good answers and count how many faults each metric catches
eval --beir DIR     the search alone, on a folder in BEIR form
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.errors import BadSetting
from assistant.evaluation.report import show
from assistant.evaluation.results import Row
from assistant.evaluation.run import evaluate
from assistant.model import Report
from assistant.settings import Settings, resource


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Exit code 0, or 1 when a minimum is missed, a loss is significant or a set is wrong."""
    if options.beir:
        from assistant.evaluation.beir import run as measure_search

        return measure_search(options, settings)
    assistant = Assistant(settings)
    action, *rest = options.action or ["run"]
    actions = {
        "run": _run,
        "new": _new,
        "check": _check,
        "faults": _faults,
        "claims": _claims,
        "export": _export,
        "import": _import,
    }
    if action not in actions:
        raise BadSetting("bad_setting", name="eval", value=action)
    try:
        return actions[action](options, assistant, rest)
    finally:
        assistant.close()


def minimums(texts: Sequence[str]) -> dict[str, float]:
    """``["right=0.9"]`` → ``{"right": 0.9}``; raises BadSetting."""
    found = {}
    for text in texts:
        name, equals, value = text.partition("=")
        try:
            found[name.strip()] = float(value)
        except ValueError:
            raise BadSetting("bad_minimum", text=text) from None
        if not equals:
            raise BadSetting("bad_minimum", text=text)
    return found


def progress(quiet: bool) -> Any:
    """A bar with the time left, on stderr, when a person watches."""

    def watch(rows: Iterable[Row], total: int) -> Iterator[Row]:
        from rich.console import Console
        from rich.progress import track

        console = Console(stderr=True)
        if quiet or not console.is_terminal:
            yield from rows
        else:
            yield from track(rows, "eval", total=total, console=console, transient=True)

    return watch


def _run(options: argparse.Namespace, assistant: Assistant, rest: Sequence[str]) -> int:
    settings = assistant.settings
    results = evaluate(
        assistant,
        _files(options),
        Path(options.out) if options.out else None,
        Path(options.against) if options.against else None,
        minimums(options.min),
        reports=_folder(options),
        part=options.part,
        everywhere=options.everywhere,
        workers=4 if settings.model or settings.model_url else 1,
        resume=options.resume,
        faults=options.faults,
        judge=options.judge,
        watch=progress(options.quiet),
    )
    if options.json:
        _put({name: value for name, value in results.to_json().items() if name != "rows"})
    else:
        show(results)
    return 0 if results.passed else 1


def _new(options: argparse.Namespace, assistant: Assistant, rest: Sequence[str]) -> int:
    from assistant.evaluation.drafts import draft_questions
    from assistant.evaluation.questions import dump

    if len(rest) != 1:
        raise BadSetting("bad_setting", name="eval new", value=" ".join(rest))
    sys.stdout.write(dump(draft_questions(_report(assistant, rest[0]))))
    return 0


def _check(options: argparse.Namespace, assistant: Assistant, rest: Sequence[str]) -> int:
    from assistant.evaluation.checks import check_questions

    found = list(check_questions([*_files(options), *map(Path, rest)], assistant, reports=_folder(options)))
    for complaint in found:
        sys.stdout.write(complaint + "\n")
    sys.stderr.write(f"{len(found)} complaints\n")
    return 1 if found else 0


def _faults(options: argparse.Namespace, assistant: Assistant, rest: Sequence[str]) -> int:
    from assistant.evaluation import faults

    found = faults.planted_faults(assistant, _files(options), reports=_folder(options))
    if options.json:
        _put(found)
    else:
        faults.show(found)
    return 0


def _claims(options: argparse.Namespace, assistant: Assistant, rest: Sequence[str]) -> int:
    from assistant.evaluation import claims

    return claims.main(["--reports", options.reports] if options.reports else [])


def _export(options: argparse.Namespace, assistant: Assistant, rest: Sequence[str]) -> int:
    from assistant.evaluation import exchange
    from assistant.evaluation.questions import load, question_files

    if list(rest) == ["promptfoo"]:
        _put(list(exchange.to_promptfoo(load(_files(options) or question_files()))))
    elif list(rest) == ["ragas"]:
        results = evaluate(
            assistant, _files(options), reports=_folder(options), watch=progress(options.quiet)
        )
        for sample in exchange.to_ragas(results.rows):
            _put(sample)
    else:
        raise BadSetting("bad_setting", name="eval export", value=" ".join(rest))
    return 0


def _import(options: argparse.Namespace, assistant: Assistant, rest: Sequence[str]) -> int:
    from assistant.evaluation.exchange import imported
    from assistant.evaluation.questions import dump

    if len(rest) != 3:
        raise BadSetting("bad_setting", name="eval import", value=" ".join(rest))
    form, file, report = rest
    try:
        text = Path(file).read_text("utf-8-sig")
        data = [json.loads(line) for line in text.splitlines()] if file.endswith("l") else json.loads(text)
    except (OSError, ValueError) as error:
        raise BadSetting("unreadable_lines", path=file, why=str(error)) from None
    sys.stdout.write(dump(imported(form, data, _report(assistant, report))))
    return 0


def _report(assistant: Assistant, name: str) -> Report:
    """A report by its file or its id; raises NotFound, Unreadable."""
    return assistant.read(Path(name)) if Path(name).exists() else assistant.report(name)


def _put(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def _files(options: argparse.Namespace) -> list[Path]:
    return [Path(file) for file in options.questions or ()]


def _folder(options: argparse.Namespace) -> Path | None:
    return Path(options.reports) if options.reports else None


def baseline() -> Path:
    """The figures that ``make eval`` compares with."""
    return resource("eval") / "baseline.json"
