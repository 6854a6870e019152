"""YAML with the line of everything, and without guesses about what a word means."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from typing_extensions import override
from yaml.nodes import MappingNode, Node, SequenceNode

try:
    from yaml import CSafeLoader as Loader  # ten times as fast where libyaml is there
except ImportError:
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

_TEXT = "tag:yaml.org,2002:str"
Location = tuple[str | int, ...]
"""A way into a document: keys and positions, outermost first."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in the store: where it is, what is wrong and what to do."""

    file: str
    line: int
    what: str

    @override
    def __str__(self) -> str:
        """The form that editors and terminals turn into a link."""
        return f"{self.file}:{self.line}: {self.what}"


@dataclass(slots=True)
class Document:
    """A YAML file as plain values; the line of each is worked out when a problem asks for it.

    A store without problems never asks, and a bot's start is faster and smaller for it.
    """

    file: str
    path: Path | None = None
    value: object = None
    problems: list[Problem] = field(default_factory=list)
    _lines: dict[Location, int] | None = None

    def line(self, where: Location) -> int:
        """The line of a value, or of the nearest thing around it."""
        if self._lines is None:
            self._lines = dict(self._found_lines())
        while where and where not in self._lines:
            where = where[:-1]
        return self._lines.get(where, 1)

    def _found_lines(self) -> Iterator[tuple[Location, int]]:
        if self.path is None:
            return
        try:
            node = yaml.compose(self.path.read_text(encoding="utf-8-sig"), Loader=Loader)
        except (OSError, UnicodeDecodeError, yaml.YAMLError):  # saved anew since it was read
            return
        if node is not None:
            yield from _lines(node, (), set())

    def problem(self, where: Location, what: str) -> Problem:
        """A problem at a place of this document."""
        return Problem(self.file, self.line(where), what)


def _lines(node: Node, where: Location, seen: set[int]) -> Iterator[tuple[Location, int]]:
    if id(node) in seen:  # a reference; one to itself would never end
        return
    seen.add(id(node))
    yield where, node.start_mark.line + 1
    if isinstance(node, MappingNode):
        for key_node, value_node in node.value:
            inside = (*where, str(key_node.value))
            yield from _lines(value_node, inside, seen)
            yield inside, key_node.start_mark.line + 1
    elif isinstance(node, SequenceNode):
        for n, item in enumerate(node.value):
            yield from _lines(item, (*where, n), seen)


def read_document(path: Path, shown: str) -> Document:
    """Read one YAML file; what cannot be read is a problem of the document, with its line.

    `shown` is how problems name the file. Keys that stand twice are problems too: YAML itself
    would silently keep the last. Raises OSError where the file cannot be opened.
    """
    document = Document(shown, path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        document.problems.append(Problem(shown, line, "is not UTF-8; save the file as UTF-8"))
        return document
    try:
        document.value = _Reading(document, Loader(text)).whole()
    except yaml.MarkedYAMLError as error:
        document.problems.append(_syntax_problem(shown, text, error))
        return document
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        what = f"has a character that YAML does not allow ({error.character!r}); take it out"
        document.problems.append(Problem(shown, line, what))
        return document
    return document


def _syntax_problem(file: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    # what was begun and never ended is wrong where it begins, not at the end of the file
    unfinished = (error.context or "").startswith("while scanning")
    mark = (unfinished and error.context_mark) or error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    tab = next((n for n in (line, line + 1) if _begins_with_tab(text, n)), None)
    if tab is not None:
        return Problem(file, tab, "is no valid YAML; use spaces instead of the tab")
    reason = " ".join(str(part) for part in (error.problem, error.context) if part)
    hint = "is no valid YAML; check indentation, quotes and colons there"
    return Problem(file, line, f"{hint} ({reason})")


def _begins_with_tab(text: str, line: int) -> bool:
    lines = text.splitlines()
    indentation = (
        lines[line - 1].partition(lines[line - 1].lstrip())[0] if line <= len(lines) else ""
    )
    return "\t" in indentation


@dataclass(frozen=True, slots=True)
class _Reading:
    """Turns the events of one document into values, noting problems.

    A tree of nodes would be the simpler way and takes ten times the memory of the file.
    """

    document: Document
    loader: yaml.SafeLoader | yaml.CSafeLoader

    def whole(self) -> object:
        """The value of the document; None if it is empty."""
        value: object = None
        documents = 0
        while not isinstance(event := self._next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._complain(event, "a second document begins here; take the `---` out")
                    break
            elif isinstance(event, yaml.NodeEvent):
                value = self._value(event)
        return value

    def _next(self) -> yaml.Event:
        event = self.loader.get_event()
        if event is None:
            raise EOFError(self.document.file)  # the stream's end was read before
        return event

    def _value(self, event: yaml.Event) -> object:
        match event:
            case yaml.ScalarEvent():
                return self._scalar(event)
            case yaml.MappingStartEvent():
                return dict(self._pairs())
            case yaml.SequenceStartEvent():
                return list(self._items())
            case _:
                what = "`&` and `*` references are not used here; write it out"
                self._complain(event, what)
                return None

    def _items(self) -> Iterator[object]:
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            yield self._value(event)

    def _pairs(self) -> Iterator[tuple[str, object]]:
        seen: dict[str, int] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            line = _line(event)
            key = event.value if isinstance(event, yaml.ScalarEvent) else str(self._value(event))
            value = self._value(self._next())
            if key in seen:
                what = f"`{key}` stands here a second time (first in line {seen[key]}); keep one"
                self._complain(event, what)
                continue
            seen[key] = line
            yield key, value

    def _scalar(self, event: yaml.ScalarEvent) -> object:
        implicit = event.implicit
        tag: str = event.tag or self.loader.resolve(  # type: ignore[no-untyped-call]
            yaml.ScalarNode, event.value, implicit
        )
        if tag == _TEXT:
            return event.value
        try:
            # the loader's own constructor: 1950 becomes an int, 1950-02-14 a date, yes a bool
            return self.loader.construct_object(yaml.ScalarNode(tag, event.value))
        except ValueError:  # 1960-02-30: whoever wants a date says what is wrong with it
            return event.value
        except yaml.YAMLError:
            what = f"`{event.value}` cannot be read; put it in quotes if it is text"
            self._complain(event, what)
            return event.value

    def _complain(self, event: yaml.Event, what: str) -> None:
        self.document.problems.append(Problem(self.document.file, _line(event), what))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
