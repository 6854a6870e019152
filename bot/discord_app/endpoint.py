"""Where discord.py finds Discord; the one module that touches its internals."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route


def point_at(api_url: str) -> None:
    """Send every REST and webhook request of this process to another API.

    `api_url` goes up to and with `/api/v10`. The gateway is asked for there.
    """
    Route.BASE = api_url.rstrip("/")


def api_url() -> str:
    """The API that requests go to, up to and with its version."""
    return Route.BASE


async def find_gateway(client: discord.AutoShardedClient) -> None:
    """Ask the API for the gateway's address, for every connection of this process.

    discord.py asks by itself only at the first connection, and only where it also has to ask for
    the number of shards. Else, and for each new session after a lost one, it would go to
    Discord's own gateway, whatever API it was pointed at.
    """
    _, url, _ = await client.http.get_bot_gateway()
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)


async def registered_commands(client: discord.Client) -> Sequence[Mapping[str, Any]]:
    """The global commands that Discord has of this application, as it describes them.

    The public `CommandTree.fetch_commands` parses them into objects that leave things out.
    """
    if client.application_id is None:
        raise RuntimeError("the commands are asked for before the login")
    commands = await client.http.get_global_commands(client.application_id)
    return cast(Sequence[Mapping[str, Any]], commands)
