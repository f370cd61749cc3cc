"""Two copies of ours on a Chroma that asks for a token and keeps to the quotas of Chroma Cloud."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import HomeError
from assistant.index import Index
from assistant.index.quotas import Quotas
from assistant.index.row import last_writes, written_since
from assistant.index.server import Server, Told
from assistant.index.store import Store
from assistant.language.phrases import explain
from assistant.model import Scope
from assistant.settings import Settings
from tests.chroma_cloud import TOKEN, exceeded, quotas_before
from tests.chroma_server import chroma_server
from tests.contract.test_index import SMUGGLING, TRADE, refs, report
from tests.contract.test_shared import soon

# 700 paragraphs, hard to compress, and one of 30,000 bytes.
MANY = tuple(f"第{number}号文件：{number * 7_919 % 1_000_003:x}。" for number in range(1, 700))
LARGE = (*MANY, "航空公司" * 2_500)
LONG = "a" * 125  # its row's id is short enough, with «#1000» its paragraph's is not


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """The Chroma behind the cloud, without its quotas."""
    with chroma_server(tmp_path / "chroma") as server:
        yield server


@pytest.fixture
def cloud(server: str) -> Iterator[str]:
    with quotas_before(server) as url:
        yield url


def opened(home: Path, url: str, token: str = TOKEN, cloud: bool = True) -> Index:
    settings = Settings(home=home, language="zh", embedding="built-in", chroma_url=url)
    return Index.open(replace(settings, chroma_token=token, chroma_cloud=cloud))


def pieces(index: Index) -> tuple[int, int]:
    """How many pieces are kept, and how many the rows name."""
    store = index._kept.store
    rows = store._reports.get(include=["metadatas"])["metadatas"]
    return store.pieces._rows.count(), sum(row.get("pieces") or 0 for row in rows)


class Meanwhile:
    """A collection before whose first ``get`` something else happens."""

    def __init__(self, rows: Any, happens: Callable[[], object]) -> None:
        self._rows, self._happens = rows, [happens]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._rows, name)

    def get(self, **asked: Any) -> Any:
        while self._happens:
            self._happens.pop()()
        return self._rows.get(**asked)


def test_large_reports_are_shared_replaced_and_removed_within_the_quotas(cloud: str, tmp_path: Path) -> None:
    one, other = opened(tmp_path / "one", cloud), opened(tmp_path / "other", cloud)
    assert one.put(report("a", LARGE)) == "added"
    assert soon(lambda: refs(other, "航空公司")[:1] == ["a#700"])
    assert other.report("a") == one.report("a") == report("a", LARGE)
    assert other.put(report("b", TRADE)) == "added"
    assert other.put(report("c", TRADE), groups=["lawyers"]) == "added"
    assert soon(lambda: len(one.reports()) == 3)
    assert refs(one, "电子商务", within=Scope(("b",)))[:1] == ["b#2"]
    assert one.put(report("a", SMUGGLING)) == "replaced"
    assert soon(lambda: other.report("a") == report("a", SMUGGLING))
    for groups in (["lawyers"], []) * 4:
        one.guard("b", groups)  # so that the last writes no longer fit into one value
    other.remove("a")
    assert soon(lambda: [row.id for row in one.reports()] == ["b", "c"])
    third = opened(tmp_path / "third", cloud)
    assert third.report("b") == report("b", TRADE)
    assert third.groups("c") == ("lawyers",)
    assert pieces(third) == (2, 2)  # of "b" and "c", a piece each
    for index in (one, other, third):
        index.close()


def test_a_write_broken_off_is_put_right_within_the_quotas(
    cloud: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = opened(tmp_path / "one", cloud)
    with monkeypatch.context() as patched:
        patched.setattr("assistant.index.store.Store.finish", broken_off)
        with pytest.raises(KeyboardInterrupt):
            one.put(report("a", LARGE))
    one.close()
    other = opened(tmp_path / "other", cloud)
    assert other.put(report("b", TRADE)) == "added"
    assert refs(other, "航空公司")[:1] == ["a#700"]
    other.close()


def broken_off(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_wrong_token_is_told(cloud: str, tmp_path: Path) -> None:
    with pytest.raises(HomeError, match="chroma_failed"):
        opened(tmp_path / "home", cloud, "wrong")


def test_the_proxy_does_refuse_what_exceeds_a_quota() -> None:
    ids = [str(number) for number in range(301)]
    assert exceeded("add", {"ids": ids}) == "rows written"
    assert exceeded("get", {"limit": 301}) == "rows read"
    assert exceeded("add", {"ids": ["1"], "documents": ["字" * 5_462]}) == "document"
    assert exceeded("upsert", {"ids": ["1"], "metadatas": [{"report": "x" * 4_097}]}) == "value"


@pytest.mark.parametrize(
    ("server", "cloud"),
    [
        (Server("https://api.trychroma.com", "token"), True),
        (Server("https://europe.gcp.trychroma.com:443", "token"), True),
        (Server("http://127.0.0.1:8000", "token"), False),
        (Server("https://nottrychroma.com", "token"), False),
        (Server("https://trychroma.com.example", "token"), False),
        (Server("http://127.0.0.1:8000", cloud=True), True),
    ],
)
def test_the_cloud_is_known_by_its_name_or_by_the_setting(server: Server, cloud: bool) -> None:
    assert server.is_cloud == cloud


def test_a_server_of_ones_own_that_wants_a_token_is_not_the_cloud(server: str, tmp_path: Path) -> None:
    index = opened(tmp_path / "home", server, cloud=False)
    index.put(report("a", TRADE))
    store = index._kept.store
    assert store._names() == {"reports", "paragraphs"}
    assert store._paragraphs.configuration_json["hnsw"]["ef_search"] == 400
    index.close()


def test_too_long_an_id_is_told_before_anything_is_written(cloud: str, tmp_path: Path) -> None:
    one, other = opened(tmp_path / "one", cloud), opened(tmp_path / "other", cloud)
    one.put(report("b", TRADE))
    with pytest.raises(HomeError) as caught:
        one.put(report(LONG, MANY))
    assert explain(caught.value, "en").startswith(f"Report «{LONG}» was not taken: its id is too long")
    assert "129 bytes, at most 128" in explain(caught.value, "en")
    assert not one._kept.store.writing
    assert one._kept.store.count() == 1
    assert pieces(one) == (1, 1)
    assert one.put(report("c", TRADE)) == "added"
    assert other.put(report("d", TRADE)) == "added"
    one.close()
    other.close()


@pytest.mark.parametrize("checked", [True, False])
def test_what_cannot_be_put_right_is_removed(
    checked: bool, cloud: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = opened(tmp_path / "one", cloud), opened(tmp_path / "other", cloud)
    with monkeypatch.context() as patched:
        patched.setattr(Quotas, "check", lambda *_: None)
        with pytest.raises(HomeError, match="chroma_refused"):
            one.put(report(LONG, MANY))
        if not checked:
            assert other.put(report("b", TRADE)) == "added"
    assert other.put(report("c", TRADE)) == "added"
    assert LONG not in [row.id for row in other.reports()]
    assert not other._kept.store.writing
    assert other._kept.store._paragraphs.count() == len(TRADE) * other._kept.store.count()
    kept, named = pieces(other)
    assert kept == named
    one.close()
    other.close()


@pytest.mark.parametrize("failure", ["QuotaError", "ChromaError", "Exception"])
def test_however_a_quota_is_told_it_is_told_as_ours(failure: str) -> None:
    from chromadb import errors

    kind = getattr(errors, failure, Exception)

    class Client:
        def get(self) -> None:
            raise kind("Quota exceeded: 'Limit value'")

    with pytest.raises(HomeError, match="chroma_refused"):
        Told(Client(), (errors.ChromaError,), "http://chroma.example").get()


def test_a_report_replaced_while_it_is_read_is_read_once_more(cloud: str, tmp_path: Path) -> None:
    one, other = opened(tmp_path / "one", cloud), opened(tmp_path / "other", cloud)
    one.put(report("a", LARGE))
    store = other._kept.store.pieces
    store._rows = Meanwhile(store._rows, lambda: one.put(report("a", SMUGGLING)))
    assert list(other._kept.store.reports()) == [report("a", SMUGGLING)]
    one.close()
    other.close()


def test_a_report_removed_while_it_is_read_is_skipped(cloud: str, tmp_path: Path) -> None:
    one, other = opened(tmp_path / "one", cloud), opened(tmp_path / "other", cloud)
    one.put(report("a", LARGE))
    one.put(report("b", TRADE))
    store = other._kept.store.pieces
    store._rows = Meanwhile(store._rows, lambda: one.remove("a"))
    assert soon(lambda: [row.id for row in other.reports()] == ["b"])
    one.close()
    other.close()


def test_a_copy_without_the_quotas_reads_pieces_and_writes_whole_rows(
    cloud: str, server: str, tmp_path: Path
) -> None:
    plain = opened(tmp_path / "plain", server, cloud=False)  # before there are any pieces
    one = opened(tmp_path / "one", cloud)
    one.put(report("a", LARGE))
    one.put(report("b", TRADE))
    assert soon(lambda: [row.id for row in plain.reports()] == ["a", "b"])
    assert plain.report("a") == report("a", LARGE)
    assert plain.put(report("b", SMUGGLING)) == "replaced"
    assert soon(lambda: one.report("b") == report("b", SMUGGLING))
    kept, named = pieces(plain)
    assert kept == named == plain._kept.store._reports.get(ids=["a"])["metadatas"][0]["pieces"]
    plain.remove("a")
    assert pieces(plain) == (0, 0)
    one.close()
    plain.close()


def test_pieces_of_a_write_broken_off_are_deleted_by_the_next(
    cloud: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = opened(tmp_path / "one", cloud)
    one.put(report("a", LARGE))
    with monkeypatch.context() as patched:
        patched.setattr(Store, "_delete_paragraphs", broken_off)
        with pytest.raises(KeyboardInterrupt):
            one.put(report("a", TRADE))
    kept, named = pieces(one)
    assert kept > named == 1
    one.put(report("b", TRADE))
    assert pieces(one) == (2, 2)
    one.close()


def test_pieces_are_asked_for_only_where_a_report_has_changed(cloud: str, tmp_path: Path) -> None:
    one, other = opened(tmp_path / "one", cloud), opened(tmp_path / "other", cloud)
    one.put(report("a", TRADE))
    assert soon(lambda: [row.id for row in other.reports()] == ["a"])
    known = other._kept.catalogue.generation
    for groups in (["lawyers"], []) * 4:
        one.guard("a", groups)
    assert one._kept.store.changed_since(known) is None  # so that all rows are compared
    asked: list[int] = []
    store = other._kept.store.pieces
    store._rows = Meanwhile(store._rows, lambda: asked.append(1))
    assert soon(lambda: bool(other.reports()) and other._kept.catalogue.generation != known)
    assert not asked
    one.close()
    other.close()


def test_the_last_writes_are_counted_in_bytes() -> None:
    assert last_writes("[]", "1f", ["报告"], 256) == '[["1f",["报告"]]]'
    assert written_since(last_writes('[["0e",["a"]]]', "1f", ["报告" * 30], 256), "0e") == {"报告" * 30}
    assert last_writes("[]", "1f", ["报告" * 42], 256) == "[]"  # 97 signs, 265 bytes


def test_many_groups_fit_into_a_value(cloud: str, tmp_path: Path) -> None:
    index = opened(tmp_path / "home", cloud)
    groups = [f"第{number}号办公室的工作人员小组" for number in range(10, 70)]
    index.put(report("a", TRADE), groups)
    index.put(report("b", TRADE))
    index.guard("b", groups)
    assert index.groups("a") == index.groups("b") == tuple(groups)
    index.close()


def test_the_same_look_is_not_had_twice(cloud: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = opened(tmp_path / "home", cloud)
    index.put(report("a", TRADE))
    asked: list[int] = []

    def query(_: Store, vector: object, most: int) -> list[tuple[str, float]]:
        asked.append(most)
        return []

    monkeypatch.setattr(Store, "_query", query)
    index._kept.store.nearest([1.0] * 512, 100, {"a": 60_000})
    assert asked == [300]
    index.close()
