"""What contradicts itself in a store, repeats itself or is lost in it.

None of it keeps a bot from starting: only `content check` looks for it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from bot.content_store.files import Placed, Shelf
from bot.content_store.positions import Location, Problem
from bot.content_store.schema import (
    EventShape,
    PersonShape,
    PlaceShape,
    QuoteShape,
    TermShape,
    TopicShape,
)
from bot.domain.dates import MONTHS, HistoricalDate, Precision
from bot.domain.library import HEADLINE
from bot.domain.spelling import fold

SAME_TITLE = 85
"""From 0 to 100: how alike the titles of two events of one day may be."""
LONG_SENTENCE = 9
"""Words from which a sentence that stands twice is no accident."""

Text = tuple[Location, str]
"""Something to read in an item, and where in it that stands."""


def contradictions(shelf: Shelf) -> Iterator[Problem]:
    """Every problem that a machine can prove from the texts of a store."""
    days = {event.shape.date for event in shelf.events}
    events = {event.slug: event.shape for event in shelf.events}
    for topic in shelf.topics:
        yield from _numbers_not_repeated(topic)
        yield from _disputed_without_views(topic)
        yield from _other_years(topic, events, days)
    for event in shelf.events:
        yield from _wrong_lives(event, {person.slug: person.shape for person in shelf.people})
    yield from _told_twice(shelf.events)
    yield from _sentences_twice(shelf)
    yield from _same_works(shelf)
    yield from _old_spellings(shelf)
    yield from _orphans(shelf)


_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SPAN = re.compile(r"\b(\d\d)(\d\d)[-\u2013](\d\d)\b")


def _numbers(text: str) -> set[str]:
    """The numbers in a text, with `1,390` as 1390 and `1958-59` as two years."""
    whole = _SPAN.sub(r"\1\2 \1\3", text)
    return {number.replace(",", "") for number in _NUMBER.findall(whole)}


def _numbers_not_repeated(topic: Placed[TopicShape]) -> Iterator[Problem]:
    told = _numbers(topic.shape.detail)
    for number in sorted(_numbers(topic.shape.short) - told):
        what = f"`short` says {number} and `detail` does not; give it in both, or in neither"
        yield topic.problem(what, "short")


_DISPUTED = re.compile(
    r"\b(?:is|are|was|were|remains?|still) (?:much )?disputed\b"
    r"|\b(?:historians|scholars|accounts|versions) (?:still )?(?:differ|disagree)\b",
    re.IGNORECASE,
)


def _disputed_without_views(topic: Placed[TopicShape]) -> Iterator[Problem]:
    for key in ("short", "detail"):
        found = _DISPUTED.search(getattr(topic.shape, key))
        if found and not topic.shape.views:
            what = f"“{found[0]}”, and no view says who holds what; add `views`"
            yield topic.problem(what, key)


_FULL_DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b")


def _other_years(
    topic: Placed[TopicShape],
    events: Mapping[str, EventShape],
    days: set[HistoricalDate],
) -> Iterator[Problem]:
    """A linked event's day and month in another year, in which the store knows of nothing."""
    linked = [(slug, events[slug].date) for slug in topic.shape.events if slug in events]
    for where, text in _texts(topic.shape):
        for said in _dates(text):
            for slug, when in linked:
                same_day = (said.month, said.day) == (when.month, when.day)
                if same_day and said.year != when.year and said not in days:
                    what = f"“{said.words}” contradicts the event `{slug}` of {when.words}"
                    yield topic.problem(what, *where)


def _dates(text: str) -> Iterator[HistoricalDate]:
    for day, month, year in _FULL_DATE.findall(text):
        try:
            yield HistoricalDate(int(year), MONTHS.index(month) + 1, int(day))
        except ValueError:  # 31 June: no date of any event
            continue


_BIRTH_OR_DEATH = re.compile(r"\b(?:(is born|born)|(dies))\b", re.IGNORECASE)


def _wrong_lives(event: Placed[EventShape], people: Mapping[str, PersonShape]) -> Iterator[Problem]:
    found = _BIRTH_OR_DEATH.search(event.shape.title)
    named = [people[slug] for slug in event.shape.people if slug in people]
    whose = [person for person in named if _is_named(person, event.shape.title)]
    if found is None or len(whose) != 1:
        return
    key = "born" if found[1] else "died"
    known: HistoricalDate | None = getattr(whose[0], key)
    if known is not None and not _agree(known, event.shape.date):
        what = f"{whose[0].name} {key} {known.words} by people.yaml; make the two agree"
        yield event.problem(what, "date")


def _is_named(person: PersonShape, title: str) -> bool:
    return any(word in fold(title).split() for word in fold(person.name).split())


def _agree(one: HistoricalDate, other: HistoricalDate) -> bool:
    precise = zip(one.iso.split("-"), other.iso.split("-"), strict=False)
    return all(mine == theirs for mine, theirs in precise)


def _told_twice(events: Iterable[Placed[EventShape]]) -> Iterator[Problem]:
    by_day: dict[date, list[Placed[EventShape]]] = defaultdict(list)
    for event in events:
        if event.shape.date.precision is not Precision.DAY:
            continue
        others = by_day[event.shape.date.first_day]
        for other in others:
            if other.slug == event.slug:  # an id that stands twice is a problem already
                continue
            if fuzz.token_set_ratio(fold(event.shape.title), fold(other.shape.title)) > SAME_TITLE:
                yield event.problem(f"tells what `{other.slug}` tells; keep one of the two")
        others.append(event)


def _sentences_twice(shelf: Shelf) -> Iterator[Problem]:
    first: dict[str, Placed[Any]] = {}
    for item in _readable(shelf):
        for where, text in _texts(item.shape):
            for sentence in _sentences(text):
                other = first.setdefault(sentence, item)
                if other is not item:
                    shown = " ".join(sentence.split()[:6])
                    what = f"the sentence “{shown} …” stands in `{other.slug}` too; say it once"
                    yield item.problem(what, *where)


def _sentences(text: str) -> Iterator[str]:
    for sentence in map(fold, re.split(r"[.!?:;]\s", text)):
        if len(sentence.split()) >= LONG_SENTENCE:
            yield sentence


def _same_works(shelf: Shelf) -> Iterator[Problem]:
    first: dict[tuple[str, int | None, tuple[str, ...]], Placed[Any]] = {}
    for source in shelf.sources:
        shape = source.shape
        other = first.setdefault((fold(shape.title), shape.year, tuple(shape.authors)), source)
        published = fold(shape.published), fold(other.shape.published)
        if other is not source and fuzz.token_set_ratio(*published) > SAME_TITLE:
            yield source.problem(f"is the same work as `{other.slug}`; keep one of the two")


_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


def _old_spellings(shelf: Shelf) -> Iterator[Problem]:
    named = [(person.shape.name, person.shape.aliases.wade_giles) for person in shelf.people]
    names = {old: name for name, spellings in named for old in spellings if len(old.split()) > 1}
    if not names:
        return
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
    for item in _readable(shelf):
        for where, text in _texts(item.shape):
            for old in pattern.findall(_QUOTED.sub(" ", text)):
                what = f"write `{names[old]}` for {old}, as everywhere outside quotations"
                yield item.problem(what, *where)


def _orphans(shelf: Shelf) -> Iterator[Problem]:
    """Entries that nothing leads to: no member would ever come to them from another."""
    if shelf.broken:  # an invalid item may well lead there
        return
    linked = {
        (kind, slug)
        for item in (*shelf.topics, *shelf.events)
        for kind in ("topics", "people", "places")
        for slug in getattr(item.shape, kind, [])
    }
    linked |= {("people", quote.shape.who) for quote in shelf.quotes}
    for kind, items in (("people", shelf.people), ("places", shelf.places)):
        for item in items:
            if (kind, item.slug) not in linked:
                yield item.problem(
                    f"nothing names `{item.slug}`; name it under `{kind}:` somewhere"
                )
    for topic in shelf.topics:
        lonely = not topic.shape.topics and ("topics", topic.slug) not in linked
        if lonely and topic.slug != HEADLINE.slug:  # that one has a command of its own
            yield topic.problem("no topic leads here; name a neighbour under `topics:`")


def _readable(shelf: Shelf) -> Sequence[Placed[Any]]:
    return [*shelf.topics, *shelf.events, *shelf.people, *shelf.places, *shelf.terms]


def _texts(shape: object) -> Iterator[Text]:
    """Everything in an item that is written by us, and where in it."""
    match shape:
        case TopicShape():
            yield ("short",), shape.short
            yield ("detail",), shape.detail
            for n, view in enumerate(shape.views):
                yield ("views", n, "holds"), view.holds
        case EventShape():
            yield ("text",), shape.text
            yield ("matters",), shape.matters
            yield ("discuss",), shape.discuss or ""
        case PersonShape() | PlaceShape() | TermShape():
            yield ("about",), shape.about
        case QuoteShape():
            yield ("occasion",), shape.occasion
