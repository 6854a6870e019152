"""Notes which servers the bot is in, so that a server's data can go after the bot has left it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import discord
from discord.ext import tasks

from bot.domain.servers import GuildId, Shard
from bot.domain.storing import StorageError
from bot.services.retention import Retention

log = logging.getLogger(__name__)

PATIENCE_S = 2.0
"""How long a stop waits for what is being written."""


class ServerNotes:
    """Follows the bot's servers, one note after the other, in the order in which things happen.

    A database that is away costs a line in the log; what was missed is noted at the next start.
    """

    def __init__(self, retention: Retention, now: Callable[[], datetime]) -> None:
        self._retention = retention
        self._now = now
        self._turn = asyncio.Lock()
        self._under_way: set[asyncio.Task[Any]] = set()
        self._noted: set[Shard] = set()

    def connected(self, shard: Shard, guilds: Collection[GuildId]) -> None:
        """A shard has begun a session and was told all its servers: note them, in a task."""
        task = asyncio.create_task(self._note_shard(shard, guilds))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _note_shard(self, shard: Shard, guilds: Collection[GuildId]) -> None:
        async with self._noting(f"the servers of shard {shard.number}"):
            await self._retention.note_shard(shard, guilds, self._now())
            self._noted.add(shard)
        # not before: a server may have taken the bot back while it was away
        if self._noted and not self.forgetting.is_running():
            self.forgetting.start()

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
        """Once a day, delete what is kept of servers that were left long ago."""
        async with self._noting("what is over"):
            for guild in await self._retention.forget_due(self._noted, self._now()):
                log.info("forgot server %s, which the bot left a month ago", guild)

    async def finish(self) -> None:
        """Stop forgetting, and wait a moment for what is being written; it is cancelled then."""
        self.forgetting.cancel()
        if not self._under_way:
            return
        _, late = await asyncio.wait(self._under_way, timeout=PATIENCE_S)
        for task in late:
            task.cancel()

    @asynccontextmanager
    async def _noting(self, what: str) -> AsyncIterator[None]:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("notes are made in tasks")
        self._under_way.add(task)
        try:
            async with self._turn:
                yield
        except StorageError as error:
            log.error("%s could not be noted: %s", what, error)  # noqa: TRY400 - no bug of ours
        finally:
            self._under_way.discard(task)
