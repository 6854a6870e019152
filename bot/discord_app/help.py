"""The `/help` command."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.discord_app.cards import card, leaves
from bot.services.pages import Page, Section

if TYPE_CHECKING:
    from bot.discord_app.client import Bot

EXAMPLES = (
    "`/split why`: the causes of the split, weighed",
    "`/split ask question: what did Khrushchev want in Beijing in 1958?`",
    "`/split topic name: zhenbao`: one topic by its name, completed as you type",
)


def help_page(tree: app_commands.CommandTree["Bot"]) -> Page:
    """What the bot does, every command it has, and three things to try."""
    commands = tuple(
        f"- `/{command.qualified_name}`: {command.description}" for command in _all(tree)
    )
    return Page(
        "The Other Cold War",
        (
            Section(
                None,
                (
                    "I help groups that study why China and the Soviet Union, allies in 1950, were "
                    "shooting at each other in 1969. Everything I say comes from a store that "
                    "people wrote, with sources; where I have nothing, I say so.",
                ),
            ),
            Section("Try", tuple(f"- {example}" for example in EXAMPLES)),
            Section("Commands", commands),
            Section(None, ("`private: True` on a command shows the reply to you alone.",)),
        ),
    )


def _all(tree: app_commands.CommandTree["Bot"]) -> list[app_commands.Command["Bot", ..., object]]:  # type: ignore[type-var]
    found = [
        command for command in tree.walk_commands() if isinstance(command, app_commands.Command)
    ]
    return sorted(found, key=lambda command: command.qualified_name)


@app_commands.command(name="help")
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
@app_commands.allowed_installs(guilds=True, users=True)
async def help_command(interaction: "discord.Interaction[Bot]") -> None:
    """What this bot can do, and three things to try."""
    view = card(leaves(help_page(interaction.client.tree))[0])
    await interaction.response.send_message(view=view, ephemeral=True)
