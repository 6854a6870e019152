"""The book of schedules and their posts in the database."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Table,
    and_,
    bindparam,
    delete,
    extract,
    func,
    or_,
    select,
    true,
    update,
)

from bot.domain.almanac import MonthDay
from bot.domain.entries import EntryId, EntryKind
from bot.domain.posts import Due, Missed, PastPost, Post, PostState, ScheduleStatus
from bot.domain.schedules import Schedule, ScheduleId, Timetable
from bot.domain.servers import ChannelId, GuildId, MessageId, RoleId, Shard, UserId, in_utc
from bot.storage.database import Database
from bot.storage.tables import posts, schedules, servers

PAST_POSTS = 7
"""How many last posts of a schedule its status has."""
_HOUR = 60


@dataclass(frozen=True, slots=True)
class StoredScheduleBook:
    """Keeps the promises of ``ScheduleBook`` in the database."""

    database: Database

    async def put(self, schedule: Schedule, next_due: datetime) -> None:
        """Keep a schedule in place of any other of its channel."""
        row = {**_row(schedule), "next_due": in_utc(next_due)}
        known = self.database.insert(servers).on_conflict_do_nothing()
        async with self.database.writing() as connection:
            # noted at each start of a session, but the database may have been away just then
            await connection.execute(known.values(guild_id=schedule.guild, joined_at=next_due))
            await connection.execute(_ending(schedules.c.channel_id == schedule.channel))
            await connection.execute(
                delete(schedules).where(schedules.c.channel_id == schedule.channel)
            )
            await connection.execute(schedules.insert().values(row))

    async def remove(self, guild: GuildId, channel: ChannelId) -> bool:
        """Remove a channel's schedule with its unfinished posts; whether there was one."""
        meant = and_(schedules.c.guild_id == guild, schedules.c.channel_id == channel)
        async with self.database.writing() as connection:
            await connection.execute(_ending(meant))
            removed = await connection.execute(delete(schedules).where(meant))
        return removed.rowcount > 0

    async def of_guild(self, guild: GuildId) -> Sequence[ScheduleStatus]:
        """The schedules of a server, by their channels, each with its last posts."""
        own = select(schedules).where(schedules.c.guild_id == guild)
        async with self.database.reading() as connection:
            rows = (await connection.execute(own.order_by(schedules.c.channel_id))).all()
            past = {
                row.id: (await connection.execute(_last_posts(ScheduleId(row.id)))).all()
                for row in rows
            }
        return [
            ScheduleStatus(_schedule(row), row.next_due, tuple(map(_past, past[row.id])))
            for row in rows
        ]

    async def due(self, shards: Sequence[Shard], now: datetime) -> Sequence[Due]:
        """The schedules of these shards' servers whose moment has come, the earliest first."""
        come = (
            select(schedules)
            .join(servers, servers.c.guild_id == schedules.c.guild_id)
            .where(schedules.c.next_due <= in_utc(now), servers.c.left_at.is_(None))
            .where(_served_by(shards, schedules))
            .order_by(schedules.c.next_due, schedules.c.id)
        )
        async with self.database.reading() as connection:
            rows = (await connection.execute(come)).all()
        return [Due(_schedule(row), row.next_due) for row in rows]

    async def claim(
        self, due: Sequence[tuple[Due, datetime]], now: datetime, until: datetime
    ) -> Sequence[Post]:
        """Claim posts: which are the caller's now."""
        ordered = sorted(due, key=lambda pair: pair[0].schedule.id)  # fixed order: no deadlocks
        if not ordered:
            return []
        still_due = or_(*(_at(one) for one, _ in ordered))
        locked = select(schedules.c.id).where(still_due).order_by(schedules.c.id).with_for_update()
        async with self.database.writing() as connection:
            ours = set(await connection.scalars(locked))
            taken = [(one, next_due) for one, next_due in ordered if one.schedule.id in ours]
            if not taken:
                return []
            rows = [_claimed(one, in_utc(now), in_utc(until)) for one, _ in taken]
            inserted = self.database.insert(posts).values(rows).on_conflict_do_nothing()
            won = set(await connection.scalars(inserted.returning(posts.c.schedule_id)))
            await connection.execute(
                update(schedules)
                .where(schedules.c.id == bindparam("which"))
                .values(next_due=bindparam("later")),
                [{"which": one.schedule.id, "later": next_due} for one, next_due in taken],
            )
        return [
            Post(one.schedule, one.date, one.at, in_utc(now))
            for one, _ in taken
            if one.schedule.id in won
        ]

    async def skip(self, due: Due, next_due: datetime, why: Missed) -> None:
        """Note that a date passes without a post, unless the post was claimed by somebody."""
        row = _claimed(due, due.at, None) | {"state": PostState.SKIPPED.value, "problem": why.value}
        async with self.database.writing() as connection:
            moved = await connection.execute(
                update(schedules).where(_at(due)).values(next_due=next_due)
            )
            if moved.rowcount:
                inserted = self.database.insert(posts).values(row)
                await connection.execute(inserted.on_conflict_do_nothing())

    async def unfinished(self, shards: Sequence[Shard], now: datetime) -> Sequence[Post]:
        """The posts whose claim has run out, or whose next try has come."""
        waiting = (
            select(schedules, *(column.label(f"post_{column.name}") for column in posts.c))
            .join(posts, posts.c.schedule_id == schedules.c.id)
            .join(servers, servers.c.guild_id == schedules.c.guild_id)
            .where(posts.c.try_at <= in_utc(now), servers.c.left_at.is_(None))
            .where(_served_by(shards, posts))
            .order_by(posts.c.try_at, posts.c.schedule_id)
        )
        async with self.database.reading() as connection:
            rows = (await connection.execute(waiting)).all()
        return [_post(row) for row in rows]

    async def take_over(self, post: Post, now: datetime, until: datetime) -> Post | None:
        """Claim an unfinished post anew; None where another was faster."""
        taken = (
            update(posts)
            .where(_is(post), posts.c.try_at <= in_utc(now))
            .values(try_at=in_utc(until), attempts=posts.c.attempts + 1)
            .returning(posts.c.attempts)
        )
        async with self.database.writing() as connection:
            attempts = await connection.scalar(taken)
        return None if attempts is None else replace(post, attempts=attempts)

    async def recover(self, shards: Sequence[Shard], now: datetime) -> None:
        """Let every unfinished post of these shards be tried at once."""
        left = and_(posts.c.try_at > in_utc(now), _served_by(shards, posts))
        async with self.database.reading() as connection:
            if await connection.scalar(select(posts.c.schedule_id).where(left).limit(1)) is None:
                return  # as at most starts: nobody else is to wait for a write of nothing
        await self._write(update(posts).where(left).values(try_at=in_utc(now)))

    async def sent(self, post: Post, message: MessageId, shown: Sequence[EntryId]) -> None:
        """Note that the message is there, and which events it tells."""
        told = " ".join(entry.slug for entry in shown)
        values = {"state": PostState.SENT.value, "message_id": message, "shown": told}
        await self._write(update(posts).where(_is(post)).values(**values, problem=None))

    async def done(self, post: Post, at: datetime, problem: str | None = None) -> None:
        """Note that nothing is left to do, and what could not be done."""
        values = {"state": PostState.DONE.value, "sent_at": in_utc(at), "problem": problem}
        await self._write(update(posts).where(_is(post)).values(**values, try_at=None))

    async def failed(self, post: Post, problem: str, try_at: datetime) -> None:
        """Note what went wrong and when to try again."""
        values = {"problem": problem, "try_at": in_utc(try_at)}
        await self._write(
            update(posts).where(_is(post), posts.c.try_at.is_not(None)).values(values)
        )

    async def end(self, post: Post, why: Missed) -> None:
        """Note that the day ended before the post could be sent; the problem it had stays."""
        problem = func.coalesce(posts.c.problem, why.value)
        values = {"state": PostState.SKIPPED.value, "problem": problem, "try_at": None}
        await self._write(update(posts).where(_is(post)).values(values))

    async def tell_once(self, schedule: ScheduleId, problem: str | None) -> bool:
        """Whether this problem of a schedule is new and so to be told."""
        changed = (
            schedules.c.told.is_not(None)
            if problem is None
            else or_(schedules.c.told.is_(None), schedules.c.told != problem)
        )
        noted = update(schedules).where(schedules.c.id == schedule, changed).values(told=problem)
        return await self._write(noted) > 0 and problem is not None

    async def next_moment(self, shards: Sequence[Shard]) -> datetime | None:
        """When the next schedule is due or the next unfinished post is to be tried."""
        moments = [
            select(func.min(schedules.c.next_due)).where(_served_by(shards, schedules)),
            select(func.min(posts.c.try_at)).where(_served_by(shards, posts)),
        ]
        async with self.database.reading() as connection:
            found = [await connection.scalar(one) for one in moments]
        return min(filter(None, found), default=None)

    async def shown(self, guild: GuildId, day: MonthDay) -> Mapping[EntryId, int]:
        """How often a server's posts told each event of a day of the year."""
        that_day = select(posts.c.shown).where(
            posts.c.guild_id == guild,
            extract("month", posts.c.local_date) == day.month,
            extract("day", posts.c.local_date) == day.day,
        )
        async with self.database.reading() as connection:
            told = await connection.scalars(that_day)
        return Counter(EntryId(EntryKind.EVENT, slug) for each in told for slug in each.split())

    async def _write(self, statement: Any) -> int:  # noqa: ANN401 - any statement that changes rows
        async with self.database.writing() as connection:
            result = await connection.execute(statement)
        return int(result.rowcount)


def _row(schedule: Schedule) -> dict[str, object]:
    timetable = schedule.timetable
    return {
        "id": schedule.id,
        "guild_id": schedule.guild,
        "channel_id": schedule.channel,
        "at_minute": timetable.at.hour * _HOUR + timetable.at.minute,
        "zone": timetable.zone,
        "days": "".join(map(str, sorted(timetable.days))),
        "set_by": schedule.set_by,
        "thread": schedule.thread,
        "poll": schedule.poll,
        "ping": schedule.ping,
    }


def _schedule(row: Row[Any]) -> Schedule:
    hour, minute = divmod(row.at_minute, _HOUR)
    return Schedule(
        id=ScheduleId(row.id),
        guild=GuildId(row.guild_id),
        channel=ChannelId(row.channel_id),
        timetable=Timetable(time(hour, minute), row.zone, frozenset(map(int, row.days))),
        set_by=UserId(row.set_by),
        thread=row.thread,
        poll=row.poll,
        ping=None if row.ping is None else RoleId(row.ping),
    )


def _claimed(due: Due, now: datetime, until: datetime | None) -> dict[str, object]:
    return {
        "schedule_id": due.schedule.id,
        "local_date": due.date,
        "guild_id": due.schedule.guild,
        "state": PostState.CLAIMED.value,
        "due_at": due.at,
        "claimed_at": now,
        "attempts": 1,
        "try_at": until,
        "shown": "",
    }


def _post(row: Row[Any]) -> Post:
    return Post(
        schedule=_schedule(row),
        date=row.post_local_date,
        due_at=row.post_due_at,
        claimed_at=row.post_claimed_at,
        attempts=row.post_attempts,
        message=None if row.post_message_id is None else MessageId(row.post_message_id),
        problem=row.post_problem,
    )


def _past(row: Row[Any]) -> PastPost:
    return PastPost(
        date=row.local_date,
        state=PostState(row.state),
        due_at=row.due_at,
        message=None if row.message_id is None else MessageId(row.message_id),
        sent_at=row.sent_at,
        problem=row.problem,
    )


def _last_posts(schedule: ScheduleId) -> Any:  # noqa: ANN401 - a select, whose type is its columns
    own = select(posts).where(posts.c.schedule_id == schedule)
    return own.order_by(posts.c.local_date.desc()).limit(PAST_POSTS)


def _ending(meant: ColumnElement[bool]) -> Any:  # noqa: ANN401 - as above
    """Delete the unfinished posts of the schedules meant: nobody is to send them any more."""
    ids = select(schedules.c.id).where(meant)
    return delete(posts).where(posts.c.schedule_id.in_(ids), posts.c.try_at.is_not(None))


def _at(due: Due) -> ColumnElement[bool]:
    return and_(schedules.c.id == due.schedule.id, schedules.c.next_due == due.at)


def _is(post: Post) -> ColumnElement[bool]:
    return and_(posts.c.schedule_id == post.schedule.id, posts.c.local_date == post.date)


def _served_by(shards: Sequence[Shard], table: Table) -> ColumnElement[bool]:
    """Whether a row's server belongs to one of the shards, by Discord's formula."""
    numbers: defaultdict[int, list[int]] = defaultdict(list)
    for shard in shards:
        numbers[shard.count].append(shard.number)
    if not numbers:
        return ~true()
    # a division, for PostgreSQL has no shift of one bigint by another
    part = table.c.guild_id // (1 << 22)
    return or_(*((part % count).in_(sorted(own)) for count, own in numbers.items()))
