"""What is wrong with a request body, gathered into Discord's nested error tree.

Discord: ``{"content": {"_errors": [{"code": "BASE_TYPE_MAX_LENGTH", "message": "..."}]}}``, with
the positions of lists as keys in text.
"""

from collections.abc import Iterable, Mapping, Sized
from typing import TypeAlias

from bot.playground.entities import Json, Unchecked
from bot.playground.refusals import invalid_form

Path: TypeAlias = tuple[str | int, ...]

LARGEST_SNOWFLAKE = 2**63 - 1
LONGEST_SNOWFLAKE = 20
"""The digits of the largest unsigned number of 64 bits; Python reads no number of any length."""


class Problems:
    """The problems found so far, each with where it is.

    ``at`` is the place, in the whole body, of the part that is looked at.
    """

    def __init__(self, at: Path = ()) -> None:
        self._tree: Json = {}
        self._at = at

    def add(self, path: Path, code: str, message: str) -> None:
        """Note one problem at this place."""
        place = self._tree
        for step in (*self._at, *path):
            place = place.setdefault(str(step), {})
        place.setdefault("_errors", []).append({"code": code, "message": message})

    def refuse_if_any(self) -> None:
        """Raise the refusal of an invalid form, if anything was noted."""
        if self._tree:
            raise invalid_form(self._tree)

    def required(self, path: Path) -> None:
        """Note that a field is missing."""
        self.add(path, "BASE_TYPE_REQUIRED", "This field is required")

    def choices(self, path: Path, allowed: Iterable[object]) -> None:
        """Note that a value is not one of those allowed."""
        self.add(path, "BASE_TYPE_CHOICES", f"Value must be one of {tuple(allowed)}.")

    def text(self, value: object, path: Path, longest: int, *, shortest: int = 0) -> bool:
        """Check a text's type and length; say whether it is one of the right length."""
        if value is None:
            if shortest:
                self.required(path)
            return not shortest
        if not isinstance(value, str):
            self.add(path, "STRING_TYPE_CONVERT", "Could not interpret value as string.")
            return False
        return self._length(value, path, longest, shortest)

    def items(self, value: object, path: Path, most: int, *, fewest: int = 0) -> bool:
        """Check that a value is a list with so many items; a missing one counts as empty."""
        if value is not None and not isinstance(value, list):
            self.add(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return False
        if not value and fewest:
            self.required(path)
            return False
        return self._length(value or (), path, most, fewest)

    def objects(
        self, value: Unchecked, path: Path, most: int, *, fewest: int = 0
    ) -> list[tuple[Path, Json]]:
        """Check a list of objects; return those that are, each with its place."""
        if not self.items(value, path, most, fewest=fewest):
            return []
        placed = (((*path, index), each) for index, each in enumerate(value or ()))
        return [(place, each) for place, each in placed if self.mapping(each, place)]

    def one_of(self, value: object, path: Path, allowed: Iterable[int | str]) -> bool:
        """Check that a value is one of those allowed."""
        choices = tuple(allowed)
        if isinstance(value, int | str) and not isinstance(value, bool) and value in choices:
            return True
        self.choices(path, tuple(int(each) if isinstance(each, int) else each for each in choices))
        return False

    def number(self, value: object, path: Path, least: float, most: float) -> bool:
        """Check a whole number and its bounds."""
        if isinstance(value, bool) or not isinstance(value, int):
            self.add(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
        elif value < least:
            at_least = f"int value should be greater than or equal to {least}."
            self.add(path, "NUMBER_TYPE_MIN", at_least)
        elif value > most:
            self.add(path, "NUMBER_TYPE_MAX", f"int value should be less than or equal to {most}.")
        else:
            return True
        return False

    def snowflake(self, value: object, path: Path) -> int | None:
        """Check an id; return it, or None where the value is none."""
        number = snowflake(value)
        if number is None:
            self.add(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
        elif number > LARGEST_SNOWFLAKE:
            at_most = f"snowflake value should be less than or equal to {LARGEST_SNOWFLAKE}."
            self.add(path, "NUMBER_TYPE_MAX", at_most)
        else:
            return number
        return None

    def mapping(self, value: object, path: Path) -> bool:
        """Check that a value is an object."""
        if isinstance(value, Mapping):
            return True
        self.add(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        return False

    def _length(self, value: Sized, path: Path, longest: int, shortest: int) -> bool:
        if shortest <= len(value) <= longest:
            return True
        if shortest:
            within = f"Must be between {shortest} and {longest} in length."
            self.add(path, "BASE_TYPE_BAD_LENGTH", within)
        else:
            fewer = f"Must be {longest} or fewer in length."
            self.add(path, "BASE_TYPE_MAX_LENGTH", fewer)
        return False


def scalar(value: object) -> int | str | None:
    """Return a value if it can be compared and kept in sets, and None otherwise."""
    return value if isinstance(value, int | str) else None


def snowflake(value: Unchecked) -> int | None:
    """Return the id a JSON value stands for, or None where it stands for none."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    text = str(value)
    is_one = text.isascii() and text.isdecimal() and len(text) <= LONGEST_SNOWFLAKE
    return int(text) if is_one else None
