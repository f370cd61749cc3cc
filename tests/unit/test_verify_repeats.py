"""The same claim gets the same verdict in every process."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.conftest import ROOT

JUDGED = """
from assistant.evaluation.claims import judge, load
from assistant.settings import resource

claims = [claim for claim in load(resource("eval") / "claims") if claim.language == "zh"]
judged, _ = judge(claims, [resource("corpus")])
print(*(one.reasons for one in judged), sep="\\n")
"""


def test_a_verdict_does_not_depend_on_the_order_of_a_set() -> None:
    printed = [
        subprocess.run(
            [sys.executable, "-c", JUDGED],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert len(printed[0].splitlines()) > 300
    assert printed[0] == printed[1]
