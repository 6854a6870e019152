"""Puts daily posts into channels: the announcer of `services/posting`."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

import discord

from bot.discord_app.cards import notice
from bot.discord_app.days import post_card
from bot.discord_app.errors import NETWORK_ERRORS, problem_words
from bot.discord_app.rights import missing
from bot.domain.posts import (
    Announcement,
    AwayError,
    ChannelGoneError,
    MessageGoneError,
    Post,
    PostingError,
    RefusedError,
    RightsMissingError,
)
from bot.domain.schedules import Schedule
from bot.domain.servers import GuildId, MessageId, Shard
from bot.services.day_pages import opening_question, poll, thread_name
from bot.services.pacing import Pacer

if TYPE_CHECKING:
    from bot.discord_app.client import Bot

REQUESTS_PER_S = 47
"""Discord: 50 a second for a bot over all routes but those of interactions."""
POLL_LASTS = timedelta(hours=24)
LOOKED_THROUGH = 2_000
"""Messages of a channel among which a post is looked for: the first since it was claimed."""
LONGEST_THREAD_NAME = 100
CLOCKS_DIFFER = timedelta(minutes=5)

UNKNOWN_CHANNEL = 10003
UNKNOWN_MESSAGE = 10008
MISSING_ACCESS = 50001
MISSING_PERMISSIONS = 50013
ALREADY_PUBLISHED = 40033
THREAD_EXISTS = 160004
_SERVER_ERROR = 500

Postable = discord.TextChannel


class DiscordAnnouncer:
    """Sends posts at Discord's pace; several processes share it by their shards."""

    def __init__(self, bot: "Bot") -> None:
        self._bot = bot
        self._pacer: Pacer | None = None

    @property
    def shards(self) -> Sequence[Shard]:
        """The shards that are connected now."""
        bot = self._bot
        if not bot.is_ready() or bot.is_closed():
            return ()
        count = bot.shard_count or 1
        return [Shard(n, count) for n, shard in bot.shards.items() if not shard.is_closed()]

    def serves(self, guild: GuildId) -> bool:
        """Whether the server can be reached now: it is known, there and connected."""
        known = self._bot.get_guild(guild)
        if known is None or known.unavailable:
            return False
        shard = self._bot.get_shard(known.shard_id)
        return shard is not None and not shard.is_closed()

    async def announce(self, announcement: Announcement) -> MessageId:
        """Send the message; sent twice with one nonce within minutes, it is there once."""
        post = announcement.post
        channel = self._channel(post.schedule)
        allowed = _pinging(post.schedule)
        async with self._asking(post.schedule):
            # discord.py asks Discord to enforce every nonce
            message = await channel.send(
                view=post_card(announcement), nonce=post.nonce, allowed_mentions=allowed
            )
        return MessageId(message.id)

    async def find(self, post: Post) -> MessageId | None:
        """The message of a post that may have been sent before; None where it was not."""
        channel = self._channel(post.schedule)
        since = post.claimed_at - CLOCKS_DIFFER
        async with self._asking(post.schedule):
            found = channel.history(limit=LOOKED_THROUGH, after=since, oldest_first=True)
            async for message in found:
                ours = self._bot.user is not None and message.author.id == self._bot.user.id
                if ours and any(post.nonce in one for one in _custom_ids(message.components)):
                    return MessageId(message.id)
        return None

    async def follow_up(self, announcement: Announcement, message: MessageId) -> None:
        """Start the thread, ask the poll and publish, as the schedule wants; twice is as once."""
        schedule = announcement.post.schedule
        channel = self._channel(schedule)
        place: discord.abc.Messageable = channel
        if schedule.thread:
            place = await self._thread(announcement, channel, message)
        if schedule.poll:
            await self._poll(announcement, place)
        if channel.is_news():
            async with self._asking(schedule, done=ALREADY_PUBLISHED):
                await channel.get_partial_message(message).publish()

    async def _thread(
        self, announcement: Announcement, channel: Postable, message: MessageId
    ) -> discord.abc.Messageable:
        schedule = announcement.post.schedule
        name = thread_name(announcement)[:LONGEST_THREAD_NAME]
        async with self._asking(schedule, done=THREAD_EXISTS):
            await channel.get_partial_message(message).create_thread(
                name=name,
                auto_archive_duration=1_440,  # minutes
            )
        # Discord: a thread that was started from a message has the message's id
        thread = self._bot.get_partial_messageable(message, guild_id=channel.guild.id)
        async with self._asking(schedule):
            await thread.send(
                view=notice(opening_question(announcement)), nonce=f"{announcement.post.nonce}t"
            )
        return thread

    async def _poll(self, announcement: Announcement, place: discord.abc.Messageable) -> None:
        question, answers = poll(announcement.events)
        asked = discord.Poll(question[:300], duration=POLL_LASTS)
        for answer in answers:
            asked.add_answer(text=answer)
        async with self._asking(announcement.post.schedule):
            # a message of its own: Discord takes no poll beside components
            await place.send(poll=asked, nonce=f"{announcement.post.nonce}p")

    async def warn(self, schedule: Schedule, problem: PostingError) -> None:
        """Tell the server's admins, or who set the schedule, what is wrong and what to do."""
        guild = self._bot.get_guild(schedule.guild)
        if guild is None:
            raise ChannelGoneError
        told = f"{problem_words(problem.code, schedule.channel)} `/daily status` shows it again."
        system = guild.system_channel
        if system is not None and _may_write(system) and system.id != schedule.channel:
            async with self._asking(schedule):
                await system.send(view=notice(told))
            return
        async with self._asking(schedule):
            admin = await self._bot.fetch_user(schedule.set_by)
            await admin.send(view=notice(f"In the server {guild.name}: {told}"))

    def _channel(self, schedule: Schedule) -> Postable:
        guild = self._bot.get_guild(schedule.guild)
        channel = guild.get_channel(schedule.channel) if guild else None
        if not isinstance(channel, Postable):
            raise ChannelGoneError
        return channel

    @asynccontextmanager
    async def _asking(self, schedule: Schedule, done: int = 0) -> AsyncIterator[None]:
        """Wait for a request's turn, and take what Discord answers for what it means.

        `done` is the code with which it says that all had been done before.
        """
        await self._pace().slot()
        try:
            yield
        except discord.HTTPException as error:
            if error.code != done or not done:
                raise self._meaning(schedule, error) from error
        except NETWORK_ERRORS as error:
            raise AwayError(type(error).__name__) from error

    def _pace(self) -> Pacer:
        if self._pacer is None:
            share = len(self._bot.shards) / (self._bot.shard_count or 1)
            self._pacer = Pacer(REQUESTS_PER_S * min(1.0, share))
        return self._pacer

    def _meaning(self, schedule: Schedule, error: discord.HTTPException) -> PostingError:
        guild = self._bot.get_guild(schedule.guild)
        match error.code:
            case _ if error.status >= _SERVER_ERROR:
                return AwayError(f"HTTP {error.status}")
            case code if code == UNKNOWN_CHANNEL:
                return ChannelGoneError()
            case code if code == UNKNOWN_MESSAGE:
                return MessageGoneError()
            case code if code in {MISSING_ACCESS, MISSING_PERMISSIONS}:
                lacking = missing(schedule, guild) if guild else ()
                return RightsMissingError(lacking or ["View Channel", "Send Messages"])
            case _:
                return RefusedError(f"HTTP {error.status}, code {error.code}")


@dataclass(frozen=True, slots=True)
class _TextId:
    """An id as text, which is how Discord's description wants it; discord.py has numbers."""

    id: str


def _pinging(schedule: Schedule) -> discord.AllowedMentions:
    """Nobody, or the one role that the admin chose."""
    chosen = [_TextId(str(schedule.ping))] if schedule.ping else []
    roles = cast(Sequence[discord.abc.Snowflake], chosen)
    return discord.AllowedMentions(everyone=False, users=False, roles=roles or False)


def _may_write(channel: discord.TextChannel) -> bool:
    permitted = channel.permissions_for(channel.guild.me)
    return permitted.view_channel and permitted.send_messages


def _custom_ids(components: Sequence[Any]) -> Iterator[str]:
    for component in components:
        yield str(getattr(component, "custom_id", None) or "")
        yield from _custom_ids(getattr(component, "children", ()))
