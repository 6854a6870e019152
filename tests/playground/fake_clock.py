"""A clock that stands still until a test advances it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass(eq=False, slots=True)
class FakeAppointment:
    """Something the clock will call, unless it is cancelled before."""

    at: datetime
    callback: Callable[[], None]
    is_cancelled: bool = False

    def cancel(self) -> None:
        """Call it off."""
        self.is_cancelled = True


class FakeClock:
    """Tells the time a test gave it, and keeps appointments when it is advanced past them."""

    def __init__(self, start: datetime = NOON) -> None:
        self._now = start
        self._appointments: list[FakeAppointment] = []

    def now(self) -> datetime:
        """Return the moment the clock stands at."""
        return self._now

    def call_later(self, delay: timedelta, callback: Callable[[], None]) -> FakeAppointment:
        """Call back when the clock is advanced by this much."""
        appointment = FakeAppointment(self._now + delay, callback)
        self._appointments.append(appointment)
        return appointment

    def advance(self, step: timedelta) -> None:
        """Go forward, keeping the appointments on the way in their order."""
        until = self._now + step
        self._appointments = self._waiting()
        while due := [each for each in self._waiting() if each.at <= until]:
            first = min(due, key=lambda each: each.at)
            self._appointments.remove(first)
            self._now = max(self._now, first.at)
            first.callback()
        self._now = until

    def _waiting(self) -> list[FakeAppointment]:
        return [each for each in self._appointments if not each.is_cancelled]
