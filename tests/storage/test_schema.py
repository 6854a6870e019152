"""The migrations: where they lead, and that they can be started by anybody at any time."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bot.storage.database import Database, open_database
from bot.storage.engine import engine_for, for_writing, migration_engine_for
from bot.storage.errors import DatabaseTooNewError
from bot.storage.location import parse_location
from bot.storage.schema import HEAD, migrate, revision, upgrade
from bot.storage.tables import metadata
from tests.storage.databases import fresh_database
from tests.storage.processes import outcomes

UPGRADE = """
import asyncio, sys
import aiosqlite, asyncpg, sqlalchemy.dialects.sqlite, sqlalchemy.dialects.postgresql
from bot.storage.engine import engine_for, for_writing, migration_engine_for
from bot.storage.location import parse_location
from bot.storage.schema import upgrade

async def main():
    location = parse_location(sys.argv[1])
    engine = engine_for(location)
    print(await upgrade(location, engine), "alembic" in sys.modules)
    await engine.dispose()

print("ready", flush=True)
input()
asyncio.run(main())
"""
"""Prints the revision found, and whether Alembic was imported."""


def _differences(connection: Connection) -> list[object]:
    options = {"compare_type": True, "compare_server_default": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))


def _reflected(connection: Connection) -> dict[str, object]:
    """All that the database says of the tables, as text: SQLAlchemy's types do not compare."""
    inspector = inspect(connection)
    return {
        table: (
            [(column | {"type": str(column["type"])}) for column in inspector.get_columns(table)],
            inspector.get_pk_constraint(table),
            inspector.get_foreign_keys(table),
            inspector.get_unique_constraints(table),
            inspector.get_check_constraints(table),
            inspector.get_indexes(table),
        )
        for table in inspector.get_table_names()
    }


async def _reflected_by(database: Database) -> dict[str, object]:
    async with database.reading() as connection:
        return await connection.run_sync(_reflected)


def test_the_head_is_the_last_migration() -> None:
    config = Config()
    config.set_main_option("script_location", "bot.storage:migrations")

    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


@asynccontextmanager
async def migrated_database(url: str) -> AsyncIterator[Database]:
    """A database that the migrations made, one after the other."""
    location = parse_location(url)
    engine = migration_engine_for(location)
    async with for_writing(engine).begin() as connection:
        await connection.run_sync(migrate, location, None)
    await engine.dispose()
    async with open_database(url) as database:
        yield database


async def test_the_migrations_make_what_the_tables_say(url: str) -> None:
    async with migrated_database(url) as database, database.reading() as connection:
        assert await connection.run_sync(_differences) == []
        assert await revision(connection) == HEAD


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_a_new_database_is_exactly_what_the_migrations_make(
    kind: str, tmp_path: Path
) -> None:
    """Alembic's comparison leaves out keys and checks; the database tells of them."""
    async with (
        fresh_database(kind, tmp_path) as url,
        fresh_database(kind, tmp_path / "other") as other_url,
        migrated_database(url) as migrated,
        open_database(other_url) as made,
    ):
        assert await _reflected_by(migrated) == await _reflected_by(made)


async def test_an_upgrade_says_what_it_found(url: str) -> None:
    location = parse_location(url)
    engine = engine_for(location)

    assert await upgrade(location, engine) is None
    assert await upgrade(location, engine) == HEAD
    await engine.dispose()


async def test_alembic_is_imported_only_where_there_is_something_to_migrate(url: str) -> None:
    """It costs 11 MB of memory, which a first start and every later one is spared."""
    assert await outcomes(UPGRADE, [url]) == ["None False"]
    assert await outcomes(UPGRADE, [url]) == [f"{HEAD} False"]


async def test_of_processes_that_start_at_once_one_migrates(url: str) -> None:
    """The others wait, and then find nothing left to do."""
    found = [outcome.split()[0] for outcome in await outcomes(UPGRADE, [url], processes=4)]

    assert found == [HEAD, HEAD, HEAD, "None"]


async def test_a_database_of_a_later_version_is_refused_and_left_alone(url: str) -> None:
    async with open_database(url) as database, database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    location = parse_location(url)

    with pytest.raises(DatabaseTooNewError) as caught:
        async with open_database(url):
            pass

    error = caught.value
    assert (error.database, error.found, error.known) == (str(location), "9999", HEAD)
    engine = engine_for(location)
    async with engine.begin() as connection:
        assert await revision(connection) == "9999"
    await engine.dispose()


async def test_a_failure_leaves_the_database_as_it_was(url: str) -> None:
    """A table of that name is in the way, so ours cannot be made."""
    location = parse_location(url)
    engine = engine_for(location)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE servers (ours INTEGER)"))

    with pytest.raises(Exception, match=r"servers.* already exists"):
        await upgrade(location, engine)

    async with engine.begin() as connection:
        tables = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    await engine.dispose()
    assert tables == ["servers"]
