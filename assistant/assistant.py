"""The one object that every face holds, and the one place where parts are chosen."""

from __future__ import annotations

import copy
import logging
import time
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import Literal

from assistant import reading
from assistant.answering.compose import compose
from assistant.answering.draft import Draft, Found, Wanted
from assistant.answering.find import find, located
from assistant.answering.finish import finish
from assistant.answering.named import narrowed
from assistant.answering.understand import understand
from assistant.answering.verify import check
from assistant.answering.write import Writer
from assistant.errors import AssistantError, BadQuestion, ModelError, NotFound
from assistant.index import Index
from assistant.index.scope import reports_in
from assistant.language.detect import language_of
from assistant.language.phrases import explain, say
from assistant.model import (
    EVERYWHERE,
    Answer,
    Citation,
    Claim,
    Doubt,
    Hit,
    Paragraph,
    Question,
    Reason,
    Report,
    ReportSummary,
    Scope,
    Sentence,
    Verdict,
)
from assistant.reading.locator import citation_of, parse_refs
from assistant.settings import Settings, resource

LONGEST_QUESTION = 2_000
log = logging.getLogger("assistant")


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one file; ``error`` is set when, and only when, it failed."""

    path: Path
    id: str
    outcome: Literal["added", "unchanged", "replaced", "failed"]
    error: AssistantError | None = None
    doubts: tuple[Doubt, ...] = ()


class Assistant:
    """Reads, keeps and answers. Opens its data folder at the first need; safe to share by threads."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._opening = RLock()

    @cached_property
    def index(self) -> Index:
        """The index, with the program's own reports in it when the data folder is new."""
        with self._opening:
            opened: Index | None = self.__dict__.get("index")
            if opened:
                return opened  # another thread was first
            index = Index.open(self.settings)
            if index.is_new:
                for path in report_files([resource("corpus")]):
                    log.info(say("cli.first_report", self.settings.language, name=path.name))
                    index.put(reading.read(path))
            return index

    @cached_property
    def writer(self) -> Writer | None:
        settings = self.settings
        return Writer(settings) if settings.model or settings.model_url else None

    def seen_by(self, groups: frozenset[str] | None) -> Assistant:
        """The same assistant for a member of ``groups``: to every method, reports that only others may
        see are not there. None: for one who sees all."""
        view = copy.copy(self)
        view.__dict__["index"] = self.index.seen_by(groups)
        view.__dict__["writer"] = self.writer
        return view

    def read(self, path: Path) -> Report:
        """The report in a file, without keeping it; raises Unreadable, NotFound."""
        return reading.read(path)

    def ingest(self, paths: Iterable[Path], groups: Collection[str] | None = None) -> Iterator[Ingested]:
        """Read and keep every report in files and folders, one result a file as it is done.

        Only members of ``groups`` will see them; when None, those whom a manifest names, or who saw the
        report before, or everyone.
        """
        for path in report_files(paths):
            try:
                report = reading.read(path, reading.kept_id(path))
                outcome = self.index.put(report, reading.groups_of(path) if groups is None else groups)
                yield Ingested(path, report.id, outcome, doubts=report.doubts)
            except AssistantError as error:
                yield Ingested(path, "", "failed", error)

    def reports(self) -> tuple[ReportSummary, ...]:
        return self.index.reports()

    def report(self, id: str) -> Report:
        """Raises NotFound."""
        return self.index.report(id)

    def paragraph(self, cite: str, report: str = "") -> tuple[Report, Paragraph]:
        """The paragraph of a full id, or of a ref in ``report`` or in the only report that holds it.

        A ref may be written as people write it: «第2(e)段», «para. 2 (e)». Raises NotFound.
        """
        named, _, ref = cite.rpartition("#")
        refs = {ref, *(each for mention in parse_refs(ref) for each in mention.refs)}
        wanted = named or report
        index = self.index.now()
        holders = [index.report(wanted)] if wanted else [index.report(each.id) for each in index.reports()]
        found = [
            (holder, paragraph)
            for holder in holders
            for paragraph in holder.paragraphs
            if paragraph.id == cite or (paragraph.ref in refs and not named)
        ]
        if not found:
            raise NotFound("unknown_paragraph", report=wanted or "*", ref=ref)
        if len(found) > 1:
            raise NotFound("ambiguous_paragraph", ref=ref, ids="; ".join(each.id for _, each in found[:5]))
        return found[0]

    def citation(self, id: str, language: str) -> Citation:
        """A whole paragraph, by its full id, as an answer in ``language`` cites it; raises NotFound."""
        return citation_of(*self.paragraph(id), language)

    def guard(self, id: str, groups: Collection[str]) -> None:
        """Let only members of ``groups`` see a report, everyone when there are none; raises NotFound."""
        self.index.guard(id, groups)

    def groups(self, id: str) -> tuple[str, ...]:
        """Whose members may see a report; none: everyone. Raises NotFound."""
        return self.index.groups(id)

    def remove(self, id: str) -> None:
        """Raises NotFound."""
        self.index.remove(id)

    def search(self, question: str, k: int = 10, within: Scope = EVERYWHERE) -> tuple[Hit, ...]:
        """The ``k`` best paragraphs of a scope, best first, and there of the reports and the section that
        the question names; raises BadQuestion, NotFound for a scope that no report is in."""
        _checked(question)
        index = self.index.now()
        named, asked = narrowed(question, within, index.reports(), index.holds)
        return index.search(asked, k, within=named) or index.search(question, k, within=within)

    def ask(self, question: Question) -> Answer:
        """A verified answer; raises BadQuestion, NotFound for a scope that no report is in."""
        *_, answer = self.stream(question)
        assert isinstance(answer, Answer)
        return answer

    def stream(self, question: Question) -> Generator[Sentence | Answer, None, None]:
        """Verified sentences as they are ready, and last the whole Answer, which stands for them."""
        _checked(question.text)
        index = self.index.now()
        reports_in(question.within, {report.id: report for report in index.reports()})
        timings: dict[str, float] = {}
        wanted, found, draft = self._drafted(question, index, timings)
        if draft.outcome == "refused" and question.before and self.writer and wanted.kind == "open":
            with _timed(timings, "understand"):
                whole = self.writer.standalone(question, wanted.language)
            if whole != question.text:
                wanted, found, draft = self._drafted(replace(question, text=whole), index, timings)
                wanted = replace(wanted, question=question)
        if self.writer and draft.outcome in ("answered", "partial") and wanted.kind in ("open", "compare"):
            yield from self._written(self.writer, wanted, found, draft, timings)
        else:
            yield from self._quoted(wanted, found, draft, timings)

    def verify(self, claim: Claim) -> Verdict:
        """Whether the paragraphs that a claim cites say it; a paragraph that is not there does not."""
        language = language_of(claim.text, self.settings.language)
        if not claim.cites:
            reason = Reason("attribution", claim.text, "", say("error.no_citation", language))
            return Verdict(claim.id, False, (reason,))
        cited: list[tuple[Report, Paragraph]] = []
        for cite in claim.cites:
            try:
                cited.append(self.paragraph(cite, claim.report))
            except NotFound as error:
                reason = Reason("attribution", cite, "", explain(error, language))
                return Verdict(claim.id, False, (reason,))
        reasons = check(claim.text, [paragraph for _, paragraph in cited], cited[0][0])
        return Verdict(claim.id, not reasons, reasons)

    def close(self) -> None:
        if "index" in self.__dict__:
            self.__dict__.pop("index").close()

    def _drafted(
        self, question: Question, index: Index, timings: dict[str, float]
    ) -> tuple[Wanted, Found, Draft]:
        with _timed(timings, "understand"):
            wanted = understand(question, index.reports())
        with _timed(timings, "find"):
            wanted = located(wanted, index)
            found = find(wanted, index)
        with _timed(timings, "compose"):
            return wanted, found, compose(wanted, found)

    def _quoted(
        self,
        wanted: Wanted,
        found: Found,
        draft: Draft,
        timings: dict[str, float],
        usage: Mapping[str, float] | None = None,
    ) -> Iterator[Sentence | Answer]:
        with _timed(timings, "verify"):
            answer = finish(wanted, found, draft, mode="quoted")
        yield from answer.sentences
        yield replace(answer, timings_ms=_summed(timings), usage=usage or {})

    def _written(
        self, writer: Writer, wanted: Wanted, found: Found, draft: Draft, timings: dict[str, float]
    ) -> Iterator[Sentence | Answer]:
        """The model's sentences; the quoted draft instead when the model fails."""
        writing = writer.sentences(wanted, found, draft)
        try:
            with _timed(timings, "compose"), closing(writing):
                yield from writing
        except ModelError as error:
            log.warning(explain(error, self.settings.language))
            note = say("write.quoted_instead", wanted.language, why=explain(error, wanted.language))
            draft = replace(draft, notes=(*draft.notes, note))
            yield from self._quoted(wanted, found, draft, timings, writing.usage)
            return
        with _timed(timings, "verify"):
            answer = finish(wanted, found, writing.draft(draft), mode="written")
        removed = answer.removed + writing.removed
        yield replace(answer, timings_ms=_summed(timings), removed=removed, usage=writing.usage)


def report_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Files as they are named; of a folder, every file below it that may be a report."""
    for path in paths:
        if path.is_dir():
            yield from sorted(
                file
                for file in path.rglob("*")
                if file.suffix.lower() in reading.SUFFIXES and file.is_file() and file.stem != "README"
            )
        else:
            yield path


def _checked(question: str) -> None:
    if not question.strip():
        raise BadQuestion("empty_question")
    if len(question) > LONGEST_QUESTION:
        raise BadQuestion("long_question", length=len(question), limit=LONGEST_QUESTION)


@contextmanager
def _timed(timings: dict[str, float], step: str) -> Iterator[None]:
    started = time.perf_counter()
    try:
        yield
    finally:
        timings[step] = timings.get(step, 0.0) + (time.perf_counter() - started) * 1000


def _summed(timings: dict[str, float]) -> dict[str, float]:
    rounded = {step: round(spent, 3) for step, spent in timings.items()}
    return {**rounded, "total": round(sum(timings.values()), 3)}
