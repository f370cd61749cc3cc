"""What may be typed after ``assistant``: commands and their options."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable

from assistant import __version__
from assistant.access import ROLES

DESCRIPTION = "Ask official reports; every sentence of the answer cites its numbered paragraph."
Add = Callable[[str, str], argparse.ArgumentParser]


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser("assistant", description=DESCRIPTION, parents=[_shared()])
    whole.set_defaults(home="", quiet=False)
    whole.add_argument("--version", action="version", version=__version__)
    commands = whole.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, help: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help, description=help, parents=[_shared()])
        added.set_defaults(command=name)
        return added

    _add_reports(add)
    _add_questions(add)
    _add_housekeeping(add)
    return whole


def _shared() -> argparse.ArgumentParser:
    """Options that stand before or after the command, made anew: parents share their defaults."""
    shared = argparse.ArgumentParser(add_help=False)
    for name, more in (
        ("--home", {"metavar": "DIR", "help": "data folder (or ASSISTANT_HOME)"}),
        ("--quiet", {"action": "store_true", "help": "errors only on stderr"}),
    ):
        shared.add_argument(name, default=argparse.SUPPRESS, **more)  # type: ignore[arg-type]
    return shared


def _add_reports(add: Add) -> None:
    it = add("chat", "open the chat in the browser")
    it.add_argument("--host")
    it.add_argument("--port", type=int)
    add("mcp", "serve a program that speaks the Model Context Protocol, on stdin and stdout")
    it = add("ingest", "read reports into the index")
    it.add_argument("paths", nargs="+", metavar="PATH")
    _add_groups(it, "only members may see them")
    it.add_argument("--json", action="store_true")
    add("reports", "list the reports in the index").add_argument("--json", action="store_true")
    add("remove", "take a report out of the index").add_argument("id", metavar="ID")
    it = add("access", "say who may see a report, or show it")
    it.add_argument("id", metavar="ID")
    _add_groups(it, "only members may see it")
    it = add("keys", "list, add and remove API keys")
    it.add_argument("action", nargs="?", choices=("list", "add", "remove"), metavar="list | add | remove")
    it.add_argument("name", nargs="?", default="", metavar="NAME")
    it.add_argument("--role", choices=ROLES, default="reader")
    it.add_argument("--group", action="append", default=[], metavar="GROUP", help="a group it belongs to")
    it.add_argument("--json", action="store_true")
    it = add("read", "show how a file is read; indexes nothing")
    it.add_argument("file", metavar="FILE")
    it.add_argument("--json", action="store_true")
    it = add("fetch-encoding", "download the tiktoken encoding, for exact token counts")
    it.add_argument("--timeout", type=float, default=30.0, metavar="SECONDS")


def _add_groups(it: argparse.ArgumentParser, help: str) -> None:
    seen = it.add_mutually_exclusive_group()
    seen.add_argument("--group", action="append", metavar="GROUP", help=help)
    seen.add_argument("--open", dest="group", action="store_const", const=[], help="everyone may")


def _add_questions(add: Add) -> None:
    it = add("search", "find paragraphs")
    it.add_argument("question", metavar="QUESTION")
    it.add_argument("-k", type=_positive, default=10, metavar="N")
    _add_scope(it)
    it.add_argument("--json", action="store_true")
    it = add("ask", "answer a question, or one a line")
    it.add_argument("question", nargs="?", metavar="QUESTION")
    it.add_argument("--before", action="append", default=[], metavar="QUESTION", help="an earlier question")
    _add_scope(it)
    it.add_argument("--jsonl", metavar="FILE", help="questions, one JSON object a line; - for stdin")
    it.add_argument("--json", action="store_true")
    it = add("verify", "say whether the cited paragraphs support each claim")
    it.add_argument(
        "--jsonl", required=True, metavar="FILE", help="claims, one JSON object a line; - for stdin"
    )
    it = add("feedback", "what readers found wrong: list it, or review it and write questions for eval")
    it.add_argument("action", choices=("list", "review"), metavar="list | review")
    it.add_argument("--json", action="store_true")
    it = add("eval", "measure answers over a question set")
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


def _add_scope(it: argparse.ArgumentParser) -> None:
    """Each may be given more than once: any of its values will do, and every option must hold."""
    for name, field, metavar, help in (
        ("report", "reports", "ID", "only in this report"),
        ("body", "bodies", "NAME", "only in reports of this body (a part of its name will do)"),
        ("year", "years", "YEAR", "only in reports of this year"),
        ("language", "languages", "CODE", "only in reports in this language: zh, en, fr, es, ru, ar"),
        ("section", "sections", "NAME", "only in this section: its mark, or words of its title"),
        ("status", "statuses", "NAME", "only in reports of this status, such as 草稿 or draft"),
    ):
        kind = _year if name == "year" else str
        it.add_argument(
            f"--{name}", action="append", default=[], dest=field, metavar=metavar, type=kind, help=help
        )


def _add_housekeeping(add: Add) -> None:
    it = add("audit", "show who asked and what was cited")
    it.add_argument("--since", default="", metavar="DAY", help="2026-11-28, or so many days ago")
    it.add_argument("--reader", default="", metavar="NAME", help="only what this reader asked")
    it.add_argument("--report", default="", metavar="ID", help="only answers that cite this report")
    it.add_argument("--json", action="store_true", help="one JSON object a line")
    add("backup", "write the data folder to one file").add_argument("file", metavar="FILE")
    add("restore", "put a backup in the data folder's place").add_argument("file", metavar="FILE")


def _year(text: str) -> str:
    if not re.fullmatch("[0-9]{4}", text):
        raise argparse.ArgumentTypeError("a year, such as 2018")
    return text


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number
