"""How long what is stored about a server stays."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.servers import GuildId, ServerRegister, Shard

KEPT_AFTER_LEAVING = timedelta(days=30)
"""A server that removes the bot by mistake has a month to take it back with everything in place."""


@dataclass(frozen=True, slots=True)
class Retention:
    """Follows the bot into servers and out of them, and forgets a server when its time is over."""

    register: ServerRegister

    async def note_shard(self, shard: Shard, guilds: Collection[GuildId], now: datetime) -> None:
        """Note all servers of a shard: the bot has left every other one that the shard served.

        Those were left while the bot was away. When is not known, so their time begins now.
        """
        known = await self.register.servers()
        await self.register.note_present(guilds, now)
        here = frozenset(guilds)
        for server in known:
            if server.left_at is None and shard.serves(server.guild) and server.guild not in here:
                await self.register.note_left(server.guild, now)

    async def note_joined(self, guild: GuildId, now: datetime) -> None:
        """Note that the bot was added to a server; what an earlier stay left is kept on."""
        await self.register.note_present([guild], now)

    async def note_left(self, guild: GuildId, now: datetime) -> None:
        """Note that the bot was removed from a server, whose time begins now."""
        await self.register.note_left(guild, now)

    async def forget_due(self, shards: Collection[Shard], now: datetime) -> Sequence[GuildId]:
        """Delete all about the servers left more than ``KEPT_AFTER_LEAVING`` ago; which, sorted.

        Only servers of the given shards: of the others it may not have been noticed yet that they
        took the bot back.
        """
        left = [
            server.guild
            for server in await self.register.servers()
            if server.left_at is not None and any(shard.serves(server.guild) for shard in shards)
        ]
        return await self.register.forget(left, now - KEPT_AFTER_LEAVING)
