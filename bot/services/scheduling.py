"""Sets, shows and ends the daily posts of a server."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.almanac import Almanac, MonthDay
from bot.domain.posts import Announcement, Post, ScheduleBook, ScheduleStatus
from bot.domain.schedules import SCHEDULE_IDS, Schedule, ScheduleId
from bot.domain.servers import ChannelId, GuildId

MOST_SCHEDULES = 20
"""Of one server; a status shows them all."""


class TooManySchedulesError(Exception):
    """The server has as many schedules as it may."""


class EveryoneNotPingedError(Exception):
    """Everybody in a server is not pinged every day."""


class NoScheduleError(Exception):
    """The channel, or the whole server, has no daily post."""


class SeveralSchedulesError(Exception):
    """The server has several daily posts, and one has to be named."""

    def __init__(self, channels: Sequence[ChannelId]) -> None:
        super().__init__(channels)
        self.channels = tuple(channels)


class Scheduling:
    """The daily posts of servers, as their admins see them."""

    def __init__(
        self,
        book: ScheduleBook,
        almanac: Almanac,
        now: Callable[[], datetime],
        draw: Callable[[int], int],
    ) -> None:
        self._book = book
        self.almanac = almanac
        self._now = now
        self._draw = draw

    async def set(self, wanted: Schedule) -> ScheduleStatus:
        """Keep what an admin wants in place of the channel's schedule, under an id drawn for it.

        Raises TooManySchedulesError and StorageError.
        """
        known = {status.schedule.channel for status in await self._book.of_guild(wanted.guild)}
        if len(known - {wanted.channel}) >= MOST_SCHEDULES:
            raise TooManySchedulesError
        schedule = replace(wanted, id=ScheduleId(self._draw(SCHEDULE_IDS)))
        next_due = wanted.timetable.next_after(self._now())
        await self._book.put(schedule, next_due)
        return ScheduleStatus(schedule, next_due)

    async def status(self, guild: GuildId) -> Sequence[ScheduleStatus]:
        """The schedules of a server; StorageError."""
        return await self._book.of_guild(guild)

    async def end(self, guild: GuildId, channel: ChannelId | None) -> ChannelId:
        """End the daily post of a channel, or the only one of the server: which it was.

        Raises NoScheduleError, SeveralSchedulesError and StorageError.
        """
        if channel is None:
            channels = [status.schedule.channel for status in await self._book.of_guild(guild)]
            if len(channels) > 1:
                raise SeveralSchedulesError(channels)
            if not channels:
                raise NoScheduleError
            channel = channels[0]
        if not await self._book.remove(guild, channel):
            raise NoScheduleError
        return channel

    async def preview(self, schedule: Schedule, when: date) -> Announcement | None:
        """What a schedule would post on a date; None where the store has nothing of that day."""
        shown = await self._book.shown(schedule.guild, MonthDay.of(when))
        events = self.almanac.chosen(when, shown)
        now = self._now()
        return Announcement(Post(schedule, when, now, now), tuple(events)) if events else None

    async def today(self, guild: GuildId | None, channel: ChannelId | None) -> date:
        """The date where the readers are: by the channel's schedule, or another of the server.

        In UTC where there is none. Raises StorageError.
        """
        statuses = await self._book.of_guild(guild) if guild is not None else ()
        own = [status for status in statuses if status.schedule.channel == channel]
        for status in (*own, *statuses):
            return status.schedule.timetable.local_date(self._now())
        return self.utc_today()

    def utc_today(self) -> date:
        """The date in UTC."""
        return self._now().astimezone(UTC).date()
