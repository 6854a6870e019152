"""The bot as discord.py sees it: what it listens to, and what it keeps in memory."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import discord
from discord import app_commands
from typing_extensions import override

from bot.discord_app import endpoint, errors
from bot.discord_app.announcing import DiscordAnnouncer
from bot.discord_app.buttons import CardRack
from bot.discord_app.daily import Daily
from bot.discord_app.errors import UnknownButtonError
from bot.discord_app.help import help_command
from bot.discord_app.known_buttons import BUTTONS, is_known
from bot.discord_app.message_menu import ask_about_this
from bot.discord_app.onthisday import on_this_day
from bot.discord_app.registration import register
from bot.discord_app.reporting import is_report, submitted
from bot.discord_app.rights import PERMISSIONS
from bot.discord_app.servers import PATIENCE_S, ServerNotes
from bot.discord_app.split import Split
from bot.domain.posts import Announcer
from bot.domain.servers import GuildId, Shard
from bot.services.answering import Answering
from bot.services.day_finding import DayFinding
from bot.services.posting import Posting
from bot.services.reporting import RecentQuestions, Reporting
from bot.services.scheduling import Scheduling

log = logging.getLogger(__name__)

SCOPES = ("bot", "applications.commands")


class Tree(app_commands.CommandTree["Bot"]):
    """The commands, with one place for what goes wrong in them."""

    @override
    async def on_error(
        self, interaction: "discord.Interaction[Bot]", error: app_commands.AppCommandError, /
    ) -> None:
        """Word the error for the member; a failed completion has nobody to tell."""
        if interaction.type is discord.InteractionType.autocomplete:
            log.error("a completion failed", exc_info=error)
            return
        await errors.report(interaction, error)


@dataclass(frozen=True, slots=True)
class Services:
    """What the bot does, over ports; built in one place and handed in."""

    answering: Answering
    notes: ServerNotes
    reporting: Reporting
    scheduling: Scheduling
    posting: Callable[[Announcer], Posting]
    """Makes what sends the daily posts, once the bot is there to put them into channels."""


class Bot(discord.AutoShardedClient):
    """Answers commands and buttons, and posts every day; keeps no members and no messages."""

    def __init__(
        self,
        services: Services,
        *,
        shard_count: int | None = None,
        shard_ids: list[int] | None = None,
    ) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            guild_ready_timeout=0,  # nothing here needs every server in the cache
            shard_count=shard_count,
            shard_ids=cast(list[int], shard_ids),  # None is discord.py's own default
        )
        answering = self.answering = services.answering
        self.cards = CardRack(answering.entry, answering.related)
        self.reporting = services.reporting
        self.recent = RecentQuestions()
        self.scheduling = services.scheduling
        self.days = DayFinding(services.scheduling.almanac, answering)
        self.posting = services.posting(DiscordAnnouncer(self))
        self.registration: asyncio.Task[None] | None = None
        """Looks whether the commands have to be registered, and does it; begun after the login."""
        self._posting_run: asyncio.Task[None] | None = None
        self._notes = services.notes
        self.tree = Tree(self)
        self.tree.add_command(Split(answering, self.cards))
        self.tree.add_command(on_this_day)
        self.tree.add_command(Daily(services.scheduling))
        self.tree.add_command(help_command)
        self.tree.add_command(ask_about_this())

    @override
    async def login(self, token: str) -> None:
        """Log in; NoDiscordError where what answers is no Discord API."""
        with endpoint.answering_as_discord():
            await super().login(token)

    @override
    async def setup_hook(self) -> None:
        """After the login and before the gateway: know the buttons, look at the commands.

        Raises what `find_gateway` does.
        """
        endpoint.tell_of_sessions(self, self._connected)
        endpoint.survive_odd_events(self)
        self.add_dynamic_items(*BUTTONS)
        await endpoint.find_gateway(self)
        # beside the connection and not before it: Discord may let us wait for minutes
        self.registration = asyncio.create_task(self._register())
        self._posting_run = asyncio.create_task(self.posting.run())

    async def _register(self) -> None:
        try:
            with endpoint.answering_as_discord():
                await register(self, self.tree)
        except (discord.HTTPException, endpoint.NoDiscordError, *errors.NETWORK_ERRORS) as error:
            log.error("the commands could not be registered; those from before work on: %s", error)  # noqa: TRY400

    def is_connected(self) -> bool:
        """Whether the bot has become ready and every shard of it has a connection now."""
        return self.is_ready() and not any(shard.is_closed() for shard in self.shards.values())

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Take a form that came back, and answer a press on a button that nobody knows any more."""
        try:
            if interaction.type is discord.InteractionType.modal_submit and is_report(interaction):
                await submitted(interaction)
            elif interaction.type is discord.InteractionType.component:
                data = cast(Mapping[str, Any], interaction.data or {})
                if not is_known(str(data.get("custom_id"))):
                    raise UnknownButtonError  # noqa: TRY301 - worded below, with what else goes wrong
        except Exception as error:  # noqa: BLE001 - the edge of a form, as of a command
            await errors.report(interaction, error)

    async def on_ready(self) -> None:
        """Say that the bot is there."""
        log.info("ready as %s in %d servers", self.user, len(self.guilds))
        self.posting.wake()

    async def on_shard_resumed(self, _: int) -> None:
        """Go on with the posts that waited for the connection."""
        self.posting.wake()

    async def on_shard_ready(self, _: int) -> None:
        """Go on with the posts that waited for the connection."""
        self.posting.wake()

    def rest_from_posting(self) -> None:
        """Send no daily posts by itself from now on; `posting` can still be asked to."""
        if self._posting_run is not None:
            self._posting_run.cancel()

    def _connected(self, number: int, count: int, guilds: Sequence[int]) -> None:
        self._notes.connected(Shard(number, count), [GuildId(guild) for guild in guilds])

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Note a server that added the bot."""
        await self._notes.joined(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note a server that removed the bot; an outage of Discord's does not come here."""
        await self._notes.left(guild)

    @override
    async def close(self) -> None:
        """Leave Discord, and finish what is being written."""
        if self.registration is not None:
            self.registration.cancel()
        self.rest_from_posting()  # a post on its way is found again by its nonce
        await super().close()
        if self._posting_run is not None:
            # its transaction ends before the database is closed
            await asyncio.wait({self._posting_run}, timeout=PATIENCE_S)
        await self._notes.finish()


def invitation(application_id: int) -> str:
    """The address that adds the bot to a server, asking for no more than it needs."""
    return discord.utils.oauth_url(application_id, permissions=PERMISSIONS, scopes=SCOPES)
