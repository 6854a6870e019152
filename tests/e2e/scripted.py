"""A bot whose search does what a test says, so that the rest of it is what is tested."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from typing_extensions import override

from bot.bootstrap import connected
from bot.discord_app.client import Bot
from bot.discord_app.endpoint import point_at
from bot.discord_app.servers import ServerNotes
from bot.domain.answers import Finder, Match
from bot.domain.entries import EntryId, EntryKind, Topic
from bot.playground.server import Playground, running_playground
from bot.search.completion import LibraryCompletion
from bot.search.finding import THRESHOLDS
from bot.services.answering import Answering
from bot.services.retention import Retention
from tests.e2e.conftest import remember
from tests.fakes.servers import FakeServerRegister
from tests.fakes.services import services_with
from tests.playground.fake_clock import FakeClock
from tests.samples import a_library

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
Behaviour = Callable[[], Sequence[Match]]


class ScriptedFinder(Finder):
    """Does what the test says whenever something is looked for."""

    def __init__(self, behaviour: Behaviour) -> None:
        self._behaviour = behaviour

    @override
    def find(self, question: str, kind: EntryKind | None = None) -> Sequence[Match]:
        """Do it."""
        return self._behaviour()

    @override
    def known_words(self, question: str) -> str:
        """All of it."""
        return question

    @override
    def names_in(self, question: str) -> Sequence[EntryId]:
        """Nobody and nothing."""
        return ()


@asynccontextmanager
async def running(
    config: pytest.Config, behaviour: Behaviour, clock: FakeClock | None = None
) -> AsyncIterator[Playground]:
    """A playground with a bot whose search does what the test says."""
    async with running_playground(port=0, clock=clock) as playground:
        async with bot_on(playground, behaviour):
            yield playground
        remember(config, playground)


@asynccontextmanager
async def bot_on(
    playground: Playground, behaviour: Behaviour, *topics: Topic
) -> AsyncIterator[None]:
    """A bot with these topics, and a search that does what the test says."""
    point_at(playground.api_url)
    library = a_library(*topics)
    finder, completer = ScriptedFinder(behaviour), LibraryCompletion(library)
    answering = Answering(library, finder, completer, THRESHOLDS)
    notes = ServerNotes(Retention(FakeServerRegister()), lambda: NOON)
    async with (
        Bot(services_with(answering, notes=notes, now=lambda: NOON)) as bot,
        connected(bot, playground.bot_token),
    ):
        await bot.wait_until_ready()
        yield
