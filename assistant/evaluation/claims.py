"""How well ``verify`` judges labelled claims: false ones caught, faithful ones refused.

    python -m assistant.evaluation.claims [--reports DIR] [--split tuning|holdout|fresh|…] [--errors]

Claims stand in ``eval/claims/*.jsonl``: ``{"id","report","claim","cites","supported","kind","split",
"language"}``. Claims on the first report and on those in ``eval/reports`` are always judged; those on
others where ``--reports`` finds a file named as the report, and left out, and counted, elsewhere.
Errors of a split that is held out are never listed: whoever reads them tunes on them.

Precision and recall are those of catching: of the claims called unsupported, the share that is
labelled false; of the claims labelled false, the share called unsupported.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.answering.verify import check
from assistant.model import Reason, Report
from assistant.reading import read
from assistant.settings import resource


@dataclass(frozen=True, slots=True)
class Labelled:
    """A claim with what a person says of it; ``kind`` is empty for a faithful one."""

    id: str
    report: str
    claim: str
    cites: tuple[str, ...]
    supported: bool
    kind: str
    split: str
    language: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled claim and the reasons that ``verify`` gives against it."""

    labelled: Labelled
    reasons: tuple[Reason, ...]

    @property
    def right(self) -> bool:
        return self.labelled.supported != bool(self.reasons)


def load(folder: Path) -> list[Labelled]:
    """The claims of every ``*.jsonl`` in ``folder``."""
    lines = [
        json.loads(line)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    return [Labelled(**{**line, "cites": tuple(line["cites"])}) for line in lines]


def judge(claims: Iterable[Labelled], folders: Sequence[Path]) -> tuple[list[Judged], int]:
    """Every claim whose report is in ``folders``, judged; and how many rest on nothing that is there."""
    files = {path.stem: path for folder in folders for path in sorted(folder.iterdir()) if path.is_file()}
    reports: dict[str, Report] = {}
    judged, missing = [], 0
    for labelled in claims:
        if labelled.report not in files:
            missing += 1
            continue
        if labelled.report not in reports:
            reports[labelled.report] = read(files[labelled.report])
        report = reports[labelled.report]
        cited = [paragraph for paragraph in report.paragraphs if paragraph.ref in labelled.cites]
        missing += not cited
        judged += [Judged(labelled, check(labelled.claim, cited, report))] if cited else []
    return judged, missing


def table(judged: Sequence[Judged]) -> list[str]:
    """Lines of figures: how many false claims were caught, by kind, and faithful ones refused."""
    false = [one for one in judged if not one.labelled.supported]
    true = [one for one in judged if one.labelled.supported]
    caught = sum(one.right for one in false)
    refused = sum(not one.right for one in true)
    lines = [
        f"{'false claims caught':24}{_share(caught, len(false))}",
        f"{'faithful refused':24}{_share(refused, len(true))}",
        f"{'precision':24}{_share(caught, caught + refused)}",
    ]
    for kind, total in sorted(Counter(one.labelled.kind for one in false).items()):
        found = [one for one in false if one.labelled.kind == kind]
        named = sum(kind in {reason.kind for reason in one.reasons} for one in found)
        lines.append(f"  {kind:22}{_share(sum(one.right for one in found), total)}   named so {named}")
    for language in sorted({one.labelled.language for one in judged}):
        mine = [one for one in judged if one.labelled.language == language]
        wrong = [one for one in mine if not one.labelled.supported]
        faithful = len(mine) - len(wrong)
        against = sum(not one.right for one in mine if one.labelled.supported)
        lines.append(
            f"  {language:8}caught {sum(one.right for one in wrong):4} of {len(wrong):4}"
            f"   refused {against:4} of {faithful:4}"
        )
    given = Counter(reason.kind for one in true for reason in one.reasons)
    lines.append(f"  reasons given against faithful claims: {dict(given)}")
    return lines


def _share(part: int, whole: int) -> str:
    return f"{part:4} of {whole:4}  {100 * part / whole if whole else 0:5.1f} %"


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge the claims and write the figures; 0 always, the figures are the result."""
    parser = argparse.ArgumentParser(prog="assistant.evaluation.claims", description="Judge labelled claims.")
    parser.add_argument("--reports", type=Path, help="folder with further reports")
    parser.add_argument("--split", help="only this split")
    parser.add_argument("--errors", action="store_true", help="list the claims judged wrongly")
    chosen = parser.parse_args(arguments)
    claims = [claim for claim in load(resource("eval") / "claims") if chosen.split in (None, "", claim.split)]
    kept = resource("eval") / "reports"
    folders = [
        resource("corpus"),
        *([kept] if kept.is_dir() else []),
        *([chosen.reports] if chosen.reports else []),
    ]
    started = time.perf_counter()
    judged, missing = judge(claims, folders)
    seconds = time.perf_counter() - started
    for split in sorted({one.labelled.split for one in judged}):
        part = [one for one in judged if one.labelled.split == split]
        _write(f"{split}: {len(part)} claims", *table(part), "")
        for one in part if chosen.errors and not split.endswith("holdout") else ():
            if not one.right:
                _write(f"  {one.labelled.id} [{one.labelled.kind or 'faithful'}] {one.labelled.claim}")
                for reason in one.reasons:
                    _write(f"      {reason.kind}: {reason.claim} ≠ {reason.source}")
    _write(f"{len(judged)} judged in {seconds:.2f} s, {missing} left out for want of their paragraphs")
    return 0


def _write(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
