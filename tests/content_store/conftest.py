"""A valid store on disk, for each test to break in one place."""

from pathlib import Path

import pytest

from tests.content_files import write_store


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A valid store with one topic, one event, one person and one source."""
    return write_store(tmp_path)
