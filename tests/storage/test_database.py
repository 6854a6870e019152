"""Opening a database, and what its transactions promise."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.domain.servers import GuildId, Server
from bot.storage.database import Database, open_database
from bot.storage.engine import engine_for, migration_engine_for
from bot.storage.location import parse_location
from bot.storage.servers import StoredServerRegister

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PEKING = GuildId(1001)
MOSCOW = GuildId(1002)
A_ROW = text("INSERT INTO servers (guild_id, joined_at) VALUES (7, '2026-03-01 12:00:00.000000')")


async def test_the_folder_of_a_file_is_made(tmp_path: Path) -> None:
    async with open_database(f"sqlite:///{tmp_path}/a/b/bot.sqlite3"):
        assert (tmp_path / "a" / "b" / "bot.sqlite3").is_file()


async def test_what_was_stored_is_there_when_opened_again(url: str) -> None:
    async with open_database(url) as database:
        await StoredServerRegister(database).note_present([PEKING], NOON)
    async with open_database(url) as database:
        assert await StoredServerRegister(database).servers() == [Server(PEKING, NOON)]


async def _pragmas(database: Database) -> tuple[object, ...]:
    async with database.reading() as connection:
        return (
            await connection.scalar(text("PRAGMA journal_mode")),
            await connection.scalar(text("PRAGMA synchronous")),
            await connection.scalar(text("PRAGMA foreign_keys")),
            await connection.scalar(text("PRAGMA busy_timeout")),
        )


async def test_sqlite_is_durable_strict_and_patient(sqlite_url: str) -> None:
    """SQLite's number for ``synchronous = FULL`` is 2; the timeout is in milliseconds."""
    async with open_database(sqlite_url) as database:
        assert await _pragmas(database) == ("wal", 2, 1, 5000)


async def test_sqlite_migrates_more_patiently_and_without_foreign_keys(sqlite_url: str) -> None:
    location = parse_location(sqlite_url)
    engine = migration_engine_for(location)
    try:
        assert await _pragmas(Database(location, engine)) == ("wal", 2, 0, 300_000)
    finally:
        await engine.dispose()


async def test_what_refers_to_a_server_goes_with_it(url: str) -> None:
    async with open_database(url) as database:
        register = StoredServerRegister(database)
        await register.note_present([PEKING, MOSCOW], NOON)
        await register.note_left(PEKING, NOON)
        async with database.writing() as connection:
            await connection.execute(
                text(
                    "CREATE TABLE treaties (guild_id BIGINT NOT NULL"
                    " REFERENCES servers ON DELETE CASCADE)"
                )
            )
            await connection.execute(text("INSERT INTO treaties VALUES (1001), (1002)"))

        await register.forget([PEKING], left_before=NOON + timedelta(days=1))

        async with database.reading() as connection:
            assert list(await connection.scalars(text("SELECT * FROM treaties"))) == [MOSCOW]


async def test_a_transaction_that_fails_leaves_nothing(url: str) -> None:
    async with open_database(url) as database:

        async def write_and_fail() -> None:
            async with database.writing() as connection:
                await connection.execute(A_ROW)
                raise LookupError

        with pytest.raises(LookupError):
            await write_and_fail()
        assert await StoredServerRegister(database).servers() == []


async def test_a_cancelled_transaction_leaves_nothing_and_holds_up_nobody(url: str) -> None:
    async with open_database(url) as database:
        written = asyncio.Event()

        async def write_and_hang() -> None:
            async with database.writing() as connection:
                await connection.execute(A_ROW)
                written.set()
                await asyncio.Event().wait()

        writer = asyncio.create_task(write_and_hang())
        await written.wait()
        writer.cancel()
        with pytest.raises(asyncio.CancelledError):
            await writer

        register = StoredServerRegister(database)
        await register.note_present([PEKING], NOON)
        assert await register.servers() == [Server(PEKING, NOON)]


async def test_readers_see_what_is_committed_while_somebody_writes(url: str) -> None:
    async with open_database(url) as database:
        register = StoredServerRegister(database)
        await register.note_present([PEKING], NOON)

        async with database.writing() as connection:
            await connection.execute(A_ROW)
            assert await register.servers() == [Server(PEKING, NOON)]


async def test_many_writers_at_once_all_get_their_turn(url: str) -> None:
    guilds = [GuildId(number) for number in range(200)]
    async with open_database(url) as database:
        register = StoredServerRegister(database)
        await asyncio.gather(*(register.note_present([guild], NOON) for guild in guilds))

        assert await register.servers() == [Server(guild, NOON) for guild in guilds]


async def test_two_processes_may_write_to_one_database(url: str) -> None:
    """The second opening stands for a second process: they share nothing but the database."""
    async with open_database(url) as one, open_database(url) as other:
        first, second = StoredServerRegister(one), StoredServerRegister(other)
        guilds = [GuildId(number) for number in range(20)]
        await asyncio.gather(
            *(
                register.note_present([guild], NOON)
                for guild in guilds
                for register in (first, second)
            )
        )

        assert await second.servers() == [Server(guild, NOON) for guild in guilds]


async def test_a_restarted_server_is_connected_to_again(fresh_postgres_url: str) -> None:
    """Connections in the pool that the server has closed meanwhile are replaced."""
    cut_off = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    async with open_database(fresh_postgres_url) as database:
        register = StoredServerRegister(database)
        await register.note_present([PEKING], NOON)
        other = engine_for(database.location)
        async with other.begin() as connection:
            await connection.execute(cut_off)
        await other.dispose()

        assert await register.servers() == [Server(PEKING, NOON)]
