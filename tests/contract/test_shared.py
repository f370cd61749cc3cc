"""Several copies of ours on one Chroma server: what one keeps the others find, and one writes at a time."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.errors import BadSetting, HomeError
from assistant.index import Index
from assistant.index.store import Store
from assistant.settings import Settings
from tests.chroma_server import chroma_server, free_port
from tests.conftest import FIRST_REPORT, environment
from tests.contract.test_index import SMUGGLING, TRADE, refs, report
from tests.faces.conftest import served
from tests.faces.test_api import call

SEEN = 5.0  # seconds within which a copy has seen what another wrote


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chroma_server(tmp_path_factory.mktemp("chroma")) as url:
        yield url


@pytest.fixture
def copies(tmp_path: Path) -> Iterator[tuple[Index, Index]]:
    with chroma_server(tmp_path / "chroma") as url:
        one, other = (
            Index.open(Settings(home=tmp_path / name, language="zh", chroma_url=url))
            for name in ("one", "other")
        )
        yield one, other
        one.close()
        other.close()


def soon(holds: Callable[[], bool]) -> bool:
    """Whether it holds within the time in which a copy looks again."""
    until = time.monotonic() + SEEN
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.1)
    return False


def test_what_one_copy_keeps_the_other_finds(copies: tuple[Index, Index]) -> None:
    one, other = copies
    assert one.is_new
    assert one.put(report("a", SMUGGLING)) == "added"
    assert soon(lambda: refs(other, "航空公司")[:1] == ["a#2"])
    assert other.report("a") == one.report("a")
    assert other.generation == one.generation
    assert other.put(report("b", TRADE)) == "added"
    assert soon(lambda: refs(one, "电子商务") == ["b#2"])
    assert other.put(report("a", TRADE)) == "replaced"
    assert soon(lambda: refs(one, "航空公司") == [])
    one.guard("b", ["lawyers"])
    assert soon(lambda: other.groups("b") == ("lawyers",))
    assert [row.id for row in other.seen_by(frozenset()).reports()] == ["a"]
    one.remove("a")
    assert soon(lambda: [row.id for row in other.reports()] == ["b"])
    assert refs(other, "电子商务") == ["b#2"]


def test_a_new_copy_takes_over_what_is_there(copies: tuple[Index, Index], tmp_path: Path) -> None:
    one, _ = copies
    one.put(report("a", SMUGGLING))
    one.put(report("b", TRADE), groups=["lawyers"])
    third = Index.open(Settings(home=tmp_path / "third", language="zh", chroma_url=one._settings.chroma_url))
    assert not third.is_new
    assert [row.id for row in third.reports()] == ["a", "b"]
    assert third.groups("b") == ("lawyers",)
    assert refs(third, "电子商务")[0] == "b#2"
    third.close()


def test_one_copy_writes_at_a_time(copies: tuple[Index, Index], monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = copies
    one.put(report("a", SMUGGLING))
    monkeypatch.setattr("assistant.index.shared._PATIENCE", 0.3)
    with one._kept.write(), pytest.raises(HomeError, match="home_in_use"):
        other.put(report("b", TRADE))
    assert other.put(report("b", TRADE)) == "added"


def test_the_turn_of_a_writer_that_is_gone_is_taken_over(
    copies: tuple[Index, Index], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = copies
    one.put(report("a", SMUGGLING))
    client = one._kept.store._client
    client.create_collection("writer", metadata={"holder": "gone", "until": time.time() - 1.0})
    assert other.put(report("b", TRADE)) == "added"
    assert {each.name for each in client.list_collections()} == {"reports", "paragraphs"}


def test_a_write_that_was_broken_off_is_mended_by_the_next(copies: tuple[Index, Index]) -> None:
    one, other = copies
    one.put(report("a", SMUGGLING))
    store: Store = one._kept.store
    store.begin()
    store._paragraphs.delete(ids=["a#1", "a#2"])
    assert other.put(report("b", TRADE)) == "added"
    assert store._paragraphs.count() == len(SMUGGLING) + len(TRADE)
    assert not store.writing


def test_words_answer_while_the_server_is_away(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    port = free_port()
    with chroma_server(tmp_path / "chroma", port) as url:
        settings = Settings(home=tmp_path / "home", language="en", chroma_url=url)
        index = Index.open(settings)
        index.put(report("a", SMUGGLING))
    index.close()
    again = Index.open(settings)
    with caplog.at_level(logging.WARNING, logger="assistant"):
        assert refs(again, "航空公司")[0] == "a#2"
    with pytest.raises(HomeError, match="chroma_failed"):
        again.put(report("b", TRADE))
    with pytest.raises(HomeError, match="chroma_failed"):
        Index.open(Settings(home=tmp_path / "empty", language="en", chroma_url=url))
    with chroma_server(tmp_path / "chroma", port):
        assert again.put(report("b", TRADE)) == "added"
        again.close()


@pytest.mark.parametrize("url", ["127.0.0.1:8000", "ftp://chroma.example", "http://:8000"])
def test_an_address_that_is_none_is_told_so(url: str, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="ASSISTANT_CHROMA_URL"):
        Index.open(Settings(home=tmp_path, language="en", chroma_url=url))


def test_a_tenant_that_is_not_there_is_told_so(url: str, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, language="en", chroma_url=url, chroma_tenant="nobody")
    with pytest.raises(HomeError, match="chroma_failed"):
        Index.open(settings)


def test_two_servers_answer_while_one_copy_ingests(url: str, tmp_path: Path) -> None:
    """The whole program: two servers of ours, a third process that ingests, one Chroma."""
    folder = tmp_path / "reports"
    folder.mkdir()
    texts = [f"{number}. 第{number}号工作组建议各国加强边境管理合作。" for number in range(1, 120)]
    (folder / "borders.txt").write_text("边境管理报告\n\n" + "\n\n".join(texts), encoding="utf-8")
    shared = {"ASSISTANT_CHROMA_URL": url}
    with served(tmp_path / "one", **shared) as one, served(tmp_path / "other", **shared) as other:
        command = [sys.executable, "-m", "assistant", "ingest", str(folder), "--json"]
        ingesting = subprocess.Popen(
            command, env=environment(tmp_path / "third", **shared), stdout=subprocess.PIPE
        )
        outcomes: list[str] = []
        asking = [
            threading.Thread(target=_ask_until, args=(server, ingesting, outcomes)) for server in (one, other)
        ]
        for thread in asking:
            thread.start()
        out, _ = ingesting.communicate(timeout=120)
        for thread in asking:
            thread.join()
        assert json.loads(out.splitlines()[-1])["outcome"] == "added"
        assert set(outcomes) == {"answered"}
        for server in (one, other):
            assert soon(lambda server=server: "borders" in _ids(server))  # type: ignore[misc]
            _, found, _ = call(f"{server}/api/search", {"question": "第17号工作组", "reports": ["borders"]})
            assert found["hits"][0]["ref"] == "17"


def _ask_until(server: str, ingesting: subprocess.Popen[bytes], outcomes: list[str]) -> None:
    while True:
        _, answer, _ = call(
            f"{server}/api/ask", {"question": "第2(e)段说了什么？", "reports": [FIRST_REPORT.stem]}
        )
        outcomes.append(answer["outcome"])
        if ingesting.poll() is not None:
            return


def _ids(server: str) -> set[str]:
    _, listed, _ = call(f"{server}/api/reports")
    return {row["id"] for row in listed["reports"]}
