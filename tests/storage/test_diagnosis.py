"""What is wrong with the database is told by type, in one line, without the password."""

import logging
import os
import sys
import tempfile
import traceback
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import URL, make_url, text
from sqlalchemy.exc import DBAPIError

from bot.storage import engine as engine_module
from bot.storage.database import open_database
from bot.storage.engine import engine_for
from bot.storage.errors import (
    DatabaseBusyError,
    DatabaseError,
    DatabaseNotWritableError,
    DatabaseRefusedError,
    DatabaseUnreachableError,
    DriverMissingError,
    NotADatabaseError,
)
from bot.storage.location import parse_location
from tests.storage.databases import fresh_postgres
from tests.storage.processes import outcomes

PASSWORD = "hundred-flowers"

OPEN_AS_NOBODY = """
import asyncio, os, sys
import aiosqlite, sqlalchemy.dialects.sqlite
from bot.storage.engine import engine_for
from bot.storage.errors import StorageError
from bot.storage.location import parse_location
from bot.storage.schema import upgrade

async def main():
    location = parse_location(sys.argv[1])
    if os.geteuid() == 0:
        os.setuid(65534)
    try:
        await upgrade(location, engine_for(location))
    except StorageError as error:
        print(type(error).__name__)

print("ready", flush=True)
input()
asyncio.run(main())
"""
"""Root may write anywhere, so it becomes nobody first, when all is imported."""


async def _error_of_opening(url: str) -> DatabaseError:
    with pytest.raises(DatabaseError) as caught:
        async with open_database(url):
            pass
    return caught.value


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)


@contextmanager
def _read_only_folder(with_file: bool) -> Iterator[Path]:
    """A folder that others can look into; pytest's own are closed to them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if with_file:
            (folder / "bot.sqlite3").touch(mode=0o444)
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text("The Sino-Soviet split " * 100)

    error = await _error_of_opening(f"sqlite:///{file}")

    assert (type(error), error.reason) == (NotADatabaseError, "file is not a database")
    assert error.database == f"sqlite:///{file}"
    assert file.read_text() == "The Sino-Soviet split " * 100


async def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    error = await _error_of_opening(f"sqlite:///{tmp_path}")

    assert (type(error), error.reason) == (
        DatabaseNotWritableError,
        "unable to open database file",
    )


async def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    error = await _error_of_opening(f"sqlite:///{tmp_path}/file/bot.sqlite3")

    assert type(error) is DatabaseNotWritableError
    assert "\n" not in error.reason


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
@pytest.mark.parametrize("with_file", [False, True])
async def test_a_folder_that_cannot_be_written(with_file: bool) -> None:
    """Whether the database is to be made there or is there already."""
    with _read_only_folder(with_file) as folder:
        printed = await outcomes(OPEN_AS_NOBODY, [f"sqlite:///{folder}/bot.sqlite3"])

    assert printed == ["DatabaseNotWritableError"]


async def test_a_file_that_another_process_keeps_locked(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "LOCK_WAIT", timedelta(0))
    async with open_database(sqlite_url) as one, open_database(sqlite_url) as other, one.writing():
        with pytest.raises(DatabaseBusyError) as caught:
            async with other.writing():
                pass

    assert (caught.value.database, caught.value.reason) == (sqlite_url, "database is locked")


async def test_a_wrong_statement_is_no_fault_of_the_database(url: str) -> None:
    async with open_database(url) as database:
        with pytest.raises(DBAPIError, match="nonsense"):
            async with database.reading() as connection:
                await connection.execute(text("SELECT nonsense"))


@pytest.fixture
async def bad_urls() -> AsyncIterator[dict[str, tuple[str, type[DatabaseError]]]]:
    """Addresses that each have one thing wrong, with what is to be told of them."""
    async with fresh_postgres() as url:
        good = make_url(url)
        yield {
            "password": (_text(good.set(password=PASSWORD)), DatabaseRefusedError),
            "user": (_text(good.set(username="nobody")), DatabaseRefusedError),
            "database": (_text(good.set(database="nowhere")), DatabaseRefusedError),
            "port": (_text(good.set(port=1)), DatabaseUnreachableError),
            "host": (_text(good.set(host="nowhere.invalid")), DatabaseUnreachableError),
        }


@pytest.mark.parametrize("wrong", ["password", "user", "database", "port", "host"])
async def test_an_address_with_one_thing_wrong(
    wrong: str,
    bad_urls: dict[str, tuple[str, type[DatabaseError]]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The password is neither in the error, nor in its traceback, nor in the log."""
    caplog.set_level(logging.DEBUG)
    url, expected = bad_urls[wrong]

    error = await _error_of_opening(url)

    told = "".join(traceback.format_exception(error)) + repr(vars(error)) + caplog.text
    assert type(error) is expected
    assert error.database == make_url(url).render_as_string(hide_password=True)
    assert error.reason
    assert "\n" not in error.reason
    assert str(make_url(url).password) not in told


async def test_a_user_who_may_not_make_tables(fresh_postgres_url: str) -> None:
    """Since PostgreSQL 15 that is everybody but the owner of the database."""
    role = f"role_{os.urandom(8).hex()}"
    owner = engine_for(parse_location(fresh_postgres_url))
    async with owner.begin() as connection:
        await connection.execute(text("REVOKE CREATE ON SCHEMA public FROM PUBLIC"))
        await connection.execute(text(f"CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}'"))
    try:
        error = await _error_of_opening(
            _text(make_url(fresh_postgres_url).set(username=role, password=PASSWORD))
        )
    finally:
        async with owner.begin() as connection:
            await connection.execute(text(f"DROP ROLE {role}"))
        await owner.dispose()

    assert (type(error), error.reason) == (
        DatabaseRefusedError,
        "permission denied for schema public",
    )


async def test_a_driver_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "asyncpg", None)

    error = await _error_of_opening(f"postgresql://mao:{PASSWORD}@db.example/bot")

    assert isinstance(error, DriverMissingError)
    assert (error.database, error.package, error.extra) == (
        "postgresql://mao:***@db.example/bot",
        "asyncpg",
        "postgres",
    )
