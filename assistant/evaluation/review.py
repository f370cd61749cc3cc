"""``assistant feedback``: a curator goes through what readers found wrong, and makes questions of it.

feedback list [--json]    what nobody has looked at yet
feedback review           one by one: what should have been cited, or that the reports do not say
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.evaluation.checks import against
from assistant.evaluation.complaints import Complaint, Complaints
from assistant.evaluation.questions import Case
from assistant.language.detect import language_of
from assistant.language.phrases import explain, say
from assistant.model import Paragraph, Report
from assistant.reading.locator import label
from assistant.settings import Settings

_HITS = 5
_REASONS = ("answer", "citation", "missing", "refused")


class Over(Exception):
    """The curator has gone."""


def run(options: argparse.Namespace, settings: Settings) -> int:
    kept = Complaints(settings.home)
    if options.action == "review":
        assistant = Assistant(settings)
        try:
            Review(assistant, kept, settings.language).all()
        finally:
            assistant.close()
    elif options.json:
        sys.stdout.write(json.dumps([asdict(each) for each in kept.waiting()], ensure_ascii=False) + "\n")
    elif waiting := kept.waiting():
        for each in waiting:
            words = (_day(each), reason(each, settings.language), plain(each.question))
            sys.stdout.write("\t".join(words) + "\n")
    else:
        sys.stderr.write(say("feedback.none_waiting", settings.language) + "\n")
    return 0


class Review:
    """The conversation with the curator: told on stderr, answered on stdin. What is decided is written at
    once, so that one may stop anywhere."""

    def __init__(self, assistant: Assistant, kept: Complaints, language: str) -> None:
        from rich.console import Console

        self._assistant, self._kept, self._language = assistant, kept, language
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)

    def all(self) -> None:
        waiting = self._kept.waiting()
        made = 0
        try:
            for number, complaint in enumerate(waiting, 1):
                self._show(complaint, f"{number}/{len(waiting)}")
                made += self._decided(complaint)
        except Over:
            pass
        left = len(self._kept.waiting())
        self._tell(self._say("done", made=made, left=left, path=self._kept.questions))

    def _show(self, complaint: Complaint, place: str) -> None:
        self._tell(f"\n{place} · {_day(complaint)} · {reason(complaint, self._language)}", "bold")
        for text in (*complaint.before, complaint.question):
            self._tell(self._say("asked", text=plain(text)))
        self._tell(self._say("answered", text=plain(complaint.answer)))
        for id in complaint.citations:
            self._line(id)
        self._candidates(complaint.question)

    def _candidates(self, words: str) -> None:
        """The paragraphs that may have been meant."""
        try:
            hits = self._assistant.search(words, _HITS)
        except AssistantError:
            return
        self._tell(self._say("candidates"), "dim")
        for hit in hits:
            self._line(hit.paragraph.id, "dim")

    def _line(self, id: str, style: str = "") -> None:
        try:
            _, found = self._assistant.paragraph(id)
            self._tell(f"  {id}  {label(found, self._language)}  {plain(found.text)}", style)
        except AssistantError:
            self._tell(f"  {plain(id)}", style)

    def _decided(self, complaint: Complaint) -> bool:
        """Whether a question was made."""
        while True:
            choice = self._ask("choose").lower()
            if choice == "1":
                case = self._cited(complaint)
            elif choice == "2":
                case = self._refused(complaint)
            elif choice == "3":
                self._kept.discard(complaint)
                return False
            elif choice == "4":
                return False
            else:
                continue
            self._kept.write(complaint, case)
            return True

    def _cited(self, complaint: Complaint) -> Case:
        report, paragraphs = self._paragraphs(_reports(complaint))
        refs = tuple(dict.fromkeys(each.ref for each in paragraphs))
        kind = "followup" if complaint.before else "open"
        case = replace(_case(complaint, report.id), kind=kind, outcome="answered", must_cite=refs)
        while True:
            facts = tuple(
                (fact,) for each in re.split("[;；؛]", self._ask("facts")) if (fact := each.strip())
            )
            wrong = list(against(replace(case, facts=facts), report))
            if not wrong:
                return replace(case, facts=facts)
            self._tell("\n".join(wrong), "yellow")

    def _refused(self, complaint: Complaint) -> Case:
        known = _reports(complaint) or [each.id for each in self._assistant.reports()]
        report = known[0] if len(known) == 1 else ""
        while not report:
            self._tell("  " + "  ".join(known), "dim")
            try:
                report = self._assistant.report(self._ask("report")).id
            except AssistantError as error:
                self._tell(explain(error, self._language), "yellow")
        return replace(_case(complaint, report), kind="near", outcome="refused")

    def _paragraphs(self, reports: Sequence[str]) -> tuple[Report, list[Paragraph]]:
        """One or more paragraphs of one report; a line that begins with «?» looks for them."""
        while True:
            text = self._ask("paragraphs")
            if text.startswith(("?", "？", "؟")):
                self._candidates(text[1:])
                continue
            try:
                places = [place for each in re.split("[,，、;；،؛]", text) if (place := each.strip())]
                default = reports[0] if len(reports) == 1 else ""
                found = [
                    self._assistant.paragraph(place, "" if "#" in place else default) for place in places
                ]
            except AssistantError as error:
                self._tell(explain(error, self._language), "yellow")
                continue
            if len({holder.id for holder, _ in found}) == 1:
                return found[0][0], [paragraph for _, paragraph in found]
            self._tell(self._say("one_report"), "yellow")

    def _ask(self, phrase: str) -> str:
        try:
            return self._console.input(f"{self._say(phrase)} ", markup=False).strip()
        except EOFError:
            raise Over from None

    def _tell(self, text: str, style: str = "") -> None:
        self._console.print(text, style=style, markup=False)

    def _say(self, phrase: str, **values: Any) -> str:
        return say(f"feedback.{phrase}", self._language, **values)


def reason(complaint: Complaint, language: str) -> str:
    """The reader's reason in words."""
    code, _, more = complaint.reason.partition(": ")
    words = say(f"page.why_{code}", language) if code in _REASONS else code
    return plain(f"{words}: {more}" if more else words)


def plain(text: str) -> str:
    """On one line, and without what a terminal would obey: anybody may have written it."""
    return "".join(char if char.isprintable() else " " for char in text)


def _case(complaint: Complaint, report: str) -> Case:
    return Case(
        id=complaint.id,
        report=report,
        question=complaint.question,
        language=language_of(complaint.question),
        kind="open",
        part="tuning",
        outcome="answered",
        before=complaint.before,
        notes=complaint.reason,
    )


def _reports(complaint: Complaint) -> list[str]:
    return list(dict.fromkeys(id.partition("#")[0] for id in complaint.citations if "#" in id))


def _day(complaint: Complaint) -> str:
    return datetime.fromtimestamp(complaint.at, UTC).date().isoformat()
