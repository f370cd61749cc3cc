"""Words that a second process puts on the shelves while this one waits for Chroma."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import HomeError
from assistant.index import Index
from assistant.index.lexical import LOCK
from assistant.index.lock import writer_lock
from assistant.index.store import Store
from assistant.settings import Settings
from tests.conftest import environment
from tests.contract.test_index import SMUGGLING, TRADE, refs, report

MANY = tuple(f"第{number}号文件提到执法机构。" for number in range(1, 1_001))
PUTS = """
import os, signal, sys
from pathlib import Path
from assistant.index import Index
from assistant.index.lexical import LOCK
from assistant.index.lock import writer_lock
from assistant.index.store import Store
from assistant.settings import Settings
from tests.conftest import environment
from tests.contract.test_index import report
from tests.contract.test_shelving import MANY

index = Index.open(Settings(home=Path(sys.argv[1]), embedding="built-in"))
index.put(report("a", MANY))
print(index._kept.shelving._second.process.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", language="zh", embedding="built-in")


def test_few_words_need_no_second_process(settings: Settings) -> None:
    index = Index.open(settings)
    index.put(report("a", SMUGGLING))
    assert index._kept.shelving._second is None


def test_what_it_puts_replaces_and_leaves_out_is_found_as_if_put_here(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    index = Index.open(settings)
    index.put(report("a", MANY))
    second = index._kept.shelving._second
    assert second
    assert refs(index, "第300号文件")[0] == "a#300"
    index.put(report("b", TRADE), ["curators"])
    assert refs(index.seen_by(frozenset({"curators"})), "电子商务") == ["b#2"]
    assert refs(index.seen_by(frozenset()), "电子商务") == []
    index.put(report("b", SMUGGLING), [])
    assert refs(index.seen_by(frozenset()), "航空公司")[0] == "b#2"
    assert index._kept.shelving._second is second
    index.remove("b")
    index.guard("a", ["curators"])
    index.guard("a", [])
    index.close()
    assert second.process.poll() is not None
    with caplog.at_level(logging.WARNING):
        assert refs(Index.open(settings), "第300号文件")[0] == "a#300"
    assert caplog.text == ""


def test_who_changes_the_words_here_waits_until_they_are_tidied_up_there(settings: Settings) -> None:
    index = Index.open(settings)
    index.put(report("a", MANY))
    folder = settings.home / "index" / "lexical"
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with writer_lock(folder / LOCK, 5.0):
            held.set()
            time.sleep(0.5)
            done.set()

    other = threading.Thread(target=hold)
    other.start()
    assert held.wait(10)
    index.remove("a")
    assert done.is_set()
    other.join()
    assert refs(index, "第300号文件") == []


def test_what_is_committed_is_merged_before_it_ends(settings: Settings) -> None:
    for number in range(9):
        index = Index.open(settings)
        index.put(report(f"r{number}", MANY))
        index.close()
    meta = json.loads((settings.home / "index" / "lexical" / "meta.json").read_text(encoding="utf-8"))
    assert len(meta["segments"]) < 9


def test_when_it_has_died_the_words_are_put_here(settings: Settings) -> None:
    index = Index.open(settings)
    index.put(report("a", MANY))
    second = index._kept.shelving._second
    assert second
    second.process.kill()
    assert index.put(report("b", TRADE)) == "added"
    assert refs(index, "电子商务") == ["b#2"]
    assert refs(index, "第300号文件")[0] == "a#300"


@pytest.mark.parametrize("program", ["", "/bin/cat", "/bin/true", "/nowhere/python"])
def test_without_an_interpreter_the_words_are_put_here(
    settings: Settings, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    index = Index.open(settings)
    assert index.put(report("a", MANY)) == "added"
    assert refs(index, "第300号文件")[0] == "a#300"
    assert index._kept.shelving._second is None


def test_when_it_dies_while_chroma_writes_nothing_is_lost(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = Index.open(settings)
    index.put(report("a", MANY))
    second = index._kept.shelving._second
    assert second
    put = Store.put

    def killed(*given: Any) -> None:
        put(*given)
        second.process.kill()

    with monkeypatch.context() as patched:
        patched.setattr(Store, "put", killed)
        with pytest.raises(HomeError, match="home_unwritable"):
            index.put(report("b", TRADE))
    assert index.put(report("b", TRADE)) == "unchanged"
    assert refs(index, "电子商务") == ["b#2"]
    assert index.put(report("c", SMUGGLING)) == "added"
    assert refs(index, "第300号文件")[0] == "a#300"


def test_it_runs_no_code_of_the_folder_that_one_is_in(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('the folder is not asked')", encoding="utf-8")
    (tmp_path / "many.txt").write_text(
        "\n".join(f"{number}. {text}" for number, text in enumerate(MANY, 1)), encoding="utf-8"
    )
    command = [str(Path(sys.executable).with_name("assistant")), "--home", str(settings.home), "ingest"]
    done = subprocess.run(
        [*command, "many.txt", "--json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=environment(settings.home),
    )
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert json.loads(done.stdout.splitlines()[-1])["outcome"] == "added"


def test_guarding_a_report_starts_none(settings: Settings) -> None:
    index = Index.open(settings)
    index.put(report("a", MANY))
    index.close()
    index.guard("a", ["curators"])
    assert index._kept.shelving._second is None


def test_it_does_not_outlive_the_process_that_it_works_for(settings: Settings) -> None:
    done = subprocess.run([sys.executable, "-c", PUTS, str(settings.home)], capture_output=True, text=True)
    until = time.monotonic() + 10
    while time.monotonic() < until and running(int(done.stdout)):
        time.sleep(0.05)
    assert not running(int(done.stdout))
    assert refs(Index.open(settings), "第300号文件")[0] == "a#300"


def running(process: int) -> bool:
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
