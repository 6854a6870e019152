"""The register of servers in the database."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from bot.domain.servers import GuildId, Server, in_utc
from bot.storage.database import Database
from bot.storage.tables import servers


@dataclass(frozen=True, slots=True)
class StoredServerRegister:
    """Keeps the promises of ``ServerRegister`` in the database."""

    database: Database

    async def note_present(self, guilds: Collection[GuildId], now: datetime) -> None:
        """Note that the bot is in these servers."""
        joined_at = in_utc(now)
        rows = [
            {"guild_id": guild, "joined_at": joined_at}
            for guild in sorted(set(guilds))  # fixed order: no deadlocks
        ]
        if not rows:
            return
        statement = self.database.insert(servers).on_conflict_do_update(
            index_elements=[servers.c.guild_id],
            set_={"left_at": None},
            where=servers.c.left_at.is_not(None),  # thousands are there at a start, few came back
        )
        async with self.database.writing() as connection:
            await connection.execute(statement, rows)

    async def note_left(self, guild: GuildId, now: datetime) -> None:
        """Note that the bot is no longer in the server."""
        statement = (
            update(servers)
            .where(servers.c.guild_id == guild, servers.c.left_at.is_(None))
            .values(left_at=in_utc(now))
        )
        async with self.database.writing() as connection:
            await connection.execute(statement)

    async def forget(self, guilds: Collection[GuildId], left_before: datetime) -> Sequence[GuildId]:
        """Delete those that were left before the moment, and what refers to them."""
        before = in_utc(left_before)
        if not guilds:
            return []
        due = select(servers.c.guild_id).where(
            servers.c.guild_id.in_(sorted(guilds)), servers.c.left_at < before
        )
        locked = due.order_by(servers.c.guild_id).with_for_update()  # fixed order: no deadlocks
        statement = (
            delete(servers).where(servers.c.guild_id.in_(locked)).returning(servers.c.guild_id)
        )
        async with self.database.writing() as connection:
            forgotten = await connection.scalars(statement)
        return sorted(GuildId(guild) for guild in forgotten)

    async def servers(self) -> Sequence[Server]:
        """Every server known, sorted by guild."""
        async with self.database.reading() as connection:
            rows = await connection.execute(select(servers).order_by(servers.c.guild_id))
        return [Server(GuildId(row.guild_id), row.joined_at, row.left_at) for row in rows]
