"""Brings up the real bot on a playground, with members who use it."""

from collections.abc import AsyncIterator

import pytest

from bot.bootstrap import playing
from bot.playground.server import Playground
from bot.settings import Settings
from tests.conftest import SENT
from tests.e2e.member import Member


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of a machine on which nothing is set, with the shipped content."""
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    return Settings()


@pytest.fixture
async def playground(settings: Settings, pytestconfig: pytest.Config) -> AsyncIterator[Playground]:
    """A playground with the bot on it."""
    async with playing(settings, port=0) as (running, _):
        yield running
        remember(pytestconfig, running)


def remember(config: pytest.Config, playground: Playground) -> None:
    """Keep what the bot sent, for the tests that look at the whole run."""
    members = {member.user.id for member in playground.world.guild.members.values()}
    members.discard(playground.world.bot.id)
    config.stash[SENT] += [one for one in playground.wire.exchanges if one.by not in members]


@pytest.fixture
async def anna(playground: Playground) -> AsyncIterator[Member]:
    """A member of the server, and its admin."""
    async with Member.joined(playground, "Anna") as member:
        yield member


@pytest.fixture
async def boris(playground: Playground) -> AsyncIterator[Member]:
    """Another member of the server."""
    async with Member.joined(playground, "Boris") as member:
        yield member
