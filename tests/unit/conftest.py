"""An index of the reports that a module asks; properties are about what comes out, not how fast: a first
example may read word lists from disk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from assistant.index import Index
from tests.unit.asked import opened

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="module")
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The first report and those that the module names as ``REPORTS``."""
    index = opened(tmp_path_factory.mktemp("home"), request.module.REPORTS)
    yield index
    index.close()
