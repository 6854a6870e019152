"""Answers in time when the database takes its time."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import discord

from bot.discord_app.cards import Card

PATIENCE_S = 1.5
"""How long a database may take before the member is told to wait. Discord: an answer has 3 s."""


async def answer_privately(interaction: discord.Interaction[Any], making: Awaitable[Card]) -> None:
    """Show a card to one member when it is made; raises what making it does."""
    task = asyncio.ensure_future(making)
    done, _ = await asyncio.wait({task}, timeout=PATIENCE_S)
    if not done:
        await interaction.response.defer(ephemeral=True, thinking=True)
    view = await task
    if done:
        await interaction.response.send_message(view=view, ephemeral=True)
    else:
        await interaction.followup.send(view=view, ephemeral=True)
