"""A copy is of one moment, whole or not there, and made without holding anybody up."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.domain.servers import GuildId, Server
from bot.storage.backup import backup
from bot.storage.database import open_database
from bot.storage.errors import (
    BackupByServerError,
    BackupExistsError,
    BackupNotWritableError,
    DatabaseNotWritableError,
    NotADatabaseError,
)
from bot.storage.servers import StoredServerRegister

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PEKING = GuildId(1001)


@pytest.fixture
def destination(tmp_path: Path) -> Path:
    """Where the copy goes: a folder of its own, so that what else is left there is seen."""
    folder = tmp_path / "copies"
    folder.mkdir()
    return folder / "copy.sqlite3"


async def _servers(file: Path) -> list[Server]:
    async with open_database(f"sqlite:///{file}") as database:
        return list(await StoredServerRegister(database).servers())


def _fill(file: Path) -> None:
    file.write_text("the only copy")


def _content(file: Path) -> str:
    return file.read_text()


def _left_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


async def test_a_copy_has_what_is_committed(sqlite_url: str, destination: Path) -> None:
    """Somebody who is in the middle of writing is neither waited for nor copied."""
    async with open_database(sqlite_url) as database:
        await StoredServerRegister(database).note_present([PEKING], NOON)
        async with database.writing() as connection:
            await connection.execute(
                text("INSERT INTO servers (guild_id, joined_at) VALUES (7, '2026-03-01')")
            )
            await backup(sqlite_url, destination)

    assert _left_in(destination.parent) == ["copy.sqlite3"]
    assert await _servers(destination) == [Server(PEKING, NOON)]


async def test_a_copy_is_of_one_moment(sqlite_url: str, destination: Path) -> None:
    """Each transaction writes a pair, so a copy with half a pair would mix two moments."""
    async with open_database(sqlite_url) as database:
        register = StoredServerRegister(database)
        await register.note_present([GuildId(number) for number in range(5000)], NOON)
        copying = asyncio.create_task(backup(sqlite_url, destination))
        pair = 0
        while not copying.done():
            pair += 1
            await register.note_present([GuildId(10_000 + pair), GuildId(20_000 + pair)], NOON)
        await copying

    copied = {server.guild for server in await _servers(destination)}
    first = {guild - 10_000 for guild in copied if 10_000 <= guild < 20_000}
    second = {guild - 20_000 for guild in copied if guild >= 20_000}
    assert first == second
    assert len(copied) == 5000 + 2 * len(first)


async def test_a_database_that_nobody_uses_is_copied_too(
    sqlite_url: str, destination: Path
) -> None:
    async with open_database(sqlite_url) as database:
        await StoredServerRegister(database).note_present([PEKING], NOON)

    await backup(sqlite_url, destination)

    assert await _servers(destination) == [Server(PEKING, NOON)]


async def test_a_file_that_exists_is_not_overwritten(sqlite_url: str, destination: Path) -> None:
    _fill(destination)
    async with open_database(sqlite_url):
        with pytest.raises(BackupExistsError) as caught:
            await backup(sqlite_url, destination)

    assert caught.value.destination == destination
    assert _content(destination) == "the only copy"
    assert _left_in(destination.parent) == ["copy.sqlite3"]


async def test_of_two_copies_to_one_file_at_once_one_is_made(
    sqlite_url: str, destination: Path
) -> None:
    async with open_database(sqlite_url) as database:
        await StoredServerRegister(database).note_present([PEKING], NOON)
        made = await asyncio.gather(
            *(backup(sqlite_url, destination) for _ in range(2)), return_exceptions=True
        )

    assert {type(outcome) for outcome in made} == {type(None), BackupExistsError}
    assert await _servers(destination) == [Server(PEKING, NOON)]


async def test_what_a_broken_off_copy_left_is_not_in_the_way(
    sqlite_url: str, destination: Path
) -> None:
    destination.with_name("copy.sqlite3.part").write_text("half a copy")
    async with open_database(sqlite_url) as database:
        await StoredServerRegister(database).note_present([PEKING], NOON)
        await backup(sqlite_url, destination)

    assert _left_in(destination.parent) == ["copy.sqlite3"]
    assert await _servers(destination) == [Server(PEKING, NOON)]


async def test_a_folder_that_is_not_there_is_named(sqlite_url: str, destination: Path) -> None:
    nowhere = destination.parent / "nowhere" / "copy.sqlite3"
    async with open_database(sqlite_url):
        with pytest.raises(BackupNotWritableError) as caught:
            await backup(sqlite_url, nowhere)

    assert caught.value.destination == nowhere
    assert "No such file" in caught.value.reason


async def test_a_copy_that_cannot_be_finished_leaves_nothing(
    sqlite_url: str, destination: Path
) -> None:
    """A folder stands where the copy is to be written before it gets its name."""
    destination.with_name("copy.sqlite3.part").mkdir()
    async with open_database(sqlite_url):
        with pytest.raises(BackupNotWritableError):
            await backup(sqlite_url, destination)

    assert _left_in(destination.parent) == ["copy.sqlite3.part"]


async def test_a_database_that_is_not_there_is_not_made(tmp_path: Path, destination: Path) -> None:
    with pytest.raises(DatabaseNotWritableError):
        await backup(f"sqlite:///{tmp_path}/nowhere.sqlite3", destination)

    assert not (tmp_path / "nowhere.sqlite3").exists()
    assert _left_in(destination.parent) == []


async def test_a_file_that_is_no_database_is_not_copied(tmp_path: Path, destination: Path) -> None:
    (tmp_path / "article.txt").write_text("The Sino-Soviet split " * 100)

    with pytest.raises(NotADatabaseError):
        await backup(f"sqlite:///{tmp_path}/article.txt", destination)

    assert _left_in(destination.parent) == []


async def test_postgresql_has_a_tool_of_its_own(destination: Path) -> None:
    with pytest.raises(BackupByServerError) as caught:
        await backup("postgresql://mao:hundred-flowers@db.example/bot", destination)

    assert caught.value.database == "postgresql://mao:***@db.example/bot"
    assert _left_in(destination.parent) == []
