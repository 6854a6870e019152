"""Finds the day of the year that somebody means."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.almanac import Almanac, MonthDay, days_meant
from bot.domain.answers import Answer
from bot.domain.dates import MONTHS, Precision
from bot.domain.entries import Entry, EntryKind, Event
from bot.services.answering import Answering

SHORTEST_MONTH = 3
"""Letters of a month's name from which its days are suggested."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A day that may be meant, and what is said of it."""

    day: MonthDay
    words: str


class DayFinding:
    """Reads dates, and finds those of things that happened."""

    def __init__(self, almanac: Almanac, answering: Answering) -> None:
        self.almanac = almanac
        self._answering = answering

    def meant(self, text: str, today: date) -> MonthDay | None:
        """The day of a date in any form, else of the event that a text means; None for neither."""
        days = days_meant(text, today)
        if days:
            return days[0]
        reply = self._answering.open(EntryKind.EVENT, text)
        return self._day_of(reply.entry) if isinstance(reply, Answer) else None

    def _day_of(self, entry: Entry) -> MonthDay | None:
        """The day of an event, or of the chief event of another entry."""
        around = [entry] if isinstance(entry, Event) else self._answering.related(entry.id)
        events = sorted(_known_to_the_day(around), key=lambda event: -event.weight)
        return MonthDay.of(events[0].date.first_day) if events else None

    def suggestions(self, typed: str, today: date, most: int) -> Sequence[Suggestion]:
        """The days that may be meant by what is typed so far, the likeliest first."""
        near = [] if typed.strip() else ["today", "yesterday", "tomorrow"]
        found = [Suggestion(days_meant(word, today)[0], word.capitalize()) for word in near]
        found += [Suggestion(day, day.words) for day in days_meant(typed, today)]
        found += map(_of_event, self._in_month(typed))
        completed = self._answering.complete(EntryKind.EVENT, typed, most) if typed.strip() else ()
        found += map(_of_event, _known_to_the_day(completed))
        return list(dict.fromkeys(found))[:most]

    def _in_month(self, typed: str) -> Sequence[Event]:
        """What matters most in a month whose name is typed, in order of the days."""
        name = typed.strip().lower()
        months = [n for n, month in enumerate(MONTHS, 1) if month.lower().startswith(name)]
        if len(name) < SHORTEST_MONTH or len(months) != 1:
            return ()
        days = (MonthDay(months[0], 1).later(n) for n in range(31))
        first = [self.almanac.on(day)[:1] for day in days if day.month == months[0]]
        return [event for events in first for event in events]


def _known_to_the_day(entries: Iterable[Entry]) -> Iterator[Event]:
    for entry in entries:
        if isinstance(entry, Event) and entry.date.precision is Precision.DAY:
            yield entry


def _of_event(event: Event) -> Suggestion:
    return Suggestion(MonthDay.of(event.date.first_day), f"{event.date.words}: {event.title}")
