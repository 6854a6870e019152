"""What the playground's Discord is made of: users, servers, channels, messages, commands."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
Unchecked: TypeAlias = Any
"""A value of a JSON body before it has been looked at."""


class ChannelType(IntEnum):
    """The kinds of channel the playground knows, with Discord's numbers."""

    TEXT = 0
    DM = 1
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11


class MessageType(IntEnum):
    """The kinds of message the playground makes, with Discord's numbers."""

    DEFAULT = 0
    REPLY = 19
    CHAT_INPUT_COMMAND = 20
    THREAD_STARTER = 21
    CONTEXT_MENU_COMMAND = 23


class MessageFlag(IntEnum):
    """The flags of a message that mean something here."""

    CROSSPOSTED = 1 << 0
    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    IS_COMPONENTS_V2 = 1 << 15


@dataclass(frozen=True, slots=True)
class User:
    """A person, or the bot."""

    id: int
    username: str
    display_name: str
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """A role of a server; the one with the server's own id is everybody's."""

    id: int
    name: str
    permissions: int
    position: int = 0
    color: int = 0
    mentionable: bool = False
    hoist: bool = False
    bot_id: int | None = None
    """The bot whose own role this is, if it is one's."""


@dataclass(frozen=True, slots=True)
class Overwrite:
    """What a channel allows and denies one role or one member, beyond the server's roles."""

    target_id: int
    allow: int = 0
    deny: int = 0
    for_member: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A user in a server."""

    user: User
    joined_at: datetime
    roles: tuple[int, ...] = ()
    nick: str | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A text channel, a thread, or a direct conversation."""

    id: int
    type: ChannelType
    name: str = ""
    guild_id: int | None = None
    topic: str | None = None
    position: int = 0
    overwrites: tuple[Overwrite, ...] = ()
    parent_id: int | None = None
    owner_id: int | None = None
    recipients: tuple[int, ...] = ()
    created_at: datetime | None = None
    auto_archive_minutes: int = 1440
    archived: bool = False

    @property
    def is_thread(self) -> bool:
        """Whether it is a thread of another channel."""
        return self.type in {ChannelType.PUBLIC_THREAD, ChannelType.ANNOUNCEMENT_THREAD}


@dataclass(slots=True)
class Guild:
    """A server, with its roles, channels and members by id."""

    id: int
    name: str
    owner_id: int
    roles: dict[int, Role] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    system_channel_id: int | None = None
    preferred_locale: str = "en-GB"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message, kept in memory."""

    id: int
    filename: str
    content_type: str
    content: bytes
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Mentions:
    """Whom a message mentions, once its allowed mentions have had their say."""

    users: tuple[int, ...] = ()
    roles: tuple[int, ...] = ()
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it is now; an edit makes a new one with the same id."""

    id: int
    channel_id: int
    author_id: int
    created_at: datetime
    content: str = ""
    type: MessageType = MessageType.DEFAULT
    flags: int = 0
    embeds: tuple[Json, ...] = ()
    components: tuple[Json, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    mentions: Mentions = field(default_factory=Mentions)
    edited_at: datetime | None = None
    nonce: str | int | None = None
    replies_to: int | None = None
    interaction: Json | None = None
    """The ``interaction_metadata`` of a message that answers an interaction."""
    only_for: int | None = None
    """The one member who sees it, if it is ephemeral."""
    poll: Json | None = None
    """As Discord describes it, without results."""

    @property
    def is_loading(self) -> bool:
        """Whether it still shows that the bot is thinking."""
        return bool(self.flags & MessageFlag.LOADING)


@dataclass(frozen=True, slots=True)
class Command:
    """A registered application command; ``body`` is what the bot registered, with defaults."""

    id: int
    version: int
    guild_id: int | None
    body: Json

    @property
    def key(self) -> tuple[int, str]:
        """What is unique among the commands of one scope: type and name."""
        return self.body["type"], self.body["name"]


@dataclass(frozen=True, slots=True)
class Application:
    """The bot's application, as it stands in Discord's developer portal."""

    id: int
    name: str
    description: str
    owner_id: int
    flags: int = 0
