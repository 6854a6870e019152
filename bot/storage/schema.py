"""The version of the database's schema, and the way to this program's."""

from sqlalchemy import Connection, func, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.diagnosis import diagnosed
from bot.storage.engine import for_writing, migration_engine_for
from bot.storage.errors import DatabaseTooNewError
from bot.storage.location import Location, PostgresDatabase
from bot.storage.tables import metadata

HEAD = "0003"
"""The revision that this program works with: the last in ``migrations/versions``."""

MIGRATION_LOCK = 0x53504C4954
"""PostgreSQL's advisory lock that a migrating process holds: any number, but always the same."""


async def upgrade(location: Location, engine: AsyncEngine) -> str | None:
    """Bring the database to ``HEAD``; returns the revision it had before, ``None`` if it was empty.

    Of several processes that start at once, one migrates and the others wait for it.
    """
    with diagnosed(location):
        async with engine.begin() as connection:
            found = await revision(connection)
        if found == HEAD:
            return found
        return await _migrate_alone(location)


async def revision(connection: AsyncConnection) -> str | None:
    """The revision of the schema, ``None`` in an empty database; read without Alembic."""
    if not await connection.run_sync(lambda sync: inspect(sync).has_table("alembic_version")):
        return None
    found: str | None = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


async def _migrate_alone(location: Location) -> str | None:
    engine = migration_engine_for(location)
    try:
        async with for_writing(engine).begin() as connection:
            if isinstance(location, PostgresDatabase):
                await connection.execute(select(func.pg_advisory_xact_lock(MIGRATION_LOCK)))
            found = await revision(connection)  # again: another may have migrated while we waited
            if found is None:
                await connection.run_sync(_make)
            elif found != HEAD:
                await connection.run_sync(migrate, location, found)
            return found
    finally:
        await engine.dispose()


def _make(connection: Connection) -> None:
    """Make an empty database as it is at ``HEAD``; Alembic's cookbook does it in this way.

    A test holds this and the migrations together. It spares a bot's first start Alembic.
    """
    metadata.create_all(connection, checkfirst=False)
    connection.execute(
        text(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
            " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def migrate(connection: Connection, location: Location, found: str | None) -> None:
    """Run the migrations that come after the revision found, all of them from ``None``."""
    # late: 11 MB and a tenth of a second that a start without anything to migrate is spared
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "bot.storage:migrations")
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise DatabaseTooNewError(str(location), found, HEAD)
    command.upgrade(config, "head")
