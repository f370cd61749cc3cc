"""Asked without a pause while reports are added, replaced and removed: no error, nothing half."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.errors import NotFound
from assistant.index import Index
from assistant.model import Question, Report, Scope
from assistant.settings import Settings
from tests.contract.test_index import report

STAYS = report("stays", ("秘书处每年编写一份关于边境管理的报告。", "会议在维也纳举行。"))
ROUNDS = 6


def edition(number: int) -> Report:
    """A report whose every paragraph says which edition it is of."""
    texts = tuple(
        f"第{line}组：偷运移民案件共{number}{line:02}起。" for line in range(10, 10 + 3 + number % 3)
    )
    return report("changing", texts)


EDITIONS = {edition(number).text: edition(number) for number in range(1, 3)}


def rewrite(index: Index, rounds: int = ROUNDS) -> None:
    for round in range(rounds):
        index.put(edition(1))
        index.put(report(f"more-{round}", ("毒品问题。",)), groups=["drugs"] if round % 2 else None)
        index.put(edition(2))
        index.remove(f"more-{round}")
        if round % 3 == 2:
            index.remove("changing")


def rewrite_elsewhere(home: str, embedding: str) -> None:
    index = Index.open(Settings(home=Path(home), language="zh", embedding=embedding))
    rewrite(index)
    index.close()


def is_whole(index: Index, from_files: bool = True) -> bool:
    """What an index finds and keeps stands in one and the same edition; the store has vectors of one only,
    files those of each. Whether the report is there."""
    now = index.now()
    held = {one.id: now.report(one.id) for one in now.reports()}
    assert all(len(held[one.id].paragraphs) == one.paragraphs for one in now.reports())
    for hit in now.search("偷运移民案件", 20):
        whole = held[hit.report]
        assert hit.paragraph in whole.paragraphs
        assert whole.text[hit.paragraph.start : hit.paragraph.end] == hit.paragraph.text
    if "changing" in held:
        assert held["changing"] == EDITIONS[held["changing"].text]
        near = now.nearness("偷运移民", "changing")
        assert not from_files or near.keys() in (set(), {one.id for one in held["changing"].paragraphs})
        assert len(now.seen_by(frozenset()).search("偷运移民案件", 20, within=Scope(("changing",)))) >= 3
    return "changing" in held


@contextmanager
def asking(ask: Callable[[], object], threads: int) -> Iterator[None]:
    """Threads that ask until the end; what goes wrong in one is raised here."""
    over = threading.Event()

    def run() -> None:
        while not over.is_set():
            ask()

    with ThreadPoolExecutor(threads) as pool:
        asked = [pool.submit(run) for _ in range(threads)]
        try:
            yield
        finally:
            over.set()
    for each in asked:
        each.result()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(home=tmp_path / "home", language="zh", embedding="multilingual")
    index = Index.open(made)
    index.put(STAYS)
    index.close()
    return made


@pytest.mark.parametrize("few", [10_000, 0])
@pytest.mark.parametrize("where", ["in a thread", "in another process"])
def test_nothing_fails_and_nothing_is_half(
    settings: Settings, where: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``few``: vectors compared from files, or by the store."""
    monkeypatch.setattr("assistant.index.kept.Kept._few", few)
    index = Index.open(settings)
    seen: list[bool] = []
    with asking(lambda: seen.append(is_whole(index, few > 0)), 3):
        if where == "in a thread":
            rewrite(index)
        else:
            spawn = multiprocessing.get_context("spawn")
            writer = spawn.Process(target=rewrite_elsewhere, args=(str(settings.home), settings.embedding))
            writer.start()
            writer.join(100)
            assert writer.exitcode == 0
    assert len(seen) > 3
    assert {one.id for one in index.reports()} == {"stays"}
    index.put(edition(1))
    near = index.nearness("偷运移民", "changing")
    assert len(near) == len(edition(1).paragraphs)
    index.close()


def test_answers_keep_to_one_edition(settings: Settings) -> None:
    """The whole way: quotations stand in the report as it was when the question came."""
    assistant = Assistant(settings)
    outcomes: set[str] = set()

    def ask() -> None:
        answer = assistant.ask(Question("第11组有多少偷运移民案件？"))
        outcomes.add(answer.outcome)
        for citation in answer.citations:
            assert citation.quote in "".join(EDITIONS) + STAYS.text

    with asking(ask, 2):
        rewrite(assistant.index)
    assert "answered" in outcomes
    assistant.close()


def test_an_index_that_is_pinned_stays_as_it_was(settings: Settings) -> None:
    index = Index.open(settings)
    index.put(edition(1))
    now, members = index.now(), index.seen_by(frozenset()).now()
    index.put(edition(2), groups=["insiders"])
    assert [one.paragraphs for one in now.reports()] == [2, len(edition(1).paragraphs)]
    for pinned in (now, members):
        assert pinned.report("changing") == edition(1)
        assert pinned.search("偷运移民案件")[0].paragraph in edition(1).paragraphs
    assert index.report("changing") == edition(2)
    with pytest.raises(NotFound):
        index.seen_by(frozenset()).report("changing")
    index.remove("changing")
    assert now.report("changing") == edition(1)
    assert now.generation != index.generation
    index.close()


def test_an_edition_that_comes_back_is_not_taken_for_another(settings: Settings) -> None:
    index = Index.open(settings)
    for number in (1, 2, 1, 2):
        index.put(edition(number))
        assert index.report("changing") == edition(number)
        near = index.nearness("偷运移民", "changing")
        assert near.keys() == {one.id for one in edition(number).paragraphs}
    index.close()
