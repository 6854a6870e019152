"""The `/split` commands."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.discord_app.buttons import CardRack, bibliography_card
from bot.services.answering import Answering

if TYPE_CHECKING:
    from bot.discord_app.client import Bot

MOST_CHOICES = 25
"""Discord: choices that autocompletion may offer."""
MOST_CHOICE_NAME = 100
LONGEST_QUESTION = 1_000
"""What the question option takes; Discord itself would allow 6,000 characters."""

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
        await interaction.response.send_message(view=view, ephemeral=private)

    @app_commands.command()
    @app_commands.describe(name="Begin to type: topics appear", private=PRIVATE)
    async def topic(
        self,
        interaction: "discord.Interaction[Bot]",
        name: app_commands.Range[str, 1, LONGEST_QUESTION],
        private: bool = False,
    ) -> None:
        """Open one topic by its name."""
        view = self.cards.reply(self.answering.topic(name))
        await interaction.response.send_message(view=view, ephemeral=private)

    @topic.autocomplete("name")
    async def complete_topic(
        self, interaction: "discord.Interaction[Bot]", typed: str
    ) -> list[app_commands.Choice[str]]:
        """Topics that fit what is typed so far."""
        topics = self.answering.complete(typed, MOST_CHOICES)
        return [
            app_commands.Choice(name=topic.title[:MOST_CHOICE_NAME], value=topic.id.slug)
            for topic in topics
        ]

    @app_commands.command()
    @app_commands.describe(private=PRIVATE)
    async def sources(self, interaction: "discord.Interaction[Bot]", private: bool = False) -> None:
        """The books, articles and documents that the answers rest on."""
        view = bibliography_card(interaction.client)
        await interaction.response.send_message(view=view, ephemeral=private)
