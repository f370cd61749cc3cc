"""The command line: ``assistant chat | mcp | ingest | reports | read | search | ask | verify | eval | …``.

Machine output goes to stdout, everything else to stderr. Exit 0 done, 1 failed or below a minimum,
2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from assistant import housekeeping, logs, terminal
from assistant.arguments import parser
from assistant.assistant import Assistant, report_files
from assistant.contract import answer_json, error_json, hits_json, report_json, summary_json, verdict_json
from assistant.errors import AssistantError, BadQuestion, BadSetting
from assistant.language.detect import language_of
from assistant.language.phrases import explain, say
from assistant.model import Claim, Question, Scope
from assistant.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; the entry point of the console script."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace" if stream is sys.stdin else None)
    options = parser().parse_args(arguments)
    language = "zh"
    try:
        settings = Settings.from_environment(os.environ)
        language = settings.language
        if options.home:
            settings = replace(settings, home=Path(options.home).expanduser())
        logs.begin(settings.log, options.quiet)
        return COMMANDS[options.command](options, settings)
    except AssistantError as error:
        where = f"{options.file}: " if "file" in options else ""
        print(where + explain(error, _spoken(options, language)), file=sys.stderr)
        return 2 if isinstance(error, BadQuestion | BadSetting) else 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _spoken(options: argparse.Namespace, language: str) -> str:
    """The language of a message: the question's, where there is one."""
    question = getattr(options, "question", None)
    return language_of(question, language) if question else language


def chat(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.portal.server import serve

    settings = replace(settings, host=options.host or settings.host, port=options.port or settings.port)
    serve(Assistant(settings), settings)
    return 0


def mcp(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.portal.mcp import over_stdio

    over_stdio(Assistant(settings))
    return 0


def read(options: argparse.Namespace, settings: Settings) -> int:
    report = Assistant(settings).read(Path(options.file))
    if options.json:
        _print_json(report_json(report))
    else:
        terminal.show_report(report, settings.language)
    return 0


def ingest(options: argparse.Namespace, settings: Settings) -> int:
    assistant = Assistant(settings)
    failed = False
    files = list(report_files(Path(path) for path in options.paths))
    doing = say("cli.ingesting", settings.language)
    for done in terminal.progress(assistant.ingest(files, options.group), len(files), doing, options.quiet):
        failed = failed or done.error is not None
        reason = explain(done.error, settings.language) if done.error else ""
        if options.json:
            row = {"path": str(done.path), "id": done.id, "outcome": done.outcome}
            _print_json({**row, "reason": reason, "warnings": len(done.doubts)})
        else:
            print(f"{done.outcome}\t{done.path}\t{reason or done.id}")
    return 1 if failed else 0


def reports(options: argparse.Namespace, settings: Settings) -> int:
    summaries = Assistant(settings).reports()
    if options.json:
        _print_json([summary_json(summary) for summary in summaries])
    else:
        terminal.show_reports(summaries, settings.language)
    return 0


def remove(options: argparse.Namespace, settings: Settings) -> int:
    Assistant(settings).remove(options.id)
    print(say("cli.removed", settings.language, id=options.id), file=sys.stderr)
    return 0


def access(options: argparse.Namespace, settings: Settings) -> int:
    assistant = Assistant(settings)
    if options.group is not None:
        assistant.guard(options.id, options.group)
    print("\n".join(assistant.groups(options.id)) or say("cli.open_to_all", settings.language))
    return 0


def keys(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.portal.access.keys import Keys

    kept = Keys(settings.home)
    if options.action == "add":
        print(kept.add(options.name, options.role, tuple(sorted(set(options.group)))))
        print(say("cli.key_made", settings.language), file=sys.stderr)
    elif options.action == "remove":
        kept.remove(options.name)
    elif options.json:
        _print_json([key.shown() for key in kept.all()])
    elif listed := kept.all():
        for key in listed:
            print("\t".join((key.name, key.role, ",".join(key.groups), key.made)))
    else:
        print(say("cli.no_keys", settings.language), file=sys.stderr)
    return 0


def search(options: argparse.Namespace, settings: Settings) -> int:
    hits = Assistant(settings).search(options.question, options.k, _within(options))
    if options.json:
        _print_json(hits_json(hits))
    else:
        terminal.show_hits(hits)
    return 0


def ask(options: argparse.Namespace, settings: Settings) -> int:
    assistant = Assistant(settings)
    if options.jsonl:
        return _each_line(options.jsonl, settings, lambda line: answer_json(assistant.ask(_question(line))))
    if options.question is None:
        raise BadQuestion("empty_question")
    answer = assistant.ask(Question(options.question, before=tuple(options.before), within=_within(options)))
    if options.json:
        _print_json(answer_json(answer))
    else:
        terminal.show_answer(answer)
    return 0


def verify(options: argparse.Namespace, settings: Settings) -> int:
    assistant = Assistant(settings)
    return _each_line(options.jsonl, settings, lambda line: verdict_json(assistant.verify(_claim(line))))


def evaluate(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.evaluation import command

    return command.run(options, settings)


def feedback(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.evaluation import review

    return review.run(options, settings)


def fetch_encoding(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.answering.tokens import encoding_for
    from assistant.answering.tokens import fetch_encoding as fetch

    print(fetch(settings.tokens, options.timeout, encoding_for(settings.model)), file=sys.stderr)
    return 0


def _each_line(path: str, settings: Settings, work: Callable[[dict[str, Any]], dict[str, Any]]) -> int:
    """One JSON object out for each line in, in order; a line that fails says so in its place."""
    failed = False
    for number, text in _lines(path):
        row: dict[str, Any] = {}
        try:
            row = _object(text, number)
            _print_json(work(row))
        except AssistantError as error:
            failed = True
            spoken = language_of(str(row.get("question") or row.get("claim") or ""), settings.language)
            print(explain(error, spoken), file=sys.stderr)
            _print_json(error_json(error, spoken, str(row.get("id", ""))))
    return 1 if failed else 0


def _lines(path: str) -> Iterator[tuple[int, str]]:
    try:
        source: Iterable[str] = sys.stdin if path == "-" else open(path, encoding="utf-8-sig")  # noqa: SIM115
        for number, line in enumerate(source, 1):
            if line.strip():
                yield number, line
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting("unreadable_lines", path=path, why=str(error)) from None


def _object(text: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(text)
    except ValueError:
        row = None
    if not isinstance(row, dict):
        raise BadSetting("bad_line", line=number)
    return row


def _question(row: dict[str, Any]) -> Question:
    return Question(
        text=_text(row, "question"),
        id=str(row.get("id", "")),
        before=_texts(row, "before"),
        within=Scope(**{each.name: _texts(row, each.name) for each in fields(Scope)}),
        language=str(row.get("language") or ""),
    )


def _within(options: argparse.Namespace) -> Scope:
    return Scope(**{each.name: tuple(getattr(options, each.name)) for each in fields(Scope)})


def _claim(row: dict[str, Any]) -> Claim:
    return Claim(
        _text(row, "claim"), _texts(row, "cites"), str(row.get("id", "")), str(row.get("report") or "")
    )


def _text(row: dict[str, Any], name: str) -> str:
    if not isinstance(row.get(name), str):
        raise BadSetting("bad_field", field=name)
    return str(row[name])


def _texts(row: dict[str, Any], name: str) -> tuple[str, ...]:
    value = row.get(name) or []
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise BadSetting("bad_field", field=name)
    return tuple(value)


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False), flush=True)


COMMANDS: dict[str, Callable[[argparse.Namespace, Settings], int]] = {
    "chat": chat,
    "mcp": mcp,
    "ingest": ingest,
    "reports": reports,
    "remove": remove,
    "access": access,
    "keys": keys,
    "audit": housekeeping.audit,
    "backup": housekeeping.backup,
    "restore": housekeeping.restore,
    "read": read,
    "fetch-encoding": fetch_encoding,
    "search": search,
    "ask": ask,
    "verify": verify,
    "eval": evaluate,
    "feedback": feedback,
}
