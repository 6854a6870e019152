"""2,500 daily posts due at one minute, under Discord's 50 requests a second.

    python -m benchmarks.daily_posts

The bot is a process of its own with SQLite, on a loopback Discord that counts requests as Discord
does and refuses the 51st of a second. Meanwhile somebody asks `/split why` over and over. Budget:
all posts within 1.2 times the 50 s that the limit alone would take, none twice, none missing, and
every answer in less than a second.
"""

import asyncio
import statistics
import sys
import time
from collections import Counter
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from tempfile import TemporaryDirectory

from benchmarks.asker import Asker
from benchmarks.split_why import _connected, _environment
from bot.domain.schedules import Schedule, ScheduleId, Timetable
from bot.domain.servers import ChannelId, GuildId, UserId
from bot.playground.entities import Channel, ChannelType
from bot.playground.seed import another_guild
from bot.playground.server import Playground, Terms, running_playground
from bot.storage.database import open_database
from bot.storage.schedules import StoredScheduleBook

POSTS, PER_SERVER = 2_500, 50
LIMIT_PER_S = 50
UNTIL_DUE = timedelta(seconds=8)
EVERY_S = 0.1


def channels_in(playground: Playground) -> list[Channel]:
    """As many channels as there are posts, over many servers."""
    world = playground.world
    made: list[Channel] = []
    for n in range(POSTS // PER_SERVER):
        guild = another_guild(world, f"Server {n}")
        for k in range(PER_SERVER):
            channel = Channel(world.new_id(), ChannelType.TEXT, f"c{k}", guild.id, position=k)
            world.put_channel(channel)
            made.append(channel)
    return made


async def main() -> None:
    """Measure and print."""
    async with AsyncExitStack() as stack:
        # the asker sends no heartbeats: let it stay connected without
        heartbeats = timedelta(minutes=10)
        terms = Terms(rate_limits=True, wire_length=20_000, heartbeat_interval=heartbeats)
        playground = await stack.enter_async_context(running_playground(port=0, terms=terms))
        asker = await stack.enter_async_context(Asker.connected(playground))
        folder = stack.enter_context(TemporaryDirectory())
        url = f"sqlite:///{folder}/bot.sqlite3"
        channels = channels_in(playground)
        due_at = await _scheduled(url, channels)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=folder,
            env=_environment(playground) | {"DATABASE_URL": url},
        )
        try:
            await _connected(playground)
            await asyncio.sleep(1)
            await asker.learn()
            await asyncio.sleep(max(0.0, (due_at - datetime.now(UTC)).total_seconds()))
            taken_s, answers_s = await _measured(playground, channels, asker)
        finally:
            process.kill()
            await process.wait()
        _print(playground, channels, taken_s, answers_s)


async def _scheduled(url: str, channels: list[Channel]) -> datetime:
    """A schedule for each channel, all due at one moment."""
    due_at = datetime.now(UTC) + UNTIL_DUE + timedelta(seconds=POSTS / 250)
    timetable = Timetable(time_of_day(0), "UTC")
    async with open_database(url) as database:
        book = StoredScheduleBook(database)
        for n, channel in enumerate(channels, start=1):
            schedule = Schedule(
                ScheduleId(n),
                GuildId(channel.guild_id or 0),
                ChannelId(channel.id),
                timetable,
                UserId(1),
            )
            await book.put(schedule, due_at)
    return due_at


async def _measured(
    playground: Playground, channels: list[Channel], asker: Asker
) -> tuple[float, list[float]]:
    began = time.perf_counter()
    answers_s: list[float] = []
    while any(playground.world.last_message_id(channel.id) is None for channel in channels):
        asked = time.perf_counter()
        await asker.ask()
        answers_s.append(time.perf_counter() - asked)
        await asyncio.sleep(EVERY_S)
        if time.perf_counter() - began > 4 * POSTS / LIMIT_PER_S:
            break
    return time.perf_counter() - began, answers_s


def _print(
    playground: Playground, channels: list[Channel], taken_s: float, answers_s: list[float]
) -> None:
    counts = Counter(len(playground.world.history(channel.id)) for channel in channels)
    refused = sum(one.status == 429 for one in playground.wire.exchanges)
    floor_s = POSTS / LIMIT_PER_S
    print(f"posts in a channel -> channels: {dict(counts)}")
    ratio = taken_s / floor_s
    print(f"all posts after {taken_s:.1f} s, {ratio:.2f} x the {floor_s:.0f} s of the limit")
    print(f"requests refused with 429: {refused}")
    print(
        f"/split why meanwhile, {len(answers_s)} times: median "
        f"{statistics.median(answers_s) * 1e3:.1f} ms, slowest {max(answers_s) * 1e3:.0f} ms"
    )


if __name__ == "__main__":
    asyncio.run(main())
