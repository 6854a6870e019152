"""Turns the files of a store into the library, or says everything that is wrong with them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.content_store.checks import cross_check
from bot.content_store.consistency import contradictions
from bot.content_store.files import Placed, Shelf, read_shelf
from bot.content_store.positions import Problem
from bot.content_store.schema import (
    AliasesShape,
    CitationShape,
    EventShape,
    PersonShape,
    PlaceShape,
    QuoteShape,
    SourceShape,
    TermShape,
    TopicShape,
)
from bot.domain.citations import Citation, Source
from bot.domain.entries import (
    Alias,
    EntryId,
    EntryKind,
    Event,
    Person,
    Place,
    Quote,
    Term,
    Topic,
    View,
)
from bot.domain.library import Library
from bot.domain.offices import Office


class ContentInvalidError(Exception):
    """The store has problems; all of them are listed."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problems in the content store")


def check_store(folder: Path) -> list[Problem]:
    """Every problem of the store, by file and line; ContentUnreadableError if nothing is there.

    Contradictions between texts are among them, which keep no bot from starting.
    """
    shelf, problems = _checked(folder)
    return sorted({*problems, *contradictions(shelf)})


def load_library(folder: Path) -> Library:
    """The library of a store in which everything can be read and every reference leads somewhere.

    Raises ContentInvalidError with all that keeps it from being used, ContentUnreadableError
    where the folder or a file cannot be read.
    """
    shelf, problems = _checked(folder)
    if problems:
        raise ContentInvalidError(problems)
    return _Joining(shelf).library()


def _checked(folder: Path) -> tuple[Shelf, list[Problem]]:
    shelf = read_shelf(folder)
    return shelf, sorted({*shelf.problems, *cross_check(shelf)})


_LINKS = {
    "topics": EntryKind.TOPIC,
    "events": EntryKind.EVENT,
    "people": EntryKind.PERSON,
    "places": EntryKind.PLACE,
}


@dataclass(slots=True)
class _Joining:
    """Makes domain values of shapes; every reference was checked before."""

    shelf: Shelf
    sources: Mapping[str, Source]
    people: Mapping[str, Person]

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.sources = {item.slug: _source(item) for item in shelf.sources}
        self.people = {item.slug: self._person(item) for item in shelf.people}

    def library(self) -> Library:
        shelf = self.shelf
        events = [self._event(item) for item in shelf.events]
        return Library(
            sources=tuple(self.sources.values()),
            topics=_each(self._topic, shelf.topics),
            events=tuple(sorted(events, key=lambda event: (event.date.first_day, event.id.slug))),
            people=tuple(self.people.values()),
            places=_each(self._place, shelf.places),
            terms=_each(self._term, shelf.terms),
            quotes=_each(self._quote, shelf.quotes),
        )

    def _citations(self, shapes: Iterable[CitationShape]) -> tuple[Citation, ...]:
        return tuple(
            Citation(self.sources[shape.source], shape.at, shape.supports) for shape in shapes
        )

    def _topic(self, item: Placed[TopicShape]) -> Topic:
        shape = item.shape
        return Topic(
            id=EntryId(EntryKind.TOPIC, item.slug),
            title=shape.title,
            question=shape.question,
            wordings=tuple(shape.wordings),
            short=shape.short,
            detail=shape.detail,
            views=tuple(
                View(view.who, view.holds, self._citations(view.sources)) for view in shape.views
            ),
            citations=self._citations(shape.sources),
            related=_related(shape),
        )

    def _event(self, item: Placed[EventShape]) -> Event:
        shape = item.shape
        return Event(
            id=EntryId(EntryKind.EVENT, item.slug),
            date=shape.date,
            until=shape.until,
            title=shape.title,
            text=shape.text,
            matters=shape.matters,
            weight=shape.weight,
            citations=self._citations(shape.sources),
            related=_related(shape),
            discuss=shape.discuss,
        )

    def _person(self, item: Placed[PersonShape]) -> Person:
        shape = item.shape
        return Person(
            id=EntryId(EntryKind.PERSON, item.slug),
            name=shape.name,
            aliases=_aliases(shape.aliases),
            born=shape.born,
            died=shape.died,
            role=shape.role,
            about=shape.about,
            citations=self._citations(shape.sources),
            offices=tuple(
                Office(office.title, office.of, office.since, office.until, office.to or "")
                for office in shape.offices
            ),
        )

    def _place(self, item: Placed[PlaceShape]) -> Place:
        shape = item.shape
        return Place(
            id=EntryId(EntryKind.PLACE, item.slug),
            name=shape.name,
            aliases=_aliases(shape.aliases),
            latitude=shape.latitude,
            longitude=shape.longitude,
            about=shape.about,
            citations=self._citations(shape.sources),
        )

    def _term(self, item: Placed[TermShape]) -> Term:
        shape = item.shape
        entry = EntryId(EntryKind.TERM, item.slug)
        citations = self._citations(shape.sources)
        return Term(entry, shape.name, _aliases(shape.aliases), shape.about, citations)

    def _quote(self, item: Placed[QuoteShape]) -> Quote:
        shape = item.shape
        return Quote(
            id=EntryId(EntryKind.QUOTE, item.slug),
            text=shape.text,
            who=self.people[shape.who],
            date=shape.date,
            occasion=shape.occasion,
            to=shape.to,
            citations=self._citations(shape.sources),
        )


def _each(make: Callable[[Placed[Any]], Any], items: Iterable[Placed[Any]]) -> tuple[Any, ...]:
    return tuple(make(item) for item in items)


def _source(item: Placed[SourceShape]) -> Source:
    shape = item.shape
    return Source(
        key=item.slug,
        kind=shape.kind,
        authors=tuple(shape.authors),
        title=shape.title,
        published=shape.published,
        year=shape.year,
        language=shape.language,
        url=shape.url,
        good_for=shape.good_for,
        short=shape.label,
    )


def _aliases(shape: AliasesShape) -> tuple[Alias, ...]:
    return tuple(
        Alias(text, system)
        for system in AliasesShape.model_fields
        for text in getattr(shape, system)
    )


def _related(shape: TopicShape | EventShape) -> tuple[EntryId, ...]:
    return tuple(
        EntryId(entry_kind, slug)
        for key, entry_kind in _LINKS.items()
        for slug in getattr(shape, key, [])
    )
