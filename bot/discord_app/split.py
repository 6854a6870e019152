"""The `/split` commands."""

import secrets
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.discord_app.buttons import CardRack, bibliography_card
from bot.discord_app.timeline import FIRST_YEAR, LAST_YEAR, timeline_card
from bot.domain.entries import Entry, EntryKind, Quote
from bot.services.answering import Answering

if TYPE_CHECKING:
    from bot.discord_app.client import Bot

MOST_CHOICES = 25
"""Discord: choices that autocompletion may offer."""
MOST_CHOICE_NAME = 100
LONGEST_QUESTION = 1_000
"""What the question option takes; Discord itself would allow 6,000 characters."""

Name = app_commands.Range[str, 1, LONGEST_QUESTION]
Year = app_commands.Range[int, FIRST_YEAR, LAST_YEAR]
PRIVATE = "Show the reply to you alone"


class Split(
    app_commands.Group, name="split", description="Why China and the Soviet Union fell out"
):
    """Questions about the split, in servers, direct messages and as a user's own app."""

    def __init__(self, answering: Answering, cards: CardRack) -> None:
        super().__init__(
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self.answering = answering
        self.cards = cards

    @app_commands.command()
    @app_commands.describe(private=PRIVATE)
    async def why(self, interaction: "discord.Interaction[Bot]", private: bool = False) -> None:
        """Why the two allies of 1950 were shooting at each other in 1969."""
        view = self.cards.reply(self.answering.why())
        await interaction.response.send_message(view=view, ephemeral=private)

    @app_commands.command()
    @app_commands.describe(question="Your question, in your own words", private=PRIVATE)
    async def ask(
        self,
        interaction: "discord.Interaction[Bot]",
        question: app_commands.Range[str, 1, LONGEST_QUESTION],
        private: bool = False,
    ) -> None:
        """Ask about the split in your own words."""
        view = self.cards.reply(self.answering.ask(question))
        interaction.client.recent.remember(interaction.id, question)
        await interaction.response.send_message(view=view, ephemeral=private)

    @app_commands.command()
    @app_commands.describe(name="Begin to type: topics appear", private=PRIVATE)
    async def topic(
        self, interaction: "discord.Interaction[Bot]", name: Name, private: bool = False
    ) -> None:
        """Open one topic by its name."""
        await self._open(interaction, EntryKind.TOPIC, name, private)

    @app_commands.command()
    @app_commands.describe(name="Any spelling of the name", private=PRIVATE)
    async def person(
        self, interaction: "discord.Interaction[Bot]", name: Name, private: bool = False
    ) -> None:
        """Who somebody was, and their part in the story."""
        await self._open(interaction, EntryKind.PERSON, name, private)

    @app_commands.command()
    @app_commands.describe(name="Any spelling of the name", private=PRIVATE)
    async def place(
        self, interaction: "discord.Interaction[Bot]", name: Name, private: bool = False
    ) -> None:
        """Where something is, and what happened there."""
        await self._open(interaction, EntryKind.PLACE, name, private)

    @app_commands.command()
    @app_commands.describe(name="A word of the subject, such as revisionism", private=PRIVATE)
    async def term(
        self, interaction: "discord.Interaction[Bot]", name: Name, private: bool = False
    ) -> None:
        """What a word of the subject means, who used it and when."""
        await self._open(interaction, EntryKind.TERM, name, private)

    @app_commands.command()
    @app_commands.describe(name="Words of it, or who said it; empty: any one", private=PRIVATE)
    async def quote(
        self,
        interaction: "discord.Interaction[Bot]",
        name: Name | None = None,
        private: bool = False,
    ) -> None:
        """What somebody really said, with date and source."""
        if name is None and self.answering.quotes:
            name = secrets.choice(self.answering.quotes).id.slug
        await self._open(interaction, EntryKind.QUOTE, name or "", private)

    @app_commands.command()
    @app_commands.rename(first="from", last="to")
    @app_commands.describe(first="The first year", last="The last year", private=PRIVATE)
    async def timeline(
        self,
        interaction: "discord.Interaction[Bot]",
        first: Year | None = None,
        last: Year | None = None,
        private: bool = False,
    ) -> None:
        """What happened, in order of time."""
        view = timeline_card(self.answering, first or FIRST_YEAR, last or first or LAST_YEAR)
        await interaction.response.send_message(view=view, ephemeral=private)

    @app_commands.command()
    @app_commands.describe(private=PRIVATE)
    async def sources(self, interaction: "discord.Interaction[Bot]", private: bool = False) -> None:
        """The books, articles and documents that the answers rest on."""
        view = bibliography_card(interaction.client)
        await interaction.response.send_message(view=view, ephemeral=private)

    async def _open(
        self, interaction: "discord.Interaction[Bot]", kind: EntryKind, name: str, private: bool
    ) -> None:
        view = self.cards.reply(self.answering.open(kind, name))
        await interaction.response.send_message(view=view, ephemeral=private)

    @topic.autocomplete("name")
    @person.autocomplete("name")
    @place.autocomplete("name")
    @term.autocomplete("name")
    @quote.autocomplete("name")
    async def complete_name(
        self, interaction: "discord.Interaction[Bot]", typed: str
    ) -> list[app_commands.Choice[str]]:
        """Entries of the command's kind that fit what is typed so far."""
        command = interaction.command
        kind = EntryKind(command.name if command else EntryKind.TOPIC)
        entries = self.answering.complete(kind, typed, MOST_CHOICES)
        return [app_commands.Choice(name=_choice(one), value=one.id.slug) for one in entries]


def _choice(entry: Entry) -> str:
    shown = f"{entry.who.name}: {entry.text}" if isinstance(entry, Quote) else entry.name
    return shown if len(shown) <= MOST_CHOICE_NAME else f"{shown[: MOST_CHOICE_NAME - 1]}…"
