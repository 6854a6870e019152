"""The objects behind the ids that an interaction carries."""

from collections.abc import Container
from dataclasses import dataclass, field
from enum import Enum, auto

from bot.playground.entities import Channel, Guild, Json, Member, Message, Role, User
from bot.playground.message_payloads import message_object
from bot.playground.payloads import channel_object, member_object, role_object, user_object
from bot.playground.permissions import in_channel, in_guild
from bot.playground.world import World


class Kind(Enum):
    """What members choose in options and selects."""

    USER = auto()
    ROLE = auto()
    CHANNEL = auto()


MENTIONABLE = frozenset({Kind.USER, Kind.ROLE})


@dataclass(slots=True)
class Resolved:
    """The objects behind the ids in an interaction, each kind by id."""

    world: World
    guild: Guild | None
    asker: User
    """Who chose them: a resolved channel says what its chooser may do there."""
    found: dict[str, Json] = field(default_factory=dict)

    def user(self, user: User) -> None:
        """Add a user, and their membership if they have one."""
        self.found.setdefault("users", {})[str(user.id)] = user_object(user)
        member = None if self.guild is None else self.guild.members.get(user.id)
        if self.guild is not None and member is not None:
            described = _member_with_permissions(self.guild, member)
            self.found.setdefault("members", {})[str(user.id)] = described

    def find(self, kinds: Container[Kind], found_id: int) -> bool:
        """Add what has this id and is of one of these kinds; say whether there is such a thing."""
        guild = self.guild
        if Kind.USER in kinds and found_id in self.world.users:
            self.user(self.world.users[found_id])
        elif Kind.ROLE in kinds and guild is not None and found_id in guild.roles:
            self.role(guild.roles[found_id])
        elif Kind.CHANNEL in kinds and guild is not None and found_id in guild.channels:
            self.channel(guild.channels[found_id])
        else:
            return False
        return True

    def role(self, role: Role) -> None:
        """Add a role."""
        self.found.setdefault("roles", {})[str(role.id)] = role_object(role)

    def channel(self, channel: Channel) -> None:
        """Add a channel."""
        described = channel_object(self.world, channel)
        if self.guild is not None and self.asker.id in self.guild.members:
            permitted = in_channel(self.guild, self.guild.members[self.asker.id], channel)
            described["permissions"] = str(permitted)
        self.found.setdefault("channels", {})[str(channel.id)] = described

    def message(self, message: Message) -> None:
        """Add a message."""
        described = message_object(self.world, message)
        self.found.setdefault("messages", {})[str(message.id)] = described


def _member_with_permissions(guild: Guild, member: Member) -> Json:
    """Describe a member without their user, as Discord does among resolved ones."""
    permitted = str(in_guild(guild, member))
    return member_object(member, with_user=False) | {"permissions": permitted}
