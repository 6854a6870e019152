from pathlib import Path

import pytest
from sqlalchemy import URL

from bot.storage.errors import DatabaseUrlError
from bot.storage.location import PostgresDatabase, SqliteFile, parse_location


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///data/bot.sqlite3", Path("data/bot.sqlite3")),
        ("sqlite:////srv/bot data/bot.sqlite3", Path("/srv/bot data/bot.sqlite3")),
    ],
)
def test_a_file_is_relative_with_three_slashes_and_absolute_with_four(url: str, path: Path) -> None:
    assert parse_location(url) == SqliteFile(path)
    assert str(parse_location(url)) == url


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_a_server_has_a_name_under_two_schemes(scheme: str) -> None:
    """PostgreSQL's own tools take both, and hosting companies hand out both."""
    assert parse_location(f"{scheme}://mao:p%40ss@db.example:5433/bot") == PostgresDatabase(
        URL.create(scheme, "mao", "p@ss", "db.example", 5433, "bot")
    )


def test_libpq_options_have_other_names_in_asyncpg() -> None:
    url = "postgresql:///bot?host=/run/postgresql&sslmode=disable"

    location = parse_location(url)

    assert isinstance(location, PostgresDatabase)
    assert location.asyncpg_url == URL.create(
        "postgresql+asyncpg",
        database="bot",
        query={"host": "/run/postgresql", "ssl": "disable"},
    )


def test_a_password_is_never_shown() -> None:
    location = parse_location("postgresql://mao:hundred-flowers@db.example/bot")

    assert str(location) == "postgresql://mao:***@db.example/bot"
    assert "hundred-flowers" not in repr(location)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", "is no database address"),
        ("data/bot.sqlite3", "is no database address"),
        ("postgresql://mao:flowers@db:54x2/bot", "is no database address"),
        ("mysql://mao:flowers@db/bot", "must begin with sqlite:/// or postgresql://"),
        ("sqlite+pysqlite:///bot", "must begin with sqlite:/// or postgresql://"),
        (
            "sqlite://data/bot.sqlite3",
            "needs three slashes after sqlite:, and a fourth for an absolute path",
        ),
        ("sqlite:///bot.sqlite3?mode=ro", "takes no options for SQLite"),
        ("sqlite://", "names no file; a database in memory would forget everything"),
        ("sqlite:///:memory:", "names no file; a database in memory would forget everything"),
        ("postgresql://mao:flowers@db", "names no database after the host"),
        ("postgresql://mao:flo@wers@db/bot", "has an @ in the password; write it as %40"),
        ("postgresql://mao:flo@we/rs@db/bot", "has an @ in the password; write it as %40"),
        (
            "postgresql://mao@db/bot?password=flowers",
            "may have the options sslmode and host, each once, and no others",
        ),
        (
            "postgresql://db/bot?host=a&host=b",
            "may have the options sslmode and host, each once, and no others",
        ),
        (
            "postgresql://db/bot?sslmode=flowers",
            "has an unknown sslmode; there are allow, disable, prefer, require, "
            "verify-ca, verify-full",
        ),
    ],
)
def test_an_address_that_cannot_be_read_is_refused_and_not_repeated(url: str, reason: str) -> None:
    with pytest.raises(DatabaseUrlError) as caught:
        parse_location(url)

    assert caught.value.reason == reason
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
