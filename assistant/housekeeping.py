"""The commands of whoever runs the server: what was asked."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime, timedelta

from assistant import terminal
from assistant.errors import BadSetting
from assistant.settings import Settings


def audit(options: argparse.Namespace, settings: Settings) -> int:
    from assistant.portal.audit import rows

    found = rows(settings.home, _time(options.since), options.reader, options.report)
    if options.json:
        for row in found:
            print(json.dumps(row, ensure_ascii=False))
    else:
        terminal.show_audit(found, settings.language)
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
