"""docs/portal.md signs tokens that the server takes, in every language that this machine runs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.access import Reader
from assistant.portal.access.session import Sessions

TEXT = (Path(__file__).parent.parent / "docs" / "portal.md").read_text(encoding="utf-8")
SECRET = "the-secret-of-the-documents-own-test"
RUNS = {
    "python": ("token.py", [sys.executable]),
    "js": ("token.js", ["node"]),
    "java": ("Token.java", ["java"]),
    "php": ("token.php", ["php"]),
    "go": ("token.go", ["go", "run"]),
}


@pytest.mark.parametrize("language", RUNS)
def test_what_the_document_signs_is_taken(language: str, tmp_path: Path) -> None:
    name, command = RUNS[language]
    runtime = shutil.which(command[0])
    if runtime is None:
        pytest.skip(f"no {command[0]} on this machine")
    blocks = re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.M | re.S)
    (tmp_path / name).write_text(next(one for one in blocks if "HS256" in one), encoding="utf-8")
    done = subprocess.run(
        [runtime, *command[1:], str(tmp_path / name)],
        env={**os.environ, "PORTAL_SECRET": SECRET, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=True,
    )
    session = Sessions([SECRET], tmp_path).exchange(done.stdout.strip(), "https://portal.example")
    assert session.reader == Reader("wang.fang", "reader", frozenset({"法律司"}), "portal")
