"""Permissions: Discord's bits, and what a member may do in a channel.

The order is Discord's: the owner and administrators may do everything; then the roles of the
server; then the channel's overwrites for everybody, for the member's roles together and for the
member.
"""

from enum import IntEnum

from bot.playground.entities import Channel, Guild, Member, Overwrite


class Permission(IntEnum):
    """The permissions that a small server uses, with Discord's bits.

    No IntFlag: bits are looked at for every message and listener, and those of an int are ten times
    as fast.
    """

    CREATE_INSTANT_INVITE = 1 << 0
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    CHANGE_NICKNAME = 1 << 26
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    SEND_POLLS = 1 << 49


EVERY_PERMISSION = (1 << 50) - 1

MEMBERS_USUAL = (
    Permission.CREATE_INSTANT_INVITE
    | Permission.ADD_REACTIONS
    | Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_EXTERNAL_EMOJIS
    | Permission.CHANGE_NICKNAME
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.SEND_MESSAGES_IN_THREADS
)
"""What a new server lets everybody do."""

IN_A_DM = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.MENTION_EVERYONE
    | Permission.USE_EXTERNAL_EMOJIS
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.ADD_REACTIONS
)
"""What both sides of a direct conversation may do."""


def in_guild(guild: Guild, member: Member) -> int:
    """Return what a member's roles permit in a server as a whole."""
    if guild.owner_id == member.user.id:
        return EVERY_PERMISSION
    permitted = guild.roles[guild.id].permissions
    for role_id in member.roles:
        permitted |= guild.roles[role_id].permissions
    return EVERY_PERMISSION if permitted & Permission.ADMINISTRATOR else permitted


def in_channel(guild: Guild, member: Member, channel: Channel) -> int:
    """Return what a member may do in a channel; a thread takes its parent's overwrites."""
    permitted = in_guild(guild, member)
    if permitted == EVERY_PERMISSION:
        return permitted
    if channel.is_thread and channel.parent_id is not None:
        channel = guild.channels[channel.parent_id]
    overwrites = {each.target_id: each for each in channel.overwrites}
    permitted = _applied(permitted, overwrites.get(guild.id))
    of_roles = [overwrites[role] for role in member.roles if role in overwrites]
    permitted = _applied(permitted, _joined(of_roles))
    permitted = _applied(permitted, overwrites.get(member.user.id))
    return permitted if permitted & Permission.VIEW_CHANNEL else 0


def _applied(permitted: int, overwrite: Overwrite | None) -> int:
    if overwrite is None:
        return permitted
    return (permitted & ~overwrite.deny) | overwrite.allow


def _joined(overwrites: list[Overwrite]) -> Overwrite | None:
    allow = deny = 0
    for each in overwrites:
        allow |= each.allow
        deny |= each.deny
    return Overwrite(0, allow, deny) if overwrites else None
