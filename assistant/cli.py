"""The command line: ``assistant chat | ingest | reports | remove | read | search | ask | verify | eval``.

Machine output goes to stdout, everything else to stderr. Exit 0 done, 1 failed or below a minimum,
2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant import __version__, terminal
from assistant.assistant import Assistant, report_files
from assistant.contract import answer_json, error_json, hits_json, report_json, summary_json, verdict_json
from assistant.errors import AssistantError, BadQuestion, BadSetting
from assistant.language.detect import language_of
from assistant.language.phrases import explain, say
from assistant.model import Claim, Question
from assistant.settings import Settings

Command = Callable[[argparse.Namespace, Settings], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; the entry point of the console script."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace" if stream is sys.stdin else None)
    options = _parser().parse_args(arguments)
    language = "zh"
    try:
        settings = Settings.from_environment(os.environ)
        language = settings.language
        if options.home:
            settings = replace(settings, home=Path(options.home).expanduser())
        logging.basicConfig(stream=sys.stderr, format="%(message)s", level=logging.WARNING)
        logging.getLogger("assistant").setLevel(logging.ERROR if options.quiet else logging.INFO)
        command: Command = options.command
        return command(options, settings)
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
    for done in terminal.progress(assistant.ingest(files), len(files), doing, options.quiet):
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


def search(options: argparse.Namespace, settings: Settings) -> int:
    hits = Assistant(settings).search(options.question, options.k, tuple(options.report))
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
    answer = assistant.ask(
        Question(options.question, before=tuple(options.before), reports=tuple(options.report))
    )
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
        reports=_texts(row, "reports"),
        language=str(row.get("language") or ""),
    )


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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("assistant", description=__doc__, parents=[_shared()])
    parser.set_defaults(home="", quiet=False)
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(command: Command, name: str, help: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help, description=help, parents=[_shared()])
        added.set_defaults(command=command)
        return added

    _add_reports(add)
    _add_questions(add)
    return parser


def _shared() -> argparse.ArgumentParser:
    """Options that stand before or after the command, made anew: parents share their defaults."""
    shared = argparse.ArgumentParser(add_help=False)
    for name, more in (
        ("--home", {"metavar": "DIR", "help": "data folder (or ASSISTANT_HOME)"}),
        ("--quiet", {"action": "store_true", "help": "errors only on stderr"}),
    ):
        shared.add_argument(name, default=argparse.SUPPRESS, **more)  # type: ignore[arg-type]
    return shared


def _add_reports(add: Callable[[Command, str, str], argparse.ArgumentParser]) -> None:
    it = add(chat, "chat", "open the chat in the browser")
    it.add_argument("--host")
    it.add_argument("--port", type=int)
    it = add(ingest, "ingest", "read reports into the index")
    it.add_argument("paths", nargs="+", metavar="PATH")
    it.add_argument("--json", action="store_true")
    add(reports, "reports", "list the reports in the index").add_argument("--json", action="store_true")
    add(remove, "remove", "take a report out of the index").add_argument("id", metavar="ID")
    it = add(read, "read", "show how a file is read; indexes nothing")
    it.add_argument("file", metavar="FILE")
    it.add_argument("--json", action="store_true")
    it = add(fetch_encoding, "fetch-encoding", "download the tiktoken encoding, for exact token counts")
    it.add_argument("--timeout", type=float, default=30.0, metavar="SECONDS")


def _add_questions(add: Callable[[Command, str, str], argparse.ArgumentParser]) -> None:
    it = add(search, "search", "find paragraphs")
    it.add_argument("question", metavar="QUESTION")
    it.add_argument("-k", type=_positive, default=10, metavar="N")
    it.add_argument("--report", action="append", default=[], metavar="ID", help="only in this report")
    it.add_argument("--json", action="store_true")
    it = add(ask, "ask", "answer a question, or one a line")
    it.add_argument("question", nargs="?", metavar="QUESTION")
    it.add_argument("--before", action="append", default=[], metavar="QUESTION", help="an earlier question")
    it.add_argument("--report", action="append", default=[], metavar="ID", help="only from this report")
    it.add_argument("--jsonl", metavar="FILE", help="questions, one JSON object a line; - for stdin")
    it.add_argument("--json", action="store_true")
    it = add(verify, "verify", "say whether the cited paragraphs support each claim")
    it.add_argument(
        "--jsonl", required=True, metavar="FILE", help="claims, one JSON object a line; - for stdin"
    )
    it = add(evaluate, "eval", "measure answers over a question set")
    it.add_argument("action", nargs="*", metavar="new REPORT | check | faults | export | import")
    it.add_argument("--questions", action="append", metavar="FILE")
    it.add_argument("--reports", metavar="DIR", help="folder of the reports that the questions are about")
    it.add_argument("--out", metavar="DIR", help="where results.json, report.html and junit.xml go")
    it.add_argument("--against", metavar="FILE", help="earlier results.json to compare with")
    it.add_argument("--min", action="append", default=[], metavar="METRIC=VALUE")
    it.add_argument(
        "--part", default="", choices=("tuning", "holdout"), help="only this part of the questions"
    )
    it.add_argument("--everywhere", action="store_true", help="put each question to all reports of the index")
    it.add_argument("--resume", action="store_true", help="take up a broken run in the folder of --out")
    it.add_argument("--faults", action="store_true", help="plant faults in right answers as well")
    it.add_argument("--judge", action="store_true", help="let the model of the settings judge sentences too")
    it.add_argument("--beir", metavar="DIR", help="measure search on a folder in BEIR form")
    it.add_argument("--json", action="store_true")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number
