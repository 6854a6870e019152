"""Cards of the days of the year, and the buttons that lead from them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui
from typing_extensions import override

from bot.discord_app.cards import Card, card, leaves
from bot.discord_app.pressing import CardButton, entry_pattern, label_of
from bot.discord_app.reporting import ReportButton
from bot.domain.almanac import MonthDay
from bot.domain.entries import EntryId, Event
from bot.domain.posts import Announcement
from bot.services.day_pages import day_page, post_page

if TYPE_CHECKING:
    from bot.discord_app.client import Bot

MOST_READ_ON = 5
"""Events of a day that have a button."""


def day_card(day: MonthDay, events: Sequence[Event], page: int = 0) -> Card:
    """One page of a day of the year; a page past the last is the last."""
    laid_out = leaves(day_page(day, events))
    page = min(page, len(laid_out) - 1)
    turning = [
        DayButton(day, number, label)
        for number, label in ((page - 1, "Previous page"), (page + 1, "Next page"))
        if 0 <= number < len(laid_out)
    ]
    beside = [DayButton(other, 0, _label(day, other)) for other in (day.later(-1), day.later(1))]
    telling = [ReportButton(events[0].id)] if events else [ReportButton(None)]
    return card(laid_out[page], [*turning, *_reading_on(events), *beside, *telling])


def post_card(announcement: Announcement) -> Card:
    """The card of a daily post. Its buttons answer the reader alone: a channel is not to fill."""
    post = announcement.post
    leaf = leaves(post_page(announcement))[0]
    if announcement.late:
        due = discord.utils.format_dt(post.due_at, "t")
        late = f"-# Posted late: it was due at {due}, and could not be posted then."
        leaf = replace(leaf, footer="\n".join(filter(None, (leaf.footer, late))))
    day = MonthDay.of(post.date)
    buttons = [
        *_reading_on(announcement.events),
        PostDayButton(day, post.nonce),
        ReportButton(announcement.events[0].id),
    ]
    made = card(leaf, buttons)
    if post.schedule.ping is not None:
        return Card(ui.TextDisplay(f"<@&{post.schedule.ping}>"), *made.children)
    return made


def _reading_on(events: Sequence[Event]) -> list["ReadButton"]:
    return [ReadButton(event.id, f"{event.date.year}: {event.title}") for event in events][
        :MOST_READ_ON
    ]


def _label(day: MonthDay, other: MonthDay) -> str:
    return f"‹ {other.words}" if other == day.later(-1) else f"{other.words} ›"


class DayButton(CardButton, template=r"day:(?P<day>\d{4}):(?P<page>\d{1,2})"):
    """Turns the card it stands on to another day, or another page of one."""

    def __init__(self, day: MonthDay, page: int, label: str) -> None:
        self.day, self.page = day, page
        super().__init__(label, f"day:{day.code}:{page}", discord.ButtonStyle.secondary)

    @override
    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button that was pressed, from what its custom id says."""
        return cls(MonthDay.parse(match["day"]), int(match["page"]), label_of(item))

    @override
    async def pressed(self, interaction: "discord.Interaction[Bot]") -> None:
        """Show the other day in place of this one."""
        events = interaction.client.days.almanac.on(self.day)
        await interaction.response.edit_message(view=day_card(self.day, events, self.page))


class PostDayButton(CardButton, template=r"post:(?P<day>\d{4}):(?P<nonce>[0-9a-f]+-\d{8})"):
    """Opens the whole day from its post; by it the bot knows the post again after a crash."""

    def __init__(self, day: MonthDay, nonce: str) -> None:
        self.day, self.nonce = day, nonce
        style = discord.ButtonStyle.secondary
        super().__init__("The whole day", f"post:{day.code}:{nonce}", style)

    @override
    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button that was pressed, from what its custom id says."""
        return cls(MonthDay.parse(match["day"]), match["nonce"])

    @override
    async def pressed(self, interaction: "discord.Interaction[Bot]") -> None:
        """Show the day to the reader."""
        events = interaction.client.days.almanac.on(self.day)
        await interaction.response.send_message(view=day_card(self.day, events), ephemeral=True)


class ReadButton(CardButton, template=rf"read:(?P<entry>{entry_pattern()})"):
    """Opens an entry for the reader alone."""

    def __init__(self, entry: EntryId, label: str) -> None:
        self.entry = entry
        super().__init__(label, f"read:{entry.path}", discord.ButtonStyle.secondary)

    @override
    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button that was pressed, from what its custom id says."""
        return cls(EntryId.parse(match["entry"]), label_of(item))

    @override
    async def pressed(self, interaction: "discord.Interaction[Bot]") -> None:
        """Show the entry."""
        shown = interaction.client.cards.card(self.entry)
        await interaction.response.send_message(view=shown, ephemeral=True)
