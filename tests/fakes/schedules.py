"""The book of schedules, in memory."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.domain.almanac import MonthDay
from bot.domain.entries import EntryId
from bot.domain.posts import Due, Missed, PastPost, Post, PostState, ScheduleStatus
from bot.domain.schedules import Schedule, ScheduleId
from bot.domain.servers import ChannelId, GuildId, MessageId, Shard, in_utc

PAST_POSTS = 7


@dataclass
class _Kept:
    schedule: Schedule
    next_due: datetime
    told: str | None = None


@dataclass
class _Row:
    post: Post
    state: PostState = PostState.CLAIMED
    try_at: datetime | None = None
    sent_at: datetime | None = None
    shown: tuple[EntryId, ...] = field(default=())


class FakeScheduleBook:
    """Keeps the promises of ``ScheduleBook`` for as long as it lives."""

    def __init__(self) -> None:
        self._schedules: dict[ScheduleId, _Kept] = {}
        self._posts: dict[tuple[ScheduleId, date], _Row] = {}

    async def put(self, schedule: Schedule, next_due: datetime) -> None:
        """Keep a schedule in place of any other of its channel."""
        self._drop(lambda kept: kept.channel == schedule.channel)
        self._schedules[schedule.id] = _Kept(schedule, in_utc(next_due))

    async def remove(self, guild: GuildId, channel: ChannelId) -> bool:
        """Remove a channel's schedule; whether there was one."""
        return self._drop(lambda kept: (kept.guild, kept.channel) == (guild, channel))

    def _drop(self, meant: Callable[[Schedule], bool]) -> bool:
        gone = {key for key, kept in self._schedules.items() if meant(kept.schedule)}
        self._schedules = {k: v for k, v in self._schedules.items() if k not in gone}
        self._posts = {
            key: row for key, row in self._posts.items() if key[0] not in gone or row.try_at is None
        }
        return bool(gone)

    async def of_guild(self, guild: GuildId) -> Sequence[ScheduleStatus]:
        """The schedules of a server, by their channels."""
        own = [kept for kept in self._schedules.values() if kept.schedule.guild == guild]
        own.sort(key=lambda kept: kept.schedule.channel)
        return [
            ScheduleStatus(kept.schedule, kept.next_due, self._past(kept.schedule.id))
            for kept in own
        ]

    def _past(self, schedule: ScheduleId) -> tuple[PastPost, ...]:
        rows = [row for (key, _), row in self._posts.items() if key == schedule]
        rows.sort(key=lambda row: row.post.date, reverse=True)
        return tuple(
            PastPost(
                row.post.date,
                row.state,
                row.post.due_at,
                row.post.message,
                row.sent_at,
                row.post.problem,
            )
            for row in rows[:PAST_POSTS]
        )

    async def due(self, shards: Sequence[Shard], now: datetime) -> Sequence[Due]:
        """The schedules whose moment has come, the earliest first."""
        come = [
            Due(kept.schedule, kept.next_due)
            for kept in self._schedules.values()
            if kept.next_due <= in_utc(now) and _served(kept.schedule.guild, shards)
        ]
        return sorted(come, key=lambda due: (due.at, due.schedule.id))

    async def claim(
        self, due: Sequence[tuple[Due, datetime]], now: datetime, until: datetime
    ) -> Sequence[Post]:
        """Claim posts: which are the caller's now."""
        ours = []
        for one, next_due in sorted(due, key=lambda pair: pair[0].schedule.id):
            kept = self._schedules.get(one.schedule.id)
            if kept is None or kept.next_due != one.at:
                continue
            kept.next_due = next_due
            key = (one.schedule.id, one.date)
            if key not in self._posts:
                post = Post(one.schedule, one.date, one.at, in_utc(now))
                self._posts[key] = _Row(post, try_at=in_utc(until))
                ours.append(post)
        return ours

    async def skip(self, due: Due, next_due: datetime, why: Missed) -> None:
        """Note that a date passes without a post, unless it was claimed."""
        kept = self._schedules.get(due.schedule.id)
        if kept is None or kept.next_due != due.at:
            return
        kept.next_due = next_due
        post = Post(due.schedule, due.date, due.at, due.at, problem=why.value)
        self._posts.setdefault((due.schedule.id, due.date), _Row(post, PostState.SKIPPED))

    async def unfinished(self, shards: Sequence[Shard], now: datetime) -> Sequence[Post]:
        """The posts to go on with now."""
        waiting = [
            row
            for row in self._posts.values()
            if row.try_at is not None
            and row.try_at <= in_utc(now)
            and row.post.schedule.id in self._schedules
            and _served(row.post.schedule.guild, shards)
        ]
        waiting.sort(key=lambda row: (row.try_at or now, row.post.schedule.id))
        return [row.post for row in waiting]

    async def take_over(self, post: Post, now: datetime, until: datetime) -> Post | None:
        """Claim an unfinished post anew."""
        row = self._row(post)
        if row is None or row.try_at is None or row.try_at > in_utc(now):
            return None
        row.try_at = in_utc(until)
        row.post = replace(row.post, attempts=row.post.attempts + 1)
        return replace(post, attempts=row.post.attempts)

    async def recover(self, shards: Sequence[Shard], now: datetime) -> None:
        """Let every unfinished post of these shards be tried at once."""
        for row in self._posts.values():
            if row.try_at and row.try_at > now and _served(row.post.schedule.guild, shards):
                row.try_at = in_utc(now)

    async def sent(self, post: Post, message: MessageId, shown: Sequence[EntryId]) -> None:
        """Note that the message is there."""
        if row := self._row(post):
            row.state, row.shown = PostState.SENT, tuple(shown)
            row.post = replace(row.post, message=message, problem=None)

    async def done(self, post: Post, at: datetime, problem: str | None = None) -> None:
        """Note that nothing is left to do."""
        if row := self._row(post):
            row.state, row.sent_at, row.try_at = PostState.DONE, in_utc(at), None
            row.post = replace(row.post, problem=problem)

    async def failed(self, post: Post, problem: str, try_at: datetime) -> None:
        """Note what went wrong and when to try again."""
        row = self._row(post)
        if row and row.try_at is not None:
            row.try_at = in_utc(try_at)
            row.post = replace(row.post, problem=problem)

    async def end(self, post: Post, why: Missed) -> None:
        """Note that the day ended before the post could be sent."""
        if row := self._row(post):
            row.state, row.try_at = PostState.SKIPPED, None
            row.post = replace(row.post, problem=row.post.problem or why.value)

    async def tell_once(self, schedule: ScheduleId, problem: str | None) -> bool:
        """Whether this problem of a schedule is new and so to be told."""
        kept = self._schedules.get(schedule)
        if kept is None or kept.told == problem:
            return False
        kept.told = problem
        return problem is not None

    async def next_moment(self, shards: Sequence[Shard]) -> datetime | None:
        """When the next schedule is due or the next unfinished post is to be tried."""
        moments = [
            kept.next_due
            for kept in self._schedules.values()
            if _served(kept.schedule.guild, shards)
        ]
        moments += [
            row.try_at
            for row in self._posts.values()
            if row.try_at is not None and _served(row.post.schedule.guild, shards)
        ]
        return min(moments, default=None)

    async def shown(self, guild: GuildId, day: MonthDay) -> Mapping[EntryId, int]:
        """How often a server's posts told each event of a day of the year."""
        return Counter(
            entry
            for (_, when), row in self._posts.items()
            if row.post.schedule.guild == guild and MonthDay.of(when) == day
            for entry in row.shown
        )

    def _row(self, post: Post) -> _Row | None:
        return self._posts.get((post.schedule.id, post.date))


def _served(guild: GuildId, shards: Sequence[Shard]) -> bool:
    return any(shard.serves(guild) for shard in shards)
