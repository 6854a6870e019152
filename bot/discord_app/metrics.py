"""What is counted and measured of the bot, in the form that Prometheus reads."""

import math
from typing import Any

from discord import Interaction, app_commands
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    generate_latest,
)

from bot.discord_app.client import Bot

CONTENT_TYPE = CONTENT_TYPE_LATEST


class Metrics:
    """The metrics of one bot, in a registry of their own."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._registry = registry = CollectorRegistry()
        ready = Gauge("bot_ready", "1 while every shard is connected.", registry=registry)
        ready.set_function(lambda: float(bot.is_connected()))
        servers = Gauge("bot_servers", "Servers that the bot is in.", registry=registry)
        servers.set_function(lambda: float(len(bot.guilds)))
        self._latency = Gauge(
            "bot_gateway_latency_seconds",
            "From a heartbeat to its acknowledgement.",
            ["shard"],
            registry=registry,
        )
        self._commands = Counter(
            "bot_commands", "Commands answered.", ["command"], registry=registry
        )
        # discord.py calls it after each command; it stands on the client as any event does
        bot.event(self.on_app_command_completion)

    async def on_app_command_completion(
        self, _: Interaction[Any], command: app_commands.Command[Any, ..., Any]
    ) -> None:
        """Count a command that was answered."""
        self._commands.labels(command.qualified_name).inc()

    def exposition(self) -> bytes:
        """All metrics as they are now."""
        for shard, latency in self._bot.latencies:
            if math.isfinite(latency):
                self._latency.labels(str(shard)).set(latency)
        return generate_latest(self._registry)
