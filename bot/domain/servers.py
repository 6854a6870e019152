"""The servers that the bot is in, or was in not long ago."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NewType, Protocol

GuildId = NewType("GuildId", int)
"""Discord's name for a server is guild."""
ChannelId = NewType("ChannelId", int)
MessageId = NewType("MessageId", int)
RoleId = NewType("RoleId", int)
UserId = NewType("UserId", int)


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC; ``ValueError`` for a naive one, which names no moment."""
    if moment.utcoffset() is None:
        raise ValueError(f"a moment needs a time zone: {moment.isoformat()}")
    return moment.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Server:
    """A server that something may be kept about."""

    guild: GuildId
    joined_at: datetime
    """When the bot was first noted there since it last knew nothing of the server."""
    left_at: datetime | None = None
    """When the bot was first noted to be gone; ``None`` while it is there."""

    def __post_init__(self) -> None:
        in_utc(self.joined_at)
        if self.left_at is not None:
            in_utc(self.left_at)


@dataclass(frozen=True, slots=True)
class Shard:
    """One of the parts that all servers of a bot are divided into."""

    number: int
    count: int
    """How many shards there are in all."""

    def serves(self, guild: GuildId) -> bool:
        """Whether the server is one of this shard's; Discord's documents give the formula."""
        return (guild >> 22) % self.count == self.number


class ServerRegister(Protocol):
    """Keeps which servers the bot is in; a naive moment is refused with ``ValueError``."""

    async def note_present(self, guilds: Collection[GuildId], now: datetime) -> None:
        """Note that the bot is in these servers: all of them or, on failure, none.

        One not known is new since ``now``. A departure noted before is taken back, and the server
        keeps the moment it was joined. Noting a server twice changes nothing; a server not among
        ``guilds`` stays as it is. Thousands at once are meant.
        """
        ...

    async def note_left(self, guild: GuildId, now: datetime) -> None:
        """Note that the bot is no longer in the server.

        The first departure counts, later ones change nothing; nor does that of an unknown server.
        """
        ...

    async def forget(self, guilds: Collection[GuildId], left_before: datetime) -> Sequence[GuildId]:
        """Delete those of these servers that were left before the moment, with all about them.

        Returns which these were, sorted; one left at exactly the moment stays, and so does one
        that the bot is in.
        """
        ...

    async def servers(self) -> Sequence[Server]:
        """Every server known, sorted by guild."""
        ...
