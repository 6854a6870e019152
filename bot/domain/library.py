"""All entries together, found by id and by name."""

from collections import defaultdict
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
    _leading_to: Mapping[EntryId, Sequence[EntryId]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Lay out the ways to look an entry up."""
        by_id = {entry.id: entry for entry in self}
        object.__setattr__(self, "_by_id", MappingProxyType(by_id))
        object.__setattr__(self, "_by_name", MappingProxyType(dict(_names(self))))
        object.__setattr__(self, "_leading_to", MappingProxyType(_leading_to(self)))

    def __iter__(self) -> Iterator[Entry]:
        """Every entry, topics first."""
        for kind in EntryKind:
            yield from self.of_kind(kind)

    def of_kind(self, kind: EntryKind) -> Sequence[Entry]:
        """Every entry of a kind, in the order of the files; events in order of time."""
        shelves: Mapping[EntryKind, Sequence[Entry]] = {
            EntryKind.TOPIC: self.topics,
            EntryKind.EVENT: self.events,
            EntryKind.PERSON: self.people,
            EntryKind.PLACE: self.places,
            EntryKind.TERM: self.terms,
            EntryKind.QUOTE: self.quotes,
        }
        return shelves[kind]

    def entry(self, wanted: EntryId) -> Entry:
        """The entry of this id; UnknownEntryError where there is none."""
        try:
            return self._by_id[wanted]
        except KeyError:
            raise UnknownEntryError(wanted.path) from None

    def related(self, to: EntryId) -> Sequence[Entry]:
        """The entries that this one names and those that name it, each once: topics first."""
        both = dict.fromkeys((*named_by(self.entry(to)), *self._leading_to.get(to, ())))
        order = list(EntryKind).index
        return sorted(map(self.entry, both), key=lambda entry: order(entry.id.kind))

    def between(self, first: int, last: int) -> Sequence[Event]:
        """The events that began in these years, both included, in order of time."""
        return [event for event in self.events if first <= event.date.year <= last]

    def of_name(self, kind: EntryKind, name: str) -> Entry | None:
        """The entry of this kind with this slug or any of its spellings; None where there is none.

        For a name that is another kind's as well this one goes first.
        """
        by_slug = self._by_id.get(EntryId(kind, name.strip()))
        if by_slug is not None:
            return by_slug
        folded = fold(name)
        entries = self.of_kind(kind) if folded else ()
        return next((e for e in entries if folded in map(fold, spellings(e))), None)

    def named(self, name: str) -> Entry | None:
        """The entry that is called so, in any of its spellings; None where there is none."""
        folded = fold(name)  # of signs alone nothing is left, and nothing is called so
        found = self._by_name.get(folded) if folded else None
        return None if found is None else self._by_id[found]

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
            aliases = (alias.text for alias in entry.aliases)
            return tuple(dict.fromkeys((entry.name, *_without_aside(entry.name), *aliases)))
        case _:
            return (entry.name,)


def _without_aside(name: str) -> tuple[str, ...]:
    """A name without what stands in brackets after it: `Thalweg` of `Thalweg (main channel)`."""
    bare = name.partition(" (")[0]
    return (bare,) if bare != name else ()


def _leading_to(entries: Iterable[Entry]) -> dict[EntryId, Sequence[EntryId]]:
    leading: dict[EntryId, list[EntryId]] = defaultdict(list)
    for entry in entries:
        for named in named_by(entry):
            leading[named].append(entry.id)
    return dict(leading)


def named_by(entry: Entry) -> Sequence[EntryId]:
    """The entries that an entry names, in its own order."""
    match entry:
        case Topic() | Event():
            return entry.related
        case Quote():
            return (entry.who.id,)
        case _:
            return ()


def _names(entries: Iterable[Entry]) -> Iterator[tuple[str, EntryId]]:
    # in reverse, so that of two entries with one name the topic is found
    for entry in reversed(list(entries)):
        for spelling in spellings(entry):
            yield fold(spelling), entry.id
