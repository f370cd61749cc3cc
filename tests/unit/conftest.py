"""Properties are about what comes out, not how fast: a first example may read word lists from disk."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
