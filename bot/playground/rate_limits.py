"""Rate limits per route and for everything together, with Discord's headers.

Off unless asked for. The windows are real time, for clients wait in real time.
"""

import hashlib
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.playground.faults import rate_limited

MAJOR = ("channel_id", "guild_id", "application_id", "token")
"""The parameters that give a route a limit of its own for each value."""

GLOBAL_LIMIT, GLOBAL_WINDOW_S = 50, 1.0

USUAL = (10, 10.0)
"""Requests and seconds, on routes that are not named below."""

LIMITS: Mapping[tuple[str, str], tuple[int, float]] = {
    ("POST", "/channels/{channel_id}/messages"): (5, 5.0),
    ("PATCH", "/channels/{channel_id}/messages/{message_id}"): (5, 5.0),
    ("DELETE", "/channels/{channel_id}/messages/{message_id}"): (5, 1.0),
    ("POST", "/webhooks/{application_id}/{token}"): (5, 2.0),
    ("PATCH", "/webhooks/{application_id}/{token}/messages/{message_id}"): (5, 2.0),
}

UNLIMITED = frozenset(
    {
        ("POST", "/interactions/{interaction_id}/{token}/callback"),
        ("POST", "/interactions"),
    }
)
"""Discord: interaction callbacks count towards no limit. How fast members may use commands is no
bot's concern."""


@dataclass(slots=True)
class _Window:
    ends_at: float
    left: int


class RateLimits:
    """Counts requests; ``monotonic`` tells seconds, and ``epoch`` those since 1970."""

    def __init__(self, monotonic: Callable[[], float], epoch: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._epoch = epoch
        self._windows: dict[str, _Window] = {}

    def count(
        self, method: str, route: str, params: Mapping[str, str], by: int | None = None
    ) -> Mapping[str, str]:
        """Count one request and return the headers of its answer, or refuse it with 429.

        Everybody is counted for themselves; nobody's token stands for the bot's.
        """
        if (method, route) in UNLIMITED:
            return {}
        if not route.startswith("/webhooks"):
            self._count_globally(by)
        limit, seconds = LIMITS.get((method, route), USUAL)
        bucket = hashlib.blake2b(f"{method} {route}".encode(), digest_size=8).hexdigest()
        key = ":".join((bucket, str(by), *(params[name] for name in MAJOR if name in params)))
        window = self._window(key, limit, seconds)
        if not window.left:
            refused = rate_limited(round(window.ends_at - self._monotonic(), 3))
            refused.headers = {**refused.headers, **self._headers(bucket, limit, window)}
            raise refused
        window.left -= 1
        return self._headers(bucket, limit, window)

    def _count_globally(self, by: int | None) -> None:
        window = self._window(f"global:{by}", GLOBAL_LIMIT, GLOBAL_WINDOW_S)
        if not window.left:
            raise rate_limited(round(window.ends_at - self._monotonic(), 3), is_global=True)
        window.left -= 1

    def _window(self, key: str, limit: int, seconds: float) -> _Window:
        now = self._monotonic()
        window = self._windows.get(key)
        if window is None or window.ends_at <= now:
            window = self._windows[key] = _Window(now + seconds, limit)
        return window

    def _headers(self, bucket: str, limit: int, window: _Window) -> Mapping[str, str]:
        remaining_s = max(0.0, window.ends_at - self._monotonic())
        return {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(window.left),
            "X-RateLimit-Reset": f"{self._epoch() + remaining_s:.3f}",
            "X-RateLimit-Reset-After": f"{math.ceil(remaining_s * 1000) / 1000:.3f}",
            "X-RateLimit-Bucket": bucket,
        }
