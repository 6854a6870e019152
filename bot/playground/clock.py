"""The time of the playground: a port, so that tests can advance it and never sleep."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Appointment(Protocol):
    """Something that will be called later, unless it is cancelled before."""

    def cancel(self) -> None:
        """Call it off; nothing happens if it has been called already."""


class Clock(Protocol):
    """Tells the time and keeps appointments."""

    def now(self) -> datetime:
        """Return the present moment, aware and in UTC."""

    def call_later(self, delay: timedelta, callback: Callable[[], None]) -> Appointment:
        """Call back once, when this much time has gone by on this clock."""


class SystemClock:
    """The machine's own clock and the running event loop's timers."""

    def now(self) -> datetime:
        """Return the present moment, aware and in UTC."""
        return datetime.now(UTC)

    def call_later(self, delay: timedelta, callback: Callable[[], None]) -> Appointment:
        """Call back once from the running event loop."""
        return asyncio.get_running_loop().call_later(delay.total_seconds(), callback)
