"""When and where a channel gets its daily post."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NewType
from zoneinfo import ZoneInfo

from bot.domain.servers import ChannelId, GuildId, RoleId, UserId, in_utc

ScheduleId = NewType("ScheduleId", int)
"""Drawn at random: it names a post to Discord, and no two databases may name two posts alike."""
SCHEDULE_IDS = 2**48
"""How many there are to draw from."""
NOT_KEPT = ScheduleId(0)
"""The id of a schedule that is only wanted, or looked at."""

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EVERY_DAY = frozenset(range(7))
WEEKDAYS = frozenset(range(5))
WEEKEND = EVERY_DAY - WEEKDAYS
_MINUTE = timedelta(minutes=1)


class UnreadableError(ValueError):
    """What an admin typed is none of what it should be."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class UnreadableTimeError(UnreadableError):
    """No time of day."""


class UnreadableDaysError(UnreadableError):
    """No days of the week."""


class UnknownZoneError(UnreadableError):
    """No time zone that the time zone database has."""


def zone_named(name: str) -> ZoneInfo:
    """The time zone of this IANA name; UnknownZoneError where there is none."""
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError) as error:  # a folder's name is an OSError
        raise UnknownZoneError(name) from error


_CLOCK = re.compile(r"(\d{1,2})(?:[:.h]?(\d\d))?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)
_NAMED_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}


def time_of_day(text: str) -> time:
    """Read `09:30`, `9am`, `9.30 pm`, `0930` or `noon`; UnreadableTimeError for anything else."""
    plain = text.strip().lower()
    if plain in _NAMED_TIMES:
        return _NAMED_TIMES[plain]
    found = _CLOCK.fullmatch(plain)
    if found is None or (not found[2] and not found[3]):  # `9` alone may be morning or evening
        raise UnreadableTimeError(text)
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half:
        if not 1 <= hour <= 12:
            raise UnreadableTimeError(text)
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    try:
        return time(hour, minute)
    except ValueError as error:
        raise UnreadableTimeError(text) from error


_DAYS_NAMED = {
    "": EVERY_DAY,
    "daily": EVERY_DAY,
    "every day": EVERY_DAY,
    "all": EVERY_DAY,
    "weekdays": WEEKDAYS,
    "weekend": WEEKEND,
    "weekends": WEEKEND,
}
_SHORTEST_DAY = 2


def days_of_week(text: str) -> frozenset[int]:
    """Read `weekdays`, `mon, wed` or `tue-thu`; Monday is 0. UnreadableDaysError otherwise."""
    plain = " ".join(text.lower().split())
    if plain in _DAYS_NAMED:
        return _DAYS_NAMED[plain]
    days: set[int] = set()
    ranges = re.sub(r"\s*(?:-|–|\bto\b)\s*", "-", plain)
    for part in re.split(r"\s*(?:,|;|/|\band\b|\s)\s*", ranges):
        first, *last = part.split("-", 1)
        start, end = _day(first, text), _day(last[0] if last else first, text)
        days.update((start + n) % 7 for n in range((end - start) % 7 + 1))
    return frozenset(days)


def _day(name: str, text: str) -> int:
    for n, day in enumerate(DAY_NAMES):
        if len(name) >= _SHORTEST_DAY and day.lower().startswith(name.removesuffix("s")):
            return n
    raise UnreadableDaysError(text)


def days_in_words(days: frozenset[int]) -> str:
    """The days of the week as a reader expects them: `every day`, `Monday to Friday`."""
    match days:
        case _ if days == EVERY_DAY:
            return "every day"
        case _ if days == WEEKDAYS:
            return "Monday to Friday"
        case _:
            return ", ".join(DAY_NAMES[day] for day in sorted(days))


@dataclass(frozen=True, slots=True)
class Timetable:
    """A time of day on the wall of a place, on some days of the week."""

    at: time
    """To the minute, and of no zone."""
    zone: str
    """By its IANA name."""
    days: frozenset[int] = EVERY_DAY
    """Monday is 0."""

    def __post_init__(self) -> None:
        """Refuse what would never be due: no day, or a zone that is none (UnknownZoneError)."""
        if not self.days or not self.days <= EVERY_DAY:
            raise ValueError(f"{sorted(self.days)} are no days of the week")
        zone_named(self.zone)

    @property
    def local_zone(self) -> ZoneInfo:
        """The time zone of the place."""
        return zone_named(self.zone)

    def local_date(self, moment: datetime) -> date:
        """The date on the calendar of the place."""
        return in_utc(moment).astimezone(self.local_zone).date()

    def due_on(self, when: date) -> datetime | None:
        """The moment, in UTC, at which the time comes on a local date; None where it never does.

        Clocks that go back show a time twice: the first counts. Clocks that go forward leave some
        out: then it is the first minute after the gap. A zone may leave a whole day out, as Samoa
        did 30 December 2011; that day has no moment.
        """
        if when.weekday() not in self.days:
            return None
        zone = self.local_zone
        wall = datetime.combine(when, self.at)
        while wall.date() == when:
            moment = wall.replace(tzinfo=zone).astimezone(UTC)
            if moment.astimezone(zone).replace(tzinfo=None) == wall:
                return moment
            wall += _MINUTE
        return None

    def next_after(self, moment: datetime) -> datetime:
        """The first moment later than this one at which the time comes."""
        day = self.local_date(moment)
        while True:
            due = self.due_on(day)
            if due is not None and due > moment:
                return due
            day += timedelta(days=1)

    @property
    def words(self) -> str:
        """The timetable for a reader: `09:00, Monday to Friday (Europe/Berlin)`."""
        return f"{self.at:%H:%M}, {days_in_words(self.days)} ({self.zone})"


@dataclass(frozen=True, slots=True)
class Schedule:
    """A channel's daily post, as an admin set it; setting it anew makes another schedule."""

    id: ScheduleId
    guild: GuildId
    channel: ChannelId
    timetable: Timetable
    set_by: UserId
    thread: bool = False
    poll: bool = False
    ping: RoleId | None = None
    """The role that each post pings; by itself none does."""
