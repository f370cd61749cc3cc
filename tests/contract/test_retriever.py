"""The index in a LangChain chain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.index import Index
from assistant.index.retriever import ReportRetriever
from assistant.settings import Settings
from tests.conftest import ROOT
from tests.contract.test_index import SMUGGLING, TRADE, report, settings

__all__ = ["settings"]


def test_paragraphs_come_as_documents(settings: Settings) -> None:
    index = Index.open(settings)
    index.put(report("a", SMUGGLING, lead="缔约国应："))
    index.put(report("b", TRADE))
    first, *_ = ReportRetriever(index=index, k=2).invoke("航空公司的责任")
    assert (first.id, first.page_content) == ("a#2", SMUGGLING[1])
    assert first.metadata["lead"] == "缔约国应："
    assert first.metadata["headings"] == ["建议"]
    only = ReportRetriever(index=index, reports=("b",)).invoke("国际")
    assert [document.metadata["report"] for document in only] == ["b"]
    chain = ReportRetriever(index=index, k=1) | (lambda documents: documents[0].metadata["ref"])
    assert chain.invoke("电子商务") == "2"


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_the_example_of_the_first_page_runs(
    page: str, first_report_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)
    monkeypatch.setenv("ASSISTANT_HOME", str(first_report_home))
    exec(example, {})
    assert "7 许多发言者承认缔约国" in capsys.readouterr().out
