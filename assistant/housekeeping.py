"""The commands of whoever runs the server: what was asked, backups."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant import terminal
from assistant.errors import BadSetting
from assistant.language.phrases import say
from assistant.settings import Settings


def audit(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.portal.audit import rows

    found = rows(settings.home, _time(options.since), options.reader, options.report)
    if options.json:
        for row in found:
            print(json.dumps(row, ensure_ascii=False))
    else:
        terminal.show_audit(found)
    return 0


def backup(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.backup import backup

    members = backup(settings.home, Path(options.file))
    size = Path(options.file).stat().st_size / 1_000_000
    told = say("cli.backed_up", settings.language, files=len(members), path=options.file, size=f"{size:.1f}")
    print(told, file=sys.stderr)
    return 0


def restore(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.backup import restore

    before = restore(Path(options.file), settings.home)
    print(say("cli.restored", settings.language, path=settings.home), file=sys.stderr)
    if before:
        print(say("cli.restored_over", settings.language, path=before), file=sys.stderr)
    return 0


def _time(text: str) -> float:
    """Unix time of a day (2026-11-28, UTC) or of so many days ago (7); raises BadSetting."""
    if not text:
        return 0.0
    try:
        if text.isdigit():
            return (datetime.now(UTC) - timedelta(days=int(text))).timestamp()
        return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()
    except (ValueError, OverflowError):
        raise BadSetting("bad_setting", name="--since", value=text) from None
