"""A playground on a free port for each test, with a clock that stands still."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from bot.playground.server import Playground, running_playground
from tests.playground.clients import Bot, MemberClient, hang_up
from tests.playground.fake_clock import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    """Return the clock the playground runs on."""
    return FakeClock()


@pytest.fixture
async def playground(clock: FakeClock) -> AsyncIterator[Playground]:
    """Run a playground."""
    async with running_playground(0, clock=clock) as running:
        yield running


@pytest.fixture
async def http(playground: Playground) -> AsyncIterator[ClientSession]:
    """Return an HTTP client that is closed before the playground stops."""
    async with ClientSession() as session:
        yield session
        await hang_up(session)


@pytest.fixture
async def bot(http: ClientSession, playground: Playground) -> Bot:
    """Return the bot, connected."""
    client = Bot(http, playground, f"Bot {playground.bot_token}")
    await client.connects()
    return client


@pytest.fixture
async def anna(http: ClientSession, playground: Playground) -> MemberClient:
    """Return the admin, connected."""
    client = MemberClient(http, playground, "Anna")
    await client.connects()
    return client


@pytest.fixture
async def boris(http: ClientSession, playground: Playground) -> MemberClient:
    """Return a member without special rights, connected."""
    client = MemberClient(http, playground, "Boris")
    await client.connects()
    return client


@pytest.fixture
def seminar(playground: Playground) -> str:
    """Return the path of a channel in which everybody may write."""
    return f"/channels/{playground.world.channel('seminar').id}"


@pytest.fixture
def staff_room(playground: Playground) -> str:
    """Return the path of a channel that only admins see."""
    return f"/channels/{playground.world.channel('staff-room').id}"
