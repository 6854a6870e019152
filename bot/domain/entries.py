"""What the store holds: topics, events, people, places, terms and quotations."""

from dataclasses import dataclass
from enum import Enum
from typing import Self

from bot.domain.citations import Citation
from bot.domain.dates import HistoricalDate
from bot.domain.offices import Office


class EntryKind(Enum):
    """The kinds of entry, by the words used in content, code and replies."""

    TOPIC = "topic"
    EVENT = "event"
    PERSON = "person"
    PLACE = "place"
    TERM = "term"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class EntryId:
    """Which entry is meant: its kind and its slug, written `topic/why`."""

    kind: EntryKind
    slug: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `topic/why`; anything else is a ValueError."""
        kind, separator, slug = text.partition("/")
        if not separator or not slug:
            raise ValueError(f"{text!r} is no entry such as topic/why")
        return cls(EntryKind(kind), slug)

    @property
    def path(self) -> str:
        """The form that `parse` reads."""
        return f"{self.kind.value}/{self.slug}"


@dataclass(frozen=True, slots=True)
class Alias:
    """Another spelling of a name, and the system it is written in."""

    text: str
    system: str
    """`pinyin`, `wade_giles`, `chinese`, `russian` or `other`."""


@dataclass(frozen=True, slots=True)
class View:
    """What one named side or historian holds about a disputed point."""

    who: str
    holds: str
    citations: tuple[Citation, ...]

    @property
    def text(self) -> str:
        """Who and what, as one sentence."""
        return f"{self.who}: {self.holds}"


@dataclass(frozen=True, slots=True)
class Topic:
    """One curated answer to one question."""

    id: EntryId
    title: str
    question: str
    wordings: tuple[str, ...]
    short: str
    detail: str
    """Paragraphs, with an empty line between them."""
    views: tuple[View, ...]
    citations: tuple[Citation, ...]
    related: tuple[EntryId, ...]

    @property
    def name(self) -> str:
        """What a list of entries calls it."""
        return self.title


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated that happened."""

    id: EntryId
    date: HistoricalDate
    until: HistoricalDate | None
    """The last day, month or year of something that lasted."""
    title: str
    text: str
    matters: str
    """Why it matters for the split."""
    weight: int
    """How much it matters, from 1 (minor) to 5 (a turning point)."""
    citations: tuple[Citation, ...]
    related: tuple[EntryId, ...]
    discuss: str | None = None
    """A question that a group can talk about."""

    @property
    def name(self) -> str:
        """What a list of entries calls it."""
        return self.title


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a part in the story."""

    id: EntryId
    name: str
    aliases: tuple[Alias, ...]
    born: HistoricalDate | None
    died: HistoricalDate | None
    role: str
    about: str
    citations: tuple[Citation, ...]
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere that the story touches."""

    id: EntryId
    name: str
    aliases: tuple[Alias, ...]
    latitude: float
    """Degrees north."""
    longitude: float
    """Degrees east."""
    about: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the subject that needs explaining."""

    id: EntryId
    name: str
    aliases: tuple[Alias, ...]
    about: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """At most 25 words that somebody really said or wrote."""

    id: EntryId
    text: str
    who: Person
    date: HistoricalDate
    occasion: str
    to: str | None
    citations: tuple[Citation, ...]

    @property
    def name(self) -> str:
        """What a list of entries calls it."""
        return f"{self.who.name}, {self.date.words}"


Entry = Topic | Event | Person | Place | Term | Quote
Named = Person | Place | Term
