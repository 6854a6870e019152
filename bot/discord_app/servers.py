"""Notes which servers the bot is in, so that a server's data can go after the bot has left it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import discord
from discord.ext import tasks

from bot.domain.servers import GuildId
from bot.domain.storing import StorageError
from bot.services.retention import Retention

log = logging.getLogger(__name__)


class ServerNotes:
    """Follows discord.py's events on servers; a database that is away costs a line in the log."""

    def __init__(self, retention: Retention, now: Callable[[], datetime]) -> None:
        self._retention = retention
        self._now = now
        self._under_way: set[asyncio.Task[Any]] = set()

    async def ready(self, client: discord.AutoShardedClient) -> None:
        """Note the servers of a fresh session, and those that the bot was removed from meanwhile.

        A process that runs some shards only knows some servers, and takes nothing for left.
        """
        guilds = [GuildId(guild.id) for guild in client.guilds]
        note = self._retention.note_some if client.shard_ids else self._retention.note_all
        async with self._noting("the servers"):
            await note(guilds, self._now())

    async def joined(self, guild: discord.Guild) -> None:
        """Note that the bot was added to a server."""
        async with self._noting(f"server {guild.id}"):
            await self._retention.note_joined(GuildId(guild.id), self._now())

    async def left(self, guild: discord.Guild) -> None:
        """Note that the bot was removed from a server."""
        async with self._noting(f"server {guild.id}"):
            await self._retention.note_left(GuildId(guild.id), self._now())

    @tasks.loop(hours=24)
    async def forgetting(self) -> None:
        """Once at the start and once a day, delete what is kept of servers left long ago."""
        async with self._noting("what is over"):
            for guild in await self._retention.forget_due(self._now()):
                log.info("forgot server %s, which the bot left a month ago", guild)

    async def finish(self) -> None:
        """Stop forgetting, and wait for what is being written; the database may close then."""
        self.forgetting.cancel()
        if self._under_way:
            await asyncio.wait(self._under_way)

    @asynccontextmanager
    async def _noting(self, what: str) -> AsyncIterator[None]:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("notes are made in tasks")
        self._under_way.add(task)
        try:
            yield
        except StorageError as error:
            log.error("%s could not be noted: %s", what, error)  # noqa: TRY400 - no bug of ours
        finally:
            self._under_way.discard(task)
