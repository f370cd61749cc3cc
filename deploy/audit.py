"""Known vulnerabilities of the locked dependencies, by pip-audit; ``make check`` runs it.

Exit 1 when one is found. Where the advisory database cannot be reached, it says that nothing was audited
and exits 0: a check that fails without a network would be left out.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parent.parent / "requirements.lock"
# CVE-2026-45829 is in Chroma's Python server, which is never started, and in embedding functions that an
# index names, which are never loaded; tests/faces/test_security.py holds both.
ACCEPTED = ("CVE-2026-45829",)


def main() -> int:
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "--requirement",
        str(LOCK),
        "--require-hashes",
        "--disable-pip",
    ]
    command += ["--format", "json", "--progress-spinner", "off", "--timeout", "10"]
    command += [word for known in ACCEPTED for word in ("--ignore-vuln", known)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        rows = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        print(f"Dependency audit SKIPPED, nothing was audited: {reason}")
        return 0
    return told(rows)


def told(rows: list[dict[str, Any]]) -> int:
    """Say what was found, what was not looked at, and give the exit code."""
    audited = [row for row in rows if "skip_reason" not in row]
    found = [(row, each) for row in audited for each in row["vulns"]]
    for row, each in found:
        mended = ", ".join(each.get("fix_versions", ())) or "no version yet"
        print(f"{row['name']} {row['version']}: {each['id']}, mended in {mended}")
    if not audited:
        print(f"Dependency audit SKIPPED: the advisory database knows none of {len(rows)} packages here.")
    else:
        print(
            f"Dependency audit: {len(audited)} of {len(rows)} packages, {len(found)} known vulnerabilities."
        )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
