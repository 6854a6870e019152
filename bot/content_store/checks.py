"""What no single file can know: dead references, and things claimed twice."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from bot.content_store.files import Placed, Shelf
from bot.content_store.positions import Problem
from bot.content_store.schema import (
    AliasesShape,
    CitationShape,
    EventShape,
    PersonShape,
    PlaceShape,
    QuoteShape,
    TermShape,
    TopicShape,
)
from bot.domain.dates import HistoricalDate
from bot.domain.spelling import fold


def cross_check(shelf: Shelf) -> Iterator[Problem]:
    """Every problem between the items of a store."""
    yield from _double_ids(shelf.events, "event")
    yield from _double_ids(shelf.topics, "topic")
    yield from _double_sources(shelf)
    yield from _dead_references(shelf)
    yield from _double_wordings(shelf.topics)
    yield from _double_names(shelf)
    yield from _wordless(shelf)
    yield from _uncited_sources(shelf)
    for event in shelf.events:
        yield from _wrong_date(event)


def _double_ids(items: Iterable[Placed[Any]], kind: str) -> Iterator[Problem]:
    first: dict[str, Placed[Any]] = {}
    for item in items:
        other = first.setdefault(item.slug, item)
        if other is not item:
            yield item.problem(
                f"the {kind} id `{item.slug}` is already used in {_where(other)}; choose another"
            )


def _double_sources(shelf: Shelf) -> Iterator[Problem]:
    first: dict[str, Placed[Any]] = {}
    for source in shelf.sources:
        if source.shape.url is None:
            continue
        other = first.setdefault(source.shape.url, source)
        if other is not source:
            what = f"has the same address as `{other.slug}`; keep one of the two"
            yield source.problem(f"`{source.slug}` {what}", "url")


def _where(item: Placed[Any]) -> str:
    return f"{item.document.file}:{item.document.line(item.where)}"


def _dead_references(shelf: Shelf) -> Iterator[Problem]:
    known = _known(shelf)
    for item in _all(shelf):
        for kind, slug, where in _references(item.shape):
            if known.isdisjoint({f"{kind}/{slug}", f"{kind}/"}):
                what = f"there is no `{slug}` in {kind}; correct it, or add the entry there"
                yield item.problem(what, *where)


def _references(shape: BaseModel) -> Iterator[tuple[str, str, tuple[str | int, ...]]]:
    for kind in ("topics", "events", "people", "places"):
        for n, slug in enumerate(getattr(shape, kind, [])):
            yield kind, slug, (kind, n)
    for where, citation in _citations(shape):
        yield "sources", citation.source, where
    if isinstance(shape, QuoteShape):
        yield "people", shape.who, ("who",)


def _known(shelf: Shelf) -> set[str]:
    kinds = ("sources", "people", "places", "terms", "quotes", "topics", "events")
    valid = {f"{kind}/{item.slug}" for kind in kinds for item in getattr(shelf, kind)}
    return valid | shelf.broken


def _all(shelf: Shelf) -> list[Placed[Any]]:
    return [
        *shelf.topics,
        *shelf.events,
        *shelf.people,
        *shelf.places,
        *shelf.terms,
        *shelf.quotes,
    ]


def _citations(shape: BaseModel) -> Iterator[tuple[tuple[str | int, ...], CitationShape]]:
    own: Sequence[CitationShape] = getattr(shape, "sources", [])
    for n, citation in enumerate(own):
        yield ("sources", n), citation
    if isinstance(shape, TopicShape):
        for v, view in enumerate(shape.views):
            for n, citation in enumerate(view.sources):
                yield ("views", v, "sources", n), citation


def _double_wordings(topics: Iterable[Placed[TopicShape]]) -> Iterator[Problem]:
    first: dict[str, Placed[TopicShape]] = {}
    for topic in topics:
        for where, text in _asked(topic.shape):
            other = first.setdefault(fold(text), topic)
            if other is not topic or (where[0] == "wordings" and _repeated(topic, where)):
                yield topic.problem(
                    f"“{text}” is already a wording of {other.document.file}; keep it in one place",
                    *where,
                )


def _repeated(topic: Placed[TopicShape], where: tuple[str | int, ...]) -> bool:
    n = int(where[1])
    wordings = [fold(text) for text in topic.shape.wordings]
    return wordings[n] in [*wordings[:n], fold(topic.shape.question)]


def _double_names(shelf: Shelf) -> Iterator[Problem]:
    first: dict[str, Placed[Any]] = {}
    named: Sequence[Placed[PersonShape | PlaceShape | TermShape]] = [
        *shelf.people,
        *shelf.places,
        *shelf.terms,
    ]
    for item in named:
        for where, name in _spellings(item.shape):
            other = first.setdefault(fold(name), item)
            if other is not item:
                yield item.problem(
                    f"“{name}” already stands for `{other.slug}` in {_where(other)}; "
                    "a spelling can mean one entry only",
                    *where,
                )


def _spellings(
    shape: PersonShape | PlaceShape | TermShape,
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield ("name",), shape.name
    for system in AliasesShape.model_fields:
        for n, alias in enumerate(getattr(shape.aliases, system)):
            yield ("aliases", system, n), alias


def _wordless(shelf: Shelf) -> Iterator[Problem]:
    for item in _all(shelf):
        for where, text in _called(item.shape):
            if not fold(text):
                yield item.problem(f"“{text}” has no letter or number; write words", *where)


def _called(shape: BaseModel) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(shape, TopicShape):
        yield from _asked(shape)
    elif isinstance(shape, PersonShape | PlaceShape | TermShape):
        yield from _spellings(shape)


def _asked(shape: TopicShape) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield ("question",), shape.question
    yield ("title",), shape.title
    for n, text in enumerate(shape.wordings):
        yield ("wordings", n), text


def _uncited_sources(shelf: Shelf) -> Iterator[Problem]:
    if shelf.broken:  # an invalid item may well cite it
        return
    cited = {citation.source for item in _all(shelf) for _, citation in _citations(item.shape)}
    for source in shelf.sources:
        if source.slug not in cited:
            yield source.problem(f"nothing cites `{source.slug}`; cite it or take it out")


def _wrong_date(event: Placed[EventShape]) -> Iterator[Problem]:
    begins: HistoricalDate = event.shape.date
    file_year = event.document.file.rsplit("/", 1)[-1].split(".")[0]
    if file_year != str(begins.year):
        yield event.problem(
            f"an event of {begins.year} belongs in events/{begins.year}.yaml", "date"
        )
    said = _DATE.match(event.slug)
    if said is not None and said[1] != begins.iso:
        what = f"the id says {said[1]} and the date {begins.iso}; make them agree"
        yield event.problem(what, "date")


_DATE = re.compile(r"(\d{4}(?:-\d{2}){0,2})(?:-|$)")
