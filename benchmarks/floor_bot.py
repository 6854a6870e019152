"""The least bot that discord.py can make: it answers `/split why` with a constant."""

import os

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route


class FloorBot(discord.AutoShardedClient):
    """Keeps nothing and knows one command."""

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
        )
        self.tree = app_commands.CommandTree(self)
        group = app_commands.Group(name="split", description="The split")

        @group.command(name="why", description="Why")
        async def why(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("They fell out.")

        self.tree.add_command(group)

    async def setup_hook(self) -> None:
        """Register the command, and learn the gateway's address."""
        _, url, _ = await self.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
        await self.tree.sync()


if __name__ == "__main__":
    Route.BASE = os.environ["DISCORD_API_URL"]
    FloorBot().run(os.environ["DISCORD_TOKEN"], log_handler=None)
