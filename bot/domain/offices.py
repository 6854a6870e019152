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

    def may_be_held(self, on: HistoricalDate) -> bool:
        """Whether it may have been held then: a year known only as such counts as a whole."""
        begun = self.since is None or self.since.first_day <= on.last_day
        return begun and (self.until is None or self.until.last_day >= on.first_day)

    @property
    def words(self) -> str:
        """The office as a reader expects it: `premier of the Soviet Union, 1964 to 1980`."""
        country = f"the {self.of}" if self.of.startswith(("Soviet", "United")) else self.of
        return f"{self.title} of {country}{self._time}"

    @property
    def _time(self) -> str:
        if self.since and self.until:
            return f", {self.since.words} to {self.until.words}"
        if self.until:
            return f", until {self.until.words}"
        return f", from {self.since.words}" if self.since else ""
