"""YAML with the line of everything, and without guesses about what a word means."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from typing_extensions import override
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

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


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file as plain values, with the line of each of them."""

    file: str
    value: object
    lines: dict[Location, int]
    problems: list[Problem] = field(default_factory=list)

    def line(self, where: Location) -> int:
        """The line of a value, or of the nearest thing around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def problem(self, where: Location, what: str) -> Problem:
        """A problem at a place of this document."""
        return Problem(self.file, self.line(where), what)


def read_document(path: Path, shown: str) -> Document:
    """Read one YAML file; what cannot be read is a problem of the document, with its line.

    `shown` is how problems name the file. Keys that stand twice are problems too: YAML itself
    would silently keep the last. Raises OSError where the file cannot be opened.
    """
    document = Document(shown, None, {})
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        document.problems.append(Problem(shown, line, "is not UTF-8; save the file as UTF-8"))
        return document
    try:
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        document.problems.append(_syntax_problem(shown, text, error))
        return document
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        what = f"has a character that YAML does not allow ({error.character!r}); take it out"
        document.problems.append(Problem(shown, line, what))
        return document
    if node is None:
        return document
    reading = _Reading(document, Loader(""))
    return Document(shown, reading.value(node, ()), document.lines, document.problems)


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


@dataclass(slots=True)
class _Reading:
    """Turns the nodes of one document into values, noting lines and problems."""

    document: Document
    loader: yaml.SafeLoader | yaml.CSafeLoader
    seen: set[int] = field(default_factory=set)

    def value(self, node: Node, where: Location) -> object:
        self.document.lines.setdefault(where, node.start_mark.line + 1)
        if id(node) in self.seen:  # an alias; one that holds itself would never end
            self.document.problems.append(
                self.document.problem(
                    where, "`&` and `*` references are not used here; write it out"
                )
            )
            return None
        self.seen.add(id(node))
        if isinstance(node, MappingNode):
            return dict(self._pairs(node, where))
        if isinstance(node, SequenceNode):
            return [self.value(item, (*where, n)) for n, item in enumerate(node.value)]
        return self._scalar(node, where)

    def _pairs(self, node: MappingNode, where: Location) -> Iterator[tuple[Hashable, object]]:
        seen: dict[Hashable, int] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, ScalarNode) else str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in seen:
                what = f"`{key}` stands here a second time (first in line {seen[key]}); keep one"
                self.document.problems.append(Problem(self.document.file, line, what))
                continue
            seen[key] = line
            self.document.lines[(*where, key)] = line
            yield key, self.value(value_node, (*where, key))

    def _scalar(self, node: Node, where: Location) -> object:
        if node.tag == _TEXT:
            return node.value
        try:
            # the loader's own constructor: 1950 becomes an int, 1950-02-14 a date, yes a bool
            return self.loader.construct_object(node)
        except ValueError:  # 1960-02-30: whoever wants a date says what is wrong with it
            return node.value
        except yaml.YAMLError:
            what = f"`{node.value}` cannot be read; put it in quotes if it is text"
            self.document.problems.append(self.document.problem(where, what))
            return node.value
