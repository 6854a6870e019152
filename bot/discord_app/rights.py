"""Which permissions the bot needs in a channel, by the names that admins see."""

from collections.abc import Iterator, Mapping, Sequence

import discord

from bot.domain.schedules import Schedule

SHOWN: Mapping[str, str] = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "read_message_history": "Read Message History",
    "create_public_threads": "Create Public Threads",
    "send_messages_in_threads": "Send Messages in Threads",
    "create_polls": "Create Polls",
    "mention_everyone": "Mention @everyone, @here, and All Roles",
}
"""Of those that the bot ever needs, as Discord's own settings call them."""

PERMISSIONS = discord.Permissions(
    **{name: name != "mention_everyone" for name in SHOWN}  # only where an admin wants a ping
)
"""What the invitation asks for: all for the daily posts. Replies to commands need none."""


def missing(schedule: Schedule, guild: discord.Guild) -> Sequence[str]:
    """What the bot lacks for a schedule's posts, as admins know it; empty for no channel."""
    channel = guild.get_channel(schedule.channel)
    if channel is None:
        return ()
    permitted = channel.permissions_for(guild.me)
    return [SHOWN[name] for name in _needed(schedule, guild) if not getattr(permitted, name)]


def _needed(schedule: Schedule, guild: discord.Guild) -> Iterator[str]:
    yield from ("view_channel", "send_messages", "read_message_history")
    if schedule.thread:
        yield from ("create_public_threads", "send_messages_in_threads")
    if schedule.poll:
        yield "create_polls"
    role = guild.get_role(schedule.ping) if schedule.ping else None
    if role is not None and not role.mentionable:
        yield "mention_everyone"
