"""The bot killed around a daily post, as a process of its own, and several processes at once."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.domain.almanac import MonthDay
from bot.domain.schedules import Schedule, ScheduleId, Timetable
from bot.domain.servers import ChannelId, GuildId, UserId
from bot.playground.entities import Channel, ChannelType, Message
from bot.playground.seed import another_guild
from bot.playground.server import Playground, running_playground
from bot.storage.database import Database, open_database
from bot.storage.schedules import StoredScheduleBook
from tests.e2e.member import text
from tests.e2e.process import running_process
from tests.storage.databases import fresh_postgres

KILLS = 20
PATIENCE_S = 60
MANY = 500


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    """A playground for processes; their clock is the machine's own."""
    async with running_playground(port=0) as running:
        yield running


def due_today(playground: Playground, number: int, channel: int) -> Schedule:
    """A schedule of a channel in UTC."""
    found = playground.world.channel_with(channel)
    assert found is not None
    return Schedule(
        id=ScheduleId(number),
        guild=GuildId(found.guild_id or 0),
        channel=ChannelId(channel),
        timetable=Timetable(time(0), "UTC"),
        set_by=UserId(1),
        thread=True,
    )


def posts_in(playground: Playground, channel: int) -> list[Message]:
    """The daily posts of a channel."""
    history = playground.world.history(channel)
    return [one for one in history if "On this day" in text({"components": one.components})]


async def test_killed_twenty_times_around_a_post_each_is_there_once(
    playground: Playground, tmp_path: Path
) -> None:
    """Twenty posts; the bot is killed some milliseconds later after each start than the last time.

    Each start finds what the one before has left, and a post of its own.
    """
    url = f"sqlite:///{tmp_path}/bot.sqlite3"
    channels = many_channels(playground, KILLS)
    schedules = [due_today(playground, n, channel) for n, channel in enumerate(channels, 1)]
    async with open_database(url) as database:
        for kill, schedule in enumerate(schedules):
            await StoredScheduleBook(database).put(schedule, datetime.now(UTC))
            async with running_process(tmp_path, playground, DATABASE_URL=url) as process:
                await process.says("ready as")
                await asyncio.sleep(kill * 0.005)
                process.send(signal.SIGKILL)
                await process.ended()
        async with running_process(tmp_path, playground, DATABASE_URL=url):
            await everything_done(database, *schedules)

    posts = [posts_in(playground, channel) for channel in channels]
    assert [len(found) for found in posts] == [1] * KILLS
    in_threads = [playground.world.history(found.id) for (found,) in posts]
    assert [len(messages) for messages in in_threads] == [2] * KILLS


async def everything_done(database: Database, *schedules: Schedule) -> None:
    """Wait until nothing is left to do for any post."""
    book = StoredScheduleBook(database)
    guilds = {schedule.guild for schedule in schedules}
    async with asyncio.timeout(PATIENCE_S):
        while True:
            statuses = [status for guild in guilds for status in await book.of_guild(guild)]
            states = {past.state.value for status in statuses for past in status.past}
            if states == {"done"} and all(status.past for status in statuses):
                return
            await asyncio.sleep(0.05)


async def test_two_processes_on_one_postgres_send_each_post_once(tmp_path: Path) -> None:
    """Five hundred posts of as many channels are due, and both processes want all of them."""
    async with (
        running_playground(port=0) as playground,
        fresh_postgres() as url,
        open_database(url) as database,
    ):
        channels = many_channels(playground, MANY)
        book = StoredScheduleBook(database)
        schedules = [
            due_today(playground, number, channel)
            for number, channel in enumerate(channels, start=1)
        ]
        moment = datetime.now(UTC) + timedelta(seconds=1)
        for schedule in schedules:
            await book.put(schedule, moment)
        async with AsyncExitStack() as stack:
            for _ in range(2):
                running = running_process(tmp_path, playground, DATABASE_URL=url)
                process = await stack.enter_async_context(running)
                await process.says("ready as")
            await everything_done(database, *schedules)
        counts = {len(posts_in(playground, channel)) for channel in channels}
        shown = await book.shown(schedules[0].guild, MonthDay.of(moment.date()))

    assert counts == {1}
    assert sum(shown.values()) >= MANY


def many_channels(playground: Playground, count: int) -> list[int]:
    """New channels, all in one further server."""
    world = playground.world
    guild = another_guild(world, "Many channels")
    made = [
        Channel(world.new_id(), ChannelType.TEXT, f"c{n}", guild.id, position=n)
        for n in range(count)
    ]
    for channel in made:
        world.put_channel(channel)
    return [channel.id for channel in made]
