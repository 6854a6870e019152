"""The real discord.py against the playground: the least bot that can be made."""

import asyncio
import io
from collections.abc import AsyncIterator

import discord
import pytest
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from typing_extensions import override
from yarl import URL

from bot.playground.server import Playground
from tests.playground.clients import MemberClient
from tests.playground.samples import option


class Card(discord.ui.LayoutView):
    """A card with a button that changes it."""

    def __init__(self, topic: str) -> None:
        super().__init__()
        self.words = discord.ui.TextDisplay[Card](f"About {topic}")
        self.more = discord.ui.Button[Card](label="More", custom_id="more")
        self.more.callback = self.show_more  # type: ignore[method-assign]
        row = discord.ui.ActionRow[Card](self.more)
        self.add_item(discord.ui.Container[Card](self.words, row))

    async def show_more(self, interaction: discord.Interaction) -> None:
        """Show more."""
        self.words.content = "More"
        await interaction.response.edit_message(view=self)


class LeastBot(discord.Client):
    """Answers three commands."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True), guild_ready_timeout=0)
        self.is_there = asyncio.Event()
        self.tree = app_commands.CommandTree(self)
        self.tree.command(name="why", description="Says why")(why)
        self.tree.command(name="file", description="Sends a file")(file)
        self.tree.command(name="form", description="Shows a form")(form)

    @override
    async def setup_hook(self) -> None:
        """Register the commands."""
        await self.tree.sync()

    async def on_ready(self) -> None:
        """Note that everything is there."""
        self.is_there.set()


@app_commands.describe(topic="About what")
async def why(interaction: discord.Interaction, topic: str) -> None:
    """Answer with a card."""
    await interaction.response.send_message(view=Card(topic))


async def file(interaction: discord.Interaction) -> None:
    """Think, and then send a file to one reader."""
    await interaction.response.defer(ephemeral=True)
    await interaction.followup.send(file=discord.File(io.BytesIO(b"{}"), "data.json"))


class Form(discord.ui.Modal, title="Form"):
    """A form with one field."""

    answer = discord.ui.TextInput["Form"](label="Why")

    @override
    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Repeat what was written."""
        await interaction.response.send_message(self.answer.value)


async def form(interaction: discord.Interaction) -> None:
    """Show a form."""
    await interaction.response.send_modal(Form())


@pytest.fixture
async def client(
    playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[LeastBot]:
    """Run the least bot against the playground."""
    monkeypatch.setattr(Route, "BASE", playground.api_url)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(playground.gateway_url))
    async with LeastBot() as running:
        task = asyncio.create_task(running.start(playground.bot_token))
        await asyncio.wait_for(running.is_there.wait(), 10)
        yield running
        await running.close()
        await task


async def test_it_knows_its_server(client: LeastBot) -> None:
    (guild,) = client.guilds

    assert guild.name == "Reading circle"
    assert [channel.name for channel in guild.text_channels] == ["welcome", "seminar", "staff-room"]
    assert not guild.text_channels[2].permissions_for(guild.me).view_channel
    assert guild.text_channels[1].permissions_for(guild.me).send_messages


@pytest.mark.usefixtures("client")
async def test_it_answers_a_command_and_a_press(anna: MemberClient) -> None:
    await anna.uses("why", option("topic", "Damansky"))
    card = await anna.line.event("MESSAGE_CREATE")
    await anna.presses(card, "more")
    changed = await anna.line.event("MESSAGE_UPDATE")

    assert card["components"][0]["components"][0]["content"] == "About Damansky"
    assert changed["components"][0]["components"][0]["content"] == "More"


@pytest.mark.usefixtures("client")
async def test_it_thinks_and_sends_a_file(anna: MemberClient) -> None:
    await anna.uses("file")

    thinking = await anna.line.event("MESSAGE_CREATE")
    sent = await anna.line.event("MESSAGE_UPDATE")

    assert thinking["flags"] == 64 | 128
    assert (sent["id"], sent["attachments"][0]["filename"]) == (thinking["id"], "data.json")


@pytest.mark.usefixtures("client")
async def test_it_takes_a_form(anna: MemberClient) -> None:
    await anna.uses("form")
    shown = await anna.line.event("INTERACTION_MODAL_CREATE")
    field = shown["components"][0]
    field = field.get("component") or field["components"][0]
    filled = [{"type": 1, "components": [{**field, "value": "Because"}]}]

    await anna.interacts(
        5, {"id": shown["id"], "custom_id": shown["custom_id"], "components": filled}
    )

    assert (await anna.line.event("MESSAGE_CREATE"))["content"] == "Because"


async def test_it_writes_and_reads_in_a_channel(client: LeastBot, playground: Playground) -> None:
    channel = client.get_channel(playground.world.channel("seminar").id)
    assert isinstance(channel, discord.TextChannel)

    sent = await channel.send("Today", embed=discord.Embed(title="T"), nonce="1")
    await sent.edit(content="Tomorrow")
    thread = await sent.create_thread(name="Talk")

    assert [message.content async for message in channel.history(limit=5)] == ["Tomorrow"]
    assert thread.parent_id == channel.id
    await thread.send("So")
    await sent.delete()


async def test_it_is_told_what_it_may_not(client: LeastBot, playground: Playground) -> None:
    hidden = client.get_channel(playground.world.channel("staff-room").id)
    assert isinstance(hidden, discord.TextChannel)

    with pytest.raises(discord.Forbidden) as refused:
        await hidden.send("x")

    assert refused.value.code == 50001


async def test_it_waits_when_it_is_rate_limited(client: LeastBot, playground: Playground) -> None:
    playground.faults.rate_limit_next("POST", "/messages", 0.01)
    channel = client.get_channel(playground.world.channel("seminar").id)
    assert isinstance(channel, discord.TextChannel)

    await channel.send("Today")

    statuses = [each.status for each in playground.wire.exchanges if "messages" in each.route]
    assert statuses == [429, 200]


async def test_it_resumes_after_a_broken_line(
    client: LeastBot, playground: Playground, anna: MemberClient
) -> None:
    """And answers what was asked meanwhile."""
    resumed = asyncio.Event()

    @client.event
    async def on_resumed() -> None:
        resumed.set()

    playground.faults.cut_gateway()
    await anna.uses("why", option("topic", "it"))
    await asyncio.wait_for(resumed.wait(), 10)

    assert (await anna.line.event("MESSAGE_CREATE"))["author"]["bot"] is True
