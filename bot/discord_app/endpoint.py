"""Where discord.py finds Discord; the one module that touches its internals."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

log = logging.getLogger(__name__)


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


class NoDiscordError(Exception):
    """What answers at the address of the API does not answer as Discord does."""

    def __init__(self, api_url: str) -> None:
        super().__init__(api_url)
        self.api_url = api_url


@contextmanager
def answering_as_discord() -> Iterator[None]:
    """Take discord.py's stumbling over a strange answer for what it is: NoDiscordError.

    It reads answers without a look at their shape, so a captive portal's page is a TypeError.
    """
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        log.debug("an answer could not be read", exc_info=True)
        raise NoDiscordError(api_url()) from error


def tell_of_sessions(
    client: discord.AutoShardedClient, tell: Callable[[int, int, Sequence[int]], None]
) -> None:
    """Call `tell` whenever a shard begins a session: its number, how many there are, its servers.

    discord.py's own cache keeps servers that were left while the connection was away, and its
    `on_ready` comes once, however many shards begin anew.
    """
    parse = client._connection.parsers["READY"]

    def read(data: Any) -> None:  # noqa: ANN401 - what came over the wire
        parse(data)
        number, count = data.get("shard", (0, 1))  # Discord leaves it out where nobody sharded
        tell(number, count, [int(guild["id"]) for guild in data["guilds"]])

    client._connection.parsers["READY"] = read


def survive_odd_events(client: discord.Client) -> None:
    """Log and leave out a gateway event that discord.py cannot read.

    By itself it would end the whole bot: a key that is absent, or null where it never was, and no
    server has a bot any more.
    """
    parsers = client._connection.parsers
    for event, parse in parsers.items():
        parsers[event] = _surviving(event, parse)


def _surviving(event: str, parse: Callable[[Any], None]) -> Callable[[Any], None]:
    def read(data: Any) -> None:  # noqa: ANN401 - what came over the wire
        try:
            parse(data)
        except Exception:
            log.exception("an event %s could not be read and was left out", event)

    return read


async def registered_commands(client: discord.Client) -> Sequence[Mapping[str, Any]]:
    """The global commands that Discord has of this application, as it describes them.

    The public `CommandTree.fetch_commands` parses them into objects that leave things out.
    """
    if client.application_id is None:
        raise RuntimeError("the commands are asked for before the login")
    commands = await client.http.get_global_commands(client.application_id)
    return cast(Sequence[Mapping[str, Any]], commands)
