"""What the host of the bot reads when Discord refuses it or cannot be reached."""

import aiohttp
import discord

from bot.discord_app.endpoint import NoDiscordError


def worded_for_host(error: BaseException) -> str | None:
    """One line on what kept the bot from Discord and what to do; None for any other error."""
    match error:
        case NoDiscordError(api_url=url):
            return f"what answers at {url} is no Discord API; check DISCORD_API_URL"
        case discord.LoginFailure():
            return "the token is refused; copy it anew from the developer portal to DISCORD_TOKEN"
        case discord.PrivilegedIntentsRequired() | discord.ConnectionClosed():
            return f"the gateway closed the connection for good: {error}"
        case discord.HTTPException():
            said = error.response.reason if "<" in error.text else error.text
            return (
                f"the API answered {error.status} {said[:200] if said else ''}; "
                "check DISCORD_API_URL, or try later"
            )
        case aiohttp.ClientError() | discord.GatewayNotFound() | TimeoutError():
            return f"the API cannot be reached ({error}); check the network and DISCORD_API_URL"
        case _:
            return None
