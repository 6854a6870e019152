"""The open database, and its transactions."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, nullcontext
from typing import TYPE_CHECKING

from sqlalchemy.dialects import sqlite

from bot.storage.diagnosis import diagnosed
from bot.storage.engine import engine_for, for_writing
from bot.storage.errors import DatabaseTooNewError
from bot.storage.location import Location, SqliteFile, parse_location
from bot.storage.schema import HEAD, revision, upgrade

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from contextlib import AbstractAsyncContextManager

    from sqlalchemy import Table
    from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine


@asynccontextmanager
async def open_database(url: str) -> AsyncIterator[Database]:
    """The database at a ``DATABASE_URL``, migrated to this program's schema, until the block ends.

    Raises ``StorageError`` where that cannot be.
    """
    location = parse_location(url)
    engine = engine_for(location)
    try:
        await upgrade(location, engine)
        yield Database(location, engine)
    finally:
        await engine.dispose()


async def look_at_database(url: str) -> str:
    """What is at a ``DATABASE_URL``, in a few words; nothing is made or changed.

    Raises ``StorageError`` where a start of the bot would.
    """
    location = parse_location(url)
    if isinstance(location, SqliteFile) and not location.path.exists():
        return f"{location} is made at the first start"
    engine = engine_for(location)
    try:
        with diagnosed(location):
            async with engine.connect() as connection:
                found = await revision(connection)
    finally:
        await engine.dispose()
    if found is not None and found > HEAD:
        raise DatabaseTooNewError(str(location), found, HEAD)
    return f"{location} is {'up to date' if found == HEAD else 'migrated at the next start'}"


class Database:
    """An open database; all use of it is in transactions, whole or not at all."""

    def __init__(self, location: Location, engine: AsyncEngine) -> None:
        self.location = location
        self._reading = engine
        self._writing = for_writing(engine)
        self._turn: AbstractAsyncContextManager[object] = (
            # SQLite has one writer at a time: who waits here is served in order and keeps no
            # connection from the readers; in SQLite a waiter may be overtaken until it gives up
            asyncio.Lock() if isinstance(location, SqliteFile) else nullcontext()
        )

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A transaction for queries."""
        with diagnosed(self.location):
            async with self._reading.begin() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction for changes, durable once the block has ended without an exception.

        One at a time in a task: a second inside the first would wait for it for ever.
        """
        with diagnosed(self.location):
            async with self._turn, self._writing.connect() as connection:
                transaction = await connection.begin()
                try:
                    yield connection
                except BaseException:  # a cancelled task must not leave the transaction open
                    await transaction.rollback()
                    raise
                await transaction.commit()

    def insert(self, table: Table) -> sqlite.Insert | PostgresInsert:
        """An ``INSERT`` that may say ``ON CONFLICT``, as both databases do in the same words."""
        if isinstance(self.location, SqliteFile):
            return sqlite.insert(table)
        # late: 2 MB that only PostgreSQL's users need
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
