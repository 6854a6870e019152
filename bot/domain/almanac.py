"""What happened on each day of the year."""

import re
from calendar import isleap, monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from bot.domain.dates import MONTHS, Precision
from bot.domain.entries import EntryId, Event

LEAP_YEAR = 2024
"""Any: in it every day of the year has a date."""
MOST_BESIDE = 2
"""Events of a day's post beside the main one."""


class UnreadableDateError(ValueError):
    """What was typed names no day of the year."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True, slots=True, order=True)
class MonthDay:
    """A day of the year, 29 February among them."""

    month: int
    day: int

    def __post_init__(self) -> None:
        """Refuse what no year has."""
        date(LEAP_YEAR, self.month, self.day)

    @classmethod
    def of(cls, when: date) -> Self:
        """The day of the year that a date is."""
        return cls(when.month, when.day)

    @classmethod
    def parse(cls, code: str) -> Self:
        """Read `0302`, as `code` gives it; anything else is a ValueError."""
        if not re.fullmatch(r"[0-9]{4}", code):
            raise ValueError(f"{code!r} is no day such as 0302")
        return cls(int(code[:2]), int(code[2:]))

    @property
    def code(self) -> str:
        """The form that `parse` reads: month and day, two digits each."""
        return f"{self.month:02}{self.day:02}"

    @property
    def words(self) -> str:
        """The day as a reader expects it: `2 March`."""
        return f"{self.day} {MONTHS[self.month - 1]}"

    def later(self, days: int) -> "MonthDay":
        """So many days on, or back where they are less than none; the year goes round."""
        return MonthDay.of(date(LEAP_YEAR, self.month, self.day) + timedelta(days))

    def next_date(self, today: date) -> date:
        """The first date from today on that is this day; for 29 February in the next leap year."""
        year = today.year
        while True:
            if self != LEAP_DAY or isleap(year):
                found = date(year, self.month, self.day)
                if found >= today:
                    return found
            year += 1


LEAP_DAY = MonthDay(2, 29)


class Almanac:
    """The events that are known to the day, by their day of the year."""

    def __init__(self, events: Iterable[Event]) -> None:
        by_day: dict[MonthDay, list[Event]] = defaultdict(list)
        for event in events:
            if event.date.precision is Precision.DAY:
                by_day[MonthDay.of(event.date.first_day)].append(event)
        self._by_day = {day: tuple(sorted(found, key=_rank)) for day, found in by_day.items()}

    def on(self, day: MonthDay) -> Sequence[Event]:
        """The events of a day of the year: what matters most first, of equals the oldest."""
        return self._by_day.get(day, ())

    def for_date(self, when: date) -> Sequence[Event]:
        """The events to remember on a date: on 28 February of a common year those of the 29th too.

        So nothing of the leap day is lost in the three years that have none.
        """
        day = MonthDay.of(when)
        if day.later(1) != LEAP_DAY or isleap(when.year):
            return self.on(day)
        return sorted((*self.on(day), *self.on(LEAP_DAY)), key=_rank)

    def chosen(self, when: date, shown: Mapping[EntryId, int]) -> Sequence[Event]:
        """What a post on a date tells: the main event, and those beside it that were seen least.

        `shown` says how often each was seen before, so that one beside the main event comes again
        only after the others of its day.
        """
        if not (events := self.for_date(when)):
            return ()
        main, *others = events
        others.sort(key=lambda event: shown.get(event.id, 0))
        return (main, *sorted(others[:MOST_BESIDE], key=_rank))


def _rank(event: Event) -> tuple[int, date, str]:
    return -event.weight, event.date.first_day, event.id.slug


_NEAR_DAYS = {"today": 0, "now": 0, "tomorrow": 1, "yesterday": -1}
_NAMED = {name.lower(): n for n, name in enumerate(MONTHS, 1)}
_SMALL = frozenset({"on", "the", "of", "day", "date"})
_SHORTEST_NAME = 3


def days_meant(text: str, today: date) -> Sequence[MonthDay]:
    """The days of the year that a text may mean, the likeliest first; none if it means no day.

    `3 march`, `March 3rd 1969`, `yesterday`, `0303`, `3/4`, `1969-03-02`. Of two readings of a pair
    of numbers the day comes first, as in most of the world, but after a hyphen or without a sign
    the month, as in ISO 8601.
    """
    words = text.lower().replace(",", " ").split()
    if len(words) == 1 and words[0] in _NEAR_DAYS:
        return (MonthDay.of(today + timedelta(_NEAR_DAYS[words[0]])),)
    pairs = _with_name(words) or _in_figures("".join(words) if len(words) == 1 else "/".join(words))
    return tuple(dict.fromkeys(_valid(pairs)))


def _valid(pairs: Iterable[tuple[int, int]]) -> Iterator[MonthDay]:
    for month, day in pairs:
        if 1 <= month <= len(MONTHS) and 1 <= day <= monthrange(LEAP_YEAR, month)[1]:
            yield MonthDay(month, day)


def _with_name(words: Sequence[str]) -> Sequence[tuple[int, int]]:
    """Month and day from words of which one begins a month's name and another is its day."""
    months, days = [], []
    for word in words:
        plain = word.strip(".")
        if number := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", plain):
            days.append(int(number[1]))
        elif len(plain) >= _SHORTEST_NAME and plain.isalpha():
            months += [n for name, n in _NAMED.items() if name.startswith(plain[:4])]
            if not months and plain not in _SMALL:
                return ()
        elif not re.fullmatch(r"\d{4}", plain) and plain not in _SMALL:
            return ()
    return [(months[0], days[0])] if len(months) == 1 and len(days) == 1 else ()


def _in_figures(text: str) -> Sequence[tuple[int, int]]:
    """Months and days from figures alone, the likeliest pair first."""
    if found := re.fullmatch(r"\d{4}(?:(\d\d)(\d\d)|[-/.](\d\d?)[-/.](\d\d?))", text):
        month, day = (int(part) for part in found.groups() if part)
        return [(month, day)]
    if found := re.fullmatch(r"(\d\d)(\d\d)|(\d)(\d\d)", text):
        first, second = (int(part) for part in found.groups() if part)
        # a first part that is no month is half of a year: 1911, 2008
        return [(first, second), (second, first)] if first <= len(MONTHS) else ()
    found = re.fullmatch(r"(\d\d?)([-/.])(\d\d?)\.?(?:[-/.]?\d{4})?", text)
    if found is None:
        return ()
    first, second = int(found[1]), int(found[3])
    readings = [(second, first), (first, second)]
    if found[2] == ".":  # German, Russian and others: never the month first
        return readings[:1]
    return readings[::-1] if found[2] == "-" else readings
