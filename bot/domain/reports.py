"""What members say is wrong or missing in the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.entries import EntryId
from bot.domain.servers import in_utc

LONGEST_REPORT = 1_000
"""Characters of what a member says, and of the question that was asked."""


@dataclass(frozen=True, slots=True)
class Report:
    """Something wrong or missing, as a member told it; who it was is not kept."""

    at: datetime
    shown: EntryId | None
    """The entry that the member saw; ``None`` where the bot had nothing to show."""
    asked: str
    """The question it was shown for, as far as the member or the bot still knew it."""
    text: str

    def __post_init__(self) -> None:
        in_utc(self.at)


class ReportBox(Protocol):
    """Keeps reports for whoever hosts the bot."""

    async def add(self, report: Report) -> None:
        """Keep a report; it is durable when this returns."""
        ...

    async def reports(self) -> Sequence[Report]:
        """Every report kept, the oldest first; of one moment in the order in which they came."""
        ...
