"""The description of the API is true: schemathesis puts it to a real server."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import environment
from tests.faces.conftest import served
from tests.faces.test_api import call

CONFIG = Path(__file__).parent / "schemathesis.toml"


def test_schemathesis_finds_nothing(first_report_home: Path, tmp_path: Path) -> None:
    pytest.importorskip("schemathesis")
    home = tmp_path / "home"
    shutil.copytree(first_report_home, home)
    with served(home) as url:
        command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG), "run"]
        options = ["--max-examples=5", "--seed=1", "--phases=examples,coverage,fuzzing", "--no-color"]
        done = subprocess.run(
            [*command, f"{url}/openapi.json", *options, "--generation-database=none", "--warnings=off"],
            env=environment(tmp_path / "none"),
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=115,
        )
    assert done.returncode == 0, done.stdout[-6_000:] + done.stderr[-2_000:]
    assert "generated" in done.stdout


def test_every_operation_says_what_it_answers_with(server: str) -> None:
    _, described, _ = call(f"{server}/openapi.json")
    schemes = described["components"]["securitySchemes"]
    assert (schemes["bearer"]["scheme"], schemes["key"]["name"]) == ("bearer", "X-API-Key")
    assert described["security"][0] == {}  # one may ask without signing in here
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            assert operation.get("description"), (method, path)
            for status in ("429", "500"):
                schema = operation["responses"][status]["content"]["application/json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/ErrorOut"}, (method, path)
            content = operation["responses"]["200"]["content"]
            assert all(each.get("schema") for each in content.values()), (method, path)
    answer = described["components"]["schemas"]["AnswerOut"]
    assert {"outcome", "answer", "sentences", "citations", "nearest", "mode"} <= set(answer["required"])


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("GET", "/api/ask", "POST"), ("PATCH", "/api/reports", "GET, POST"), ("POST", "/healthz", "GET")],
)
def test_a_wrong_method_is_told_the_right_ones(server: str, method: str, path: str, allowed: str) -> None:
    status, said, headers = call(f"{server}{path}", method=method)
    assert (status, said["error"]["code"]) == (405, "wrong_method")
    assert headers["allow"] == allowed
