"""A wheel in a fresh environment answers a question from the report that travels in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, **more: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    done = subprocess.run(command, capture_output=True, text=True, env={**kept, **more}, cwd=Path.home())
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.timeout(300)
def test_a_wheel_answers_in_a_fresh_environment(tmp_path: Path) -> None:
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", tmp_path, ROOT)
    (wheel,) = tmp_path.glob("report_assistant-*.whl")
    venv.create(tmp_path / "fresh", with_pip=True)
    python = tmp_path / "fresh" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", wheel)
    # The dependencies are those of this environment: their installation is not what is tried here.
    packages = run(
        sys.executable,
        "-c",
        "import chromadb, os; print(os.path.dirname(os.path.dirname(chromadb.__file__)))",
    ).strip()
    (site,) = (tmp_path / "fresh" / "lib").glob("python3*/site-packages")
    (site / "dependencies.pth").write_text(packages + "\n")

    script = tmp_path / "fresh" / "bin" / "assistant"
    out = run(script, "--home", tmp_path / "home", "ask", "第2(e)段说了什么？", "--json")
    where = run(python, "-c", "import assistant; print(assistant.__file__)")
    answer = json.loads(out)

    assert str(tmp_path) in where
    assert answer["outcome"] == "answered"
    assert [citation["ref"] for citation in answer["citations"]] == ["2(e)"]
    assert "不对非正常移民包括被偷运的移民进行刑事定罪" in answer["answer"]
