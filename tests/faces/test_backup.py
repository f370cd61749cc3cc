"""A data folder as one file and back, with real servers that answer meanwhile."""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant import backup as module
from assistant.backup import backup, restore
from assistant.errors import BadBackup, HomeError
from assistant.index.lock import writer_lock
from assistant.portal.access.keys import Keys
from tests.faces.conftest import REPORT, served
from tests.faces.test_cli import assistant as run

ASKED = {"question": "第2(e)段说了什么？"}
NOTE = "第一章\n\n1. 辣椒酱须在冰箱中保存。\n\n2. 开封后应当在三周内用完。\n"


@pytest.fixture
def home(first_report_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(first_report_home, tmp_path / "home"))


def add(url: str, name: str, text: str, **headers: str) -> None:
    sent = httpx.post(f"{url}/api/reports?name={name}", content=text.encode(), headers=headers, timeout=60)
    assert sent.is_success


def reports(url: str) -> list[str]:
    return [each["id"] for each in httpx.get(f"{url}/api/reports", timeout=60).json()["reports"]]


@contextmanager
def asking(url: str) -> Iterator[list[tuple[int, Any]]]:
    """Ask without a pause until the end; every answer."""
    answers: list[tuple[int, Any]] = []
    over = threading.Event()

    def ask() -> None:
        with httpx.Client(timeout=30) as client:
            while not over.is_set():
                answer = client.post(f"{url}/api/ask", json=ASKED)
                answers.append((answer.status_code, answer.json().get("outcome") or answer.text))

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield answers
    finally:
        over.set()
        thread.join()


def test_a_live_server_is_backed_up_and_put_back_while_it_answers(home: Path, tmp_path: Path) -> None:
    archive = tmp_path / "elsewhere" / "backup.zip"
    key = Keys(home).add("harvester", "admin", ("finance",))
    (home / "glossary.tsv").write_text("en\tzh\nchilli\t辣椒\n", encoding="utf-8")
    with served(home) as url:
        add(url, "note.txt", NOTE)
        httpx.post(f"{url}/api/feedback", json={"verdict": "down", "question": "问"})
        with asking(url) as answers:
            done = run(home, "backup", str(archive))
            assert done.returncode == 0, done.stderr
            assert httpx.delete(f"{url}/api/reports/note", timeout=60).is_success
            add(url, "later.txt", "1. 后来的报告。\n\n2. 第二段。\n")
            Keys(home).remove("harvester")
            assert reports(url) == [REPORT, "later"]

            done = run(home, "restore", str(archive), LANG="en")
            assert done.returncode == 0, done.stderr
            assert "before-restore-" in done.stderr
            assert reports(url) == [REPORT, "note"]
        assert set(answers) == {(200, "answered")}
        assert len(answers) > 3
        hits = httpx.post(f"{url}/api/search", json={"question": "辣椒酱", "k": 1}).json()["hits"]
        assert [hit["paragraph"] for hit in hits] == ["note#1"]
        assert httpx.get(f"{url}/api/me", headers={"X-API-Key": key}).json()["role"] == "admin"
        add(url, "after.txt", "1. 恢复之后的报告。\n\n2. 第二段。\n")  # into the restored store
    assert archive.stat().st_mode & 0o077 == 0
    (kept,) = home.glob("before-restore-*")
    assert (kept / "index" / "chroma").is_dir()
    assert json.loads((home / "feedback.jsonl").read_text(encoding="utf-8"))["question"] == "问"

    shutil.rmtree(home / "index" / "lexical")  # Chroma alone knows them all
    assert [each["id"] for each in json.loads(run(home, "reports", "--json").stdout)] == [
        REPORT,
        "note",
        "after",
    ]


def test_into_an_empty_folder_comes_all_that_was_kept(home: Path, tmp_path: Path) -> None:
    archive, fresh = tmp_path / "backup.zip", tmp_path / "fresh"
    Keys(home).add("harvester", "reader", ())
    with sqlite3.connect(home / "portal.sqlite") as kept:
        kept.execute("CREATE TABLE used (jti TEXT PRIMARY KEY, until REAL NOT NULL)")
    kept.close()
    (home / "session.key").write_bytes(b"k" * 32)
    (home / "session.4711.abcd").write_bytes(b"half written")
    (home / "feedback.jsonl").write_text('{"verdict": "up"}\n{"verdict": "do', encoding="utf-8")
    (home / "link").symlink_to("/etc/hostname")
    members = {member.path for member in backup(home, archive)}
    assert members >= {
        "keys.json",
        "portal.sqlite",
        "session.key",
        "feedback.jsonl",
        "index/lexical/catalogue.json",
    }
    assert not [
        path for path in members if path.endswith(".lock") or path.startswith("session.4") or path == "link"
    ]
    assert restore(archive, fresh) is None
    assert {path.relative_to(fresh).as_posix() for path in fresh.rglob("*") if path.is_file()} - {
        "index/writer.lock"
    } == members
    assert (fresh / "feedback.jsonl").read_text(encoding="utf-8") == '{"verdict": "up"}\n'
    done = run(fresh, "ask", ASKED["question"], "--json")
    assert json.loads(done.stdout)["outcome"] == "answered"


def test_a_file_that_is_there_is_not_written_over(small: tuple[Path, Path]) -> None:
    archive, other = small
    before = archive.read_bytes()
    done = run(other, "backup", str(archive), ASSISTANT_LANGUAGE="en")
    assert done.returncode == 2
    assert "exists already" in done.stderr
    assert archive.read_bytes() == before


def test_what_is_half_written_or_left_over_is_passed_over(home: Path, tmp_path: Path) -> None:
    (home / "index" / "0123abcd.new.npz").write_bytes(b"half written")
    (home / "backup-ab3_9xyz").mkdir()
    (home / "backup-ab3_9xyz" / "keys.json").write_text("[]", encoding="utf-8")
    paths = {member.path for member in backup(home, tmp_path / "backup.zip")}
    assert "index/lexical/catalogue.json" in paths
    assert not [path for path in paths if "new.npz" in path or path.startswith("backup-")]


def test_a_backup_waits_for_whoever_writes_to_the_index_of_a_chroma_server(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.1)
    apart = home / "index" / "server-0123456789abcdef"
    apart.mkdir()
    with writer_lock(apart / "writer.lock", 0), pytest.raises(HomeError, match="home_in_use"):
        backup(home, tmp_path / "backup.zip")


def test_a_backup_waits_for_whoever_tidies_up_the_words(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.1)
    with (
        writer_lock(home / "index" / "lexical" / "words.lock", 0),
        pytest.raises(HomeError, match="home_in_use"),
    ):
        backup(home, tmp_path / "backup.zip")


def test_what_has_happened_is_not_turned_back(home: Path, tmp_path: Path) -> None:
    archive = tmp_path / "backup.zip"
    for name in ("audit.sqlite", "portal.sqlite"):
        with sqlite3.connect(home / name) as kept:
            kept.execute("CREATE TABLE happened (what TEXT)")
        kept.close()
    backup(home, archive)
    for name in ("audit.sqlite", "portal.sqlite"):
        with sqlite3.connect(home / name) as kept:
            kept.execute("INSERT INTO happened VALUES ('since')")
        kept.close()
    restore(archive, home)
    for name in ("audit.sqlite", "portal.sqlite"):
        with sqlite3.connect(home / name) as kept:
            assert kept.execute("SELECT what FROM happened").fetchall() == [("since",)]
        kept.close()


def test_a_backup_waits_for_a_writer_and_says_so_when_it_lasts(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.1)
    with writer_lock(home / "index" / "writer.lock", 0), pytest.raises(HomeError, match="home_in_use"):
        backup(home, tmp_path / "backup.zip")
    assert list(tmp_path.glob("backup*")) == []


def rewritten(archive: Path, change: Callable[[dict[str, Any]], None], **more: bytes) -> None:
    """The archive with another manifest, and more members."""
    with zipfile.ZipFile(archive) as old:
        contents = {name: old.read(name) for name in old.namelist()}
    manifest = json.loads(contents.pop("manifest.json"))
    change(manifest)
    with zipfile.ZipFile(archive, "w") as new:
        new.writestr("manifest.json", json.dumps(manifest))
        for name, content in {**contents, **more}.items():
            new.writestr(name, content)


def member(path: str, content: bytes = b"x") -> dict[str, Any]:
    import hashlib

    return {"path": path, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


@pytest.fixture
def small(tmp_path: Path) -> tuple[Path, Path]:
    """A backup of a folder with one file, and another folder."""
    home, archive, other = tmp_path / "small", tmp_path / "backup.zip", tmp_path / "other"
    (home / "index").mkdir(parents=True)
    (home / "glossary.tsv").write_text("en\tzh\nchilli\t辣椒\n" * 100, encoding="utf-8")
    backup(home, archive)
    (other / "index").mkdir(parents=True)
    (other / "glossary.tsv").write_text("mine", encoding="utf-8")
    return archive, other


def refused(archive: Path, other: Path) -> str:
    with pytest.raises(BadBackup) as refusal:
        restore(archive, other)
    assert (other / "glossary.tsv").read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in other.iterdir()) == ["glossary.tsv", "index"]
    assert not (other.parent / "evil").exists()
    return refusal.value.code


@pytest.mark.parametrize(
    "path",
    ["../evil", "/tmp/evil", "a/../../evil", "..\\evil", "C:\\evil", "c:evil", "a//b", "./a", "a/\x01"],
)
def test_a_member_that_would_lie_outside_is_refused(small: tuple[Path, Path], path: str) -> None:
    archive, other = small
    rewritten(archive, lambda manifest: manifest["members"].append(member(path)), **{path: b"x"})
    assert refused(archive, other) == "backup_outside"


def test_another_layout_a_later_format_and_no_backup_are_refused(
    small: tuple[Path, Path], tmp_path: Path
) -> None:
    archive, other = small
    rewritten(archive, lambda manifest: manifest.update(layout=999))
    assert refused(archive, other) == "backup_layout"
    rewritten(archive, lambda manifest: manifest.update(format=2))
    assert refused(archive, other) == "backup_layout"
    rewritten(archive, lambda manifest: manifest.pop("members"))
    assert refused(archive, other) == "backup_none"
    with zipfile.ZipFile(archive, "w") as new:
        new.writestr("anything", "x")
    assert refused(archive, other) == "backup_none"
    archive.write_bytes(b"no archive")
    assert refused(archive, other) == "backup_damaged"
    assert refused(tmp_path / "nowhere.zip", other) == "no_file"
    done = run(other, "restore", str(archive), LC_ALL="en_US.UTF-8")
    assert done.returncode == 1
    assert "Nothing was changed" in done.stderr


def test_what_is_not_as_the_manifest_says_is_refused(small: tuple[Path, Path]) -> None:
    archive, other = small
    whole = archive.read_bytes()
    rewritten(archive, lambda manifest: None, more=b"x")  # a member that is not listed
    assert refused(archive, other) == "backup_damaged"
    rewritten(archive, lambda manifest: manifest["members"].append(member("lacking")), more=b"x")
    assert refused(archive, other) == "backup_damaged"
    archive.write_bytes(whole)
    rewritten(archive, lambda manifest: manifest["members"][0].update(sha256="0" * 64))
    assert refused(archive, other) == "backup_damaged"
    archive.write_bytes(whole)
    rewritten(archive, lambda manifest: manifest["members"][0].update(size=10))  # unpacks to more: a bomb
    assert refused(archive, other) == "backup_damaged"
    archive.write_bytes(whole)
    rewritten(archive, lambda manifest: manifest["members"][0].update(size=1 << 60))
    assert refused(archive, other) == "backup_large"


def test_no_damaged_byte_goes_through(small: tuple[Path, Path]) -> None:
    """A flipped byte is refused, or was none that counts: what comes back is never another content."""
    archive, other = small
    whole = archive.read_bytes()
    counted = 0
    for place in range(0, len(whole), 3):
        archive.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        target = other.parent / f"target-{place}"
        try:
            restore(archive, target)
        except BadBackup:
            counted += 1
            assert not (target / "glossary.tsv").exists()
        else:
            assert (target / "glossary.tsv").read_text(encoding="utf-8") == "en\tzh\nchilli\t辣椒\n" * 100
    assert counted > len(whole) / 3 / 2
    archive.write_bytes(whole[: len(whole) // 2])
    assert refused(archive, other) == "backup_damaged"
