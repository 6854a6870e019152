"""Who held which office when."""

from dataclasses import dataclass

from bot.domain.dates import HistoricalDate


@dataclass(frozen=True, slots=True)
class Office:
    """An office that somebody held, with its time as far as it is known."""

    title: str
    """What it is in lower case, one word for the same thing in every country: `premier`."""
    of: str
    """Whose: a country by its name."""
    since: HistoricalDate | None = None
    until: HistoricalDate | None = None
    """The last day, month or year in it."""
    to: str = ""
    """Of an ambassador: the country that receives him."""

    def may_be_held(self, on: HistoricalDate) -> bool:
        """Whether it may have been held then: a year known only as such counts as a whole."""
        begun = self.since is None or self.since.first_day <= on.last_day
        return begun and (self.until is None or self.until.last_day >= on.first_day)

    @property
    def words(self) -> str:
        """The office as a reader expects it: `premier of the Soviet Union, 1964 to 1980`."""
        to = f" to {_with_article(self.to)}" if self.to else ""
        return f"{self.title} of {_with_article(self.of)}{to}{self._time}"

    @property
    def _time(self) -> str:
        if self.since and self.until:
            return f", {self.since.words} to {self.until.words}"
        if self.until:
            return f", until {self.until.words}"
        return f", from {self.since.words}" if self.since else ""


def _with_article(country: str) -> str:
    return f"the {country}" if country.startswith(("Soviet", "United")) else country
