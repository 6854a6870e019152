"""Reads the files of a store into their shapes, and keeps where each stood."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.content_store.complaints import complaints
from bot.content_store.positions import Document, Location, Problem, read_document
from bot.content_store.schema import (
    EventShape,
    PersonShape,
    PlaceShape,
    QuoteShape,
    Slug,
    SourceShape,
    TermShape,
    TopicShape,
)

S = TypeVar("S", bound=BaseModel, covariant=True)
M = TypeVar("M", bound=BaseModel)

MAPPED: dict[str, type[BaseModel]] = {
    "sources": SourceShape,
    "people": PersonShape,
    "places": PlaceShape,
    "terms": TermShape,
    "quotes": QuoteShape,
}
"""The files of the store's top folder: each maps ids to entries."""
NOT_CONTENT = frozenset({"README.md", "schema", "topics", "events"})
NEEDED = ("sources.yaml", "topics/why.yaml")


class ContentUnreadableError(Exception):
    """The store's folder, or a file in it, cannot be read at all."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"{folder}: {reason}")
        self.folder = folder
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Placed(Generic[S]):
    """A valid item of the store, its id, and where it stands."""

    slug: str
    shape: S
    document: Document
    where: Location

    def problem(self, what: str, *into: str | int) -> Problem:
        """A problem of this item, or of something in it."""
        return self.document.problem((*self.where, *into), what)


@dataclass(slots=True)
class Shelf:
    """All valid items of a store, not yet joined, and the problems of all the others."""

    sources: list[Placed[SourceShape]] = field(default_factory=list)
    people: list[Placed[PersonShape]] = field(default_factory=list)
    places: list[Placed[PlaceShape]] = field(default_factory=list)
    terms: list[Placed[TermShape]] = field(default_factory=list)
    quotes: list[Placed[QuoteShape]] = field(default_factory=list)
    topics: list[Placed[TopicShape]] = field(default_factory=list)
    events: list[Placed[EventShape]] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    """`kind/slug` of items that exist but are invalid: a reference to them is not dead.

    `kind/` stands for all items of a file that could not be read.
    """
    problems: list[Problem] = field(default_factory=list)


def read_shelf(folder: Path) -> Shelf:
    """Read every file of the store; ContentUnreadableError where there is nothing to read."""
    shelf = Shelf()
    try:
        present = {name for name in _files(folder) if not name.endswith("~")}
    except OSError as error:
        raise ContentUnreadableError(folder, _reason(error)) from error
    if not any(name.endswith(".yaml") for name in present):
        raise ContentUnreadableError(folder, "there is no content in it")
    for name in NEEDED:
        if name not in present:
            shelf.problems.append(Problem(_shown(folder, name), 1, "this file is missing"))
            shelf.broken.add(f"{name.removesuffix('.yaml')}/")
    for name in sorted(present):
        _read_file(shelf, folder, name)
    return shelf


def _reason(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "there is no such folder"
        case NotADirectoryError():
            return "it is no folder"
        case PermissionError():
            return "the permission to read it is missing"
        case _:
            return error.strerror or str(error)


def _files(folder: Path) -> Iterator[str]:
    for inside in ("", "topics", "events"):
        here = folder / inside
        if inside and not here.is_dir():
            continue
        # os.scandir and not glob: glob takes an unreadable folder for an empty one
        with os.scandir(here) as entries:
            for entry in entries:
                name = f"{inside}/{entry.name}" if inside else entry.name
                if name not in NOT_CONTENT and not entry.name.startswith("."):
                    yield name


def _shown(folder: Path, name: str) -> str:
    return str(folder / name)


def _read_file(shelf: Shelf, folder: Path, name: str) -> None:
    shown = _shown(folder, name)
    if not name.endswith(".yaml"):
        shelf.problems.append(Problem(shown, 1, _not_read(name)))
        return
    try:
        document = read_document(folder / name, shown)
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        document = Document(shown, problems=[Problem(shown, 1, what)])
    shelf.problems.extend(document.problems)
    slug = Path(name).stem
    if document.value is None:
        shelf.broken.add(f"{name.split('/')[0].removesuffix('.yaml')}/")
    file = _File(shelf, document)
    if name.startswith("topics/"):
        shelf.topics.extend(file.topic(slug))
    elif name.startswith("events/"):
        shelf.events.extend(file.events())
    elif slug in MAPPED:
        getattr(shelf, slug).extend(file.mapped(slug))
    else:
        known = ", ".join(f"{kind}.yaml" for kind in MAPPED)
        file.complain((), f"unknown file; the store has {known}, topics/ and events/")
    document.value = None  # the shapes hold all that is needed of it: a start needs less memory


def _not_read(name: str) -> str:
    if name.endswith(".yml"):
        return "the file's name has to end in .yaml"
    if "/" in name:
        return "this is not read; topics/ and events/ hold files that end in .yaml"
    return "this is not read; the store has YAML files, topics/ and events/"


_SLUG: TypeAdapter[str] = TypeAdapter(Slug)


def _is_slug(text: str) -> bool:
    try:
        return bool(_SLUG.validate_python(text))
    except ValidationError:
        return False


@dataclass(frozen=True, slots=True)
class _File:
    """One file on its way to the shelf."""

    shelf: Shelf
    document: Document

    def complain(self, where: Location, what: str) -> None:
        self.shelf.problems.append(self.document.problem(where, what))

    def topic(self, slug: str) -> Iterator[Placed[TopicShape]]:
        if not _is_slug(slug):
            self.complain((), f"the file's name is no id: {_SLUG_RULE}")
        shape = self._valid((), self.document.value, TopicShape, f"topics/{slug}")
        if shape is not None:
            yield Placed(slug, shape, self.document, ())

    def events(self) -> Iterator[Placed[EventShape]]:
        values = self.document.value
        if not isinstance(values, list):
            if not self.document.problems:
                self.complain((), "needs a list of events: items that begin with `- id:`")
            return
        for n, value in enumerate(values):
            slug = str(value.get("id", "")) if isinstance(value, dict) else ""
            shape = self._valid((n,), value, EventShape, f"events/{slug}")
            if shape is not None:
                yield Placed(shape.id, shape, self.document, (n,))

    def mapped(self, kind: str) -> Iterator[Placed[Any]]:
        values = self.document.value
        if not isinstance(values, dict):
            if not self.document.problems:
                self.complain((), "needs `id:` lines, each with its entry below")
            return
        for slug, value in values.items():
            shape = self._valid((slug,), value, MAPPED[kind], f"{kind}/{slug}")
            if not _is_slug(slug):
                self.complain((slug,), f"`{slug}` is no id: {_SLUG_RULE}")
            elif shape is not None:
                yield Placed(slug, shape, self.document, (slug,))

    def _valid(self, where: Location, value: object, shape: type[M], name: str) -> M | None:
        try:
            return shape.model_validate(value)
        except ValidationError as error:
            self.shelf.broken.add(name)
            if value is not None or not self.document.problems:
                self.shelf.problems.extend(complaints(self.document, where, error, shape))
            return None


_SLUG_RULE = "use lower-case letters, digits and single hyphens, at most 64"
