"""What every book of schedules promises."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.domain.almanac import MonthDay
from bot.domain.entries import EntryId, EntryKind
from bot.domain.posts import (
    Due,
    Missed,
    PastPost,
    Post,
    PostState,
    ScheduleBook,
    ScheduleStatus,
)
from bot.domain.schedules import WEEKDAYS, Schedule, ScheduleId, Timetable
from bot.domain.servers import ChannelId, GuildId, MessageId, RoleId, Shard, UserId
from bot.storage.database import open_database
from bot.storage.schedules import StoredScheduleBook
from bot.storage.servers import StoredServerRegister
from tests.fakes.schedules import FakeScheduleBook
from tests.storage.databases import fresh_database

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
TOMORROW = NOON + timedelta(days=1)
LEASE_ENDS = NOON + timedelta(minutes=1)
FIRST_DAY = date(2026, 3, 1)
GUILD = GuildId(5 << 22)
WHOLE = (Shard(0, 1),)
NOON_UTC = Timetable(time(12), "UTC")
MESSAGE = MessageId(2**62)


@pytest.fixture(params=["fake", "sqlite", "postgres"])
async def book(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[ScheduleBook]:
    """An empty book, of each kind in turn."""
    if request.param == "fake":
        yield FakeScheduleBook()
        return
    async with fresh_database(request.param, tmp_path) as url, open_database(url) as database:
        yield StoredScheduleBook(database)


def a_schedule(number: int = 1, **changes: object) -> Schedule:
    """A schedule of a channel with the same number."""
    schedule = Schedule(
        id=ScheduleId(number),
        guild=GUILD,
        channel=ChannelId(number),
        timetable=NOON_UTC,
        set_by=UserId(7),
    )
    return replace(schedule, **changes)  # type: ignore[arg-type]


async def claimed(book: ScheduleBook, schedule: Schedule | None = None) -> Post:
    """A schedule that was due at noon, and the claim of its post."""
    schedule = schedule or a_schedule()
    await book.put(schedule, NOON)
    (post,) = await book.claim([(Due(schedule, NOON), TOMORROW)], NOON, LEASE_ENDS)
    return post


async def test_a_schedule_comes_out_as_it_went_in(book: ScheduleBook) -> None:
    plain = a_schedule(1)
    full = a_schedule(
        2,
        timetable=Timetable(time(23, 59), "Australia/Lord_Howe", WEEKDAYS),
        thread=True,
        poll=True,
        ping=RoleId(2**62),
    )
    await book.put(full, LATER)
    await book.put(plain, NOON)

    assert list(await book.of_guild(GUILD)) == [
        ScheduleStatus(plain, NOON),
        ScheduleStatus(full, LATER),
    ]
    assert list(await book.of_guild(GuildId(9))) == []


async def test_a_channel_has_one_schedule(book: ScheduleBook) -> None:
    old, new = a_schedule(1), a_schedule(2, channel=ChannelId(1), thread=True)
    await book.put(old, NOON)
    await book.put(new, LATER)

    assert list(await book.of_guild(GUILD)) == [ScheduleStatus(new, LATER)]


async def test_removing_says_whether_there_was_one(book: ScheduleBook) -> None:
    await book.put(a_schedule(), NOON)

    assert not await book.remove(GuildId(9), ChannelId(1))
    assert await book.remove(GUILD, ChannelId(1))
    assert not await book.remove(GUILD, ChannelId(1))
    assert list(await book.of_guild(GUILD)) == []


async def test_what_is_due_has_its_moment_now_or_before(book: ScheduleBook) -> None:
    first, second, third = a_schedule(1), a_schedule(2), a_schedule(3)
    await book.put(third, LATER)
    await book.put(first, NOON)
    await book.put(second, NOON - timedelta(minutes=1))

    assert list(await book.due(WHOLE, NOON)) == [
        Due(second, NOON - timedelta(minutes=1)),
        Due(first, NOON),
    ]
    assert list(await book.due((), NOON)) == []


async def test_a_shard_sees_its_own_servers_alone(book: ScheduleBook) -> None:
    """Server 5 << 22 is shard 1's of two, by Discord's formula."""
    await book.put(a_schedule(), NOON)

    assert list(await book.due([Shard(0, 2)], NOON)) == []
    assert len(await book.due([Shard(1, 2)], NOON)) == 1
    assert await book.next_moment([Shard(0, 2)]) is None
    assert await book.next_moment([Shard(0, 2), Shard(1, 2)]) == NOON


async def test_a_claim_gives_the_post_and_moves_the_schedule_on(book: ScheduleBook) -> None:
    schedule = a_schedule()
    post = await claimed(book, schedule)

    assert post == Post(schedule, FIRST_DAY, NOON, NOON)
    assert list(await book.due(WHOLE, NOON)) == []
    (status,) = await book.of_guild(GUILD)
    assert status.next_due == TOMORROW
    assert status.past == (PastPost(FIRST_DAY, PostState.CLAIMED, NOON),)


async def test_of_many_at_once_one_claims_each_post(book: ScheduleBook) -> None:
    schedules = [a_schedule(number) for number in range(1, 31)]
    for schedule in schedules:
        await book.put(schedule, NOON)
    wanted = [(Due(schedule, NOON), TOMORROW) for schedule in schedules]

    claims = await asyncio.gather(
        *(book.claim(order, NOON, LEASE_ENDS) for order in [wanted, wanted[::-1]] * 5)
    )

    won = sorted(post.schedule.id for claim in claims for post in claim)
    assert won == [schedule.id for schedule in schedules]


async def test_a_schedule_that_was_removed_is_not_claimed(book: ScheduleBook) -> None:
    schedule = a_schedule()
    await book.put(schedule, NOON)
    await book.remove(GUILD, schedule.channel)

    assert list(await book.claim([(Due(schedule, NOON), TOMORROW)], NOON, LEASE_ENDS)) == []


async def test_a_claim_that_ran_out_is_taken_over_once(book: ScheduleBook) -> None:
    post = await claimed(book)

    assert list(await book.unfinished(WHOLE, NOON)) == []
    assert list(await book.unfinished(WHOLE, LATER)) == [post]
    taken = await book.take_over(post, LATER, LATER + timedelta(minutes=1))
    assert taken == replace(post, attempts=2)
    assert await book.take_over(post, LATER, LATER + timedelta(minutes=1)) is None


async def test_a_process_that_starts_goes_on_at_once(book: ScheduleBook) -> None:
    post = await claimed(book)
    await book.recover([Shard(0, 2)], NOON)
    assert list(await book.unfinished(WHOLE, NOON)) == []

    await book.recover(WHOLE, NOON)

    assert list(await book.unfinished(WHOLE, NOON)) == [post]


async def test_a_sent_post_waits_only_for_what_belongs_to_it(book: ScheduleBook) -> None:
    post = await claimed(book)
    shown = [EntryId(EntryKind.EVENT, "a"), EntryId(EntryKind.EVENT, "b")]
    await book.sent(post, MESSAGE, shown)

    assert list(await book.unfinished(WHOLE, LATER)) == [replace(post, message=MESSAGE)]
    assert await book.shown(GUILD, MonthDay(3, 1)) == dict.fromkeys(shown, 1)
    assert await book.shown(GUILD, MonthDay(3, 2)) == {}
    assert await book.shown(GuildId(9), MonthDay(3, 1)) == {}

    await book.done(post, LATER, "rights missing: Create Polls")

    assert list(await book.unfinished(WHOLE, TOMORROW)) == []
    (status,) = await book.of_guild(GUILD)
    problem = "rights missing: Create Polls"
    assert status.past == (PastPost(FIRST_DAY, PostState.DONE, NOON, MESSAGE, LATER, problem),)


async def test_a_failed_post_is_tried_again_when_it_is_time(book: ScheduleBook) -> None:
    post = await claimed(book)
    await book.failed(post, "away: HTTP 500", LATER)

    assert list(await book.unfinished(WHOLE, LATER - timedelta(seconds=1))) == []
    assert list(await book.unfinished(WHOLE, LATER)) == [replace(post, problem="away: HTTP 500")]
    assert await book.next_moment(WHOLE) == LATER


async def test_a_post_whose_day_ended_keeps_the_problem_it_had(book: ScheduleBook) -> None:
    post = await claimed(book)
    await book.failed(post, "away: HTTP 500", LATER)
    await book.end(post, Missed.NOT_POSSIBLE)

    assert list(await book.unfinished(WHOLE, TOMORROW)) == []
    (status,) = await book.of_guild(GUILD)
    assert status.past == (PastPost(FIRST_DAY, PostState.SKIPPED, NOON, problem="away: HTTP 500"),)


async def test_a_skipped_date_is_noted_and_the_schedule_moved_on(book: ScheduleBook) -> None:
    schedule = a_schedule()
    await book.put(schedule, NOON)
    await book.skip(Due(schedule, NOON), TOMORROW, Missed.BOT_AWAY)
    await book.skip(Due(schedule, NOON), TOMORROW, Missed.BOT_AWAY)

    (status,) = await book.of_guild(GUILD)
    assert status.next_due == TOMORROW
    assert status.past == (PastPost(FIRST_DAY, PostState.SKIPPED, NOON, problem="bot away"),)
    assert await book.next_moment(WHOLE) == TOMORROW


async def test_setting_a_channel_anew_ends_what_was_unfinished(book: ScheduleBook) -> None:
    post = await claimed(book)
    await book.put(a_schedule(2, channel=ChannelId(1)), TOMORROW)

    assert list(await book.unfinished(WHOLE, LATER)) == []
    await book.failed(post, "away", LATER)  # by who was sending it meanwhile
    assert list(await book.unfinished(WHOLE, TOMORROW)) == []


async def test_a_problem_is_told_once_until_all_is_well(book: ScheduleBook) -> None:
    schedule = a_schedule()
    await book.put(schedule, NOON)
    told = [
        await book.tell_once(schedule.id, problem)
        for problem in ("channel gone", "channel gone", "away", None, None, "away")
    ]

    assert told == [True, False, True, False, False, True]
    assert not await book.tell_once(ScheduleId(99), "away")


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_everything_goes_with_its_server(kind: str, tmp_path: Path) -> None:
    async with fresh_database(kind, tmp_path) as url, open_database(url) as database:
        book, register = StoredScheduleBook(database), StoredServerRegister(database)
        await register.note_present([GUILD], NOON)
        post = await claimed(book)
        await book.sent(post, MESSAGE, [EntryId(EntryKind.EVENT, "a")])
        await register.note_left(GUILD, NOON)

        assert list(await book.due(WHOLE, TOMORROW)) == []
        assert list(await book.unfinished(WHOLE, TOMORROW)) == []
        await register.forget([GUILD], LATER)
        assert list(await book.of_guild(GUILD)) == []
        assert await book.shown(GUILD, MonthDay(3, 1)) == {}
