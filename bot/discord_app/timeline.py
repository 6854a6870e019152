"""The timeline: events in order of time, to leaf through."""

import re
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui
from typing_extensions import override

from bot.discord_app.buttons import neighbours
from bot.discord_app.cards import Card, card, leaves
from bot.discord_app.pressing import CardButton, label_of
from bot.services.answering import Answering
from bot.services.pages import timeline_page

if TYPE_CHECKING:
    from bot.discord_app.client import Bot

FIRST_YEAR, LAST_YEAR = 1900, 2030
"""What the options take; the store says what there is in between."""


def timeline_card(answering: Answering, first: int, last: int, page: int = 0) -> Card:
    """One page of the events of these years; a page past the last is the last."""
    first, last = min(first, last), max(first, last)
    laid_out = leaves(timeline_page(answering.timeline(first, last), first, last))
    page = min(page, len(laid_out) - 1)
    turning = [
        TimelineButton(first, last, number, label)
        for number, label in neighbours(page, len(laid_out))
    ]
    return card(laid_out[page], turning)


class TimelineButton(
    CardButton, template=r"timeline:(?P<first>\d{4}):(?P<last>\d{4}):(?P<page>\d{1,3})"
):
    """Turns a timeline to another page."""

    def __init__(self, first: int, last: int, page: int, label: str) -> None:
        self.first, self.last, self.page = first, last, page
        super().__init__(label, f"timeline:{first}:{last}:{page}", discord.ButtonStyle.secondary)

    @override
    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button that was pressed, from what its custom id says."""
        return cls(int(match["first"]), int(match["last"]), int(match["page"]), label_of(item))

    @override
    async def pressed(self, interaction: "discord.Interaction[Bot]") -> None:
        """Show the other page in place of this one."""
        answering = interaction.client.answering
        view = timeline_card(answering, self.first, self.last, self.page)
        await interaction.response.edit_message(view=view)
