"""The register of servers, in memory."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.servers import GuildId, Server, in_utc


class FakeServerRegister:
    """Keeps the promises of ``ServerRegister`` for as long as it lives."""

    def __init__(self) -> None:
        self._servers: dict[GuildId, Server] = {}

    async def note_present(self, guilds: Collection[GuildId], now: datetime) -> None:
        """Note that the bot is in these servers."""
        joined_at = in_utc(now)
        for guild in guilds:
            known = self._servers.get(guild, Server(guild, joined_at))
            self._servers[guild] = replace(known, left_at=None)

    async def note_left(self, guild: GuildId, now: datetime) -> None:
        """Note that the bot is no longer in the server."""
        left_at = in_utc(now)
        known = self._servers.get(guild)
        if known is not None and known.left_at is None:
            self._servers[guild] = replace(known, left_at=left_at)

    async def forget(self, guilds: Collection[GuildId], left_before: datetime) -> Sequence[GuildId]:
        """Delete those that were left before the moment."""
        before = in_utc(left_before)
        due = [
            server.guild
            for server in await self.servers()
            if server.guild in guilds and server.left_at is not None and server.left_at < before
        ]
        for guild in due:
            del self._servers[guild]
        return due

    async def servers(self) -> Sequence[Server]:
        """Every server known, sorted by guild."""
        return [self._servers[guild] for guild in sorted(self._servers)]
