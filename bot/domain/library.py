"""All entries together, found by id and by name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from bot.domain.citations import Source
from bot.domain.entries import (
    Entry,
    EntryId,
    EntryKind,
    Event,
    Named,
    Person,
    Place,
    Quote,
    Term,
    Topic,
)
from bot.domain.spelling import fold

HEADLINE = EntryId(EntryKind.TOPIC, "why")
"""The topic that `/split why` shows; every store has it."""


class UnknownEntryError(LookupError):
    """The store has no such entry."""

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


@dataclass(frozen=True, slots=True)
class Library:
    """The whole store, frozen; entries keep the order of their files."""

    sources: tuple[Source, ...]
    topics: tuple[Topic, ...]
    events: tuple[Event, ...]
    """In order of time."""
    people: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()
    terms: tuple[Term, ...] = ()
    quotes: tuple[Quote, ...] = ()
    _by_id: Mapping[EntryId, Entry] = field(init=False, repr=False, compare=False)
    _by_name: Mapping[str, EntryId] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Lay out the two ways to look an entry up."""
        by_id = {entry.id: entry for entry in self}
        object.__setattr__(self, "_by_id", MappingProxyType(by_id))
        object.__setattr__(self, "_by_name", MappingProxyType(dict(_names(self))))

    def __iter__(self) -> Iterator[Entry]:
        """Every entry, topics first."""
        groups: Sequence[Sequence[Entry]] = (
            self.topics,
            self.events,
            self.people,
            self.places,
            self.terms,
            self.quotes,
        )
        for group in groups:
            yield from group

    def entry(self, wanted: EntryId) -> Entry:
        """The entry of this id; UnknownEntryError where there is none."""
        try:
            return self._by_id[wanted]
        except KeyError:
            raise UnknownEntryError(wanted.path) from None

    def named(self, name: str) -> Entry | None:
        """The entry that is called so, in any of its spellings; None where there is none."""
        folded = fold(name)  # of signs alone nothing is left, and nothing is called so
        found = self._by_name.get(folded) if folded else None
        return None if found is None else self._by_id[found]

    def topic(self, name: str) -> Topic:
        """The topic of this slug, title or question; UnknownEntryError where there is none."""
        found = self._by_id.get(EntryId(EntryKind.TOPIC, name.strip())) or self.named(name)
        if not isinstance(found, Topic):
            raise UnknownEntryError(name)
        return found

    @property
    def spelled(self) -> tuple[Named, ...]:
        """Every entry that has other spellings: the name table."""
        return (*self.people, *self.places, *self.terms)


def spellings(entry: Entry) -> tuple[str, ...]:
    """Every form under which an entry is known, its name first."""
    match entry:
        case Topic():
            return (entry.title, entry.question, *entry.wordings)
        case Person() | Place() | Term():
            return (entry.name, *(alias.text for alias in entry.aliases))
        case _:
            return (entry.name,)


def _names(entries: Iterable[Entry]) -> Iterator[tuple[str, EntryId]]:
    # in reverse, so that of two entries with one name the topic is found
    for entry in reversed(list(entries)):
        for spelling in spellings(entry):
            yield fold(spelling), entry.id
