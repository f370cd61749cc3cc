"""The files in ``deploy/``, as far as they can be held to account without an engine to run them."""

from __future__ import annotations

import configparser
import dataclasses
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.cli import COMMANDS
from assistant.errors import BadSetting
from assistant.settings import Settings, variable

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
FILES = sorted(path for path in DEPLOY.iterdir() if path.is_file())
GRACE = Settings().stop_seconds + 5  # what the server takes at most
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
KINDS: dict[str, Any] = {
    each["kind"]: each
    for each in yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8"))
}


def steps() -> list[list[str]]:
    """The instructions of the Dockerfile, as words."""
    text = re.sub(r"\\\n", " ", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"))
    return [shlex.split(line) for line in text.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_settings_that_are_named_exist(path: Path) -> None:
    named = set(re.findall(r"ASSISTANT_[A-Z_]*[A-Z](?![A-Z_…])", path.read_text(encoding="utf-8")))
    assert named <= {variable(each.name) for each in dataclasses.fields(Settings)}


def test_the_image_copies_what_is_there_and_leaves_root() -> None:
    copied = [
        word for step in steps() if step[0] == "COPY" and "--from=build" not in step for word in step[1:-1]
    ]
    assert copied
    for name in copied:
        assert (ROOT / name).exists(), name
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert {f"!{name}" for name in copied} <= set(ignored)
    assert [step for step in steps() if step[0] == "USER"][-1] == ["USER", "10001"]
    (entry,) = [step for step in steps() if step[0] == "ENTRYPOINT"]
    (command,) = [step for step in steps() if step[0] == "CMD"]
    assert entry[1:] == ["[assistant]"]
    assert command[1].strip("[]") in COMMANDS
    assert {step[0] for step in steps()} <= {
        "FROM",
        "RUN",
        "WORKDIR",
        "COPY",
        "ENV",
        "USER",
        "VOLUME",
        "EXPOSE",
        "STOPSIGNAL",
        "HEALTHCHECK",
        "ENTRYPOINT",
        "CMD",
    }


def test_the_image_holds_all_that_the_wheel_takes_along() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    taken = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    copied = {word for step in steps() if step[0] == "COPY" for word in step[1:-1]}
    assert {"assistant", "pyproject.toml", project["project"]["readme"], *taken} <= copied


def test_compose_keeps_to_loopback_and_waits_for_answers() -> None:
    (service,) = COMPOSE["services"].values()
    assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert float(service["stop_grace_period"].removesuffix("s")) > GRACE
    assert {each.partition(":")[0] for each in service["volumes"]} == set(COMPOSE["volumes"])


def test_the_unit_can_be_read_and_waits_for_answers() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read_string((DEPLOY / "report-assistant.service").read_text(encoding="utf-8"))
    service = dict(unit["Service"])
    assert service["ExecStart"].split()[1] in COMMANDS
    assert float(service["TimeoutStopSec"]) > GRACE
    assert service["DynamicUser"] == service["NoNewPrivileges"] == "yes"
    assert f"ASSISTANT_HOME=/var/lib/{service['StateDirectory']}" in (
        DEPLOY / "report-assistant.service"
    ).read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze on this machine")
def test_systemd_finds_no_fault(tmp_path: Path) -> None:
    unit = (DEPLOY / "report-assistant.service").read_text(encoding="utf-8")
    here = tmp_path / "report-assistant.service"
    here.write_text(unit.replace("/opt/report-assistant/.venv/bin/assistant", "/bin/true"), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", here], capture_output=True, text=True, check=False)
    assert "report-assistant.service:" not in done.stderr, done.stderr


def test_the_manifest_hangs_together() -> None:
    deployment, service = KINDS["Deployment"]["spec"], KINDS["Service"]["spec"]
    pod = deployment["template"]["spec"]
    (container,) = pod["containers"]
    labels = deployment["template"]["metadata"]["labels"]
    assert deployment["selector"]["matchLabels"] == service["selector"] == labels
    assert (deployment["replicas"], deployment["strategy"]) == (1, {"type": "Recreate"})
    assert service["ports"][0]["targetPort"] == container["ports"][0]["name"]
    assert container["ports"][0]["containerPort"] == Settings().port
    assert {each["name"] for each in container["volumeMounts"]} == {each["name"] for each in pod["volumes"]}
    assert (
        pod["volumes"][0]["persistentVolumeClaim"]["claimName"]
        == KINDS["PersistentVolumeClaim"]["metadata"]["name"]
    )
    assert container["envFrom"][0]["configMapRef"]["name"] == KINDS["ConfigMap"]["metadata"]["name"]
    assert all(isinstance(value, str) for value in KINDS["ConfigMap"]["data"].values())
    assert pod["terminationGracePeriodSeconds"] > GRACE
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert container["securityContext"]["readOnlyRootFilesystem"] is True


def test_the_probes_ask_what_nobody_has_to_sign_in_for() -> None:
    from assistant.portal.access.door import OPEN

    (container,) = KINDS["Deployment"]["spec"]["template"]["spec"]["containers"]
    asked = {
        name: container[name]["httpGet"]["path"]
        for name in ("startupProbe", "livenessProbe", "readinessProbe")
    }
    assert asked == {"startupProbe": "/healthz", "livenessProbe": "/healthz", "readinessProbe": "/readyz"}
    assert set(asked.values()) <= set(OPEN)


def test_one_image_one_version() -> None:
    from assistant import __version__

    image = KINDS["Deployment"]["spec"]["template"]["spec"]["containers"][0]["image"]
    assert image == COMPOSE["services"]["assistant"]["image"] == f"report-assistant:{__version__}"


def test_a_service_whose_user_has_no_home_needs_the_data_folder_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_: int) -> None:
        raise KeyError

    monkeypatch.setattr("pwd.getpwuid", unknown)
    for name in ("HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert Settings.from_environment({"ASSISTANT_HOME": str(tmp_path)}).home == tmp_path
    with pytest.raises(BadSetting) as raised:
        Settings.from_environment({})
    assert raised.value.values["name"] == "ASSISTANT_HOME"
