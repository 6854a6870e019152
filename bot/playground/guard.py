"""The guard at the door: only this machine's own pages and programs get in.

The playground hands out its members' tokens to whoever asks, so a web page from elsewhere must not
be able to ask: neither across origins nor by a name made to point at loopback (DNS rebinding).
"""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from aiohttp import web

from bot.playground.refusals import by_status

LOCAL_NAMES = ("127.0.0.1", "localhost")
DEFAULT_PORT = 80
"""The port of HTTP, which browsers leave out of Host and Origin."""

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Guard:
    """Knows the addresses of the playground, and refuses requests meant for any other."""

    def __init__(self, port: int) -> None:
        hosts = frozenset(f"{name}:{port}" for name in LOCAL_NAMES)
        self._hosts = hosts.union(LOCAL_NAMES) if port == DEFAULT_PORT else hosts
        self._origins = frozenset(f"http://{host}" for host in self._hosts)

    def lets_in(self, host: str | None, origin: str | None) -> bool:
        """Say whether a request with these headers is from here; programs send no Origin."""
        return host in self._hosts and (origin is None or origin in self._origins)

    @web.middleware
    async def watch(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Stand before every handler, those of the gateway and the page included."""
        headers = request.headers
        if not self.lets_in(headers.get("Host"), headers.get("Origin")):
            return _refused(403, "Forbidden")
        try:
            return await handler(request)
        except (web.HTTPNotFound, web.HTTPMethodNotAllowed) as error:
            return _refused(error.status, error.reason)


def _refused(status: int, reason: str) -> web.Response:
    return web.json_response(by_status(status, reason).body, status=status)
