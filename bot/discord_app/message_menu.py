"""What stands in the menu of any message, under Apps."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.discord_app.cards import notice
from bot.domain.answers import NotCovered

if TYPE_CHECKING:
    from bot.discord_app.client import Bot

MOST_ASKED = 1_000
"""Characters of a message that are taken for a question."""


def ask_about_this() -> app_commands.ContextMenu:
    """The command that takes a message for a question, made anew for each bot."""
    menu = app_commands.ContextMenu(name="Ask about this", callback=_ask)
    menu.allowed_contexts = app_commands.AppCommandContext(
        guild=True, dm_channel=True, private_channel=True
    )
    menu.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
    return menu


async def _ask(interaction: "discord.Interaction[Bot]", message: discord.Message) -> None:
    """Answer for everybody; say privately that there is nothing to answer."""
    question = (message.content or _texts(message))[:MOST_ASKED]
    if not question.strip():
        words = "That message has no words that I could answer. Use `/split ask` instead."
        await interaction.response.send_message(view=notice(words), ephemeral=True)
        return
    bot = interaction.client
    reply = bot.answering.ask(question)
    bot.recent.remember(interaction.id, question)
    quiet = isinstance(reply, NotCovered)
    await interaction.response.send_message(view=bot.cards.reply(reply), ephemeral=quiet)


def _texts(message: discord.Message) -> str:
    """What a message of embeds says; cards of bots have no content of their own."""
    parts = [(embed.title, embed.description) for embed in message.embeds]
    return " ".join(text for pair in parts for text in pair if text)
