"""Builds the parts and joins them; nothing else does."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.content_store.loader import load_library
from bot.discord_app.client import Bot, Services
from bot.discord_app.endpoint import point_at
from bot.discord_app.servers import ServerNotes
from bot.domain.almanac import Almanac
from bot.domain.library import Library
from bot.domain.reports import Report
from bot.search.completion import LibraryCompletion
from bot.search.finding import THRESHOLDS, LibrarySearch
from bot.services.answering import Answering
from bot.services.posting import Posting
from bot.services.reporting import Reporting
from bot.services.retention import Retention
from bot.services.scheduling import Scheduling
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.playground.server import Playground


class TokenMissingError(Exception):
    """The bot is to run on Discord and has no token."""

    def __init__(self) -> None:
        super().__init__("DISCORD_TOKEN is missing; put the bot's token into .env")


def build_library(settings: Settings) -> Library:
    """The content store, read and checked; raises what `load_library` does."""
    return load_library(settings.content_dir)


def build_answering(settings: Settings) -> Answering:
    """What answers questions, over the content store; raises what `load_library` does."""
    return answering_over(build_library(settings))


def answering_over(library: Library) -> Answering:
    """What answers questions from a library, with the search that the bot has."""
    return Answering(library, LibrarySearch(library), LibraryCompletion(library), THRESHOLDS)


class ListenError(Exception):
    """An address to listen at cannot be had."""

    def __init__(self, address: str, chosen_by: str, error: OSError) -> None:
        super().__init__(f"{address}: {error}")
        self.address = address
        self.chosen_by = chosen_by
        """The option or setting with which another address is chosen."""
        # asyncio's own words name the address a second time; those on host names have no number
        number = error.errno or 0
        self.reason = os.strerror(number) if number > 0 else str(error)


@asynccontextmanager
async def built_bot(settings: Settings, database_url: str) -> AsyncIterator[Bot]:
    """The bot with its database open, not yet logged in; both are closed at the end.

    Raises what `load_library` does, and StorageError.
    """
    # here and not above: `ask` and `content` have no use for 20 MB of database
    from bot.storage.database import open_database
    from bot.storage.reports import StoredReportBox
    from bot.storage.schedules import StoredScheduleBook
    from bot.storage.servers import StoredServerRegister

    library = build_library(settings)
    almanac = Almanac(library.events)
    async with open_database(database_url) as database:
        book = StoredScheduleBook(database)
        services = Services(
            answering=answering_over(library),
            notes=ServerNotes(Retention(StoredServerRegister(database)), _now),
            reporting=Reporting(StoredReportBox(database), _now),
            scheduling=Scheduling(book, almanac, _now, secrets.randbelow),
            posting=lambda announcer: Posting(book, almanac, announcer, _now),
        )
        async with Bot(
            services,
            shard_count=settings.shard_count,
            shard_ids=list(settings.shard_ids) if settings.shard_ids else None,
        ) as bot:
            yield bot


def _now() -> datetime:
    return datetime.now(UTC)


async def reports_in(database_url: str) -> Sequence[Report]:
    """What members said is wrong or missing, the oldest first; StorageError."""
    from bot.storage.database import open_database
    from bot.storage.reports import StoredReportBox

    async with open_database(database_url) as database:
        return await StoredReportBox(database).reports()


async def run_bot(settings: Settings) -> None:
    """Run the bot on Discord, or where `DISCORD_API_URL` says, until it is cancelled.

    Raises TokenMissingError without a token, StorageError, discord.LoginFailure for a token that
    is refused, and what aiohttp raises while the API cannot be reached. A connection lost later
    is not an error: it is made again.
    """
    if settings.discord_token is None:
        raise TokenMissingError
    if settings.discord_api_url is not None:
        point_at(settings.discord_api_url)
    async with (
        built_bot(settings, settings.database_url.get_secret_value()) as bot,
        # before the login, so that a wrong address stops the start and nothing else
        _health(bot, settings.health_address),
        connected(bot, settings.discord_token.get_secret_value()) as running,
    ):
        await asyncio.wait({running})
        running.result()


@asynccontextmanager
async def _health(bot: Bot, address: tuple[str, int] | None) -> AsyncIterator[None]:
    if address is None:
        yield
        return
    # here and not above: without an address there is no web server in memory
    from bot.health import health_served

    async with AsyncExitStack() as serving:
        try:
            await serving.enter_async_context(health_served(bot, *address))
        except OSError as error:
            where = f"{address[0]}:{address[1]}"
            raise ListenError(where, "HEALTH_ADDRESS", error) from error
        yield


Ready = Callable[["Playground"], Awaitable[None]]


async def run_playground(settings: Settings, port: int, when_ready: Ready) -> None:
    """Run the bot on a playground of its own until it is cancelled.

    `when_ready` is called once when the page can be used. Raises ListenError where the port cannot
    be had.
    """
    async with playing(settings, port) as (playground, running):
        await when_ready(playground)
        await asyncio.wait({running})
        running.result()


@asynccontextmanager
async def playing(
    settings: Settings, port: int
) -> AsyncIterator[tuple["Playground", asyncio.Task[None]]]:
    """A playground with the bot on it, ready, and the task in which the bot runs.

    What the bot keeps there is gone with it, as everything of the playground is.
    """
    # here and not above: a bot on Discord has no use for a web server in its memory
    from bot.playground.server import running_playground

    alone = settings.model_copy(update={"shard_count": None, "shard_ids": None})
    async with AsyncExitStack() as stack:
        try:
            playground = await stack.enter_async_context(running_playground(port=port))
        except OSError as error:
            raise ListenError(f"port {port}", "`python -m bot playground --port`", error) from error
        # what a stopping thread still writes there must not fail the stop
        folder = Path(stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True)))
        bot = await stack.enter_async_context(built_bot(alone, f"sqlite:///{folder}/bot.sqlite3"))
        point_at(playground.api_url)
        running = await stack.enter_async_context(connected(bot, playground.bot_token))
        await _readiness(bot, running)
        yield playground, running


@asynccontextmanager
async def connected(bot: Bot, token: str) -> AsyncIterator[asyncio.Task[None]]:
    """The task in which the bot logs in and stays; at the end it leaves Discord and is done."""
    running = asyncio.create_task(bot.start(token))
    try:
        yield running
    finally:
        await bot.close()
        while not running.done():
            running.cancel()  # again and again: a shard that is reconnecting swallows it
            await asyncio.wait({running}, timeout=0.1)
        if not running.cancelled():
            running.exception()  # looked at: what fails while it is being stopped fails in silence


async def _readiness(bot: Bot, running: asyncio.Task[None]) -> None:
    """Wait until the bot is ready; raise what kept it from starting."""
    ready = asyncio.create_task(bot.wait_until_ready())
    try:
        await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
        if bot.registration is not None:
            await bot.registration
    finally:
        ready.cancel()
