"""SQLAlchemy's engine for each of the two databases."""

import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from functools import partial

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from bot.storage.diagnosis import diagnosed
from bot.storage.errors import DatabaseNotWritableError, DriverMissingError
from bot.storage.location import Location, PostgresDatabase, SqliteFile

LOCK_WAIT = timedelta(seconds=5)
MIGRATION_LOCK_WAIT = timedelta(minutes=5)
CONNECT_WAIT = timedelta(seconds=10)
CONNECTIONS = 5
"""Of one process, at most; further transactions queue. For SQLite each is a thread."""

DURABLE = "PRAGMA synchronous = FULL"
"""Unlike ``NORMAL``, which may lose the last commits when the power fails."""


def engine_for(location: Location) -> AsyncEngine:
    """The engine that the bot works with; connects to no server yet, but makes SQLite's file."""
    if isinstance(location, SqliteFile):
        return _sqlite_engine(location, LOCK_WAIT, [DURABLE, "PRAGMA foreign_keys = ON"])
    return _postgres_engine(location)


def migration_engine_for(location: Location) -> AsyncEngine:
    """The engine for migrations: as patient as a migration is slow, and without foreign keys.

    SQLite changes a table by copying and dropping it. With foreign keys on, the drop would delete
    every row that refers to the table, and inside a transaction they cannot be switched off.
    """
    if isinstance(location, SqliteFile):
        return _sqlite_engine(location, MIGRATION_LOCK_WAIT, [DURABLE, "PRAGMA foreign_keys = OFF"])
    return _postgres_engine(location)


def _sqlite_engine(file: SqliteFile, wait: timedelta, pragmas: Sequence[str]) -> AsyncEngine:
    with diagnosed(file):
        _make_file(file, wait)
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(file.path)),
        poolclass=AsyncAdaptedQueuePool,
        pool_size=CONNECTIONS,
        max_overflow=0,
        # no isolation level: sqlite3 would begin transactions itself, and not for all statements
        connect_args={"timeout": wait.total_seconds(), "isolation_level": None},
    )
    event.listen(engine.sync_engine, "connect", partial(_prepare, pragmas))
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _prepare(pragmas: Sequence[str], connection: DBAPIConnection, _: object) -> None:
    try:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()
    except BaseException:  # the pool does not close what could not be prepared
        connection.close()
        raise


def _make_file(file: SqliteFile, wait: timedelta) -> None:
    """Make the folder, and the file with the journal that it keeps from then on.

    Not through aiosqlite: its thread outlives a connection that fails, and prints a traceback
    when the program ends at once because of the error.
    """
    try:
        file.path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseNotWritableError(str(file), str(error)) from error
    connected = sqlite3.connect(file.path, timeout=0, isolation_level=None)
    with closing(connected) as connection:
        _keep_write_ahead_log(connection, time.monotonic() + wait.total_seconds())


def _keep_write_ahead_log(connection: sqlite3.Connection, give_up_at: float) -> None:
    """Change the file's journal to the one with which readers and writer do not wait.

    Where two processes change it at once SQLite refuses one of them on the spot, whatever its
    timeout, so that one asks again.
    """
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > give_up_at:
                raise
            time.sleep(0.01)
        else:
            return


def for_writing(engine: AsyncEngine) -> AsyncEngine:
    """The same engine, with transactions that have SQLite's write lock from their beginning.

    One that reads first and takes the lock later fails at once when another wrote in between.
    """
    return engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))


def _postgres_engine(database: PostgresDatabase) -> AsyncEngine:
    try:
        return create_async_engine(
            database.asyncpg_url,
            pool_size=CONNECTIONS,
            max_overflow=0,
            pool_pre_ping=True,  # the server may have restarted since the last use
            connect_args={"timeout": CONNECT_WAIT.total_seconds()},
        )
    except ModuleNotFoundError as error:
        if error.name != "asyncpg":
            raise
        raise DriverMissingError(str(database), package="asyncpg", extra="postgres") from error
