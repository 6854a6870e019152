"""A bot that posts every day, on a clock that tests set."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.bootstrap import answering_over, connected
from bot.discord_app.client import Bot
from bot.discord_app.endpoint import point_at
from bot.domain.dates import HistoricalDate
from bot.domain.entries import EntryId, EntryKind, Event
from bot.domain.posts import ScheduleBook
from bot.playground.entities import Overwrite
from bot.playground.permissions import Permission
from bot.playground.server import Playground, running_playground
from tests.e2e.conftest import remember
from tests.e2e.member import Json, Member, text
from tests.fakes.schedules import FakeScheduleBook
from tests.fakes.services import services_with
from tests.samples import a_library, an_event

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def event_of(month: int, day: int, year: int = 1969, **changes: Any) -> Event:
    """An event of a day of the year."""
    slug = changes.pop("slug", f"{year}-{month:02}-{day:02}-it-happened")
    title = changes.pop("title", f"It happened on {day}/{month}")
    return an_event(
        slug,
        id=EntryId(EntryKind.EVENT, slug),
        date=HistoricalDate(year, month, day),
        title=title,
        **changes,
    )


EVERY_DAY = tuple(event_of(3, day) for day in range(1, 29))
"""An event for each day around the one on which the tests begin."""


class Watch:
    """The bot's clock."""

    def __init__(self, now: datetime = NOON) -> None:
        self.moment = now

    def __call__(self) -> datetime:
        """The moment that it stands at."""
        return self.moment


class Stage:
    """A playground with a bot that posts, its clock and its book."""

    def __init__(self, playground: Playground, anna: Member, bot: Bot, watch: Watch) -> None:
        self.playground = playground
        self.anna = anna
        self.bot = bot
        self.watch = watch

    async def pass_by(self, step: timedelta) -> None:
        """Let time go by, and the bot send all that is due by then."""
        self.watch.moment += step
        moment = await self.bot.posting.turn()
        if moment is not None and moment <= self.watch.moment:  # a day was skipped, this one is due
            await self.bot.posting.turn()

    def posts(self, channel: str = "seminar") -> list[Mapping[str, Any]]:
        """The bot's cards in a channel that tell of a day, oldest first."""
        world = self.playground.world
        history = world.history(world.channel(channel).id)
        cards = [{"components": message.components} for message in history]
        return [card for card in cards if "On this day" in text(card)]

    def written(self, channel_id: int) -> list[str]:
        """What the bot wrote in any channel, as text."""
        messages = self.playground.world.history(channel_id)
        mine = [one for one in messages if one.author_id == self.playground.world.bot.id]
        return [text({"components": one.components}) or one.content for one in mine]


@asynccontextmanager
async def posting_stage(
    config: pytest.Config,
    *,
    events: tuple[Event, ...] = EVERY_DAY,
    book: ScheduleBook | None = None,
    watch: Watch | None = None,
) -> AsyncIterator[Stage]:
    """A bot on a playground, whose rounds of posts the test makes by hand."""
    watch = watch or Watch()
    kept = FakeScheduleBook() if book is None else book
    async with running_playground(port=0) as playground:
        async with (
            bot_posting(playground, watch, kept, events) as bot,
            Member.joined(playground, "Anna") as anna,
        ):
            yield Stage(playground, anna, bot, watch)
        remember(config, playground)


@asynccontextmanager
async def bot_posting(
    playground: Playground, watch: Watch, book: ScheduleBook, events: tuple[Event, ...] = EVERY_DAY
) -> AsyncIterator[Bot]:
    """A bot that is ready, and that posts when the test says so and not by itself."""
    point_at(playground.api_url)
    library = a_library(events=events)
    services = services_with(answering_over(library), events=events, book=book, now=watch)
    async with Bot(services) as bot, connected(bot, playground.bot_token):
        await bot.wait_until_ready()
        assert bot.registration is not None
        await bot.registration
        bot.rest_from_posting()
        yield bot


async def set_daily(stage: Stage, channel: str = "seminar", **options: Any) -> Json:
    """Set daily posts at 12:30 in UTC, or as the options say."""
    chosen: dict[str, Any] = {"time": "12:30", "timezone": "UTC"} | options
    target = stage.playground.world.channel(channel).id
    return await stage.anna.command("daily set", **{"channel": str(target), **chosen})


async def status(stage: Stage) -> str:
    """What `/daily status` says."""
    return text(await stage.anna.command("daily status"))


def deny(stage: Stage, *rights: Permission, channel: str = "seminar") -> None:
    """Take rights from the bot in a channel."""
    found = stage.playground.world.channel(channel)
    bot = stage.playground.world.bot.id
    denied = sum(rights)
    overwrites = tuple(one for one in found.overwrites if one.target_id != bot)
    if denied:
        overwrites += (Overwrite(bot, deny=denied, for_member=True),)
    stage.playground.steward.update_channel(replace(found, overwrites=overwrites))


async def settled(stage: Stage) -> None:
    """Wait until the bot has heard of all that was changed."""
    await stage.anna.command("help")
