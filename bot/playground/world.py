"""The state of the playground's Discord: who is there, what was said, what the bot registered."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from bot.playground.clock import Clock
from bot.playground.entities import (
    Application,
    Channel,
    ChannelType,
    Command,
    Guild,
    Member,
    Message,
    User,
)
from bot.playground.snowflakes import Snowflakes

MESSAGES_KEPT = 10_000  # of one channel; older ones are forgotten, so that a long run stays small


class World:
    """Everything the playground knows; lookups that miss return None."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.public_url = "/"  # where files are served; the server sets it once it has a port
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.dms: dict[int, Channel] = {}
        self.commands: dict[int, Command] = {}
        self.application: Application
        self.bot: User
        self._snowflakes = Snowflakes()
        self._guild_of_channel: dict[int, Guild] = {}
        self._messages: dict[int, dict[int, Message]] = {}
        self._newest: dict[int, int] = {}
        self._tokens: dict[str, int] = {}

    @property
    def guild(self) -> Guild:
        """The first server, which there always is."""
        return next(iter(self.guilds.values()))

    def now(self) -> datetime:
        """Return the present moment of the playground's clock."""
        return self.clock.now()

    def new_id(self) -> int:
        """Return a snowflake of now."""
        return self._snowflakes.at(self.clock.now())

    def add_user(self, username: str, display_name: str, *, is_bot: bool = False) -> User:
        """Make a user, with a token that nobody can guess."""
        user = User(self.new_id(), username, display_name, is_bot)
        self.users[user.id] = user
        self._tokens[secrets.token_urlsafe(32)] = user.id
        return user

    def user_with(self, token: str) -> User | None:
        """Return whose token this is."""
        user_id = self._tokens.get(token)
        return None if user_id is None else self.users[user_id]

    def token_of(self, user_id: int) -> str:
        """Return the token of a user."""
        return next(token for token, owner in self._tokens.items() if owner == user_id)

    def member(self, display_name: str) -> Member:
        """Return the member of the first server with this name; KeyError if there is none."""
        for member in self.guild.members.values():
            if member.user.display_name == display_name:
                return member
        raise KeyError(display_name)

    def channel(self, name: str) -> Channel:
        """Return the channel of the first server with this name; KeyError if there is none."""
        for channel in self.guild.channels.values():
            if channel.name == name:
                return channel
        raise KeyError(name)

    def add_guild(self, guild: Guild) -> None:
        """Take up a server with the channels it has."""
        self.guilds[guild.id] = guild
        for channel in guild.channels.values():
            self._guild_of_channel[channel.id] = guild

    def put_channel(self, channel: Channel) -> None:
        """Add or replace a channel of a server, or a direct conversation."""
        if channel.guild_id is None:
            self.dms[channel.id] = channel
            return
        guild = self.guilds[channel.guild_id]
        guild.channels[channel.id] = channel
        self._guild_of_channel[channel.id] = guild

    def channel_with(self, channel_id: int) -> Channel | None:
        """Return any channel by its id."""
        guild = self._guild_of_channel.get(channel_id)
        return self.dms.get(channel_id) if guild is None else guild.channels.get(channel_id)

    def guild_of(self, channel: Channel) -> Guild | None:
        """Return the server a channel is in; None for a direct conversation."""
        return None if channel.guild_id is None else self.guilds[channel.guild_id]

    def dm_between(self, one: int, other: int) -> Channel:
        """Return the conversation of two users, opened if there is none yet."""
        for channel in self.dms.values():
            if {one, other} == set(channel.recipients):
                return channel
        channel = Channel(self.new_id(), ChannelType.DM, recipients=(one, other))
        self.put_channel(channel)
        return channel

    def put(self, message: Message) -> None:
        """Add a message, or replace it by what it is after an edit."""
        kept = self._messages.setdefault(message.channel_id, {})
        kept[message.id] = message
        if message.only_for is None:
            self._newest[message.channel_id] = max(
                message.id, self._newest.get(message.channel_id, 0)
            )
        if len(kept) > MESSAGES_KEPT:
            del kept[next(iter(kept))]

    def message(self, channel_id: int, message_id: int) -> Message | None:
        """Return a message, ephemeral ones included."""
        return self._messages.get(channel_id, {}).get(message_id)

    def remove(self, message: Message) -> None:
        """Forget a message."""
        self._messages.get(message.channel_id, {}).pop(message.id, None)

    def forget_nonces(self) -> None:
        """Forget every nonce, as Discord does some minutes after a message."""
        for kept in self._messages.values():
            for number, message in kept.items():
                kept[number] = replace(message, nonce=None)

    def history(self, channel_id: int) -> list[Message]:
        """Return a channel's messages, oldest first, without ephemeral ones."""
        kept = self._messages.get(channel_id, {})
        return [message for message in kept.values() if message.only_for is None]

    def newest_first(self, channel_id: int) -> Iterator[Message]:
        """Go through a channel's messages from the newest on, without ephemeral ones."""
        kept = self._messages.get(channel_id, {})
        return (message for message in reversed(kept.values()) if message.only_for is None)

    def last_message_id(self, channel_id: int) -> int | None:
        """Return the id of the newest message everybody could see; it may be deleted by now."""
        return self._newest.get(channel_id)

    def commands_of(self, guild_id: int | None) -> Mapping[tuple[int, str], Command]:
        """Return the commands of one scope by type and name: a server's own, or the global ones."""
        commands = self.commands.values()
        return {each.key: each for each in commands if each.guild_id == guild_id}
