"""What can be wrong with the database for reasons outside the program.

No field holds a password: ``database`` is the address with the password hidden. Every ``reason``
is one line, in the operating system's or the database's own words unless said otherwise.
"""

from pathlib import Path

from bot.domain.storing import StorageError


class DatabaseUrlError(StorageError):
    """``DATABASE_URL`` cannot be read; not repeated, since a password may be anywhere in it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        """What follows the words "DATABASE_URL ...", as in "names no database"."""


class DatabaseError(StorageError):
    """Something is wrong with one database."""

    def __init__(self, database: str, reason: str) -> None:
        super().__init__(database, reason)
        self.database = database
        self.reason = reason


class DriverMissingError(DatabaseError):
    """The package that talks to this kind of database is not installed."""

    def __init__(self, database: str, package: str, extra: str) -> None:
        super().__init__(database, f"the package {package} is not installed")
        self.package = package
        self.extra = extra
        """The optional dependency of the bot that brings the package."""


class DatabaseUnavailableError(DatabaseError):
    """The database cannot be used now, or not by us; the subclasses say why where that is known."""


class DatabaseNotWritableError(DatabaseUnavailableError):
    """The file or its folder cannot be made, opened or written."""


class NotADatabaseError(DatabaseUnavailableError):
    """The file is something else than an SQLite database."""


class DatabaseBusyError(DatabaseUnavailableError):
    """Another process has kept the database locked for longer than we wait."""


class DatabaseUnreachableError(DatabaseUnavailableError):
    """Nothing answers at the address, or the connection broke."""


class DatabaseRefusedError(DatabaseUnavailableError):
    """The server refuses us: a wrong password, no such user or database, a missing right."""


class DatabaseTooNewError(DatabaseError):
    """The database was migrated by a later version of the bot, or by another program."""

    def __init__(self, database: str, found: str, known: str) -> None:
        super().__init__(database, f"its schema is {found}, the latest known is {known}")
        self.found = found
        self.known = known


class BackupError(StorageError):
    """No copy was made, and none is left half made."""


class BackupExistsError(BackupError):
    """The file to copy to exists already; it was not touched."""

    def __init__(self, destination: Path) -> None:
        super().__init__(destination)
        self.destination = destination


class BackupNotWritableError(BackupError):
    """The file to copy to cannot be written."""

    def __init__(self, destination: Path, reason: str) -> None:
        super().__init__(destination, reason)
        self.destination = destination
        self.reason = reason


class BackupByServerError(BackupError):
    """A PostgreSQL database is copied with PostgreSQL's own tool, ``pg_dump``, not by the bot."""

    def __init__(self, database: str) -> None:
        super().__init__(database)
        self.database = database
