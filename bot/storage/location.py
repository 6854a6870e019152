"""Where the database is: ``DATABASE_URL``, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from typing_extensions import override

from bot.storage.errors import DatabaseUrlError

SSL_MODES = frozenset({"disable", "allow", "prefer", "require", "verify-ca", "verify-full"})


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """A database in a file of this machine."""

    path: Path

    @override
    def __str__(self) -> str:
        return f"sqlite:///{self.path}"


@dataclass(frozen=True, slots=True)
class PostgresDatabase:
    """A database of a PostgreSQL server."""

    url: URL
    """As it was given; its text, like ours, has ``***`` for the password."""

    @override
    def __str__(self) -> str:
        return self.url.render_as_string(hide_password=True)

    @property
    def asyncpg_url(self) -> URL:
        """The same for SQLAlchemy's asyncpg, which calls libpq's ``sslmode`` ``ssl``."""
        query = {
            {"sslmode": "ssl"}.get(name, name): value for name, value in self.url.query.items()
        }
        return self.url.set(drivername="postgresql+asyncpg", query=query)


Location = SqliteFile | PostgresDatabase


def parse_location(url: str) -> Location:
    """The place that a ``DATABASE_URL`` names; ``DatabaseUrlError`` where it names none."""
    parts = _parts(url)
    if parts.drivername == "sqlite":
        return _sqlite_file(parts)
    if parts.drivername in {"postgresql", "postgres"}:
        return _postgres_database(parts)
    raise DatabaseUrlError("must begin with sqlite:/// or postgresql://")


def _parts(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        # from None: the words of these errors may hold a piece of the password
        raise DatabaseUrlError("is no database address") from None


def _sqlite_file(parts: URL) -> SqliteFile:
    if parts.host or parts.username:
        raise DatabaseUrlError(
            "needs three slashes after sqlite:, and a fourth for an absolute path"
        )
    if parts.query:
        raise DatabaseUrlError("takes no options for SQLite")
    if not parts.database or parts.database == ":memory:":
        raise DatabaseUrlError("names no file; a database in memory would forget everything")
    return SqliteFile(Path(parts.database))


def _postgres_database(parts: URL) -> PostgresDatabase:
    if "@" in f"{parts.host}{parts.database}":
        # what stands before the last @ would be shown as host or name, and is part of the password
        raise DatabaseUrlError("has an @ in the password; write it as %40")
    if not parts.database:
        raise DatabaseUrlError("names no database after the host")
    _check_options(parts.query)
    return PostgresDatabase(parts)


def _check_options(query: Mapping[str, object]) -> None:
    """Only what asyncpg understands as libpq does; a list is an option given several times."""
    known = query.keys() <= {"sslmode", "host"}
    if not known or not all(isinstance(value, str) for value in query.values()):
        raise DatabaseUrlError("may have the options sslmode and host, each once, and no others")
    if query.get("sslmode", "prefer") not in SSL_MODES:
        raise DatabaseUrlError(f"has an unknown sslmode; there are {', '.join(sorted(SSL_MODES))}")
