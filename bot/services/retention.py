"""How long what is stored about a server stays."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.servers import GuildId, ServerRegister

KEPT_AFTER_LEAVING = timedelta(days=30)
"""A server that removes the bot by mistake has a month to take it back with everything in place."""


@dataclass(frozen=True, slots=True)
class Retention:
    """Follows the bot into servers and out of them, and forgets a server when its time is over."""

    register: ServerRegister

    async def note_some(self, guilds: Collection[GuildId], now: datetime) -> None:
        """Note servers that the bot is in; there may be more, as when a shard is not yet ready."""
        await self.register.note_present(guilds, now)

    async def note_all(self, guilds: Collection[GuildId], now: datetime) -> None:
        """Note the servers that the bot is in, of all shards: it has left every other one it knew.

        Those were left while the bot was away. When is not known, so their time begins now.
        """
        await self.register.note_present(guilds, now)
        for guild in await self._gone(guilds):
            await self.register.note_left(guild, now)

    async def note_joined(self, guild: GuildId, now: datetime) -> None:
        """Note that the bot was added to a server; what an earlier stay left is kept on."""
        await self.register.note_present([guild], now)

    async def note_left(self, guild: GuildId, now: datetime) -> None:
        """Note that the bot was removed from a server, whose time begins now."""
        await self.register.note_left(guild, now)

    async def forget_due(self, now: datetime) -> Sequence[GuildId]:
        """Delete all about the servers left more than ``KEPT_AFTER_LEAVING`` ago; which, sorted."""
        return await self.register.forget_left_before(now - KEPT_AFTER_LEAVING)

    async def _gone(self, present: Collection[GuildId]) -> Sequence[GuildId]:
        here = frozenset(present)
        known = await self.register.servers()
        return [
            server.guild for server in known if server.left_at is None and server.guild not in here
        ]
