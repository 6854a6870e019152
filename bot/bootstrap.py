"""Builds the parts and joins them; nothing else does."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.content_store.loader import load_library
from bot.discord_app.client import Bot
from bot.discord_app.endpoint import point_at
from bot.domain.library import Library
from bot.search.finding import THRESHOLDS, LibrarySearch
from bot.services.answering import Answering
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.playground.server import Playground


class TokenMissingError(Exception):
    """The bot is to run on Discord and has no token."""


def build_library(settings: Settings) -> Library:
    """The content store, read and checked; raises what `load_library` does."""
    return load_library(settings.content_dir)


def build_answering(settings: Settings) -> Answering:
    """What answers questions, over the content store; raises what `load_library` does."""
    library = build_library(settings)
    return Answering(library, LibrarySearch(library), THRESHOLDS)


def build_bot(settings: Settings, *, guild_ready_timeout_s: float = 2.0) -> Bot:
    """The bot, not yet logged in. It has to be built inside the event loop that runs it."""
    return Bot(
        build_answering(settings),
        shard_count=settings.shard_count,
        shard_ids=list(settings.shard_ids) if settings.shard_ids else None,
        guild_ready_timeout_s=guild_ready_timeout_s,
    )


async def run_bot(settings: Settings) -> None:
    """Run the bot on Discord, or where `DISCORD_API_URL` says, until it is cancelled.

    Raises TokenMissingError without a token, discord.LoginFailure for one that is refused, and
    what aiohttp raises while the API cannot be reached. A connection lost later is not an error:
    it is made again.
    """
    if settings.discord_token is None:
        raise TokenMissingError
    if settings.discord_api_url is not None:
        point_at(settings.discord_api_url)
    async with build_bot(settings) as bot:
        await bot.start(settings.discord_token.get_secret_value())


Ready = Callable[["Playground"], Awaitable[None]]


async def run_playground(settings: Settings, port: int, when_ready: Ready) -> None:
    """Run the bot on a playground of its own until it is cancelled.

    `when_ready` is called once when the page can be used. Raises OSError where the port cannot
    be had.
    """
    async with playing(settings, port) as (playground, running):
        await when_ready(playground)
        await running


@asynccontextmanager
async def playing(
    settings: Settings, port: int
) -> AsyncIterator[tuple["Playground", asyncio.Task[None]]]:
    """A playground with the bot on it, and the task in which the bot runs."""
    # here and not above: a bot on Discord has no use for a web server in its memory
    from bot.playground.server import running_playground

    # no other guild will come, so there is nothing to wait for before being ready
    bot = build_bot(settings, guild_ready_timeout_s=0)
    async with running_playground(port=port) as playground, bot:
        point_at(playground.api_url)
        running = asyncio.create_task(bot.start(playground.bot_token))
        ready = asyncio.create_task(bot.wait_until_ready())
        try:
            await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                await running  # raises what kept the bot from starting
            yield playground, running
        finally:
            running.cancel()
            ready.cancel()
            await asyncio.gather(running, ready, return_exceptions=True)
