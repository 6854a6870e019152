"""Addresses of databases for the tests of the storage."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.storage.databases import fresh_database, fresh_postgres


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of an SQLite database that is not there yet."""
    return f"sqlite:///{tmp_path}/bot.sqlite3"


@pytest.fixture
async def fresh_postgres_url() -> AsyncIterator[str]:
    """The address of an empty PostgreSQL database."""
    async with fresh_postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of an empty database, of each kind in turn."""
    async with fresh_database(request.param, tmp_path) as address:
        yield address
