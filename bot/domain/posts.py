"""Daily posts: one for a schedule and a local date, from its claim to its end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Protocol

from bot.domain.almanac import MonthDay
from bot.domain.entries import EntryId, Event
from bot.domain.schedules import Schedule, ScheduleId
from bot.domain.servers import ChannelId, GuildId, MessageId, Shard

PUNCTUAL = timedelta(minutes=5)
"""Up to so much after its moment a post is not called late."""
NONCE_LIVES = timedelta(minutes=2)
"""How long Discord surely knows a nonce again: it says "a few minutes"."""
LEASE = timedelta(seconds=60)
"""How long a claim is its claimer's: longer than discord.py repeats one request by itself."""
FIRST_RETRY = timedelta(seconds=8)
LAST_RETRY = timedelta(minutes=10)
MOST_DOUBLED = 10
"""Of the waiting time: beyond it the number would only grow."""


class PostState(Enum):
    """How far a post has come."""

    CLAIMED = "claimed"
    """Somebody is sending it, or will try again."""
    SENT = "sent"
    """Its message is there; a thread, a poll or the publishing may be missing."""
    DONE = "done"
    SKIPPED = "skipped"
    """Its day ended before it could be sent."""


class Missed(Enum):
    """Why a post was skipped."""

    BOT_AWAY = "bot away"
    """The bot did not run, or was not connected, until the day had ended."""
    NOT_POSSIBLE = "not possible"
    """It was tried, and failed until the day had ended."""


@dataclass(frozen=True, slots=True)
class Due:
    """A schedule whose moment has come."""

    schedule: Schedule
    at: datetime

    @property
    def date(self) -> date:
        """The local date that the post is for."""
        return self.schedule.timetable.local_date(self.at)


@dataclass(frozen=True, slots=True)
class Post:
    """A post that was claimed."""

    schedule: Schedule
    date: date
    """The local date, whose events it tells."""
    due_at: datetime
    claimed_at: datetime
    """When it was first claimed: what Discord has of it is not older."""
    attempts: int = 1
    message: MessageId | None = None
    problem: str | None = None

    @property
    def nonce(self) -> str:
        """What Discord knows the message by if it is sent twice; at most 25 characters."""
        return f"{self.schedule.id:x}-{self.date:%Y%m%d}"

    @property
    def retry_in(self) -> timedelta:
        """How long to wait after a failure: longer each time."""
        doubled: int = 2 ** min(self.attempts, MOST_DOUBLED)
        return min(FIRST_RETRY * doubled, LAST_RETRY)

    def is_over(self, now: datetime) -> bool:
        """Whether its day has ended where it would appear."""
        return self.schedule.timetable.local_date(now) > self.date

    def may_be_forgotten_by_discord(self, now: datetime) -> bool:
        """Whether it may have been sent so long ago that its nonce no longer holds."""
        return self.attempts > 1 and now - self.claimed_at > NONCE_LIVES

    def is_late(self, now: datetime) -> bool:
        """Whether it comes so long after its moment that readers are told."""
        return now - self.due_at > PUNCTUAL


@dataclass(frozen=True, slots=True)
class PastPost:
    """What became of a schedule's post of one date."""

    date: date
    state: PostState
    due_at: datetime
    message: MessageId | None = None
    sent_at: datetime | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class ScheduleStatus:
    """A schedule with when it is due next and what became of its last posts, the newest first."""

    schedule: Schedule
    next_due: datetime
    past: tuple[PastPost, ...] = ()


class ScheduleBook(Protocol):
    """Keeps the schedules and their posts. A naive moment is refused with ``ValueError``."""

    async def put(self, schedule: Schedule, next_due: datetime) -> None:
        """Keep a schedule in place of any other of its channel, whose unfinished posts end."""
        ...

    async def remove(self, guild: GuildId, channel: ChannelId) -> bool:
        """Remove a channel's schedule with its unfinished posts; whether there was one."""
        ...

    async def of_guild(self, guild: GuildId) -> Sequence[ScheduleStatus]:
        """The schedules of a server, by their channels, each with its last posts."""
        ...

    async def due(self, shards: Sequence[Shard], now: datetime) -> Sequence[Due]:
        """The schedules of these shards' servers whose moment has come, the earliest first."""
        ...

    async def claim(
        self, due: Sequence[tuple[Due, datetime]], now: datetime, until: datetime
    ) -> Sequence[Post]:
        """Claim posts, each with the moment its schedule is due next: which are the caller's now.

        Of several who claim one post a single one gets it. All are taken or none.
        """
        ...

    async def skip(self, due: Due, next_due: datetime, why: Missed) -> None:
        """Note that a date passes without a post, unless the post was claimed by somebody."""
        ...

    async def unfinished(self, shards: Sequence[Shard], now: datetime) -> Sequence[Post]:
        """The posts of these shards' servers to go on with now, the longest waiting first."""
        ...

    async def take_over(self, post: Post, now: datetime, until: datetime) -> Post | None:
        """Claim an unfinished post anew, with one attempt more; None where another was faster."""
        ...

    async def recover(self, shards: Sequence[Shard], now: datetime) -> None:
        """Let every unfinished post of these shards be tried at once: who claimed it has ended."""
        ...

    async def sent(self, post: Post, message: MessageId, shown: Sequence[EntryId]) -> None:
        """Note that the message is there, and which events it tells."""
        ...

    async def done(self, post: Post, at: datetime, problem: str | None = None) -> None:
        """Note that nothing is left to do, and what could not be done."""
        ...

    async def failed(self, post: Post, problem: str, try_at: datetime) -> None:
        """Note what went wrong and when to try again."""
        ...

    async def end(self, post: Post, why: Missed) -> None:
        """Note that the day ended before the post could be sent; the problem it had stays."""
        ...

    async def tell_once(self, schedule: ScheduleId, problem: str | None) -> bool:
        """Whether this problem of a schedule is new and so to be told; None when all is well."""
        ...

    async def next_moment(self, shards: Sequence[Shard]) -> datetime | None:
        """When the next schedule is due or the next unfinished post is to be tried."""
        ...

    async def shown(self, guild: GuildId, day: MonthDay) -> Mapping[EntryId, int]:
        """How often a server's posts told each event of a day of the year."""
        ...


class PostingError(Exception):
    """A post could not be sent, or what belongs to it could not be done."""

    kind = ""

    @property
    def code(self) -> str:
        """What is kept of it: its kind, and what it is about."""
        return f"{self.kind}: {self}" if str(self) else self.kind


class AwayError(PostingError):
    """Discord did not answer, or not as it should: it may be there again soon."""

    kind = "away"


class ChannelGoneError(PostingError):
    """The channel is no longer there."""

    kind = "channel gone"


class MessageGoneError(PostingError):
    """Somebody has deleted the message."""

    kind = "message gone"


class RightsMissingError(PostingError):
    """The bot lacks permissions in the channel."""

    kind = "rights missing"

    def __init__(self, rights: Sequence[str]) -> None:
        super().__init__("; ".join(rights))  # the name of one has commas in it
        self.rights = tuple(rights)
        """By the names that Discord shows to admins."""


class RefusedError(PostingError):
    """Discord refuses what is sent."""

    kind = "refused"


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a post says."""

    post: Post
    events: tuple[Event, ...]
    """The main event, then those beside it; at least one."""
    late: bool = False


class Announcer(Protocol):
    """Puts posts in front of readers. What cannot be done is a ``PostingError``."""

    @property
    def shards(self) -> Sequence[Shard]:
        """The shards that are connected now."""
        ...

    def serves(self, guild: GuildId) -> bool:
        """Whether the server can be reached now: it is known, there and connected."""
        ...

    async def announce(self, announcement: Announcement) -> MessageId:
        """Send the message; sent twice with one nonce within minutes, it is there once."""
        ...

    async def find(self, post: Post) -> MessageId | None:
        """The message of a post that may have been sent before; None where it was not."""
        ...

    async def follow_up(self, announcement: Announcement, message: MessageId) -> None:
        """Start the thread, ask the poll and publish, as the schedule wants; twice is as once."""
        ...

    async def warn(self, schedule: Schedule, problem: PostingError) -> None:
        """Tell the server's admins, or who set the schedule, what is wrong and what to do."""
        ...
