"""The least bot that does one of everything the page must be able to show."""

import asyncio
from typing import Any

import discord
from discord import app_commands, ui
from typing_extensions import override

BOOKS = ("The Sino-Soviet Split", "Mao's China and the Cold War", "Shadow Cold War")
HOSTILE = "<img src=x onerror=\"document.title='owned'\"><b>not bold</b>"

Interaction = discord.Interaction["SmallBot"]


class Question(ui.Modal, title="Ask a question"):
    """A form with one input that has a least length."""

    question: ui.Label["Question"] = ui.Label(
        text="Your question", component=ui.TextInput(min_length=5, max_length=100)
    )

    @override
    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Repeat the question."""
        asked = self.question.component
        assert isinstance(asked, ui.TextInput)
        await interaction.response.send_message(f"You asked: {asked.value}")


def card() -> ui.LayoutView:
    """Lay out one of everything: heading, buttons, link, section and select."""
    buttons: ui.ActionRow[Any] = ui.ActionRow(
        ui.Button(label="Press", style=discord.ButtonStyle.primary, custom_id="press"),
        ui.Button(label="Silent", style=discord.ButtonStyle.danger, custom_id="silent"),
        ui.Button(label="Locked", disabled=True, custom_id="locked"),
        ui.Button(label="Source", url="https://example.org/source"),
        ui.Button(label="Ask", custom_id="ask"),
    )
    options = [discord.SelectOption(label=book, value=str(at)) for at, book in enumerate(BOOKS)]
    select: ui.ActionRow[Any] = ui.ActionRow(
        ui.Select(placeholder="Choose a book", custom_id="book", options=options)
    )
    container: ui.Container[Any] = ui.Container(
        ui.TextDisplay("# A card\nwith **bold** text, ||a secret|| and <t:0:R>\n-# Small print"),
        ui.Separator(),
        ui.Section("A section", accessory=ui.Button(label="Aside", custom_id="aside")),
        buttons,
        select,
        accent_colour=discord.Colour(0xC8102E),
    )
    return ui.LayoutView(timeout=None).add_item(container)


def text(content: str) -> ui.LayoutView:
    """Lay out one text."""
    return ui.LayoutView(timeout=None).add_item(ui.TextDisplay(content))


class SmallBot(discord.Client):
    """Answers a handful of commands, and the presses on its one card."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True), guild_ready_timeout=0)
        self.came_up = asyncio.Event()
        self.tree = app_commands.CommandTree(self)
        self.deferred: list[Interaction] = []

    @override
    async def setup_hook(self) -> None:
        """Register the commands."""
        command: app_commands.Command[Any, Any, None]
        for command in (echo, book, show, secret, silence, slow, form, hostile):
            self.tree.add_command(command)
        self.tree.add_command(quote)
        await self.tree.sync()

    async def on_ready(self) -> None:
        """Say that it may be used."""
        self.came_up.set()

    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer the presses on the card; "silent" gets no answer."""
        if interaction.type is not discord.InteractionType.component:
            return
        data: Any = interaction.data
        pressed = data["custom_id"]
        if pressed == "press":
            await interaction.response.edit_message(view=text("Pressed."))
        elif pressed == "ask":
            await interaction.response.send_modal(Question())
        elif pressed == "book":
            chosen = BOOKS[int(data["values"][0])]
            await interaction.response.send_message(f"You chose {chosen}.")


@app_commands.command(description="Says what you say")
@app_commands.describe(words="What to say", times="How often")
async def echo(
    interaction: Interaction, words: str, times: app_commands.Range[int, 1, 3] = 1
) -> None:
    """Repeat the words, with a name of two parts for the command."""
    await interaction.response.send_message(" ".join([words] * times))


@app_commands.command(description="Shows a book")
@app_commands.describe(title="Its title", loud="In capitals")
async def book(interaction: Interaction, title: str, loud: bool = False) -> None:
    """Name the book that was chosen."""
    await interaction.response.send_message(f"Book: {title.upper() if loud else title}")


@book.autocomplete("title")
async def _titles(_: Interaction, current: str) -> list[app_commands.Choice[str]]:
    found = [one for one in BOOKS if current.casefold() in one.casefold()]
    return [app_commands.Choice(name=one, value=one) for one in found]


@app_commands.command(description="Shows the card")
async def show(interaction: Interaction) -> None:
    """Answer with the card."""
    await interaction.response.send_message(view=card())


@app_commands.command(description="Says something to you alone")
async def secret(interaction: Interaction) -> None:
    """Answer with an ephemeral message."""
    await interaction.response.send_message("Between us.", ephemeral=True)


@app_commands.command(description="Never answers")
async def silence(interaction: Interaction) -> None:
    """Leave the interaction unanswered."""


@app_commands.command(description="Thinks first")
async def slow(interaction: Interaction) -> None:
    """Defer; the test sends the answer when it has seen the page wait."""
    await interaction.response.defer(thinking=True)
    interaction.client.deferred.append(interaction)


@app_commands.command(description="Opens a form")
async def form(interaction: Interaction) -> None:
    """Answer with the modal."""
    await interaction.response.send_modal(Question())


@app_commands.command(description="Shows markup from everywhere that text can come from")
async def hostile(interaction: Interaction) -> None:
    """Answer with markup in the text, a button and a select."""
    container: ui.Container[Any] = ui.Container(
        ui.TextDisplay(f"{HOSTILE} [click](javascript:alert(1))"),
        ui.ActionRow(ui.Button(label=HOSTILE, custom_id="aside")),
        ui.ActionRow(
            ui.Select(
                placeholder=HOSTILE, custom_id="book", options=[discord.SelectOption(label=HOSTILE)]
            )
        ),
    )
    await interaction.response.send_message(view=ui.LayoutView(timeout=None).add_item(container))


@app_commands.context_menu(name="Quote this")
async def quote(interaction: Interaction, message: discord.Message) -> None:
    """Say whose message it was."""
    await interaction.response.send_message(f"By {message.author.display_name}.")
