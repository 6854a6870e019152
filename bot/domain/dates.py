"""Dates of history, as precise as the sources are and no more."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Self

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""The months as they are written everywhere, January first."""


_IN_WORDS = re.compile(
    rf"\b(?:(\d{{1,2}}) )?(?:({'|'.join(MONTHS)}) )?((?:18|19|20)\d\d)\b", re.IGNORECASE
)


class Precision(Enum):
    """How exactly a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class HistoricalDate:
    """A day, a month or a year of the Gregorian calendar."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse what is no date: a day without month, the 30th of February."""
        if self.month is None and self.day is not None:
            raise ValueError("a day needs a month")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The only date that a text gives in words, as in `in March 1969`; None without one."""
        found = _IN_WORDS.findall(text)
        if len(found) != 1:
            return None
        day, name, year = found[0]
        month = next(
            (n for n, m in enumerate(MONTHS, 1) if name and m.lower() == name.lower()), None
        )
        try:
            return cls(int(year), month, int(day) if day and month else None)
        except ValueError:
            return None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `1969-03-02`, `1969-03` or `1969`; anything else is a ValueError."""
        parts = text.split("-")
        widths = [len(part) for part in parts]
        if widths not in ([4], [4, 2], [4, 2, 2]) or not all(_is_number(part) for part in parts):
            raise ValueError(f"{text!r} is no date such as 1969-03-02, 1969-03 or 1969")
        return cls(*map(int, parts))

    @property
    def precision(self) -> Precision:
        """How exactly the date is known."""
        if self.day is not None:
            return Precision.DAY
        return Precision.YEAR if self.month is None else Precision.MONTH

    @property
    def first_day(self) -> date:
        """The earliest day that the date can mean; dates are put in order by it."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The latest day that the date can mean."""
        if self.month is None:
            return date(self.year, 12, 31)
        return date(self.year, self.month, self.day or monthrange(self.year, self.month)[1])

    @property
    def iso(self) -> str:
        """The date in the form that `parse` reads."""
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def words(self) -> str:
        """The date as a reader expects it: `2 March 1969`, `March 1969`, `1969`."""
        day = f"{self.day} " if self.day is not None else ""
        month = f"{MONTHS[self.month - 1]} " if self.month is not None else ""
        return f"{day}{month}{self.year}"


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
