"""Corrects what a question takes for granted and the store contradicts."""

import re
from collections.abc import Sequence

from bot.domain.answers import Answer, Finder, Match
from bot.domain.dates import HistoricalDate
from bot.domain.entries import Entry, EntryId, EntryKind, Event, Person, Topic
from bot.domain.library import Library
from bot.domain.spelling import fold

VERY_SURE = 0.85
"""How sure it must be, with the year left out, that a question with a wrong year means an entry."""
DOUBT_LEFT = 0.5
"""What must be left of the doubt that the best with the year is meant, when that is left out."""
_YEAR = re.compile(r"\b(?:in |of )?((?:18|19|20)\d\d)\b")
_TAKES_FOR_GRANTED = re.compile(
    r"\s*(?:why|how|for what reason|when (?:did|was|were)|what happened when)\b", re.IGNORECASE
)
_WHAT_REMAINS = re.compile(
    r"\b(?:dead|body|corpse|remains|tomb|grave|mausoleum|statue|portrait|legacy|memory|cult|death|"
    r"ghost|reputation|ideas?|heirs?|successors?)\b",
    re.IGNORECASE,
)
"""Of which the dead are asked without being thought alive."""
_DIED_IN = re.compile(r"(?:why|how|when|where) did (?P<who>[\w ]+?) die\b.* (?P<year>\d{4})\b.*")


class Premises:
    """Looks at who and when in a question."""

    def __init__(self, library: Library, finder: Finder) -> None:
        self._library = library
        self._finder = finder

    def of_the_dead(self, question: str, entry: Entry) -> str:
        """A correction if somebody named had died before it, and is no part of it; else empty."""
        if _WHAT_REMAINS.search(question):
            return ""
        years = _YEAR.findall(question)
        when = HistoricalDate(int(years[0])) if len(years) == 1 else self._when(entry)
        if when is None:
            return ""
        part_of_it = {one.id for one in self._library.related(entry.id)}
        for named in map(self._library.entry, self._finder.names_in(question)):
            if isinstance(named, Person) and named.id not in part_of_it | {entry.id}:
                died = named.died
                if died is not None and died.last_day < when.first_day:
                    return f"It cannot have been {named.name}, who died {_on(died)}."
        return ""

    def of_a_wrong_death(self, question: str) -> Answer | None:
        """Somebody who is said to have died in a year, with the right one; None if it is right."""
        asked = _DIED_IN.fullmatch(fold(question))
        named = asked and self._library.of_name(EntryKind.PERSON, asked["who"])
        if asked is None or not isinstance(named, Person) or named.died is None:
            return None
        if str(named.died.year) == asked["year"]:
            return None
        correction = f"{named.name} died {_on(named.died)}, not in {asked['year']}."
        return Answer(named, "", correction)

    def of_a_wrong_year(self, question: str, best: Match | None) -> Answer | None:
        """The answer to a question that takes a wrong year for granted, with the right one.

        None if the year is right, or if the best match with it is nearly as good.
        """
        years = _YEAR.findall(question)
        if len(years) != 1 or not _TAKES_FOR_GRANTED.match(question):
            return None
        without = next(iter(self._finder.find(_YEAR.sub("", question))), None)
        if without is None or without.score < VERY_SURE:
            return None
        if best is not None and 1 - without.score > DOUBT_LEFT * (1 - best.score):
            return None
        entry = self._library.entry(without.entry)
        when = self._when(entry)
        if when is None or str(when.year) == years[0]:
            return None
        return Answer(entry, without.told, f"That was not in {years[0]} but {_on(when)}.")

    def _when(self, entry: Entry) -> HistoricalDate | None:
        if isinstance(entry, Event):
            return entry.date
        if not isinstance(entry, Topic):
            return None
        events = [one for one in self._entries(entry.related) if isinstance(one, Event)]
        # a topic is dated by its chief event, if it has one; of several years without it is not
        chief = max((event.weight for event in events), default=0)
        weightiest = [event.date for event in events if event.weight == chief]
        return weightiest[0] if len({date.year for date in weightiest}) == 1 else None

    def _entries(self, wanted: Sequence[EntryId]) -> Sequence[Entry]:
        return [self._library.entry(one) for one in wanted]


def _on(date: HistoricalDate) -> str:
    return f"{'on' if date.day else 'in'} {date.words}"
