"""A consistent copy of the database while it is in use."""

import asyncio
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from bot.storage.diagnosis import diagnosed
from bot.storage.errors import BackupByServerError, BackupExistsError, BackupNotWritableError
from bot.storage.location import SqliteFile, parse_location


async def backup(url: str, destination: Path) -> None:
    """Copy the SQLite database at a ``DATABASE_URL`` to a new file, as it is at one moment.

    Who writes meanwhile is not held up. The copy is whole and on disk when it appears under its
    name. Raises ``BackupError`` where none can be made, and ``DatabaseUnavailableError`` where the
    database cannot be read.
    """
    location = parse_location(url)
    if not isinstance(location, SqliteFile):
        raise BackupByServerError(str(location))
    await asyncio.to_thread(_copy, location, destination)


def _copy(source: SqliteFile, destination: Path) -> None:
    with (
        diagnosed(source),
        closing(_opened(source)) as connection,
        _told_of(destination),
        _reserved(destination) as part,
    ):
        connection.execute("VACUUM INTO ?", (str(part),))


def _opened(source: SqliteFile) -> sqlite3.Connection:
    """A connection to what is there: a missing database is an error and not made."""
    connection = sqlite3.connect(f"{source.path.absolute().as_uri()}?mode=rw", uri=True)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def _told_of(destination: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:
        raise BackupExistsError(destination) from error
    except (sqlite3.OperationalError, OSError) as error:  # a damaged source is another error
        raise BackupNotWritableError(destination, str(error)) from error


@contextmanager
def _reserved(destination: Path) -> Iterator[Path]:
    """A file to write to, which becomes the destination in the end; nothing is left on failure.

    An empty file holds the destination's name meanwhile: nobody else can take it, and nobody
    mistakes it for a copy when the power fails.
    """
    destination.open("x").close()
    part = destination.with_name(f"{destination.name}.part")
    try:
        part.unlink(missing_ok=True)
        yield part
        _sync(part)
        part.replace(destination)
    except BaseException:
        destination.unlink()
        with suppress(OSError):  # it may be what the failure is about
            part.unlink()
        raise


def _sync(file: Path) -> None:
    """Wait until the file is on disk: SQLite's page on ``VACUUM INTO`` says that it does not."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())
