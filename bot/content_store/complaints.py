"""Says in plain words what pydantic found wrong in a file."""

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import process

from bot.content_store.positions import Document, Location, Problem
from bot.content_store.schema import AliasesShape, CitationShape, OfficeShape, ViewShape

_KNOWN = {
    "list_type": "needs a list: lines that begin with `- `",
    "dict_type": "needs `key: value` lines",
    "model_type": "needs `key: value` lines",
    "model_attributes_type": "needs `key: value` lines",
    "int_type": "needs a whole number, without quotes",
    "float_type": "needs a number, without quotes",
}
_PATTERNS = {
    "a-z0-9": "is no id: use lower-case letters, digits and single hyphens",
    "https?": "is no address; it begins with https:// and has no spaces",
    "[^()": "is a name alone, without brackets",
    "[a-z -]": "is in lower-case letters",
}
_LIMITS = {
    "string_too_long": "is longer than {max_length} characters; shorten it",
    "too_short": "has fewer than {min_length} items; add some",
    "too_long": "has more than {max_length} items; take some out",
}
_BOUNDS = {
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "enum": "must be one of {expected}",
}
_YAML_NAMES = {
    "bool": "a yes/no value",
    "date": "a date",
    "datetime": "a date",
    "NoneType": "empty",
}


_NESTED: dict[str, type[BaseModel]] = {
    "sources": CitationShape,
    "views": ViewShape,
    "aliases": AliasesShape,
    "offices": OfficeShape,
}


def complaints(
    document: Document, where: Location, error: ValidationError, shape: type[BaseModel]
) -> list[Problem]:
    """Every problem that a shape found in the value that stands at a place of a document."""
    return [_complaint(document, where, details, shape) for details in error.errors()]


def _complaint(
    document: Document, where: Location, details: ErrorDetails, shape: type[BaseModel]
) -> Problem:
    inside = tuple(part for part in details["loc"] if part != "[key]")
    keys = list(_shape_of(inside[:-1], shape).model_fields)
    return document.problem((*where, *inside), _sentence(details, inside, keys))


def _shape_of(inside: Location, shape: type[BaseModel]) -> type[BaseModel]:
    nested = [_NESTED[part] for part in inside if isinstance(part, str) and part in _NESTED]
    return nested[-1] if nested else shape


def _sentence(details: ErrorDetails, where: Location, keys: list[str]) -> str:
    name = f"`{where[-1]}`" if where else "this entry"
    match details["type"]:
        case "extra_forbidden":
            return f"unknown key {name}; {_hint(str(where[-1]), keys)}"
        case "missing" if where[-1] == "source":
            return "a locator stands here without its source; add `source:` with a key"
        case "missing":
            return f"{name} is missing; add it"
        case "string_type":
            return f"{_shown(name, where)} {_not_text(details['input'])}"
        case "string_too_short":
            return f"{_shown(name, where)} is empty; write it or take the key out"
        case kind:
            return f"{_shown(name, where)} {_KNOWN.get(kind) or _in_words(details)}"


def _hint(wrong: str, keys: list[str]) -> str:
    near = process.extractOne(wrong, keys, score_cutoff=70)
    return f"did you mean `{near[0]}`?" if near else f"known keys: {', '.join(keys)}"


def _shown(name: str, where: Location) -> str:
    if where and isinstance(where[-1], int):
        of = next((part for part in reversed(where) if isinstance(part, str)), "the list")
        return f"item {where[-1] + 1} of `{of}`"
    return name


def _not_text(value: object) -> str:
    if isinstance(value, list | dict):
        return "needs text, not a list or `key: value` lines"
    read_as = _YAML_NAMES.get(type(value).__name__, "a number")
    if value is None:
        return "is empty; write it or take the key out"
    return f"is text that YAML reads as {read_as}; put it in quotes"


def _in_words(details: ErrorDetails) -> str:
    context = details.get("ctx", {})
    match details["type"]:
        case "string_pattern_mismatch":
            rules = (words for part, words in _PATTERNS.items() if part in context["pattern"])
            return next(rules, "must be a single line")
        case "words" | "date" | "until" | "decimals":
            return details["msg"]
        case kind if kind in _LIMITS:
            return _LIMITS[kind].format(**context)
        case kind if kind in _BOUNDS:
            return f"is wrong: it {_BOUNDS[kind].format(**context)}"
        case _:
            return f"is wrong: {details['msg']}"
