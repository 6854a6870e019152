"""Spreads requests over time, so that a limit on their rate is used and not broken."""

import asyncio
from collections.abc import Awaitable, Callable


class Pacer:
    """Gives out moments to send at, in order: so many a second and no burst beyond.

    What lies unused for longer than one interval is not saved up: Discord counts 50 requests in any
    second, and a burst on top of a steady stream would break that.
    """

    def __init__(
        self,
        per_second: float,
        time_s: Callable[[], float] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._interval_s = 1 / per_second
        self._time_s = time_s
        self._sleep = sleep
        self._next_s = 0.0

    async def slot(self) -> None:
        """Wait for the next moment to send at."""
        now = self._time_s() if self._time_s else asyncio.get_running_loop().time()
        at = max(now, self._next_s)
        self._next_s = at + self._interval_s
        if at > now:
            await self._sleep(at - now)
