"""Looks at the bot's account and at the API's clock, without connecting to the gateway."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import aiohttp
import discord

from bot.discord_app.client import invitation
from bot.discord_app.endpoint import answering_as_discord, api_url


@dataclass(frozen=True, slots=True)
class Account:
    """What the bot is on Discord."""

    name: str
    invitation: str
    """The address that adds the bot to a server."""


async def account(token: str) -> Account:
    """The account that a token belongs to; raises what discord.py raises at a login."""
    async with discord.Client(intents=discord.Intents.none()) as client:
        with answering_as_discord():
            await client.login(token)
        if client.user is None or client.application_id is None:
            raise RuntimeError("discord.py logged in without learning who it is")
        return Account(client.user.name, invitation(client.application_id))


async def clock_lead(now: datetime) -> timedelta | None:
    """How far this machine's clock is ahead of the API's; None where the API does not tell.

    The API gives its time in whole seconds. Raises what aiohttp raises if it cannot be reached.
    """
    async with (
        aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session,
        session.get(f"{api_url()}/gateway") as response,
    ):
        said = response.headers.get("Date")
    return None if said is None else now - parsedate_to_datetime(said)
