"""Tells whoever watches the bot how it is: `/healthz`, `/readyz` and `/metrics` over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.discord_app.client import Bot
from bot.discord_app.metrics import CONTENT_TYPE, Metrics


@asynccontextmanager
async def health_served(bot: Bot, host: str, port: int) -> AsyncIterator[None]:
    """Serve the health of a bot at an address; OSError where it cannot be had."""
    health = _Health(bot, Metrics(bot))
    application = web.Application()
    application.router.add_get("/healthz", health.alive)
    application.router.add_get("/readyz", health.ready)
    application.router.add_get("/metrics", health.metrics)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield
    finally:
        await runner.cleanup()


class _Health:
    def __init__(self, bot: Bot, metrics: Metrics) -> None:
        self._bot = bot
        self._metrics = metrics

    async def alive(self, _: web.Request) -> web.Response:
        """200 as long as the event loop turns."""
        return web.Response(text="alive\n")

    async def ready(self, _: web.Request) -> web.Response:
        """200 while every shard is connected, else 503."""
        if self._bot.is_connected():
            return web.Response(text="ready\n")
        return web.Response(status=503, text="not connected to Discord\n")

    async def metrics(self, _: web.Request) -> web.Response:
        """The metrics."""
        return web.Response(body=self._metrics.exposition(), headers={"Content-Type": CONTENT_TYPE})
