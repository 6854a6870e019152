"""Starts and stops the playground: joins its parts and listens on loopback."""

import socket
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from aiohttp import web

from bot.playground import (
    accounts,
    callbacks,
    commands,
    followups,
    member_interactions,
    messages,
    places,
    threads,
)
from bot.playground.clock import Clock, SystemClock
from bot.playground.door import Door
from bot.playground.faults import Faults
from bot.playground.gateway import Gateway
from bot.playground.guard import Guard
from bot.playground.interactions import Interactions
from bot.playground.pages import Pages
from bot.playground.rate_limits import RateLimits
from bot.playground.routing import Route, Stage
from bot.playground.seed import plant
from bot.playground.sessions import Audience, Intent
from bot.playground.stewardship import Steward
from bot.playground.wire import Wire
from bot.playground.world import World

STOPS_WITHIN_S = 2.0
LOOPBACK = "127.0.0.1"
API_PATH = "/api/v10"
LIMITED_FLAGS = {
    Intent.GUILD_PRESENCES: 1 << 13,
    Intent.GUILD_MEMBERS: 1 << 15,
    Intent.MESSAGE_CONTENT: 1 << 19,
}
LARGEST_REQUEST = 25 * 1024 * 1024 + 64 * 1024

ROUTES: Sequence[Route] = (
    *accounts.ROUTES,
    *places.ROUTES,
    *commands.ROUTES,
    *messages.ROUTES,
    *threads.ROUTES,
    *member_interactions.ROUTES,
    *callbacks.ROUTES,
    *followups.ROUTES,
)


@dataclass(frozen=True, slots=True)
class Terms:
    """How strict the playground is, and how it is set up, beyond its port and its clock."""

    rate_limits: bool = False
    shards: int = 1
    """How many shards ``GET /gateway/bot`` recommends."""
    privileged_intents: int = 0
    """Those switched on in what stands for Discord's developer portal."""
    heartbeat_interval: timedelta = timedelta(seconds=41.25)
    wire_length: int = 2_000
    """How many exchanges and frames the record keeps."""


@dataclass(frozen=True, slots=True)
class Playground:
    """A running playground."""

    api_url: str
    gateway_url: str
    page_url: str
    world: World
    wire: Wire
    faults: Faults
    steward: Steward
    """Changes servers while the playground runs, as their admins would."""

    @property
    def bot_token(self) -> str:
        """The token of the playground's application."""
        return self.world.token_of(self.world.bot.id)


@asynccontextmanager
async def running_playground(
    port: int = 8765, *, clock: Clock | None = None, terms: Terms | None = None
) -> AsyncIterator[Playground]:
    """Run a playground on this port of 127.0.0.1, or on a free one for 0.

    Raises OSError if the port is in use.
    """
    terms = terms or Terms()
    with socket.create_server((LOOPBACK, port)) as listener:
        bound: int = listener.getsockname()[1]
        stage = _stage(bound, clock or SystemClock(), terms)
        gateway = Gateway(
            stage,
            privileged_intents=terms.privileged_intents,
            heartbeat_interval_s=terms.heartbeat_interval.total_seconds(),
        )
        runner = web.AppRunner(
            _application(stage, gateway, bound, terms),
            access_log=None,
            shutdown_timeout=STOPS_WITHIN_S,
        )
        await runner.setup()
        try:
            await web.SockSite(runner, listener).start()
            yield Playground(
                api_url=f"http://{LOOPBACK}:{bound}{API_PATH}",
                gateway_url=stage.gateway_url,
                page_url=stage.world.public_url,
                world=stage.world,
                wire=stage.audience.wire,
                faults=stage.faults,
                steward=Steward(stage),
            )
        finally:
            gateway.close()
            await runner.cleanup()


def _stage(port: int, clock: Clock, terms: Terms) -> Stage:
    world = World(clock)
    world.public_url = f"http://{LOOPBACK}:{port}/"
    plant(world, application_flags=_application_flags(terms.privileged_intents))
    audience = Audience(Wire(terms.wire_length))
    return Stage(
        world=world,
        audience=audience,
        interactions=Interactions(),
        faults=Faults(audience),
        gateway_url=f"ws://{LOOPBACK}:{port}/gateway",
        shards=terms.shards,
    )


def _application_flags(privileged_intents: int) -> int:
    """Return the flags that show an application's privileged intents, for less than 100 servers."""
    return sum(flag for intent, flag in LIMITED_FLAGS.items() if privileged_intents & intent)


def _application(stage: Stage, gateway: Gateway, port: int, terms: Terms) -> web.Application:
    guard = Guard(port)
    app = web.Application(middlewares=[guard.watch], client_max_size=LARGEST_REQUEST)
    limits = RateLimits(time.monotonic, time.time) if terms.rate_limits else None
    door = Door(stage, limits)
    for route in ROUTES:
        app.router.add_route(route.method, API_PATH + route.path, partial(door.enter, route))
    pages = Pages(stage.world, port)
    app.router.add_get("/gateway", gateway.connect)
    app.router.add_get("/gateway/", gateway.connect)
    app.router.add_get("/playground/members", pages.members)
    app.router.add_get("/attachments/{channel}/{message}/{file}/{name}", pages.attachment)
    app.router.add_get("/", pages.index)
    app.router.add_get("/{name:[\\w./-]+}", pages.file)
    return app
