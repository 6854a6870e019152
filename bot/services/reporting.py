"""Takes what members say is wrong or missing in the store."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.entries import EntryId
from bot.domain.reports import LONGEST_REPORT, Report, ReportBox

MOST_IN_A_WHILE = 5
A_WHILE = timedelta(hours=1)
"""How many reports one member may make in how long: enough for a careful reader."""
MOST_REMEMBERED = 1_000
"""Members whose last reports are remembered for that, and questions that may be reported."""


class TooManyReportsError(Exception):
    """The member has made as many reports as one may in a while."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a member filled in."""

    shown: EntryId | None
    asked: str
    text: str


class Reporting:
    """Stores reports; who made them it knows for a while, and only in memory."""

    def __init__(self, box: ReportBox, now: Callable[[], datetime]) -> None:
        self._box = box
        self._now = now
        self._made: OrderedDict[int, list[datetime]] = OrderedDict()

    async def report(self, member: int, told: Told) -> None:
        """Keep what a member told, cut to its limits.

        Raises TooManyReportsError, and StorageError where it could not be kept.
        """
        now = self._now()
        made = [at for at in self._made.pop(member, []) if now - at < A_WHILE]
        if len(made) >= MOST_IN_A_WHILE:
            self._made[member] = made
            raise TooManyReportsError
        await self._box.add(Report(now, told.shown, _kept(told.asked), _kept(told.text)))
        self._made[member] = [*made, now]
        while len(self._made) > MOST_REMEMBERED:
            self._made.popitem(last=False)


def _kept(text: str) -> str:
    # PostgreSQL takes no zero byte, and neither database half of a character
    whole = text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    return whole[:LONGEST_REPORT]


class RecentQuestions:
    """What was asked last, by the id of the reply: a report is to say what was asked.

    It is in memory alone. After a restart a member fills the question in.
    """

    def __init__(self) -> None:
        self._asked: OrderedDict[int, str] = OrderedDict()

    def remember(self, reply: int, question: str) -> None:
        """Note the question that a reply was given to."""
        self._asked[reply] = question[:LONGEST_REPORT]
        while len(self._asked) > MOST_REMEMBERED:
            self._asked.popitem(last=False)

    def of(self, reply: int) -> str:
        """The question that a reply was given to; empty where it is not known any more."""
        return self._asked.get(reply, "")
