"""The description of the API is true: schemathesis puts it to a real server."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.portal.access.cookie import SESSION, Signer
from assistant.portal.access.keys import Keys
from tests.conftest import environment
from tests.faces.conftest import served
from tests.faces.test_api import call

CONFIG = Path(__file__).parent / "schemathesis.toml"


def schemathesis(
    url: str, described: str, config: Path, folder: Path, *options: str
) -> subprocess.CompletedProcess[str]:
    """What it says of a server; ``described`` is the address or the path of the description."""
    pytest.importorskip("schemathesis")
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(config), "run", described]
    # A report that comes in is read by a process of its own, for which a busy machine takes its time.
    steady = ["--seed=1", "--request-timeout=60", "--generation-database=none", "--warnings=off"]
    return subprocess.run(
        [*command, f"--url={url}", "--no-color", *steady, *options],
        env=environment(folder / "none"),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=280,
    )


def found_nothing(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 0, done.stdout[-6_000:] + done.stderr[-2_000:]
    assert "generated" in done.stdout


@pytest.mark.timeout(300)
def test_schemathesis_finds_nothing(first_report_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(first_report_home, home)
    with served(home) as url:
        options = "--max-examples=5", "--phases=examples,coverage,fuzzing"
        found_nothing(schemathesis(url, f"{url}/openapi.json", CONFIG, tmp_path, *options))


ISSUER = "http://127.0.0.1:9"  # whoever has a session is not sent there
# To those who are known no right request is refused for want of a right; what was never signed is no token.
KNOWN = """
[checks]
negative_data_rejection.expected-statuses = ["400", "401", "403", "404", "405", "406", "409", "413", "422"]
positive_data_acceptance.expected-statuses = ["2xx", "404", "409", "413", "422"]
[[operations]]
include-path = "/api/session"
checks.positive_data_acceptance.expected-statuses = ["401", "403"]
[auth.openapi.{scheme}]
{value}
"""
# To nobody else is anything told, whatever they send, but for the signs of life.
UNKNOWN = """
[checks]
negative_data_rejection.expected-statuses = ["401"]
positive_data_acceptance.expected-statuses = ["401"]
[[operations]]
include-path-regex = "^/(healthz|readyz)$"
checks.positive_data_acceptance.expected-statuses = ["200"]
"""


@pytest.fixture(scope="module")
def locked(
    first_report_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, dict[str, str]]]:
    """A server on which one signs in by a key or at a provider; and how, for an admin."""
    home = tmp_path_factory.mktemp("locked") / "home"
    shutil.copytree(first_report_home, home)
    key = Keys(home).add("harvester", "admin", ())
    cookie = Signer(home).sign(SESSION, {"name": "li.na", "groups": ["admins"], "iss": ISSUER}, 3600)
    more = {
        "ASSISTANT_OIDC_ISSUER": ISSUER,
        "ASSISTANT_OIDC_CLIENT": "report-assistant",
        "ASSISTANT_ADMINS": "admins",
        **{f"ASSISTANT_RATE_{whose}": "off" for whose in ("USER", "ADDRESS", "FAILURES")},
    }
    with served(home, **more) as url:
        yield url, {"bearer": f'bearer = "{key}"', "session": f'api_key = "{cookie}"', "key": key}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("scheme", ["bearer", "session", ""], ids=["key", "oidc", "nobody"])
def test_schemathesis_finds_nothing_where_one_signs_in(
    locked: tuple[str, dict[str, str]], scheme: str, tmp_path: Path
) -> None:
    url, known = locked
    described, config = tmp_path / "openapi.json", tmp_path / "schemathesis.toml"
    described.write_text(json.dumps(call(f"{url}/openapi.json", X_API_Key=known["key"])[1]))
    config.write_text(KNOWN.format(scheme=scheme, value=known[scheme]) if scheme else UNKNOWN)
    # What is wrong with a body is told to a session as it is to a key.
    mode = "positive" if scheme == "session" else "all"
    options = "--phases=examples,coverage", f"--mode={mode}"
    found_nothing(schemathesis(url, str(described), config, tmp_path, *options))


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
