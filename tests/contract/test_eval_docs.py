"""The example of docs/evaluation.md runs as it is printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT


def test_the_python_example_runs(
    first_report_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / "docs" / "evaluation.md").read_text("utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len(blocks) == 4
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_: str(first_report_home))
    names: dict[str, object] = {}
    for block in blocks[:3]:
        exec(block, names)
    printed = capsys.readouterr().out
    assert re.search(r"^right +[01]\.\d{3}  \[", printed, re.MULTILINE)
    pytest.importorskip("pandas")
    exec(blocks[3], names)
    assert "reference" in capsys.readouterr().out


def test_every_option_of_the_page_is_an_option_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    from assistant import cli

    with pytest.raises(SystemExit):
        cli.main(["eval", "--help"])
    known = capsys.readouterr().out
    shown = set(re.findall(r"assistant eval.*", (ROOT / "docs" / "evaluation.md").read_text("utf-8")))
    options = {option for line in shown for option in re.findall(r"--[a-z]+", line)}
    assert {option for option in options if option not in known} == set()
