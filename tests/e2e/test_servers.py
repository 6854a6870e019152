"""Which servers the bot notes, over the wire: at a start, when added, removed, or away."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from bot.bootstrap import answering_over, connected
from bot.discord_app.client import Bot
from bot.discord_app.endpoint import point_at
from bot.discord_app.servers import ServerNotes
from bot.domain.servers import GuildId, Server
from bot.playground.seed import another_guild
from bot.playground.server import Playground, running_playground
from bot.services.retention import Retention
from tests.e2e.member import Member
from tests.fakes.servers import FakeServerRegister
from tests.fakes.services import services_with
from tests.samples import a_library

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
GONE = GuildId(1 << 22)


@pytest.fixture
def register() -> FakeServerRegister:
    """The register, which the test looks into."""
    return FakeServerRegister()


@asynccontextmanager
async def noting(
    playground: Playground, register: FakeServerRegister, now: datetime
) -> AsyncIterator[ServerNotes]:
    """A bot that notes its servers; at the end all is noted."""
    point_at(playground.api_url)
    library = a_library()
    notes = ServerNotes(Retention(register), lambda: now)
    async with (
        Bot(services_with(answering_over(library), notes=notes, now=lambda: now)) as bot,
        connected(bot, playground.bot_token),
    ):
        await bot.wait_until_ready()
        yield notes


async def test_a_start_notes_the_servers_and_those_that_are_gone(
    register: FakeServerRegister,
) -> None:
    await register.note_present([GONE], NOON)
    async with (
        running_playground(port=0) as playground,
        noting(playground, register, NOON + timedelta(days=1)),
    ):
        here = GuildId(playground.world.guild.id)

    assert await register.servers() == [
        Server(GONE, NOON, NOON + timedelta(days=1)),
        Server(here, NOON + timedelta(days=1)),
    ]


async def test_a_server_that_took_the_bot_back_meanwhile_is_not_forgotten(
    register: FakeServerRegister,
) -> None:
    """The bot was away when its thirty days ended; only READY tells that it is back."""
    async with running_playground(port=0) as playground:
        here = GuildId(playground.world.guild.id)
        await register.note_present([here, GONE], NOON)
        await register.note_left(here, NOON)
        await register.note_left(GONE, NOON)
        async with noting(playground, register, NOON + timedelta(days=31)):
            pass

    assert await register.servers() == [Server(here, NOON)]


async def test_being_removed_and_added_is_noted(register: FakeServerRegister) -> None:
    async with running_playground(port=0) as playground:
        first, second = playground.world.guild, another_guild(playground.world, "Second circle")
        third = another_guild(playground.world, "Third circle")
        async with (
            noting(playground, register, NOON),
            Member.joined(playground, "Anna") as anna,
        ):
            playground.steward.remove_bot(second)
            playground.steward.remove_bot(third)
            playground.steward.invite_bot(third)
            await anna.command("help")

    assert await register.servers() == [
        Server(GuildId(first.id), NOON),
        Server(GuildId(second.id), NOON, NOON),
        Server(GuildId(third.id), NOON),
    ]
