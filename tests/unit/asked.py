"""The first report and others of the evaluation in an index, and what is answered from one of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from assistant.answering.compose import compose
from assistant.answering.find import find
from assistant.answering.finish import finish
from assistant.answering.understand import understand
from assistant.index import Index
from assistant.model import Answer, Question, Scope
from assistant.reading import read
from assistant.settings import Settings, resource
from tests.conftest import FIRST_REPORT

FIRST = Path(FIRST_REPORT).stem


def opened(home: Path, reports: Iterable[str], embedding: str = "multilingual") -> Index:
    index = Index.open(Settings(home=home, embedding=embedding))
    index.put(read(Path(FIRST_REPORT)))
    for name in reports:
        index.put(read(resource("eval") / "reports" / f"{name}.txt"))
    return index


def ask(index: Index, report: str, text: str, *before: str) -> Answer:
    return answered(index, Question(text, before=before, within=Scope((report,))))


def answered(index: Index, question: Question) -> Answer:
    wanted = understand(question, index.reports())
    found = find(wanted, index)
    return finish(wanted, found, compose(wanted, found), mode="quoted")
