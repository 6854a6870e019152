"""Answers questions that join two things, from the dates of events and the offices of people.

`Who was premier when the fighting began?`, `what happened between A and B?`, `how long after A was
B?` are answered from what the entries say of themselves; nothing of it is written out anywhere.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.answers import Finder, Joined
from bot.domain.dates import HistoricalDate
from bot.domain.entries import Entry, EntryKind, Event, Person, Topic
from bot.domain.library import Library
from bot.domain.offices import Office
from bot.domain.spelling import fold
from bot.services import joined_questions as ways

SURE_ENOUGH = 0.3
"""How sure it must be which event or person a part of a question means."""
MOST_LISTED = 12
"""Events between two others that are listed; the weightiest if there are more."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was, and what it was: an event, a death, or only a date in the question."""

    date: HistoricalDate
    entry: Entry | None = None
    called: str = ""

    @property
    def words(self) -> str:
        """What it was, with its date."""
        return f"{self.called} ({self.date.words})" if self.called else self.date.words


class Joining:
    """Reads what a question joins, finds each part, and works out what follows."""

    def __init__(self, library: Library, finder: Finder) -> None:
        self._library = library
        self._finder = finder
        self._ways: Sequence[
            tuple[Sequence[re.Pattern[str]], Callable[[re.Match[str]], Joined | None]]
        ] = (
            (ways.IN_OFFICE, self._in_office),
            (ways.AMBASSADOR, self._ambassador),
            (ways.SUCCESSION, self._successor),
            (ways.ALIVE, self._alive),
            (ways.HOW_OLD, self._age),
            (ways.HOW_LONG, self._elapsed),
            (ways.WHICH_FIRST, self._order),
            (ways.IN_BETWEEN, self._between),
        )

    def answer(self, question: str) -> Joined | None:
        """What follows from the entries that a question joins; None if it joins none."""
        text = ways.ASIDE.sub("", fold(question)).replace("what age was", "how old was")
        for patterns, work_out in self._ways:
            for match in filter(None, (pattern.fullmatch(text) for pattern in patterns)):
                found = work_out(match)
                if found is not None:
                    return found
        return None

    def _moment(self, phrase: str) -> Moment | None:
        if self._library.of_name(EntryKind.PERSON, phrase):
            return None  # somebody is no moment
        death = ways.DEATH.fullmatch(phrase)
        dead = death and self._library.of_name(EntryKind.PERSON, death["of"] or death["whose"])
        if isinstance(dead, Person) and dead.died:
            return Moment(dead.died, dead, f"the death of {dead.name}")
        date = HistoricalDate.read(phrase) or _part_of_a_decade(phrase)
        only_a_date = date and (fold(date.words) == phrase or ways.DECADE.fullmatch(phrase))
        event = None if only_a_date else self._event(phrase)
        if event is not None:
            return Moment(event.date, event, event.title)
        return Moment(date) if date else None

    def _event(self, phrase: str) -> Event | None:
        """The event that a phrase means: by itself, or as the chief one of a topic."""
        named = self._library.named(phrase)
        if isinstance(named, Topic):
            return self._chief_event(named, phrase)
        among_all = self._finder.find(phrase)
        if among_all and among_all[0].score >= SURE_ENOUGH:
            meant = self._library.entry(among_all[0].entry)
            if isinstance(meant, Topic):
                return self._chief_event(meant, phrase)
        among_events = self._finder.find(phrase, EntryKind.EVENT)
        if not among_events or among_events[0].score < SURE_ENOUGH:
            return None
        event = self._library.entry(among_events[0].entry)
        return event if isinstance(event, Event) else None

    def _chief_event(self, topic: Topic, phrase: str) -> Event | None:
        likely = {match.entry: match.score for match in self._finder.find(phrase, EntryKind.EVENT)}
        events = [one for one in map(self._library.entry, topic.related) if isinstance(one, Event)]
        return max(
            events, key=lambda event: likely.get(event.id, 0.0) + event.weight / 5, default=None
        )

    def _person(self, phrase: str) -> Person | None:
        named = self._library.of_name(EntryKind.PERSON, phrase)
        if isinstance(named, Person):
            return named
        matches = self._finder.find(phrase, EntryKind.PERSON)
        if not matches or matches[0].score < SURE_ENOUGH:
            return None
        person = self._library.entry(matches[0].entry)
        return person if isinstance(person, Person) else None

    def _holders(self, title: str, of: str, to: str) -> list[tuple[Person, Office]]:
        held = [
            (person, office)
            for person in self._library.people
            for office in person.offices
            if (office.title, office.of, office.to) == (title, of, to)
        ]
        return sorted(held, key=lambda pair: pair[1].since.iso if pair[1].since else "")

    def _in_office(self, match: re.Match[str]) -> Joined | None:
        groups = match.groupdict()
        title, of = (
            ways.OFFICES.get(groups.get("office") or "leader", ""),
            ways.SIDES[groups["side"]],
        )
        if of == "United States" and title == "party leader":
            title = "president"
        return self._held(title, of, groups["when"])

    def _ambassador(self, match: re.Match[str]) -> Joined | None:
        to = ways.SIDES[match["host"]]
        of = ways.SIDES[match["of"]] if match["of"] else ways.SENDS.get(to, "")
        return self._held("ambassador", of, match["when"], to)

    def _held(self, title: str, of: str, when: str, to: str = "") -> Joined | None:
        moment = self._moment(when)
        held = [
            (person, office)
            for person, office in self._holders(title, of, to)
            if moment and office.may_be_held(moment.date) and not _had_died(person, moment)
        ]
        if moment is None or not held:
            return None
        lines = tuple(f"**{person.name}** was {office.words}." for person, office in held)
        people = tuple(person for person, _ in held)
        return Joined(f"In office: {moment.words}", lines, (*people, *_entries(moment)))

    def _successor(self, match: re.Match[str]) -> Joined | None:
        person = self._person(match["person"])
        wanted = ways.OFFICES.get(match["office"] or "")
        offices = [o for o in person.offices if wanted in (None, o.title)] if person else []
        lines: list[str] = []
        people: list[Person] = []
        for office in offices:
            holders = self._holders(office.title, office.of, office.to)
            after = [pair for pair in holders if office.until and _follows(pair[1], office)]
            if after and person:
                successor, held = after[0]
                lines.append(f"**{successor.name}** followed {person.name}: {held.words}.")
                people.append(successor)
        if person is None or not lines:
            return None
        entries = tuple(dict.fromkeys((*people, person)))
        return Joined(f"After {person.name}", tuple(lines), entries)

    def _alive(self, match: re.Match[str]) -> Joined | None:
        person, moment = self._person(match["person"]), self._moment(match["when"])
        if person is None or moment is None or person.born is None:
            return None
        died = person.died
        if died is not None and _had_died(person, moment):
            line = f"No. **{person.name}** had died by then, on {died.words}."
            line = line if died.day else line.replace(", on ", ", in ")
        elif person.born.first_day > moment.date.last_day:
            line = f"No. **{person.name}** was born only later, on {person.born.words}."
        else:
            until = f"; the death came on {died.words}" if died else ""
            line = f"Yes. **{person.name}** was alive then{until}."
        return Joined(f"{person.name}: {moment.words}", (line,), (person, *_entries(moment)))

    def _age(self, match: re.Match[str]) -> Joined | None:
        person = self._person(match["person"])
        moment = self._moment(_their_own(match["person"], match["when"]))
        if person is None or moment is None or person.born is None:
            return None
        if ways.HE.search(match["when"]) and not self._is_part_of(person, moment):
            return None
        if _had_died(person, moment):
            return self._alive(match)
        least, most = _whole_years(person.born, moment.date)
        if least < 0:
            return self._alive(match)
        years = str(most) if least == most else f"{least} or {most}"
        line = f"**{person.name}** was {years} years old: born {person.born.words}."
        return Joined(f"{person.name}: {moment.words}", (line,), (person, *_entries(moment)))

    def _is_part_of(self, person: Person, moment: Moment) -> bool:
        if moment.entry is None or moment.entry == person:
            return True
        return person in self._library.related(moment.entry.id)

    def _two(self, match: re.Match[str]) -> tuple[Moment, Moment] | None:
        first, last = self._moment(match["first"]), self._moment(match["last"])
        if first is None or last is None or first == last:
            return None
        return first, last

    def _elapsed(self, match: re.Match[str]) -> Joined | None:
        two = self._two(match)
        if two is None:
            return None
        first, last = sorted(two, key=lambda moment: moment.date.first_day)
        lines = (f"**{_distance(first.date, last.date)}**", f"- {first.words}", f"- {last.words}")
        return Joined("How long it was", lines, (*_entries(first), *_entries(last)))

    def _order(self, match: re.Match[str]) -> Joined | None:
        two = self._two(match)
        if two is None or not all(_entries(moment) for moment in two):
            return None
        first, last = sorted(two, key=lambda moment: moment.date.first_day)
        if first.date.last_day >= last.date.first_day:
            return None
        lines = (f"First: **{first.words}**", f"Then: {last.words}")
        return Joined("Which came first", lines, (*_entries(first), *_entries(last)))

    def _between(self, match: re.Match[str]) -> Joined | None:
        two = self._two(match)
        if two is None:
            return None
        first, last = sorted(two, key=lambda moment: moment.date.first_day)
        inside = [
            event
            for event in self._library.events
            if first.date.first_day <= event.date.first_day <= last.date.last_day
        ]
        weightiest = sorted(inside, key=lambda event: -event.weight)[:MOST_LISTED]
        told = sorted(weightiest, key=lambda event: event.date.first_day)
        if not told:
            return None
        lines = tuple(f"- {event.date.words}: {event.title}" for event in told)
        title = f"From {first.date.words} to {last.date.words}"
        return Joined(title, lines, tuple(weightiest))


def _part_of_a_decade(phrase: str) -> HistoricalDate | None:
    """A year that stands for `the late 1950s`; None for any other phrase."""
    found = ways.DECADE.fullmatch(phrase)
    if found is None:
        return None
    return HistoricalDate(int(found["decade"]) + ways.PARTS[found["part"] or "middle"])


def _their_own(person: str, when: str) -> str:
    """What somebody's age is asked at, with the name in place of he and him."""
    return f"death of {person}" if when == "death" else ways.HE.sub(person, when)


def _entries(moment: Moment) -> tuple[Entry, ...]:
    return (moment.entry,) if moment.entry else ()


def _had_died(person: Person, moment: Moment) -> bool:
    return person.died is not None and person.died.last_day < moment.date.first_day


def _follows(later: Office, earlier: Office) -> bool:
    if later.since is None or earlier.until is None or later == earlier:
        return False
    return earlier.until.first_day.year <= later.since.first_day.year


def _whole_years(born: HistoricalDate, when: HistoricalDate) -> tuple[int, int]:
    """The least and the most full years that may have gone by."""

    def full(start: date, end: date) -> int:
        return end.year - start.year - ((end.month, end.day) < (start.month, start.day))

    return full(born.last_day, when.first_day), full(born.first_day, when.last_day)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _distance(first: HistoricalDate, last: HistoricalDate) -> str:
    """How long it is from one date to another, as exactly as both are known."""
    if first.day and last.day:
        days = (last.first_day - first.first_day).days
        if days < 60:
            return _counted(days, "day")
    if first.month and last.month:
        months = (last.year - first.year) * 12 + last.month - first.month
        if first.day and last.day and last.day < first.day:
            months -= 1
        years, rest = divmod(months, 12)
        parts = [_counted(years, "year")] * bool(years) + [_counted(rest, "month")] * bool(rest)
        return f"about {' and '.join(parts)}" if parts else "less than a month"
    return f"about {_counted(last.year - first.year, 'year')}"
