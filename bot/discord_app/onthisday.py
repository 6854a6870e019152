"""The `/onthisday` command."""

from datetime import date as Date  # noqa: N812 - the command's option is called date
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.discord_app.days import day_card
from bot.domain.almanac import MonthDay, UnreadableDateError
from bot.domain.servers import ChannelId, GuildId
from bot.domain.storing import StorageError
from bot.services.day_finding import DayFinding

if TYPE_CHECKING:
    from bot.discord_app.client import Bot

MOST_CHOICES = 25
MOST_CHOICE_NAME = 100


@app_commands.command(name="onthisday")
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.describe(
    date="A day such as 3 March, or something that happened; today if left out",
    private="Show the reply to you alone",
)
async def on_this_day(
    interaction: "discord.Interaction[Bot]",
    date: app_commands.Range[str, 1, 100] | None = None,
    private: bool = False,
) -> None:
    """What happened on a day of the year."""
    days = interaction.client.days
    today = await _today(interaction)
    day = MonthDay.of(today) if date is None else days.meant(date, today)
    if day is None:
        raise UnreadableDateError(date or "")
    view = day_card(day, days.almanac.on(day))
    await interaction.response.send_message(view=view, ephemeral=private)


async def _today(interaction: "discord.Interaction[Bot]") -> Date:
    """The date where the server is, as far as its schedules tell."""
    scheduling = interaction.client.scheduling
    guild = GuildId(interaction.guild_id) if interaction.guild_id else None
    channel = ChannelId(interaction.channel_id) if interaction.channel_id else None
    try:
        return await scheduling.today(guild, channel)
    except StorageError:
        return scheduling.utc_today()


@on_this_day.autocomplete("date")
async def complete(
    interaction: "discord.Interaction[Bot]", typed: str
) -> list[app_commands.Choice[str]]:
    """Days that may be meant, and things that happened."""
    return day_choices(interaction.client, typed)


def day_choices(bot: "Bot", typed: str) -> list[app_commands.Choice[str]]:
    """What is offered for a day while it is typed; what is chosen is the day in words."""
    days: DayFinding = bot.days
    return [
        app_commands.Choice(name=suggestion.words[:MOST_CHOICE_NAME], value=suggestion.day.words)
        for suggestion in days.suggestions(typed, bot.scheduling.utc_today(), MOST_CHOICES)
    ]
