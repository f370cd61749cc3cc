"""Two copies of ours on a Chroma that asks for a token and keeps to the quotas of Chroma Cloud."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import HomeError
from assistant.index import Index
from assistant.model import Scope
from assistant.settings import Settings
from tests.chroma_cloud import TOKEN, exceeded, quotas_before
from tests.chroma_server import chroma_server
from tests.contract.test_index import SMUGGLING, TRADE, refs, report
from tests.contract.test_shared import soon

# 700 paragraphs, hard to compress, and one of 30,000 bytes.
MANY = tuple(f"第{number}号文件：{number * 7_919 % 1_000_003:x}。" for number in range(1, 700))
LARGE = (*MANY, "航空公司" * 2_500)


@pytest.fixture
def cloud(tmp_path: Path) -> Iterator[str]:
    with chroma_server(tmp_path / "chroma") as server, quotas_before(server) as url:
        yield url


def opened(home: Path, url: str, token: str = TOKEN) -> Index:
    return Index.open(Settings(home=home, language="zh", chroma_url=url, chroma_token=token))


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
    rows = third._kept.store._pieces._rows
    assert rows.count() == third._kept.store._reports.count() == 2  # of "b" and "c", a piece each
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
