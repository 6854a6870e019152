"""Tells from what a driver raises what is wrong with the database."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from bot.storage.errors import (
    DatabaseBusyError,
    DatabaseNotWritableError,
    DatabaseRefusedError,
    DatabaseUnavailableError,
    DatabaseUnreachableError,
    NotADatabaseError,
)
from bot.storage.location import Location, SqliteFile

BY_SQLITE_CODE: dict[int, type[DatabaseUnavailableError]] = {
    sqlite3.SQLITE_BUSY: DatabaseBusyError,
    sqlite3.SQLITE_CANTOPEN: DatabaseNotWritableError,
    sqlite3.SQLITE_PERM: DatabaseNotWritableError,
    sqlite3.SQLITE_READONLY: DatabaseNotWritableError,
    sqlite3.SQLITE_NOTADB: NotADatabaseError,
    sqlite3.SQLITE_CORRUPT: DatabaseUnavailableError,
    sqlite3.SQLITE_FULL: DatabaseUnavailableError,
    sqlite3.SQLITE_IOERR: DatabaseUnavailableError,
}

BY_SQLSTATE: dict[str, type[DatabaseUnavailableError]] = {
    "08": DatabaseUnreachableError,  # connection exceptions
    "28": DatabaseRefusedError,  # wrong password, no such user
    "3D": DatabaseRefusedError,  # no such database
    "42501": DatabaseRefusedError,  # a right is missing, since PostgreSQL 15 often on schema public
    "53": DatabaseUnavailableError,  # too many connections, disk full, out of memory
    "57P": DatabaseUnavailableError,  # starting up, shutting down
}
"""By the beginning of the code, as in PostgreSQL's appendix A."""


@contextmanager
def diagnosed(location: Location) -> Iterator[None]:
    """Turn what a driver raises about the database's state into a ``StorageError``.

    Anything else passes as it is: a wrong statement is a fault of the program.
    """
    try:
        yield
    except _driver_errors(location) as error:
        kind = _kind(error)
        if kind is None:
            raise
        raise kind(str(location), _reason(error)) from error


def _driver_errors(location: Location) -> tuple[type[Exception], ...]:
    if isinstance(location, SqliteFile):
        return (DBAPIError, sqlite3.Error)
    # late: an optional package; while connecting, its errors arrive as they are
    import asyncpg  # type: ignore[import-untyped]

    return (DBAPIError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError)


def _kind(error: Exception) -> type[DatabaseUnavailableError] | None:
    if isinstance(error, OSError):
        return DatabaseUnreachableError
    cause = _cause(error)
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return BY_SQLITE_CODE.get(code & 0xFF)  # the rest of the code only refines
    state = getattr(cause, "sqlstate", None) or ""
    for beginning, kind in BY_SQLSTATE.items():
        if state.startswith(beginning):
            return kind
    return DatabaseUnreachableError if _connection_lost(error) else None


def _cause(error: Exception) -> BaseException:
    """The driver's own error: SQLAlchemy wraps it once, and what comes from asyncpg twice."""
    wrapped = error.orig if isinstance(error, DBAPIError) and error.orig else error
    return wrapped.__cause__ or wrapped


def _connection_lost(error: Exception) -> bool:
    return isinstance(error, DBAPIError) and error.connection_invalidated


def _reason(error: Exception) -> str:
    cause = _cause(error)
    lines = str(cause).splitlines()
    return lines[0] if lines else type(cause).__name__
