"""Fresh databases for tests, each gone when its test is over."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg  # type: ignore[import-untyped]
import pytest
from sqlalchemy import make_url


def postgres_url() -> str:
    """The address of the PostgreSQL to test on; its user may make databases and roles."""
    url = os.environ.get("TEST_POSTGRES_URL")
    if not url:
        pytest.skip("TEST_POSTGRES_URL is not set: there is no PostgreSQL to test on")
    return url


@asynccontextmanager
async def fresh_postgres() -> AsyncIterator[str]:
    """The address of a new, empty PostgreSQL database."""
    url = postgres_url()
    name = f"test_{uuid4().hex}"
    server = await asyncpg.connect(url)
    try:
        # template0: a copy of template1 fails while anybody is connected to it
        await server.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            yield make_url(url).set(database=name).render_as_string(hide_password=False)
        finally:
            await server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        await server.close()


@asynccontextmanager
async def fresh_database(kind: str, folder: Path) -> AsyncIterator[str]:
    """The address of a new, empty database of the kind ``sqlite`` or ``postgres``."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/bot.sqlite3"
        return
    async with fresh_postgres() as url:
        yield url
