"""Entries to test with; each function makes one, with what the test names and the rest made up."""

from dataclasses import replace
from typing import Any

from bot.domain.citations import Citation, Source, SourceKind
from bot.domain.dates import HistoricalDate
from bot.domain.entries import (
    Alias,
    EntryId,
    EntryKind,
    Event,
    Person,
    Place,
    Quote,
    Topic,
    View,
)
from bot.domain.library import Library


def a_source(key: str = "archive-1960", **changes: Any) -> Source:
    """A primary document."""
    source = Source(
        key=key,
        kind=SourceKind.PRIMARY,
        authors=(),
        title=f"Document {key}",
        published="State archive, item 7",
        year=1960,
        language="Russian",
        url=f"https://archive.example/{key}",
        good_for="The recall itself.",
    )
    return replace(source, **changes)


def a_citation(key: str = "archive-1960") -> Citation:
    """A citation with everything it can have."""
    return Citation(a_source(key), at="page 3", supports="the date")


def a_topic(slug: str = "why", **changes: Any) -> Topic:
    """A topic with one wording and one citation."""
    topic = Topic(
        id=EntryId(EntryKind.TOPIC, slug),
        title=f"Title of {slug}",
        question=f"What is {slug}?",
        wordings=(f"tell me of {slug}",),
        short=f"The short text of {slug}.",
        detail=f"The first paragraph of {slug}.\n\nThe second paragraph of {slug}.",
        views=(),
        citations=(a_citation(),),
        related=(),
    )
    return replace(topic, **changes)


def a_view(who: str = "A historian") -> View:
    """A view with one citation."""
    return View(who, "It was ideology.", (a_citation("book-2008"),))


def an_event(slug: str = "1960-07-16-recall", **changes: Any) -> Event:
    """A day-precise event."""
    event = Event(
        id=EntryId(EntryKind.EVENT, slug),
        date=HistoricalDate(1960, 7, 16),
        until=None,
        title="Moscow recalls its experts",
        text="A note recalls every specialist.",
        matters="Help ends.",
        weight=5,
        citations=(a_citation(),),
        related=(),
    )
    return replace(event, **changes)


def a_person(slug: str = "nikita-khrushchev", **changes: Any) -> Person:
    """A person known under several spellings."""
    person = Person(
        id=EntryId(EntryKind.PERSON, slug),
        name="Nikita Khrushchev",
        aliases=(
            Alias("赫鲁晓夫", "chinese"),
            Alias("Хрущёв", "russian"),
            Alias("Khrushchev", "other"),
        ),
        born=HistoricalDate(1894, 4, 15),
        died=HistoricalDate(1971, 9, 11),
        role="First Secretary of the CPSU",
        about="He led the Soviet party when the quarrel began.",
        citations=(a_citation(),),
    )
    return replace(person, **changes)


def a_place(slug: str = "zhenbao-island", **changes: Any) -> Place:
    """A place south of nothing, with its Russian name."""
    place = Place(
        id=EntryId(EntryKind.PLACE, slug),
        name="Zhenbao Island",
        aliases=(Alias("珍宝岛", "chinese"), Alias("Damansky", "other")),
        latitude=46.49,
        longitude=133.84,
        about="An island in the Ussuri.",
        citations=(a_citation(),),
    )
    return replace(place, **changes)


def a_quote(slug: str = "khrushchev-9999", **changes: Any) -> Quote:
    """Words of the person that `a_person` makes."""
    quote = Quote(
        id=EntryId(EntryKind.QUOTE, slug),
        text="Nine thousand years of friendship",
        who=a_person(),
        date=HistoricalDate(1958, 8, 1),
        occasion="Talk in Beijing",
        to="Mao Zedong",
        citations=(a_citation(),),
    )
    return replace(quote, **changes)


def a_library(*topics: Topic, **changes: Any) -> Library:
    """A library of these topics, and of the headline if it is not among them."""
    if all(topic.id.slug != "why" for topic in topics):
        topics = (a_topic(), *topics)
    library = Library(sources=(a_source(), a_source("book-2008")), topics=topics, events=())
    return replace(library, **changes)
