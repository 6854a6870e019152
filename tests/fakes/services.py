"""The services of a bot, over fakes."""

from collections.abc import Callable
from datetime import UTC, datetime

from bot.discord_app.client import Services
from bot.discord_app.servers import ServerNotes
from bot.domain.almanac import Almanac
from bot.domain.entries import Event
from bot.domain.posts import ScheduleBook
from bot.services.answering import Answering
from bot.services.posting import Posting
from bot.services.reporting import Reporting
from bot.services.retention import Retention
from bot.services.scheduling import Scheduling
from tests.fakes.reports import FakeReportBox
from tests.fakes.schedules import FakeScheduleBook
from tests.fakes.servers import FakeServerRegister


def _now() -> datetime:
    return datetime.now(UTC)


def services_with(
    answering: Answering,
    *,
    notes: ServerNotes | None = None,
    events: tuple[Event, ...] = (),
    book: ScheduleBook | None = None,
    now: Callable[[], datetime] = _now,
) -> Services:
    """What a bot does, with everything in memory that a test does not bring."""
    kept = FakeScheduleBook() if book is None else book
    almanac = Almanac(events)
    numbers = iter(range(1, 1_000_000))
    return Services(
        answering=answering,
        notes=notes or ServerNotes(Retention(FakeServerRegister()), now),
        reporting=Reporting(FakeReportBox(), now),
        scheduling=Scheduling(kept, almanac, now, lambda _: next(numbers)),
        posting=lambda announcer: Posting(kept, almanac, announcer, now),
    )
